"""What a date can be: a day, a month or a year, a part of one, the present, or nonsense."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

EARLIEST_YEAR: Final = 1940
LATEST_YEAR: Final = 2100
"""Years outside are a misprint, or no years at all."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A named day, month or year: from its first day until the day after its last."""

    first: date
    until: date
    year_only: bool = False
    era: int | None = None
    """The year before the era's first, where the year was said in an era."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A date that borrows its year, or its era, from the other end of its period."""

    month: int
    day: int | None = None
    era_year: int | None = None
    years_later: int = 0


@dataclass(frozen=True, slots=True)
class Now:
    """The present: the day of the application."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something that means a date and cannot be told, such as a season or month 13."""


What = Moment | Fragment | Now | Unreadable


@dataclass(frozen=True, slots=True)
class Found:
    """A date and where it stands in the plain line."""

    start: int
    end: int
    what: What


def moment(
    year: int, month: int | None = None, *, day: int | None = None, era: int | None = None
) -> Moment | Unreadable:
    """Make a moment of its numbers; nonsense is unreadable."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return Unreadable()
    if month is None:
        return Moment(date(year, 1, 1), date(year + 1, 1, 1), year_only=True, era=era)
    try:
        first = date(year, month, 1 if day is None else day)
    except ValueError:
        return Unreadable()
    following = date(year + month // 12, month % 12 + 1, 1)
    until = following if day is None else first + timedelta(days=1)
    return Moment(first, until, era=era)
