"""Cleans text: what draws nothing is taken out and, where it may carry a message, counted.

What is drawn stays as it is: no folding of widths, radicals or cases happens here, so that
a quote printed from a line is what the file says.
"""

import re
import unicodedata
from dataclasses import dataclass

_TAGS = re.compile("[\U000e0000-\U000e007f]+")
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]{1,8}\U000e007f")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]+")
_OVERRIDES = re.compile("[\u202d\u202e]")
_DIRECTIONS = re.compile("[\u200e\u200f\u061c\u202a-\u202c\u2066-\u2069]")
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060-\u2064\ufeff\u180e\u034f\u115f\u1160\u3164\uffa0"
_ZERO_WIDTH_RUN = re.compile(f"[{_ZERO_WIDTH}]+")
_DRAWS_NOTHING = re.compile(f"[{_ZERO_WIDTH}\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_SOFT_HYPHEN = re.compile("\u00ad")
_BREAKS = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"[\t \u00a0\u2000-\u200a\u202f\u205f]+")
_UNUSABLE = {"Cc", "Cs", "Cn"}

SUSPICIOUS = 8
"""From this many hidden carriers on, a text is unusual. Single ones come from word processors."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text without invisible characters, and how many of them could carry a message."""

    text: str
    carriers: int


def clean(text: str) -> Cleaned:
    """Take out what draws nothing from one line, and make every gap one space.

    An ideographic space stays: in Japanese it is written on purpose.
    """
    if text.isprintable() and not _DRAWS_NOTHING.search(text):
        return Cleaned(text=" ".join(text.split()), carriers=0)
    carriers = 0
    text = _FLAG.sub("\U0001f3f4", text)
    text, weight = _take(_TAGS, text, SUSPICIOUS)
    carriers += weight
    text, weight = _take(_OVERRIDES, text, SUSPICIOUS)
    carriers += weight
    carriers += sum(len(found[0]) - 1 for found in _SELECTORS.finditer(text))
    text = _SELECTORS.sub("", text)
    carriers += sum(_weight(text, found) for found in _ZERO_WIDTH_RUN.finditer(text))
    text = _ZERO_WIDTH_RUN.sub("", text)
    text = _SOFT_HYPHEN.sub("", _DIRECTIONS.sub("", text))
    text = _SPACES.sub(" ", _BREAKS.sub(" ", text))
    text = "".join(c for c in text if unicodedata.category(c) not in _UNUSABLE)
    return Cleaned(text=text.strip(), carriers=carriers)


def broken_lines(text: str) -> list[str]:
    """Split at every kind of line break, also those that only some editors know."""
    return _BREAKS.split(text)


def garbled(text: str) -> bool:
    """Tell whether a text is mostly the debris of a font without a character table."""
    marks = [c for c in text if not c.isspace()]
    if not marks:
        return False
    debris = sum(1 for c in marks if _is_debris(c)) + 5 * text.count("(cid:")
    return debris / len(marks) > 0.2


def _is_debris(character: str) -> bool:
    return character == "\ufffd" or unicodedata.category(character) in {"Cc", "Co", "Cs", "Cn"}


def _take(pattern: re.Pattern[str], text: str, weight: int) -> tuple[str, int]:
    cleaned = pattern.sub("", text)
    return cleaned, (len(text) - len(cleaned)) * weight


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
