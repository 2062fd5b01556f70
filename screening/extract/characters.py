"""Cleans text: what draws nothing is taken out and, where it may carry a message, counted.

What is drawn stays as it is: no folding of widths, radicals or cases happens here, so that
a quote printed from a line is what the file says.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

from screening.extract.lookalikes import lookalikes
from screening.model.reading import CharacterTrick, OddCharacters, Severity

_TAGS = re.compile("[\U000e0000-\U000e007f]+")
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]{1,8}\U000e007f")
_SELECTOR = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_SELECTORS = re.compile(f"[{_SELECTOR}]+")
_OVERRIDES = re.compile("[\u202d\u202e]")
_DIRECTIONS = re.compile("[\u200e\u200f\u061c\u202a-\u202c\u2066-\u2069]")
_ZERO_WIDTH = (
    "\u200b\u200c\u200d\u2060-\u2064\ufeff\u180e\u034f"
    # controls that no program follows any more, and marks of annotations, shorthand and music
    "\u206a-\u206f\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
)
_FILLER = "\u115f\u1160\u3164\uffa0\u2800"
_ZERO_WIDTH_RUN = re.compile(f"[{_ZERO_WIDTH}]+")
_FILLERS = re.compile(f"[{_FILLER}]")
_DRAWS_NOTHING = re.compile(f"[{_ZERO_WIDTH}{_FILLER}{_SELECTOR}]")
_MARKS = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{4,}")
"""More marks on one letter than any living script needs."""
_SOFT_HYPHEN = re.compile("\u00ad")
_BREAKS = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"[\t \u00a0\u2000-\u200a\u202f\u205f]+")
_UNUSABLE = {"Cc", "Cs", "Cn"}

_WARN = Counter(
    {
        CharacterTrick.TAGS: 1,
        CharacterTrick.DIRECTIONS: 1,
        CharacterTrick.ZERO_WIDTH: 8,
        CharacterTrick.SELECTORS: 8,
        CharacterTrick.FILLERS: 8,
        CharacterTrick.MARKS: 8,
        CharacterTrick.LOOKALIKES: 5,
    }
)
"""From how many on a recruiter is told. Single ones come from word processors and keyboards."""
_BLOCK = Counter(
    {
        CharacterTrick.TAGS: 3,
        CharacterTrick.DIRECTIONS: 1,
        CharacterTrick.ZERO_WIDTH: 32,
        CharacterTrick.SELECTORS: 16,
    }
)
"""From how many on they look like a message; the other kinds never do by themselves."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text without invisible characters, and how many of each kind could carry a message."""

    text: str
    odd: Counter[CharacterTrick] = field(default_factory=Counter)


def clean(text: str) -> Cleaned:
    """Take out what draws nothing from one line, and make every gap one space.

    An ideographic space stays: in Japanese it is written on purpose.
    """
    odd = Counter({CharacterTrick.LOOKALIKES: lookalikes(text)})
    if text.isprintable() and not _DRAWS_NOTHING.search(text) and not _MARKS.search(text):
        return Cleaned(_one(text), odd)
    text = _FLAG.sub("\U0001f3f4", text)
    text = _take(_TAGS, text, CharacterTrick.TAGS, odd)
    text = _take(_OVERRIDES, text, CharacterTrick.DIRECTIONS, odd)
    odd[CharacterTrick.SELECTORS] += sum(
        _selecting(text, found) for found in _SELECTORS.finditer(text)
    )
    text = _SELECTORS.sub("", text)
    odd[CharacterTrick.ZERO_WIDTH] += sum(
        _weight(text, found) for found in _ZERO_WIDTH_RUN.finditer(text)
    )
    text = _ZERO_WIDTH_RUN.sub("", text)
    odd[CharacterTrick.FILLERS] += len(_FILLERS.findall(text))
    text = _FILLERS.sub(" ", text)
    text = _SOFT_HYPHEN.sub("", _DIRECTIONS.sub("", text))
    text = _SPACES.sub(" ", _BREAKS.sub(" ", text))
    text = "".join(c for c in text if unicodedata.category(c) not in _UNUSABLE)
    return Cleaned(_one(_take(_MARKS, text, CharacterTrick.MARKS, odd)), odd)


def judged(odd: Counter[CharacterTrick]) -> tuple[OddCharacters, ...]:
    """Say how much each kind matters, over a whole file; kinds that are absent are left out."""
    return tuple(
        OddCharacters(kind=kind, count=odd[kind], severity=_severity(kind, odd[kind]))
        for kind in CharacterTrick
        if odd[kind]
    )


def broken_lines(text: str) -> list[str]:
    """Split at every kind of line break, also those that only some editors know."""
    return _BREAKS.split(text)


def _severity(kind: CharacterTrick, count: int) -> Severity:
    if kind in _BLOCK and count >= _BLOCK[kind]:
        return Severity.BLOCK
    return Severity.WARN if count >= _WARN[kind] else Severity.NOTE


def _one(text: str) -> str:
    """Make every gap of plain spaces one."""
    return re.sub(" {2,}", " ", text).strip()


def _take(
    pattern: re.Pattern[str], text: str, kind: CharacterTrick, odd: Counter[CharacterTrick]
) -> str:
    cleaned = pattern.sub("", text)
    odd[kind] += len(text) - len(cleaned)
    return cleaned


def _selecting(text: str, found: re.Match[str]) -> int:
    """Count selectors that select nothing: all but one in a run, and any after a plain letter."""
    before = text[found.start() - 1 : found.start()]
    selects = before and not (before.isalpha() and before < "\u2e80")
    return len(found[0]) - (1 if selects else 0)


def _weight(text: str, found: re.Match[str]) -> int:
    """Count a run that could carry bits, or that splits a word to hide it from a search."""
    before = text[found.start() - 1 : found.start()]
    after = text[found.end() : found.end() + 1]
    if len(found[0]) > 1:
        return len(found[0])
    if not (_plain_letter(before) and _plain_letter(after)):
        return 0
    return 1


def _plain_letter(character: str) -> bool:
    """Tell whether no honest zero-width character is expected beside this one.

    Persian, Indic, Thai and their neighbours join and break with them; emoji do, too.
    """
    return character.isalpha() and not "\u0590" <= character <= "\u1cff"
