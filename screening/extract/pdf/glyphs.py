"""Reads the letters of a PDF page through PDFium, with few calls for each letter."""

import ctypes
import math
import re
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

import pypdfium2.raw as raw  # type: ignore[import-untyped]  # ships no types

from screening.extract.pdf.frame import Frame
from screening.extract.pdf.visibility import Colour, Ink, Letter

_BLACK = (0, 0, 0)
_LINE_HYPHENS = frozenset({0x2, 0xFFFE})
"""PDFium's own marks for a hyphen at the end of a line."""
_STROKED = frozenset({1, 2, 5, 6})
_MOST = 0x10FFFF
_LIGATURE = re.compile("ff[il]|f[fil]")


def _by_address(function: Any, result: Any, *arguments: Any) -> Any:
    """Return a PDFium function that takes and gives plain addresses: several times faster."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(result, *arguments)(address)


_ADDRESS, _WHOLE = ctypes.c_void_p, ctypes.c_int
_object_of = _by_address(raw.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _WHOLE)
_box_of = _by_address(raw.FPDFText_GetLooseCharBox, _WHOLE, _ADDRESS, _WHOLE, _ADDRESS)
_matrix_of = _by_address(raw.FPDFText_GetMatrix, _WHOLE, _ADDRESS, _WHOLE, _ADDRESS)
_fill_of = _by_address(raw.FPDFText_GetFillColor, _WHOLE, _ADDRESS, _WHOLE, *[_ADDRESS] * 4)
_stroke_of = _by_address(raw.FPDFText_GetStrokeColor, _WHOLE, _ADDRESS, _WHOLE, *[_ADDRESS] * 4)
_size_of = _by_address(raw.FPDFText_GetFontSize, ctypes.c_double, _ADDRESS, _WHOLE)
_unmapped_of = _by_address(raw.FPDFText_HasUnicodeMapError, _WHOLE, _ADDRESS, _WHOLE)
_mode_of = _by_address(raw.FPDFTextObj_GetTextRenderMode, _WHOLE, _ADDRESS)
_font_of = _by_address(raw.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
_embedded_of = _by_address(raw.FPDFFont_GetIsEmbedded, _WHOLE, _ADDRESS)


@dataclass(slots=True)
class Glyphs:
    """What stands on a page."""

    letters: list[Letter | None] = field(default_factory=list)
    """In the order of the file, ``None`` between separate stretches."""
    objects: dict[int, Ink] = field(default_factory=dict)
    """The text objects by their addresses."""
    unmapped: int = 0
    """How many letters have no entry in their font's character table."""


def glyphs_of(text: Any, frame: Frame) -> Glyphs:
    """Read all letters of an open text page."""
    count = text.count_chars()
    page = ctypes.cast(text.raw, ctypes.c_void_p).value or 0
    codes = _codes(text, count)
    box = raw.FS_RECTF()
    address = ctypes.addressof(box)
    inks = _Inks(page, frame.turn)
    found = Glyphs(objects=inks.by_object)
    add, level = found.letters.append, frame.turn == 0
    x, y = frame.left, frame.top
    for index, code in enumerate(codes):
        handle = _object_of(page, index)
        if not handle:  # a break or a gap that PDFium adds itself
            add(None)
            continue
        ink = inks.by_object.get(handle) or inks.read(handle, index)
        _box_of(page, index, address)
        table = inks.tables[handle]
        if code not in table:  # asked once for each letter of a font
            table[code] = _unmapped_of(page, index) == 1
        found.unmapped += table[code]
        mark = "-" if code in _LINE_HYPHENS else chr(code)
        if level:
            add(Letter(mark, box.left - x, y - box.top, box.right - x, y - box.bottom, ink))
        else:
            add(Letter(mark, *frame.shown(box.left, box.bottom, box.right, box.top), ink))
    _part_ligatures(found.letters)
    return found


def _part_ligatures(letters: list[Letter | None]) -> None:
    """Set the letters of a ligature side by side; PDFium gives each the box of all."""
    text = "".join([letter.text if letter else "\n" for letter in letters])
    for match in _LIGATURE.finditer(text):
        places = range(match.start(), match.end())
        for _, group in groupby(places, key=lambda place: _edges(letters[place])):
            letters_of_one = list(group)
            for order, place in enumerate(letters_of_one):
                letters[place] = _part(letters[place], order, len(letters_of_one))


def _edges(letter: Letter | None) -> tuple[float, ...]:
    return () if letter is None else (letter.left, letter.top, letter.right, letter.bottom)


def _part(letter: Letter | None, order: int, count: int) -> Letter | None:
    if letter is None or count == 1 or letter.ink.turn:
        return letter
    width = (letter.right - letter.left) / count
    left = letter.left + order * width
    return replace(letter, left=left, right=left + width)


def _codes(text: Any, count: int) -> list[int]:
    """Return all characters at once; one by one where PDFium leaves some out of its text."""
    units = (ctypes.c_ushort * (count + 1))()
    if raw.FPDFText_GetText(text, 0, count, units) == count + 1:
        return units[:count]
    return [min(raw.FPDFText_GetUnicode(text, index), _MOST) for index in range(count)]


class _Inks:
    """How the text objects of one page are drawn."""

    def __init__(self, page: int, turn: int) -> None:
        self._page = page
        self._turn = turn
        self._channels = tuple(ctypes.c_uint() for _ in range(4))
        self._channels_at = tuple(map(ctypes.addressof, self._channels))
        self._matrix = raw.FS_MATRIX(1, 0, 0, 1, 0, 0)
        self._matrix_at = ctypes.addressof(self._matrix)
        self._embedded: dict[int, bool] = {}
        self._by_font: dict[int, dict[int, bool]] = {}
        self.by_object: dict[int, Ink] = {}
        self.tables: dict[int, dict[int, bool]] = {}
        """For each object, which of its font's letters have no entry in the font's table."""

    def read(self, address: int, index: int) -> Ink:
        """Read one object's ink."""
        mode = _mode_of(address)
        fill, alpha = self._colour(_fill_of, index)
        stroke = self._colour(_stroke_of, index)[0] if mode in _STROKED else _BLACK
        matrix = self._matrix
        _matrix_of(self._page, index, self._matrix_at)
        size = abs(_size_of(self._page, index)) * math.hypot(matrix.c, matrix.d)
        font = _font_of(address) or 0
        if font not in self._embedded:
            self._embedded[font] = bool(font) and _embedded_of(font) == 1
        ink = Ink(
            fill=fill,
            stroke=stroke,
            alpha=alpha,
            mode=mode,
            size=size if math.isfinite(size) else 0.0,
            turn=(_turn_of(matrix) - self._turn) % 360,
            embedded=self._embedded[font],
            key=address,
        )
        self.by_object[address] = ink
        self.tables[address] = self._by_font.setdefault(font, {})
        return ink

    def _colour(self, getter: Any, index: int) -> tuple[Colour, float]:
        if not getter(self._page, index, *self._channels_at):
            return _BLACK, 1.0
        red, green, blue, alpha = self._channels
        return (red.value, green.value, blue.value), alpha.value / 255


def _turn_of(matrix: Any) -> int:
    """Return the degrees by which a matrix turns, to the nearest quarter."""
    if not matrix.b and matrix.a >= 0:
        return 0
    angle = math.atan2(matrix.b, matrix.a)
    return round(math.degrees(angle) / 90) * 90 if math.isfinite(angle) else 0
