"""What is known of the letters of a PDF page and of what is painted on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Ink:
    """How one text object is drawn; each object has an instance of its own."""

    fill: Colour
    stroke: Colour
    alpha: float
    mode: int
    size: float
    """In points, after all transformations."""
    turn: int
    """Degrees by which its letters are turned, to the nearest quarter."""
    embedded: bool
    """Whether the file brings the font; else a missing glyph may be this machine's fault."""
    key: int = 0
    """The address of the text object, as in ``Thing``; 0 when it is not known."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One character with its box on the page, y growing downwards from the visible top."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    ink: Ink
    lies: bool = False
    """Whether its font draws another letter than it says."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def area(self) -> float:
        """Return its area, 0 when it is turned inside out."""
        return max(self.right - self.left, 0.0) * max(self.bottom - self.top, 0.0)

    def within(self, other: "Box") -> "Box":
        """Return what two boxes share; its area is 0 when they share nothing."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def share(self, other: "Box") -> float:
        """Return how much of it lies within another box, from 0 to 1."""
        return self.within(other).area / self.area if self.area else 0.0


@dataclass(frozen=True, slots=True)
class Thing:
    """One object in the order of painting, as far as it can hide others or be hidden."""

    key: int
    box: Box
    covers: bool
    """Whether it paints over what lies below: a picture, a shade, a filled shape."""
    layered: bool
    """Whether it belongs to a layer (optional content)."""
    clip: Box | None
    """What its clips leave to be seen; ``None`` without a clip."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A rendered page, three bytes to a pixel."""

    width: int
    height: int
    stride: int
    pixels: bytes
    scale: float

    def at(self, x: float, y: float) -> Colour:
        """Return the colour at a place on the page, at its rim when outside."""
        column = min(max(int(x * self.scale), 0), self.width - 1)
        row = min(max(int(y * self.scale), 0), self.height - 1)
        start = row * self.stride + column * 3
        blue, green, red = self.pixels[start : start + 3]
        return red, green, blue

    def across(self, box: Box) -> slice:
        """Return where the pixels stand of one row through the middle of a box."""
        scale, width = self.scale, self.width
        left, right = int(box.left * scale), int(box.right * scale) + 1
        row = int((box.top + box.bottom) / 2 * scale)
        left = 0 if left < 0 else left if left < width else width - 1
        right = left + 1 if right <= left else min(width, right)
        row = 0 if row < 0 else row if row < self.height else self.height - 1
        start = row * self.stride
        return slice(start + left * 3, start + right * 3)

    def rows(self, box: Box) -> list[bytes]:
        """Return the pixels of a box, row by row."""
        left = min(max(int(box.left * self.scale), 0), self.width - 1)
        right = min(max(int(box.right * self.scale) + 1, left + 1), self.width)
        top = min(max(int(box.top * self.scale), 0), self.height - 1)
        bottom = min(max(int(box.bottom * self.scale) + 1, top + 1), self.height)
        starts = (row * self.stride for row in range(top, bottom))
        return [self.pixels[start + left * 3 : start + right * 3] for start in starts]


def _nothing() -> tuple[Thing, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Sight:
    """What a page looks like."""

    width: float
    height: float
    behind: Picture
    """The page without its text."""
    whole: Picture
    """The page with its text."""
    pictured: float
    """The share of the page that images cover."""
    things: Callable[[], Sequence[Thing]] = _nothing
    """What is painted, asked for only when letters leave no ink; nothing when not known."""
    without: Callable[[frozenset[int]], Picture] | None = None
    """Draws the page without the text objects of these keys; ``None`` when it cannot be done."""
    inked: Callable[[frozenset[int], Colour], Picture] | None = None
    """Draws the page with these text objects in full colour; ``None`` when it cannot be done."""

    @property
    def drawn(self) -> bool:
        """Tell whether anything but text is on the page."""
        return not is_flat(self.behind.rows(Box(0, 0, self.width, self.height)))


def is_flat(rows: list[bytes]) -> bool:
    """Tell whether rows of pixels are all of one colour."""
    plain = rows[0][:3] * (len(rows[0]) // 3)
    return all(row == plain for row in rows)
