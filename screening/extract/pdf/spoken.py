"""What a page tells a screen reader: texts that stand for what is drawn, and may differ from it."""

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as raw  # type: ignore[import-untyped]  # ships no types

from screening.extract.pdf.addresses import ADDRESS, NUMBER, by_address
from screening.extract.pdf.notes import folded, string_of
from screening.extract.reading import RawHidden
from screening.model.reading import HiddenReason, Severity

_MOST_ELEMENTS = 4_000
_MOST_MARKS = 16
_FEW = 4
"""So few letters stand for a ligature, a bullet or a hyphen that the font cannot name."""
_MOST_BYTES = 40_000
_ACTUAL = b"ActualText"


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A text object and what is said in place of it."""

    address: int
    handle: Any
    mark: Any
    said: bytes

    @property
    def text(self) -> str:
        """Return what is said."""
        return _decoded(self.said)


def unspoken(
    document: Any, page: Any, index: int, *, texts: Iterable[int], within: frozenset[int]
) -> Iterator[RawHidden]:
    """Make PDFium read the letters that are drawn, and yield what was to be said in their place.

    ``texts`` are the addresses of the page's text objects, ``within`` those in form XObjects.
    What is said stays where it is what is drawn, perhaps under a better name (Kangxi radicals),
    or names a few letters that the font cannot name. In form XObjects only the latter stays:
    PDFium loses the place of what is said there.
    """
    found = list(_spoken(texts))
    if not found:
        return
    for one in found:
        raw.FPDFPageObjMark_RemoveParam(one.handle, one.mark, _ACTUAL)
    drawn = _drawn(page, found)
    for one in found:
        nameless = not folded(drawn[one.said])
        if _is_as_drawn(one.text, drawn[one.said]) and (nameless or one.address not in within):
            _restore(document, one)
    for said, letters in drawn.items():
        text = _decoded(said)
        if not _is_as_drawn(text, letters):
            severity = Severity.NOTE if len(text) <= _FEW else Severity.WARN
            yield RawHidden(text, HiddenReason.ALT_TEXT, index + 1, severity=severity)


def _drawn(page: Any, found: list[_Spoken]) -> dict[bytes, str]:
    """Return what is drawn where each text is to be said."""
    text = page.get_textpage()
    drawn: dict[bytes, str] = {}
    for one in found:
        letters = string_of(raw.FPDFTextObj_GetText, one.handle, text)
        drawn[one.said] = drawn.get(one.said, "") + letters
    text.close()
    return drawn


def _is_as_drawn(said: str, letters: str) -> bool:
    """Tell whether a text is what is drawn, or names a few letters that the font cannot name."""
    if not folded(letters):
        return len(said) <= _FEW
    return folded(said) in folded(letters)


def alternatives(page: Any, index: int) -> Iterator[RawHidden]:
    """Yield the descriptions of pictures and the like from the structure tree of a page."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    try:
        for element in _elements(tree):
            if text := string_of(raw.FPDF_StructElement_GetAltText, element):
                yield RawHidden(text, HiddenReason.ALT_TEXT, index + 1, severity=Severity.NOTE)
    finally:
        raw.FPDF_StructTree_Close(tree)


def _elements(tree: Any) -> Iterator[Any]:
    count = raw.FPDF_StructTree_CountChildren(tree)
    waiting = [
        raw.FPDF_StructTree_GetChildAtIndex(tree, i) for i in range(min(count, _MOST_ELEMENTS))
    ]
    for _ in range(_MOST_ELEMENTS):
        if not waiting:
            return
        element = waiting.pop()
        if not element:
            continue
        yield element
        children = min(raw.FPDF_StructElement_CountChildren(element), _MOST_ELEMENTS)
        get = raw.FPDF_StructElement_GetChildAtIndex
        waiting.extend(get(element, place) for place in range(children))


def _spoken(texts: Iterable[int]) -> Iterator[_Spoken]:
    for address in texts:
        for place in range(min(_count_marks(address), _MOST_MARKS)):
            mark = _mark_of(address, place)
            if said := _actual_text(mark):
                yield _Spoken(
                    address,
                    ctypes.cast(address, raw.FPDF_PAGEOBJECT),
                    ctypes.cast(mark, raw.FPDF_PAGEOBJECTMARK),
                    said,
                )


_count_marks = by_address(raw.FPDFPageObj_CountMarks, NUMBER, ADDRESS)
_mark_of = by_address(raw.FPDFPageObj_GetMark, ADDRESS, ADDRESS, ctypes.c_ulong)
_blob_of = by_address(
    raw.FPDFPageObjMark_GetParamBlobValue,
    NUMBER,
    ADDRESS,
    ctypes.c_char_p,
    ADDRESS,
    ctypes.c_ulong,
    ADDRESS,
)
_size = ctypes.c_ulong()


def _actual_text(mark: int) -> bytes:
    """Return what is to be said, as it is written in the file."""
    size = ctypes.addressof(_size)
    if not _blob_of(mark, _ACTUAL, None, 0, size) or not 0 < _size.value <= _MOST_BYTES:
        return b""
    buffer = ctypes.create_string_buffer(_size.value)
    _blob_of(mark, _ACTUAL, ctypes.addressof(buffer), _size.value, size)
    return buffer.raw


def _decoded(said: bytes) -> str:
    if said.startswith(b"\xfe\xff"):
        return said[2:].decode("utf-16-be", "replace")
    if said.startswith(b"\xef\xbb\xbf"):
        return said[3:].decode("utf-8", "replace")
    return said.decode("latin-1")


def _restore(document: Any, one: _Spoken) -> None:
    buffer = (ctypes.c_ubyte * len(one.said)).from_buffer_copy(one.said)
    raw.FPDFPageObjMark_SetBlobParam(document, one.handle, one.mark, _ACTUAL, buffer, len(one.said))
