"""What the geometry of a page works with: pieces of text, rulings, segments and lines.

All boxes are points with y growing downwards, in a frame in which lines run from left to right.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from screening.model.reading import Box

_SPACE = 0.2
_OVERLAP = 0.5
_SQUARE = "\u2e80"
"""From here on, characters are square and need no space between lines."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text on one base line."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """Return the height of its letters' boxes."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Return where its base line's middle lies."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Ruling:
    """A drawn line, or one edge of a drawn rectangle: thin, level or upright."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def level(self) -> bool:
        """Tell whether it runs from left to right."""
        return self.right - self.left > self.bottom - self.top


@dataclass(frozen=True, slots=True)
class OrderedLine:
    """One line, and where it stands."""

    text: str
    box: Box


@dataclass(slots=True)
class Segment:
    """Pieces beside each other without a wide gap, or a finished block such as a ruled table."""

    pieces: list[Piece]
    number: int
    """Its place in the order in which the page was written."""
    left: float = 0
    top: float = 0
    right: float = 0
    bottom: float = 0
    block: tuple[OrderedLine, ...] = field(default=())

    def __post_init__(self) -> None:
        """Take the box of the pieces."""
        if len(self.pieces) == 1:
            piece = self.pieces[0]
            self.left, self.top, self.right, self.bottom = (
                piece.left,
                piece.top,
                piece.right,
                piece.bottom,
            )
        elif self.pieces:
            self.left, self.top, self.right, self.bottom = around(self.pieces)

    @property
    def height(self) -> float:
        """Return the height of its letters' boxes."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Return where its base line's middle lies."""
        return (self.top + self.bottom) / 2

    @property
    def text(self) -> str:
        """Return its pieces' text, with a space where there is room for one."""
        return joined(self.pieces)


Row = list[Segment]


def around(boxes: Iterable[Piece | Segment]) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of all."""
    found = list(boxes)
    return (
        min([box.left for box in found]),
        min([box.top for box in found]),
        max([box.right for box in found]),
        max([box.bottom for box in found]),
    )


def joined(pieces: list[Piece]) -> str:
    """Join pieces of one row."""
    text = pieces[0].text
    for before, piece in pairwise(pieces):
        gap = (piece.left - before.right) / max(min(before.height, piece.height), 0.1)
        text += (" " if gap > _SPACE or gap < -_OVERLAP else "") + piece.text
    return text


def run_on(texts: list[str]) -> str:
    """Join the lines of one cell as a person reads on: no space between square characters."""
    whole = texts[0]
    for text in texts[1:]:
        square = whole[-1:] > _SQUARE and text[:1] > _SQUARE
        whole += ("" if square else " ") + text
    return whole


def line_of(segments: list[Segment], text: str | None = None) -> OrderedLine:
    """Make one line of segments that are read one after the other."""
    left, top, right, bottom = around(segments)
    if text is None:
        text = " ".join(segment.text for segment in segments)
    return OrderedLine(text, Box(left=left, top=top, right=right, bottom=bottom))
