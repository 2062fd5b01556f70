"""The trips of a candidacy: opened once per job key, decided once."""

import json
from datetime import datetime

from sqlalchemy import RowMapping, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from screening.model import (
    PASSING,
    CandidacyRef,
    Fingerprint,
    Lease,
    OpenScreening,
    Outcome,
    Reason,
    Reference,
    ScreeningId,
    ScreeningRecord,
    Sighting,
    Step,
)
from screening.store import effects, ending
from screening.store.failures import LedgerDefect
from screening.store.keys import screening_id, work_id
from screening.store.rows import Cell, held, remember
from screening.store.stored import read_record, write
from screening.store.tables import candidacies, findings, screened_files, screenings

MOST_ELSEWHERE = 5
"""How many other screenings of the same file are named."""


async def open_screening(
    connection: AsyncConnection, lease: Lease, sighting: Sighting, *, now: datetime
) -> OpenScreening:
    """Return the screening of this job key and close what earlier trips left behind.

    One that ended undecided is opened again: its candidacy became due once more because a person
    asked for it. A decided one is returned as it is, so that it is never decided anew.
    """
    await held(connection, lease)
    if sighting.ref != lease.ref:
        raise LedgerDefect(f"work {lease.work}: the sighting is of another candidacy")
    key = screening_id(sighting, round=lease.round)
    await ending.overtake_others(connection, lease, key, now=now)
    row = await _row(connection, key)
    if row is None:
        await _insert(connection, lease, key, sighting, now=now)
    elif row["outcome"] is not None and row["record"] is None:
        await _reopen(connection, lease, key, now=now)
    else:
        return opened(row, lease.ref)
    return OpenScreening(id=key, sighting=sighting)


async def decide(
    connection: AsyncConnection, lease: Lease, record: ScreeningRecord, *, now: datetime
) -> None:
    """Store a decision whole; the same record again changes nothing."""
    await held(connection, lease)
    row = await _row(connection, record.id)
    if row is None or row["candidacy"] != lease.work or record.ref != lease.ref:
        raise LedgerDefect(f"screening {record.id} was not opened for this candidacy")
    text = write(record)
    if row["record"] == text:
        return
    if row["record"] is not None or row["outcome"] is not None:
        raise LedgerDefect(f"screening {record.id} is decided or ended already")
    if await commented(connection, lease.ref, record.basis) is not None:
        raise LedgerDefect(f"screening {record.id}: this basis is decided already")
    await _store(connection, record, text)
    detail: dict[str, str | int | None] = {
        "outcome": record.decision.outcome,
        "reason": record.decision.reason,
        "basis": record.basis,
        "reference": record.reference,
        "actions": len(record.actions),
    }
    await remember(
        connection, lease.work, "screening.decided", at=now, screening=record.id, detail=detail
    )


async def same_documents(
    connection: AsyncConnection, ref: CandidacyRef, hashes: tuple[str, ...]
) -> tuple[Reference, ...]:
    """Return decided screenings of the tenant's other candidacies with a file, oldest first.

    No more than the newest few: an agency's own leaflet lies in every application.
    """
    query = (
        select(screenings.c.reference, screenings.c.decided_at)
        .join(screened_files, screened_files.c.screening == screenings.c.id)
        .join(candidacies, candidacies.c.id == screenings.c.candidacy)
        .where(screened_files.c.sha256.in_(hashes))
        .where(candidacies.c.tenant == ref.tenant)
        .where(screenings.c.candidacy != work_id(ref))
        .distinct()
        .order_by(screenings.c.decided_at.desc(), screenings.c.reference.desc())
        .limit(MOST_ELSEWHERE)
    )
    newest = (await connection.execute(query)).all()
    return tuple(Reference(row[0]) for row in reversed(newest))


