"""Reads what is drawn on a PDF page besides text: pictures, rulings and frames."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

import pypdfium2.raw as raw  # type: ignore[import-untyped]  # ships no types

from screening.extract.pdf.frame import Frame, Place
from screening.extract.pdf.matrices import UNIT, Matrix, around, matrix_of, moved, times
from screening.extract.pdf.pieces import Ruling

_MOST_OBJECTS = 20_000
_MOST_SEGMENTS = 64
_MOST_RULINGS = 1_000
_THIN = 2.5
_LONG = 6.0
_ENDLESS = 1e6
_DEPTH = 4
_RECTANGLE = 6


@dataclass(slots=True)
class Shapes:
    """What a page shows besides its text."""

    rulings: list[Ruling] = field(default_factory=list)
    pictured: float = 0.0
    """The share of the page that images cover; strips of one scan are summed up."""
    bare: bool = True
    """Whether there is nothing but text."""


def shapes_of(page: Any, frame: Frame) -> Shapes:
    """Look through the objects of a page."""
    found = Shapes()
    area = 0.0
    for handle, kind, matrix in _objects(page):
        found.bare = False
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = _bounds(handle, matrix)
            area += max(right - left, 0.0) * max(top - bottom, 0.0)
        elif kind == raw.FPDF_PAGEOBJ_PATH and len(found.rulings) < _MOST_RULINGS:
            found.rulings.extend(_rulings(handle, matrix, frame))
    found.pictured = area / (frame.width * frame.height) if isfinite(area) else 1.0
    return found


def _objects(page: Any) -> Iterator[tuple[Any, int, Matrix]]:
    """Yield all objects but plain text, with the form's matrix that holds for them."""
    left = _MOST_OBJECTS
    waiting: list[tuple[Any, Matrix, int]] = [(None, UNIT, 0)]
    while waiting:
        form, matrix, depth = waiting.pop()
        count = raw.FPDFFormObj_CountObjects(form) if form else raw.FPDFPage_CountObjects(page)
        for index in range(min(count, left)):
            handle = (
                raw.FPDFFormObj_GetObject(form, index)
                if form
                else raw.FPDFPage_GetObject(page, index)
            )
            kind = raw.FPDFPageObj_GetType(handle)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                continue
            yield handle, kind, matrix
            if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
                waiting.append((handle, times(matrix_of(handle), matrix), depth + 1))
        left -= max(count, 0)


def _bounds(handle: Any, matrix: Matrix) -> Place:
    """Return left, bottom, right and top in the page's own coordinates."""
    sides = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(handle, *sides)
    left, bottom, right, top = (side.value for side in sides)
    return around(left, bottom, right, top, matrix)


def _rulings(handle: Any, matrix: Matrix, frame: Frame) -> Iterator[Ruling]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(handle, fill, stroke)
    if not fill.value and not stroke.value:
        return
    left, top, right, bottom = frame.shown(*_bounds(handle, matrix))
    if not isfinite(left + top + right + bottom) or max(right - left, bottom - top) < _LONG:
        return
    if min(right - left, bottom - top) <= _THIN:
        yield Ruling(left, top, right, bottom)
    elif (count := raw.FPDFPath_CountSegments(handle)) <= _RECTANGLE:
        yield Ruling(left, top, right, top)
        yield Ruling(left, bottom, right, bottom)
        yield Ruling(left, top, left, bottom)
        yield Ruling(right, top, right, bottom)
    elif count <= _MOST_SEGMENTS:
        yield from _strokes(handle, count, times(matrix_of(handle), matrix), frame)


def _strokes(handle: Any, count: int, matrix: Matrix, frame: Frame) -> Iterator[Ruling]:
    """Yield the level and upright parts of a path."""
    x, y = ctypes.c_float(), ctypes.c_float()
    before: tuple[float, float] | None = None
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(handle, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        place = moved(x.value, y.value, matrix)
        if before and raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO:
            xs, ys = sorted((before[0], place[0])), sorted((before[1], place[1]))
            ruling = Ruling(*frame.shown(xs[0], ys[0], xs[1], ys[1]))
            width, height = ruling.right - ruling.left, ruling.bottom - ruling.top
            if min(width, height) <= _THIN and _LONG <= max(width, height) < _ENDLESS:
                yield ruling
        before = place
