"""Reads what a compound file says of itself: title, subject, key words and the like."""

from collections.abc import Iterator

from screening.errors import Unreadable
from screening.extract.container.compound import Compound
from screening.extract.doc.bytes import u16, u32
from screening.extract.reading import RawHidden
from screening.model.reading import HiddenReason, Severity

_STREAMS = {"\x05SummaryInformation": (2, 3, 4, 5, 6), "\x05DocumentSummaryInformation": (2, 15)}
"""Title, subject, author, key words, comments; category and company."""
_CODE_PAGE = 1
_NARROW, _WIDE = 30, 31
_UNICODE = {1200: "utf-16-le", 65001: "utf-8"}


def summary(compound: Compound) -> Iterator[RawHidden]:
    """Yield each text; what cannot be read is passed over, for no page shows it."""
    for stream, wanted in _STREAMS.items():
        try:
            texts = _texts(compound.stream([stream]))
        except Unreadable:
            continue
        for number in wanted:
            if (text := texts.get(number, "").strip()) and not text.isspace():
                yield RawHidden(text, HiddenReason.METADATA, severity=Severity.NOTE)


def _texts(stream: bytes) -> dict[int, str]:
    if len(stream) < 56:
        return {}
    start = u32(stream, 44)
    count = min(u32(stream, start + 4), len(stream) // 8)
    places = {
        u32(stream, start + 8 + 8 * i): start + u32(stream, start + 12 + 8 * i)
        for i in range(count)
    }
    page = u16(stream, places[_CODE_PAGE] + 4) if _CODE_PAGE in places else 1252
    return {number: _text(stream, place, page) for number, place in places.items()}


def _text(stream: bytes, place: int, page: int) -> str:
    kind = u32(stream, place)
    if kind not in {_NARROW, _WIDE}:
        return ""
    size = u32(stream, place + 4) * (2 if kind == _WIDE else 1)
    value = stream[place + 8 : place + 8 + size]
    encoding = "utf-16-le" if kind == _WIDE else _UNICODE.get(page, f"cp{page}")
    try:
        return value.decode(encoding, "replace").rstrip("\x00")
    except LookupError:
        return value.decode("latin-1").rstrip("\x00")
