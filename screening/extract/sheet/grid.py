"""What both kinds of spreadsheet come down to: texts at their places on a grid."""

from dataclasses import dataclass, field

from screening.extract.reading import RawHidden, RawLine


@dataclass(frozen=True, slots=True)
class Cell:
    """One visible text and the rows and columns it takes up, all from 1 and inclusive."""

    top: int
    left: int
    bottom: int
    right: int
    text: str
    """As it is shown; it may hold line breaks."""

    @property
    def rows(self) -> int:
        """Return how many rows it takes up."""
        return self.bottom - self.top + 1


@dataclass(frozen=True, slots=True)
class Shape:
    """The words of a text box or a shape, and the cell under its upper left corner."""

    row: int
    column: int
    text: str


@dataclass(slots=True)
class Page:
    """One sheet under way: what is shown on it, and what is not."""

    name: str
    cells: list[Cell] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    """The header of the printed page."""
    below: list[str] = field(default_factory=list)
    hidden: list[RawHidden] = field(default_factory=list)
    unchecked: bool = False
    """Whether some words are shown here only because their look could not be told."""

    def raw_lines(self, composed: list[tuple[int, str]]) -> list[RawLine]:
        """Return the sheet's lines with their places."""
        outer = [RawLine(text, part=self.name) for text in self.above]
        inner = [RawLine(text, part=self.name, paragraph=row) for row, text in composed]
        return outer + inner + [RawLine(text, part=self.name) for text in self.below]
