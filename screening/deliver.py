"""One write to the ATS, once: the intent before the first byte, and a look when nobody knows.

A comment is posted a second time only if two reads, both later than the ATS can still apply the
first, did not find it. That leaves one window: an ATS that applies a write later than that.
"""

from datetime import datetime, timedelta
from typing import assert_never

from screening import comment, policy
from screening.errors import (
    Gone,
    Halted,
    OutcomeUnknown,
    RateLimited,
    Refused,
    TenantStopped,
    Transient,
    Unreachable,
)
from screening.kit import Ending, Kit, Waiting
from screening.model import Effect, EffectState, Lease, Outcome, Reason, ScreeningRecord

SECOND_LOOK = timedelta(seconds=10)
"""Two reads this far apart, both after the settle time, show that a comment is not there."""
MOST_POSTS = 2
"""How often one comment is sent at most, with proven absence between."""
FILES_STAY_FRESH = timedelta(seconds=30)
"""How long a list of files holds: after it was uploaded, a person may make a file private."""


async def bring_about(
    kit: Kit, lease: Lease, record: ScreeningRecord, effect: Effect, listed_at: datetime | None
) -> Ending | Waiting | None:
    """Move one effect on; ``None`` when it is confirmed and the next may follow.

    ``listed_at`` is when the files were listed, if this trip did it.
    """
    match effect.state:
        case EffectState.CONFIRMED:
            return None
        case EffectState.STOOD_DOWN:
            why = await _overtaken(kit, record, None)
            return Ending(Outcome.OVERTAKEN, why or Reason.FILES_CHANGED)
        case EffectState.REFUSED:
            return Ending(Outcome.NEEDS_OPERATOR, Reason.WRITE_REFUSED)
        case EffectState.UNPROVEN:
            return Ending(Outcome.NEEDS_OPERATOR, Reason.OUTCOME_UNPROVEN)
        case EffectState.SENDING | EffectState.UNKNOWN:
            return await _look(kit, lease, record, effect)
        case EffectState.PLANNED:
            return await _send(kit, lease, record, effect, listed_at)
        case _:
            assert_never(effect.state)


async def _send(
    kit: Kit, lease: Lease, record: ScreeningRecord, effect: Effect, listed_at: datetime | None
) -> Ending | Waiting | None:
    if await kit.brake.pulled(kit.tenant):
        raise Halted
    overtaken = await _overtaken(kit, record, listed_at)
    if overtaken is not None:
        if effect.state is not EffectState.PLANNED:  # a planned one stands down with the ending
            await kit.ledger.settle(lease, effect.id, EffectState.STOOD_DOWN, now=kit.clock())
        return Ending(Outcome.OVERTAKEN, overtaken)
    if await kit.brake.pulled(kit.tenant):  # the look may have waited for its turn
        raise Halted
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
    settled = await kit.ledger.settle(lease, effect.id, state, now=kit.clock(), remote_id=remote_id)
    if fault is not None:
        raise fault
    return await bring_about(kit, lease, record, settled, None)


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
    settled_at = (effect.sent_at or now) + kit.ats.traits.write_within + kit.settle
    if now < settled_at:
        return Waiting(settled_at, "outcome_unknown")
    if effect.absent_since is None:
        await kit.ledger.settle(lease, effect.id, EffectState.UNKNOWN, now=now, absent_since=now)
        return Waiting(now + SECOND_LOOK, "outcome_unknown")
    if now < effect.absent_since + SECOND_LOOK:
        return Waiting(effect.absent_since + SECOND_LOOK, "outcome_unknown")
    if effect.attempt >= MOST_POSTS:
        unproven = await kit.ledger.settle(lease, effect.id, EffectState.UNPROVEN, now=now)
        return await bring_about(kit, lease, record, unproven, None)
    return await _send(kit, lease, record, effect, None)


async def _overtaken(
    kit: Kit, record: ScreeningRecord, listed_at: datetime | None
) -> Reason | None:
    """Look at the candidacy once more, right before a write: a person may have been quicker."""
    try:
        fresh = await kit.ats.candidacy(record.ref.id)
    except Gone:
        return Reason.NOT_FOUND
    moved = policy.overtaken(record, fresh, kit.policy)
    if moved is not None:
        return moved
    if listed_at is not None and kit.clock() - listed_at < FILES_STAY_FRESH:
        return None
    return policy.files_changed(record, await kit.ats.files(record.ref.id), kit.policy)
