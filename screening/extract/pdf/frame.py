"""Turns places in a PDF's own coordinates into places on the page as it is shown."""

from dataclasses import dataclass

Place = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page, in the file's own coordinates, and how it is turned."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int
    """Degrees, clockwise, by which the page is turned when shown."""

    @property
    def width(self) -> float:
        """Return the width of the page as shown."""
        across = self.turn % 180 == 0
        return max(self.right - self.left if across else self.top - self.bottom, 1.0)

    @property
    def height(self) -> float:
        """Return the height of the page as shown."""
        across = self.turn % 180 == 0
        return max(self.top - self.bottom if across else self.right - self.left, 1.0)

    def shown(self, left: float, bottom: float, right: float, top: float) -> Place:
        """Return left, top, right and bottom on the page as shown."""
        if self.turn == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if self.turn == 90:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turn == 180:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left
