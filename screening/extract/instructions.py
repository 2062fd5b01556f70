"""Notices text that gives orders to whoever grades it: a mark for a person, never a verdict.

A security engineer who lists "prompt injection" or a teacher who graded essays does not
match. What matches is an order about instructions or grades, or a claim about who reads.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from screening.extract.codes import acrostics, coded
from screening.extract.lookalikes import without_lookalikes
from screening.extract.orders import PATTERNS

_CJK = r"[\u3040-\u30ff\u3400-\u9fff]"
_GAPS_IN_JAPANESE = re.compile(f"(?<={_CJK})\\s+(?={_CJK})")
_ENDS_JAPANESE = re.compile(f"{_CJK}$")
_BEGINS_JAPANESE = re.compile(_CJK)
_QUOTED_PROMPT = re.compile(
    r"(?:prompt|промпт\w*|プロンプト)\W{0,4}[\"“”«「『'‘][^\"“”»」』]{0,40}$", re.IGNORECASE
)
"""Right before a text that somebody quotes from a prompt of their own."""
_NAME_MARKS = re.compile(r"[_+.\-]+")
_ODD_TOKEN = re.compile(r"(?:^|\s)(?:\\[+\"/]|\]\(|\}\}|!--\w*|\*\*\w+|==|\"\})(?=\s|$)")
_MANY_ODD, _WITHIN = 8, 400
_SENTENCE_ENDS = frozenset('.!?。！？」』"”»)]}')
_ACROSTIC = 8
"""Lines after the first one of an acrostic that are taken to belong to it."""
_MOST_FURTHER = 2
"""Lines after the one on which a match ends that may still belong to its sentence."""


@dataclass(frozen=True, slots=True)
class Order:
    """A stretch of lines, counted from 0, that reads like an order."""

    first: int
    last: int


def instructions_in(lines: Sequence[str]) -> tuple[int, ...]:
    """Return the lines, counted from 0, on which a text begins that gives orders to its reader.

    Where lines break does not matter, nor do widths of letters or look-alikes of other scripts.
    """
    whole = _Joined.of(lines)
    spans = (whole.lines_of(*span) for span in whole.spans())
    return tuple(sorted({*(first for first, _ in spans), *acrostics(lines)}))


def orders_in(lines: Sequence[str]) -> tuple[Order, ...]:
    """Return every such text with all its lines; those that touch are one."""
    whole = _Joined.of(lines)
    found = {whole.lines_of(*span) for span in whole.spans()}
    found |= {(first, min(first + _ACROSTIC, len(lines) - 1)) for first in acrostics(lines)}
    merged: list[Order] = []
    for first, last in sorted((first, _to_its_end(lines, last)) for first, last in found):
        if merged and first <= merged[-1].last + 1:
            merged[-1] = Order(merged[-1].first, max(last, merged[-1].last))
        else:
            merged.append(Order(first, last))
    return tuple(merged)


def is_order(name: str) -> bool:
    """Tell whether the name of a file gives orders; its marks count as spaces."""
    return bool(instructions_in([_NAME_MARKS.sub(" ", name)]))


@dataclass(frozen=True, slots=True)
class _Joined:
    """Lines as one text, and where each of them begins in it."""

    text: str
    starts: list[int]

    @classmethod
    def of(cls, lines: Sequence[str]) -> "_Joined":
        pieces: list[str] = []
        starts: list[int] = []
        length = 0
        for line in lines:
            plain = _plain(line)
            if pieces and plain and not _one_japanese_text(pieces[-1], plain):
                length += 1
                pieces.append(" ")
            starts.append(length)
            length += len(plain)
            pieces.extend([plain] if plain else [])
        return cls("".join(pieces), starts)

    def spans(self) -> Iterator[tuple[int, int]]:
        """Yield where an order begins and ends, in no order."""
        yield from _plain_orders(self.text)
        for start in coded(self.text, _gives_orders):
            yield start, start + 1
        yield from _gibberish(self.text)

    def lines_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the first and the last line of a stretch of the text."""
        return bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1) - 1


def _plain_orders(text: str) -> Iterator[tuple[int, int]]:
    for look in PATTERNS:
        for match in look.finditer(text):
            before = text[max(match.start() - 60, 0) : match.start()]
            if not _QUOTED_PROMPT.search(before):
                yield match.span()


def _gives_orders(text: str) -> bool:
    return next(_plain_orders(text), None) is not None


def _gibberish(text: str) -> Iterator[tuple[int, int]]:
    """Yield stretches so full of odd marks between words that no person wrote them."""
    places = [found.start() for found in _ODD_TOKEN.finditer(text)]
    for first, last in zip(places, places[_MANY_ODD - 1 :], strict=False):
        if last - first <= _WITHIN:
            yield first, last + 1


def _to_its_end(lines: Sequence[str], last: int) -> int:
    """Return the line on which the sentence of a match ends, if that is near."""
    for line in range(last, min(last + _MOST_FURTHER + 1, len(lines))):
        if lines[line].rstrip()[-1:] in _SENTENCE_ENDS:
            return line
    return last


def _plain(line: str) -> str:
    """Fold what looks alike, so that no spelling hides an order."""
    folded = " ".join(without_lookalikes(unicodedata.normalize("NFKC", line)).split())
    return _GAPS_IN_JAPANESE.sub("", folded)


def _one_japanese_text(before: str, after: str) -> bool:
    """Tell whether a break between two lines is no space, as in Japanese."""
    return bool(_ENDS_JAPANESE.search(before) and _BEGINS_JAPANESE.match(after))
