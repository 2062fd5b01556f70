"""Periods of which each end has a line of its own: 入社 (joined) in one, 退社 (left) in a later.

Japanese forms list a career so, and end it with 現在に至る (to this day).
"""

import re

from screening.tenure.moments import Moment
from screening.tenure.periods import Period, Reading
from screening.tenure.plain import plain

_JOINED = re.compile(r"入[社職庁行局所団](?!予定)|着任|就任|採用|配属|joined\b|принят")
_LEFT = re.compile(r"退[社職任庁行局所団]|離職|契約(?:期間)?満了|left\b|resigned\b|уволен")
_TO_THIS_DAY = re.compile(r"現在|在職中|to (?:date|the present)\b|по настоящее")

Lines = tuple[tuple[str, Reading], ...]


def joined_and_left(lines: Lines) -> tuple[Reading, ...]:
    """Join the lines that name one end each; the readings of all other lines stay as they are."""
    readings = [reading for _, reading in lines]
    opened: int | None = None
    for at, (text, reading) in enumerate(lines):
        if reading.periods:
            continue
        line = plain(text)
        if reading.single and _JOINED.search(line):
            opened = at
        if opened is not None and _ends(line, reading):
            period = _period(readings[opened].single, None if opened == at else reading.single)
            if period:
                readings[at] = Reading()
                readings[opened] = Reading((period,))
            opened = None
    return tuple(readings)


def _ends(line: str, reading: Reading) -> bool:
    return bool(_TO_THIS_DAY.search(line) or (reading.single and _LEFT.search(line)))


def _period(start: Moment | None, end: Moment | None) -> Period | None:
    if start is None or (end is not None and end.first < start.first):
        return None
    return Period(start, end)
