"""Compares the text that was read with the text that a person reads: shares from 0 to 1.

Three questions, three figures, so that one fault does not count twice:

- Are the characters there? ``recall`` and ``precision`` compare how often each character occurs,
  wherever it stands. Nothing is aligned: a column read too early keeps its full recall, and
  400,000 characters take a fraction of a second, where an alignment takes hours.
- Do they stand together? Letters alone forgive anagrams, so ``joins`` counts neighbours: of all
  two characters that stand side by side in an expected line, how many do so in the text read.
  Only neighbours inside a line count, against a supply that runs over the ends of lines: where a
  paragraph is wrapped is the page's choice, not a fault.
- Do the lines come in the order of a person's reading? ``order`` looks where each expected line
  begins and ends in the text read, and counts the pairs of such places that come in the right
  order: 1 is perfect, a half is a shuffle. What is missing is a matter of ``recall`` alone.

White space is not compared, nor the bar that readers set between cells; widths, ligatures and
radicals are folded (NFKC), for a reader that keeps them and one that folds them are both right.
"""

import unicodedata
from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

_PIECES = (12, 6, 3, 2)
"""Characters by which a line is looked for, the surest first."""
_REPEATED = -1
_CELL_BARS = dict.fromkeys(map(ord, "|\u2502\uff5c"))


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like the expected text a text is."""

    recall: float
    precision: float
    joins: float
    order: float | None
    """``None`` where fewer than two places were found again."""


def fold(text: str) -> str:
    """Take out what is not compared: white space, bars between cells, forms of one character."""
    return "".join(unicodedata.normalize("NFKC", text.translate(_CELL_BARS)).split())


def compare(expected: Sequence[str], found: Sequence[str]) -> Likeness:
    """Compare the lines that were found with those that were expected, in reading order."""
    wanted = [line for line in map(fold, expected) if line]
    got = [line for line in map(fold, found) if line]
    whole, read = "".join(wanted), "".join(got)
    return Likeness(
        recall=_share(Counter(whole), Counter(read)),
        precision=_share(Counter(read), Counter(whole)),
        joins=_share(_neighbours(wanted), _neighbours([read])),
        order=_order(wanted, whole, read),
    )


def missing(expected: Sequence[str], found: Sequence[str]) -> str:
    """Return the expected lines that are not in the text read as a whole."""
    read = "".join(map(fold, found))
    return " / ".join(line for line in expected if fold(line) not in read)


def surplus(expected: Sequence[str], found: Sequence[str]) -> str:
    """Return the lines read that are not in the expected text as a whole."""
    return missing(found, expected)


def pair_is_kept(label: str, value: str, lines: Iterable[str]) -> bool:
    """Tell whether a label and its value stand on one line, the label first."""
    label, value = fold(label), fold(value)
    for line in lines:
        _, here, after = fold(line).partition(label)
        if here and value in after:
            return True
    return False


def leaked(words: Iterable[str], lines: Sequence[str]) -> tuple[str, ...]:
    """Return the words that stand in a line, or run over the end of one, in any case or form."""
    each = [_plain(line) for line in lines]
    whole = "".join(map(fold, each))
    return tuple(word for word in words if _stands(_plain(word), each, whole))


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text.translate(_CELL_BARS)).casefold()
    return " ".join(text.split())


_TELLING = 8
"""From this length on, a word that is found without regard to gaps is no chance."""


def _stands(word: str, lines: list[str], whole: str) -> bool:
    close = fold(word)
    return any(word in line for line in lines) or (len(close) >= _TELLING and close in whole)


def _share(wanted: Mapping[str, int], supply: Mapping[str, int]) -> float:
    """Return how much of what is wanted is there; all of nothing is there."""
    total = sum(wanted.values())
    if not total:
        return 1.0
    return sum(min(count, supply.get(one, 0)) for one, count in wanted.items()) / total


def _neighbours(lines: Iterable[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for line in lines:
        counts.update(map("".join, pairwise(line)))
    return counts


def _order(wanted: list[str], whole: str, read: str) -> float | None:
    places = _places(wanted, whole, read)
    if len(places) < 2:
        return None
    return 1 - _inversions(places) / (len(places) * (len(places) - 1) / 2)


def _places(wanted: list[str], whole: str, read: str) -> list[int]:
    """Return where the beginning and the end of each line stand in the text read.

    A line is known by a piece that occurs once in the expected text and once in the text read;
    a line without such a piece, as one that is repeated, has no place.
    """
    seen = {length: (_once(whole, length), _once(read, length)) for length in _PIECES}
    places = []
    for line in wanted:
        half = len(line) // 2
        first = _place(line, range(half + 1), seen)
        last = _place(line, range(len(line), half, -1), seen)
        places += [place for place in dict.fromkeys((first, last)) if place is not None]
    return places


_Once = Mapping[str, int]


def _place(line: str, starts: Iterable[int], seen: Mapping[int, tuple[_Once, _Once]]) -> int | None:
    tries = list(starts)
    for length, (once_wanted, once_read) in seen.items():
        for start in tries:
            piece = line[start : start + length]
            if len(piece) < length or once_wanted.get(piece, _REPEATED) == _REPEATED:
                continue
            if (place := once_read.get(piece, _REPEATED)) != _REPEATED:
                return place
    return None


def _once(text: str, length: int) -> dict[str, int]:
    """Return where each piece of a length stands; ``_REPEATED`` for one that stands twice."""
    found: dict[str, int] = {}
    for start, piece in enumerate(_windows(text, length)):
        found[piece] = _REPEATED if piece in found else start
    return found


def _windows(text: str, length: int) -> Iterator[str]:
    return (text[start : start + length] for start in range(len(text) - length + 1))


def _inversions(places: list[int]) -> int:
    """Count the pairs that come in the wrong order."""
    before: list[int] = []
    wrong = 0
    for place in places:
        wrong += len(before) - bisect_right(before, place)
        insort(before, place)
    return wrong
