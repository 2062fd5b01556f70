"""The documents without what tells who somebody is; lines and their numbers stay."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from screening.blind.finding import Searched, everything, names_of
from screening.blind.folded import Folded
from screening.blind.kinds import Kind
from screening.blind.spans import Span, joined
from screening.model import Document, Person

_BETWEEN_NAMES = " \t,.·・/-–'’"


@dataclass(frozen=True, slots=True)
class Blinded:
    """Documents with tokens in place of words, and how many places were taken of each kind."""

    documents: tuple[Document, ...]
    taken: Mapping[Kind, int]


def redact(documents: tuple[Document, ...], person: Person) -> Blinded:
    """Put typed tokens in the place of whatever tells who the person is.

    The documents keep their lines and numbers. Any text will do; the same gives the same.
    """
    texts = [_text(document) for document in documents]
    searched = [Searched.of(text) for text in texts]
    names = names_of(person, searched)
    counts: Counter[Kind] = Counter()
    blinded = []
    for document, text, one in zip(documents, texts, searched, strict=True):
        cuts = _cuts(text, one.text, everything(one, person, names))
        counts.update(cut.kind for cut in cuts)
        blinded.append(_without(document, cuts))
    return Blinded(tuple(blinded), dict(sorted(counts.items())))


def _text(document: Document) -> str:
    return "\n".join(line.text for line in document.lines)


def _cuts(text: str, folded: Folded, spans: tuple[Span, ...]) -> list[Span]:
    """Return the parts of the source to cut, none across lines."""
    return list(_by_line(text, folded, joined(spans, folded.plain, _BETWEEN_NAMES)))


def _by_line(text: str, folded: Folded, spans: Iterable[Span]) -> Iterator[Span]:
    for span in spans:
        start, end = folded.source(span.start, span.end)
        for piece in text[start:end].split("\n"):
            kept = piece.strip()
            if kept:
                left = start + len(piece) - len(piece.lstrip())
                yield Span(left, left + len(kept), span.kind)
            start += len(piece) + 1


def _without(document: Document, cuts: list[Span]) -> Document:
    lines = []
    start = at = 0
    for line in document.lines:
        end = start + len(line.text)
        first = at
        while at < len(cuts) and cuts[at].start < end:
            at += 1
        text = _put(line.text, start, cuts[first:at])
        lines.append(line.model_copy(update={"text": text}) if at > first else line)
        start = end + 1
    return document.model_copy(update={"lines": tuple(lines)})


def _put(text: str, offset: int, cuts: Iterable[Span]) -> str:
    kept, at = [], 0
    for cut in cuts:
        kept += [text[at : cut.start - offset], cut.kind.token]
        at = cut.end - offset
    return "".join((*kept, text[at:]))
