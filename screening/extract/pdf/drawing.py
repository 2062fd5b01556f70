"""Draws PDF pages through PDFium, with and without their text."""

import math
from collections.abc import Iterable
from ctypes import cast, memset, string_at
from typing import Any

import pypdfium2.raw as raw  # type: ignore[import-untyped]  # ships no types

from screening.extract.pdf.frame import Frame
from screening.extract.pdf.visibility import Colour, Picture
from screening.extract.reading import Bitmap

_MAX_PIXELS = 1_500_000
_DOTS_PER_INCH = 200.0
_POINTS_PER_INCH = 72.0
_PLAIN = 0
_RED_FIRST = raw.FPDF_REVERSE_BYTE_ORDER


class Easel:
    """Draws the pages of one document, on the same canvas as long as their size stays."""

    def __init__(self) -> None:
        self._size = (0, 0)
        self._bitmap: Any = None

    def close(self) -> None:
        """Give the canvas back."""
        if self._bitmap is not None:
            raw.FPDFBitmap_Destroy(self._bitmap)
            self._bitmap = None
        self._size = (0, 0)

    def picture(self, page: Any, frame: Frame) -> Picture:
        """Draw a page as shown, without annotations."""
        scale = min(1.0, math.sqrt(_MAX_PIXELS / (frame.width * frame.height)))
        width, height, stride, pixels = self._drawn(page, frame, scale, _PLAIN)
        return Picture(width, height, stride, pixels, scale)

    def for_recognition(self, page: Any, frame: Frame, *, at_most: int) -> Bitmap:
        """Draw a page for recognition, with no more pixels than allowed."""
        most = math.sqrt(at_most / (frame.width * frame.height))
        scale = min(_DOTS_PER_INCH / _POINTS_PER_INCH, most)
        width, height, stride, pixels = self._drawn(page, frame, scale, _RED_FIRST)
        self.close()
        starts = range(0, height * stride, stride)
        tight = b"".join([pixels[start : start + 3 * width] for start in starts])
        return Bitmap(width, height, tight, scale * _POINTS_PER_INCH)

    def _drawn(
        self, page: Any, frame: Frame, scale: float, flags: int
    ) -> tuple[int, int, int, bytes]:
        width = max(math.ceil(frame.width * scale), 1)
        height = max(math.ceil(frame.height * scale), 1)
        bitmap = self._canvas(width, height)
        stride = raw.FPDFBitmap_GetStride(bitmap)
        buffer = raw.FPDFBitmap_GetBuffer(bitmap)
        memset(buffer, 0xFF, stride * height)
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags)
        return width, height, stride, string_at(buffer, stride * height)

    def _canvas(self, width: int, height: int) -> Any:
        if self._size != (width, height):
            self.close()
            bitmap = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_BGR, None, 0)
            if not bitmap:
                raise MemoryError
            self._bitmap, self._size = bitmap, (width, height)
        return self._bitmap


def show(texts: Iterable[int], *, shown: bool) -> None:
    """Let text objects, given by their addresses, be drawn or not."""
    for address in texts:
        raw.FPDFPageObj_SetIsActive(cast(address, raw.FPDF_PAGEOBJECT), shown)


def fill(texts: Iterable[int], colour: Colour, *, alpha: int) -> None:
    """Give text objects, given by their addresses, a colour and an opacity up to 255."""
    for address in texts:
        raw.FPDFPageObj_SetFillColor(cast(address, raw.FPDF_PAGEOBJECT), *colour, alpha)
