"""From several judgements to one: what most of them say counts.

Without a majority the weaker answer counts. A *met* and a *partly* leave *partly*; any other
quarrel leaves *not stated*, because then nothing is certain enough to be held for or against a
person. So does an answer that falls when the text that reads like orders is left out; one that
stands without it rests on what was quoted then.
"""

from collections import Counter

from screening.model import (
    Agreement,
    Answer,
    Confidence,
    Demotion,
    Finding,
    RequirementId,
    Run,
)

_GOOD = frozenset({Answer.MET, Answer.PARTLY})


def agreed(runs: tuple[Run, ...]) -> tuple[Finding, ...]:
    """Return one finding for each requirement, in the order of the first run.

    Raises ``ValueError`` without a run on the whole documents.
    """
    full = tuple(run for run in runs if not run.without_flagged)
    if not full:
        raise ValueError("there is no judgement of the whole documents")
    bare = next((run for run in runs if run.without_flagged), None)
    return tuple(
        _undirected(_agreed(first.requirement_id, full), bare) for first in full[0].findings
    )


def _agreed(requirement: RequirementId, runs: tuple[Run, ...]) -> Finding:
    findings = [found for run in runs if (found := _of(run, requirement)) is not None]
    if len(findings) == 1:
        return findings[0]
    answers = Counter(one.answer for one in findings)
    answer, same = answers.most_common(1)[0]
    if same * 2 <= len(findings):
        answer = Answer.PARTLY if set(answers) <= _GOOD else Answer.NOT_STATED
        same = answers[answer]
    agreement = Agreement(runs=len(findings), same=same)
    chosen = next((one for one in findings if one.answer is answer), None)
    if chosen is None:
        return _dropped(findings[0], Demotion.RUNS_DISAGREE, agreement)
    sure = same == len(findings)
    confidence = chosen.confidence if sure else Confidence.LOW
    demotion = chosen.demotion
    if not sure and answer is Answer.NOT_STATED:
        demotion = Demotion.RUNS_DISAGREE
    return chosen.model_copy(
        update={"agreement": agreement, "confidence": confidence, "demotion": demotion}
    )


def _undirected(finding: Finding, bare: Run | None) -> Finding:
    """Drop an answer that is another one once the text that reads like orders is left out."""
    other = _of(bare, finding.requirement_id) if bare is not None else None
    if other is None or finding.answer is Answer.NOT_STATED:
        return finding
    if other.answer is finding.answer and other.evidence:
        unsure = Confidence.LOW in {finding.confidence, other.confidence}
        confidence = Confidence.LOW if unsure else finding.confidence
        return other.model_copy(update={"agreement": finding.agreement, "confidence": confidence})
    return _dropped(finding, Demotion.FLAGGED_TEXT, finding.agreement)


def _dropped(finding: Finding, demotion: Demotion, agreement: Agreement | None) -> Finding:
    return finding.model_copy(
        update={
            "answer": Answer.NOT_STATED,
            "evidence": (),
            "tenure": None,
            "confidence": Confidence.LOW,
            "demotion": demotion,
            "agreement": agreement,
        }
    )


def _of(run: Run, requirement: RequirementId) -> Finding | None:
    return next((one for one in run.findings if one.requirement_id == requirement), None)
