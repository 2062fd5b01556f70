"""Whether documents were written for a machine's search: stuffed with terms, or the advert itself.

Both are doubts, never verdicts. A skills section of the usual length, a CV in two languages and
sentences of one's own in the advert's words are what honest people write, and are left alone.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from screening.folding import IDEOGRAPHIC
from screening.model import Document, Doubt, Requisition, Rubric

LONGEST_RUN = 80
"""Characters in a row from the advert; an ideographic one counts as two."""
MOST_OF_THE_ADVERT = 0.35
"""The share of the advert's short sequences that stand in the documents, on lines of its own."""

_SEQUENCE = 36
"""About eight words; half of it where characters are ideographic."""
_LITTLE = 80
"""Less of an advert than this is no copy, whatever its share."""
_ECHO = 0.8
"""The share of a line that is the advert's, above which it says nothing of its own."""

_REPEATED_TERM, _TERM_SHARE = 15, 0.05
_REPEATED_PART, _PART_SHARE, _SHORTEST_PART = 8, 0.4, 12
_LONG_LIST, _LOOPED_LIST, _LOOPED_SHARE = 120, 24, 1 / 3
_ADVERT_LIST, _ADVERT_SHARE, _COVERED_ADVERT = 8, 0.8, 0.6

_IDEOGRAPH = re.compile(f"[{IDEOGRAPHIC}]")
_NOT_WORDS = re.compile(r"[\W_]+")
_GAP_IN_JAPANESE = re.compile(f"(?<=[{IDEOGRAPHIC}]) | (?=[{IDEOGRAPHIC}])")
_PARTS = re.compile(r"[。！？；\n]+|[.!?;]+\s+")
_SEPARATORS = re.compile(r"[,、，;；/／|｜・•·\t]+")
_DATE = re.compile(r"(?:19|20)\d\d|\d\s*(?:年|か月|ヶ月|месяц|лет|год)|\byears?\b")
_WORD = re.compile(rf"[a-zа-яё][a-zа-яё0-9+#.-]*[a-zа-яё0-9+#]|[{IDEOGRAPHIC}]{{2,}}")
_COMMON = frozenset(
    _WORD.findall(
        "and the for with from years year experience least more work working knowledge ability "
        "skills of in or to using plus our you опыт работы работа лет год года более менее знание "
        "знания умение навыки для или не от 以上 実務 実務経験 経験 経験者 または の経験 の実務経験"
    )
)
_LONGEST_TERM_WORDS, _LONGEST_TERM = 4, 32


def stuffed(
    documents: tuple[Document, ...], rubric: Rubric, requisition: Requisition | None
) -> tuple[Doubt, ...]:
    """Return what the documents owe to the job's text more than to a person's work."""
    texts = tuple("\n".join(line.text for line in document.lines) for document in documents)
    wanted = " ".join(one.text for one in rubric.requirements)
    advert = _advert(requisition) or "\n".join(one.text for one in rubric.requirements)
    found = {
        Doubt.KEYWORDS_STUFFED: any(
            _repeats_itself(text) or _repeats_terms(text, wanted) or _lists_terms(text, advert)
            for text in texts
        ),
        Doubt.ADVERT_COPIED: any(_copied(text, advert) for text in texts),
    }
    return tuple(doubt for doubt, holds in found.items() if holds)


def _advert(requisition: Requisition | None) -> str:
    if requisition is None:
        return ""
    texts = (requisition.must_text, requisition.want_text, requisition.persona_text)
    return "\n".join(text for text in texts if text)


