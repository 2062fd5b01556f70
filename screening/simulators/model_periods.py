"""Finds the lines that say when something was done, near the line that says what."""

import re
from collections.abc import Sequence

_MOST = 5
_BEFORE = 15
_AFTER = 3

_YEAR = r"(?:(?:19|20)\d{2}|(?:令和|平成|昭和|[RHS])\s?(?:\d{1,2}|元)(?:\s?年|\.))"
_NOW = (
    r"(?:現在|現職|至今|present|now|today|current(?:ly)?|to date|ongoing"
    r"|н\.?\s?в\.?|наст(?:оящее|\.)|по сей день|сейчас)"
)
_UNTIL = r"(?:[~〜～–—\-]|から|\bto\b|\buntil\b|\btill\b|\bпо\b|\bдо\b)"
_RANGE = re.compile(
    rf"{_YEAR}.{{0,16}}?{_UNTIL}.{{0,12}}?(?:{_YEAR}|{_NOW})"
    rf"|\bsince\s.{{0,12}}?{_YEAR}|\bс\s.{{0,14}}?{_YEAR}|{_YEAR}.{{0,6}}?(?:より|以降)",
    re.IGNORECASE,
)


def periods_near(line: int | None, lines: Sequence[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """Return the lines with a period near a line: the last one above it, else those below.

    Without a line it is all of them, up to a few.
    """
    dated = [each for each in lines if _RANGE.search(each[1])]
    if line is None:
        return tuple(dated[:_MOST])
    above = [each for each in dated if line - _BEFORE <= each[0] <= line]
    below = [each for each in dated if line < each[0] <= line + _AFTER]
    return tuple(above[-1:] or below[:1])
