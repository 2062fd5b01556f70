"""The documents without what tells who somebody is; lines and their numbers stay."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from screening.blind.finding import everything, names_of
from screening.blind.folded import Folded, fold
from screening.blind.kinds import Kind
from screening.blind.names import Names
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
    folds = [fold(text) for text in texts]
    names = names_of(person, folds)
    counts: Counter[Kind] = Counter()
    blinded = []
    for document, text, folded in zip(documents, texts, folds, strict=True):
        spans = everything(folded, person, names)
        cuts = _cuts(text, folded, spans)
        counts.update(kind for _, _, kind in cuts)
        blinded.append(_without(document, cuts))
    return Blinded(tuple(blinded), dict(sorted(counts.items())))


def redact_text(text: str, person: Person, names: Names | None = None) -> str:
    """Do the same with a single text."""
    folded = fold(text)
    spans = everything(folded, person, names or names_of(person, [folded]))
    return _put(text, 0, _cuts(text, folded, spans))


def _text(document: Document) -> str:
    return "\n".join(line.text for line in document.lines)


def _cuts(text: str, folded: Folded, spans: tuple[Span, ...]) -> list[tuple[int, int, Kind]]:
    """Return the parts of the source to cut, none across lines."""
    return list(_by_line(text, folded, joined(spans, folded.plain, _BETWEEN_NAMES)))


def _by_line(
    text: str, folded: Folded, spans: Iterable[Span]
) -> Iterator[tuple[int, int, Kind]]:
    for span in spans:
        start, end = folded.source(span.start, span.end)
        for piece in text[start:end].splitlines(keepends=True):
            kept = piece.strip()
            if kept:
                left = start + len(piece) - len(piece.lstrip())
                yield left, left + len(kept), span.kind
            start += len(piece)


def _without(document: Document, cuts: list[tuple[int, int, Kind]]) -> Document:
    lines = []
    start = 0
    for line in document.lines:
        end = start + len(line.text)
        own = [cut for cut in cuts if start <= cut[0] < end]
        lines.append(line.model_copy(update={"text": _put(line.text, start, own)}) if own else line)
        start = end + 1
    return document.model_copy(update={"lines": tuple(lines)})


def _put(text: str, offset: int, cuts: Iterable[tuple[int, int, Kind]]) -> str:
    kept, at = [], 0
    for start, end, kind in cuts:
        kept += [text[at : start - offset], kind.token]
        at = end - offset
    return "".join((*kept, text[at:]))
