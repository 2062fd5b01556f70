"""THE TRIP of one candidacy, read top to bottom: screen, judge, carry out.

A crash between any two lines resumes at the last thing stored. One narrow window remains here: a
model call that was under way when the process died is paid again.
"""

from datetime import datetime, timedelta

from screening import policy
from screening.deliver import bring_about
from screening.errors import (
    Gone,
    ModelStopped,
    NotAssessed,
    Transient,
)
from screening.fingerprint import fence_name
from screening.gather import gather
from screening.kit import Ending, Kit, Waiting
from screening.model import (
    Assessment,
    Candidacy,
    Lease,
    ModelOutcome,
    OpenScreening,
    Outcome,
    Question,
    Reason,
    ScreeningId,
    ScreeningRecord,
    Sighting,
)
from screening.prompt import questions
from screening.record import Draft

SIGHT_STAYS_FRESH = timedelta(minutes=10)
"""How long after it fell due a candidacy need not be read again before the work begins."""
LOOK_ANEW = {Reason.FILES_CHANGED, Reason.REQUISITION_CHANGED}
"""What a person changed that is no answer to us, but needs another screening."""
NOT_ASSESSED = {
    ModelOutcome.REFUSED: Reason.MODEL_REFUSED,
    ModelOutcome.FILTERED: Reason.MODEL_FILTERED,
    ModelOutcome.TRUNCATED: Reason.MODEL_TRUNCATED,
    ModelOutcome.MALFORMED: Reason.MODEL_MALFORMED,
    ModelOutcome.OVER_BUDGET: Reason.OVER_BUDGET,
}
"""What the model did with this candidacy's question; anything else is a fault to wait out."""


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
    draft = Draft.begin(kit, screening, candidacy, requisition, gathered)
    if await kit.ledger.commented(candidacy.ref, draft.basis) is not None:
        return Ending(Outcome.NOTHING_NEW, Reason.SAME_BASIS)
    said = draft.obstacle or await ask(kit, lease, screening, draft)
    record = draft.finish(kit, said, now=kit.clock())
    await kit.ledger.decide(lease, record, now=kit.clock())
    return await carry_out(kit, lease, record, listed_at=listed_at)


async def ask(
    kit: Kit, lease: Lease, screening: OpenScreening, draft: Draft
) -> tuple[Assessment, ...] | Reason:
    """Ask the model what was not asked before; a reason when there is no usable answer."""
    fence = fence_name(kit.secret, draft.basis)
    try:
        asked = questions(
            kit.prompt,
            draft.rubric,
            draft.documents,
            language=kit.policy.language,
            fence=fence,
            max_characters=kit.max_prompt_characters,
        )
    except NotAssessed:
        return Reason.TOO_LONG
    said: list[Assessment] = []
    for question in asked:
        answer = await _answer(kit, lease, screening.id, draft, question)
        if isinstance(answer, Reason):
            return answer
        said.append(answer)
    return tuple(said)


async def carry_out(
    kit: Kit, lease: Lease, record: ScreeningRecord, *, listed_at: datetime | None = None
) -> Ending | Waiting:
    """Bring every effect of a stored decision to its end, comment first.

    ``listed_at`` is when the files were listed, if this trip did it.
    """
    for effect in await kit.ledger.effects(record.id):
        stop = await bring_about(kit, lease, record, effect, listed_at)
        if stop is not None:
            return stop
    return Ending(record.decision.outcome, record.decision.reason)


async def _answer(
    kit: Kit, lease: Lease, screening: ScreeningId, draft: Draft, question: Question
) -> Assessment | Reason:
    journal = kit.ledger.journal(
        lease, screening, requisition=draft.rubric.requisition_id, budget=kit.budget
    )
    stored = await kit.ledger.answer(lease.ref, question.fingerprint)
    if stored is not None:
        return stored
    fault: Transient | ModelStopped
    try:
        return await kit.assessor.assess(question, journal)
    except NotAssessed as error:
        if error.outcome in NOT_ASSESSED:
            return NOT_ASSESSED[error.outcome]
        stopped = error.outcome is ModelOutcome.REJECTED
        fault = ModelStopped(str(error)) if stopped else Transient(str(error))
    except Transient as error:
        fault = error
    if await _silent_for(kit, screening) < kit.policy.give_up_after:
        raise fault from None
    return Reason.MODEL_UNAVAILABLE


async def _silent_for(kit: Kit, screening: ScreeningId) -> timedelta:
    """Tell how long ago the model was first asked in vain for this screening."""
    failed = [
        call.started_at
        for call in await kit.ledger.calls(screening)
        if call.outcome is not ModelOutcome.OK
    ]
    return kit.clock() - min(failed, default=kit.clock())


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
