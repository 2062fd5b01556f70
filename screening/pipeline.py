"""THE TRIP of one candidacy, read top to bottom: screen, judge, carry out.

A crash between any two lines resumes at the last thing stored. Two windows remain, and both are
narrow: a model call is paid twice if the process dies between the arrival of its answer and the
commit of it; a comment is posted twice if the ATS applies a write later than the settle time.
"""

from datetime import timedelta
from typing import assert_never

from screening import comment, policy
from screening.errors import (
    Gone,
    Halted,
    NotAssessed,
    OutcomeUnknown,
    RateLimited,
    Refused,
    TenantStopped,
    Transient,
    Unreachable,
)
from screening.fingerprint import fence_name
from screening.gather import gather
from screening.kit import Ending, Kit, Waiting
from screening.model import (
    Assessment,
    Candidacy,
    Effect,
    EffectState,
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

SECOND_LOOK = timedelta(seconds=10)
"""Two reads this far apart, both after the settle time, show that a comment is not there."""
MOST_POSTS = 2
"""How often one comment is sent at most, with proven absence between."""
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
    candidacy = await kit.ats.candidacy(lease.ref.id)
    screening = await kit.ledger.open(lease, _sighting(candidacy), now=kit.clock())
    if screening.outcome is not None and screening.reason is not None:
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
    files = await kit.ats.files(candidacy.ref.id)
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
    return await carry_out(kit, lease, record)


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
        answer = await _answer(kit, lease, screening.id, question)
        if isinstance(answer, Reason):
            return answer
        said.append(answer)
    return tuple(said)


async def carry_out(kit: Kit, lease: Lease, record: ScreeningRecord) -> Ending | Waiting:
    """Bring every effect of a stored decision to its end, comment first."""
    for effect in await kit.ledger.effects(record.id):
        stop = await _bring_about(kit, lease, record, effect)
        if stop is not None:
            return stop
    return Ending(record.decision.outcome, record.decision.reason)


async def _answer(
    kit: Kit, lease: Lease, screening: ScreeningId, question: Question
) -> Assessment | Reason:
    stored = await kit.ledger.answer(lease.ref, question.fingerprint)
    if stored is not None:
        return stored
    try:
        return await kit.assessor.assess(question, kit.ledger.journal(lease, screening))
    except NotAssessed as error:
        if error.outcome in NOT_ASSESSED:
            return NOT_ASSESSED[error.outcome]
        fault = Transient(str(error))
    except Transient as error:
        fault = error
    if kit.clock() - lease.since < kit.policy.give_up_after:
        raise fault from None
    return Reason.MODEL_UNAVAILABLE


async def _bring_about(
    kit: Kit, lease: Lease, record: ScreeningRecord, effect: Effect
) -> Ending | Waiting | None:
    """Move one effect on; ``None`` when it is confirmed and the next may follow."""
    match effect.state:
        case EffectState.CONFIRMED:
            return None
        case EffectState.STOOD_DOWN:
            return Ending(Outcome.OVERTAKEN, Reason.MOVED_BY_PERSON)
        case EffectState.REFUSED:
            return Ending(Outcome.NEEDS_OPERATOR, Reason.WRITE_REFUSED)
        case EffectState.UNPROVEN:
            return Ending(Outcome.NEEDS_OPERATOR, Reason.OUTCOME_UNPROVEN)
        case EffectState.SENDING | EffectState.UNKNOWN:
            return await _look(kit, lease, record, effect)
        case EffectState.PLANNED:
            return await _send(kit, lease, record, effect)
        case _:
            assert_never(effect.state)


async def _send(
    kit: Kit, lease: Lease, record: ScreeningRecord, effect: Effect
) -> Ending | Waiting | None:
    if await kit.brake.pulled(kit.tenant):
        raise Halted
    overtaken = await _overtaken(kit, record)
    if overtaken is not None:
        await kit.ledger.settle(lease, effect.id, EffectState.STOOD_DOWN, now=kit.clock())
        return Ending(Outcome.OVERTAKEN, overtaken)
    await kit.ledger.intend(lease, effect.id, now=kit.clock())
    state, remote_id = EffectState.CONFIRMED, None
    fault: Transient | TenantStopped | None = None
    try:
        remote_id = await kit.ats.post_comment(
            record.ref.id, effect.action.body, effect.action.format
        )
    except (Unreachable, RateLimited, TenantStopped) as error:
        state, fault = EffectState.PLANNED, error
    except (Refused, Gone):
        state = EffectState.REFUSED
    except OutcomeUnknown:
        state = EffectState.UNKNOWN
    settled = await kit.ledger.settle(
        lease, effect.id, state, now=kit.clock(), remote_id=remote_id
    )
    if fault is not None:
        raise fault
    return await _bring_about(kit, lease, record, settled)


async def _look(
    kit: Kit, lease: Lease, record: ScreeningRecord, effect: Effect
) -> Ending | Waiting | None:
    """Settle an unknown outcome by reading: presence counts at once, absence only twice."""
    now = kit.clock()
    for posted in await kit.ats.comments(record.ref.id):
        if comment.find_reference(posted.body, record.reference):
            await kit.ledger.settle(
                lease, effect.id, EffectState.CONFIRMED, now=now, remote_id=posted.id
            )
            return None
    settled_at = (effect.sent_at or now) + kit.settle
    if now < settled_at:
        return Waiting(settled_at, "outcome_unknown")
    if effect.absent_since is None:
        await kit.ledger.settle(lease, effect.id, EffectState.UNKNOWN, now=now, absent_since=now)
        return Waiting(now + SECOND_LOOK, "outcome_unknown")
    if now < effect.absent_since + SECOND_LOOK:
        return Waiting(effect.absent_since + SECOND_LOOK, "outcome_unknown")
    if effect.attempt >= MOST_POSTS:
        unproven = await kit.ledger.settle(lease, effect.id, EffectState.UNPROVEN, now=now)
        return await _bring_about(kit, lease, record, unproven)
    return await _send(kit, lease, record, effect)


async def _overtaken(kit: Kit, record: ScreeningRecord) -> Reason | None:
    """Look at the candidacy once more, right before a write: a person may have been quicker."""
    try:
        fresh = await kit.ats.candidacy(record.ref.id)
    except Gone:
        return Reason.NOT_FOUND
    moved = policy.overtaken(record, fresh, kit.policy)
    if moved is not None:
        return moved
    return policy.files_changed(record, await kit.ats.files(record.ref.id), kit.policy)


async def _end(kit: Kit, lease: Lease, screening: ScreeningId, ending: Ending) -> None:
    await kit.ledger.end(lease, screening, ending.outcome, ending.reason, now=kit.clock())


def _sighting(candidacy: Candidacy) -> Sighting:
    return Sighting(
        ref=candidacy.ref, step=candidacy.step, step_updated_at=candidacy.step_updated_at
    )
