"""Boxes on a page or slide: where they are, what covers them, and in which order they are read.

Pure geometry in points, y growing downwards.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

EMU: Final = 12_700
"""English metric units in a point."""
SMALLEST: Final = 4.0
"""A side shorter than this, in points, shows no words."""
_COVERED: Final = 0.95
_SHARED_ROW: Final = 0.5
_DEPTH: Final = 40
_TALL: Final = 60.0
_MOST: Final = 1_000
"""Boxes on one page that are worth more than sorting."""


@dataclass(frozen=True, slots=True)
class Rect:
    """An upright box."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Return the width."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Return the height."""
        return self.bottom - self.top

    @property
    def area(self) -> float:
        """Return the area; nothing for a box turned inside out."""
        return max(self.width, 0.0) * max(self.height, 0.0)

    def shared(self, other: "Rect") -> float:
        """Return the area that two boxes have in common."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(width, 0.0) * max(height, 0.0)

    def touches(self, other: "Rect") -> bool:
        """Tell whether any of it lies in the other, a line without an area included."""
        across = self.left < other.right and self.right > other.left
        return across and self.top < other.bottom and self.bottom > other.top

    def inside(self, other: "Rect") -> float:
        """Return how much of this box lies in the other, from 0 to 1."""
        return self.shared(other) / self.area if self.area else 0.0

    def hides(self, other: "Rect") -> bool:
        """Tell whether this box lies over all of the other."""
        return other.inside(self) >= _COVERED

    @property
    def flat(self) -> bool:
        """Tell whether it is too small to show a word."""
        return self.width < SMALLEST or self.height < SMALLEST


Item = TypeVar("Item")


def in_order(items: Sequence[Item], rect: Callable[[Item], Rect]) -> list[Item]:
    """Order items as a person reads them: bands from the top, columns inside a band."""
    if len(items) > _MOST:
        return sorted(items, key=lambda item: (rect(item).top, rect(item).left))
    return _ordered(list(items), rect, _DEPTH)


def _ordered(items: list[Item], rect: Callable[[Item], Rect], depth: int) -> list[Item]:
    if len(items) < 2 or depth == 0:
        return items
    groups = _groups(items, rect)
    if len(groups) == 1:
        return sorted(items, key=lambda item: (rect(item).top, rect(item).left))
    return [one for group in groups for one in _ordered(group, rect, depth - 1)]


def _groups(items: list[Item], rect: Callable[[Item], Rect]) -> list[list[Item]]:
    """Cut into columns, unless they are the columns of a grid; else into bands."""
    columns = _columns(items, rect)
    bands = _parted(items, lambda item: (rect(item).top, rect(item).bottom))
    if len(columns) > 1:
        return bands if len(bands) > 1 and _a_grid(bands, rect) else columns
    stretches: list[list[Item]] = []
    for band in bands:
        if stretches and len(_columns([*stretches[-1], *band], rect)) > 1:
            stretches[-1].extend(band)
        else:
            stretches.append(list(band))
    return stretches


def _columns(items: list[Item], rect: Callable[[Item], Rect]) -> list[list[Item]]:
    return _parted(items, lambda item: (rect(item).left, rect(item).right))


def _a_grid(bands: list[list[Item]], rect: Callable[[Item], Rect]) -> bool:
    """Tell cells, which are low and stand in rows, from the paragraphs of two columns."""
    shared = [band for band in bands if len(band) > 1]
    if not shared:
        return False
    low = all(rect(item).height < _TALL for band in shared for item in band)
    return low and len(shared) > _SHARED_ROW * len(bands)


def _parted(items: list[Item], span: Callable[[Item], tuple[float, float]]) -> list[list[Item]]:
    """Part items wherever a straight line passes between them; small overlaps are forgiven."""
    groups: list[list[Item]] = []
    reach = float("-inf")
    for item in sorted(items, key=span):
        start, end = span(item)
        if groups and start < reach - 0.15 * min(end - start, 40.0):
            groups[-1].append(item)
        else:
            groups.append([item])
        reach = max(reach, end)
    return groups
