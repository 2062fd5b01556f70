"""Compile a requisition's own texts into a rubric by rules; the same text gives the same rubric.

Every must and want weighs 1. What is only shown, and what only a person can ask, weighs 0.
"""

import re
from collections.abc import Iterator
from itertools import islice

from screening.model import (
    Requirement,
    RequirementId,
    RequirementKind,
    Requisition,
    Rubric,
    RubricSource,
)
from screening.normalise import normalise
from screening.rubric.duration import minimum_months
from screening.rubric.lint import barred
from screening.rubric.reading import Item, items, sentences
from screening.rubric.source import text_hash
from screening.rubric.wording import Section, demanded, for_a_person, only_wished

LONGEST_TEXT = 500
MOST_REQUIREMENTS = 999

_KINDS = {
    Section.MUST: RequirementKind.MUST,
    Section.WANT: RequirementKind.WANT,
    Section.NOTE: RequirementKind.NOTE,
}
COUNTED = {RequirementKind.MUST, RequirementKind.WANT}


def compile_rubric(requisition: Requisition) -> Rubric:
    """Turn required, preferred and persona texts into numbered requirements, in their order."""
    kept = [(kind, text) for kind, text in sorted_lines(requisition) if kind is not None]
    return Rubric(
        requisition_id=requisition.id,
        source=RubricSource.RULES,
        requirements=tuple(
            requirement(number, kind, text)
            for number, (kind, text) in enumerate(islice(kept, MOST_REQUIREMENTS), 1)
        ),
        text_hash=text_hash(requisition),
    )


def requirement(number: int, kind: RequirementKind, text: str) -> Requirement:
    """Make a requirement as the rules do."""
    return Requirement(
        id=RequirementId(f"R{number}"),
        kind=kind,
        text=text,
        weight=int(kind in COUNTED),
        minimum_months=minimum_months(text) if kind in COUNTED else None,
    )


def left_out(requisition: Requisition) -> tuple[str, ...]:
    """Return the lines that are neither judged nor asked.

    These are lines on protected matters (age, sex, nationality and the like) or what stands in for
    them, orders to the program, ※ remarks, lines under headings of duties or conditions, and
    whatever is beyond 999 requirements.
    """
    lines = list(sorted_lines(requisition))
    kept = [text for kind, text in lines if kind is not None]
    return (*(text for kind, text in lines if kind is None), *kept[MOST_REQUIREMENTS:])


def sorted_lines(requisition: Requisition) -> Iterator[tuple[RequirementKind | None, str]]:
    """Yield every distinct line with its kind, ``None`` for those that are left out."""
    fields = (
        (RequirementKind.MUST, requisition.must_text),
        (RequirementKind.WANT, requisition.want_text),
        (RequirementKind.NOTE, requisition.persona_text),
    )
    known: set[str] = set()
    for field, whole in fields:
        for item in items(whole):
            kind = _kind(item, field)
            for text in _fitting(item.text.strip(" ;；,、")):
                key = normalise(text).text
                if key and key not in known:
                    known.add(key)
                    yield kind, text


def _kind(item: Item, field: RequirementKind) -> RequirementKind | None:
    if item.remark or item.section is Section.OTHER or barred(item.text):
        return None
    if for_a_person(item.text):
        return RequirementKind.ASK
    kind = _KINDS.get(item.section, field)
    if kind is RequirementKind.MUST and only_wished(item.text):
        return RequirementKind.WANT
    if kind is RequirementKind.WANT and demanded(item.text):
        return RequirementKind.MUST
    return kind


def _fitting(text: str) -> Iterator[str]:
    """Yield a text whole or, if it is too long, in pieces of whole sentences."""
    piece = ""
    for sentence in [text] if len(text) <= LONGEST_TEXT else sentences(text):
        if piece and len(piece) + len(sentence) >= LONGEST_TEXT:
            yield piece
            piece = ""
        piece = f"{piece} {_cut(sentence)}".strip()
    yield piece


def _cut(sentence: str) -> str:
    if len(sentence) <= LONGEST_TEXT:
        return sentence
    return re.sub(r"\s+\S*$", "", sentence[: LONGEST_TEXT - 1]).rstrip() + "…"
