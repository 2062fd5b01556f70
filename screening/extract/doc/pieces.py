"""Reads the text of an old Word file: pieces of one or two bytes a character, in any order."""

from bisect import bisect_right
from dataclasses import dataclass
from struct import unpack

from screening.extract.doc.bytes import damaged, plc, u16, u32
from screening.extract.doc.fib import Table, WordFile

_PROPERTIES, _TABLE = 1, 2
_ONE_BYTE = 1 << 30
_TOLD_APART = {
    0x82: 0x201A,
    0x83: 0x0192,
    0x84: 0x201E,
    0x85: 0x2026,
    0x86: 0x2020,
    0x87: 0x2021,
    0x88: 0x02C6,
    0x89: 0x2030,
    0x8A: 0x0160,
    0x8B: 0x2039,
    0x8C: 0x0152,
    0x91: 0x2018,
    0x92: 0x2019,
    0x93: 0x201C,
    0x94: 0x201D,
    0x95: 0x2022,
    0x96: 0x2013,
    0x97: 0x2014,
    0x98: 0x02DC,
    0x99: 0x2122,
    0x9A: 0x0161,
    0x9B: 0x203A,
    0x9C: 0x0153,
    0x9F: 0x0178,
}
"""Characters of one byte that stand for another code; all others stand for themselves."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that stand together in the file."""

    start: int
    end: int
    offset: int
    """Of its first byte in the main stream."""
    width: int
    """Bytes a character: 1 or 2."""
    properties: bytes
    """Changes to all its characters, from a save that only appended."""

    def at(self, place: int) -> int:
        """Return the offset of a character's first byte."""
        return self.offset + (place - self.start) * self.width


class Text:
    """All characters of a file, by their place."""

    def __init__(self, word: WordFile) -> None:
        self._main = word.main
        self.pieces = _pieces(word.table(Table.PIECES))
        if sum((piece.end - piece.start) * piece.width for piece in self.pieces) > len(word.main):
            raise damaged()  # no byte is two characters
        self._starts = [piece.start for piece in self.pieces]
        self.end = self.pieces[-1].end if self.pieces else 0

    def piece_at(self, place: int) -> Piece:
        """Return the piece that holds a character; raise ``Unreadable`` if there is none."""
        index = bisect_right(self._starts, place) - 1
        if index < 0 or place >= self.pieces[index].end:
            raise damaged()
        return self.pieces[index]

    def slice(self, piece: Piece, start: int, end: int) -> str:
        """Return characters of one piece."""
        found = self._main[piece.at(start) : piece.at(end)]
        if len(found) != (end - start) * piece.width:
            raise damaged()
        if piece.width == 1:
            return found.decode("latin-1").translate(_TOLD_APART)
        text = found.decode("utf-16-le", "surrogatepass")
        # a character beyond the first 65,536 takes two places
        return (
            text
            if 2 * len(text) == len(found)
            else "".join(map(chr, unpack(f"<{len(found) // 2}H", found)))
        )


def _pieces(clx: bytes) -> tuple[Piece, ...]:
    offset, groups = 0, []
    while offset < len(clx) and clx[offset] == _PROPERTIES:
        size = u16(clx, offset + 1)
        groups.append(clx[offset + 3 : offset + 3 + size])
        offset += 3 + size
    if offset >= len(clx) or clx[offset] != _TABLE:
        raise damaged()
    table = plc(clx[offset + 5 : offset + 5 + u32(clx, offset + 1)], 8)
    found = []
    for start, end, record in table.spans():
        if end < start:
            raise damaged()
        if end > start:
            found.append(_piece(start, end, record, groups))
    return tuple(found)


def _piece(start: int, end: int, record: bytes, groups: list[bytes]) -> Piece:
    where = u32(record, 2)
    narrow = bool(where & _ONE_BYTE)
    offset = (where & (_ONE_BYTE - 1)) // (2 if narrow else 1)
    return Piece(start, end, offset, 1 if narrow else 2, _changes(u16(record, 6), groups))


_SHORT = {0x41: 0x0800, 0x4D: 0x2A0C, 0x5C: 0x083C, 0x62: 0x2A42}
"""Numbers of single changes that matter to us: deleted, highlighted, hidden, coloured."""


def _changes(number: int, groups: list[bytes]) -> bytes:
    """Return the changes that a piece names: a group of the table, or a single one."""
    if number & 1:
        index = number >> 1
        return groups[index] if index < len(groups) else b""
    code = _SHORT.get((number >> 1) & 0x7F)
    return b"" if code is None else code.to_bytes(2, "little") + bytes([number >> 8])