async def commented(
    connection: AsyncConnection, ref: CandidacyRef, basis: Fingerprint
) -> ScreeningId | None:
    """Return the candidacy's screening whose decision on this basis stands."""
    query = (
        select(screenings.c.id)
        .where(screenings.c.candidacy == work_id(ref))
        .where(screenings.c.standing_basis == basis)
    )
    found = (await connection.execute(query)).scalar_one_or_none()
    return None if found is None else ScreeningId(found)


async def all_of(connection: AsyncConnection, ref: CandidacyRef) -> tuple[OpenScreening, ...]:
    """Return a candidacy's screenings, oldest first."""
    query = (
        select(screenings)
        .where(screenings.c.candidacy == work_id(ref))
        .order_by(screenings.c.number)
    )
    return tuple(opened(row, ref) for row in (await connection.execute(query)).mappings())


def opened(row: RowMapping, ref: CandidacyRef) -> OpenScreening:
    """Read a row of the table."""
    sighting = Sighting(ref=ref, step=Step(row["step"]), step_updated_at=row["step_updated_at"])
    return OpenScreening(
        id=ScreeningId(row["id"]),
        sighting=sighting,
        outcome=row["outcome"] and Outcome(row["outcome"]),
        reason=row["reason"] and Reason(row["reason"]),
        record=row["record"] and read_record(row["record"]),
    )


async def _row(connection: AsyncConnection, id: ScreeningId) -> RowMapping | None:
    query = select(screenings).where(screenings.c.id == id)
    return (await connection.execute(query)).mappings().one_or_none()


async def _insert(
    connection: AsyncConnection,
    lease: Lease,
    id: ScreeningId,
    sighting: Sighting,
    *,
    now: datetime,
) -> None:
    last = select(func.coalesce(func.max(screenings.c.number), 0)).where(
        screenings.c.candidacy == lease.work
    )
    row: dict[str, Cell] = {
        "id": id,
        "candidacy": lease.work,
        "number": (await connection.execute(last)).scalar_one() + 1,
        "step": sighting.step,
        "step_updated_at": sighting.step_updated_at,
        "round": lease.round,
        "opened_at": now,
    }
    await connection.execute(insert(screenings).values(row))
    await remember(connection, lease.work, "screening.opened", at=now, screening=id)


async def _reopen(
    connection: AsyncConnection, lease: Lease, id: ScreeningId, *, now: datetime
) -> None:
    statement = update(screenings).where(screenings.c.id == id)
    await connection.execute(statement.values(outcome=None, reason=None, ended_at=None))
    await remember(connection, lease.work, "screening.reopened", at=now, screening=id)


async def _store(connection: AsyncConnection, record: ScreeningRecord, text: str) -> None:
    decision: dict[str, Cell] = {
        "reference": record.reference,
        "basis": record.basis,
        "standing_basis": None if record.decision.reason in PASSING else record.basis,
        "record": text,
        "decided_at": record.decided_at,
    }
    where = screenings.c.id == record.id
    await connection.execute(update(screenings).where(where).values(decision))
    rows = _findings(record)
    if rows:
        await connection.execute(insert(findings), rows)
    for digest in dict.fromkeys(reading.sha256 for reading in record.readings):
        file = {"screening": record.id, "sha256": digest}
        await connection.execute(insert(screened_files).values(file))
    await effects.plan(connection, record)


def _findings(record: ScreeningRecord) -> list[dict[str, Cell]]:
    requirements = record.rubric.requirements if record.rubric else ()
    kinds = {requirement.id: requirement.kind for requirement in requirements}
    return [
        {
            "screening": record.id,
            "position": position,
            "requirement_id": finding.requirement_id,
            "kind": kinds.get(finding.requirement_id),
            "answer": finding.answer,
            "claimed": finding.claimed,
            "demotion": finding.demotion,
            "evidence": json.dumps(
                [evidence.model_dump(mode="json") for evidence in finding.evidence],
                ensure_ascii=False,
            ),
        }
        for position, finding in enumerate(record.findings)
    ]
