"""Finds the properties of a character or a paragraph in an old Word file by its byte offset."""

from bisect import bisect_right
from dataclasses import dataclass
from enum import Enum

from screening.extract.doc.bytes import damaged, u16, u32
from screening.extract.doc.fib import Table, WordFile

_PAGE = 512
_NUMBER = (1 << 22) - 1


class Kind(Enum):
    """What a page of properties is about."""

    CHARACTERS = (Table.CHARACTER_PAGES, 1)
    PARAGRAPHS = (Table.PARAGRAPH_PAGES, 13)


@dataclass(frozen=True, slots=True)
class Span:
    """A row of bytes whose text has the same properties."""

    start: int
    end: int
    properties: bytes


class Pages:
    """All properties of one kind. Pages are read when they are first asked for."""

    def __init__(self, word: WordFile, kind: Kind) -> None:
        table, self._size = kind.value
        self._kind = kind
        self._main = word.main
        found = word.plc(table, 4)
        self._starts = found.places
        self._numbers = tuple(u32(record, 0) & _NUMBER for record in found.records)
        self._read: dict[int, tuple[Span, ...]] = {}

    def at(self, offset: int) -> Span:
        """Return the span of a byte; one without properties where the file says nothing."""
        index = bisect_right(self._starts, offset) - 1
        if not 0 <= index < len(self._numbers):
            return Span(offset, offset + 1, b"")
        spans = self._page(self._numbers[index])
        found = bisect_right([span.start for span in spans], offset) - 1
        if found < 0 or offset >= spans[found].end:
            return Span(offset, offset + 1, b"")
        return spans[found]

    def _page(self, number: int) -> tuple[Span, ...]:
        if number not in self._read:
            self._read[number] = self._spans(self._main[number * _PAGE : (number + 1) * _PAGE])
        return self._read[number]

    def _spans(self, page: bytes) -> tuple[Span, ...]:
        if len(page) != _PAGE:
            raise damaged()
        count = page[-1]
        records = 4 * (count + 1)
        if records + count * self._size > _PAGE:
            raise damaged()
        return tuple(
            Span(
                u32(page, 4 * index),
                u32(page, 4 * index + 4),
                self._properties(page, 2 * page[records + index * self._size]),
            )
            for index in range(count)
        )

    def _properties(self, page: bytes, offset: int) -> bytes:
        if offset == 0:
            return b""
        if self._kind is Kind.CHARACTERS:
            return page[offset + 1 : offset + 1 + page[offset]]
        if page[offset]:
            return page[offset + 1 : offset + 2 * page[offset]]
        return page[offset + 2 : offset + 2 + 2 * page[offset + 1]]


def style_and_changes(properties: bytes) -> tuple[int, bytes]:
    """Split a paragraph's properties into the number of its style and the changes to it."""
    return (u16(properties, 0), properties[2:]) if len(properties) >= 2 else (0, b"")
