"""Reads a PDF's letters, boxes and looks: the only importer of pypdfium2.

Annotations, form fields, metadata and attachments are not part of a page's content and are
never read as text.
"""

import ctypes
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types
import pypdfium2.raw as raw  # type: ignore[import-untyped]  # ships no types

from screening.errors import Unreadable
from screening.extract.pdf.visibility import Colour, Ink, Letter, Picture, Sight
from screening.model.reading import UnreadableReason

_MAX_PIXELS = 1_500_000
_BLACK = (0, 0, 0)
_LINE_HYPHEN = 2
"""PDFium's own mark for a hyphen at the end of a line."""


class NotOpened(Exception):
    """PDFium cannot open the file."""


class Locked(NotOpened):
    """The file needs a password other than the empty one."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page's letters in the order of the file, ``None`` between separate stretches."""

    letters: list[Letter | None]
    sight: Sight
    unmapped: int
    """How many letters have no entry in their font's character table."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the visible part of a page lies in the file's own coordinates."""

    left: float
    top: float
    width: float
    height: float


class Pages:
    """An open PDF."""

    def __init__(self, document: Any) -> None:
        self._document = document

    def __len__(self) -> int:
        return len(self._document)

    def read(self, index: int, *, at_most: int) -> Page:
        """Read one page, counted from 0; raise ``NotOpened`` when PDFium cannot.

        A page with more than ``at_most`` letters is ``Unreadable(TOO_LONG)``.
        """
        try:
            page = self._document[index]
            text = page.get_textpage()
            if text.count_chars() > at_most:
                raise Unreadable(UnreadableReason.TOO_LONG)
            return _read(page, text)
        except (pdfium.PdfiumError, ctypes.ArgumentError):
            raise NotOpened from None


@contextmanager
def opened(content: bytes) -> Iterator[Pages]:
    """Open a PDF, trying the empty password: an owner's lock does not hide anything."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        raise (Locked if error.err_code == raw.FPDF_ERR_PASSWORD else NotOpened) from None
    try:
        yield Pages(document)
    finally:
        document.close()


def _read(page: Any, text: Any) -> Page:
    left, bottom, right, top = page.get_bbox()
    frame = _Frame(left, top, max(right - left, 1.0), max(top - bottom, 1.0))
    inks: dict[int, Ink] = {}
    objects: dict[int, Any] = {}
    letters = [_letter(text, i, frame, inks, objects) for i in range(text.count_chars())]
    unmapped = sum(
        1
        for index, letter in enumerate(letters)
        if letter is not None and raw.FPDFText_HasUnicodeMapError(text, index) == 1
    )
    return Page(letters, _sight(page, frame, objects.values()), unmapped)


def _letter(
    text: Any, index: int, frame: _Frame, inks: dict[int, Ink], objects: dict[int, Any]
) -> Letter | None:
    """Read one character; ``None`` for the breaks and gaps that PDFium adds itself."""
    handle = raw.FPDFText_GetTextObject(text, index)
    if not handle or raw.FPDFText_IsGenerated(text, index) == 1:
        return None
    key = ctypes.cast(handle, ctypes.c_void_p).value or 0
    if key not in inks:
        inks[key], objects[key] = _ink(text, index, handle), handle
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text, index, box)
    code = raw.FPDFText_GetUnicode(text, index)
    return Letter(
        text="-" if code == _LINE_HYPHEN else chr(min(code, 0x10FFFF)),
        left=box.left - frame.left,
        top=frame.top - box.top,
        right=box.right - frame.left,
        bottom=frame.top - box.bottom,
        ink=inks[key],
    )


def _ink(text: Any, index: int, handle: Any) -> Ink:
    fill, alpha = _colour(raw.FPDFText_GetFillColor, text, index)
    stroke, _ = _colour(raw.FPDFText_GetStrokeColor, text, index)
    matrix = raw.FS_MATRIX(1, 0, 0, 1, 0, 0)
    raw.FPDFText_GetMatrix(text, index, matrix)
    font = raw.FPDFTextObj_GetFont(handle)
    return Ink(
        fill=fill,
        stroke=stroke,
        alpha=alpha,
        mode=raw.FPDFTextObj_GetTextRenderMode(handle),
        size=abs(raw.FPDFText_GetFontSize(text, index)) * math.hypot(matrix.c, matrix.d),
        turn=round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) * 90 % 360,
        embedded=bool(font) and raw.FPDFFont_GetIsEmbedded(font) == 1,
    )


def _colour(getter: Any, text: Any, index: int) -> tuple[Colour, float]:
    channels = [ctypes.c_uint() for _ in range(4)]
    if not getter(text, index, *channels):
        return _BLACK, 1.0
    red, green, blue, alpha = (channel.value for channel in channels)
    return (red, green, blue), alpha / 255


def _sight(page: Any, frame: _Frame, texts: Any) -> Sight:
    """Draw the page as it is, then without its text."""
    pictured = _pictured(page, frame)
    whole = _drawn(page, frame)
    for handle in texts:
        raw.FPDFPageObj_SetIsActive(handle, False)
    return Sight(
        width=frame.width,
        height=frame.height,
        behind=_drawn(page, frame),
        whole=whole,
        pictured=pictured,
    )


def _drawn(page: Any, frame: _Frame) -> Picture:
    """Draw upright in the file's own coordinates, without annotations."""
    scale = min(1.0, math.sqrt(_MAX_PIXELS / (frame.width * frame.height)))
    bitmap = page.render(
        scale=scale,
        rotation=-page.get_rotation() % 360,
        draw_annots=False,
        may_draw_forms=False,
        maybe_alpha=False,
        rev_byteorder=False,
        force_bitmap_format=raw.FPDFBitmap_BGR,
    )
    try:
        pixels = bytes(bitmap.buffer)
        return Picture(bitmap.width, bitmap.height, bitmap.stride, pixels, scale)
    finally:
        bitmap.close()


def _pictured(page: Any, frame: _Frame) -> float:
    """Return the share of the page under images; strips of one scan are summed up."""
    area = 0.0
    for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = image.get_bounds()
        area += max(right - left, 0.0) * max(top - bottom, 0.0)
    return area / (frame.width * frame.height)
