"""Lists what a PDF carries beside its pages: metadata, scripts, titles, attachments.

None of it is ever text of the document. What honest programs write there is a note; orders in
it are noticed later, by their words. What pages say beside their content is in ``objects``.
"""

import ctypes
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types
import pypdfium2.raw as raw  # type: ignore[import-untyped]  # ships no types

from screening.extract.encodings import decode
from screening.extract.limits import ReadingLimits
from screening.extract.pdf.notes import string_of
from screening.extract.reading import RawHidden
from screening.model.reading import HiddenReason, Severity

_ENTRIES = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer")
_MOST_ITEMS = 200
_MOST_BYTES = 40_000
_PACKET = re.compile(rb"<x:xmpmeta.{0,%d}?</x:xmpmeta>" % _MOST_BYTES, re.DOTALL)
_MARKUP = re.compile(r"<[^>]{0,4000}>")


def manifest(document: Any, limits: ReadingLimits) -> tuple[RawHidden, ...]:
    """Return all that an open PDFium document says and no page shows; never raises."""
    content = _content(document)
    words = [
        *_entries(document),
        *_titles(document),
        *_packets(content),
        *_scripts(document),
    ]
    said = [_noted(text, HiddenReason.METADATA) for text in dict.fromkeys(words) if text]
    return (*said, *_attachments(document, limits))


def _noted(text: str, reason: HiddenReason, part: str | None = None) -> RawHidden:
    return RawHidden(text, reason, part=part, severity=Severity.NOTE)


def _content(document: Any) -> bytes:
    """Return the file's bytes; PDFium has no way to reach a packet."""
    content = getattr(document, "_input", b"")
    return content if isinstance(content, bytes) else b""


def _entries(document: Any) -> Iterator[str]:
    for entry in _ENTRIES:
        yield string_of(raw.FPDF_GetMetaText, document, entry.encode())


def _titles(document: Any) -> Iterator[str]:
    """Yield the outline's titles, which viewers show beside the page if asked."""
    try:
        for place, bookmark in enumerate(document.get_toc(max_depth=4)):
            if place >= _MOST_ITEMS:
                return
            yield bookmark.get_title()
    except (pdfium.PdfiumError, UnicodeDecodeError):
        return


def _packets(content: bytes) -> Iterator[str]:
    """Yield the words of XMP packets, which are written plainly for all programs to find."""
    for count, found in enumerate(_PACKET.finditer(content)):
        if count >= _MOST_ITEMS:
            return
        text = _MARKUP.sub(" ", found[0].decode("utf-8", "replace"))
        yield " ".join(unescape(text).split())


def _scripts(document: Any) -> Iterator[str]:
    count = raw.FPDFDoc_GetJavaScriptActionCount(document)
    for place in range(min(max(count, 0), _MOST_ITEMS)):
        script = raw.FPDFDoc_GetJavaScriptAction(document, place)
        if not script:
            continue
        yield string_of(raw.FPDFJavaScriptAction_GetScript, script)
        raw.FPDFDoc_CloseJavaScriptAction(script)


def _attachments(document: Any, limits: ReadingLimits) -> Iterator[RawHidden]:
    count = raw.FPDFDoc_GetAttachmentCount(document)
    for place in range(min(max(count, 0), limits.members)):
        attachment = raw.FPDFDoc_GetAttachment(document, place)
        if not attachment:
            continue
        name = string_of(raw.FPDFAttachment_GetName, attachment)
        text = decode(_file(attachment))
        yield _noted(f"{name}: {text[:_MOST_BYTES]}" if text else name, HiddenReason.ATTACHMENT)


def _file(attachment: Any) -> bytes:
    """Return an attached file, empty when it is large."""
    size = ctypes.c_ulong()
    if not raw.FPDFAttachment_GetFile(attachment, None, 0, size):
        return b""
    if not 0 < size.value <= 10 * _MOST_BYTES:
        return b""
    buffer = ctypes.create_string_buffer(size.value)
    raw.FPDFAttachment_GetFile(attachment, buffer, size.value, size)
    return buffer.raw[: size.value]
