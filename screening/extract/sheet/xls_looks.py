"""Fonts, colours and formats of the cells of an XLS workbook."""

from collections.abc import Sequence
from typing import Final

from screening.extract.sheet.builtin_formats import builtin_format, is_local
from screening.extract.sheet.colours import BLACK, WHITE, Colour
from screening.extract.sheet.looks import Letters, Look
from screening.extract.sheet.xls_book import CellFormat, Font, XlsBook, XlsSheet

_AUTOMATIC_INK: Final = 0x7FFF
_WINDOW_INK, _WINDOW_GROUND = 64, 65
_SOLID: Final = 1


class XlsLooks:
    """The looks of one workbook."""

    def __init__(self, book: XlsBook, *, language: str) -> None:
        self._book = book
        self._language = language
        self._by_number: dict[int, Look] = {}

    def look(self, sheet: XlsSheet, row: int, column: int) -> Look:
        """Return the look of a cell, its row and column from 0."""
        if not self._book.formatting_info:
            return Look()
        number = sheet.cell_xf_index(row, column)
        if number not in self._by_number:
            self._by_number[number] = self._look(self._book.xf_list[number])
        return self._by_number[number]

    def runs(
        self, text: str, starts: Sequence[tuple[int, int]]
    ) -> list[tuple[str, Letters | None]]:
        """Cut a text where its font changes; before the first change it has the cell's own."""
        pieces: list[tuple[str, Letters | None]] = []
        at = 0
        letters: Letters | None = None
        for start, font in [*starts, (len(text), -1)]:
            if text[at:start]:
                pieces.append((text[at:start], letters))
            at = max(at, start)
            if 0 <= font < len(self._book.font_list):
                letters = self._letters(self._book.font_list[font])
        return pieces

    def colour(self, number: int) -> Colour | None:
        """Return a colour of the palette; ``None`` for one that is not in it."""
        if number in {_AUTOMATIC_INK, _WINDOW_INK}:
            return BLACK
        if number == _WINDOW_GROUND:
            return WHITE
        return self._book.colour_map.get(number)

    def _look(self, xf: CellFormat) -> Look:
        key, fill = xf.format_key, xf.background
        stored = self._book.format_map.get(key)
        code = (stored.format_str if stored is not None else None) or "General"
        ground: Colour | None = WHITE
        if fill.fill_pattern == _SOLID:
            ground = self.colour(fill.pattern_colour_index)
        elif fill.fill_pattern:
            ground = None
        return Look(
            letters=self._letters(self._book.font_list[xf.font_index]),
            ground=ground,
            code=builtin_format(key, self._language) if is_local(key) else code,
        )

    def _letters(self, font: Font) -> Letters:
        return Letters(self.colour(font.colour_index), font.height / 20, font.name)
