"""Who may work on a candidacy, and until when.

A claim raises the fence; every later write names its fence, so that a worker which was paused
or cut off cannot write once another has taken over. A row is always one of three: at rest
(``next_at`` empty), waiting (``next_at`` set) or held (owner set, ``next_at`` kept, so that a
crash leaves the work due).
"""

from datetime import datetime, timedelta

from sqlalchemy import RowMapping, case, null, update
from sqlalchemy.ext.asyncio import AsyncConnection

from screening.errors import LeaseLost
from screening.model import Candidacy, CandidacyId, CandidacyRef, Lease, TenantId, WorkId
from screening.store.noticing import claimable
from screening.store.rows import Cell, held, remember
from screening.store.tables import candidacies

_REASON_CHARACTERS = 200


async def claim(
    connection: AsyncConnection, work: WorkId, *, owner: str, now: datetime, term: timedelta
) -> Lease | None:
    """Take a due and free candidacy in one conditional update; ``None`` when it is neither."""
    row = candidacies.c
    # A second notice from before this claim is covered by it: it will read what is there now.
    merges = row.again_at <= now
    statement = (
        update(candidacies)
        .where(row.id == work, claimable(now))
        .values(
            owner=owner,
            fence=row.fence + 1,
            lease_until=now + term,
            crashes=case((row.owner.is_not(None), row.crashes + 1), else_=row.crashes),
            since=case((merges, row.again_at), else_=row.since),
            attempts=case((merges, 0), else_=row.attempts),
            again_at=case((merges, null()), else_=row.again_at),
        )
        .returning(candidacies)
    )
    taken = (await connection.execute(statement)).mappings().one_or_none()
    if taken is None:
        return None
    detail = {"fence": taken["fence"], "crashes": taken["crashes"], "attempts": taken["attempts"]}
    await remember(connection, work, "work.claimed", at=now, detail=detail)
    return _lease(taken)


async def renew(
    connection: AsyncConnection, lease: Lease, *, now: datetime, term: timedelta
) -> Lease:
    """Prolong a lease that nobody has taken, even when its time has just passed."""
    await _write(connection, lease, {"lease_until": now + term})
    return lease.model_copy(update={"until": now + term})


async def park(
    connection: AsyncConnection,
    lease: Lease,
    *,
    until: datetime,
    reason: str,
    counts: bool,
    now: datetime,
) -> None:
    """Hand back, due at ``until`` or at the time of a notice that came meanwhile."""
    row = await held(connection, lease)
    attempts = row["attempts"] + int(counts)
    short = reason[:_REASON_CHARACTERS]
    await _hand_back(connection, lease, row, next_at=until, attempts=attempts, reason=short)
    detail: dict[str, str | int | None] = {
        "reason": short,
        "until": until.isoformat(),
        "attempts": attempts,
    }
    await remember(connection, lease.work, "work.parked", at=now, detail=detail)


async def rest(
    connection: AsyncConnection, lease: Lease, *, now: datetime, next_at: datetime | None = None
) -> None:
    """Hand back with nothing more to do, unless something was noticed meanwhile.

    ``next_at`` keeps the candidacy due, for its owner knows of more work.
    """
    row = await held(connection, lease)
    await _hand_back(connection, lease, row, next_at=next_at, attempts=0, reason=None)
    await remember(connection, lease.work, "work.rested", at=now)


async def _hand_back(
    connection: AsyncConnection,
    lease: Lease,
    row: RowMapping,
    *,
    next_at: datetime | None,
    attempts: int,
    reason: str | None,
) -> None:
    again: datetime | None = row["again_at"]
    changes: dict[str, Cell] = {
        "owner": None,
        "lease_until": None,
        "again_at": None,
        "crashes": 0,
        "next_at": next_at,
        "attempts": attempts,
        "park_reason": reason,
    }
    if again is not None:  # a new piece of work, which has not been tried yet
        changes["next_at"] = again if next_at is None else min(again, next_at)
        changes |= {"since": again, "attempts": 0}
    await _write(connection, lease, changes)


async def _write(connection: AsyncConnection, lease: Lease, changes: dict[str, Cell]) -> None:
    statement = (
        update(candidacies)
        .where(candidacies.c.id == lease.work)
        .where(candidacies.c.fence == lease.fence)
        .where(candidacies.c.owner == lease.owner)
        .values(changes)
    )
    if (await connection.execute(statement)).rowcount != 1:
        raise LeaseLost


def _lease(row: RowMapping) -> Lease:
    return Lease(
        work=WorkId(row["id"]),
        ref=CandidacyRef(tenant=TenantId(row["tenant"]), id=CandidacyId(row["candidacy_id"])),
        owner=row["owner"],
        fence=row["fence"],
        until=row["lease_until"],
        since=row["since"],
        attempts=row["attempts"],
        crashes=row["crashes"],
        round=row["round"],
        seen=row["seen"] and Candidacy.model_validate_json(row["seen"]),
    )
