"""Opens XLS workbooks (Excel 5 to 2003): the importer of xlrd.

Everything that xlrd raises over a hostile file ends here. It prints what it finds odd; that must
not reach standard output, on which a child answers.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import Final, Protocol, cast

import xlrd  # type: ignore[import-untyped]  # xlrd ships no types
from xlrd.biffh import error_text_from_code  # type: ignore[import-untyped]

from screening.errors import Unreadable
from screening.extract.container.compound import Compound
from screening.model.reading import UnreadableReason

TEXT, NUMBER, DATE, BOOLEAN, ERROR, BLANK = 1, 2, 3, 4, 5, 6
"""Kinds of cells; 0 is none at all."""
_STREAMS: Final = ("Workbook", "Book")
BROKEN: Final = (
    xlrd.XLRDError,
    struct.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    UnboundLocalError,
    ValueError,
)


class Font(Protocol):
    """Letters of cells."""

    colour_index: int
    height: int
    """Twentieths of a point."""
    name: str


class _Fill(Protocol):
    fill_pattern: int
    pattern_colour_index: int


class CellFormat(Protocol):
    """One of the looks that cells have by number."""

    format_key: int
    font_index: int
    background: _Fill


class _Format(Protocol):
    format_str: str | None


class _Line(Protocol):
    hidden: int
    outline_level: int
    height: int
    width: int


class _Note(Protocol):
    text: str


class _Name(Protocol):
    raw_formula: bytes


class XlsSheet(Protocol):
    """One sheet as xlrd reads it; rows and columns from 0."""

    name: str
    visibility: int
    nrows: int
    merged_cells: Sequence[tuple[int, int, int, int]]
    rowinfo_map: Mapping[int, _Line]
    colinfo_map: Mapping[int, _Line]
    default_row_hidden: int
    show_zero_values: int
    rich_text_runlist_map: Mapping[tuple[int, int], Sequence[tuple[int, int]]]
    cell_note_map: Mapping[tuple[int, int], _Note]

    def row_types(self, row: int, /) -> Sequence[int]:
        """Return the kinds of a row's cells."""
        ...

    def row_values(self, row: int, /) -> Sequence[str | float]:
        """Return the values of a row's cells."""
        ...

    def cell_xf_index(self, row: int, column: int, /) -> int:
        """Return the number of a cell's look."""
        ...


class XlsBook(Protocol):
    """A workbook as xlrd reads it."""

    nsheets: int
    datemode: int
    biff_version: int
    countries: tuple[int, int]
    colour_map: Mapping[int, tuple[int, int, int] | None]
    font_list: Sequence[Font]
    format_map: Mapping[int, _Format]
    xf_list: Sequence[CellFormat]
    name_obj_list: Sequence[_Name]
    formatting_info: bool
    mem: bytes
    base: int
    stream_len: int

    def sheet_by_index(self, number: int, /) -> XlsSheet:
        """Load a sheet."""
        ...

    def unload_sheet(self, number: int, /) -> None:
        """Forget a sheet."""
        ...


def workbook_stream(compound: Compound) -> bytes:
    """Return the stream that holds the records, of either age; raise ``Unreadable``.

    xlrd could find it, too, but follows a chain of sectors that runs in a circle for ever.
    """
    found = next((path for path in _STREAMS if compound.has(path)), None)
    if found is None:
        raise Unreadable(UnreadableReason.DAMAGED)
    return compound.stream([found])


def open_book(content: bytes, *, looks: bool) -> XlsBook:
    """Open a workbook's stream, with the looks of its cells or without; raise ``Unreadable``."""
    try:
        book = xlrd.open_workbook(
            file_contents=content,
            logfile=StringIO(),
            formatting_info=looks,
            on_demand=True,
            ragged_rows=True,
        )
    except BROKEN as error:
        locked = "encrypted" in str(error)
        reason = UnreadableReason.ENCRYPTED if locked else UnreadableReason.DAMAGED
        raise Unreadable(reason) from None
    return cast("XlsBook", book)  # the Protocol names what we use of xlrd's own class


def sheets(book: XlsBook) -> Iterator[XlsSheet]:
    """Load the sheets one after the other; raise ``Unreadable`` at one that is damaged."""
    for number in range(book.nsheets):
        try:
            sheet = book.sheet_by_index(number)
        except BROKEN:
            raise Unreadable(UnreadableReason.DAMAGED) from None
        yield sheet
        book.unload_sheet(number)


def error_text(code: float | str) -> str:
    """Return what a cell with an error shows, such as "#N/A"."""
    return str(error_text_from_code.get(code, "#ERR!"))
