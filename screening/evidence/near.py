"""Where a text nearly has a quote: few characters differ, and never two side by side.

A bounded edit distance. With at most k differences one of k + 1 pieces of the quote stands in the
text unchanged; from there both ends are matched by diagonals, the furthest first. So a quote is
looked up in tens of thousands of characters in a fraction of a millisecond.
"""

from collections.abc import Iterator
from enum import Enum
from itertools import islice
from typing import NamedTuple

from screening.normalise import Normalised, is_whole, occurrences

MOST_DIFFERENT = 8
"""The percentage of a quote's characters that may differ; the other 92 % stand in the text."""
LONGEST_NEAR_QUOTE = 400
_MOST_SEEDS = 40
"""Occurrences of one piece that are looked at."""


class Kind(Enum):
    """How one character differs."""

    OTHER = "other"
    MISSING = "missing"
    """Quoted, and not in the text."""
    SURPLUS = "surplus"
    """In the text, and not quoted."""


class Difference(NamedTuple):
    """One difference, with its places in the searched text of the quote and of the document."""

    kind: Kind
    quoted: int
    written: int


class Near(NamedTuple):
    """A part of the searched text, and in what the quote differs from it."""

    start: int
    end: int
    differences: tuple[Difference, ...]


_Step = tuple[Kind, int, int]
_Reached = tuple[int, tuple[_Step, ...]]
_MOVES = ((Kind.OTHER, 1, 0), (Kind.MISSING, 1, -1), (Kind.SURPLUS, 0, 1))
"""How far each kind of difference goes on in the quote, and onto which diagonal."""


def near(quote: Normalised, document: Normalised) -> Iterator[Near]:
    """Yield where the document nearly has the quote, as whole words and numbers."""
    wanted, text = quote.text, document.text
    most = len(wanted) * MOST_DIFFERENT // 100
    if most < 1 or len(wanted) > LONGEST_NEAR_QUOTE:
        return
    seen: set[tuple[int, int]] = set()
    for first, last in _pieces(len(wanted), most + 1):
        for at in islice(occurrences(wanted[first:last], text), _MOST_SEEDS):
            found = _around(wanted, text, (first, last), at, most)
            if found is None or found[:2] in seen:
                continue
            seen.add(found[:2])
            if is_whole(document, found.start, found.end):
                yield found


def _pieces(length: int, count: int) -> Iterator[tuple[int, int]]:
    for number in range(count):
        yield number * length // count, (number + 1) * length // count


def _around(wanted: str, text: str, piece: tuple[int, int], at: int, most: int) -> Near | None:
    """Match what stands before and behind a piece that the text has unchanged."""
    first, last = piece
    end = at + last - first
    behind = _matched(wanted[last:], text[end : end + len(wanted) - last + most], most)
    if behind is None:
        return None
    left = most - len(behind[1])
    before = _matched(wanted[:first][::-1], text[max(0, at - first - left) : at][::-1], left)
    if before is None:
        return None
    differences = [
        *(_mirrored(step, first, at) for step in reversed(before[1])),
        *(Difference(kind, last + i, end + j) for kind, i, j in behind[1]),
    ]
    if not differences:
        return None
    return Near(at - before[0], end + behind[0], tuple(differences))


def _mirrored(step: _Step, first: int, at: int) -> Difference:
    """Count from the beginning what was counted backwards from a piece."""
    kind, i, j = step
    quoted = first - i - (kind is not Kind.SURPLUS)
    return Difference(kind, quoted, at - j - (kind is not Kind.MISSING))


def _matched(part: str, whole: str, most: int) -> _Reached | None:
    """Match all of a part with the beginning of a text; return how much of it that takes."""
    reached: dict[int, _Reached] = {0: (_same(part, whole, 0, 0), ())}
    for left in range(most, -1, -1):
        for diagonal, (at, steps) in reached.items():
            if at == len(part):
                return at + diagonal, steps
        if left:
            reached = _with_one_more(part, whole, reached)
    return None


def _with_one_more(part: str, whole: str, reached: dict[int, _Reached]) -> dict[int, _Reached]:
    """Go on over one more difference, after which a character must be the same."""
    further: dict[int, _Reached] = {}
    for diagonal, (at, steps) in reached.items():
        for kind, on, aside in _MOVES:
            start, beside = at + on, diagonal + aside
            if start + beside > len(whole):
                continue
            end = _same(part, whole, start, beside)
            apart = end > start or end == len(part)
            if apart and end > further.get(beside, (-1, ()))[0]:
                further[beside] = (end, (*steps, (kind, at, at + diagonal)))
    return further


def _same(part: str, whole: str, at: int, diagonal: int) -> int:
    """Return up to where two texts are the same from here."""
    most = min(len(part), len(whole) - diagonal)
    while at < most and part[at] == whole[at + diagonal]:
        at += 1
    return at
