"""Parts a sheet that holds two pages side by side: a form for A3 paper has a left and a right half.

The rows of such halves lie on the same lines of the grid, and would be read across the gap. They
are read one after the other only where a gap of empty columns runs through all rows, both halves
are tables of their own, and the rows across the gap are no pairs: some have text on the left only
and some on the right only, or the same heads of columns stand on both sides.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

from screening.extract.sheet.grid import Cell, Shape

Band = list[Cell]

_LEAST_BANDS: Final = 4
_LEAST_ALONE: Final = 2
_LEAST_HEADS: Final = 2


@dataclass(frozen=True, slots=True)
class Part:
    """Bands of cells to be read from top to bottom, with the shapes among them."""

    bands: list[Band]
    shapes: list[Shape]


def halves(bands: list[Band], shapes: Sequence[Shape]) -> list[Part]:
    """Return the parts of a sheet in reading order; one part when it is not parted."""
    gap = _gap(bands)
    if gap is None:
        return [Part(bands, list(shapes))]
    parts: list[Part] = []
    left_over = sorted(shapes, key=lambda shape: shape.row)
    for crossing, run in groupby(bands, key=lambda band: _crosses(band, gap)):
        group = list(run)
        bottom = max(cell.bottom for cell in group[-1])
        mine = [shape for shape in left_over if shape.row <= bottom]
        left_over = left_over[len(mine) :]
        parts.extend([Part(group, mine)] if crossing else _parted(group, mine, gap))
    return [*parts, Part([], left_over)]


def _parted(bands: list[Band], shapes: list[Shape], gap: int) -> Iterator[Part]:
    """Part bands at a gap, unless their rows read as pairs across it."""
    left = [[cell for cell in band if cell.right < gap] for band in bands]
    right = [[cell for cell in band if cell.left > gap] for band in bands]
    if not _are_halves(left, right):
        yield Part(bands, shapes)
        return
    yield Part(_rebanded(left), [shape for shape in shapes if shape.column < gap])
    yield Part(_rebanded(right), [shape for shape in shapes if shape.column >= gap])


def _rebanded(bands: Iterable[Band]) -> list[Band]:
    return [band for band in bands if band]


def _are_halves(left: list[Band], right: list[Band]) -> bool:
    if not (_is_table(left) and _is_table(right)):
        return False
    if any(_same_heads(a, b) for a, b in zip(left, right, strict=True)):
        return True
    only_left = sum(1 for a, b in zip(left, right, strict=True) if a and not b)
    only_right = sum(1 for a, b in zip(left, right, strict=True) if b and not a)
    return only_left >= _LEAST_ALONE and only_right >= _LEAST_ALONE


def _is_table(bands: list[Band]) -> bool:
    filled = [band for band in bands if band]
    return len(filled) >= _LEAST_BANDS and 3 * sum(len(band) > 1 for band in filled) >= len(filled)


def _same_heads(left: Band, right: Band) -> bool:
    heads = {cell.text for cell in left} & {cell.text for cell in right}
    return len({head for head in heads if not any(c.isdigit() for c in head)}) >= _LEAST_HEADS


def _gap(bands: list[Band]) -> int | None:
    """Return a column in the widest gap that no cell crosses but titles, or ``None``."""
    taken = sorted({(cell.left, cell.right) for band in bands if len(band) > 1 for cell in band})
    edges: list[tuple[int, int]] = []
    for left, right in taken:
        if edges and left <= edges[-1][1] + 1:
            edges[-1] = (edges[-1][0], max(edges[-1][1], right))
        else:
            edges.append((left, right))
    gaps = [(after[0] - before[1], before[1] + 1) for before, after in pairwise(edges)]
    return max(gaps, key=lambda found: found[0])[1] if gaps else None


def _crosses(band: Band, gap: int) -> bool:
    return any(cell.left <= gap <= cell.right for cell in band)
