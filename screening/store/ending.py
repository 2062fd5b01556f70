"""How a screening ends, and what becomes of what an earlier one left behind.

What is left of other trips when a screening opens:

* not decided yet: it ends as overtaken;
* decided, comment not sent: the comment stands down and it ends as overtaken;
* decided, comment settled but the end not written (a crash): it ends as its comment says;
* decided, comment perhaps sent: it stays open, because what is on its way cannot be called
  back. Whoever carries it out settles it and ends it; the candidacy stays due while one of
  its screenings is open.

Nothing is left in the air by an end: an unresolved comment becomes unproven, for a person to
look at, and an unsent one stands down.
"""

from datetime import datetime

from sqlalchemy import RowMapping, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from screening.model import EffectState, Lease, Outcome, Reason, ScreeningId, WorkId
from screening.store import effects, leases
from screening.store.failures import LedgerDefect
from screening.store.rows import held, remember
from screening.store.stored import read_record
from screening.store.tables import screenings

_JUDGED = frozenset({Outcome.SCREENED, Outcome.NOT_SCREENED})
_ON_ITS_WAY = frozenset({EffectState.SENDING, EffectState.UNKNOWN})
_PENDING = _ON_ITS_WAY | {EffectState.PLANNED}
_UNSENT = {EffectState.PLANNED: EffectState.STOOD_DOWN}


async def end(
    connection: AsyncConnection,
    lease: Lease,
    screening: ScreeningId,
    outcome: Outcome,
    reason: Reason,
    *,
    now: datetime,
) -> None:
    """Give a screening its outcome; the same end again is harmless."""
    await held(connection, lease)
    row = await _own(connection, lease, screening)
    if row["outcome"] is None:
        await _leave_nothing_pending(connection, lease, row, outcome, now=now)
        await _finish(connection, lease.work, screening, outcome, reason, now=now)
    elif (row["outcome"], row["reason"]) != (outcome, reason):
        raise LedgerDefect(f"screening {screening} ended already as {row['outcome']}")


async def rest(connection: AsyncConnection, lease: Lease, *, now: datetime) -> None:
    """Hand the candidacy back; it stays due while one of its screenings is open."""
    others = await _another_is_open(connection, lease.work)
    await leases.rest(connection, lease, now=now, next_at=now if others else None)


async def overtake_others(
    connection: AsyncConnection, lease: Lease, current: ScreeningId, *, now: datetime
) -> None:
    """Close what can be closed of a candidacy's other screenings."""
    query = (
        select(screenings)
        .where(screenings.c.candidacy == lease.work, screenings.c.id != current)
        .where(screenings.c.outcome.is_(None))
    )
    for row in (await connection.execute(query)).mappings().all():
        await _overtake(connection, lease, row, now=now)


async def _overtake(
    connection: AsyncConnection, lease: Lease, row: RowMapping, *, now: datetime
) -> None:
    screening = ScreeningId(row["id"])
    await effects.close(connection, lease.work, screening, _UNSENT, now=now)
    states = await effects.states(connection, screening)
    if not states & _ON_ITS_WAY:
        outcome, reason = _left_behind(row, states)
        await _finish(connection, lease.work, screening, outcome, reason, now=now)


def _left_behind(row: RowMapping, states: frozenset[EffectState]) -> tuple[Outcome, Reason]:
    if row["record"] is None or EffectState.STOOD_DOWN in states:
        return Outcome.OVERTAKEN, Reason.MOVED_BY_PERSON
    if EffectState.UNPROVEN in states:
        return Outcome.NEEDS_OPERATOR, Reason.OUTCOME_UNPROVEN
    if EffectState.REFUSED in states:
        return Outcome.NEEDS_OPERATOR, Reason.WRITE_REFUSED
    decision = read_record(row["record"]).decision
    return decision.outcome, decision.reason


async def _leave_nothing_pending(
    connection: AsyncConnection,
    lease: Lease,
    row: RowMapping,
    outcome: Outcome,
    *,
    now: datetime,
) -> None:
    screening = ScreeningId(row["id"])
    if outcome in _JUDGED:
        undecided = outcome is Outcome.SCREENED and row["record"] is None
        if undecided or await effects.states(connection, screening) & _PENDING:
            raise LedgerDefect(f"screening {screening} cannot end as {outcome}: it is not done")
        return
    fates = dict.fromkeys(_ON_ITS_WAY, EffectState.UNPROVEN) | _UNSENT
    await effects.close(connection, lease.work, screening, fates, now=now)
    await effects.release_basis(connection, screening)


async def _finish(
    connection: AsyncConnection,
    work: WorkId,
    screening: ScreeningId,
    outcome: Outcome,
    reason: Reason,
    *,
    now: datetime,
) -> None:
    statement = update(screenings).where(screenings.c.id == screening)
    await connection.execute(statement.values(outcome=outcome, reason=reason, ended_at=now))
    detail: dict[str, str | int | None] = {"outcome": outcome, "reason": reason}
    await remember(connection, work, "screening.ended", at=now, screening=screening, detail=detail)


async def _own(connection: AsyncConnection, lease: Lease, screening: ScreeningId) -> RowMapping:
    query = select(screenings).where(screenings.c.id == screening)
    row = (await connection.execute(query)).mappings().one_or_none()
    if row is None or row["candidacy"] != lease.work:
        raise LedgerDefect(f"screening {screening} is not of the leased candidacy")
    return row


async def _another_is_open(connection: AsyncConnection, work: WorkId) -> bool:
    query = select(screenings.c.id).where(
        screenings.c.candidacy == work, screenings.c.outcome.is_(None)
    )
    return (await connection.execute(query)).first() is not None
