"""Reads the periods of a line: two dates with a sign between them, or one from which on.

What cannot be told is never guessed: the line is then not fully read, and who counts must know.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from screening.tenure.dates import dates
from screening.tenure.moments import Found, Fragment, Moment, Now, moment
from screening.tenure.plain import plain


@dataclass(frozen=True, slots=True)
class Period:
    """From one moment to another, or to the present."""

    start: Moment
    end: Moment | None
    """``None`` for the present."""
    open: bool = False
    """Whether no end is written; the present is only the likeliest."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one line says of periods."""

    periods: tuple[Period, ...] = ()
    in_full: bool = True
    """Whether nothing in it that means a period was left unread."""
    single: Moment | None = None
    """The only date of a line without a period."""


_JOIN_WORD = (
    r"->?|~|ー|→|⇒|\bto\b|\buntil\b|\btill?\b|\bthrough\b|\bthru\b|\bup to\b|\bпо\b|\bдо\b|から"
    r"|より|至|迄"
)
_JOIN = re.compile(
    rf"[\s,.()（）\[\]]*(?:{_JOIN_WORD})(?:[\s,.()\[\]]|{_JOIN_WORD}|\bthe\b|\bat\b)*"
)
_LONGEST_JOIN = 20
_BETWEEN = re.compile(r"\bbetween\s*$")
_SINCE = re.compile(r"\bsince\s*$")
_SINCE_AFTER = re.compile(r"\s?以来")
_FROM = re.compile(r"(?:\bfrom|\bstarting(?: from| in)?|\bсо?|\bначиная с|自)\s*$")
_FROM_AFTER = re.compile(r"\s?(?:から|より|以降|~(?!\s?\d)|(?:-|ー|→)\s*$)")
_FOR_SOME_TIME = re.compile(
    r"\s?(?:(?:から|より)\s?(?:約\s?)?\d{1,2}\s?(?:年|[ヶケか箇カヵ]月)|,? ?for \S+ (?:year|month)"
    r"|,? ?(?:в течение|на протяжении)\b)"
)
"""From a date on for a stated length: no open end."""
_UNTOLD_END = re.compile(r"\s?~\s?\d")
_PART_OF_NUMBER = re.compile(r"\d[-./]$")


def read(text: str) -> Reading:
    """Read one line as it stands in the document; never raises."""
    line = plain(text)
    found = dates(line)
    periods: list[Period] = []
    unpaired: list[Found] = []
    in_full = True
    at = 0
    while at < len(found):
        if at + 1 < len(found) and _joined(line, found[at], found[at + 1]):
            period = _between(found[at], found[at + 1])
            in_full = in_full and period is not None
            periods += [period] if period else []
            at += 2
        else:
            unpaired.append(found[at])
            at += 1
    closed = tuple(periods)
    for one in unpaired:
        period = _from(line, one)
        if period and not _within(period.start, closed):
            periods.append(period)
        in_full = in_full and not _left_over(line, one, period, closed)
    if periods:
        return Reading(tuple(periods), in_full)
    return Reading((), in_full=False, single=_single(found))


def _joined(line: str, one: Found, other: Found) -> bool:
    between = line[one.end : other.start]
    if len(between) > _LONGEST_JOIN or _PART_OF_NUMBER.search(line[: one.start]):
        return False
    if between.strip() == "and":
        return bool(_BETWEEN.search(line[: one.start]))
    return bool(_JOIN.fullmatch(between))


def _between(one: Found, other: Found) -> Period | None:
    start = _start(one, other)
    if start is None:
        return None
    if isinstance(other.what, Now):
        return Period(start, None)
    end = _end(start, other)
    return Period(start, end) if end and _in_order(start, end) else None


def _start(one: Found, other: Found) -> Moment | None:
    """Give a beginning such as "January" the year of the end."""
    if isinstance(one.what, Moment):
        return one.what
    if not isinstance(one.what, Fragment) or not isinstance(other.what, Moment):
        return None
    if one.what.era_year is not None or other.what.year_only:
        return None
    return _made(one.what, other.what.first.year)


def _end(start: Moment, other: Found) -> Moment | None:
    """Give an end such as 3月 or 31年3月 the year, or the era, of the beginning."""
    what = other.what
    if not isinstance(what, Fragment):
        return what if isinstance(what, Moment) else None
    if what.era_year is None:
        return None if start.year_only else _made(what, start.first.year + what.years_later)
    return None if start.era is None else _made(what, start.era + what.era_year)


def _made(part: Fragment, year: int) -> Moment | None:
    made = moment(year, part.month, day=part.day)
    return made if isinstance(made, Moment) else None


def _in_order(start: Moment, end: Moment) -> bool:
    return start.first <= end.first if end.year_only else start.first < end.until


def _from(line: str, one: Found) -> Period | None:
    if not isinstance(one.what, Moment):
        return None
    before, after = line[: one.start], line[one.end :]
    if _SINCE.search(before) or _SINCE_AFTER.match(after):
        return Period(one.what, None)
    if _FOR_SOME_TIME.match(after):
        return None
    if _FROM.search(before) or _FROM_AFTER.match(after):
        return Period(one.what, None, open=True)
    return None


def _left_over(line: str, one: Found, period: Period | None, closed: tuple[Period, ...]) -> bool:
    """Tell whether a date that stands alone may be part of a period that was not read."""
    if period is None and _UNTOLD_END.match(line[one.end :]):
        return True
    if isinstance(one.what, Moment):
        return period is None and not _within(one.what, closed)
    return not isinstance(one.what, Fragment | Now)


def _within(start: Moment, periods: tuple[Period, ...]) -> bool:
    return any(
        one.start.first <= start.first and (one.end is None or start.first < one.end.until)
        for one in periods
    )


def _single(found: tuple[Found, ...]) -> Moment | None:
    named: Iterator[Moment] = (one.what for one in found if isinstance(one.what, Moment))
    only = tuple(named)
    return only[0] if len(only) == 1 else None
