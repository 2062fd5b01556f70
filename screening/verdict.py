"""From findings to a verdict: exact arithmetic over the rubric, and nothing else.

Silence is not a "no": it widens the interval between ``low`` (silence counted as no) and ``high``
(silence counted as yes). Musts are gates: no number of wants lifts one that is failed or unknown.

Confidence stands apart and moves neither score nor band. It is the coverage, in which a finding
that the model or a count left unsure, or whose quote may be misread, has half of its weight; and
it falls with the quality of the documents.
"""

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator

from screening.model import (
    Answer,
    Band,
    Confidence,
    Finding,
    Gate,
    MustGate,
    Quality,
    Requirement,
    RequirementId,
    RequirementKind,
    Rubric,
    Value,
    Verdict,
)

Percent = Annotated[int, Field(ge=0, le=100)]

_GATES = {
    Answer.MET: Gate.PASSED,
    Answer.PARTLY: Gate.PARTLY,
    Answer.NOT_MET: Gate.FAILED,
    Answer.NOT_STATED: Gate.UNKNOWN,
}

_QUALITY = {
    Quality.GOOD: Decimal(1),
    Quality.FAIR: Decimal("0.8"),
    Quality.POOR: Decimal("0.5"),
}
_HALF = Decimal("0.5")


class Thresholds(Value):
    """Where the bands begin; decides, and describes itself to people."""

    promising_from: Percent = 70
    doubtful_below: Percent = 40

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.doubtful_below > self.promising_from:
            raise ValueError("doubtful_below must not be above promising_from")
        return self

    def band(self, low: int | None, high: int | None, gates: tuple[Gate, ...]) -> Band:
        """Choose the band; the figures are the rounded ones that people see."""
        if Gate.FAILED in gates:
            return Band.DOUBTFUL
        if low is None or high is None:
            return Band.FOR_A_PERSON
        if high < self.doubtful_below:
            return Band.DOUBTFUL
        passed = all(gate is Gate.PASSED for gate in gates)
        return Band.PROMISING if passed and low >= self.promising_from else Band.FOR_A_PERSON

    def describe(self, wording: str) -> str:
        """Put the figures into a sentence with ``{promising_from}`` and ``{doubtful_below}``."""
        return wording.format(
            promising_from=self.promising_from, doubtful_below=self.doubtful_below
        )


def grade(
    findings: tuple[Finding, ...],
    rubric: Rubric,
    thresholds: Thresholds,
    *,
    quality: Quality = Quality.GOOD,
) -> Verdict:
    """Count what was found; equal inputs give an equal verdict.

    ``quality`` is that of the worst document, and touches nothing but the confidence.
    A requirement without a finding is unknown and stays in the denominator. Raises ``ValueError``
    for a finding on a requirement that the rubric does not have, or for two on one.
    """
    answers = _answers(findings, rubric)
    trust = {one.requirement_id: _trust(one) * _QUALITY[quality] for one in findings}
    musts = _of_kind(rubric, RequirementKind.MUST)
    wants = _of_kind(rubric, RequirementKind.WANT)
    gates = tuple(MustGate(requirement_id=must.id, gate=_GATES[answers[must.id]]) for must in musts)
    low, high = _interval(musts + wants, answers)
    return Verdict(
        band=thresholds.band(low, high, tuple(gate.gate for gate in gates)),
        low=low,
        high=high,
        coverage=_share(musts + wants, lambda one: _stated(answers[one.id])) or 0,
        confidence=_share(musts + wants, lambda one: _stated(answers[one.id]) and trust[one.id])
        or 0,
        gates=gates,
        musts_met=sum(gate.gate is Gate.PASSED for gate in gates),
        musts=len(musts),
        wants_met=sum(answers[want.id] is Answer.MET for want in wants),
        wants=len(wants),
    )


def _answers(findings: tuple[Finding, ...], rubric: Rubric) -> Mapping[RequirementId, Answer]:
    """Give each requirement its answer; without a located quote only a recruiter's counts."""
    answers = {one.id: Answer.NOT_STATED for one in rubric.requirements}
    seen: set[RequirementId] = set()
    for finding in findings:
        if finding.requirement_id not in answers:
            raise ValueError(f"finding on unknown requirement {finding.requirement_id}")
        if finding.requirement_id in seen:
            raise ValueError(f"two findings on requirement {finding.requirement_id}")
        seen.add(finding.requirement_id)
        if finding.evidence or finding.corrected:
            answers[finding.requirement_id] = finding.answer
    return answers


def _trust(finding: Finding) -> Decimal:
    """Return how much of a finding's weight its confidence has."""
    if finding.corrected:
        return Decimal(1)
    misread = all(one.recognised or one.approximate for one in finding.evidence)
    trust = _HALF if misread else Decimal(1)
    return trust * _HALF if finding.confidence is Confidence.LOW else trust


def _interval(
    counted: tuple[Requirement, ...], answers: Mapping[RequirementId, Answer]
) -> tuple[int | None, int | None]:
    """Return the score with silence as no and as yes; ``None`` when all is silence."""
    if not any(_stated(answers[one.id]) for one in counted):
        return None, None
    low = _share(counted, lambda one: _credit(one, answers[one.id], silence=Decimal(0)))
    high = _share(counted, lambda one: _credit(one, answers[one.id], silence=Decimal(1)))
    return low, high


def _share(
    counted: tuple[Requirement, ...], credit: Callable[[Requirement], Decimal]
) -> int | None:
    """Return the weighted percentage, rounded half up; ``None`` when nothing has weight."""
    total = sum(one.weight for one in counted)
    if total == 0:
        return None
    earned = sum((one.weight * credit(one) for one in counted), Decimal(0))
    return int((100 * earned / total).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _credit(requirement: Requirement, answer: Answer, *, silence: Decimal) -> Decimal:
    worth = {
        Answer.MET: Decimal(1),
        Answer.PARTLY: requirement.partial_credit,
        Answer.NOT_MET: Decimal(0),
        Answer.NOT_STATED: silence,
    }
    return worth[answer]


def _stated(answer: Answer) -> Decimal:
    return Decimal(answer is not Answer.NOT_STATED)


def _of_kind(rubric: Rubric, kind: RequirementKind) -> tuple[Requirement, ...]:
    return tuple(one for one in rubric.requirements if one.kind is kind)
