"""When one judgement is not enough: which run comes next, if any. Pure."""

from dataclasses import dataclass

from screening.model import (
    Answer,
    Band,
    Confidence,
    Demotion,
    Direction,
    Finding,
    RequirementKind,
    Rubric,
    Run,
    Verdict,
)
from screening.policy import Policy

AGREEING = {Direction.ADVANCE: 2, Direction.END: 3}
"""How many judgements must agree before an action."""
SUGGESTS = {Band.PROMISING: Direction.ADVANCE, Band.DOUBTFUL: Direction.END}
"""Where each band would take a candidacy."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One further judgement."""

    run: int
    without_flagged: bool = False
    """Whether it is asked without the passages that read like orders."""


def next_run(
    runs: tuple[Run, ...],
    verdict: Verdict | None,
    rubric: Rubric,
    policy: Policy,
    *,
    flagged: bool,
    repeatable: bool,
) -> Plan | None:
    """Say which judgement comes next; ``None`` when there are enough.

    ``verdict`` is what the runs so far make together. ``flagged`` says that a document holds a
    passage that reads like orders: one run is then made without it. ``repeatable`` is false for
    an assessor that always says the same.
    """
    if not runs or verdict is None:
        return Plan(1) if not runs else None
    if not repeatable:
        return None
    if flagged and not any(run.without_flagged for run in runs):
        return Plan(1, without_flagged=True)
    full = tuple(run for run in runs if not run.without_flagged)
    if len(full) < min(_wanted(full, verdict, rubric, policy), policy.most_runs):
        return Plan(len(full) + 1)
    return None


def _wanted(runs: tuple[Run, ...], verdict: Verdict, rubric: Rubric, policy: Policy) -> int:
    """Return how many full judgements this case needs."""
    direction = SUGGESTS.get(verdict.band)
    acting = AGREEING[direction] if direction in policy.allowed else 1
    if len(runs) > 1 and _disagree(runs):
        return max(acting, 3)
    return max(acting, 2 if _unsure(runs[0].findings, verdict, rubric, policy) else 1)


def _disagree(runs: tuple[Run, ...]) -> bool:
    answers = {tuple((one.requirement_id, one.answer) for one in run.findings) for run in runs}
    return len(answers) > 1


def _unsure(
    findings: tuple[Finding, ...], verdict: Verdict, rubric: Rubric, policy: Policy
) -> bool:
    """Tell whether another judgement could change what a recruiter is told."""
    musts = {one.id for one in rubric.requirements if one.kind is RequirementKind.MUST}
    of_musts = [one for one in findings if one.requirement_id in musts]
    return (
        _near_a_border(verdict, policy)
        or any(one.answer is Answer.PARTLY for one in of_musts)
        or any(one.evidence and one.confidence is Confidence.LOW for one in of_musts)
        or any(one.demotion is Demotion.QUOTE_NOT_FOUND for one in findings)
    )


def _near_a_border(verdict: Verdict, policy: Policy) -> bool:
    """Tell whether a few points more or less would put the verdict into another band."""
    if verdict.low is None or verdict.high is None:
        return False
    low, high = verdict.low, verdict.high
    gates = tuple(one.gate for one in verdict.gates)
    bands = {
        policy.thresholds.band(_percent(low + by), _percent(high + by), gates)
        for by in (-policy.border, 0, policy.border)
    }
    return len(bands) > 1


def _percent(points: int) -> int:
    return max(0, min(100, points))
