"""What holds inside a group of an RTF file, and where its text goes."""

from dataclasses import dataclass
from enum import Enum, auto

from screening.extract.office.old_colours import UNKNOWN, WHITE
from screening.extract.office.old_story import Ink, Story
from screening.model.reading import HiddenReason

_TINY_HALF_POINTS = 8
_USUAL_HALF_POINTS = 24


class Goal(Enum):
    """Where the text of a group goes."""

    SHOWN = auto()
    NOWHERE = auto()
    """What belongs to the program; whatever is inside goes nowhere, too."""
    PARTS = auto()
    """A shape, a picture or an object: only some of its parts are text."""
    LIST_MARK = auto()
    """What stands before a list's item: shown if it is a number."""
    FIELD_CODE = auto()
    COMMENT = auto()
    METADATA = auto()
    FONTS = auto()
    COLOURS = auto()
    NAME = auto()
    """The name of a shape's property; its value follows."""
    VALUE = auto()


@dataclass(slots=True)
class Style:
    """What a group inherits from the one around it, and loses at its end."""

    goal: Goal = Goal.SHOWN
    hidden: bool = False
    deleted: bool = False
    size: int = _USUAL_HALF_POINTS
    colour: int = 0
    highlight: int = 0
    shade: int = 0
    patterned: bool = False
    """Whether the run has a ground that we cannot work out."""
    paragraph_shade: int = 0
    paragraph_patterned: bool = False
    font: int = 0
    skipped: int = 1
    """How many characters stand behind a Unicode one for programs that do not know it."""
    in_table: bool = False
    depth: int = 0
    nested_row: bool = False

    def copy(self) -> "Style":
        """Return the same for a group inside."""
        return Style(
            self.goal,
            self.hidden,
            self.deleted,
            self.size,
            self.colour,
            self.highlight,
            self.shade,
            self.patterned,
            self.paragraph_shade,
            self.paragraph_patterned,
            self.font,
            self.skipped,
            self.in_table,
            self.depth,
            self.nested_row,
        )

    def make_plain(self, font: int) -> None:
        """Forget the looks of the characters."""
        self.hidden = self.deleted = self.patterned = False
        self.size = _USUAL_HALF_POINTS
        self.colour = self.highlight = self.shade = 0
        self.font = font

    def end_formats(self) -> None:
        """Forget the properties of the paragraph."""
        self.in_table = self.paragraph_patterned = False
        self.depth = self.paragraph_shade = 0

    def tables(self) -> int:
        """Return in how many tables inside each other the paragraph stands."""
        return max(self.depth, 1 if self.in_table else 0)

    def ink(self, colours: "Colours") -> Ink:
        """Return how text is drawn."""
        return Ink(self._reason(), colours.of(self.colour), self._ground(colours))

    def _reason(self) -> HiddenReason | None:
        if self.hidden:
            return HiddenReason.HIDDEN_RUN
        if self.deleted:
            return HiddenReason.DELETED
        return HiddenReason.TINY if self.size < _TINY_HALF_POINTS else None

    def _ground(self, colours: "Colours") -> str | None:
        if self.highlight:
            return colours.of(self.highlight) or UNKNOWN
        if self.patterned:
            return UNKNOWN
        if self.shade:
            return colours.of(self.shade)
        if self.paragraph_patterned:
            return UNKNOWN
        return colours.of(self.paragraph_shade) if self.paragraph_shade else None


class Colours:
    """The table of colours."""

    def __init__(self) -> None:
        self._table: list[str | None] = []
        self._parts = [0, 0, 0]
        self._named = False

    def part(self, index: int, value: int) -> None:
        """Note the red, green or blue of the colour under way."""
        self._parts[index] = min(max(value, 0), 255)
        self._named = True

    def end(self) -> None:
        """End the colour under way; one without parts is "automatic"."""
        self._table.append(bytes(self._parts).hex().upper() if self._named else None)
        self._parts, self._named = [0, 0, 0], False

    def of(self, index: int) -> str | None:
        """Return a colour; ``None`` is automatic."""
        return self._table[index] if 0 <= index < len(self._table) else None


class RowFills:
    """The grounds of a row's cells, as the row's definition gives them."""

    def __init__(self) -> None:
        self.fills: list[str | None] = []
        self._cell: str | None = None
        self._row: str | None = None

    def begin(self) -> None:
        """Begin a row's definition."""
        self.fills, self._cell, self._row = [], None, None

    def shade(self, colour: str | None) -> None:
        """Give the cell under way a ground."""
        self._cell = colour

    def shade_row(self, colour: str | None) -> None:
        """Give all cells a ground that have none of their own."""
        self._row = colour

    def end_cell(self) -> None:
        """End the definition of one cell."""
        self.fills.append(self._cell if self._cell is not None else self._row)
        self._cell = None


@dataclass(slots=True)
class ShapeLook:
    """What a shape says of itself before its text comes."""

    fill: str | None = UNKNOWN
    name: str = ""

    def ground(self) -> str:
        """Return what its text stands on."""
        return WHITE if self.fill is None else self.fill


@dataclass(slots=True)
class Group:
    """An open group."""

    style: Style
    story: Story
    shape: ShapeLook
    opens: str = ""
    """The destination whose story ends with this group."""
    starred: bool = False
