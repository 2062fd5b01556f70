"""Misreads a text as recognition does: by what it has really misread, and how often."""

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_KINDS, _SHARES = ("other", "missing", "surplus"), (74, 17, 9)
"""How the misreadings of real pages were shared out."""
_SCRIPTS = {
    re.compile(r"\d"): 0.5,
    re.compile("[a-z]"): 0.9,
    re.compile("[A-Z]"): 0.9,
    re.compile("[а-яё]"): 0.8,
    re.compile("[А-ЯЁ]"): 0.8,
    re.compile("[ぁ-ん]"): 0.3,
    re.compile("[ァ-ヶー]"): 0.3,
    re.compile("[一-鿿]"): 2.0,
}
_NUMBER = re.compile(r"\d(?:[\d.,/:%〜–-]*[\d%])?")
_SIGN = 3.5
"""How often characters of each kind were misread on real pages, 1 being the average of all.

Kana were hardly ever misread; they are given more, for other machines may read them worse."""

Confusions = Mapping[str, Mapping[str, int]]
"""For a character: what was read in its place, and how often."""


@dataclass(frozen=True, slots=True)
class Noise:
    """How a text is misread: the share of its characters, and by what."""

    rate: float
    confusions: Confusions
    spare_numbers: bool = False
    """A number misread is another number: its page no longer says what was quoted."""

    def misread(self, text: str, chance: random.Random) -> str:
        """Misread a text; spaces stay."""
        letters = sorted(set(text))
        weights = list(self._weights(text))
        unit = self.rate * sum(map(bool, weights)) / (sum(weights) or 1)
        return "".join(
            self._misread(character, chance, letters)
            if chance.random() < unit * weight
            else character
            for character, weight in zip(text, weights, strict=True)
        )

    def _weights(self, text: str) -> Iterator[float]:
        spared: set[int] = set()
        if self.spare_numbers:
            spared.update(at for found in _NUMBER.finditer(text) for at in range(*found.span()))
        for at, character in enumerate(text):
            yield 0 if at in spared or character.isspace() else _weight(character)

    def _misread(self, character: str, chance: random.Random, letters: list[str]) -> str:
        (kind,) = chance.choices(_KINDS, _SHARES)
        if kind == "missing":
            return ""
        if kind == "surplus":
            return character + _of_the_same_script(character, chance, letters)
        if character in self.confusions:
            read = self.confusions[character]
            return chance.choices(list(read), list(read.values()))[0]
        return _of_the_same_script(character, chance, letters)


def _weight(character: str) -> float:
    return next((share for kind, share in _SCRIPTS.items() if kind.match(character)), _SIGN)


def _of_the_same_script(character: str, chance: random.Random, letters: list[str]) -> str:
    """Choose another character of the text that is written in the same script."""
    for script in _SCRIPTS:
        if script.match(character):
            others = [one for one in letters if script.match(one) and one != character]
            return chance.choice(others or [character])
    return "."
