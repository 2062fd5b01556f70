"""Text made comparable, with a map back to the source, and the search for one text in another.

What may differ between a true quote and its document: width, case, spacing, line breaks,
punctuation, look-alike characters, ё. What may not: words, and anything about numbers. Whatever
stands between two digits therefore leaves a mark (``1.5``, ``1-5``, ``1 5`` and ``15`` are four
texts), ``+``, ``#`` and ``.`` stay where they tell C++, C# and .NET from C and NET, and a place
that begins or ends inside a word or a number is no place at all.
"""

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, islice, repeat

from screening.folding import ANSWERS, IDEOGRAPHIC, MARKS, searched, shown

_UNIT = re.compile(f".[{MARKS}]{{0,8}}", re.DOTALL)
_MEANINGFUL = re.compile(
    rf"""
      (?<=\d)(?P<gap>[\W_]++)(?=\d)
    | (?<=[A-Za-z0-9])(?:\+{{2,}}|\+(?![^\W_]))      # C++, 5+
    | (?<=[A-Za-z])\#                                # C#
    | (?<![^\W_])\.(?=[Nn][Ee][Tt](?![A-Za-z]))      # .NET
    | (?:(?<=[{IDEOGRAPHIC}])(?<![年月日時分])|(?<=[:(]))[ ]*+[-–](?=\d)     # 前年比-5%
    | (?<=[^\W\d_])[ ]++[-–](?=\d)                   # growth -5%
    | ^(?P<bullet>[ ]*+[{ANSWERS}])(?=[ ]*+[^\W_])   # ○ as a bullet says neither yes nor no
    """,
    re.VERBOSE | re.MULTILINE,
)
_LOOSE = re.compile(r"[.,、;](?=\s)")
_JOINS_NUMBERS = frozenset(".,/:'・、·⁄^+-–")

_LETTER = rf"[^\W\d_{IDEOGRAPHIC}]"
_SMALL = "[a-zа-яё]"
_NUMERAL = r"[\d〇一二三四五六七八九十百千万億兆]"
_JOIN = r"[.,/:'×・、·⁄^+\-–]"
_CUT = re.compile(
    rf"""
      {_LETTER}'?\0'?{_LETTER} | \d\0{_LETTER}             # Java|Script, don|'t, 5|k
    | {_LETTER}-\0{_LETTER}                                # Objective-|C, co-|founder
    | {_SMALL}-[ ]*\n\s*\0{_SMALL} | {_SMALL}\0-[ ]*\n\s*{_SMALL}
    | {_NUMERAL}\0{_NUMERAL}
    | \d{_JOIN}\0\d | \d\0{_JOIN}\d                        # 1.|5
    | \d[ ]*[-–][ ]*\0\d | \d\0[ ]*[-–][ ]*\d              # 3 - |5
    | (?<!\d)\d{{1,3}}(?:[ ]\0|\0[ ])\d{{3}}(?!\d)         # 1 |500
    | (?:\S[ ]+|[:(]|[{IDEOGRAPHIC}])[-–]\0\d              # growth -|5
    | [<>≤≥≦≧±][ ]?\0\d | \d\0[ ]?[%‰] | \d\0[²³¹⁰⁴-⁹]
    | [A-Za-z0-9]\0(?:\+{{2,}}|\+(?![^\W_])) | [A-Za-z]\0\#
    | (?<![^\W_])\.\0[Nn][Ee][Tt]
    """,
    re.VERBOSE,
)
_MARGIN = 16
"""How many characters on either side of an end decide whether it cuts a word or a number."""
_MOST_PLACES = 500
"""More occurrences of one quote are not looked at: such a quote says nothing."""


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text, what is searched in it, and where each searched character came from."""

    source: str
    text: str
    """What a search compares."""
    shown: str
    """What a person sees; words and numbers have their borders here."""
    places: "array[int]"
    """For each character of ``text``: its place in ``shown``."""
    starts: "array[int]"
    """For each character of ``shown``: where its written character begins in ``source``."""
    ends: "array[int]"
    """For each character of ``shown``: where its written character ends in ``source``."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the part of ``source`` from which a part of ``text`` was made; not for empty."""
        return self.starts[self.places[start]], self.ends[self.places[end - 1]]


def normalise(source: str) -> Normalised:
    """Make a text comparable; any text will do, and the same text gives the same result."""
    units = _UNIT.findall(source)
    drawn = [shown(unit) for unit in units]
    edges = list(accumulate(map(len, units), initial=0))
    seen = "".join(drawn)
    pieces = _pieces(seen)
    return Normalised(
        source=source,
        text="".join(pieces),
        shown=seen,
        places=_for_each_character(range(len(pieces)), pieces),
        starts=_for_each_character(edges, drawn),
        ends=_for_each_character(edges[1:], drawn),
    )


def _for_each_character(values: Sequence[int], texts: list[str]) -> "array[int]":
    """Repeat each value for every character of the text beside it."""
    return array("L", chain.from_iterable(map(repeat, values, map(len, texts))))


def find(quote: Normalised, document: Normalised) -> Iterator[tuple[int, int]]:
    """Yield where the source of ``document`` has the quote as whole words and numbers."""
    for at in islice(occurrences(quote.text, document.text), _MOST_PLACES):
        end = at + len(quote.text)
        if is_whole(document, at, end):
            yield document.span(at, end)


def occurrences(part: str, whole: str) -> Iterator[int]:
    """Yield where one text stands in another, overlapping too; nowhere for an empty one."""
    at = whole.find(part) if part else -1
    while at >= 0:
        yield at
        at = whole.find(part, at + 1)


def is_whole(document: Normalised, start: int, end: int) -> bool:
    """Tell whether a part of the searched text begins and ends between words and numbers."""
    return not (_cut_before(document, start) or _cut_after(document, end))


def _pieces(seen: str) -> list[str]:
    """Return what is searched of each shown character."""
    pieces = [searched(character) for character in seen]
    for found in _MEANINGFUL.finditer(seen):
        first, last = found.start(), found.end() - 1
        if found["gap"]:
            pieces[first : last + 1] = _marks(found["gap"])
        elif found["bullet"]:
            pieces[last] = ""
        else:
            pieces[first : last + 1] = [c.strip().replace("–", "-") for c in found[0]]
    return pieces


def _marks(gap: str) -> list[str]:
    """Reduce what stands between two digits to what it says: a space if it only separates."""
    kept = [
        c.replace("–", "-") if c in _JOINS_NUMBERS or searched(c) else ""
        for c in _LOOSE.sub(" ", gap)
    ]
    return kept if any(kept) else [" ", *kept[1:]]


def _cut_before(document: Normalised, at: int) -> bool:
    return _splits_a_character(document, at) or _cuts(document, document.places[at])


def _cut_after(document: Normalised, end: int) -> bool:
    return _splits_a_character(document, end) or _cuts(document, document.places[end - 1] + 1)


def _splits_a_character(document: Normalised, at: int) -> bool:
    """Tell whether one written character, such as ㍻, gave the text on both sides of an edge."""
    places, starts = document.places, document.starts
    return 0 < at < len(places) and starts[places[at - 1]] == starts[places[at]]


def _cuts(document: Normalised, edge: int) -> bool:
    """Tell whether an edge in the shown text falls inside a word or a number."""
    before = document.shown[max(0, edge - _MARGIN) : edge]
    after = document.shown[edge : edge + _MARGIN]
    return bool(before and after and _CUT.search(f"{before}\0{after}"))
