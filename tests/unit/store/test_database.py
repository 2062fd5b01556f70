import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from screening.model import CandidacyId, CandidacyRef, Sighting, Step, TenantId
from screening.store import noticing
from screening.store.ledger import SqlLedger

NOW = datetime(2026, 4, 1, tzinfo=UTC)
TENANT = TenantId("acme")
SIGHTING = Sighting(
    ref=CandidacyRef(tenant=TENANT, id=CandidacyId("c-1")),
    step=Step("documents"),
    step_updated_at=NOW,
)


class HalfWay:
    """A write that stops half-way until it is told to go on."""

    def __init__(self) -> None:
        self.reached = asyncio.Event()
        self.go_on = asyncio.Event()

    async def __call__(self, connection: AsyncConnection) -> None:
        await noticing.notice(connection, SIGHTING, due_at=NOW, candidacy=None)
        self.reached.set()
        await self.go_on.wait()


async def test_a_write_that_began_is_stored_whole_though_its_caller_is_cancelled(
    ledger: SqlLedger,
) -> None:
    write = HalfWay()
    caller = asyncio.create_task(ledger.database.write(write))
    await write.reached.wait()
    caller.cancel()
    await asyncio.sleep(0)
    write.go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await caller
    assert len(await ledger.events(SIGHTING.ref)) == 1


async def test_a_write_that_waits_for_its_turn_never_begins_once_cancelled(
    ledger: SqlLedger,
) -> None:
    first, second = HalfWay(), HalfWay()
    second.go_on.set()
    running = asyncio.create_task(ledger.database.write(first))
    await first.reached.wait()
    waiting = asyncio.create_task(ledger.database.write(second))
    await asyncio.sleep(0)
    waiting.cancel()
    first.go_on.set()
    await running
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert not second.reached.is_set()


async def test_a_write_that_raises_is_undone(ledger: SqlLedger) -> None:
    async def fail(connection: AsyncConnection) -> None:
        await noticing.notice(connection, SIGHTING, due_at=NOW, candidacy=None)
        raise LookupError

    with pytest.raises(LookupError):
        await ledger.database.write(fail)
    assert await ledger.tally(TENANT) == ()


async def test_reading_goes_on_beside_a_write(ledger: SqlLedger) -> None:
    write = HalfWay()
    running = asyncio.create_task(ledger.database.write(write))
    await write.reached.wait()
    assert await ledger.due(now=NOW, limit=1) == ()
    write.go_on.set()
    await running
    assert len(await ledger.due(now=NOW, limit=1)) == 1


async def test_a_row_whose_owner_does_not_exist_is_refused_by_the_database(
    ledger: SqlLedger,
) -> None:
    orphan = text("INSERT INTO answers (candidacy, question, assessment) VALUES ('x', 'y', 'z')")
    with pytest.raises(RuntimeError, match="SQLITE_CONSTRAINT_FOREIGNKEY"):
        await ledger.database.write(lambda connection: connection.execute(orphan))
