"""What both kinds of spreadsheet come down to: texts at their places on a grid."""

from dataclasses import dataclass, field
from typing import Final

from screening.errors import Unreadable
from screening.extract.limits import ReadingLimits
from screening.extract.reading import RawHidden, RawLine
from screening.extract.sheet.looks import severity_of
from screening.model.reading import HiddenReason, Severity, UnreadableReason

_CHARACTERS_A_CELL: Final = 2
_MOST_LOOKED_AT: Final = 2_000_000


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
    closed: Severity | None = None
    """Set for a sheet that is not shown: how much that matters."""
    unchecked: bool = False
    """Whether some words count as shown only because their look cannot be told."""

    def hide(self, text: str, reason: HiddenReason, severity: Severity | None = None) -> None:
        """Keep text that nobody sees."""
        if text.strip():
            if self.closed is not None and reason is not HiddenReason.COMMENT:
                reason, severity = HiddenReason.HIDDEN_RUN, self.closed
            severity = severity or severity_of(text)
            self.hidden.append(RawHidden(text, reason, part=self.name, severity=severity))

    def margins(self, above: list[str], below: list[str]) -> None:
        """Add the header and footer; a sheet without anything on it is not printed at all."""
        if self.closed is None and (self.cells or self.shapes):
            self.above, self.below = above, below
            return
        for text in above + below:
            self.hide(text, HiddenReason.HIDDEN_RUN, Severity.NOTE)

    def raw_lines(self, composed: list[tuple[int, str]]) -> list[RawLine]:
        """Return the sheet's lines with their places."""
        outer = [RawLine(text, part=self.name) for text in self.above]
        inner = [RawLine(text, part=self.name, paragraph=row) for row, text in composed]
        return outer + inner + [RawLine(text, part=self.name) for text in self.below]


class Allowance:
    """What one file may hold before reading it is given up."""

    def __init__(self, limits: ReadingLimits) -> None:
        self._characters = 2 * limits.characters
        self._elements = _MOST_LOOKED_AT

    def take(self, text: str) -> None:
        """Count the text of one cell, seen or not; raise ``Unreadable`` when it is too much."""
        self._characters -= max(len(text), _CHARACTERS_A_CELL)
        if self._characters < 0:
            raise Unreadable(UnreadableReason.TOO_LONG)

    def look(self, count: int = 1) -> None:
        """Count cells looked at, empty ones too; raise ``Unreadable`` when there is no end."""
        self._elements -= count
        if self._elements < 0:
            raise Unreadable(UnreadableReason.TOO_LARGE)
