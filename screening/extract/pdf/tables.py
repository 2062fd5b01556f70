"""Reads tables: cells that rulings close in, and rows that stand apart without any."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from screening.extract.pdf.pieces import (
    OrderedLine,
    Row,
    Ruling,
    Segment,
    around,
    line_of,
    run_on,
)
from screening.extract.pdf.rows import rows_of
from screening.model.reading import Box

_SHORT = 3
"""Lines; a longer cell in the middle of a row is read on lines of its own."""
_TOUCH = 3.0
_WIDE = 1.1
_MOST_LOOKS = 500_000
_MOST_CELLS = 600

Flow = Callable[[list[Segment]], list[OrderedLine]]


@dataclass(frozen=True, slots=True)
class _Cell:
    """A place closed in by rulings."""

    left: float
    top: float
    right: float
    bottom: float


def blocked(segments: list[Segment], rulings: list[Ruling], flow: Flow) -> list[Segment]:
    """Replace the contents of each ruled table by one block that holds its lines."""
    if not rulings or len(rulings) * len(segments) > _MOST_LOOKS:
        return segments
    contents: dict[_Cell, list[Segment]] = {}
    for segment in segments:
        cell = _cell_of(segment, rulings)
        if cell is not None:
            contents.setdefault(cell, []).append(segment)
    for cell in _outer(list(contents)):
        del contents[cell]
    if len(contents) > _MOST_CELLS:
        return segments
    blocks: list[Segment] = []
    taken: set[int] = set()
    for cells in _tables(list(contents)):
        inside = [segment for cell in cells for segment in contents[cell]]
        if len(cells) < 2 or _mixed(inside, segments):
            continue
        blocks.append(_block(cells, contents, flow))
        taken.update(id(segment) for segment in inside)
    return [s for s in segments if id(s) not in taken] + blocks


def _mixed(inside: list[Segment], everything: list[Segment]) -> bool:
    """Tell whether other text stands between the cells: then these are frames, not a table."""
    left, top, right, bottom = around(inside)
    own = {id(segment) for segment in inside}
    return any(
        id(s) not in own and left < (s.left + s.right) / 2 < right and top < s.middle < bottom
        for s in everything
    )


def _cell_of(segment: Segment, rulings: list[Ruling]) -> _Cell | None:
    x, y = (segment.left + segment.right) / 2, segment.middle
    left = top = float("-inf")
    right = bottom = float("inf")
    for ruling in rulings:
        if ruling.level:
            if ruling.left - _TOUCH <= x <= ruling.right + _TOUCH:
                if ruling.bottom <= y:
                    top = max(top, ruling.top)
                elif ruling.top >= y:
                    bottom = min(bottom, ruling.top)
        elif ruling.top - _TOUCH <= y <= ruling.bottom + _TOUCH:
            if ruling.right <= x:
                left = max(left, ruling.left)
            elif ruling.left >= x:
                right = min(right, ruling.left)
    closed = sum(abs(side) != float("inf") for side in (left, right))
    if abs(top) == float("inf") or abs(bottom) == float("inf") or not closed:
        return None
    return _Cell(*(round(side / 2) * 2 for side in _finite(left, top, right, bottom)))


def _finite(left: float, top: float, right: float, bottom: float) -> tuple[float, ...]:
    return max(left, -10_000.0), top, min(right, 10_000.0), bottom


def _outer(cells: list[_Cell]) -> list[_Cell]:
    """Return the cells that hold others, such as the frame of a whole page."""
    cells = sorted(cells, key=lambda cell: cell.top + cell.bottom)
    middles = [(cell.top + cell.bottom) / 2 for cell in cells]
    found = []
    for cell in cells:
        first, last = bisect_left(middles, cell.top), bisect_right(middles, cell.bottom)
        if any(_within(other, cell) for other in cells[first:last]):
            found.append(cell)
    return found


def _within(inner: _Cell, outer: _Cell) -> bool:
    if inner == outer:
        return False
    x, y = (inner.left + inner.right) / 2, (inner.top + inner.bottom) / 2
    return outer.left <= x <= outer.right and outer.top <= y <= outer.bottom


def _tables(cells: list[_Cell]) -> Iterator[list[_Cell]]:
    """Group cells that touch each other."""
    left = sorted(cells, key=lambda cell: (cell.top, cell.left))
    while left:
        table, edge = [], [left.pop(0)]
        while edge:
            cell = edge.pop()
            table.append(cell)
            near = [other for other in left if _touch(cell, other)]
            left = [other for other in left if other not in near]
            edge.extend(near)
        yield table


def _touch(a: _Cell, b: _Cell) -> bool:
    return (
        a.left <= b.right + _TOUCH
        and b.left <= a.right + _TOUCH
        and a.top <= b.bottom + _TOUCH
        and b.top <= a.bottom + _TOUCH
    )


def _block(cells: list[_Cell], contents: dict[_Cell, list[Segment]], flow: Flow) -> Segment:
    """Read a table row by row; a cell that spans rows is read in its first one."""
    lines: list[OrderedLine] = []
    waiting = sorted(cells, key=lambda cell: (cell.top, cell.left))
    while waiting:
        top = waiting[0].top
        row = [cell for cell in waiting if cell.top <= top + _TOUCH]
        waiting = [cell for cell in waiting if cell.top > top + _TOUCH]
        row.sort(key=lambda cell: cell.left)
        lines.extend(read_row([contents[cell] for cell in row], flow))
    inside = [segment for cell in cells for segment in contents[cell]]
    block = Segment([], min(segment.number for segment in inside), block=tuple(lines))
    block.left = min(segment.left for segment in inside)
    block.right = max(segment.right for segment in inside)
    block.top = min(segment.top for segment in inside)
    block.bottom = block.top + min(segment.height for segment in inside)
    return block


def read_row(cells: list[list[Segment]], flow: Flow) -> list[OrderedLine]:
    """Read one row of a table: each cell wholly, a label with the beginning of its value."""
    lines: list[OrderedLine] = []
    begun: list[Segment] = []
    texts: list[str] = []
    for index, cell in enumerate(cells):
        rows = rows_of(cell)
        last = index == len(cells) - 1
        plain = not any(segment.block for segment in cell)
        if plain and (len(rows) == 1 or (len(rows) <= _SHORT and not last)):
            begun += [segment for row in rows for segment in row]
            texts.append(run_on([_text(row) for row in rows]))
            continue
        inner = flow(cell)
        if texts and plain:
            first, inner = inner[0], inner[1:]
            start = line_of(begun, " ".join([*texts, first.text]))
            lines.append(OrderedLine(start.text, _union(start, first)))
        elif texts:
            lines.append(line_of(begun, " ".join(texts)))
        begun, texts = [], []
        lines.extend(inner)
    if texts:
        lines.append(line_of(begun, " ".join(texts)))
    return lines


def _text(row: Row) -> str:
    return " ".join(segment.text for segment in row)


def _union(a: OrderedLine, b: OrderedLine) -> Box:
    return Box(
        left=min(a.box.left, b.box.left),
        top=min(a.box.top, b.box.top),
        right=max(a.box.right, b.box.right),
        bottom=max(a.box.bottom, b.box.bottom),
    )


def bands(rows: list[Row]) -> list[list[Row]]:
    """Group the rows of a table without rulings into its own rows.

    Lines that stand without a label tell how close the lines of one cell stand; where rows stand
    wider apart, a row ends. Where nothing stands wider apart, a label begins a row.
    """
    edge = min([segment.left for row in rows for segment in row])
    begins = [row[0].left < edge + 2 * row[0].height for row in rows]
    steps = [_step(a, b) for a, b in pairwise(rows)]
    inner = [step for step, begin in zip(steps, begins[1:], strict=True) if not begin]
    if not inner:
        return [[row] for row in rows]
    wide = _WIDE * min(inner)
    dense = not any(step > wide for step in steps)
    groups = [[rows[0]]]
    for row, step, begin in zip(rows[1:], steps, begins[1:], strict=True):
        if step > wide or (dense and begin):
            groups.append([])
        groups[-1].append(row)
    return groups


def _step(above: Row, below: Row) -> float:
    """Return how far two rows stand apart, if possible where they have a column in common."""
    steps = [
        b.middle - a.middle for a in above for b in below if abs(a.left - b.left) < 0.5 * a.height
    ]
    return min(steps, default=below[0].middle - above[0].middle)


def cells_of(segments: list[Segment]) -> list[list[Segment]]:
    """Group the segments of one row of a table into its cells, from left to right."""
    cells: list[list[Segment]] = []
    edge = float("-inf")
    for segment in sorted(segments, key=lambda s: s.left):
        if segment.left < edge - 1:
            cells[-1].append(segment)
            edge = max(edge, segment.right)
        else:
            cells.append([segment])
            edge = segment.right
    return cells
