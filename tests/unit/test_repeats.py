"""When another judgement is asked for: near a border, on a shaky must, before an action."""

import pytest

from screening.model import (
    Answer,
    AssessorIdentity,
    AssessorKind,
    Confidence,
    Demotion,
    Direction,
    Evidence,
    FileId,
    Finding,
    Requirement,
    RequirementId,
    RequirementKind,
    RequisitionId,
    Rubric,
    RubricSource,
    Run,
)
from screening.policy import Policy
from screening.repeats import Plan, next_run
from screening.verdict import grade
from support.builders import make_policy

RUBRIC = Rubric(
    requisition_id=RequisitionId("q"),
    source=RubricSource.ADMIN,
    requirements=tuple(
        Requirement(id=RequirementId(f"R{at}"), kind=kind, text=f"Thing {at}")
        for at, kind in enumerate(
            (RequirementKind.MUST, RequirementKind.WANT, RequirementKind.WANT), 1
        )
    ),
)
PROOF = Evidence(file_id=FileId("f"), file_name="cv.txt", page=None, line=1, text="Did it.")


def found(at: int, answer: Answer, **changes: object) -> Finding:
    stated = answer is not Answer.NOT_STATED
    finding = Finding(
        requirement_id=RequirementId(f"R{at}"),
        answer=answer,
        claimed=answer,
        evidence=(PROOF,) if stated else (),
    )
    return finding.model_copy(update=changes)


def run(*findings: Finding, number: int = 1, bare: bool = False) -> Run:
    return Run(
        number=number,
        assessor=AssessorIdentity(kind=AssessorKind.LLM, model="m"),
        without_flagged=bare,
        findings=findings,
        verdict=grade(findings, RUBRIC, make_policy().thresholds),
    )


def plan(
    *runs: Run, policy: Policy | None = None, flagged: bool = False, repeatable: bool = True
) -> Plan | None:
    verdict = runs[0].verdict if runs else None
    return next_run(
        runs, verdict, RUBRIC, policy or make_policy(), flagged=flagged, repeatable=repeatable
    )


CLEAR = run(found(1, Answer.MET), found(2, Answer.MET), found(3, Answer.MET))
NEAR = run(found(1, Answer.MET), found(2, Answer.MET), found(3, Answer.NOT_STATED))
"""67, three points below where a promising band begins."""


def test_the_first_judgement_always_comes() -> None:
    assert plan() == Plan(1)


def test_one_judgement_is_enough_when_nothing_is_near_a_border() -> None:
    assert plan(CLEAR) is None


SHAKY = {
    "near a border": NEAR,
    "a must is partly met": run(
        found(1, Answer.PARTLY), found(2, Answer.MET), found(3, Answer.MET)
    ),
    "a must is met with low confidence": run(
        found(1, Answer.MET, confidence=Confidence.LOW), found(2, Answer.MET), found(3, Answer.MET)
    ),
    "a quote was invented": run(
        found(1, Answer.MET),
        found(2, Answer.MET),
        found(3, Answer.NOT_STATED, demotion=Demotion.QUOTE_NOT_FOUND),
    ),
}


@pytest.mark.parametrize("why", SHAKY)
def test_a_shaky_judgement_is_asked_for_again(why: str) -> None:
    assert plan(SHAKY[why]) == Plan(2)


def test_low_confidence_on_a_wish_asks_nothing_again() -> None:
    shaky = found(2, Answer.MET, confidence=Confidence.LOW)
    assert plan(run(found(1, Answer.MET), shaky, found(3, Answer.MET))) is None


def test_two_that_agree_are_enough() -> None:
    again = NEAR.model_copy(update={"number": 2})
    assert plan(NEAR, again) is None


def test_two_that_differ_ask_for_a_third_and_no_more() -> None:
    other = run(found(1, Answer.MET), found(2, Answer.MET), found(3, Answer.MET), number=2)
    assert plan(NEAR, other) == Plan(3)
    assert plan(NEAR, other, other.model_copy(update={"number": 3})) is None


def test_an_admin_can_turn_repeats_off() -> None:
    assert plan(NEAR, policy=make_policy(most_runs=1)) is None


def test_what_always_says_the_same_is_not_asked_again() -> None:
    assert plan(NEAR, repeatable=False, flagged=True) is None


def test_before_advancing_two_judgements_and_before_ending_three() -> None:
    acting = make_policy(allowed=(Direction.ADVANCE, Direction.END))
    assert plan(CLEAR, policy=acting) == Plan(2)
    assert plan(CLEAR, CLEAR, policy=acting) is None
    against = run(found(1, Answer.NOT_MET), found(2, Answer.MET), found(3, Answer.MET))
    assert plan(against) is None
    assert plan(against, against, policy=acting) == Plan(3)
    assert plan(against, against, against, policy=acting) is None


def test_a_flagged_document_is_judged_once_without_what_is_flagged() -> None:
    assert plan(CLEAR, flagged=True) == Plan(1, without_flagged=True)
    bare = CLEAR.model_copy(update={"without_flagged": True})
    assert plan(CLEAR, bare, flagged=True) is None
