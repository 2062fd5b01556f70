"""What the engines hand over: stretches of text with their places in the picture."""

from collections.abc import Callable
from dataclasses import dataclass
from math import hypot
from time import monotonic

from screening.errors import Unreadable
from screening.model.reading import UnreadableReason

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Quad:
    """Four corners in pixels, as the text reads: upper left, upper right, lower right, left."""

    corners: tuple[Point, Point, Point, Point]

    @property
    def width(self) -> float:
        """Return how long the text is."""
        a, b, c, d = self.corners
        return (_distance(a, b) + _distance(d, c)) / 2

    @property
    def height(self) -> float:
        """Return how high its letters' boxes are."""
        a, b, c, d = self.corners
        return (_distance(a, d) + _distance(b, c)) / 2

    @property
    def length(self) -> float:
        """Return its width in heights: how much text it can hold."""
        return self.width / max(self.height, 1.0)

    def moved(self, move: Callable[[Point], Point]) -> "Quad":
        """Return the same with every corner moved."""
        a, b, c, d = self.corners
        return Quad((move(a), move(b), move(c), move(d)))


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of text on one base line, and how sure its engine is, from 0 to 1."""

    text: str
    confidence: float
    quad: Quad


@dataclass(frozen=True, slots=True)
class Page:
    """What was found in one picture after it was turned upright."""

    found: tuple[Found, ...]
    width: float
    """Of the upright picture, in pixels."""
    height: float
    turn: int
    """Degrees, against the clock, by which the picture had to be turned."""
    rulings: tuple[tuple[Point, Point], ...] = ()
    """The drawn lines of tables, from end to end."""
    unread: float = 0.0
    """How much more text there is that could not be read, as ``Quad.length``."""


class Deadline:
    """The time that is left for one page."""

    def __init__(self, end: float, now: Callable[[], float] = monotonic) -> None:
        self._end = end
        self._now = now

    def left(self) -> float:
        """Return the seconds left; raise ``Unreadable`` when there are none."""
        left = self._end - self._now()
        if left <= 0:
            raise Unreadable(UnreadableReason.TIMED_OUT)
        return left


def _distance(a: Point, b: Point) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])
