"""Reads a page's objects with PDFium where letters alone do not tell what a person sees.

``settled`` comes before a page's letters are read, ``survey`` only where a letter left no ink.
Between the two, ``Pages.read`` passes its letters through ``liars.Liars.marked``.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as raw  # type: ignore[import-untyped]  # ships no types

from screening.extract.pdf.addresses import ADDRESS, NUMBER, address_of, by_address
from screening.extract.pdf.ghosts import drop_ghosts
from screening.extract.pdf.looks import Box, Thing
from screening.extract.pdf.matrices import Matrix, around, matrix_of, times
from screening.extract.pdf.notes import notes_of, unshown
from screening.extract.pdf.pictures import said_by
from screening.extract.pdf.spoken import alternatives, unspoken
from screening.extract.reading import RawHidden

_DEEPEST = 6
_MOST_THINGS = 20_000
_OPAQUE = 250


@dataclass(frozen=True, slots=True)
class Settled:
    """A page that shows all its text as content, and what it says besides."""

    page: Any
    beside: tuple[RawHidden, ...]


def settled(document: Any, index: int) -> Settled:
    """Load a page, counted from 0, so that its content is what a person sees.

    Form fields and notes that are drawn become content, and text that only a screen reader is
    told (``/ActualText``) gives way to the letters that are drawn. What a page says beside its
    content is returned; an ordinary page costs a few calls.
    """
    if document.formenv is None and document.get_formtype() != raw.FORMTYPE_NONE:
        document.init_forms()
    page = document[index]
    notes = notes_of(document, page, index)
    hidden = [*notes.hidden, *alternatives(page, index)]
    if notes.drawn:
        page = _drawn_in(document, page, index)
    if notes.values:
        hidden.extend(unshown(notes, _text_of(page), index))
    leaves = _leaves(page)
    drop_ghosts(leaves.texts)
    hidden.extend(unspoken(document, page, index, texts=leaves.texts, within=leaves.within))
    hidden.extend(said_by(leaves.pictures, index))
    return Settled(page, tuple(hidden))


def _drawn_in(document: Any, page: Any, index: int) -> Any:
    """Make content of the fields and notes that are drawn; what PDFium cannot draw stays out."""
    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    page.close()
    return document[index]


@dataclass(frozen=True, slots=True)
class _Leaves:
    """The addresses of a page's text objects and pictures, down into form XObjects."""

    texts: list[int]
    within: frozenset[int]
    """The text objects that belong to a form XObject."""
    pictures: list[int]


def _leaves(page: Any) -> _Leaves:
    texts: list[int] = []
    within: set[int] = set()
    pictures: list[int] = []
    sheet = address_of(page)
    waiting = [(_object_of(sheet, index), 0) for index in range(_count(page))]
    while waiting and len(texts) + len(pictures) < _MOST_THINGS:
        handle, depth = waiting.pop()
        kind = _kind_of(handle)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            texts.append(handle)
            within.update([handle] if depth else [])
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictures.append(handle)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = range(min(max(_inner_count(handle), 0), _MOST_THINGS))
            waiting.extend((_inner_object(handle, index), depth + 1) for index in inner)
    return _Leaves(texts[::-1], frozenset(within), pictures)


_object_of = by_address(raw.FPDFPage_GetObject, ADDRESS, ADDRESS, NUMBER)
_kind_of = by_address(raw.FPDFPageObj_GetType, NUMBER, ADDRESS)
_inner_count = by_address(raw.FPDFFormObj_CountObjects, NUMBER, ADDRESS)
_inner_object = by_address(raw.FPDFFormObj_GetObject, ADDRESS, ADDRESS, ctypes.c_ulong)


def _text_of(page: Any) -> str:
    text = page.get_textpage()
    try:
        return str(text.get_text_range())
    finally:
        text.close()


