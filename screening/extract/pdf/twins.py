"""Finds letters of one font that share a name and not their looks.

A font may hold a glyph twice under different names, one of them a lie. PDFium draws only the
first of two namesakes when asked for a letter, so the others are cut out of the page's own text.
"""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as raw  # type: ignore[import-untyped]  # ships no types

from screening.extract.pdf.specimen import FIELDS
from screening.extract.pdf.typefaces import DIGITS, known
from screening.extract.pdf.visibility import Letter

_WIDTH = 0.03
_TIGHT = 0.012
_MOST = 40
_PIXELS = 64.0
_MOST_PIXELS = 4_000.0
_SLIM = 0.35


@dataclass(frozen=True, slots=True)
class Twin:
    """Letters of one font and name that look alike, while other namesakes look different."""

    font: int
    mark: str
    places: tuple[int, ...]
    fields: bytes
    """What its ink covers, as a shape of ``specimen``."""


Group = dict[tuple[float, ...], list[int]]


def twins_of(
    document: Any, text: Any, letters: Sequence[Letter | None], fonts: dict[int, int]
) -> Iterator[Twin]:
    """Yield each look of the letters that have more than one; boxes tell looks apart."""
    groups: dict[tuple[int, str], Group] = {}
    for place, letter in enumerate(letters):
        if letter is None or letter.ink.turn or letter.ink.size <= 0:
            continue
        font = fonts.get(letter.ink.key, 0)
        if font and (letter.text in DIGITS or letter.text.isalpha()):
            look = _look(text, place, letter)
            groups.setdefault((font, letter.text), {}).setdefault(look, []).append(place)
    left = _MOST
    for (font, mark), group in groups.items():
        if len(group) < 2 or not known(mark) or not _differ(group):
            continue
        for places in group.values():
            left -= 1
            if left < 0:
                return
            if fields := _cut_out(document, text, places[0], letters[places[0]]):
                yield Twin(font, mark, tuple(places), fields)


def _look(text: Any, place: int, letter: Letter) -> tuple[float, ...]:
    """Return what must be equal for equal glyphs: the width, or of digits the ink's own box."""
    size = letter.ink.size
    if letter.text not in DIGITS:
        return (round((letter.right - letter.left) / size, 2),)
    left, right, bottom, top = _tight(text, place)
    return round((right - left) / size, 3), round((top - bottom) / size, 3)


def _differ(group: Group) -> bool:
    looks = list(group)
    least = _WIDTH if len(looks[0]) == 1 else _TIGHT
    return any(
        max(look[axis] for look in looks) - min(look[axis] for look in looks) > least
        for axis in range(len(looks[0]))
    )


def _tight(text: Any, place: int) -> tuple[float, float, float, float]:
    edges = [ctypes.c_double() for _ in range(4)]
    raw.FPDFText_GetCharBox(text, place, *edges)
    left, right, bottom, top = (edge.value for edge in edges)
    return left, right, bottom, top


def _cut_out(document: Any, text: Any, place: int, letter: Letter | None) -> bytes:
    """Draw the text object of one letter and return the shape of that letter in it."""
    if letter is None:
        return b""
    handle = ctypes.cast(letter.ink.key, raw.FPDF_PAGEOBJECT)
    edges = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(handle, *edges)
    left, _, right, top = (edge.value for edge in edges)
    inner = _tight(text, place)
    slack = letter.ink.size / 10
    if inner[0] < left - slack or inner[1] > right + slack or inner[3] > top + slack:
        return b""
    scale = min(_PIXELS / letter.ink.size, _MOST_PIXELS / max(right - left, 1.0))
    bitmap = raw.FPDFTextObj_GetRenderedBitmap(document, None, handle, scale)
    if not bitmap:
        return b""
    try:
        return _fields(bitmap, scale, left, top, inner)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)


def _fields(
    bitmap: Any, scale: float, left: float, top: float, inner: tuple[float, float, float, float]
) -> bytes:
    width, height = raw.FPDFBitmap_GetWidth(bitmap), raw.FPDFBitmap_GetHeight(bitmap)
    stride = raw.FPDFBitmap_GetStride(bitmap)
    pixels = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * height)
    wide, high = inner[1] - inner[0], inner[3] - inner[2]
    across = max(wide, _SLIM * high) / FIELDS * scale
    down = max(high, _SLIM * wide) / FIELDS * scale
    x = ((inner[0] + inner[1]) / 2 - left) * scale - across * FIELDS / 2
    y = (top - (inner[2] + inner[3]) / 2) * scale - down * FIELDS / 2
    opacity = [pixels[row * stride + 3 : row * stride + 4 * width : 4] for row in range(height)]
    fields = bytearray()
    for row in range(FIELDS):
        rows = opacity[max(int(y + row * down), 0) : max(int(y + (row + 1) * down), 0) or 1]
        for column in range(FIELDS):
            first = max(int(x + column * across), 0)
            last = max(int(x + (column + 1) * across), first + 1)
            ink = sum(sum(line[first:last]) for line in rows)
            fields.append(min(ink // max((last - first) * len(rows), 1), 255))
    return bytes(fields) if any(fields) else b""
