"""Walks a stretch of an old Word file: paragraphs, their runs, fields and marks."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace

from screening.extract.doc.fib import WordFile
from screening.extract.doc.fields import codes
from screening.extract.doc.looks import Looks, Paragraph
from screening.extract.doc.pages import Kind, Pages
from screening.extract.doc.pieces import Text
from screening.extract.office.old_story import PLAIN, Ink, Story
from screening.model.reading import HiddenReason

_PARAGRAPH = re.compile("[^\r\x07\x0c]*[\r\x07\x0c]?")
"""A paragraph ends with its mark, a cell with another, and a section with that of a page."""
_SHAPE = "\x08"
_DRAWN = {
    "\t": " ",
    "\x0b": "\n",
    "\x0e": "\n",
    "\x1e": "-",
}
_MARKS = {code: _DRAWN.get(chr(code), "") for code in range(32)}
_CODE = Ink(reason=HiddenReason.FIELD_CODE)

BoxesAt = Callable[[int], list[str]]
"""Returns the lines of the text boxes that hang at a character, by its place."""


def no_boxes(_: int) -> list[str]:
    """Return no lines."""
    return []


class Walker:
    """Reads stretches of one file."""

    def __init__(self, word: WordFile) -> None:
        self.text = Text(word)
        self._looks = Looks(word)
        self._characters = Pages(word, Kind.CHARACTERS)
        self._paragraphs = Pages(word, Kind.PARAGRAPHS)

    def read(self, start: int, end: int, story: Story, boxes_at: BoxesAt = no_boxes) -> None:
        """Read the characters from ``start`` up to ``end`` into a story."""
        written = self.characters(start, end)
        spans = codes(written)
        place = 0
        while place < len(written):
            found = _PARAGRAPH.match(written, place)
            stop = found.end() if found else len(written)
            self._paragraph(written[place:stop], start + place, (spans, start), story, boxes_at)
            place = stop
        story.end()

    def characters(self, start: int, end: int) -> str:
        """Return characters, each of 16 bits, from ``start`` up to ``end``."""
        parts = []
        while start < end:
            piece = self.text.piece_at(start)
            stop = min(end, piece.end)
            parts.append(self.text.slice(piece, start, stop))
            start = stop
        return "".join(parts)

    def _paragraph(
        self,
        written: str,
        start: int,
        fields: tuple[list[tuple[int, int]], int],
        story: Story,
        boxes_at: BoxesAt,
    ) -> None:
        last = start + len(written) - 1
        piece = self.text.piece_at(last)
        properties = self._paragraphs.at(piece.at(last)).properties
        look = self._looks.paragraph(written[-1], properties)
        for begin, stop, ink, special in self._runs(start, last + 1, look):
            for first, end, code in _parts(begin, stop, *fields):
                text = written[first - start : end - start]
                self._add(text, _CODE if code else ink, story, special=special)
                for index in (i for i, c in enumerate(text) if c == _SHAPE and not code):
                    story.box(boxes_at(first + index))
        _end(look, written[-1], story)

    def _add(self, text: str, ink: Ink, story: Story, *, special: bool) -> None:
        """Add a run; marks that are drawn go into the line even from a hidden run."""
        if special:
            text = text.replace("(", "")  # stands for a symbol of another font
        shown = text.translate(_MARKS)
        if ink.reason is not None or ink.colour is not None:
            story.add(shown, ink)
        else:
            story.add(shown, replace(PLAIN, ground=ink.ground))

    def _runs(self, start: int, end: int, look: Paragraph) -> Iterator[tuple[int, int, Ink, bool]]:
        while start < end:
            piece = self.text.piece_at(start)
            offset = piece.at(start)
            span = self._characters.at(offset)
            stop = min(end, piece.end, start + max((span.end - offset) // piece.width, 1))
            ink, special = self._looks.ink(look, span.properties + piece.properties)
            yield start, stop, ink, special
            start = stop


def _parts(
    start: int, end: int, spans: list[tuple[int, int]], base: int
) -> Iterator[tuple[int, int, bool]]:
    """Split a run at the borders of field codes; say of each part whether it is code."""
    while start < end:
        index = bisect_right(spans, start - base, key=lambda span: span[0]) - 1
        inside = index >= 0 and start - base <= spans[index][1]
        if inside:
            border = base + spans[index][1] + 1
        else:
            border = base + spans[index + 1][0] if index + 1 < len(spans) else end
        stop = min(end, border)
        yield start, stop, inside
        start = stop


def _end(look: Paragraph, mark: str, story: Story) -> None:
    if look.ends_row:
        story.end_row(look.depth, look.fills)
    elif look.ends_cell:
        story.end_cell(look.depth)
    elif mark in "\r\x07\x0c":
        story.end_paragraph(look.depth)