def survey(page: Any, *, left: float, top: float) -> tuple[Thing, ...]:
    """Return what is painted on a page, in painting order, down into form XObjects.

    ``left`` and ``top`` are the visible page's upper left corner in the file's coordinates.
    """
    corner = (1.0, 0.0, 0.0, -1.0, -left, top)
    things: list[Thing] = []
    handles = (raw.FPDFPage_GetObject(page, index) for index in range(_count(page)))
    for handle in handles:
        for thing in _things(handle, corner, off=False, depth=0):
            things.append(thing)
            if len(things) >= _MOST_THINGS:
                return tuple(things)
    return tuple(things)


def _count(page: Any) -> int:
    count: int = raw.FPDFPage_CountObjects(page)
    return min(max(count, 0), _MOST_THINGS)


def _things(handle: Any, matrix: Matrix, *, off: bool, depth: int) -> Iterator[Thing]:
    off = off or _on_a_layer(handle)
    if raw.FPDFPageObj_GetType(handle) != raw.FPDF_PAGEOBJ_FORM:
        yield _thing(handle, matrix, layered=off)
        return
    if depth >= _DEEPEST:
        return
    inner = times(matrix_of(handle), matrix)
    for index in range(min(max(raw.FPDFFormObj_CountObjects(handle), 0), _MOST_THINGS)):
        child = raw.FPDFFormObj_GetObject(handle, index)
        yield from _things(child, inner, off=off, depth=depth + 1)


def _thing(handle: Any, matrix: Matrix, *, layered: bool) -> Thing:
    edges = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(handle, *edges)
    left, bottom, right, top = (edge.value for edge in edges)
    return Thing(
        key=address_of(handle),
        box=Box(*around(left, bottom, right, top, matrix)),
        covers=_covers(handle),
        layered=layered,
        clip=_clip(handle, matrix),
    )


def _covers(handle: Any) -> bool:
    """Tell whether an object paints over what lies below: no text, no hair line, not glass."""
    kind = raw.FPDFPageObj_GetType(handle)
    if kind in {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING}:
        return True
    if kind != raw.FPDF_PAGEOBJ_PATH:
        return False
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(handle, mode, stroke)
    channels = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(handle, *channels)
    return mode.value != raw.FPDF_FILLMODE_NONE and channels[3].value >= _OPAQUE


def _on_a_layer(handle: Any) -> bool:
    for index in range(min(raw.FPDFPageObj_CountMarks(handle), 16)):
        if mark_name(raw.FPDFPageObj_GetMark(handle, index)) == "OC":
            return True
    return False


def mark_name(mark: Any) -> str:
    """Return the tag of marked content."""
    size = ctypes.c_ulong()
    name = (ctypes.c_ushort * 64)()
    raw.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), size)
    return bytes(name)[: max(min(size.value, ctypes.sizeof(name)) - 2, 0)].decode(
        "utf-16-le", "replace"
    )


def _clip(handle: Any, matrix: Matrix) -> Box | None:
    """Return the box that all clips of an object leave, ``None`` without any."""
    clip = raw.FPDFPageObj_GetClipPath(handle)
    paths = raw.FPDFClipPath_CountPaths(clip) if clip else 0
    kept: Box | None = None
    for path in range(min(max(paths, 0), 64)):
        box = _path_box(clip, path, matrix)
        kept = box if kept is None else kept.within(box)
    return kept


def _path_box(clip: Any, path: int, matrix: Matrix) -> Box:
    x, y = ctypes.c_float(), ctypes.c_float()
    xs, ys = [], []
    for index in range(min(max(raw.FPDFClipPath_CountPathSegments(clip, path), 0), 256)):
        segment = raw.FPDFClipPath_GetPathSegment(clip, path, index)
        if raw.FPDFPathSegment_GetPoint(segment, x, y):
            xs.append(x.value)
            ys.append(y.value)
    if not xs:
        return Box(0, 0, 0, 0)
    return Box(*around(min(xs), min(ys), max(xs), max(ys), matrix))
