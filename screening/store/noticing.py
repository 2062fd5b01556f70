"""How work comes in: noticed by polling, nudged by hand, found by the reconciler.

A notice that arrives while a lease is held goes to ``again_at`` and becomes due when the lease
ends, however it ends: the work in hand may have read the candidacy before it changed.
"""

from datetime import datetime

from sqlalchemy import RowMapping, and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.elements import ColumnElement

from screening.model import Bell, Candidacy, CandidacyRef, Outcome, Sighting, WorkId
from screening.store.keys import work_id
from screening.store.rows import Cell, add_once, locked, remember
from screening.store.tables import candidacies, screenings


async def notice(
    connection: AsyncConnection,
    sighting: Sighting,
    *,
    due_at: datetime,
    candidacy: Candidacy | None,
) -> bool:
    """Record a sighting; ``True`` when its job key is new."""
    seen: dict[str, Cell] = {
        "seen_step": sighting.step,
        "seen_step_updated_at": sighting.step_updated_at,
        "seen": None if candidacy is None else candidacy.model_dump_json(),
    }
    work = work_id(sighting.ref)
    if not await _add(connection, sighting.ref, due_at=due_at, seen=seen):
        row = await locked(connection, work)
        if await _known(connection, row, sighting):
            return False
        await _make_due(connection, row, due_at=due_at, seen=seen)
    # No clock here: the event carries the time at which the work falls due.
    await remember(connection, work, "candidacy.noticed", at=due_at, detail={"step": sighting.step})
    return True


async def nudge(connection: AsyncConnection, ref: CandidacyRef, *, due_at: datetime) -> None:
    """Make a candidacy due, known or not; one that was decided begins a new round."""
    work = work_id(ref)
    if not await _add(connection, ref, due_at=due_at, seen={}):
        row = await locked(connection, work)
        anew: dict[str, Cell] = {"seen": None}
        # Work in hand may have read the candidacy before what the person has in mind.
        if row["owner"] is not None or await _decided(connection, work):
            anew["round"] = row["round"] + 1
        await _free_the_basis(connection, work)
        await _make_due(connection, row, due_at=due_at, seen=anew)
    await remember(connection, work, "candidacy.nudged", at=due_at)


async def due(connection: AsyncConnection, *, now: datetime, limit: int) -> tuple[Bell, ...]:
    """Return work that is due and free: every tenant's oldest, then every tenant's second, ..."""
    oldest_first = (candidacies.c.next_at, candidacies.c.id)
    turn = func.row_number().over(partition_by=candidacies.c.tenant, order_by=oldest_first)
    query = (
        select(candidacies.c.id, candidacies.c.fence)
        .where(claimable(now))
        .order_by(turn, *oldest_first)
        .limit(limit)
    )
    rows = (await connection.execute(query)).all()
    return tuple(Bell(work=WorkId(row.id), fence=row.fence) for row in rows)


def claimable(now: datetime) -> ColumnElement[bool]:
    """Due, and held by nobody or by somebody whose time is over."""
    free = or_(candidacies.c.owner.is_(None), candidacies.c.lease_until < now)
    return and_(candidacies.c.next_at <= now, free)


async def _add(
    connection: AsyncConnection, ref: CandidacyRef, *, due_at: datetime, seen: dict[str, Cell]
) -> bool:
    return await add_once(
        connection,
        candidacies,
        {
            "id": work_id(ref),
            "tenant": ref.tenant,
            "candidacy_id": ref.id,
            "fence": 0,
            "next_at": due_at,
            "since": due_at,
            "attempts": 0,
            "crashes": 0,
            "round": 0,
            **seen,
        },
    )


async def _free_the_basis(connection: AsyncConnection, work: WorkId) -> None:
    """Let what ended for an operator be decided again: a person has looked at it and asks."""
    where = and_(screenings.c.candidacy == work, screenings.c.outcome == Outcome.NEEDS_OPERATOR)
    await connection.execute(update(screenings).where(where).values(standing_basis=None))


async def _decided(connection: AsyncConnection, work: WorkId) -> bool:
    """Tell whether the candidacy's latest screening has ended with a decision."""
    query = (
        select(screenings.c.outcome, screenings.c.record)
        .where(screenings.c.candidacy == work)
        .order_by(screenings.c.number.desc())
        .limit(1)
    )
    last = (await connection.execute(query)).first()
    return last is not None and last.outcome is not None and last.record is not None


async def _known(connection: AsyncConnection, row: RowMapping, sighting: Sighting) -> bool:
    last = (row["seen_step"], row["seen_step_updated_at"])
    if last == (sighting.step, sighting.step_updated_at):
        return True
    query = (
        select(screenings.c.id)
        .where(screenings.c.candidacy == row["id"])
        .where(screenings.c.step == sighting.step)
        .where(screenings.c.step_updated_at == sighting.step_updated_at)
    )
    return (await connection.execute(query)).first() is not None


async def _make_due(
    connection: AsyncConnection, row: RowMapping, *, due_at: datetime, seen: dict[str, Cell]
) -> None:
    changes: dict[str, Cell] = dict(seen)
    if row["owner"] is not None:
        changes["again_at"] = _earlier(row["again_at"], due_at)
    else:
        changes |= {"next_at": _earlier(row["next_at"], due_at), "since": due_at, "attempts": 0}
    where = candidacies.c.id == row["id"]
    await connection.execute(update(candidacies).where(where).values(changes))


def _earlier(known: datetime | None, new: datetime) -> datetime:
    return new if known is None else min(known, new)
