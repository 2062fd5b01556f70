"""Puts runs of an old Word file or an RTF together to lines: paragraphs, rows and text boxes.

What is hidden for sure is set apart at once. Coloured text is kept with its colour until the
ground behind it is known, which inside a table is at the end of the row.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from screening.extract.reading import RawHidden
from screening.extract.word.doc_colours import UNKNOWN, WHITE, alike
from screening.model.reading import HiddenReason

_DEEPEST = 30
"""Tables inside tables; what lies deeper is read as if it lay here."""
_BETWEEN_CELLS = " | "


@dataclass(frozen=True, slots=True)
class Ink:
    """How a run is drawn."""

    reason: HiddenReason | None = None
    """Why it cannot be seen, wherever it stands."""
    colour: str | None = None
    """``None`` is automatic: always to be told from its ground."""
    ground: str | None = None
    """What lies right behind it; ``None`` is whatever its cell or page has."""


PLAIN = Ink()


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line; ``colour`` as long as it depends on its ground."""

    text: str
    colour: str | None = None


Runs = list[Run]


@dataclass(slots=True)
class Found:
    """What all stories of a file have given so far besides their lines."""

    hidden: list[RawHidden] = field(default_factory=list)
    unchecked: bool = False
    """Whether a white text stands on an unknown ground."""

    def hide(self, text: str, reason: HiddenReason) -> None:
        """Keep a text that cannot be seen."""
        if text.strip():
            self.hidden.append(RawHidden(text, reason))

    def shown(self, run: Run, ground: str) -> bool:
        """Decide whether a run can be seen, and keep it as hidden if not."""
        if run.colour is None:
            return True
        if ground == UNKNOWN:
            self.unchecked |= alike(run.colour, WHITE) and bool(run.text.strip())
            return True
        if not alike(run.colour, ground):
            return True
        self.hide(run.text, HiddenReason.COLOUR)
        return False


@dataclass(slots=True)
class _Row:
    """A table row under way."""

    cells: list[list[Runs]] = field(default_factory=list)
    cell: list[Runs] = field(default_factory=list)


class Story:
    """One stretch of text that is read from its beginning to its end."""

    def __init__(self, found: Found, paper: str = WHITE) -> None:
        self.groups: list[list[str]] = []
        """The lines of each paragraph, table row or text box."""
        self._found = found
        self._paper = paper
        self._rows: list[_Row] = []
        self._line: list[Runs] = [[]]
        self._boxes: list[list[str]] = []

    def add(self, text: str, ink: Ink = PLAIN) -> None:
        """Add to the paragraph under way; a line feed in the text breaks its line."""
        if ink.reason is not None:
            self._found.hide(text, ink.reason)
            return
        colour = ink.colour
        if ink.ground is not None:
            if not self._found.shown(Run(text, colour), ink.ground):
                return
            colour = None
        first, *others = text.split("\n")
        self._line[-1].append(Run(first, colour))
        self._line.extend([Run(other, colour)] for other in others)

    def box(self, lines: Sequence[str]) -> None:
        """Keep a text box for after the paragraph under way."""
        self._boxes.append(list(lines))

    def end_paragraph(self, depth: int = 0) -> None:
        """End a paragraph that stands in so many tables inside each other."""
        self._at(depth)
        lines, self._line = self._line, [[]]
        boxes, self._boxes = self._boxes, []
        lines.extend([Run(line)] for line in chain.from_iterable(boxes))
        if self._rows:
            self._rows[-1].cell.extend(lines)
        else:
            self._keep(lines)

    def end_cell(self, depth: int) -> None:
        """End the paragraph and the cell under way."""
        self.end_paragraph(max(depth, 1))
        row = self._rows[-1]
        row.cells.append(row.cell)
        row.cell = []

    def end_row(self, depth: int, fills: Sequence[str | None] = ()) -> None:
        """End a row, the grounds of whose cells are known now; ``None`` is no ground of its own."""
        depth = max(depth, 1)
        self._at(depth)
        if any(run.text.strip() for line in self._line for run in line) or self._boxes:
            self.end_cell(depth)
        self._line = [[]]
        self._close_row(fills)

    def end(self) -> None:
        """End whatever is still open."""
        if any(line for line in self._line) or self._boxes:
            self.end_paragraph(len(self._rows))
        self._at(0)

    def lines(self) -> list[str]:
        """Return all lines."""
        return list(chain.from_iterable(self.groups))

    def _at(self, depth: int) -> None:
        """Open or close tables until this is the depth."""
        depth = min(depth, _DEEPEST)
        while len(self._rows) > depth:
            self._close_row(())
        while len(self._rows) < depth:
            self._rows.append(_Row())

    def _close_row(self, fills: Sequence[str | None]) -> None:
        row = self._rows.pop()
        if row.cell:
            row.cells.append(row.cell)
        outermost = not self._rows
        cells = []
        for index, cell in enumerate(row.cells):
            fill = fills[index] if index < len(fills) else None
            ground = self._paper if fill is None and outermost else fill
            cells.append([self._settled(line, ground) for line in cell])
        lines = _row_lines([[line for line in cell if _written(line)] for cell in cells])
        if outermost:
            self._keep(lines)
        else:
            self._rows[-1].cell.extend(lines)

    def _keep(self, lines: list[Runs]) -> None:
        texts = []
        for line in lines:
            shown = self._settled(line, self._paper)
            text = "".join(run.text for run in shown)
            texts.append(text.strip(" |") if len(shown) < len(line) else text)
        if any(text.strip() for text in texts):
            self.groups.append(texts)

    def _settled(self, line: Runs, ground: str | None) -> Runs:
        """Take out what cannot be seen on a ground; ``None`` leaves that for later."""
        if ground is None:
            return line
        return [Run(run.text) for run in line if self._found.shown(run, ground)]


def _written(line: Runs) -> bool:
    return any(run.text.strip() for run in line)


def _row_lines(cells: list[list[Runs]]) -> list[Runs]:
    """Keep a row on one line as long as only its last cell has several."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return []
    *labels, last = filled
    if any(len(label) > 1 for label in labels):
        return [line for cell in filled for line in cell]
    first: Runs = []
    for cell in labels:
        first += [*cell[0], Run(_BETWEEN_CELLS)]
    return [first + last[0], *last[1:]]
