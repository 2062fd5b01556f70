"""Draws letters of a PDF's fonts, each in a small square, so that their shapes can be compared.

A shape is what a letter's outline covers of eight by eight fields, its box stretched to the
square: the same letter in two typefaces gives nearly the same, whatever its size and weight.
"""

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as raw  # type: ignore[import-untyped]  # ships no types

from screening.extract.pdf.addresses import ADDRESS, COLOUR, NUMBER, address_of, by_address

FIELDS = 8
_ACROSS = 16
_SIZE = 100.0
_SLIM = 0.35
"""A letter slimmer than this share of its height keeps its proportions, as does a flat one."""
_FILL_AND_STROKE = 2
"""PDFium draws outlines as they are in this mode, and fits them to pixels in others."""
_WHITE = 0xFFFFFFFF


_created = by_address(raw.FPDFPageObj_CreateTextObj, ADDRESS, ADDRESS, ADDRESS, ctypes.c_float)
_set_text = by_address(raw.FPDFText_SetText, NUMBER, ADDRESS, ADDRESS)
_bounds = by_address(raw.FPDFPageObj_GetBounds, NUMBER, *[ADDRESS] * 5)
_set_matrix = by_address(raw.FPDFPageObj_SetMatrix, NUMBER, ADDRESS, ADDRESS)
_set_mode = by_address(raw.FPDFTextObj_SetTextRenderMode, NUMBER, ADDRESS, NUMBER)
_set_stroke = by_address(raw.FPDFPageObj_SetStrokeColor, NUMBER, ADDRESS, *[COLOUR] * 4)
_insert = by_address(raw.FPDFPage_InsertObject, None, ADDRESS, ADDRESS)
_font = by_address(raw.FPDFTextObj_GetFont, ADDRESS, ADDRESS)
_destroy = by_address(raw.FPDFPageObj_Destroy, None, ADDRESS)

Wanted = tuple[int, str]
"""A font's address, and a letter by the name that the font's character table gives it."""


def font_of(key: int) -> int:
    """Return the address of a text object's font."""
    found: int | None = _font(key)
    return found or 0


def drawn(document: Any, wanted: Sequence[Wanted]) -> dict[Wanted, bytes]:
    """Draw letters and return their shapes, dark fields high; blank ones are left out."""
    if not wanted:
        return {}
    height = FIELDS * (-(-len(wanted) // _ACROSS))
    with _sheet(FIELDS * _ACROSS, height) as page:
        if not page:
            return {}
        _put_all(document, page, wanted, height)
        return _cut(_pixels(page, FIELDS * _ACROSS, height), wanted)


@contextmanager
def _sheet(width: int, height: int) -> Iterator[Any]:
    """Lend a page of a document of its own: the pages of a damaged one may not be touched."""
    document = raw.FPDF_CreateNewDocument()
    if not document:
        raise MemoryError
    page = raw.FPDFPage_New(document, 0, width, height)
    try:
        yield page
    finally:
        if page:
            raw.FPDF_ClosePage(page)
        raw.FPDF_CloseDocument(document)


def _put_all(document: Any, page: Any, wanted: Sequence[Wanted], height: int) -> None:
    owner = address_of(document.raw)
    sheet = address_of(page)
    edges = (ctypes.c_float * 4)()
    places = [ctypes.addressof(edges) + 4 * index for index in range(4)]
    for index, (font, letter) in enumerate(wanted):
        handle = _created(owner, font, _SIZE)
        if not handle:
            continue
        units = ctypes.create_string_buffer(letter.encode("utf-16-le", "replace") + b"\0\0")
        _set_text(handle, ctypes.addressof(units))
        _bounds(handle, *places)
        row, column = divmod(index, _ACROSS)
        matrix = _fitting(edges, column * FIELDS, height - (row + 1) * FIELDS)
        if matrix is None:
            _destroy(handle)
            continue
        _set_matrix(handle, ctypes.addressof(matrix))
        _set_mode(handle, _FILL_AND_STROKE)
        _set_stroke(handle, 0, 0, 0, 0)
        _insert(sheet, handle)


def _fitting(edges: Any, x: int, y: int) -> Any:
    """Return the matrix that stretches a letter's box to the square at a place."""
    left, bottom, right, top = edges
    width, height = right - left, top - bottom
    if not (0 < width < 100 * _SIZE and 0 < height < 100 * _SIZE):
        return None
    across = FIELDS / max(width, _SLIM * height)
    up = FIELDS / max(height, _SLIM * width)
    return raw.FS_MATRIX(
        across,
        0,
        0,
        up,
        x - left * across + (FIELDS - width * across) / 2,
        y - bottom * up + (FIELDS - height * up) / 2,
    )


def _pixels(page: Any, width: int, height: int) -> tuple[bytes, int]:
    bitmap = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        raise MemoryError
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, raw.FPDF_GRAYSCALE)
        stride = raw.FPDFBitmap_GetStride(bitmap)
        return ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * height), stride
    finally:
        raw.FPDFBitmap_Destroy(bitmap)


_NEGATIVE = bytes(255 - value for value in range(256))


def _cut(pixels: tuple[bytes, int], wanted: Sequence[Wanted]) -> dict[Wanted, bytes]:
    dark, stride = pixels[0].translate(_NEGATIVE), pixels[1]
    found: dict[Wanted, bytes] = {}
    for index, one in enumerate(wanted):
        row, column = divmod(index, _ACROSS)
        start = row * FIELDS * stride + column * FIELDS
        starts = range(start, start + FIELDS * stride, stride)
        shape = b"".join([dark[place : place + FIELDS] for place in starts])
        if any(shape):
            found[one] = shape
    return found
