"""Finds letters of one font that share a name and not their looks.

A font may hold a glyph twice under different names, one of them a lie. PDFium draws only the
first of two namesakes when asked for a letter, so the others are cut out of the page's own text.
"""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as raw  # type: ignore[import-untyped]  # ships no types

from screening.extract.pdf.addresses import ADDRESS, NUMBER, address_of, by_address
from screening.extract.pdf.looks import Letter
from screening.extract.pdf.matrices import matrix_of
from screening.extract.pdf.specimen import FIELDS
from screening.extract.pdf.typefaces import DIGITS, known

_WIDTH = 3
"""Hundredths of the size, by which widths of one letter may differ; narrowed text differs more."""
_TIGHT = 12
"""Thousandths, for the ink of digits."""
_MOST = 40
_PIXELS = 64.0
_MOST_PIXELS = 4_000.0
_SLIM = 0.35
_SLANT = 0.3
"""Slanted letters may be compared; turned ones may not: a six is a nine then."""


@dataclass(frozen=True, slots=True)
class Twin:
    """Letters of one font and name that look alike, while other namesakes look different."""

    font: int
    mark: str
    places: tuple[int, ...]
    fields: bytes
    """What its ink covers, as a shape of ``specimen``."""


Group = dict[tuple[float, ...], list[int]]

_char_box = by_address(raw.FPDFText_GetCharBox, NUMBER, ADDRESS, NUMBER, *[ADDRESS] * 4)


def twins_of(
    document: Any, text: Any, letters: Sequence[Letter | None], fonts: dict[int, int]
) -> Iterator[Twin]:
    """Yield each look of the letters that have more than one; boxes tell looks apart."""
    groups = _groups(text, letters, fonts)
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


def _groups(
    text: Any, letters: Sequence[Letter | None], fonts: dict[int, int]
) -> dict[tuple[int, str], Group]:
    """Sort letters by font, name and what must be equal for equal glyphs.

    That is the width, and for digits, which are all of one width, the box of their ink.
    """
    groups: dict[tuple[int, str], Group] = {}
    ink = _Tight(text)
    for place, letter in enumerate(letters):
        if letter is None or letter.text == " ":
            continue
        how = letter.ink
        font = fonts.get(how.key)
        if not font or how.size <= 0:
            continue
        if letter.text in DIGITS:
            left, right, bottom, top = ink.box(place)
            look: tuple[float, ...] = (
                int(1000 * (right - left) / how.size),
                int(1000 * (top - bottom) / how.size),
            )
        elif how.turn % 180:
            look = (int(100 * (letter.bottom - letter.top) / how.size),)
        else:
            look = (int(100 * (letter.right - letter.left) / how.size),)
        group = groups.setdefault((font, letter.text), {})
        group.setdefault(look, []).append(place)
    return groups


class _Tight:
    """The boxes of letters' ink on an open text page."""

    def __init__(self, text: Any) -> None:
        self._page = address_of(text.raw)
        self._edges = (ctypes.c_double * 4)()
        start = ctypes.addressof(self._edges)
        self._places = [start + 8 * index for index in range(4)]

    def box(self, place: int) -> tuple[float, float, float, float]:
        """Return left, right, bottom and top in the file's own coordinates."""
        _char_box(self._page, place, *self._places)
        left, right, bottom, top = self._edges
        return left, right, bottom, top


def _differ(group: Group) -> bool:
    looks = list(group)
    least = _WIDTH if len(looks[0]) == 1 else _TIGHT
    return any(
        max(look[axis] for look in looks) - min(look[axis] for look in looks) > least
        for axis in range(len(looks[0]))
    )


def _cut_out(document: Any, text: Any, place: int, letter: Letter | None) -> bytes:
    """Draw the text object of one letter and return the shape of that letter in it."""
    if letter is None:
        return b""
    handle = ctypes.cast(letter.ink.key, raw.FPDF_PAGEOBJECT)
    if not _is_upright(handle):
        return b""
    edges = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(handle, *edges)
    left, _, right, top = (edge.value for edge in edges)
    inner = _Tight(text).box(place)
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


def _is_upright(handle: Any) -> bool:
    a, b, c, d, _, _ = matrix_of(handle)
    return a > 0 and d > 0 and abs(b) + abs(c) < _SLANT * min(a, d)


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
