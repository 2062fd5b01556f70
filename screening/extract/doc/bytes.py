"""Numbers and tables in the bytes of an old Word file; what lies outside the bytes is damage."""

from collections.abc import Iterator
from dataclasses import dataclass
from struct import Struct

from screening.errors import Unreadable
from screening.model.reading import UnreadableReason

_U16, _U32, _I32 = Struct("<H"), Struct("<I"), Struct("<i")
MOST_RECORDS = 500_000
"""Of one table; a file of the largest size that is read has fewer."""


def damaged() -> Unreadable:
    """Return the error for a structure that contradicts itself."""
    return Unreadable(UnreadableReason.DAMAGED)


def u16(content: bytes, offset: int) -> int:
    """Read two bytes; raise ``Unreadable`` outside the content."""
    return _read(_U16, content, offset)


def u32(content: bytes, offset: int) -> int:
    """Read four bytes; raise ``Unreadable`` outside the content."""
    return _read(_U32, content, offset)


def i32(content: bytes, offset: int) -> int:
    """Read four bytes with a sign; raise ``Unreadable`` outside the content."""
    return _read(_I32, content, offset)


def _read(kind: Struct, content: bytes, offset: int) -> int:
    if offset < 0 or offset + kind.size > len(content):
        raise damaged()
    value: int = kind.unpack_from(content, offset)[0]
    return value


@dataclass(frozen=True, slots=True)
class Plc:
    """A table of places, one more than records, with a record of equal size for each span."""

    places: tuple[int, ...]
    records: tuple[bytes, ...]

    def spans(self) -> Iterator[tuple[int, int, bytes]]:
        """Yield start, end and record of each span."""
        yield from zip(self.places, self.places[1:], self.records, strict=False)


def plc(content: bytes, size: int) -> Plc:
    """Read a table whose records have ``size`` bytes."""
    count = max((len(content) - 4) // (4 + size), 0)
    if count > MOST_RECORDS:
        raise damaged()
    start = 4 * (count + 1)
    return Plc(
        places=tuple(u32(content, 4 * index) for index in range(count + 1)) if count else (),
        records=tuple(content[start + size * i : start + size * (i + 1)] for i in range(count)),
    )
