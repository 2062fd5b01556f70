"""Puts the pieces of one page into reading order: rows from top to bottom, columns one by one.

Pure geometry: a piece is a stretch of text with its box, y growing downwards. Columns are cut
only where they do not look like the cells of a table, whose rows must stay together.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from screening.extract.pdf.columns import Cut, best_cut, split
from screening.extract.pdf.pieces import (
    OrderedLine,
    Piece,
    Row,
    Ruling,
    Segment,
    line_of,
)
from screening.extract.pdf.rows import rows_of, segments_of
from screening.extract.pdf.ruby import readings, without_ruby
from screening.extract.pdf.tables import bands, blocked, cells_of, read_row
from screening.extract.pdf.written import parted, runs_down

__all__ = ["Ordered", "OrderedLine", "Piece", "Ruling", "in_reading_order"]

_DEPTH = 12
_FAR = 1.6
_MANY = 40
_STACKED = 0.6


@dataclass(frozen=True, slots=True)
class Ordered:
    """Lines in reading order, and whether that order is doubtful."""

    lines: tuple[OrderedLine, ...]
    uncertain: bool


def in_reading_order(
    pieces: list[Piece], rulings: Iterable[Ruling] = (), *, as_written: bool = False
) -> Ordered:
    """Order a page.

    ``as_written`` tells that the pieces come in the order in which the page was written, which
    says something of how it is read; recognised pieces do not.
    """
    text, ruby = without_ruby([piece for piece in pieces if piece.text])
    walls = list(rulings)
    segments = segments_of(text, walls)
    page = _Page(heard=as_written and runs_down(segments), doubts=[_stacked(text)])
    lines = page.flow(blocked(segments, walls, page.flow))
    lines.extend(line_of(row, "".join(s.text for s in row)) for row in readings(ruby))
    return Ordered(lines=tuple(lines), uncertain=any(page.doubts))


@dataclass(slots=True)
class _Page:
    """One page that is being ordered, and the doubts that came up."""

    heard: bool
    doubts: list[bool] = field(default_factory=list)

    def flow(self, segments: list[Segment], depth: int = 0) -> list[OrderedLine]:
        """Order any part of the page."""
        if not segments:
            return []
        rows = rows_of(segments)
        columns, cells = best_cut(rows, heard=self.heard) if depth < _DEPTH else (None, None)
        if self.heard and depth < _DEPTH and not (columns and columns.firm):
            groups = _peeled(rows, columns)
            if len(groups) > 1:
                return [line for group in groups for line in self._group(group, depth + 1)]
        if columns is not None:
            self.doubts.append(columns.doubtful)
            inside = [segment for row in rows[columns.first : columns.last] for segment in row]
            left, right = split(inside, columns.x)
            above = [segment for row in rows[: columns.first] for segment in row]
            below = [segment for row in rows[columns.last :] for segment in row]
            parts = (above, left, right, below)
            return [line for part in parts for line in self.flow(part, depth + 1)]
        if cells is not None:
            self.doubts.append(cells.doubtful)
            table = rows[cells.first : cells.last]
            lines = self._rows(rows[: cells.first])
            for band in bands(table):
                lines += self._band(band)
            return lines + self._rows(rows[cells.last :])
        if self.heard:
            return self._band(rows)
        return self._rows(rows)

    def _group(self, rows: list[Row], depth: int) -> list[OrderedLine]:
        if len(rows) == 1:
            return self._rows(rows)
        return self.flow([segment for row in rows for segment in row], depth)

    def _band(self, rows: list[Row]) -> list[OrderedLine]:
        """Read one row of a table without rulings; plain lines stay lines."""
        segments = [segment for row in rows for segment in row]
        cells = cells_of(segments)
        if len(rows) == 1 or len(cells) == 1:
            return self._rows(rows)
        return read_row(cells, lambda cell: self._rows(rows_of(cell)))

    def _rows(self, rows: list[Row]) -> list[OrderedLine]:
        lines: list[OrderedLine] = []
        for row in rows:
            text = [segment for segment in row if not segment.block]
            if text:
                lines.append(line_of(text))
            for segment in row:
                lines.extend(segment.block)
        return lines


def _peeled(rows: list[Row], columns: Cut | None) -> list[list[Row]]:
    """Part the rows where the written order allows it, heads and feet of the page first.

    Those are often written before or after everything else.
    """
    first, last = 0, len(rows)
    best = parted(rows)
    for start, end in ((1, last), (0, last - 1), (1, last - 1)):
        if end - start < 2 or not _apart(rows, start, end):
            continue
        peels = rows[:start] + rows[end:]
        if not all(_alone(row, rows[start:end]) for row in peels):
            continue
        if columns and any(row[0].right <= columns.x < row[-1].left for row in peels):
            continue
        groups = parted(rows[start:end])
        if len(groups) > 1 and len(groups) + last - end + start > len(best):
            best = [*([rows[:start]] if start else []), *groups]
            best += [rows[end:]] if end < last else []
    return best if first == 0 else []


def _alone(row: Row, others: list[Row]) -> bool:
    """Tell whether a row was written before or after all the others."""
    own = [segment.number for segment in row]
    numbers = [segment.number for other in others for segment in other]
    return max(own) < min(numbers) or min(own) > max(numbers)


def _apart(rows: list[Row], start: int, end: int) -> bool:
    """Tell whether the rows that are peeled off stand well away from the others."""
    steps = [(rows[0], rows[1])] if start else []
    steps += [(rows[-2], rows[-1])] if end < len(rows) else []
    return all(
        below[0].middle - above[0].middle > _FAR * max(above[0].height, below[0].height)
        for above, below in steps
    )


def _stacked(pieces: list[Piece]) -> bool:
    """Tell whether letters stand below each other, as in vertical Japanese."""
    single = sum(1 for piece in pieces if len(piece.text.strip()) == 1)
    return len(pieces) >= _MANY and single > _STACKED * len(pieces)
