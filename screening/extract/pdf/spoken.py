"""What a page tells a screen reader: texts that stand for what is drawn, and may differ from it."""

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as raw  # type: ignore[import-untyped]  # ships no types

from screening.extract.pdf.notes import folded, string_of
from screening.extract.reading import RawHidden
from screening.model.reading import HiddenReason, Severity

_MOST_ELEMENTS = 4_000
_MOST_MARKS = 16
_FEW = 4
"""So few letters stand for a ligature, a bullet or a hyphen that the font cannot name."""
_ACTUAL = b"ActualText"


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A text object and what is said in place of it."""

    handle: Any
    mark: Any
    text: str


def unspoken(document: Any, page: Any, index: int, *, texts: Iterable[Any]) -> Iterator[RawHidden]:
    """Make PDFium read the letters that are drawn, and yield what was to be said in their place.

    ``texts`` are the page's text objects. Where the font cannot name what it draws, a few
    letters (a ligature, an emoji) stay as said.
    """
    found = list(_spoken(texts))
    if not found:
        return
    for one in found:
        raw.FPDFPageObjMark_RemoveParam(one.handle, one.mark, _ACTUAL)
    text = page.get_textpage()
    drawn: dict[str, str] = {}
    for one in found:
        letters = string_of(raw.FPDFTextObj_GetText, one.handle, text)
        if not folded(letters) and len(one.text) <= _FEW:
            _restore(document, one)
        else:
            drawn[one.text] = drawn.get(one.text, "") + letters
    text.close()
    for said, letters in drawn.items():
        if folded(said) not in folded(letters):
            severity = Severity.NOTE if len(said) <= _FEW else Severity.WARN
            yield RawHidden(said, HiddenReason.ALT_TEXT, index + 1, severity=severity)


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


def _spoken(handles: Iterable[Any]) -> Iterator[_Spoken]:
    for handle in handles:
        for place in range(min(raw.FPDFPageObj_CountMarks(handle), _MOST_MARKS)):
            mark = raw.FPDFPageObj_GetMark(handle, place)
            if text := _actual_text(mark):
                yield _Spoken(handle, mark, text)


def _actual_text(mark: Any) -> str:
    size = ctypes.c_ulong()
    nothing = ctypes.POINTER(raw.FPDF_WCHAR)()
    call = raw.FPDFPageObjMark_GetParamStringValue
    if not call(mark, _ACTUAL, nothing, 0, size) or size.value <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size.value)
    call(mark, _ACTUAL, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size.value, size)
    return buffer.raw[: size.value - 2].decode("utf-16-le", "replace")


def _restore(document: Any, one: _Spoken) -> None:
    raw.FPDFPageObjMark_SetStringParam(
        document, one.handle, one.mark, _ACTUAL, one.text.encode("utf-8")
    )
