"""Finds the comments inside JPEG pictures of a file, which no viewer of the file shows."""

import ctypes
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pypdfium2.raw as raw  # type: ignore[import-untyped]  # ships no types

from screening.extract.reading import RawHidden
from screening.model.reading import HiddenReason, Severity

_MOST_PICTURES = 200
_MOST_BYTES = 8 * 1024 * 1024
_HEAD = 400_000
_MOST_SEGMENTS = 32
_COMMENT = 0xFE
_APPLICATION = 0xE1
_SCAN = 0xDA
_PRINTABLE = re.compile(r"[^\W_][\w \t.,:;!?'\"()/@&%+#-]{11,2000}")
_ENDS = re.compile(rb"\x00\x00+")


def said_by(pictures: Iterable[int], index: int) -> Iterator[RawHidden]:
    """Yield what the JPEG pictures at these addresses say: comments, EXIF and XMP texts."""
    for place, address in enumerate(pictures):
        if place >= _MOST_PICTURES:
            return
        handle = ctypes.cast(address, raw.FPDF_PAGEOBJECT)
        for text in dict.fromkeys(_comments(_head(handle))):
            if text:
                yield RawHidden(text, HiddenReason.METADATA, index + 1, severity=Severity.NOTE)


def _head(handle: Any) -> bytes:
    """Return a picture's file, which its comments begin; empty when it is no JPEG."""
    last = raw.FPDFImageObj_GetImageFilterCount(handle) - 1
    if last < 0:
        return b""
    name = ctypes.create_string_buffer(16)
    raw.FPDFImageObj_GetImageFilter(handle, last, name, len(name))
    if name.value != b"DCTDecode":
        return b""
    size = raw.FPDFImageObj_GetImageDataDecoded(handle, None, 0)
    if not 4 < size <= _MOST_BYTES:
        return b""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFImageObj_GetImageDataDecoded(handle, buffer, size)
    return buffer.raw[:_HEAD]


def _comments(content: bytes) -> Iterator[str]:
    if not content.startswith(b"\xff\xd8"):
        return
    for kind, body in _segments(content, 2):
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
