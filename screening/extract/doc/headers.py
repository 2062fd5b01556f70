"""Tells which headers and footers of an old Word file some page shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from screening.extract.doc.bytes import u16, u32
from screening.extract.doc.fib import Table, WordFile
from screening.extract.doc.sprms import Sprm, known, number

_NOTE_LINES = 6
"""Stories before the first header: the lines between text and notes."""
_NO_PROPERTIES = 0xFFFFFFFF


class Kind(IntEnum):
    """The stories of a section, in their order."""

    EVEN_HEADER = 0
    HEADER = 1
    EVEN_FOOTER = 2
    FOOTER = 3
    FIRST_HEADER = 4
    FIRST_FOOTER = 5


FOOTERS = frozenset({Kind.EVEN_FOOTER, Kind.FOOTER, Kind.FIRST_FOOTER})
_EVEN = frozenset({Kind.EVEN_HEADER, Kind.EVEN_FOOTER})
_FIRST = frozenset({Kind.FIRST_HEADER, Kind.FIRST_FOOTER})


@dataclass(frozen=True, slots=True)
class Header:
    """One header or footer; its places count from the beginning of the headers' story."""

    start: int
    end: int
    kind: Kind
    shown: bool


def headers(word: WordFile) -> Iterator[Header]:
    """Yield all that hold something, in the order of the file."""
    places = word.plc(Table.HEADERS, 0).places
    first_differs = list(_first_pages(word))
    last = max((i for i, differs in enumerate(first_differs) if differs), default=-1)
    even_differs = bool(word.table(Table.DOCUMENT)[:1].translate(_LOWEST_BIT).strip(b"\x00"))
    for index in range(_NOTE_LINES, len(places) - 1):
        section, kind = divmod(index - _NOTE_LINES, len(Kind))
        start, end = places[index], places[index + 1]
        if end <= start or end > word.stories.headers:
            continue
        which = Kind(kind)
        # a later section without its own shows that of an earlier one
        shown = (which not in _EVEN or even_differs) and (which not in _FIRST or last >= section)
        yield Header(start, end, which, shown)


_LOWEST_BIT = bytes(value & 1 for value in range(256))


def _first_pages(word: WordFile) -> Iterator[bool]:
    """Yield of each section whether its first page has its own header."""
    for record in word.plc(Table.SECTIONS, 12).records:
        start = u32(record, 2)
        if start == _NO_PROPERTIES or start + 2 > len(word.main):
            yield False
            continue
        group = word.main[start + 2 : start + 2 + u16(word.main, start)]
        yield number(known(group).get(Sprm.FIRST_PAGE_DIFFERS)) == 1
