"""Reads the cells of a sheet in the order in which a person reads a form.

Rows are read from top to bottom, the cells of a row joined with " | ", as in a table of a Word
file. Merged cells make this harder: a tall label stands beside a list of rows, a tall value beside
a label in the middle, a place for the photo beside half a form. So cells are first grouped into
bands that no cell reaches out of. A band whose cells do not all stand side by side is cut between
columns, and each part is read on its own.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from screening.extract.sheet.grid import Cell, Shape
from screening.extract.sheet.halves import halves
from screening.extract.sheet.pieces import collapsed, joined, lines_of, upright

_DEEPEST: Final = 12
"""Tables inside tables; a form has three or four, and a hostile file no end of them."""
_LONGEST_LABEL: Final = 24
_LABEL_LINE: Final = 12
_BULLETS: Final = "・･•●■◆◇○-*※"


@dataclass(frozen=True, slots=True)
class _Line:
    """The pieces of one line, and the row of the sheet where it begins."""

    row: int
    pieces: tuple[str, ...]

    def followed_by(self, other: "_Line") -> "_Line":
        return _Line(self.row, self.pieces + other.pieces)


def compose(cells: Sequence[Cell], shapes: Sequence[Shape]) -> list[tuple[int, str]]:
    """Return lines with the numbers of their rows, in reading order."""
    found: list[tuple[int, str]] = []
    for part in halves(_bands(cells), shapes):
        lines = _with_shapes(part.bands, part.shapes)
        found.extend((line.row, joined(line.pieces)) for line in lines)
    return found


def _with_shapes(bands: Iterable[list[Cell]], shapes: Sequence[Shape]) -> list[_Line]:
    """Read bands, and each shape after the band beside which it begins."""
    waiting = sorted(shapes, key=lambda shape: (shape.row, shape.column))[::-1]
    lines: list[_Line] = []
    for band in bands:
        top = band[0].top
        while waiting and waiting[-1].row < top:
            lines.extend(_shape_lines(waiting.pop()))
        lines.extend(_band_lines(band, 0))
    for shape in reversed(waiting):
        lines.extend(_shape_lines(shape))
    return lines


def _shape_lines(shape: Shape) -> list[_Line]:
    return [_Line(shape.row, (line,)) for line in lines_of(shape.text)]


def _bands(cells: Iterable[Cell]) -> list[list[Cell]]:
    """Group cells so that no cell of one band stands beside a cell of another."""
    bands: list[list[Cell]] = []
    bottom = 0
    for cell in sorted(cells, key=lambda cell: (cell.top, cell.left)):
        if not bands or cell.top > bottom:
            bands.append([])
        bands[-1].append(cell)
        bottom = max(bottom, cell.bottom)
    return bands


def _block_lines(cells: list[Cell], depth: int, *, followed: bool = False) -> list[_Line]:
    bands = _bands(cells)
    followed = followed and len(bands) == 1
    return [line for band in bands for line in _band_lines(band, depth, followed=followed)]


def _band_lines(cells: list[Cell], depth: int, *, followed: bool = False) -> list[_Line]:
    """Read a band; ``followed`` tells that something stands to its right."""
    if max(cell.top for cell in cells) <= min(cell.bottom for cell in cells):
        return _row_lines(cells, followed=followed)
    if depth == _DEEPEST:
        return _by_top(cells)
    parts = _cut(cells) or _cut_at_tallest(cells)
    if not parts:
        return _by_top(cells)
    *firsts, last = [part for part in parts if part]
    blocks = [_block_lines(part, depth + 1, followed=True) for part in firsts]
    return _side_by_side([*blocks, _block_lines(last, depth + 1, followed=followed)])


def _cut(cells: list[Cell]) -> list[list[Cell]]:
    """Part a band in two between columns, where the rows on both sides differ most.

    Cells of the same rows are a label and its value, or a line of a table: as few of them as
    possible are parted. Return nothing where no cut leaves all cells whole.
    """
    ordered = sorted(cells, key=lambda cell: (cell.left, cell.top))
    right = Counter((cell.top, cell.bottom) for cell in ordered)
    left: Counter[tuple[int, int]] = Counter()
    best, fewest, shared, edge = 0, len(cells) + 1, 0, 0
    for at, cell in enumerate(ordered):
        if at and cell.left > edge and shared < fewest:
            best, fewest = at, shared
        edge = max(edge, cell.right)
        span = (cell.top, cell.bottom)
        before = bool(left[span] and right[span])
        left[span] += 1
        right[span] -= 1
        shared += bool(left[span] and right[span]) - before
    return [ordered[:best], ordered[best:]] if best else []


def _cut_at_tallest(cells: list[Cell]) -> list[list[Cell]]:
    """Part a band into what is left of its tallest cell, what stands over or under it, the rest."""
    tallest = max(cells, key=lambda cell: (cell.rows, -cell.left))
    before = [cell for cell in cells if cell.right < tallest.left]
    after = [cell for cell in cells if cell.left > tallest.right]
    beside = [cell for cell in cells if cell.right >= tallest.left and cell.left <= tallest.right]
    return [before, beside, after] if before or after else []


def _by_top(cells: list[Cell]) -> list[_Line]:
    """Read cells that no line parts by the rows where they begin."""
    lines: list[_Line] = []
    row: list[Cell] = []
    for cell in sorted(cells, key=lambda cell: (cell.top, cell.left)):
        if row and cell.top != row[0].top:
            lines.extend(_row_lines(row))
            row = []
        row.append(cell)
    return lines + (_row_lines(row) if row else [])


def _side_by_side(blocks: list[list[_Line]]) -> list[_Line]:
    """Read block after block; a label of one line goes before the first line of the next."""
    lines: list[_Line] = []
    for block in blocks:
        if len(lines) == 1 and block:
            lines = [lines[0].followed_by(block[0]), *block[1:]]
        else:
            lines = lines + block
    return lines


def _row_lines(cells: list[Cell], *, followed: bool = False) -> list[_Line]:
    """Read cells that stand side by side, each cell's lines together.

    A label of several short lines is put on one; after a long cell a new line begins.
    """
    row = min(cell.top for cell in cells)
    lines: list[_Line] = []
    current: list[str] = []
    ordered = sorted(cells, key=lambda cell: (cell.left, cell.top))
    for cell in ordered:
        pieces = lines_of(cell.text)
        if len(pieces) > 1 and (
            upright(pieces) or ((followed or cell is not ordered[-1]) and _is_label(pieces))
        ):
            pieces = [collapsed(pieces)]
        current.extend(pieces[:1])
        if len(pieces) > 1:
            lines.append(_Line(row, tuple(current)))
            lines.extend(_Line(row, (piece,)) for piece in pieces[1:])
            current = []
    return [*lines, _Line(row, tuple(current))] if current else lines


def _is_label(pieces: list[str]) -> bool:
    """Tell a few short words from lines that are worth their own."""
    longest = max(len(piece) for piece in pieces)
    short = longest <= _LABEL_LINE and sum(len(piece) for piece in pieces) <= _LONGEST_LABEL
    return short and not any(len(piece) > 1 and piece[0] in _BULLETS for piece in pieces)
