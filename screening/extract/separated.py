"""Tells separated values (CSV, TSV) from prose, and splits them into cells."""

import csv
import io
from typing import Final

SEPARATORS: Final = ("\t", ";", ",", "|")
_SAMPLE_ROWS = 60
_SAMPLE = 200_000
_EVEN = 0.9
"""The share of rows that must have as many cells as most have."""


def separator(text: str) -> str | None:
    """Return what separates the values of a table, ``None`` for any other text."""
    for one in SEPARATORS:
        if _is_table(text[:_SAMPLE], one):
            return one
    return None


def rows(text: str, separator: str) -> list[list[str]]:
    """Split a table into its cells; a line break inside quotes becomes a space."""
    try:
        found = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:  # a cell of more than 131,072 characters: no quotes, then
        found = [line.split(separator) for line in text.splitlines()]
    return [[" ".join(cell.split()) for cell in row] for row in found]


def _is_table(text: str, separator: str) -> bool:
    """Tell a table by rows of as many cells; prose has a space behind its marks."""
    if text.count(separator) < 2 or text.count(separator + " ") * 2 > text.count(separator):
        return False
    sample = [row for row in rows(text, separator) if any(row)][:_SAMPLE_ROWS]
    widths = [len(row) for row in sample]
    usual = max(set(widths), key=widths.count, default=0)
    return len(sample) > 1 and usual > 1 and widths.count(usual) >= _EVEN * len(widths)
