"""What stands against acting on a judgement: each objection alone, and none when all is well."""

import pytest

from screening.clearance import clear
from screening.model import (
    Answer,
    AssessorIdentity,
    AssessorKind,
    Band,
    CandidacyId,
    CandidacyRef,
    Clearance,
    CommentId,
    Confidence,
    Correction,
    Direction,
    Document,
    DocumentFormat,
    Doubt,
    Evidence,
    FileId,
    FileMeta,
    Finding,
    Objection,
    Quality,
    Requirement,
    RequirementId,
    RequirementKind,
    RequisitionId,
    Rubric,
    RubricSource,
    Run,
    ScreeningId,
    TenantId,
    UserId,
    Verdict,
)
from screening.verdict import grade
from support.builders import make_policy
from support.fakes import START

FILE = FileMeta(id=FileId("f"), name="cv.txt", kind="resume")
GOOD = Document(file=FILE, sha256="0" * 64, format=DocumentFormat.TEXT, pages=None, lines=())
PROOF = Evidence(file_id=FileId("f"), file_name="cv.txt", page=None, line=1, text="Did it.")
RUBRIC = Rubric(
    requisition_id=RequisitionId("q"),
    source=RubricSource.ADMIN,
    requirements=tuple(
        Requirement(id=RequirementId(f"R{at}"), kind=RequirementKind.MUST, text=f"Thing {at}")
        for at in (1, 2)
    ),
)
CORRECTION = Correction(
    ref=CandidacyRef(tenant=TenantId("t"), id=CandidacyId("c")),
    requirement_id=RequirementId("R1"),
    requirement="Thing 1",
    answer=Answer.MET,
    by=UserId("U-1"),
    comment_id=CommentId("k"),
    said_at=START,
    screening_id=ScreeningId("s"),
    before=Answer.NOT_STATED,
)


def run(*answers: Answer) -> Run:
    findings = tuple(
        Finding(
            requirement_id=RequirementId(f"R{at}"),
            answer=answer,
            claimed=answer,
            evidence=() if answer is Answer.NOT_STATED else (PROOF,),
        )
        for at, answer in enumerate(answers, 1)
    )
    return Run(
        number=1,
        assessor=AssessorIdentity(kind=AssessorKind.LLM, model="m"),
        findings=findings,
        verdict=verdict(findings),
    )


def verdict(findings: tuple[Finding, ...]) -> Verdict:
    return grade(findings, RUBRIC, make_policy().thresholds)


def weakly(one: Run, *names: str) -> Run:
    """Make the answers to some requirements rest on weak evidence."""
    return one.model_copy(
        update={
            "findings": tuple(
                found.model_copy(update={"confidence": Confidence.LOW})
                if found.requirement_id in names
                else found
                for found in one.findings
            )
        }
    )


ALL_MET = run(Answer.MET, Answer.MET)
ONE_AGAINST = run(Answer.MET, Answer.NOT_MET)
OTHER_AGAINST = run(Answer.NOT_MET, Answer.MET)


def cleared(
    *runs: Run,
    quality: Quality = Quality.GOOD,
    doubts: tuple[Doubt, ...] = (),
    approval: Objection | None = None,
    corrections: tuple[Correction, ...] = (),
) -> Clearance:
    return clear(
        verdict(runs[0].findings),
        runs[0].findings,
        runs,
        (GOOD.model_copy(update={"quality": quality}),),
        doubts=doubts,
        approval=approval,
        corrections=corrections,
        policy=make_policy(),
    )


def test_two_judgements_that_agree_can_advance() -> None:
    assert cleared(ALL_MET, ALL_MET) == Clearance(direction=Direction.ADVANCE)


def test_a_must_that_only_a_count_of_months_made_met_does_not_advance() -> None:
    """The model may have said *partly* for another reason than the time."""
    lifted = tuple(
        one.model_copy(update={"claimed": Answer.PARTLY}) if one.requirement_id == "R1" else one
        for one in ALL_MET.findings
    )
    counted = ALL_MET.model_copy(update={"findings": lifted})
    assert cleared(ALL_MET, counted).objections == (Objection.NOT_EVERY_MUST,)


