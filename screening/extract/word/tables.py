"""What a table gives its cells: fills, the looks of its style, and cells merged into others."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from screening.extract.office.boxes import SMALLEST
from screening.extract.office.ways import alternative
from screening.extract.word.styles import Ground, Layer, Styles, layer
from screening.extract.word.xml import MC, W, flag, length, named, number, value
from screening.extract.xml import Element

WRAPPERS: Final = frozenset(
    W + name
    for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo")
) | {W + "sdtContent", W + "sdt", W + "rubyBase"}
"""Elements that are looked through: what they hold belongs to what holds them."""
_FLAGS: Final = {
    "firstRow": 0x20,
    "lastRow": 0x40,
    "firstColumn": 0x80,
    "lastColumn": 0x100,
    "noHBand": 0x200,
    "noVBand": 0x400,
}


@dataclass(slots=True)
class _Parts:
    """What a table style says for one part of the table, such as its first row."""

    run: dict[str, Element] = field(default_factory=dict)
    shade: Element | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell in its row."""

    element: Element
    column: int
    covered: bool
    """Whether it is merged into the cell above it, and its own words are not drawn."""


class Table:
    """One table: its rows, and how its style paints them."""

    def __init__(self, table: Element, styles: Styles) -> None:
        properties = named(table, "tblPr")
        self.properties = properties
        self.rows = list(unwrapped(table, W + "tr"))
        self._styles = styles
        look = named(properties, "tblLook")
        self._look = _switches(look)
        self._told = look is not None
        self._own = named(properties, "shd")
        self._parts: dict[str, _Parts] = {}
        for style in styles.table_styles(value(named(properties, "tblStyle")) or ""):
            self._learn(style)
        self._columns = max((len(list(unwrapped(row, W + "tc"))) for row in self.rows), default=0)
        self._merging: set[int] = set()

    def _learn(self, style: Element) -> None:
        """Add what one style says; a nearer style has spoken before."""
        self._add("wholeTable", style)
        for part in style:
            if part.tag == W + "tblStylePr":
                self._add(value(part, "type") or "", part)

    def _add(self, name: str, source: Element) -> None:
        part = self._parts.setdefault(name, _Parts())
        part.run = {**layer(named(source, "rPr")), **part.run}
        for holder in ("tcPr", "tblPr"):
            shade = named(named(source, holder), "shd")
            if part.shade is None and shade is not None:
                part.shade = shade

    def cells(self, row: Element) -> list[Cell]:
        """Return the cells of a row; must be called once for each row, from the top."""
        column, cells = 0, []
        for element in unwrapped(row, W + "tc"):
            properties = named(element, "tcPr")
            merge = named(properties, "vMerge")
            goes_on = merge is not None and value(merge) != "restart"
            cells.append(Cell(element, column, covered=goes_on and column in self._merging))
            if merge is None:
                self._merging.discard(column)
            else:
                self._merging.add(column)
            column += max(int(number(value(named(properties, "gridSpan")), 1)), 1)
        return cells

    def ground(self, cell: Cell, row: int, around: Ground) -> Ground:
        """Return what lies behind the words of a cell."""
        own = named(named(cell.element, "tcPr"), "shd")
        shades = [own, *(self._parts[name].shade for name in self._named(cell, row))]
        for shade in (*shades, self._own):
            if shade is not None:
                painted = self._styles.shades.painted(shade)
                if painted:
                    return self._styles.shades.shade(shade)
                if shade is own:
                    return around
        return around if self._told or not self._may_paint() else None

    def _may_paint(self) -> bool:
        """Tell whether the style paints some cells; which ones, the table should have said."""
        shades = (part.shade for part in self._parts.values())
        return any(shade is not None and self._styles.shades.painted(shade) for shade in shades)

    def looks(self, cell: Cell, row: int) -> tuple[Layer, ...]:
        """Return the run properties that the table's style gives to a cell."""
        merged: dict[str, Element] = {}
        for name in self._named(cell, row):
            merged = {**self._parts[name].run, **merged}
        return (merged,) if merged else ()

    def _named(self, cell: Cell, row: int) -> Iterator[str]:
        """Yield the parts of the style that hold for a cell, the strongest first."""
        holds = {
            "lastCol": self._look["lastColumn"] and cell.column >= self._columns - 1,
            "firstCol": self._look["firstColumn"] and cell.column == 0,
            "lastRow": self._look["lastRow"] and row == len(self.rows) - 1,
            "firstRow": self._look["firstRow"] and row == 0,
        }
        for name, true in holds.items():
            if true and name in self._parts:
                yield name
        bands = (
            ("Horz", row - self._look["firstRow"], self._look["noHBand"]),
            ("Vert", cell.column - self._look["firstColumn"], self._look["noVBand"]),
        )
        for way, place, off in bands:
            name = f"band{1 + place % 2}{way}"
            if not off and place >= 0 and name in self._parts:
                yield name
        if "wholeTable" in self._parts:
            yield "wholeTable"


def _switches(look: Element | None) -> dict[str, bool]:
    """Read which parts of its style a table uses, in the new or the old way of writing."""
    try:
        bits = int(value(look) or "0", 16)
    except ValueError:
        bits = 0
    found = {}
    for name, bit in _FLAGS.items():
        own = value(look, name)
        found[name] = bool(bits & bit) if own is None else own in {"1", "true", "on"}
    return found


def row_is_flat(row: Element) -> bool:
    """Tell whether a row's height is fixed, and too low to show a word."""
    height = named(named(row, "trPr"), "trHeight")
    return value(height, "hRule") == "exact" and length(value(height), 12) < SMALLEST


def unwrapped(parent: Element, tag: str) -> Iterator[Element]:
    """Yield rows or cells, also those inside content controls and insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in WRAPPERS:
            yield from unwrapped(child, tag)
        elif child.tag == MC + "AlternateContent":
            yield from unwrapped(alternative(child), tag)


def row_is(row: Element, name: str) -> bool:
    """Tell whether a row has an on-off property."""
    return flag(named(named(row, "trPr"), name))
