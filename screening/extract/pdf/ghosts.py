"""Takes transparent copies of visible text off a page before its letters are read.

A browser that prints a blurred shadow draws the words once without any ink and then again in
colour; PDFium gives only the first of two copies, which nobody sees.
"""

import ctypes
from collections.abc import Iterable, Sequence
from math import isfinite

import pypdfium2.raw as raw  # type: ignore[import-untyped]  # ships no types

from screening.extract.pdf.addresses import ADDRESS, NUMBER, by_address
from screening.extract.pdf.drawing import show

_FILLED = 0
_CLOSE = 0.5

_fill_of = by_address(raw.FPDFPageObj_GetFillColor, NUMBER, ADDRESS, *[ADDRESS] * 4)
_mode_of = by_address(raw.FPDFTextObj_GetTextRenderMode, NUMBER, ADDRESS)
_font_of = by_address(raw.FPDFTextObj_GetFont, ADDRESS, ADDRESS)
_bounds = by_address(raw.FPDFPageObj_GetBounds, NUMBER, *[ADDRESS] * 5)

_Place = tuple[int, ...]


def drop_ghosts(texts: Sequence[int]) -> None:
    """Take off the text objects without ink that another one of the same font stands on.

    ``texts`` are the addresses of a page's text objects.
    """
    ghosts = [text for text in texts if _is_clear(text)]
    if not ghosts:
        return
    left = set(texts).difference(ghosts)
    seen = {(_font_of(text), *place) for text in left for place in _near(text)}
    show((text for text in ghosts if (_font_of(text), *_place(text)) in seen), shown=False)


def _is_clear(text: int) -> bool:
    channels = (ctypes.c_uint * 4)()
    start = ctypes.addressof(channels)
    known = _fill_of(text, *(start + 4 * index for index in range(4)))
    return bool(known) and channels[3] == 0 and _mode_of(text) == _FILLED
