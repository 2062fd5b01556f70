from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from screening.model import TenantId
from screening.store.brake import SqlBrake
from screening.store.ledger import SqlLedger

TENANT = TenantId("acme")
NOW = datetime(2026, 4, 1, tzinfo=UTC)


async def test_a_brake_file_stops_everything_while_it_exists(
    ledger: SqlLedger, tmp_path: Path
) -> None:
    file = tmp_path / "STOP"
    brake = SqlBrake(ledger.database, file=file)
    assert not await brake.pulled(TENANT)
    file.touch()
    assert await brake.pulled(TENANT)
    file.unlink()
    assert not await brake.pulled(TENANT)


async def test_a_brake_file_that_cannot_be_looked_for_counts_as_pulled(
    ledger: SqlLedger, tmp_path: Path
) -> None:
    not_a_folder = tmp_path / "plain"
    not_a_folder.touch()
    assert await SqlBrake(ledger.database, file=not_a_folder / "STOP").pulled(TENANT)


async def test_a_brake_that_cannot_be_read_counts_as_pulled(ledger: SqlLedger) -> None:
    brake = SqlBrake(ledger.database)
    drop = text("DROP TABLE brakes")
    await ledger.database.write(lambda connection: connection.execute(drop))
    assert await brake.pulled(TENANT)


async def test_a_released_brake_stays_in_the_books(ledger: SqlLedger) -> None:
    brake = SqlBrake(ledger.database)
    await brake.pull(TENANT, why="drill", now=NOW)
    await brake.release(TENANT, now=NOW)
    query = text("SELECT tenant, why, released_at IS NOT NULL FROM brakes")
    rows = (await ledger.database.read(lambda connection: connection.execute(query))).all()
    assert [tuple(row) for row in rows] == [("acme", "drill", 1)]


@pytest.mark.parametrize("tenant", [TENANT, None])
async def test_releasing_what_was_not_pulled_is_harmless(
    ledger: SqlLedger, tenant: TenantId | None
) -> None:
    await SqlBrake(ledger.database).release(tenant, now=NOW)
