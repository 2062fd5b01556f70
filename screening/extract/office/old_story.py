"""Puts runs of an old Word file or an RTF together to lines: paragraphs, rows and text boxes.

What is hidden for sure is set apart at once. Coloured text is kept with its colour until the
ground behind it is known, which inside a table is at the end of the row.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from screening.extract.office.old_colours import UNKNOWN, WHITE, alike
from screening.extract.reading import RawHidden
from screening.model.reading import HiddenReason

_DEEPEST = 30
"""Tables inside tables; what lies deeper is read as if it lay here."""
_BETWEEN_CELLS = " | "
_HALVES = re.compile("[\ud800-\udfff]")
_SYMBOLS = {0xF0B7: "•", 0xF0A7: "▪", 0xF0FC: "✓", 0xF0FE: "☑", 0xF0A8: "☐"}
"""What the usual symbol fonts draw for their most usual private characters."""


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

    unchecked: bool = False
    """Whether a white text stands on an unknown ground."""
    _hidden: list[RawHidden] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _reason: HiddenReason | None = None

    def hide(self, text: str, reason: HiddenReason) -> None:
        """Keep a text that cannot be seen; what follows at once for the same reason belongs to it.

        Some programs write every letter as a run of its own.
        """
        if reason is not self._reason:
            self.pause()
        self._reason = reason
        self._pieces.append(text)

    def pause(self) -> None:
        """End the hidden text under way: something else follows."""
        if self._reason is not None:
            text = joined("".join(self._pieces))
            if text.strip():
                self._hidden.append(RawHidden(text, self._reason))
            self._pieces.clear()
            self._reason = None

    def hidden(self) -> list[RawHidden]:
        """Return all that cannot be seen."""
        self.pause()
        return self._hidden

    def shown(self, run: Run, ground: str) -> bool:
        """Decide whether a run can be seen, and keep it as hidden if not."""
        if not self._is_shown(run, ground):
            self.hide(run.text, HiddenReason.COLOUR)
            return False
        if run.text.strip():
            self.pause()
        return True

    def _is_shown(self, run: Run, ground: str) -> bool:
        if run.colour is None:
            return True
        if ground == UNKNOWN:
            self.unchecked |= alike(run.colour, WHITE) and bool(run.text.strip())
            return True
        return not alike(run.colour, ground)


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
        if text.strip():
            self._found.pause()
        first, *others = text.split("\n")
        self._line[-1].append(Run(first, colour))
        self._line.extend([Run(other, colour)] for other in others)

    def box(self, lines: Sequence[str]) -> None:
        """Keep a text box for after the paragraph under way."""
        self._boxes.append(list(lines))

    def end_paragraph(self, depth: int = 0) -> None:
        """End a paragraph that stands in so many tables inside each other."""
        self._at(depth)
        self._found.pause()
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
            texts.append(joined("".join(run.text for run in shown)))
        if any(text.strip() for text in texts):
            self.groups.append(texts)

    def _settled(self, line: Runs, ground: str | None) -> Runs:
        """Take out what cannot be seen on a ground; ``None`` leaves that for later."""
        if ground is None:
            return line
        shown = [Run(run.text) for run in line if self._found.shown(run, ground)]
        while len(shown) < len(line) and shown and shown[-1].text == _BETWEEN_CELLS:
            shown.pop()
        return shown


def joined(text: str) -> str:
    """Join the two halves that UTF-16 makes of a character, and turn private signs to bullets."""
    text = text.translate(_SYMBOLS)
    if not _HALVES.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


@dataclass(frozen=True, slots=True)
class Apart:
    """A header or footer that was read."""

    groups: Sequence[Sequence[str]]
    shown: bool
    """Whether some page shows it."""


def each_once(parts: Iterable[Apart], found: Found) -> list[list[str]]:
    """Return the groups of what is shown, each line once; hide what no page shows."""
    parts = tuple(parts)
    seen: set[str] = set()
    groups = []
    for group in (group for part in parts if part.shown for group in part.groups):
        new = [line for line in group if line not in seen]
        seen.update(new)
        groups += [new] if new else []
    for line in (
        line for part in parts if not part.shown for group in part.groups for line in group
    ):
        if line not in seen:
            found.hide(line + "\n", HiddenReason.INVISIBLE)
    return groups


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
