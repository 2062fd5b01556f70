"""Names of cells and areas: "B7", "A1:C3"."""

import re
from typing import Final

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384
_CELL: Final = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")


def place(name: str) -> tuple[int, int] | None:
    """Return a cell's row and column, from 1; ``None`` for what is no cell of a sheet."""
    found = _CELL.fullmatch(name)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - 64
    row = int(found[2])
    return (row, column) if row <= LAST_ROW and column <= LAST_COLUMN else None


def area(name: str) -> tuple[int, int, int, int] | None:
    """Return an area's top, left, bottom and right."""
    first, _, last = name.partition(":")
    one, other = place(first), place(last or first)
    if one is None or other is None:
        return None
    rows, columns = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return rows[0], columns[0], rows[1], columns[1]
