"""Finds the gutters of a page, and tells columns from the cells of a table."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from screening.extract.pdf.pieces import Row, Segment
from screening.extract.pdf.rows import Index, rows_of
from screening.extract.pdf.written import labels, switches

_MIN_ROWS = 3
_MIN_SIDE = 3
_MIN_HEARD = 2
_ALIGNED_TABLE = 0.8
_ALIGNED_COLUMNS = 0.5
_FULL_LINES = 0.75
_PROSE_LETTERS = 14
_PLACES = 12
_AS_COLUMNS = 0.35
_LIKE_ROWS = 0.7
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Cut:
    """A gutter, the rows that it runs through, and how its two sides look."""

    x: float
    first: int
    last: int
    columns: bool
    """Whether it parts columns; else the cells of a table."""
    doubtful: bool
    firm: bool = False
    """Whether it holds against the written order: columns written across, a frame written first."""


def best_cut(rows: list[Row], *, heard: bool) -> tuple[Cut | None, Cut | None]:
    """Return the best gutter between columns, and the best one between cells, if any.

    ``heard`` tells whether the written order says something.
    """
    if len(rows) < _MIN_ROWS:
        return None, None
    letter = median([segment.height for row in rows for segment in row])
    best: dict[bool, Cut] = {}
    for x in _gutters(rows, letter):
        for first, last in _uncrossed(rows, x, letter):
            cut = _judged(rows[first:last], x, first, heard=heard)
            if cut is None:
                continue
            old = best.get(cut.columns)
            if old is None or cut.last - cut.first > old.last - old.first:
                best[cut.columns] = cut
    return best.get(True), best.get(False)


def _gutters(rows: list[Row], letter: float) -> list[float]:
    """Return places where a column may end: between where many pieces end and others begin."""
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    for row in rows:
        for segment in row:
            key = round(segment.left / letter * 2)
            starts[key] = starts.get(key, 0) + 1
            key = round(segment.right / letter * 2)
            ends[key] = ends.get(key, 0) + 1
    leftmost = min([segment.left for row in rows for segment in row])
    rightmost = max([segment.right for row in rows for segment in row])
    often = sorted((key for key in starts if starts[key] > 1), key=lambda key: -starts[key])
    places = [key * letter / 2 - 0.4 * letter for key in often[:_PLACES]]
    often = sorted((key for key in ends if ends[key] > 2), key=lambda key: -ends[key])
    places += [key * letter / 2 + 0.6 * letter for key in often[: _PLACES // 2]]
    return [x for x in places if leftmost + 2 * letter < x < rightmost - letter]


def _uncrossed(rows: list[Row], x: float, letter: float) -> Iterator[tuple[int, int]]:
    """Yield the stretches of rows that leave a gap around ``x``."""
    first = 0
    for index, row in enumerate(rows):
        if any(s.left < x and s.right > x - 0.4 * letter for s in row):
            if index - first >= _MIN_ROWS:
                yield first, index
            first = index + 1
    if len(rows) - first >= _MIN_ROWS:
        yield first, len(rows)


def _judged(rows: list[Row], x: float, first: int, *, heard: bool) -> Cut | None:
    """Tell columns from cells, once the rows that close the page below them are taken off."""
    start, end = _shared(rows, x, heard=heard)
    rows, first, last = rows[start:end], first + start, first + end
    inside = [segment for row in rows for segment in row]
    lefts = [segment for segment in inside if segment.right <= x]
    rights = [segment for segment in inside if segment.right > x]
    left, right = rows_of(lefts), rows_of(rights)
    few = min(len(left), len(right))
    if few < (_MIN_HEARD if heard else _MIN_SIDE) or (few < _MIN_SIDE and _twins(left, right)):
        return None
    if not _beside(left, right):
        return None
    aligned = _aligned(left, right)
    prose = _is_prose(left) and _is_prose(right)
    if heard:
        turns = switches(lefts, rights)
        share = turns / (2 * few - 1)
        if turns == 1 or share <= _AS_COLUMNS:
            even = len(left) == len(right) and aligned > 0.95 and not prose
            frame = turns == 1 and rights[0].number < lefts[0].number
            columns = not even or turns > 1
            return Cut(x, first, last, columns=columns, doubtful=even, firm=columns and frame)
        even = len(left) + len(right) < 2.3 * few
        labelled = not prose and labels(lefts, rights)
        if share > _LIKE_ROWS and even and not labelled and _across(rows, aligned, prose=prose):
            return Cut(x, first, last, columns=True, doubtful=False, firm=True)
        if share >= _LIKE_ROWS:
            return Cut(x, first, last, columns=False, doubtful=False)
    if few < _MIN_SIDE:
        return None
    if aligned <= _ALIGNED_COLUMNS or prose:
        return Cut(x, first, last, columns=True, doubtful=False)
    if aligned > _ALIGNED_TABLE:
        return Cut(x, first, last, columns=False, doubtful=False)
    return Cut(x, first, last, columns=True, doubtful=True)


def _shared(rows: list[Row], x: float, *, heard: bool) -> tuple[int, int]:
    """Return the rows from the first to the last with something on both sides.

    What goes on below on the left belongs to the left column, unless it stands well apart, or
    was written after the right one.
    """
    filled = [n for n, row in enumerate(rows) if row[-1].right > x]
    if not filled:
        return 0, 0
    start, end = filled[0], filled[-1] + 1
    while start > 0 and _near(rows[start - 1], rows[start]):
        start -= 1
    begun = min([s.number for row in rows for s in row if s.right > x])
    ended = max([s.number for row in rows for s in row if s.right > x])
    if heard and ended < min([s.number for row in rows for s in row if s.right <= x], default=0):
        return start, len(rows)
    while end < len(rows):
        earlier = heard and rows[end][0].number < begun
        if not earlier and (heard or not _near(rows[end - 1], rows[end])):
            break
        end += 1
    return start, end


def _near(above: Row, below: Row) -> bool:
    """Tell whether two rows belong to one stretch rather than to a title and a text."""
    height = min(above[0].height, below[0].height)
    return below[0].middle - above[0].middle < 2.6 * height and (
        max(above[0].height, below[0].height) < 1.35 * height
    )


def _twins(left: list[Row], right: list[Row]) -> bool:
    """Tell whether two sides begin alike on one base line, as a broken label and its value do."""
    a, b = left[0][0], right[0][0]
    alike = 0.85 < a.height / max(b.height, 0.1) < 1.2
    return alike and abs(a.middle - b.middle) < 0.2 * a.height


def _beside(left: list[Row], right: list[Row]) -> bool:
    """Tell whether two sides stand beside each other for at least half of the shorter one."""
    top = max(left[0][0].middle, right[0][0].middle)
    bottom = min(left[-1][0].middle, right[-1][0].middle)
    short = min(side[-1][0].middle - side[0][0].middle for side in (left, right))
    return bottom - top >= _HALF * short


def _aligned(left: list[Row], right: list[Row]) -> float:
    """Return the share of the shorter side's rows that stand on a base line of the other."""
    few, many = sorted((left, right), key=len)
    near = 0.2 * median([row[0].height for row in few])
    index = Index(row[0].middle for row in many)
    return sum(index.near(row[0].middle, near) for row in few) / len(few)


def _is_prose(rows: list[Row]) -> bool:
    """Tell whether a usual line fills its column, and is longer than a label or a date."""
    left = min([row[0].left for row in rows])
    right = max([row[-1].right for row in rows])
    usual = median([max([s.right - s.left for s in row]) for row in rows])
    height = median([row[0].height for row in rows])
    return usual >= _FULL_LINES * (right - left) and usual >= _PROSE_LETTERS * height


def _across(rows: list[Row], aligned: float, *, prose: bool) -> bool:
    """Tell whether columns were written line by line across the page, as some tools do."""
    if aligned <= _ALIGNED_COLUMNS:
        return True
    return prose and aligned > _ALIGNED_TABLE and not _gapped(rows)


def _gapped(rows: list[Row]) -> bool:
    """Tell whether the rows stand at uneven distances, as a table's do."""
    steps = [b[0].middle - a[0].middle for a, b in pairwise(rows)]
    return bool(steps) and max(steps) > 1.4 * min(steps)


def split(segments: list[Segment], x: float) -> tuple[list[Segment], list[Segment]]:
    """Part what stands left and right of a gutter."""
    left = [segment for segment in segments if segment.right <= x]
    return left, [segment for segment in segments if segment.right > x]
