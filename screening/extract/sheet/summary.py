"""What an old Office file says of itself: title, subject, author, keywords, remarks."""

import struct
from collections.abc import Iterator
from typing import Final

SUMMARY: Final = "\x05SummaryInformation"
_KEPT: Final = frozenset({2, 3, 4, 5, 6})
_CODE_PAGE: Final = 1
_BYTES, _WIDE = 30, 31
_MOST: Final = 100
_LONGEST: Final = 100_000


def summary_texts(stream: bytes) -> Iterator[str]:
    """Yield the words of a summary; what is cut off or odd is passed over."""
    try:
        yield from _texts(stream)
    except (struct.error, LookupError, UnicodeDecodeError):
        return


def _texts(stream: bytes) -> Iterator[str]:
    (start,) = struct.unpack_from("<I", stream, 44)
    _, count = struct.unpack_from("<II", stream, start)
    entries = [
        struct.unpack_from("<II", stream, start + 8 + 8 * n) for n in range(min(count, _MOST))
    ]
    places = {key: start + place for key, place in entries}
    page = 1252
    if _CODE_PAGE in places:
        (page,) = struct.unpack_from("<H", stream, places[_CODE_PAGE] + 4)
    encoding = "utf-8" if page == 65001 else f"cp{page}"
    for key in sorted(_KEPT & set(places)):
        kind, size = struct.unpack_from("<II", stream, places[key])
        first = places[key] + 8
        if kind == _BYTES:
            yield stream[first : first + min(size, _LONGEST)].decode(encoding).rstrip("\0")
        elif kind == _WIDE:
            body = stream[first : first + 2 * min(size, _LONGEST)]
            yield body.decode("utf-16-le").rstrip("\0")
