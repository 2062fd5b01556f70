"""A comment of ours with findings, told without a trip: straight into a ledger and an ATS."""

from datetime import UTC, datetime, timedelta

from screening.model import (
    Answer,
    AssessorIdentity,
    AssessorKind,
    CandidacyId,
    CandidacyRef,
    CommentFormat,
    CommentId,
    Decision,
    EffectState,
    Evidence,
    FileId,
    Finding,
    Fingerprint,
    Outcome,
    PostComment,
    Reason,
    Reference,
    Requirement,
    RequirementId,
    RequirementKind,
    RequisitionId,
    Rubric,
    RubricSource,
    ScreeningId,
    ScreeningRecord,
    Sighting,
    Step,
    TenantId,
    Versions,
)
from screening.store.ledger import SqlLedger

T0 = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
REF = CandidacyRef(tenant=TenantId("acme"), id=CandidacyId("candidacy-one"))
TERM = timedelta(seconds=60)


def make_requirement(
    number: int, text: str, kind: RequirementKind = RequirementKind.MUST
) -> Requirement:
    """Make one requirement by its number and words."""
    return Requirement(id=RequirementId(f"R{number}"), kind=kind, text=text)


def make_rubric(*requirements: Requirement) -> Rubric:
    """Make a rubric; without requirements, of two musts."""
    return Rubric(
        requisition_id=RequisitionId("requisition-one"),
        source=RubricSource.RULES,
        requirements=requirements or (make_requirement(1, "Python"), make_requirement(2, "Go")),
    )


def make_finding(number: int, answer: Answer) -> Finding:
    """Make a finding, with a quote unless nothing is stated."""
    quote = Evidence(file_id=FileId("f1"), file_name="cv.pdf", page=1, line=3, text="Python")
    evidence = () if answer is Answer.NOT_STATED else (quote,)
    return Finding(
        requirement_id=RequirementId(f"R{number}"), answer=answer, claimed=answer, evidence=evidence
    )


def make_record(
    number: int = 1,
    *,
    ref: CandidacyRef = REF,
    id: str | None = None,
    rubric: Rubric | None = None,
    outcome: Outcome = Outcome.SCREENED,
    actions: tuple[PostComment, ...] = (),
    at: datetime = T0,
) -> ScreeningRecord:
    """Make a decided screening: R1 contradicted, R2 not stated."""
    screened = outcome is Outcome.SCREENED
    return ScreeningRecord(
        id=ScreeningId(id or f"s{number}"),
        reference=Reference(f"SCR-0000000{number}"),
        ref=ref,
        step=Step("documents"),
        step_updated_at=T0,
        requisition=None,
        basis=Fingerprint(str(number) * 64),
        versions=Versions(
            code="0",
            prompt=Fingerprint("2" * 64),
            template=Fingerprint("3" * 64),
            rubric=Fingerprint("4" * 64),
            policy=Fingerprint("5" * 64),
            policy_name="acme",
            assessor=AssessorIdentity(kind=AssessorKind.LLM, model="m"),
        ),
        files=(),
        readings=(),
        unread=(),
        rubric=rubric or make_rubric(),
        assessments=(),
        findings=(make_finding(1, Answer.NOT_MET), make_finding(2, Answer.NOT_STATED)),
        verdict=None,
        decision=Decision.model_validate(
            {"outcome": outcome, "reason": Reason.JUDGED if screened else Reason.NO_FILES}
        ),
        actions=actions,
        decided_at=at,
    )


async def tell(
    ledger: SqlLedger,
    ref: CandidacyRef = REF,
    *,
    number: int = 1,
    at: datetime = T0,
    body: str = "met - R1",
    outcome: Outcome = Outcome.SCREENED,
    state: EffectState = EffectState.CONFIRMED,
    rubric: Rubric | None = None,
) -> ScreeningRecord:
    """Screen a candidacy on paper and leave its comment in a state; it was sent at ``at``."""
    sighting = Sighting(ref=ref, step=Step("documents"), step_updated_at=at)
    await ledger.notice(sighting, due_at=at)
    due = await ledger.due(now=at, limit=1_000)
    lease = None
    for bell in due:
        lease = await ledger.claim(bell.work, owner="test", now=at, term=TERM)
        if lease is not None and lease.ref == ref:
            break
    assert lease is not None
    opened = await ledger.open(lease, sighting, now=at)
    record = make_record(
        number,
        ref=ref,
        id=opened.id,
        rubric=rubric,
        outcome=outcome,
        actions=(PostComment(body=body, format=CommentFormat.PLAIN),),
        at=at,
    )
    record = record.model_copy(update={"step_updated_at": at})
    await ledger.decide(lease, record, now=at)
    (effect,) = await ledger.effects(record.id)
    if state is not EffectState.PLANNED:
        await ledger.intend(lease, effect.id, now=at)
    if state is EffectState.CONFIRMED:
        posted = CommentId(f"ours-{number}")
        await ledger.settle(lease, effect.id, state, now=at, remote_id=posted)
        await ledger.end(lease, record.id, outcome, record.decision.reason, now=at)
        await ledger.rest(lease, now=at)
    return record
