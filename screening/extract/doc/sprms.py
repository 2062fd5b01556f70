"""Reads lists of property changes ("sprms") in old Word files."""

from collections.abc import Iterator
from enum import IntEnum

_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
"""Bytes of an operand by the uppermost three bits of its code; 0 means that it says so itself."""
_VARIABLE = 6
_TABLE_DEFINITION = 0xD608
_TABS = 0xC615


class Sprm(IntEnum):
    """The property changes that matter to what a person sees."""

    DELETED = 0x0800
    HIDDEN = 0x083C
    SPECIAL = 0x0855
    HIGHLIGHT = 0x2A0C
    COLOUR_NUMBER = 0x2A42
    CHARACTER_STYLE = 0x4A30
    SIZE = 0x4A43
    SHADING_SHORT = 0x4866
    SHADING = 0xCA71
    COLOUR = 0x6870
    PLAIN = 0x2A33
    PARAGRAPH_STYLE = 0x4600
    IN_TABLE = 0x2416
    ROW_END = 0x2417
    INNER_CELL_END = 0x244B
    INNER_ROW_END = 0x244C
    DEPTH = 0x6649
    PARAGRAPH_SHADING_SHORT = 0x442D
    PARAGRAPH_SHADING = 0xC64D
    LONG_PROPERTIES = 0x6646
    OLD_LONG_PROPERTIES = 0x6645
    TABLE_PROPERTIES = 0x646B
    TABLE_STYLE = 0x563A
    CELL_SHADINGS_SHORT = 0xD609
    CELL_SHADINGS = 0xD612
    MORE_CELL_SHADINGS = 0xD616
    LAST_CELL_SHADINGS = 0xD60C
    FIRST_PAGE_DIFFERS = 0x300A


KNOWN = frozenset(Sprm)


def sprms(group: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield code and operand of each change; a list that breaks off ends there."""
    offset = 0
    while offset + 2 < len(group):
        code = group[offset] | group[offset + 1] << 8
        offset += 2
        kind = code >> 13
        size = _SIZES[kind]
        if kind == _VARIABLE:
            head, size = _length(code, group, offset)
            offset += head
        yield code, group[offset : offset + size]
        offset += size


def _length(code: int, group: bytes, offset: int) -> tuple[int, int]:
    """Return the size of the length itself and that of what follows."""
    if code == _TABLE_DEFINITION:
        return 2, max(int.from_bytes(group[offset : offset + 2], "little") - 1, 0)
    size = group[offset]
    if code == _TABS and size == 0xFF:
        return 1, _tabs(group[offset + 1 :])
    return 1, size


def _tabs(rest: bytes) -> int:
    """Return the size of a list of tab stops too long for its length: deleted ones, then new."""
    deleted = 1 + 4 * (rest[0] if rest else 0)
    added = rest[deleted] if deleted < len(rest) else 0
    return deleted + 1 + 3 * added


def known(group: bytes) -> dict[int, bytes]:
    """Return the last operand of each change that matters to us."""
    return {code: operand for code, operand in sprms(group) if code in KNOWN}


def number(operand: bytes | None) -> int:
    """Return an operand as a number, 0 when there is none."""
    return int.from_bytes(operand or b"", "little")
