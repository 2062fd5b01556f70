"""The content words of a text, to see whether one text speaks of what another does.

Japanese has no spaces: runs of kanji and of kana are cut into pairs of characters. Russian words
lose their endings.
"""

import re

from screening.model import Language
from screening.rubric.tongue import language_of, plain

_RUN = re.compile(
    r"[a-z0-9][a-z0-9.+#/_-]*|[а-я]+|[ァ-ヶー]+|[一-龠々〆]+|[ぁ-ゖ]{2,}",
)
_LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+#/_-]*")
_EMPTY = frozenset(
    re.findall(
        r"\S+",
        "a an and any as at be by for from have in into is it must need needs of on or our own "
        "such that the this to using with you your we are who can least more than plus required "
        "preferred experience experienced knowledge ability skills skill "
        "и или в во на с со от до по для из не к о у а также наличие опыт знание умение навык "
        "これ それ もの こと から まで など でき する した して ある いる です ます られ また",
    )
)
_STEM = 5
"""Of a Russian word: what is left when its ending goes."""


def terms(text: str) -> frozenset[str]:
    """Return the words that carry the meaning of a text."""
    return frozenset(
        piece
        for run in _RUN.findall(plain(text).lower())
        for piece in _pieces(run.strip(".-/_"))
        if piece and piece not in _EMPTY
    )


def names(text: str) -> frozenset[str]:
    """Return the words that cannot be put in other words: numbers, products, abbreviations."""
    line = plain(text)
    in_english = language_of(line) is Language.EN
    found = (match for match in _LATIN.finditer(line))
    return frozenset(
        match[0].strip(".-/_").lower()
        for match in found
        if not in_english or _is_name(match[0], begins=match.start() == 0)
    )


def _is_name(word: str, *, begins: bool) -> bool:
    """Tell a name from a plain English word, by its capitals and figures."""
    capital = any(map(str.isupper, word[1:])) or (word[0].isupper() and not begins)
    return capital or any(map(str.isdigit, word)) or "#" in word


def shared(part: frozenset[str], whole: frozenset[str]) -> float:
    """Return which share of the first words is among the second; 1 for no words at all."""
    return len(part & whole) / len(part) if part else 1.0


def _pieces(run: str) -> tuple[str, ...]:
    if not run or run in _EMPTY:
        return ()
    if "а" <= run[0] <= "я":
        return (run[:_STEM],)
    if run[0] < "\u2e80" and not "ぁ" <= run[0] <= "ヶ":
        return (run,)
    return tuple(run[at : at + 2] for at in range(len(run) - 1)) or (run,)
