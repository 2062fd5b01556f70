"""Takes transparent copies of visible text off a page before its letters are read.

A browser that prints a blurred shadow draws the words once without any ink and then again in
colour; PDFium gives only the first of two copies, which nobody sees.
"""

import ctypes
from collections.abc import Sequence
from math import isfinite

import pypdfium2.raw as raw  # type: ignore[import-untyped]  # ships no types

from screening.extract.pdf.addresses import ADDRESS, NUMBER, by_address
from screening.extract.pdf.drawing import show
from screening.extract.pdf.looks import Box

_FILLED = 0
_SHIFT = 0.3
"""A shadow falls beside its words by less than this share of their height."""
_MOST_COPIES = 400
_AWAY = 1_000_000.0

_fill_of = by_address(raw.FPDFPageObj_GetFillColor, NUMBER, ADDRESS, *[ADDRESS] * 4)
_mode_of = by_address(raw.FPDFTextObj_GetTextRenderMode, NUMBER, ADDRESS)
_font_of = by_address(raw.FPDFTextObj_GetFont, ADDRESS, ADDRESS)
_bounds = by_address(raw.FPDFPageObj_GetBounds, NUMBER, *[ADDRESS] * 5)
_move = by_address(raw.FPDFPageObj_Transform, None, ADDRESS, *[ctypes.c_double] * 6)

_Size = tuple[int, int, int]


def drop_ghosts(texts: Sequence[int]) -> None:
    """Take off the text objects without ink that a visible copy stands on.

    ``texts`` are the addresses of a page's text objects.
    """
    ghosts = [text for text in texts if _is_clear(text)]
    if not ghosts:
        return
    copies: dict[_Size, list[Box]] = {}
    for text in set(texts).difference(ghosts):
        box = _box_of(text)
        copies.setdefault(_size(text, box), []).append(box)
    found = [text for text in ghosts if _has_copy(text, copies)]
    show(found, shown=False)
    for text in found:  # PDFium compares words even with those that are not shown
        _move(text, 1, 0, 0, 1, 0, _AWAY)


def _has_copy(text: int, copies: dict[_Size, list[Box]]) -> bool:
    box = _box_of(text)
    reach = _SHIFT * (box.bottom - box.top)
    return any(
        abs(box.left - other.left) < reach and abs(box.top - other.top) < reach
        for other in copies.get(_size(text, box), [])[:_MOST_COPIES]
    )


def _is_clear(text: int) -> bool:
    channels = (ctypes.c_uint * 4)()
    start = ctypes.addressof(channels)
    known = _fill_of(text, *(start + 4 * index for index in range(4)))
    return bool(known) and channels[3] == 0 and _mode_of(text) == _FILLED


def _box_of(text: int) -> Box:
    """Return the box of a text object in the coordinates of what it belongs to, y growing up."""
    edges = (ctypes.c_float * 4)()
    start = ctypes.addressof(edges)
    _bounds(text, *(start + 4 * index for index in range(4)))
    left, bottom, right, top = (edge if isfinite(edge) else 0.0 for edge in edges)
    return Box(left, bottom, right, top)


def _size(text: int, box: Box) -> _Size:
    """Return what two copies have in common: their font and how wide and high they are."""
    return _font_of(text) or 0, round(box.right - box.left), round(box.bottom - box.top)
