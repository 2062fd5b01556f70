"""A recruiter's word in a later screening: it stands wherever the same requirement is asked."""

from collections.abc import Iterable

from screening.model import Answer, Correction, Finding, RequirementId, Rubric
from screening.normalise import normalise


def corrected(
    findings: tuple[Finding, ...], corrections: Iterable[Correction], rubric: Rubric
) -> tuple[Finding, ...]:
    """Put the recruiters' latest answers in the place of ours; our evidence stays.

    Requirements are known by their words, since their numbers change with the rubric. Corrections
    come oldest first; one of a requirement that is not asked any more changes nothing.
    """
    said: dict[str, Answer] = {}
    for one in corrections:
        said[_words(one.requirement)] = one.answer
    asked: dict[RequirementId, str] = {one.id: _words(one.text) for one in rubric.requirements}
    return tuple(
        _with(finding, said.get(asked.get(finding.requirement_id, ""))) for finding in findings
    )


def _with(finding: Finding, answer: Answer | None) -> Finding:
    if answer is None:
        return finding
    return finding.model_copy(update={"answer": answer, "corrected": True})


def _words(text: str) -> str:
    """Return what two writings of one requirement have in common; what has no words stays."""
    return normalise(text).text or text.strip()
