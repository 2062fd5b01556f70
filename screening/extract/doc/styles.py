"""Reads the style sheet of an old Word file."""

from dataclasses import dataclass

from screening.extract.doc.bytes import u16
from screening.extract.doc.sprms import known

_PARAGRAPH, _CHARACTER, _TABLE = 1, 2, 3
_CHAIN = 1_000
_PLAIN_TABLES = frozenset({105, 154})
"""The numbers of Word's own table styles without shading: "Normal Table" and "Table Grid"."""
_NO_BASE = 0xFFF


@dataclass(frozen=True, slots=True)
class Style:
    """One style: the changes to the one that it is based on."""

    base: int
    characters: dict[int, bytes]
    paragraph: dict[int, bytes]
    may_shade: bool
    """Whether it is a table style that may paint cells."""


class StyleSheet:
    """All styles by their number."""

    def __init__(self, table: bytes) -> None:
        self._styles: dict[int, Style] = {}
        if len(table) < 6:
            return
        head = u16(table, 0)
        count, base_size = u16(table, 2), u16(table, 4)
        offset = 2 + head
        for number in range(count):
            if offset + 2 > len(table):
                return
            size = u16(table, offset)
            if size:
                self._styles[number] = _style(table[offset + 2 : offset + 2 + size], base_size)
            offset += 2 + size + size % 2

    def characters(self, number: int) -> dict[int, bytes]:
        """Return the character properties of a style with all that it is based on."""
        merged: dict[int, bytes] = {}
        for style in reversed(self._chain(number)):
            merged.update(style.characters)
        return merged

    def paragraph(self, number: int) -> dict[int, bytes]:
        """Return the paragraph properties of a style with all that it is based on."""
        merged: dict[int, bytes] = {}
        for style in reversed(self._chain(number)):
            merged.update(style.paragraph)
        return merged

    def may_shade(self, number: int) -> bool:
        """Tell whether a table of this style may have painted cells."""
        return any(style.may_shade for style in self._chain(number))

    def _chain(self, number: int) -> list[Style]:
        chain: list[Style] = []
        while (style := self._styles.get(number)) is not None and len(chain) < _CHAIN:
            chain.append(style)
            number = style.base
        return chain


def _style(record: bytes, base_size: int) -> Style:
    if len(record) < max(base_size, 6) + 2:
        return Style(_NO_BASE, {}, {}, may_shade=False)
    kind, base = u16(record, 2) & 0xF, u16(record, 2) >> 4
    groups = _groups(record, base_size + 2 + 2 * u16(record, base_size) + 2, u16(record, 4) & 0xF)
    paragraph = known(groups[0][2:]) if kind == _PARAGRAPH and groups else {}
    characters = groups[-1] if kind in {_PARAGRAPH, _CHARACTER} and groups else b""
    if kind == _PARAGRAPH and len(groups) < 2:
        characters = b""
    shades = kind == _TABLE and (u16(record, 0) & 0xFFF) not in _PLAIN_TABLES
    return Style(base, known(characters), paragraph, may_shade=shades)


def _groups(record: bytes, offset: int, count: int) -> list[bytes]:
    """Return a style's lists of changes; each begins at an even offset."""
    found = []
    for _ in range(count):
        if offset + 2 > len(record):
            break
        size = u16(record, offset)
        found.append(record[offset + 2 : offset + 2 + size])
        offset += 2 + size + size % 2
    return found
