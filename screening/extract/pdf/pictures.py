"""Finds the comments inside JPEG pictures of a file, which no viewer of the file shows."""

import re
from collections.abc import Iterator

_START = re.compile(rb"\xff\xd8\xff")
_MOST_PICTURES = 200
_MOST_SEGMENTS = 32
_COMMENT = 0xFE
_APPLICATION = 0xE1
_SCAN = 0xDA
_PRINTABLE = re.compile(r"[^\W_][\w \t.,:;!?'\"()/@&%+#-]{11,2000}")
_ENDS = re.compile(rb"\x00\x00+")


def comments(content: bytes) -> Iterator[str]:
    """Yield what the JPEG pictures in a file say: comments, EXIF and XMP texts."""
    for count, found in enumerate(_START.finditer(content)):
        if count >= _MOST_PICTURES:
            return
        for kind, body in _segments(content, found.start() + 2):
            if kind == _COMMENT:
                yield _text(body)
            elif kind == _APPLICATION and body.startswith(b"Exif"):
                yield from _exif(body[6:])
            elif kind == _APPLICATION:
                yield from _exif(re.sub(rb"<[^>]{0,2000}>", b" ", body[29:]))


def _segments(content: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """Yield a picture's segments before its pixels."""
    for _ in range(_MOST_SEGMENTS):
        head = content[place : place + 4]
        if len(head) < 4 or head[0] != 0xFF or head[1] == _SCAN:
            return
        size = int.from_bytes(head[2:], "big")
        yield head[1], content[place + 4 : place + 2 + size]
        place += 2 + size


def _exif(body: bytes) -> Iterator[str]:
    """Yield whatever reads as words; the tables around them are not followed."""
    for piece in _ENDS.split(body[:60_000]):
        for found in _PRINTABLE.finditer(_text(piece)):
            yield found[0]


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8").strip("\x00 ")
    except UnicodeDecodeError:
        return body.decode("latin-1").strip("\x00 ")
