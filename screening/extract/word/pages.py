"""Puts the pages of a text document together: boxes that stand apart, and the running words."""

from collections.abc import Iterable
from dataclasses import dataclass

from screening.extract.office.boxes import in_order
from screening.extract.reading import RawLine
from screening.extract.word.shapes import Page, Shape


@dataclass(frozen=True, slots=True)
class Float:
    """A box with a place of its own on the page, and its lines."""

    shape: Shape
    lines: tuple[RawLine, ...]


class Pages:
    """One page after the other, as blocks come in."""

    def __init__(self, page: Page) -> None:
        self.lines: list[RawLine] = []
        self._page = page
        self._words: list[RawLine] = []
        self._floats: list[Float] = []

    def add(self, lines: Iterable[RawLine], floats: Iterable[Float]) -> None:
        """Add a block and the boxes that hang on it to the page."""
        self._words.extend(lines)
        self._floats.extend(floats)

    def turn(self) -> None:
        """End the page: boxes at its top and left, the words, boxes at its right."""
        ordered = in_order(self._floats, lambda one: one.shape.rect)
        before = [one for one in ordered if self._comes_first(one.shape)]
        after = [one for one in ordered if not self._comes_first(one.shape)]
        self.lines.extend(line for one in before for line in one.lines)
        self.lines.extend(self._words)
        self.lines.extend(line for one in after for line in one.lines)
        self._words, self._floats = [], []

    def _comes_first(self, shape: Shape) -> bool:
        page, rect = self._page, shape.rect
        return rect.right <= page.width / 2 or rect.bottom <= page.top + page.height / 8


def stands_apart(shape: Shape, page: Page) -> bool:
    """Tell a side-bar or a head from a box that belongs to its paragraph."""
    narrow = shape.rect.width <= page.width / 2 and shape.rect.height >= page.height / 6
    return shape.fixed and (narrow or shape.rect.bottom <= page.top + page.height / 8)
