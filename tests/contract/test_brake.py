"""What every brake promises: it is pulled for a tenant, for all, or for nobody."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from screening.model import TenantId
from screening.ports import Brake
from screening.store.brake import SqlBrake
from screening.store.ledger import SqlLedger
from screening.store.open import open_ledger
from support.fakes import OpenBrake, PulledBrake

NOW = datetime(2026, 11, 2, tzinfo=UTC)
ACME, OTHER = TenantId("acme"), TenantId("other")


@pytest.fixture
async def ledger(tmp_path: Path) -> AsyncIterator[SqlLedger]:
    opened = await open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    yield opened
    await opened.close()


async def untouched(ledger: SqlLedger) -> Brake:
    return SqlBrake(ledger.database)


async def released(ledger: SqlLedger) -> Brake:
    brake = SqlBrake(ledger.database)
    await brake.pull(None, why="drill", now=NOW)
    await brake.release(None, now=NOW)
    return brake


async def open_double(_: SqlLedger) -> Brake:
    return OpenBrake()


async def pulled_for_all(ledger: SqlLedger) -> Brake:
    brake = SqlBrake(ledger.database)
    await brake.pull(None, why="drill", now=NOW)
    return brake


async def pulled_for_each(ledger: SqlLedger) -> Brake:
    brake = SqlBrake(ledger.database)
    for tenant in (ACME, OTHER):
        await brake.pull(tenant, why="drill", now=NOW)
    return brake


async def pulled_by_file(ledger: SqlLedger) -> Brake:
    return SqlBrake(ledger.database, file=Path(__file__))


async def pulled_double(_: SqlLedger) -> Brake:
    return PulledBrake()


@pytest.mark.parametrize("make", [untouched, released, open_double], ids=lambda one: one.__name__)
async def test_an_open_brake_stops_nobody(
    ledger: SqlLedger, make: Callable[[SqlLedger], Awaitable[Brake]]
) -> None:
    brake = await make(ledger)
    assert [await brake.pulled(tenant) for tenant in (ACME, OTHER)] == [False, False]


@pytest.mark.parametrize(
    "make",
    [pulled_for_all, pulled_for_each, pulled_by_file, pulled_double],
    ids=lambda one: one.__name__,
)
async def test_a_pulled_brake_stops_everybody_however_often_it_is_asked(
    ledger: SqlLedger, make: Callable[[SqlLedger], Awaitable[Brake]]
) -> None:
    brake = await make(ledger)
    for _ in range(2):
        assert [await brake.pulled(tenant) for tenant in (ACME, OTHER)] == [True, True]


async def test_a_brake_of_one_tenant_stops_no_other(ledger: SqlLedger) -> None:
    brake = SqlBrake(ledger.database)
    await brake.pull(ACME, why="drill", now=NOW)
    assert await brake.pulled(ACME)
    assert not await brake.pulled(OTHER)


async def test_a_brake_that_cannot_be_read_counts_as_pulled(tmp_path: Path) -> None:
    """No answer means stop."""
    ledger = await open_ledger(f"sqlite:///{tmp_path / 'other.db'}")
    brake: Brake = SqlBrake(ledger.database, file=tmp_path / "other.db" / "STOP")
    assert await brake.pulled(ACME)
    await ledger.close()
