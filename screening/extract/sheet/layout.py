"""Decides what of a sheet's cells is seen: merged, hidden, painted over or painted out."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from screening.extract.sheet.colours import Colour
from screening.extract.sheet.grid import Allowance, Cell, Page
from screening.extract.sheet.looks import Letters, drawn, hiding
from screening.model.reading import HiddenReason, Severity

Area = tuple[int, int, int, int]
"""Top, left, bottom and right, from 1 and inclusive."""

Hides = Callable[[Area], bool]

_MOST_REPAINTED: Final = 200
_MOST_FILTERS: Final = 50


@dataclass(frozen=True, slots=True)
class Found:
    """A cell with something in it, before it is known whether it is seen."""

    row: int
    column: int
    runs: tuple[tuple[str, Letters], ...]
    """What it shows, by how it looks."""
    ground: Colour | None
    stored: str = ""
    """What it holds where its format shows nothing of it."""


@dataclass(frozen=True, slots=True)
class Repaint:
    """An area whose look depends on more than its cells: a condition, a table's style."""

    area: Area
    hides: bool = False
    """Whether it may make letters vanish."""


@dataclass(slots=True)
class Layout:
    """The rows, columns and areas of one sheet."""

    rows: dict[int, bool] = field(default_factory=dict)
    """Whether a row is hidden, of those that say."""
    other_rows_hidden: bool = False
    hidden_columns: set[int] = field(default_factory=set)
    widths: dict[int, float] = field(default_factory=dict)
    """Of the columns that say, in figures of the usual letters."""
    folded: set[int] = field(default_factory=set)
    """Rows of an outline, which a click opens."""
    filtered: list[Area] = field(default_factory=list)
    """Areas of which a filter shows only some rows."""
    merged: list[Area] = field(default_factory=list)
    repainted: list[Repaint] = field(default_factory=list)

    def settle(self, found: Sequence[Found], page: Page, allowance: Allowance) -> None:
        """Sort what was found into what a person sees and what not."""
        ends, covered = _spans(found, self.merged, allowance)
        hides = self.hides()
        for cell in found:
            place = (cell.row, cell.column)
            bottom, right = ends.get(place, place)
            text = "".join(text for text, _ in cell.runs) or cell.stored
            if place in covered:
                page.hide(text, HiddenReason.COVERED)
            elif page.closed is not None or hides((*place, bottom, right)):
                usual = self._put_away(cell)
                page.hide(text, HiddenReason.HIDDEN_RUN, Severity.NOTE if usual else None)
            else:
                seen = self._seen(cell, page)
                if seen.strip():
                    page.cells.append(Cell(*place, bottom, right, seen))

    def _put_away(self, cell: Found) -> bool:
        """Tell a cell whose row a filter or a closed outline hides, as honest files do."""
        if cell.column in self.hidden_columns:
            return False
        return cell.row in self.folded or any(
            top < cell.row <= bottom for top, _, bottom, _ in self.filtered[:_MOST_FILTERS]
        )

    def hides(self) -> "Hides":
        """Return a test for areas that are hidden as a whole."""
        odd = sorted(row for row, hidden in self.rows.items() if hidden != self.other_rows_hidden)
        columns = sorted(self.hidden_columns)

        def hides(area: Area) -> bool:
            top, left, bottom, right = area
            rows = _within(odd, top, bottom)
            gone = rows == 0 if self.other_rows_hidden else rows == bottom - top + 1
            return gone or _within(columns, left, right) == right - left + 1

        return hides

    def _seen(self, cell: Found, page: Page) -> str:
        page.hide(cell.stored, HiddenReason.INVISIBLE)
        seen: list[str] = []
        for text, letters in cell.runs:
            reason = hiding(letters.ink, cell.ground, letters.size)
            repaints = self._repaints(cell)
            if reason is HiddenReason.COLOUR and repaints is not None:
                reason = None
                page.unchecked = True
            if reason is None:
                doubtful = bool(repaints) and any(c.isalpha() for c in text)
                page.unchecked = page.unchecked or doubtful
                seen.append(drawn(text, letters.font))
            else:
                page.hide(text, reason)
        return "".join(seen)

    def _repaints(self, cell: Found) -> bool | None:
        """Tell whether a repaint here may hide letters; ``None`` where there is none at all."""
        if len(self.repainted) > _MOST_REPAINTED:
            return True
        here = [
            one.hides
            for one in self.repainted
            if one.area[0] <= cell.row <= one.area[2] and one.area[1] <= cell.column <= one.area[3]
        ]
        return any(here) if here else None


def _within(numbers: Sequence[int], first: int, last: int) -> int:
    return bisect_right(numbers, last) - bisect_left(numbers, first)


def _spans(
    found: Sequence[Found], merged: Sequence[Area], allowance: Allowance
) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """Return where merged cells with text end, and the cells that lie under a merged one.

    Each merged area looks only at cells that hold something, and what it looks at is counted.
    """
    columns: dict[int, list[int]] = {}
    for cell in found:
        columns.setdefault(cell.row, []).append(cell.column)
    for filled in columns.values():
        filled.sort()
    rows = sorted(columns)
    ends: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for top, left, bottom, right in merged:
        inner = rows[bisect_left(rows, top) : bisect_right(rows, bottom)]
        allowance.look(4 * len(inner) + 1)
        for row in inner:
            filled = columns[row]
            for column in filled[bisect_left(filled, left) : bisect_right(filled, right)]:
                if (row, column) == (top, left):
                    ends[(row, column)] = (bottom, right)
                else:
                    covered.add((row, column))
    return ends, covered
