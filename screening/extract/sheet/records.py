"""Walks the records of an XLS workbook for what xlrd leaves out: text boxes and the like."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from screening.errors import Unreadable
from screening.extract.sheet.layout import Area
from screening.model.reading import UnreadableReason

_BOF, _EOF, _CONTINUE = 0x0809, 0x000A, 0x003C
_BOUNDSHEET, _EXTERNSHEET = 0x0085, 0x0017
_DRAWING, _OBJECT, _TEXT = 0x00EC, 0x005D, 0x01B6
_CONDITION, _VALIDATION = 0x01B0, 0x01BE
_HEADER, _FOOTER = 0x0014, 0x0015
_AREA_TOKENS: Final = frozenset({0x3A, 0x3B, 0x5A, 0x5B, 0x7A, 0x7B})
"""The first byte of a formula that is a cell or an area of another sheet."""
_SHAPE, _ANCHOR, _PROPERTIES, _CONTAINER = 0xF00A, 0xF010, 0xF00B, 0xF
_FILL_COLOUR, _FILL_FLAGS, _GROUP_FLAGS = 0x0181, 0x01BF, 0x03BF
_NOTE = 0x19
_CHECK_BOX = 0x0B
_OPTION_BUTTON = 0x0C
_CONTROLS: Final = {_CHECK_BOX: ("☐", "☑"), _OPTION_BUTTON: ("○", "◉")}
_MOST_RECORDS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Box:
    """A text box or a control of an XLS sheet."""

    text: str
    runs: tuple[tuple[int, int], ...]
    """Where a font begins, and its number."""
    area: Area
    fill: int | None
    """The plain colour of its ground as red, green and blue in one number, lowest first."""
    palette_fill: bool = False
    """Whether ``fill`` is a place in the palette."""
    filled: bool = True
    hidden: bool = False


@dataclass(slots=True)
class SheetRecords:
    """What the records of one sheet say."""

    name: str = ""
    boxes: list[Box] = field(default_factory=list)
    conditions: list[Area] = field(default_factory=list)
    lists: set[int] = field(default_factory=set)
    """The numbers of sheets, by their tabs, that drop-down lists take their entries from."""
    header: str = ""
    footer: str = ""


@dataclass(slots=True)
class Records:
    """What the records of a workbook say."""

    sheets: list[SheetRecords] = field(default_factory=list)
    """All tabs, also those that hold no cells."""
    links: list[int] = field(default_factory=list)
    """The first sheet behind each reference to another sheet."""

    def sheet_of(self, formula: bytes) -> int | None:
        """Return the sheet that a formula of one area points to."""
        if len(formula) < 3 or formula[0] not in _AREA_TOKENS:
            return None
        number = int.from_bytes(formula[1:3], "little")
        return self.links[number] if number < len(self.links) else None


def read_records(stream: bytes) -> Records:
    """Walk all records; what is cut off or odd is passed over."""
    walk = _Walk()
    for kind, data, after in _records(stream):
        try:
            walk.record(kind, data, after)
        except (struct.error, IndexError):
            continue
    return walk.found


def _records(stream: bytes) -> Iterator[tuple[int, bytes, list[bytes]]]:
    """Yield records with the ones that continue them."""
    at, size = 0, len(stream)
    for _ in range(_MOST_RECORDS):
        if at + 4 > size:
            return
        kind, length = struct.unpack_from("<HH", stream, at)
        place, data, after = at, stream[at + 4 : at + 4 + length], list[bytes]()
        at += 4 + length
        while kind in {_TEXT, _DRAWING} and stream[at : at + 2] == b"\x3c\x00":
            (length,) = struct.unpack_from("<H", stream[at : at + 4].ljust(4, b"\0"), 2)
            after.append(stream[at + 4 : at + 4 + length])
            at += 4 + length
        yield kind, data if kind != _BOF else place.to_bytes(4, "little"), after
    raise Unreadable(UnreadableReason.TOO_LONG)


@dataclass(slots=True)
class _Drawn:
    """What the drawing record before an object says of it."""

    area: Area = (1, 1, 1, 1)
    fill: int | None = None
    palette_fill: bool = False
    filled: bool = True
    hidden: bool = False


class _Walk:
    def __init__(self) -> None:
        self.found = Records()
        self._starts: dict[int, int] = {}
        self._depth = 0
        self._sheet = SheetRecords()
        self._drawn = _Drawn()
        self._object = 0
        self._checked = False

    def record(self, kind: int, data: bytes, after: list[bytes]) -> None:
        if kind == _BOF:
            self._begin(int.from_bytes(data, "little"))
        elif kind == _EOF:
            self._depth = max(self._depth - 1, 0)
        elif kind == _BOUNDSHEET:
            (start,) = struct.unpack_from("<I", data)
            self._starts[start] = len(self.found.sheets)
            self.found.sheets.append(SheetRecords(_short_text(data[6:])))
        elif kind == _EXTERNSHEET and len(data) >= 2:
            count = int.from_bytes(data[:2], "little")
            pairs = struct.iter_unpack("<3H", data[2 : 2 + 6 * count][: (len(data) - 2) // 6 * 6])
            self.found.links = [first for _, first, _ in pairs]
        elif self._depth == 1:
            self._of_sheet(kind, data, after)

    def _begin(self, place: int) -> None:
        self._depth += 1
        if place in self._starts:
            self._depth = 1
            self._sheet = self.found.sheets[self._starts[place]]

    def _of_sheet(self, kind: int, data: bytes, after: list[bytes]) -> None:
        if kind == _DRAWING:
            self._drawn = _drawn(data + b"".join(after), self._drawn)
        elif kind == _OBJECT:
            self._object = int.from_bytes(data[4:6], "little")
            self._checked = _is_checked(data)
        elif kind == _TEXT:
            self._text(data, after)
        elif kind == _CONDITION:
            first, last, left, right = struct.unpack_from("<4H", data, 4)
            self._sheet.conditions.append((first + 1, left + 1, last + 1, right + 1))
        elif kind == _VALIDATION:
            self._sheet.lists |= {n for n in [self._list(data)] if n is not None}
        elif kind == _HEADER:
            self._sheet.header = _long_text(data)
        elif kind == _FOOTER:
            self._sheet.footer = _long_text(data)

    def _text(self, data: bytes, after: list[bytes]) -> None:
        count, runs_size = struct.unpack_from("<HH", data, 10)
        text = ""
        pieces = iter(after)
        while len(text) < count and (piece := next(pieces, None)) is not None:
            wide = piece[:1] == b"\x01"
            text += piece[1:].decode("utf-16-le" if wide else "latin-1", "replace")
        runs = b"".join(pieces)[:runs_size]
        starts = tuple(
            struct.unpack_from("<HH", runs, at) for at in range(0, len(runs) // 8 * 8, 8)
        )
        signs = _CONTROLS.get(self._object)
        if self._object == _NOTE or not text.strip():
            return
        if signs:
            text = f"{signs[self._checked]} {text.strip()}"
            starts = ()
        drawn = self._drawn
        self._sheet.boxes.append(
            Box(
                text=text,
                runs=tuple((start, font) for start, font in starts),
                area=drawn.area,
                fill=drawn.fill,
                palette_fill=drawn.palette_fill,
                filled=drawn.filled,
                hidden=drawn.hidden,
            )
        )

    def _list(self, data: bytes) -> int | None:
        """Return the sheet that the first formula of a data validation points to."""
        at = 4
        for _ in range(4):
            length, wide = struct.unpack_from("<HB", data, at)
            at += 3 + length * (2 if wide & 1 else 1)
        (size,) = struct.unpack_from("<H", data, at)
        return self.found.sheet_of(data[at + 4 : at + 4 + size])


def _drawn(data: bytes, before: _Drawn) -> _Drawn:
    """Read a drawing's atoms; a shape in a group stands where the group does.

    A record may hold but the end of a shape; what was said of it before stays.
    """
    found = before
    at = 0
    while at + 8 <= len(data):
        version, kind, size = struct.unpack_from("<HHI", data, at)
        at += 8
        if version & 0xF == _CONTAINER:
            continue
        atom = data[at : at + size]
        at += size
        if kind == _SHAPE:
            found = _Drawn(area=found.area)
        elif kind == _ANCHOR and len(atom) >= 18:
            left, _, top, _, right, _, bottom, _ = struct.unpack_from("<8H", atom, 2)
            found.area = (top + 1, left + 1, bottom + 1, right + 1)
        elif kind == _PROPERTIES:
            _look(atom, version >> 4, found)
    return found


def _look(atom: bytes, count: int, found: _Drawn) -> None:
    for number in range(min(count, len(atom) // 6)):
        key, value = struct.unpack_from("<HI", atom, 6 * number)
        if key & 0x3FFF == _FILL_COLOUR:
            found.palette_fill = bool(value >> 24 & 0x08)
            found.fill = value & 0xFFFFFF if value >> 24 in {0, 0x02, 0x08} else None
        elif key & 0x3FFF == _FILL_FLAGS:
            found.filled = bool(value & 0x10) or not value & 0x100000
        elif key & 0x3FFF == _GROUP_FLAGS:
            found.hidden = bool(value & 0x02)


def _is_checked(data: bytes) -> bool:
    """Read the state of a check box among the parts of an object."""
    at = 0
    while at + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, at)
        if kind in {0x0A, 0x12} and size >= 2:
            return data[at + 4 : at + 6] == b"\x01\x00"
        at += 4 + size
    return False


def _short_text(data: bytes) -> str:
    if len(data) < 2:
        return ""
    count, wide = data[0], data[1] & 1
    body = data[2 : 2 + count * (2 if wide else 1)]
    return body.decode("utf-16-le" if wide else "latin-1", "replace")


def _long_text(data: bytes) -> str:
    if len(data) < 3:
        return ""
    count, wide = int.from_bytes(data[:2], "little"), data[2] & 1
    body = data[3 : 3 + count * (2 if wide else 1)]
    return body.decode("utf-16-le" if wide else "latin-1", "replace")
