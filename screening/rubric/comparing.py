"""What differs between two rubrics of one requisition, requirement by requirement."""

from collections.abc import Iterator
from enum import StrEnum

from screening.model import Requirement, Rubric
from screening.model.base import Value
from screening.normalise import normalise
from screening.rubric.terms import names, shared, terms

_NEAR = 0.6
"""The share of words that makes of two requirements one that was changed."""
_WHOLE = 0.7
"""The share of a line's words that its parts must carry to be the same line."""


class ChangeKind(StrEnum):
    """What became of a requirement."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"
    NEW = "new"


class Change(Value):
    """One requirement before and after."""

    kind: ChangeKind
    before: Requirement | None = None
    after: Requirement | None = None


def compare(before: Rubric, after: Rubric) -> tuple[Change, ...]:
    """Return every requirement of both, in the order of the first and then of the second.

    Several requirements that were split from one line are the same as that line.
    """
    return tuple(_changes(before.requirements, after.requirements))


def _changes(before: tuple[Requirement, ...], after: tuple[Requirement, ...]) -> Iterator[Change]:
    answers = {one.id: _counterpart(one, after) for one in before}
    for one in before:
        other = answers[one.id]
        if other is None:
            yield Change(kind=ChangeKind.GONE, before=one)
        else:
            parts = [each for each in before if answers[each.id] is other]
            kind = ChangeKind.SAME if _alike(one, other, parts) else ChangeKind.CHANGED
            yield Change(kind=kind, before=one, after=other)
    met = {other.id for other in answers.values() if other is not None}
    for other in after:
        if other.id not in met:
            yield Change(kind=ChangeKind.NEW, after=other)


def _counterpart(one: Requirement, others: tuple[Requirement, ...]) -> Requirement | None:
    """Return the requirement that says the same, or most nearly the same."""
    key = normalise(one.text).text
    for other in others:
        if normalise(other.text).text == key:
            return other
    words = terms(one.text)
    nearness = {other.id: _nearness(words, terms(other.text)) for other in others}
    nearest = max(others, key=lambda other: nearness[other.id], default=None)
    return nearest if nearest is not None and nearness[nearest.id] >= _NEAR else None


def _nearness(one: frozenset[str], other: frozenset[str]) -> float:
    return max(shared(one, other), shared(other, one)) if one and other else 0.0


def _alike(one: Requirement, other: Requirement, parts: list[Requirement]) -> bool:
    """Tell whether a requirement, alone or with the others of its line, says what the line says."""
    if (one.kind, one.minimum_months) != (other.kind, other.minimum_months):
        return False
    said = frozenset(word for part in parts for word in terms(part.text))
    line = terms(other.text)
    named = names(other.text)
    return shared(line, said) >= _WHOLE and named <= said and names(one.text) <= line | named
