"""Reads the head of an old Word file (the FIB), which says where everything else stands."""

from dataclasses import dataclass
from enum import IntEnum

from screening.errors import Unreadable
from screening.extract.container.compound import Compound
from screening.extract.doc.bytes import Plc, damaged, i32, plc, u16, u32
from screening.model.reading import UnreadableReason

_MAGIC = 0xA5EC
_WORD_97 = 0x00C0
"""Word 97 says 0xC1, some of its first versions 0xC0; Word 6 and 95 say 0x65 to 0x69."""
_ENCRYPTED = 0x0100
_SECOND_TABLE = 0x0200
_COUNTS = 0x4C
_TABLES = 0x9A


class Table(IntEnum):
    """The tables that we use, by their number in the head."""

    STYLES = 1
    FOOTNOTES = 3
    SECTIONS = 6
    HEADERS = 11
    CHARACTER_PAGES = 12
    PARAGRAPH_PAGES = 13
    DOCUMENT = 31
    PIECES = 33
    SHAPES = 40
    HEADER_SHAPES = 41
    DRAWINGS = 50
    BOXES = 56
    HEADER_BOXES = 58


@dataclass(frozen=True, slots=True)
class Stories:
    """How many characters each story has; they stand one after the other, in this order."""

    body: int
    footnotes: int
    headers: int
    macros: int
    comments: int
    endnotes: int
    boxes: int
    header_boxes: int


@dataclass(frozen=True, slots=True)
class WordFile:
    """The streams of one file, with its head understood."""

    main: bytes
    tables: bytes
    more: bytes
    """The stream "Data", for properties that are too long for their page."""
    stories: Stories

    def table(self, which: Table) -> bytes:
        """Return a table's bytes, none when the file has no such table."""
        offset = _TABLES + 8 * which
        if offset + 8 > len(self.main):
            return b""
        start, size = u32(self.main, offset), u32(self.main, offset + 4)
        return self.tables[start : start + size]

    def plc(self, which: Table, size: int) -> Plc:
        """Return a table of spans; ``size`` is that of a record."""
        return plc(self.table(which), size)


def open_word(compound: Compound) -> WordFile:
    """Read the head; raise ``Unreadable`` for a password, an older version and damage."""
    main = compound.stream(["WordDocument"])
    if u16(main, 0) != _MAGIC:
        raise Unreadable(UnreadableReason.UNSUPPORTED)
    flags = u16(main, 0x0A)
    if flags & _ENCRYPTED:
        raise Unreadable(UnreadableReason.ENCRYPTED)
    if u16(main, 2) < _WORD_97:
        raise Unreadable(UnreadableReason.UNSUPPORTED)
    tables = compound.stream(["1Table" if flags & _SECOND_TABLE else "0Table"])
    if not tables:
        raise damaged()
    counts = [i32(main, _COUNTS + 4 * index) for index in range(8)]
    if min(counts) < 0:
        raise damaged()
    return WordFile(main, tables, compound.stream(["Data"]), Stories(*counts))
