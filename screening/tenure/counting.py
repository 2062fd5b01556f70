"""Counts months: periods laid over one another, cut at the application, and added up.

A named month counts as a whole one at both ends. A year without a month counts only as far as it
must, and the present is the day of the application.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from screening.tenure.events import joined_and_left
from screening.tenure.lengths import Length, lengths
from screening.tenure.periods import Period, read


@dataclass(frozen=True, slots=True)
class Count:
    """What texts give together."""

    months: int
    """Whole months that are sure, those of a period without a written end among them."""
    least: int
    """The same without such a period."""
    most: int | None
    """The longest that it can have been; ``None`` when not everything could be read."""
    stated: bool = False
    """Whether it is a length that was stated, without periods to count."""


_Stretch = tuple[date, date]
"""From a day until another, the second left out."""


def count(
    texts: tuple[str, ...], *, applied_on: date, words: frozenset[str] = frozenset()
) -> Count | None:
    """Count the periods of some lines; without any, the length that they state.

    ``words`` say which of several stated lengths is meant. ``None`` when there is no figure.
    """
    readings = joined_and_left(tuple((text, read(text)) for text in texts))
    periods = tuple(one for reading in readings for one in reading.periods)
    if not periods:
        return _stated(texts, words)
    closed = tuple(one for one in periods if not one.open)
    in_full = closed == periods and all(reading.in_full for reading in readings)
    longest = _merged(_longest(one, applied_on) for one in periods)
    return Count(
        months=_whole(_surest(one, applied_on) for one in periods),
        least=_whole(_surest(one, applied_on) for one in closed),
        most=sum(map(_begun_months, longest)) if in_full else None,
    )


def _stated(texts: tuple[str, ...], words: frozenset[str]) -> Count | None:
    found = tuple(one for text in texts for one in lengths(text))
    meant = _distinct(found)
    if len(meant) > 1:
        meant = _distinct(one for one in found if any(word in one.clause for word in words))
    if len(meant) != 1:
        return None
    months, most = meant.pop()
    return Count(months=months, least=months, most=most, stated=True)


def _distinct(found: Iterable[Length]) -> set[tuple[int, int | None]]:
    return {(one.months, one.most) for one in found}


def _surest(period: Period, applied_on: date) -> _Stretch:
    start, end = period.start, period.end
    first = start.until if start.year_only else start.first
    if end is None:
        return first, _after(applied_on)
    return first, min(end.first if end.year_only else end.until, _after(applied_on))


def _longest(period: Period, applied_on: date) -> _Stretch:
    until = _after(applied_on)
    return period.start.first, until if period.end is None else min(period.end.until, until)


def _after(applied_on: date) -> date:
    return applied_on + timedelta(days=1)


def _whole(stretches: Iterable[_Stretch]) -> int:
    return sum(map(_whole_months, _merged(stretches)))


def _merged(stretches: Iterable[_Stretch]) -> list[_Stretch]:
    """Lay stretches over one another; those that touch become one, empty ones vanish."""
    merged: list[_Stretch] = []
    for start, end in sorted(one for one in stretches if one[0] < one[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _whole_months(stretch: _Stretch) -> int:
    start, end = stretch
    return 12 * (end.year - start.year) + end.month - start.month - (end.day < start.day)


def _begun_months(stretch: _Stretch) -> int:
    start, end = stretch
    return 12 * (end.year - start.year) + end.month - start.month + (end.day > start.day)
