"""Reads one sheet of an XLSX file, row by row, in little memory."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from screening.extract.sheet.colours import WHITE
from screening.extract.sheet.conditions import repaints_of
from screening.extract.sheet.content import (
    NOTHING,
    Content,
    number_content,
    plain_content,
    text_content,
)
from screening.extract.sheet.dates_iso import day_number
from screening.extract.sheet.grid import Allowance
from screening.extract.sheet.layout import Area, Found, Layout
from screening.extract.sheet.looks import Letters, Look
from screening.extract.sheet.references import LAST_COLUMN, area, place
from screening.extract.sheet.strings import Runs, runs_of, unescaped
from screening.extract.sheet.styles import Styles
from screening.extract.sheet.xml import below, child, name, real, relation_id, whole, yes
from screening.extract.xml import Element, stream

_LOWEST_ROW: Final = 3.0
"""Points; a lower row shows nothing of its letters."""
_NARROWEST_COLUMN: Final = 0.1
_MOST_PAINTED: Final = 20_000
_TAGS: Final = (
    "sheetView", "sheetFormatPr", "col", "row", "mergeCell", "conditionalFormatting",
    "dataValidation", "headerFooter", "autoFilter", "drawing", "legacyDrawing", "picture",
)  # fmt: skip
_SHEET_OF_LIST: Final = re.compile(r"(?:'((?:[^']|'')+)'|([^\s'!,;()=+&]+))!")


@dataclass(frozen=True, slots=True)
class Book:
    """What all sheets of a workbook share."""

    styles: Styles
    strings: Sequence[Runs]
    from_1904: bool
    language: str
    allowance: Allowance


@dataclass(slots=True)
class Sheet:
    """What the XML of one sheet says."""

    layout: Layout = field(default_factory=Layout)
    found: list[Found] = field(default_factory=list)
    painted: set[tuple[int, int]] = field(default_factory=set)
    """Empty and filled cells on another ground than white."""
    painted_anywhere: bool = False
    """Whether whole rows, columns or the sheet have another ground, or too many cells."""
    header: list[str] = field(default_factory=list)
    footer: list[str] = field(default_factory=list)
    lists: set[str] = field(default_factory=set)
    """The names of sheets, in lower case, that its drop-down lists take their entries from."""
    drawings: list[str] = field(default_factory=list)
    """Relationship ids."""
    old_drawings: list[str] = field(default_factory=list)
    zeros: bool = True


def read_sheet(part: bytes, book: Book) -> Sheet:
    """Read one sheet's part; raise ``Unreadable`` when it is damaged or beyond the limits."""
    reading = _Reading(book)
    for element in stream(part, *(f"{{*}}{tag}" for tag in _TAGS)):
        reading.actions[name(element)](element)
    return reading.sheet


