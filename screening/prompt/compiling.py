"""The question that takes a requisition's text apart; its lines stand behind a fence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from screening.fingerprint import fingerprint
from screening.model import Fingerprint, RequirementKind
from screening.prompt.fencing import shown
from screening.prompt.template import PromptTemplate


@dataclass(frozen=True, slots=True)
class TextQuestion:
    """What is sent about one requisition's text."""

    system: str
    text: str
    fingerprint: Fingerprint


def text_question(
    template: PromptTemplate,
    sections: Sequence[tuple[RequirementKind, Sequence[str]]],
    *,
    fence: str,
) -> TextQuestion:
    """Fill the prompt with a text in its parts; lines are numbered from 1 through all of them."""
    system = template.fill("system")
    reminder = " ".join(template.fill("reminder").split())
    text = "\n".join((*_fenced(sections, fence), reminder))
    return TextQuestion(system, text, fingerprint("text question", system, text))


def _fenced(sections: Sequence[tuple[RequirementKind, Sequence[str]]], fence: str) -> Iterator[str]:
    yield f"=== BEGIN UNTRUSTED TEXT {fence} ==="
    number = 0
    for kind, lines in sections:
        if lines:
            yield f"--- {kind} ---"
        for line in lines:
            number += 1
            yield f"L{number}|{shown(line)}"
    yield f"=== END UNTRUSTED TEXT {fence} ==="
