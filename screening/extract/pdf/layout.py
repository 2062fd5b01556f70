"""Lays out the visible letters of one page: each direction of writing apart, then in order."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from screening.extract.pdf.order import in_reading_order
from screening.extract.pdf.pieces import OrderedLine, Ruling
from screening.extract.pdf.runs import pieces_of
from screening.extract.pdf.vertical import stood_up
from screening.extract.pdf.visibility import Letter
from screening.model.reading import Box

_TURNED = 0.1
_RIGHT_TO_LEFT = ("\u0590", "\u08ff")
"""Hebrew, Arabic and their like: their letters come out in the order of the page, from the left."""

Place = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A page's lines in reading order, boxes on the page as shown, and whether it is doubtful."""

    lines: tuple[OrderedLine, ...]
    uncertain: bool


def laid_out(
    letters: Sequence[Letter | None], rulings: Iterable[Ruling], *, width: float, height: float
) -> LaidOut:
    """Lay out a page of this size, the most frequent direction first."""
    directions = stood_up(list(letters))
    sizes = Counter({turn: len(found) for turn, found in directions.items()})
    lines: list[OrderedLine] = []
    uncertain = sizes.total() - max(sizes.values(), default=0) > _TURNED * sizes.total()
    uncertain = uncertain or any(map(_runs_left, letters))
    walls = list(rulings)
    for turn, _ in sizes.most_common():
        frame = _Upright(turn, width, height)
        pieces = pieces_of(frame.letters(directions[turn]))
        ordered = in_reading_order(pieces, frame.rulings(walls), as_written=True)
        lines.extend(frame.back(line) for line in ordered.lines)
        uncertain = uncertain or ordered.uncertain
    return LaidOut(tuple(lines), uncertain)


def _runs_left(letter: Letter | None) -> bool:
    first, last = _RIGHT_TO_LEFT
    return letter is not None and first <= letter.text <= last


@dataclass(frozen=True, slots=True)
class _Upright:
    """A frame in which the lines of one direction run from left to right."""

    turn: int
    width: float
    height: float

    def letters(self, letters: list[Letter | None]) -> list[Letter | None]:
        """Return the letters with their boxes in this frame."""
        if self.turn == 0:
            return letters
        return [
            letter and Letter(letter.text, *self._to(_box(letter)), letter.ink)
            for letter in letters
        ]

    def rulings(self, rulings: list[Ruling]) -> list[Ruling]:
        """Return the rulings in this frame."""
        if self.turn == 0:
            return rulings
        return [Ruling(*self._to((r.left, r.top, r.right, r.bottom))) for r in rulings]

    def back(self, line: OrderedLine) -> OrderedLine:
        """Return a line of this frame with its box on the page."""
        if self.turn == 0:
            return line
        box = line.box
        sides = _turned(
            (box.left, box.top, box.right, box.bottom),
            -self.turn % 360,
            *((self.height, self.width) if self.turn != 180 else (self.width, self.height)),
        )
        left, top, right, bottom = sides
        return OrderedLine(line.text, Box(left=left, top=top, right=right, bottom=bottom))

    def _to(self, place: Place) -> Place:
        return _turned(place, self.turn, self.width, self.height)


def _box(letter: Letter) -> Place:
    return letter.left, letter.top, letter.right, letter.bottom


def _turned(place: Place, turn: int, width: float, height: float) -> Place:
    """Turn a place on a page of this size so that lines at this angle become level."""
    left, top, right, bottom = place
    if turn == 90:
        return height - bottom, left, height - top, right
    if turn == 180:
        return width - right, height - bottom, width - left, height - top
    if turn == 270:
        return top, width - right, bottom, width - left
    return place