def test_three_judgements_with_the_same_must_contradicted_can_end() -> None:
    assert cleared(*[ONE_AGAINST] * 3) == Clearance(direction=Direction.END)


def test_what_needs_a_person_goes_nowhere() -> None:
    assert cleared(*[run(Answer.MET, Answer.NOT_STATED)] * 3) == Clearance(direction=None)


def test_silence_alone_is_no_ground_to_end() -> None:
    assert cleared(*[run(Answer.NOT_STATED, Answer.NOT_STATED)] * 3).direction is None


OBJECTIONS: dict[Objection, Clearance] = {
    Objection.TOO_FEW_RUNS: cleared(ALL_MET),
    Objection.RUNS_DISAGREE: cleared(ALL_MET, run(Answer.MET, Answer.NOT_STATED)),
    Objection.DOUBTS: cleared(ALL_MET, ALL_MET, doubts=(Doubt.HIDDEN_TEXT,)),
    Objection.QUALITY: cleared(ALL_MET, ALL_MET, quality=Quality.FAIR),
    Objection.CORRECTED: cleared(ALL_MET, ALL_MET, corrections=(CORRECTION,)),
    Objection.UNAPPROVED_REQUIREMENTS: cleared(
        ALL_MET, ALL_MET, approval=Objection.UNAPPROVED_REQUIREMENTS
    ),
    Objection.REQUIREMENTS_CHANGED: cleared(
        ALL_MET, ALL_MET, approval=Objection.REQUIREMENTS_CHANGED
    ),
    Objection.NO_GROUND: cleared(ONE_AGAINST, OTHER_AGAINST, ONE_AGAINST),
    Objection.UNSURE: cleared(weakly(ALL_MET, "R2"), weakly(ALL_MET, "R2")),
}


@pytest.mark.parametrize("objection", OBJECTIONS)
def test_each_objection_is_named(objection: Objection) -> None:
    assert OBJECTIONS[objection].objections == (objection,)


def test_two_judgements_are_too_few_to_end() -> None:
    assert cleared(ONE_AGAINST, ONE_AGAINST).objections == (Objection.TOO_FEW_RUNS,)


def test_a_must_that_one_judgement_is_unsure_of_does_not_advance() -> None:
    assert cleared(ALL_MET, weakly(ALL_MET, "R1")).objections == (Objection.UNSURE,)


def test_a_want_that_is_unsure_stands_in_no_way() -> None:
    want = ALL_MET.findings[0].model_copy(
        update={"requirement_id": RequirementId("R3"), "confidence": Confidence.LOW}
    )
    with_a_want = ALL_MET.model_copy(update={"findings": (*ALL_MET.findings, want)})
    assert cleared(ALL_MET, with_a_want).objections == ()


def test_weak_evidence_against_a_must_ends_nothing() -> None:
    assert cleared(*[weakly(ONE_AGAINST, "R2")] * 3).objections == (Objection.UNSURE,)


def test_one_ground_beyond_doubt_is_enough() -> None:
    both = run(Answer.NOT_MET, Answer.NOT_MET)
    assert cleared(*[weakly(both, "R1")] * 3).objections == ()
    assert cleared(*[weakly(both, "R1", "R2")] * 3).objections == (Objection.UNSURE,)


@pytest.mark.parametrize(("unsure", "objections"), [("R2", (Objection.UNSURE,)), ("R1", ())])
def test_a_score_that_weak_evidence_makes_too_low_ends_nothing(
    unsure: str, objections: tuple[Objection, ...]
) -> None:
    low = Verdict(
        band=Band.DOUBTFUL, low=10, high=20, coverage=100,
        gates=(), musts_met=0, musts=0, wants_met=1, wants=2,
    )  # fmt: skip
    said = weakly(run(Answer.MET, Answer.PARTLY), unsure).model_copy(update={"verdict": low})
    clearance = clear(
        low, said.findings, (said,) * 3, (GOOD,),
        doubts=(), approval=None, corrections=(), policy=make_policy(),
    )  # fmt: skip
    assert clearance == Clearance(direction=Direction.END, objections=objections)
