"""Groups pieces into rows, and joins those in a row that stand close together."""

from bisect import bisect_left
from collections.abc import Iterable

from screening.extract.pdf.pieces import Piece, Row, Ruling, Segment

_CLOSE = 0.7
"""In heights of the letters; a wider gap parts columns, cells or labels."""
_REACH = 0.5
_FLAT = 1.0


def segments_of(pieces: list[Piece], rulings: list[Ruling]) -> list[Segment]:
    """Join the pieces of each row unless a wide gap or a ruling parts them."""
    walls = [ruling for ruling in rulings if not ruling.level]
    found: list[Segment] = []
    singles = [Segment([piece], number) for number, piece in enumerate(pieces)]
    for row in rows_of(singles):
        current = row[0]
        for segment in row[1:]:
            if _close(current, segment) and not _walled(current, segment, walls):
                current = Segment(
                    current.pieces + segment.pieces, min(current.number, segment.number)
                )
            else:
                found.append(current)
                current = segment
        found.append(current)
    return found


def rows_of(segments: list[Segment]) -> list[Row]:
    """Group segments whose middles lie within each other's height, from top to bottom."""
    rows: list[Row] = []
    for segment in sorted(segments, key=lambda s: (s.top + s.bottom, s.left)):
        if rows and _same_row(rows[-1], segment):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [sorted(row, key=lambda s: s.left) for row in rows]


def _same_row(row: Row, segment: Segment) -> bool:
    anchor = row[0]
    reach = _REACH * min(anchor.height, segment.height)
    return abs(segment.middle - anchor.middle) <= max(reach, _FLAT)


def _close(before: Segment, after: Segment) -> bool:
    last, first = before.pieces[-1], after.pieces[0]
    height = min(last.height, first.height)
    return -height < first.left - last.right < _CLOSE * height


def _walled(before: Segment, after: Segment, walls: list[Ruling]) -> bool:
    low = min(before.right, after.left) - 1
    high = max(before.right, after.left) + 1
    middle = after.middle
    return any(low <= wall.left <= high and wall.top <= middle <= wall.bottom for wall in walls)


class Index:
    """Heights on the page, for quick look-ups."""

    def __init__(self, middles: Iterable[float]) -> None:
        self._middles = sorted(middles)

    def near(self, middle: float, reach: float) -> bool:
        """Tell whether one of them stands within reach of a height."""
        place = bisect_left(self._middles, middle - reach)
        return place < len(self._middles) and self._middles[place] <= middle + reach
