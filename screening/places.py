"""The documents as searchable texts, and the places where a quote stands in them."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from screening.denials import denying_rows
from screening.dossier import numbered
from screening.folding import IDEOGRAPH, IDEOGRAPHIC
from screening.model import Document, Line
from screening.normalise import Normalised, find, normalise

LONGEST_EXCERPT = 300
"""Characters of the longest piece that is cut out of a document."""
_ROOM = 90
_IDEOGRAPHIC_ROOM = 60
"""Up to these lengths an excerpt shows the quote's surroundings; comments print as much."""
_REACH = 2 * _ROOM

_LETTER_OR_DIGIT = rf"[^\W_{IDEOGRAPHIC}]"
_PRIVATE = r"[^\s@]{1,64}@\S*|https?://\S*|\+?\d(?:[() -]*\d){8,}"
"""Addresses and telephone numbers beside a quote are not printed with it."""
_CLAUSE_END = re.compile(rf"[。！？!?;；]|\.(?=\s|$)|{_PRIVATE}")
_LIST_SIGN = re.compile(r"^(?:[・･•●■○◆※▪]|[-*–](?=\s))\s*")
_BROKEN_WORD_AT_START = re.compile(rf"^{_LETTER_OR_DIGIT}+")
_BROKEN_WORD_AT_END = re.compile(rf"{_LETTER_OR_DIGIT}+$")


@dataclass(frozen=True, slots=True)
class Text:
    """One document's visible lines as one text; a quote may run over line and page breaks."""

    document: Document
    lines: tuple[Line, ...]
    first_number: int
    """The number of its first line over all documents."""
    offsets: tuple[int, ...]
    """Where each line begins."""
    normalised: Normalised
    denied_by: tuple[int | None, ...]
    """For each line the index of the line that denies it: a heading above it, or itself."""


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a text, from ``start`` to ``end``, that touches the lines ``first`` to ``last``."""

    text: Text
    start: int
    end: int
    first: int
    last: int

    @property
    def source(self) -> str:
        """The whole text in which this place is."""
        return self.text.normalised.source

    @property
    def words(self) -> str:
        """What stands at this place."""
        return self.source[self.start : self.end]

    @property
    def number(self) -> int:
        """The number, over all documents, of the line on which it begins."""
        return self.text.first_number + self.first

    @property
    def line_start(self) -> int:
        """Where its first line begins."""
        return self.text.offsets[self.first]

    @property
    def line_end(self) -> int:
        """Where its last line ends."""
        return self.text.offsets[self.last] + len(self.text.lines[self.last].text)

    @property
    def denied_by(self) -> int | None:
        """The index of a line that denies one of its lines."""
        rows = self.text.denied_by[self.first : self.last + 1]
        return next((row for row in rows if row is not None), None)

    @property
    def lines(self) -> str:
        """Its lines in full."""
        return self.source[self.line_start : self.line_end]


def readable(documents: tuple[Document, ...]) -> Iterator[Text]:
    """Make each document searchable, with the line numbers that the model was shown."""
    stream = numbered(documents)
    for document in documents:
        rows = tuple(islice(stream, len(document.lines)))
        lines = tuple(line for _, _, line in rows)
        offsets, at = [], 0
        for line in lines:
            offsets.append(at)
            at += len(line.text) + 1
        written = [line.text for line in lines]
        first = rows[0][0] if rows else 0
        joined = normalise("\n".join(written))
        yield Text(document, lines, first, tuple(offsets), joined, denying_rows(written))


def places(wanted: Normalised, texts: tuple[Text, ...]) -> Iterator[Place]:
    """Yield every place of a quote, document by document, never across two documents."""
    for text in texts:
        for start, end in find(wanted, text.normalised):
            yield place_at(text, start, end)


def place_at(text: Text, start: int, end: int) -> Place:
    """Return the place of a part of a text, with the lines that it touches."""
    first = bisect_right(text.offsets, start) - 1
    return Place(text, start, end, first, bisect_right(text.offsets, end - 1) - 1)


def excerpt(place: Place) -> str:
    """Cut out the words of a place, with as much of their clause as there is room for.

    So a reader sees the "no" before an English quote, and the "ありません" after a Japanese one.
    A heading that denies the list below it is shown with what it denies, if there is room.
    Line breaks become spaces; nothing else is changed.
    """
    japanese = bool(IDEOGRAPH.search(place.words))
    longest = _IDEOGRAPHIC_ROOM if japanese else _ROOM
    room = longest - (place.end - place.start)
    if place.denied_by is not None:
        headed = place.source[place.text.offsets[place.denied_by] : place.end]
        if len(headed) <= longest:
            return headed.replace("\n", " ").strip()
    left, right = max(place.line_start, place.start - _REACH), place.end + _REACH
    before = _CLAUSE_END.split(place.source[left : place.start])[-1]
    after = _to_clause_end(place.source[place.end : min(place.line_end, right)])
    if japanese:
        after = _first_of(after, room)
        before = _last_of(before, room - len(after))
    else:
        before = _last_of(before, room)
        after = _first_of(after, room - len(before))
    words = place.source[place.start - len(before) : place.end + len(after)]
    return _shortened(_LIST_SIGN.sub("", words.replace("\n", " ").strip()))


def whole_lines(place: Place) -> str:
    """Return the lines of a place in full; of very long ones, as much as follows a border."""
    lines = place.lines.replace("\n", " ")
    before = max(0, place.end - place.line_start - LONGEST_EXCERPT)
    kept = _BROKEN_WORD_AT_START.sub("", lines[before:]) if before else lines
    return _shortened(kept.strip())


def _to_clause_end(text: str) -> str:
    found = _CLAUSE_END.search(text)
    if not found:
        return text
    return text[: found.end()] if len(found[0]) == 1 else text[: found.start()]


def _last_of(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    kept = text[len(text) - room :] if room > 0 else ""
    return _BROKEN_WORD_AT_START.sub("", kept)


def _first_of(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    return _BROKEN_WORD_AT_END.sub("", text[:room] if room > 0 else "")


def _shortened(text: str) -> str:
    if len(text) <= LONGEST_EXCERPT:
        return text
    return _BROKEN_WORD_AT_END.sub("", text[:LONGEST_EXCERPT]).rstrip() or text[:LONGEST_EXCERPT]
