"""THE TRIP of one candidacy, read top to bottom: screen, judge, carry out.

A crash between any two lines resumes at the last thing stored. One narrow window remains here: a
model call that was under way when the process died is paid again; both are counted as spent.
"""

from datetime import datetime, timedelta

from screening import feedback, policy
from screening.consult import consult, silent_for
from screening.deliver import bring_about
from screening.errors import Gone, ModelStopped, Transient
from screening.gather import gather
from screening.kit import Ending, Kit, Waiting
from screening.model import (
    Candidacy,
    EffectState,
    Lease,
    OpenScreening,
    Outcome,
    Reason,
    Requisition,
    RequisitionId,
    Rubric,
    RubricSource,
    ScreeningId,
    ScreeningRecord,
    Sighting,
)
from screening.ports import Journal
from screening.record import Draft, Known, Said
from screening.requirements import lapsed, rubric_for, standing
from screening.rubric import compile_rubric

SIGHT_STAYS_FRESH = timedelta(minutes=10)
"""How long after it fell due a candidacy need not be read again before the work begins."""
LOOK_ANEW = {Reason.FILES_CHANGED, Reason.REQUISITION_CHANGED, Reason.CORRECTED_BY_PERSON}
"""What a person changed that is no answer to us, but needs another screening."""


async def screen(kit: Kit, lease: Lease) -> Ending | Waiting:
    """Take one candidacy from its record in the ATS to a comment, or to a reason for none."""
    for earlier in await kit.ledger.screenings(lease.ref):
        if earlier.outcome is None and earlier.record is not None:
            done = await carry_out(kit, lease, earlier.record)
            if isinstance(done, Waiting):
                return done
            await _end(kit, lease, earlier.id, done)
    candidacy = _just_seen(kit, lease) or await kit.ats.candidacy(lease.ref.id)
    screening = await kit.ledger.open(lease, _sighting(candidacy), now=kit.clock())
    if screening.outcome is not None and screening.reason is not None:
        await _look_anew(kit, lease, screening.reason)
        return Ending(screening.outcome, screening.reason)
    try:
        done = await judge(kit, lease, screening, candidacy)
    except Gone:
        done = Ending(Outcome.GONE, Reason.NOT_FOUND)
    if isinstance(done, Ending):
        await _end(kit, lease, screening.id, done)
    return done


async def judge(
    kit: Kit, lease: Lease, screening: OpenScreening, candidacy: Candidacy
) -> Ending | Waiting:
    """Read, ask, verify and decide; store the decision; only then act."""
    if (refusal := policy.admit(candidacy, kit.policy)) is not None:
        return Ending(Outcome.SKIPPED, refusal)
    if kit.only and candidacy.requisition_id not in kit.only:
        return Ending(Outcome.SKIPPED, Reason.REQUISITION_NOT_CHOSEN)
    listed_at, files = kit.clock(), await kit.ats.files(candidacy.ref.id)
    if (later := policy.next_look(candidacy, files, kit.policy, now=kit.clock())) is not None:
        return Waiting(later, "no_files_yet" if not files else "settling")
    requisition = (
        await kit.ats.requisition(candidacy.requisition_id) if candidacy.requisition_id else None
    )
    gathered = await gather(kit, candidacy.ref.id, files)
    journal = kit.ledger.journal(
        lease, screening.id, requisition=candidacy.requisition_id, budget=kit.budget
    )
    rubric = await _rubric(
        kit, journal, screening.id, candidacy, requisition, judge=bool(gathered.documents)
    )
    person = await kit.ats.person(candidacy.ref.id) if kit.policy.blind else None
    draft = Draft.begin(kit, screening, candidacy, requisition, gathered, rubric, person=person)
    if await kit.ledger.commented(candidacy.ref, draft.basis) is not None:
        return Ending(Outcome.NOTHING_NEW, Reason.SAME_BASIS)
    obstacle = draft.obstacle
    said = Said(obstacle) if obstacle is not None else await consult(kit, journal, draft)
    known = Known(
        corrections=await kit.corrections.of(candidacy.ref),
        same_documents=await kit.ledger.same_documents(candidacy.ref, gathered.hashes),
        lapsed=requisition is not None and await lapsed(kit, requisition) is not None,
    )
    record = draft.finish(kit, said, known, now=kit.clock())
    await kit.ledger.decide(lease, record, now=kit.clock())
    return await carry_out(kit, lease, record, listed_at=listed_at)


async def carry_out(
    kit: Kit, lease: Lease, record: ScreeningRecord, *, listed_at: datetime | None = None
) -> Ending | Waiting:
    """Bring every effect of a stored decision to its end, comment first.

    ``listed_at`` is when the files were listed, if this trip did it.
    """
    for effect in await kit.ledger.effects(record.id):
        if effect.state is EffectState.PLANNED and await _corrected(kit, record):
            return Ending(Outcome.OVERTAKEN, Reason.CORRECTED_BY_PERSON)
        stop = await bring_about(kit, lease, record, effect, listed_at)
        if stop is not None:
            return stop
    return Ending(record.decision.outcome, record.decision.reason)


async def _corrected(kit: Kit, record: ScreeningRecord) -> bool:
    """Tell whether a recruiter has corrected what is about to be said."""
    if record.rubric is None or not record.findings:
        return False
    known = await kit.corrections.of(record.ref)
    return feedback.corrected(record.findings, known, record.rubric) != record.findings


async def _rubric(
    kit: Kit,
    journal: Journal,
    screening: ScreeningId,
    candidacy: Candidacy,
    requisition: Requisition | None,
    *,
    judge: bool,
) -> Rubric:
    """Return what the candidacy is held against; where there is nothing to judge, at no cost."""
    if requisition is None:
        nobody = candidacy.requisition_id or RequisitionId("")
        return Rubric(requisition_id=nobody, source=RubricSource.RULES, requirements=())
    if not judge:
        return await standing(kit, requisition) or compile_rubric(requisition)
    try:
        return await rubric_for(kit, journal, requisition)
    except (Transient, ModelStopped):
        if await silent_for(kit, screening) < kit.policy.give_up_after:
            raise
        return compile_rubric(requisition)


async def _end(kit: Kit, lease: Lease, screening: ScreeningId, ending: Ending) -> None:
    await kit.ledger.end(lease, screening, ending.outcome, ending.reason, now=kit.clock())
    await _look_anew(kit, lease, ending.reason)


async def _look_anew(kit: Kit, lease: Lease, reason: Reason) -> None:
    if reason in LOOK_ANEW:
        await kit.ledger.nudge(lease.ref, due_at=kit.clock())


def _just_seen(kit: Kit, lease: Lease) -> Candidacy | None:
    """Return the candidacy as the poll saw it, if that was just now; saves one request."""
    fresh = kit.clock() - lease.since < SIGHT_STAYS_FRESH
    return lease.seen if fresh else None


def _sighting(candidacy: Candidacy) -> Sighting:
    return Sighting(
        ref=candidacy.ref, step=candidacy.step, step_updated_at=candidacy.step_updated_at
    )