class _Reading:
    """One pass over a sheet."""

    def __init__(self, book: Book) -> None:
        self.sheet = Sheet()
        self._book = book
        self._row = 0
        self.actions: Mapping[str, Callable[[Element], None]] = {
            "sheetView": self._view,
            "sheetFormatPr": self._defaults,
            "col": self._column,
            "row": self._one_row,
            "mergeCell": self._merged,
            "conditionalFormatting": self._condition,
            "dataValidation": self._validation,
            "headerFooter": self._header_footer,
            "autoFilter": lambda one: self.sheet.layout.filtered.extend(filtered(one)),
            "drawing": lambda one: self.sheet.drawings.append(relation_id(one)),
            "legacyDrawing": lambda one: self.sheet.old_drawings.append(relation_id(one)),
            "picture": self._picture,
        }

    def _view(self, view: Element) -> None:
        self.sheet.zeros = (view.get("showZeros") or "1") not in {"0", "false"}

    def _defaults(self, defaults: Element) -> None:
        self.sheet.layout.other_rows_hidden = yes(defaults, "zeroHeight")

    def _column(self, column: Element) -> None:
        self._book.allowance.look()
        first, last = whole(column, "min", 1), whole(column, "max", 1)
        width = real(column, "width")
        columns = range(max(first, 1), min(last, LAST_COLUMN) + 1)
        if yes(column, "hidden") or (width is not None and width < _NARROWEST_COLUMN):
            self.sheet.layout.hidden_columns.update(columns)
            width = 0.0
        if width is not None:
            self.sheet.layout.widths.update(dict.fromkeys(columns, width))
        if self._book.styles.look(whole(column, "style")).ground != WHITE:
            self.sheet.painted_anywhere = True

    def _one_row(self, row: Element) -> None:
        self._row = whole(row, "r", self._row + 1)
        self._book.allowance.look()
        height = real(row, "ht")
        low = height is not None and height < _LOWEST_ROW
        self.sheet.layout.rows[self._row] = yes(row, "hidden") or low
        if yes(row, "hidden") and whole(row, "outlineLevel") > 0:
            self.sheet.layout.folded.add(self._row)
        styled = yes(row, "customFormat")
        if styled and self._book.styles.look(whole(row, "s")).ground != WHITE:
            self.sheet.painted_anywhere = True
        column, count = 0, 0
        for cell in row:
            count += 1
            named_place = place(cell.get("r") or "")
            column = named_place[1] if named_place else column + 1
            self._cell(cell, column)
        self._book.allowance.look(count)

    def _cell(self, cell: Element, column: int) -> None:
        look = self._book.styles.look(whole(cell, "s"))
        if look.ground != WHITE:
            self._paint(column)
        runs, stored = self._content(cell, look)
        if not runs and not stored:
            return
        for text, _ in runs:
            self._book.allowance.take(text)
        self._book.allowance.take(stored)
        self.sheet.found.append(Found(self._row, column, runs, look.ground, stored))

    def _paint(self, column: int) -> None:
        if len(self.sheet.painted) < _MOST_PAINTED:
            self.sheet.painted.add((self._row, column))
        else:
            self.sheet.painted_anywhere = True

    def _content(self, cell: Element, look: Look) -> Content:
        """Return what a cell shows, and what it holds if that is not shown."""
        kind = cell.get("t") or "n"
        if kind == "inlineStr":
            inline = child(cell, "is")
            return text_content(() if inline is None else runs_of(inline, self._letters), look)
        stored = child(cell, "v")
        value = (stored.text or "") if stored is not None else ""
        if not value.strip() and kind != "str":
            return NOTHING
        if kind == "s":
            number = int(value) if value.strip().isdecimal() else -1
            known = 0 <= number < len(self._book.strings)
            return text_content(self._book.strings[number] if known else (), look)
        if kind == "str":
            return text_content(((unescaped(value), None),), look)
        if kind == "b":
            value = "FALSE" if value.strip() in {"0", "false"} else "TRUE"
        if kind in {"b", "e"}:
            return plain_content(value, look)
        return self._number(value, look, kind)

    def _letters(self, font: Element) -> Letters:
        return self._book.styles.letters(font)

    def _number(self, value: str, look: Look, kind: str) -> Content:
        number = day_number(value) if kind == "d" else _float(value)
        if number is None:
            return plain_content(value, look)
        if number == 0 and not self.sheet.zeros:
            return NOTHING
        return number_content(
            number,
            value,
            look,
            from_1904=self._book.from_1904 and kind != "d",
            language=self._book.language,
        )

    def _merged(self, merged: Element) -> None:
        found = area(merged.get("ref") or "")
        if found is not None:
            self.sheet.layout.merged.append(found)

    def _condition(self, condition: Element) -> None:
        self.sheet.layout.repainted.extend(repaints_of(condition, self._book.styles))

    def _validation(self, validation: Element) -> None:
        for part in ("formula1", "formula2", "f"):
            for formula in below(validation, part):
                self.sheet.lists |= sheets_named(formula.text or "")

    def _header_footer(self, both: Element) -> None:
        for one in both:
            if name(one).endswith("Header"):
                self.sheet.header.append(one.text or "")
            elif name(one).endswith("Footer"):
                self.sheet.footer.append(one.text or "")

    def _picture(self, _: Element) -> None:
        """Note a picture behind the whole sheet."""
        self.sheet.painted_anywhere = True


def filtered(filter: Element) -> Iterator[Area]:
    """Yield the area of a filter that is set; one without a condition hides nothing."""
    found = area(filter.get("ref") or "")
    if found is not None and any(True for _ in below(filter, "filterColumn")):
        yield found


def sheets_named(formula: str) -> set[str]:
    """Return the sheets, in lower case, that a formula takes cells from."""
    found = _SHEET_OF_LIST.findall(formula[:2_000])
    return {(quoted.replace("''", "'") or plain).lower() for quoted, plain in found}


def _float(value: str) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return number if abs(number) < 1e300 else None
