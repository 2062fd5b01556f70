"""The writes to the ATS: planned with the decision, intended before the first byte, settled.

``sending`` is committed before anything leaves. From ``sending`` or ``unknown`` the only way to
send again is proven absence, or the sender's own word that nothing left.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import RowMapping, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from screening.fingerprint import fingerprint
from screening.model import (
    CommentId,
    Effect,
    EffectId,
    EffectState,
    Lease,
    Reference,
    ScreeningId,
    ScreeningRecord,
    WorkId,
)
from screening.store import transitions
from screening.store.failures import LedgerDefect
from screening.store.keys import effect_id
from screening.store.rows import Cell, held, remember
from screening.store.stored import read_action, write
from screening.store.tables import effect_attempts, effects, screenings


async def plan(connection: AsyncConnection, record: ScreeningRecord) -> None:
    """Store a decision's actions with their bodies, which never change again."""
    for position, action in enumerate(record.actions):
        text = write(action)
        row: dict[str, Cell] = {
            "id": effect_id(record.id, action.kind),
            "screening": record.id,
            "kind": action.kind,
            "position": position,
            "reference": record.reference,
            "action": text,
            "body_hash": fingerprint(text),
            "state": EffectState.PLANNED,
            "attempt": 0,
        }
        await connection.execute(insert(effects).values(row))


async def of(connection: AsyncConnection, screening: ScreeningId) -> tuple[Effect, ...]:
    """Return a screening's effects in the order of the decision's actions."""
    query = select(effects).where(effects.c.screening == screening).order_by(effects.c.position)
    return tuple(_effect(row) for row in (await connection.execute(query)).mappings())


async def states(connection: AsyncConnection, screening: ScreeningId) -> frozenset[EffectState]:
    """Return the states in which a screening's effects are."""
    query = select(effects.c.state).where(effects.c.screening == screening)
    return frozenset(EffectState(state) for state in (await connection.execute(query)).scalars())


async def intend(
    connection: AsyncConnection, lease: Lease, effect: EffectId, *, now: datetime
) -> Effect:
    """Record that it is being sent now."""
    row = await _own(connection, lease, effect)
    transitions.check_intent(row)
    if row["body_hash"] != fingerprint(row["action"]):
        raise LedgerDefect(f"effect {effect}: its stored body was altered; it is not sent")
    changes: dict[str, Cell] = {
        "state": EffectState.SENDING,
        "attempt": row["attempt"] + 1,
        "sent_at": now,
        "absent_since": None,
    }
    last = select(func.coalesce(func.max(effect_attempts.c.n), 0)).where(
        effect_attempts.c.effect == effect
    )
    trail: dict[str, Cell] = {
        "effect": effect,
        "n": (await connection.execute(last)).scalar_one() + 1,
        "fence": lease.fence,
        "owner": lease.owner,
        "started_at": now,
    }
    await connection.execute(insert(effect_attempts).values(trail))
    return await _change(connection, lease.work, row, changes, now=now)


async def settle(
    connection: AsyncConnection,
    lease: Lease,
    effect: EffectId,
    state: EffectState,
    *,
    now: datetime,
    remote_id: CommentId | None,
    absent_since: datetime | None,
) -> Effect:
    """Record what became of it. ``absent_since`` is kept as given: without it, absence is open."""
    row = await _own(connection, lease, effect)
    attempt = await _last_attempt(connection, effect)
    sender = attempt is not None and attempt["fence"] == lease.fence
    transitions.check(row, state, sender=sender, absent_since=absent_since)
    changes: dict[str, Cell] = {"state": state, "absent_since": absent_since}
    if state is EffectState.PLANNED:
        changes |= {"attempt": row["attempt"] - 1, "sent_at": None}
    if state is EffectState.CONFIRMED:
        changes["remote_id"] = remote_id
    return await _change(connection, lease.work, row, changes, now=now)


async def close(
    connection: AsyncConnection,
    work: WorkId,
    screening: ScreeningId,
    fates: Mapping[EffectState, EffectState],
    *,
    now: datetime,
) -> None:
    """Give a screening's effects the fate of their state, because the screening ends."""
    query = select(effects).where(effects.c.screening == screening)
    for row in (await connection.execute(query)).mappings().all():
        fate = fates.get(EffectState(row["state"]))
        if fate is not None:
            await _change(connection, work, row, {"state": fate}, now=now)


async def release_basis(connection: AsyncConnection, screening: ScreeningId) -> None:
    """Let the basis be decided again if no effect of this decision exists or can be sent."""
    alive = (
        exists()
        .where(effects.c.screening == screening)
        .where(effects.c.state.not_in([EffectState.STOOD_DOWN, EffectState.REFUSED]))
    )
    statement = update(screenings).where(screenings.c.id == screening, ~alive)
    await connection.execute(statement.values(standing_basis=None))


async def _change(
    connection: AsyncConnection,
    work: WorkId,
    row: RowMapping,
    changes: dict[str, Cell],
    *,
    now: datetime,
) -> Effect:
    before, state = EffectState(row["state"]), EffectState(str(changes["state"]))
    statement = update(effects).where(effects.c.id == row["id"]).values(changes)
    after = (await connection.execute(statement.returning(effects))).mappings().one()
    screening = ScreeningId(row["screening"])
    if before is not EffectState.PLANNED and state is not EffectState.SENDING:
        await _mark_attempt(connection, EffectId(row["id"]), state, now=now)
    if state in (EffectState.STOOD_DOWN, EffectState.REFUSED):
        await release_basis(connection, screening)
    detail: dict[str, str | int | None] = {
        "kind": after["kind"],
        "from": before,
        "state": state,
        "attempt": after["attempt"],
    }
    await remember(connection, work, f"effect.{state}", at=now, screening=screening, detail=detail)
    return _effect(after)


async def _last_attempt(connection: AsyncConnection, effect: EffectId) -> RowMapping | None:
    query = (
        select(effect_attempts)
        .where(effect_attempts.c.effect == effect)
        .order_by(effect_attempts.c.n.desc())
        .limit(1)
    )
    return (await connection.execute(query)).mappings().one_or_none()


async def _mark_attempt(
    connection: AsyncConnection, effect: EffectId, state: EffectState, *, now: datetime
) -> None:
    attempt = await _last_attempt(connection, effect)
    if attempt is None:
        raise LedgerDefect(f"effect {effect} was sent without an attempt on record")
    statement = update(effect_attempts).where(
        effect_attempts.c.effect == effect, effect_attempts.c.n == attempt["n"]
    )
    await connection.execute(statement.values(ended_at=now, ended_state=state))


async def _own(connection: AsyncConnection, lease: Lease, effect: EffectId) -> RowMapping:
    await held(connection, lease)
    query = (
        select(effects)
        .join(screenings, screenings.c.id == effects.c.screening)
        .where(effects.c.id == effect, screenings.c.candidacy == lease.work)
    )
    row = (await connection.execute(query)).mappings().one_or_none()
    if row is None:
        raise LedgerDefect(f"effect {effect} is not of the leased candidacy")
    return row


def _effect(row: RowMapping) -> Effect:
    return Effect(
        id=EffectId(row["id"]),
        screening_id=ScreeningId(row["screening"]),
        action=read_action(row["action"]),
        reference=Reference(row["reference"]),
        state=EffectState(row["state"]),
        attempt=row["attempt"],
        sent_at=row["sent_at"],
        absent_since=row["absent_since"],
        remote_id=row["remote_id"],
    )
