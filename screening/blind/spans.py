"""Places in a text that are to be taken out, put in order."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from screening.blind.kinds import Kind


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A part of a folded text, and what it would tell."""

    start: int
    end: int
    kind: Kind


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Join what overlaps, under the kind of the longer one."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if kept and span.start < kept[-1].end:
            last = kept.pop()
            longer = span if span.end - span.start > last.end - last.start else last
            kept.append(Span(last.start, max(last.end, span.end), longer.kind))
        elif span.start < span.end:
            kept.append(span)
    return tuple(kept)


def joined(spans: tuple[Span, ...], text: str, between: str) -> tuple[Span, ...]:
    """Make one of neighbours of one kind that only characters of ``between`` keep apart."""
    alone = [
        first.kind is not second.kind or bool(text[first.end : second.start].strip(between))
        for first, second in pairwise(spans)
    ]
    kept: list[Span] = []
    for span, apart in zip(spans, (True, *alone), strict=True) if spans else ():
        if apart:
            kept.append(span)
        else:
            kept[-1] = Span(kept[-1].start, span.end, span.kind)
    return tuple(kept)