# ------------------------------------------------------------------ the advert in the documents


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text of words and single spaces, and where its lines begin and end."""

    text: str
    lines: tuple[tuple[int, int], ...]


def _folded(text: str) -> _Folded:
    pieces: list[str] = []
    lines: list[tuple[int, int]] = []
    length = 0
    for line in text.split("\n"):
        words = _words(line)
        if not words:
            continue
        spaced = pieces and not (_IDEOGRAPH.match(words) or _IDEOGRAPH.match(pieces[-1][-1]))
        pieces.append((" " if spaced else "") + words)
        start, length = length, length + len(pieces[-1])
        lines.append((start, length))
    return _Folded("".join(pieces), tuple(lines))


def _words(line: str) -> str:
    plain = _NOT_WORDS.sub(" ", unicodedata.normalize("NFKC", line).casefold()).strip()
    return _GAP_IN_JAPANESE.sub("", plain)


def _copied(text: str, advert: str) -> bool:
    """Tell whether a long stretch, or much, of the advert stands in a text."""
    wanted, given = _folded(advert), _folded(text)
    size = _SEQUENCE // 2 if _is_ideographic(wanted.text) else _SEQUENCE
    places = _places(wanted.text, size)
    if not places:
        return False
    runs = list(_runs(given.text, wanted.text, places, size))
    if any(_weight(given.text[start:end]) >= LONGEST_RUN for start, end in runs):
        return True
    echoed = [run for run in runs if _on_echoes(run, given, runs)]
    whole = sum(_weight(given.text[start:end]) for start, end in echoed)
    sequences = {
        given.text[at : at + size] for start, end in echoed for at in range(start, end - size + 1)
    }
    return whole >= _LITTLE and len(sequences) >= MOST_OF_THE_ADVERT * len(places)


def _is_ideographic(text: str) -> bool:
    return 3 * len(_IDEOGRAPH.findall(text)) > len(text)


def _weight(text: str) -> int:
    return len(text) + len(_IDEOGRAPH.findall(text))


def _places(text: str, size: int) -> dict[str, int]:
    return {text[at : at + size]: at for at in range(len(text) - size + 1)}


def _runs(given: str, wanted: str, places: dict[str, int], size: int) -> Iterator[tuple[int, int]]:
    """Yield where, and how far, a text goes on as the advert does."""
    at = 0
    while at <= len(given) - size:
        place = places.get(given[at : at + size])
        if place is None:
            at += 1
            continue
        end, other = at + size, place + size
        while end < len(given) and other < len(wanted) and given[end] == wanted[other]:
            end, other = end + 1, other + 1
        yield at, end
        at = end - size + 1


def _on_echoes(run: tuple[int, int], given: _Folded, runs: list[tuple[int, int]]) -> bool:
    """Tell whether every line that a run touches is the advert's for the most part."""
    touched = [line for line in given.lines if line[0] < run[1] and run[0] < line[1]]
    return all(_covered(line, runs) >= _ECHO for line in touched)


def _covered(line: tuple[int, int], runs: list[tuple[int, int]]) -> float:
    start, end = line
    marks: set[int] = set()
    for first, last in runs:
        marks.update(range(max(first, start), min(last, end)))
    return len(marks) / max(end - start, 1)


# ------------------------------------------------------------------ terms, again and again


def _repeats_itself(text: str) -> bool:
    """Tell whether much of a text is the same few sentences over and over."""
    parts = [part for piece in _PARTS.split(text) if len(part := _words(piece)) >= _SHORTEST_PART]
    counts = Counter(parts)
    repeated = sum(len(part) * n for part, n in counts.items() if n >= _REPEATED_PART)
    return bool(repeated) and repeated >= _PART_SHARE * sum(map(len, parts))


def _repeats_terms(text: str, wanted: str) -> bool:
    """Tell whether a term of the requirements comes back more often than prose would have it."""
    counts = Counter(_terms(text))
    length = sum(max(1, len(_IDEOGRAPH.findall(term)) // 2) * n for term, n in counts.items())
    return any(
        counts[term] >= _REPEATED_TERM and counts[term] >= _TERM_SHARE * length
        for term in set(_terms(wanted)) - _COMMON
    )


def _terms(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


# ------------------------------------------------------------------ lists without a verb or a date


def _lists_terms(text: str, advert: str) -> bool:
    """Tell whether a list of terms is endless, goes in circles, or is the advert cut to pieces."""
    wanted = set(_terms(advert)) - _COMMON
    return any(_is_stuffed(terms, wanted) for terms in _lists(text))


def _is_stuffed(terms: list[str], wanted: set[str]) -> bool:
    distinct = set(terms)
    if len(distinct) >= _LONG_LIST:
        return True
    if len(terms) >= _LOOPED_LIST and len(terms) - len(distinct) >= _LOOPED_SHARE * len(terms):
        return True
    borrowed = {term for term in distinct if set(_terms(term)) - _COMMON <= wanted}
    covered = {word for term in borrowed for word in _terms(term)} & wanted
    return (
        len(borrowed) >= _ADVERT_LIST
        and len(borrowed) >= _ADVERT_SHARE * len(distinct)
        and len(covered) >= _COVERED_ADVERT * len(wanted)
    )


def _lists(text: str) -> Iterator[list[str]]:
    """Yield the terms of each stretch of lines that are nothing but terms."""
    stretch: list[str] = []
    for line in text.split("\n"):
        terms = [term for piece in _SEPARATORS.split(line) if (term := _words(piece))]
        if _is_list(terms, line, inside=bool(stretch)):
            stretch += terms
        elif stretch:
            yield stretch
            stretch = []
    yield stretch


def _is_list(terms: list[str], line: str, *, inside: bool) -> bool:
    """Tell a line of short terms; inside a list, one term may stand on a line of its own."""
    if len(terms) < (1 if inside else 4) or _DATE.search(line.casefold()):
        return False
    return all(
        len(term.split()) <= _LONGEST_TERM_WORDS and len(term) <= _LONGEST_TERM for term in terms
    )
