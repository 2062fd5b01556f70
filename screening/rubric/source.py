"""The text of a requisition as it is numbered for a model, and the name of exactly this text."""

from screening.fingerprint import fingerprint
from screening.model import Fingerprint, RequirementKind, Requisition
from screening.rubric.markup import plain_lines

FIELDS = (RequirementKind.MUST, RequirementKind.WANT, RequirementKind.NOTE)
"""What the lines of the three texts are unless they say otherwise."""


def text_hash(requisition: Requisition) -> Fingerprint:
    """Name the text; only line ends and outer spaces may differ between two of one name."""
    return fingerprint("requirements", *(_trimmed(text) for text in _texts(requisition)))


def sections(requisition: Requisition) -> tuple[tuple[RequirementKind, tuple[str, ...]], ...]:
    """Return the lines that a reader sees, by the kind of the text in which they stand.

    Empty lines are gone; the others are numbered from 1 through all the texts.
    """
    return tuple(
        (kind, tuple(line for line in map(str.strip, plain_lines(text)) if line))
        for kind, text in zip(FIELDS, _texts(requisition), strict=True)
    )


def lines(requisition: Requisition) -> tuple[str, ...]:
    """Return the same lines one after the other; the first has number 1."""
    return tuple(line for _, part in sections(requisition) for line in part)


def _texts(requisition: Requisition) -> tuple[str, str, str]:
    return requisition.must_text, requisition.want_text, requisition.persona_text


def _trimmed(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
