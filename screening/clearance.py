"""Whether a judgement could carry an action at all: every objection, each with its name. Pure.

What the admin allows is another question, and comes after this one. Nothing here acts.
"""

from screening.model import (
    Answer,
    Band,
    Clearance,
    Confidence,
    Correction,
    Direction,
    Document,
    Doubt,
    Finding,
    Gate,
    Objection,
    Quality,
    RequirementId,
    Run,
    Verdict,
)
from screening.policy import Policy
from screening.repeats import AGREEING, SUGGESTS


def clear(
    verdict: Verdict,
    findings: tuple[Finding, ...],
    runs: tuple[Run, ...],
    documents: tuple[Document, ...],
    *,
    doubts: tuple[Doubt, ...],
    approval: Objection | None,
    corrections: tuple[Correction, ...],
    policy: Policy,
) -> Clearance:
    """Collect what stands against acting on a verdict, in a fixed order.

    ``findings`` are what the runs make together. ``approval`` is what is wrong with the rubric's
    approval, if anything. A promising verdict needs two judgements that agree and every must met,
    in the model's words too; a doubtful one needs three, and the same ground in all of them: a
    must that a quote contradicts, or too low a score however silence is counted. Neither may rest
    on weak evidence.
    """
    direction = SUGGESTS.get(verdict.band)
    if direction is None:
        return Clearance(direction=None)
    full = tuple(run for run in runs if not run.without_flagged)
    against = {
        Objection.DOUBTS: bool(doubts),
        Objection.UNAPPROVED_REQUIREMENTS: approval is Objection.UNAPPROVED_REQUIREMENTS,
        Objection.REQUIREMENTS_CHANGED: approval is Objection.REQUIREMENTS_CHANGED,
        Objection.TOO_FEW_RUNS: len(full) < AGREEING[direction],
        Objection.RUNS_DISAGREE: any(_band(run) is not verdict.band for run in full),
        Objection.NOT_EVERY_MUST: direction is Direction.ADVANCE
        and not (_all_passed(verdict) and all(_said_so(run, verdict) for run in full)),
        Objection.NO_GROUND: direction is Direction.END and not _ground(verdict, full, policy),
        Objection.UNSURE: _unsure(direction, verdict, findings, full),
        Objection.QUALITY: any(one.quality is not Quality.GOOD for one in documents),
        Objection.CORRECTED: bool(corrections),
    }
    return Clearance(
        direction=direction, objections=tuple(one for one in Objection if against[one])
    )


def _all_passed(verdict: Verdict) -> bool:
    return bool(verdict.gates) and all(one.gate is Gate.PASSED for one in verdict.gates)


def _said_so(run: Run, verdict: Verdict) -> bool:
    """Tell whether no must is met by a count alone, where the model said less than *met*."""
    musts = {one.requirement_id for one in verdict.gates}
    return all(
        one.claimed is Answer.MET
        for one in run.findings
        if one.requirement_id in musts and one.answer is Answer.MET
    )


def _ground(verdict: Verdict, runs: tuple[Run, ...], policy: Policy) -> bool:
    """Tell whether every judgement gives the same ground for ending a candidacy."""
    if _failed(verdict, runs):
        return bool(runs)
    return bool(runs) and all(_too_low(one, policy) for one in (verdict, *map(_verdict, runs)))


def _failed(verdict: Verdict, runs: tuple[Run, ...]) -> frozenset[RequirementId]:
    """Return the musts that a quote contradicts in every judgement."""
    failed = {one.requirement_id for one in verdict.gates if one.gate is Gate.FAILED}
    return frozenset(must for must in failed if all(_contradicted(run, must) for run in runs))


def _unsure(
    direction: Direction, verdict: Verdict, findings: tuple[Finding, ...], runs: tuple[Run, ...]
) -> bool:
    """Tell whether an action would rest on weak evidence, in one of the judgements or together.

    One contradicted must is ground enough, so one that is beyond doubt will do. Without any, all
    that lowers the score has to be.
    """
    weak = _weak(findings, runs)
    if direction is Direction.ADVANCE:
        return any(one.requirement_id in weak for one in verdict.gates)
    if failed := _failed(verdict, runs):
        return failed <= weak
    against = {Answer.NOT_MET, Answer.PARTLY}
    return any(one.answer in against and one.requirement_id in weak for one in findings)


def _weak(findings: tuple[Finding, ...], runs: tuple[Run, ...]) -> frozenset[RequirementId]:
    """Return the requirements with an answer that is unsure, in any judgement."""
    said = (*findings, *(one for run in runs for one in run.findings))
    return frozenset(one.requirement_id for one in said if one.confidence is Confidence.LOW)


def _too_low(verdict: Verdict | None, policy: Policy) -> bool:
    high = verdict.high if verdict is not None else None
    return high is not None and high < policy.thresholds.doubtful_below


def _verdict(run: Run) -> Verdict | None:
    return run.verdict


def _band(run: Run) -> Band | None:
    return run.verdict.band if run.verdict is not None else None


def _contradicted(run: Run, must: RequirementId) -> bool:
    return any(
        one.requirement_id == must and one.answer is Answer.NOT_MET and one.evidence
        for one in run.findings
    )
