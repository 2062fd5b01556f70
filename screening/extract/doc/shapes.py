"""Finds text boxes in an old Word file: at which character each hangs, and on what ground."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from screening.extract.doc.bytes import u16, u32
from screening.extract.doc.fib import Table, WordFile
from screening.extract.office.old_colours import UNKNOWN, WHITE, colour_reference

_ANCHOR_SIZE, _BOX_SIZE = 26, 22
_BOX_SHAPE = 14
_BEHIND_TEXT = 0x4000
_CONTAINER = 0xF
_DRAWING_GROUP, _SHAPE, _OPTIONS = 0xF000, 0xF00A, 0xF00B
_PICTURE, _FILL_KIND, _FILL_COLOUR, _FILL_SWITCHES = 0x104, 0x180, 0x181, 0x1BF
_FILLED, _FILLED_SAYS = 0x10, 0x100000


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of the text boxes' story, and the shape that it stands in."""

    start: int
    end: int
    shape: int


class Shapes:
    """The shapes of the body or of the headers."""

    def __init__(self, word: WordFile, anchors: Table, boxes: Table) -> None:
        found = word.plc(anchors, _ANCHOR_SIZE)
        self.at: dict[int, list[int]] = {}
        self.behind = False
        for place, _, record in found.spans():
            self.at.setdefault(place, []).append(u32(record, 0))
            self.behind |= bool(u16(record, 20) & _BEHIND_TEXT)
        spans = word.plc(boxes, _BOX_SIZE).spans()
        self.boxes = [Box(start, end, u32(r, _BOX_SHAPE)) for start, end, r in spans if end > start]


def grounds(word: WordFile) -> Mapping[int, str]:
    """Return the ground of each shape's text by the shape's number.

    A shape without a fill may lie on a coloured one; when no shape has one, it lies on paper.
    """
    fills = dict(_fills(word.table(Table.DRAWINGS)))
    paper = UNKNOWN if any(fill not in {None, WHITE} for fill in fills.values()) else WHITE
    return {shape: paper if fill is None else fill for shape, fill in fills.items()}


def _fills(drawings: bytes) -> Iterator[tuple[int, str | None]]:
    """Yield each shape with its fill, ``None`` for none. Containers are entered, not nested."""
    offset, shape = 0, 0
    while offset + 8 <= len(drawings):
        head, kind, size = (
            u16(drawings, offset),
            u16(drawings, offset + 2),
            u32(drawings, offset + 4),
        )
        if not 0xF000 <= kind <= 0xF1FF:
            offset += 1  # a byte stands before each drawing
            continue
        content = drawings[offset + 8 : offset + 8 + size]
        if kind == _SHAPE and size >= 8:
            shape = u32(content, 0)
        if kind == _OPTIONS:
            yield shape, _fill(content, head >> 4)
        entered = head & 0xF == _CONTAINER and kind != _DRAWING_GROUP
        offset += 8 if entered else 8 + size


def _fill(options: bytes, count: int) -> str | None:
    values = {}
    for index in range(min(count, len(options) // 6)):
        values[u16(options, 6 * index) & 0x3FFF] = u32(options, 6 * index + 2)
    if _PICTURE in values:
        return UNKNOWN
    switches = values.get(_FILL_SWITCHES, 0)
    if switches & _FILLED_SAYS and not switches & _FILLED:
        return None
    colour = values.get(_FILL_COLOUR, 0xFFFFFF).to_bytes(4, "little")
    if values.get(_FILL_KIND, 0) or colour[3]:
        return UNKNOWN
    return colour_reference(colour)
