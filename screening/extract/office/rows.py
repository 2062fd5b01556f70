"""Writes the cells of a table's row as lines."""

from collections.abc import Iterator


def row_lines(cells: list[list[str]]) -> Iterator[str]:
    """Keep a row on one line; a cell of several lines ends the line that it begins on."""
    labels: list[str] = []
    for cell in cells:
        if len(cell) > 1:
            yield " | ".join([*labels, cell[0]])
            yield from cell[1:]
            labels = []
        else:
            labels.extend(cell)
    if labels:
        yield " | ".join(labels)
