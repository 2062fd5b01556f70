"""Puts the pieces of one page into reading order: rows from top to bottom, columns one by one.

Pure geometry: a piece is a stretch of text with its box, y growing downwards. Columns are cut
only where they do not look like the cells of a table, whose rows must stay together.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from screening.model.reading import Box

_DEPTH = 4
_MIN_ROWS = 4
_ALIGNED_TABLE = 0.8
_ALIGNED_COLUMNS = 0.5
_FULL_LINES = 0.75
_PROSE_LETTERS = 14
_STACKED = 0.6
_SPACE = 0.2
_OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text on one base line."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """Return the height of its letters' boxes."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Return where its base line's middle lies."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class OrderedLine:
    """One line, and where it stands."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Ordered:
    """Lines in reading order, and whether that order is doubtful."""

    lines: tuple[OrderedLine, ...]
    uncertain: bool


@dataclass(frozen=True, slots=True)
class _Cut:
    """A gutter, the rows that it runs through, and how its two sides look."""

    x: float
    first: int
    last: int
    doubtful: bool


Row = list[Piece]


def in_reading_order(pieces: list[Piece]) -> Ordered:
    """Order a page."""
    doubts = [_looks_vertical(pieces)]
    lines = [_line(row) for row in _ordered(_rows(pieces), doubts, depth=0)]
    return Ordered(lines=tuple(lines), uncertain=any(doubts))


def _rows(pieces: list[Piece]) -> list[Row]:
    """Group pieces whose middles lie within each other's height."""
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda p: (p.middle, p.left)):
        if rows and _same_row(rows[-1], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda p: p.left) for row in rows]


def _same_row(row: Row, piece: Piece) -> bool:
    anchor = row[0]
    reach = 0.5 * min(anchor.height, piece.height)
    return abs(piece.middle - anchor.middle) <= max(reach, 1.0)


def _ordered(rows: list[Row], doubts: list[bool], *, depth: int) -> Iterator[Row]:
    cut = _best_cut(rows) if depth < _DEPTH else None
    if cut is None:
        yield from rows
        return
    doubts.append(cut.doubtful)
    inside = [piece for row in rows[cut.first : cut.last] for piece in row]
    left = [piece for piece in inside if piece.right <= cut.x]
    right = [piece for piece in inside if piece.right > cut.x]
    yield from _ordered(rows[: cut.first], doubts, depth=depth + 1)
    yield from _ordered(_rows(left), doubts, depth=depth + 1)
    yield from _ordered(_rows(right), doubts, depth=depth + 1)
    yield from _ordered(rows[cut.last :], doubts, depth=depth + 1)


def _best_cut(rows: list[Row]) -> _Cut | None:
    """Return the gutter through the most rows that parts columns rather than cells."""
    if len(rows) < _MIN_ROWS:
        return None
    letter = median(piece.height for row in rows for piece in row)
    best: _Cut | None = None
    for x in _gutters(rows, letter):
        for first, last in _uncrossed(rows, x, letter):
            cut = _judged(rows, x, first, last)
            if cut and (best is None or last - first > best.last - best.first):
                best = cut
    return best


def _gutters(rows: list[Row], letter: float) -> list[float]:
    """Return places where a column may end: just left of where many pieces begin."""
    starts: dict[int, int] = {}
    for row in rows:
        for piece in row:
            key = round(piece.left / letter * 2)
            starts[key] = starts.get(key, 0) + 1
    often = sorted(starts, key=lambda key: -starts[key])[:8]
    leftmost = min(piece.left for row in rows for piece in row)
    places = [key * letter / 2 - 0.4 * letter for key in often if starts[key] >= 3]
    return [x for x in places if x > leftmost + 2 * letter]


def _uncrossed(rows: list[Row], x: float, letter: float) -> Iterator[tuple[int, int]]:
    """Yield the stretches of rows that leave a gap around ``x``."""
    first = 0
    for index, row in enumerate(rows):
        if any(piece.left < x and piece.right > x - 0.4 * letter for piece in row):
            if index - first >= _MIN_ROWS:
                yield first, index
            first = index + 1
    if len(rows) - first >= _MIN_ROWS:
        yield first, len(rows)


def _judged(rows: list[Row], x: float, first: int, last: int) -> _Cut | None:
    """Tell columns from table cells: columns have rows of their own, or lines that fill them."""
    inside = [piece for row in rows[first:last] for piece in row]
    left = _rows([piece for piece in inside if piece.right <= x])
    right = _rows([piece for piece in inside if piece.right > x])
    if min(len(left), len(right)) < _MIN_ROWS - 1:
        return None
    aligned = _aligned(left, right)
    if aligned <= _ALIGNED_COLUMNS or (_is_prose(left) and _is_prose(right)):
        return _Cut(x, first, last, doubtful=False)
    return None if aligned > _ALIGNED_TABLE else _Cut(x, first, last, doubtful=True)


def _aligned(left: list[Row], right: list[Row]) -> float:
    """Return the share of the shorter side's rows that stand on a base line of the other."""
    few, many = sorted((left, right), key=len)
    near = 0.2 * median(row[0].height for row in few)
    shared = sum(1 for a in few if any(abs(a[0].middle - b[0].middle) <= near for b in many))
    return shared / len(few)


def _is_prose(rows: list[Row]) -> bool:
    """Tell whether a usual line fills its column, and is longer than a label or a date."""
    left = min(row[0].left for row in rows)
    right = max(row[-1].right for row in rows)
    usual = median(row[-1].right - row[0].left for row in rows)
    height = median(row[0].height for row in rows)
    return usual >= _FULL_LINES * (right - left) and usual >= _PROSE_LETTERS * height


def _line(row: Row) -> OrderedLine:
    box = Box(
        left=min(piece.left for piece in row),
        top=min(piece.top for piece in row),
        right=max(piece.right for piece in row),
        bottom=max(piece.bottom for piece in row),
    )
    return OrderedLine(_joined(row), box)


def _joined(row: Row) -> str:
    text = row[0].text
    for before, piece in pairwise(row):
        gap = (piece.left - before.right) / min(before.height, piece.height)
        text += (" " if gap > _SPACE or gap < -_OVERLAP else "") + piece.text
    return text


def _looks_vertical(pieces: list[Piece]) -> bool:
    """Tell whether letters stand below each other, as in vertical Japanese."""
    single = sum(1 for piece in pieces if len(piece.text.strip()) == 1)
    return len(pieces) >= 40 and single / len(pieces) > _STACKED
