"""Reads XLS workbooks (Excel 5 to 2003) in the same way as XLSX."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from screening.errors import Unreadable
from screening.extract.container.compound import Compound
from screening.extract.reading import Raw, RawHidden, RawLine, Tools
from screening.extract.sheet.colours import WHITE, Colour
from screening.extract.sheet.compose import compose
from screening.extract.sheet.content import (
    NOTHING,
    Content,
    number_content,
    plain_content,
    text_content,
)
from screening.extract.sheet.grid import Allowance, Page, Shape
from screening.extract.sheet.layout import Found, Layout, Repaint
from screening.extract.sheet.looks import Letters, Look, drawn, hiding
from screening.extract.sheet.margins import read_margin
from screening.extract.sheet.records import Box, Records, SheetRecords, read_records
from screening.extract.sheet.summary import SUMMARY, summary_texts
from screening.extract.sheet.xls_book import (
    BLANK,
    BOOLEAN,
    BROKEN,
    DATE,
    ERROR,
    NUMBER,
    TEXT,
    XlsBook,
    XlsSheet,
    error_text,
    open_book,
    sheets,
    workbook_stream,
)
from screening.extract.sheet.xls_looks import XlsLooks
from screening.extract.sniff import Sniffed
from screening.model.reading import (
    DocumentFormat,
    HiddenReason,
    ReadingWarning,
    Severity,
    UnreadableReason,
)

_COUNTRIES: Final = {81: "ja", 7: "ru"}
_LETTERS: Final = (
    ("ja", re.compile(rb"(?:[\x41-\xfa]\x30){3}")),
    ("ru", re.compile(rb"(?:[\x10-\x4f]\x04){4}")),
)
"""Kana and Cyrillic words as the file stores them."""
_LOWEST_ROW: Final = 60
"""Twentieths of a point; a lower row shows nothing of its letters."""
_MOST_PAINTED: Final = 20_000


def read_xls(_: Sniffed, content: bytes, tools: Tools) -> Raw:
    """Read all sheets; raise ``Unreadable`` if the file is locked, damaged or too much."""
    compound = Compound(content)
    records = workbook_stream(compound)
    summary = b""
    with suppress(Unreadable):  # damage there costs no more than the summary
        summary = compound.stream([SUMMARY])
    try:
        return _read(open_book(records, looks=True), summary, tools)
    except Unreadable as unreadable:
        if unreadable.reason is not UnreadableReason.DAMAGED:
            raise
    return _read(open_book(records, looks=False), summary, tools)


def _read(book: XlsBook, summary: bytes, tools: Tools) -> Raw:
    try:
        return _Workbook(book, summary, Allowance(tools.limits)).read()
    except BROKEN:
        raise Unreadable(UnreadableReason.DAMAGED) from None


class _Workbook:
    """One open workbook."""

    def __init__(self, book: XlsBook, summary: bytes, allowance: Allowance) -> None:
        self._book = book
        self._summary = summary
        self._allowance = allowance
        whole = book.mem[book.base : book.base + book.stream_len]
        self._language = _language(bytes(whole), book.countries)
        self._looks = XlsLooks(book, language=self._language)
        self._records = read_records(bytes(whole)) if book.biff_version >= 80 else Records()

    def read(self) -> Raw:
        """Read everything in the file."""
        listed = self._listed()
        lines: list[RawLine] = []
        hidden: list[RawHidden] = []
        unchecked = False
        for sheet in sheets(self._book):
            page = Page(sheet.name)
            if sheet.visibility:
                page.closed = Severity.NOTE if sheet.name in listed else Severity.WARN
            self._page(page, sheet)
            lines.extend(page.raw_lines(compose(page.cells, page.shapes)))
            hidden.extend(page.hidden)
            unchecked = unchecked or page.unchecked
        hidden.extend(
            RawHidden(text, HiddenReason.METADATA, severity=Severity.NOTE)
            for text in summary_texts(self._summary)
            if text.strip()
        )
        warnings = {ReadingWarning.LOOK_UNCHECKED} if unchecked else set[ReadingWarning]()
        if not self._book.formatting_info:
            warnings = {ReadingWarning.LOOK_UNCHECKED, ReadingWarning.STAND_IN_READER}
        return Raw(
            format=DocumentFormat.XLS,
            lines=tuple(lines),
            hidden=tuple(hidden),
            warnings=frozenset(warnings),
        )

    def _listed(self) -> set[str]:
        """Return the names of sheets that drop-down lists or defined names point to."""
        numbers = set().union(*(sheet.lists for sheet in self._records.sheets), set())
        for defined in self._book.name_obj_list:
            number = self._records.sheet_of(defined.raw_formula)
            if number is not None:
                numbers.add(number)
        return {s.name for n, s in enumerate(self._records.sheets) if n in numbers}

    def _page(self, page: Page, sheet: XlsSheet) -> None:
        records = next((s for s in self._records.sheets if s.name == sheet.name), SheetRecords())
        layout = _layout(sheet, records)
        painted: set[tuple[int, int]] = set()
        found = list(self._found(sheet, painted))
        layout.settle(found, page, self._allowance)
        for box in records.boxes:
            self._box(box, page, painted)
        for note in sheet.cell_note_map.values():
            self._allowance.take(note.text)
            page.hide(note.text, HiddenReason.COMMENT, Severity.NOTE)
        above = list(read_margin([records.header], page, self._allowance))
        below = list(read_margin([records.footer], page, self._allowance))
        page.margins(above, below)

    def _found(self, sheet: XlsSheet, painted: set[tuple[int, int]]) -> Iterator[Found]:
        for row in range(sheet.nrows):
            kinds, values = sheet.row_types(row), sheet.row_values(row)
            self._allowance.look(len(kinds) + 1)
            for column, kind in enumerate(kinds):
                if not kind:
                    continue
                look = self._looks.look(sheet, row, column)
                if look.ground != WHITE and len(painted) < _MOST_PAINTED:
                    painted.add((row + 1, column + 1))
                if kind == BLANK:
                    continue
                runs, stored = self._content(sheet, (row, column), values[column], look)
                self._allowance.take("".join(text for text, _ in runs) or stored)
                if runs or stored:
                    yield Found(row + 1, column + 1, runs, look.ground, stored)

    def _content(
        self, sheet: XlsSheet, place: tuple[int, int], value: str | float, look: Look
    ) -> Content:
        """Return what a cell shows, and what it holds if that is not shown."""
        kind = sheet.row_types(place[0])[place[1]]
        if kind == TEXT:
            starts = sheet.rich_text_runlist_map.get(place, ())
            return text_content(self._looks.runs(str(value), starts), look)
        if kind == ERROR:
            return plain_content(error_text(value), look)
        if kind == BOOLEAN:
            return plain_content("TRUE" if value else "FALSE", look)
        if kind not in {NUMBER, DATE} or (not value and not sheet.show_zero_values):
            return NOTHING
        return number_content(
            float(value),
            str(value),
            look,
            from_1904=self._book.datemode == 1,
            language=self._language,
        )

    def _box(self, box: Box, page: Page, painted: set[tuple[int, int]]) -> None:
        self._allowance.take(box.text)
        ground = self._ground(box, painted)
        seen: list[str] = []
        for text, own in self._looks.runs(box.text, box.runs):
            letters = own or Letters()
            reason = hiding(letters.ink, ground, letters.size)
            if box.hidden or page.closed is not None:
                reason = HiddenReason.HIDDEN_RUN
            if reason is not None:
                page.hide(text, reason)
                continue
            white = ground is None and hiding(letters.ink, WHITE, None) is not None
            page.unchecked = page.unchecked or white
            seen.append(drawn(text, letters.font))
        if "".join(seen).strip():
            page.shapes.append(Shape(box.area[0], box.area[1], "".join(seen)))

    def _ground(self, box: Box, painted: set[tuple[int, int]]) -> Colour | None:
        """Return what the words of a box stand on; ``None`` when that is not known."""
        if not box.filled:
            top, left, bottom, right = box.area
            many = len(painted) >= _MOST_PAINTED
            over = many or any(top <= r <= bottom and left <= c <= right for r, c in painted)
            return None if over else WHITE
        if box.fill is None:
            return WHITE
        if box.palette_fill:
            return self._looks.colour(box.fill & 0xFF)
        return box.fill & 255, box.fill >> 8 & 255, box.fill >> 16 & 255


def _language(stream: bytes, countries: tuple[int, int]) -> str:
    """Tell the language whose formats the file's own numbers mean."""
    spoken = next((name for name, letters in _LETTERS if letters.search(stream)), None)
    settings = (_COUNTRIES[country] for country in countries if country in _COUNTRIES)
    return spoken or next(settings, "en")


def _layout(sheet: XlsSheet, records: SheetRecords) -> Layout:
    rows = {
        row + 1: bool(line.hidden) or 0 <= line.height < _LOWEST_ROW
        for row, line in sheet.rowinfo_map.items()
        if line.height is not None
    }
    return Layout(
        rows=rows,
        folded={
            row + 1 for row, line in sheet.rowinfo_map.items() if line.hidden and line.outline_level
        },
        other_rows_hidden=bool(sheet.default_row_hidden),
        hidden_columns={
            column + 1
            for column, line in sheet.colinfo_map.items()
            if line.hidden or line.width == 0
        },
        merged=[(top + 1, left + 1, end, last) for top, end, left, last in sheet.merged_cells],
        repainted=[Repaint(area) for area in records.conditions],
    )
