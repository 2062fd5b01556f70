"""Which judgements leave no reason to ask a second time, written without the rule that decides."""

from screening.model import (
    Answer,
    Confidence,
    Demotion,
    Finding,
    RequirementKind,
    Run,
    ScreeningRecord,
)
from screening.policy import Policy

MOST_IN_ONE_CALL = 12


def is_calm(record: ScreeningRecord, first: Run, policy: Policy) -> bool:
    """Tell whether one judgement must do: nothing is near a border, unsure or flagged.

    It asks a little more than the rule that decides on repeats, and is written without it: what is
    calm here must have led to one call.
    """
    if record.rubric is None or first.verdict is None:
        return False
    judged = [one for one in record.rubric.requirements if one.kind is not RequirementKind.ASK]
    musts = {one.id for one in judged if one.kind is RequirementKind.MUST}
    borders = (policy.thresholds.promising_from, policy.thresholds.doubtful_below)
    ends = (first.verdict.low, first.verdict.high)
    near = any(
        end is not None and abs(end - border) <= policy.border for end in ends for border in borders
    )
    flagged = any(reading.instructions for reading in record.readings)
    unsure = any(_is_unsure(one, one.requirement_id in musts) for one in first.findings)
    return not (near or flagged or unsure or len(judged) > MOST_IN_ONE_CALL)


def _is_unsure(finding: Finding, must: bool) -> bool:
    lost = finding.demotion is Demotion.QUOTE_NOT_FOUND
    return lost or (
        must and (finding.answer is Answer.PARTLY or finding.confidence is Confidence.LOW)
    )
