"""A page of a Word file, and the shapes that stand on it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from screening.extract.office.boxes import Rect
from screening.extract.office.colours import EMPTY, Colour, Fill
from screening.extract.word.xml import W, length, named, value
from screening.extract.xml import Element

_A4: Final = (595.3, 841.9)
_MARGIN: Final = 72.0
UNSIZED: Final = 72.0
"""The side of a shape that does not say how large it is: large enough to show its words."""


@dataclass(frozen=True, slots=True)
class Page:
    """The largest page of a document, in points, and its margins."""

    width: float = _A4[0]
    height: float = _A4[1]
    left: float = _MARGIN
    top: float = _MARGIN
    right: float = _MARGIN
    bottom: float = _MARGIN

    def span(self, reference: str, *, across: bool) -> tuple[float, float]:
        """Return from where to where a position's reference reaches.

        What depends on the words (a line, a paragraph) is taken to begin at the upper margin.
        """
        whole = self.width if across else self.height
        first, last = (self.left, self.right) if across else (self.top, self.bottom)
        match reference:
            case "page":
                return 0.0, whole
            case "leftMargin" | "topMargin" | "insideMargin":
                return 0.0, first
            case "rightMargin" | "bottomMargin" | "outsideMargin":
                return whole - last, whole
        return first, whole - last

    def misses(self, rect: Rect) -> bool:
        """Tell whether a box lies off the page altogether."""
        return (
            rect.right <= 0
            or rect.bottom <= 0
            or rect.left >= self.width
            or rect.top >= self.height
        )


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """One shape of a drawing; its box is on the page if ``fixed``, else it moves with its words."""

    rect: Rect
    floating: bool = False
    fixed: bool = False
    behind: bool = False
    rank: float = 0.0
    fill: Fill = EMPTY
    ink: Colour | None = None
    content: Element | None = None
    """Word's own paragraphs inside, if it has any."""
    plain: Element | None = None
    """Text as presentations write it, if it has any."""
    words: str = ""
    """Words that are drawn as a picture (WordArt of old files)."""
    whole: bool = False
    """Whether its outline is a plain rectangle, which hides all that lies below it."""
    grows: bool = False
    """Whether its height follows its words."""
    hidden: bool = False

    @property
    def order(self) -> tuple[bool, float]:
        """Return how high it lies."""
        return not self.behind, self.rank

    def below(self, other: "Shape") -> bool:
        """Tell whether the other lies higher; in one group the later one does, see ``ranked``."""
        return self.order < other.order

    def flat(self) -> bool:
        """Tell whether it is too small to show a word."""
        return self.rect.width < 4 if self.grows else self.rect.flat


def page_of(body: Element) -> Page:
    """Return the largest page that the sections ask for."""
    pages = [_page(section) for section in body.iter(W + "sectPr")]
    return max(pages, key=lambda page: page.width * page.height, default=Page())


def _page(section: Element) -> Page:
    size, margins = named(section, "pgSz"), named(section, "pgMar")
    width, height = _side(size, "w", _A4[0]), _side(size, "h", _A4[1])
    sides = {
        side: abs(_side(margins, side, _MARGIN)) for side in ("left", "top", "right", "bottom")
    }
    return Page(width=max(width, 1.0), height=max(height, 1.0), **sides)


def _side(element: Element | None, name: str, usual: float) -> float:
    return length(value(element, name), usual)


def ranked(shapes: Iterable[Shape]) -> list[Shape]:
    """Put shapes in order from the lowest to the topmost; of one drawing, the later lies higher."""
    ordered = sorted(shapes, key=lambda shape: shape.order)
    return [replace(shape, rank=rank) for rank, shape in enumerate(ordered)]
