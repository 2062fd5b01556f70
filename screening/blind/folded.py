"""Text as it is searched here: one width, one form of each character, and where each came from."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from screening.folding import MARKS, shown

HAN: Final = "々〆㐀-鿿豈-龎\U00020000-\U0003ffff"
"""For a character class: Chinese characters, as they stand in names."""
KANA: Final = "ぁ-ゖァ-ヺー"
"""For a character class: both kinds of kana, full width."""

_UNIT = re.compile(f".[{MARKS}]{{0,8}}", re.DOTALL)
_HIRAGANA = {code: code - 96 for code in range(ord("ァ"), ord("ヶ") + 1)}
# Forms of one character among which people, forms and systems do not tell apart.
_SAME = str.maketrans(
    "髙﨑嵜碕邊邉齋齊斉澤濱濵櫻國廣嶋嶌眞惠龍榮𠮷曾桒德瀨淸靑黑戶祐藏豐與萬壽禮槇瀧遙凛ё",
    "高崎崎崎辺辺斎斎斎沢浜浜桜国広島島真恵竜栄吉曽桑徳瀬清青黒戸祐蔵豊与万寿礼槙滝遥凜е",
)
_LETTERS = str.maketrans({"ß": "s", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "a", "œ": "o"})


@dataclass(frozen=True, slots=True)
class Folded:
    """A text twice, character by character the same length, with the map to its source."""

    plain: str
    """In one width, with its capitals."""
    text: str
    """In small letters besides, without accents, kana as hiragana, old characters as new ones."""
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return the part of the source from which a part was made; not for empty."""
        return self.starts[start], self.ends[end - 1]


def fold(source: str) -> Folded:
    """Make a text searchable."""
    plain: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for unit in _UNIT.findall(source):
        drawn = shown(unit)
        plain.append(drawn)
        starts.extend([at] * len(drawn))
        at += len(unit)
        ends.extend([at] * len(drawn))
    seen = "".join(plain)
    return Folded(seen, folded(seen), tuple(starts), tuple(ends))


def folded(plain: str) -> str:
    """Take case, accents and variants from a text in one width; it keeps its length."""
    return "".join(map(_bare, plain)).translate(_SAME).translate(_HIRAGANA).translate(_LETTERS)


@lru_cache(maxsize=32_768)
def _bare(character: str) -> str:
    """Return a small letter without its accent; й is a letter of its own."""
    small = character.lower()
    if len(small) > 1 or small == "й":
        return small[:1]
    return unicodedata.normalize("NFD", small)[0] if small < "\u2000" else small
