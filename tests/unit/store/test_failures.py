"""A database in trouble is told in our words, and stores nothing by halves."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from screening.errors import Transient, Unreachable
from screening.model import CandidacyId, CandidacyRef, Sighting, Step, TenantId
from screening.store import database
from screening.store.failures import LedgerBusy, LedgerDefect, LedgerFull, translated
from screening.store.ledger import SqlLedger
from screening.store.open import open_ledger

NOW = datetime(2026, 4, 1, tzinfo=UTC)
TENANT = TenantId("acme")


def _sighting(number: int) -> Sighting:
    ref = CandidacyRef(tenant=TENANT, id=CandidacyId(f"c-{number}"))
    return Sighting(ref=ref, step=Step("documents"), step_updated_at=NOW)


async def _notice_many(ledger: SqlLedger) -> None:
    for number in range(10_000):
        await ledger.notice(_sighting(number), due_at=NOW)


async def test_a_ledger_held_by_another_process_is_busy(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_PRAGMAS", ("busy_timeout=1",))
    ledger = await open_ledger(f"sqlite:///{file}")
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerBusy, match="held by another process"):
            await ledger.notice(_sighting(1), due_at=NOW)
        assert await ledger.due(now=NOW, limit=1) == ()  # readers are not kept waiting
        other.execute("ROLLBACK")
    assert await ledger.notice(_sighting(1), due_at=NOW)
    await ledger.close()


async def test_a_full_disk_stores_nothing_and_is_not_the_end(ledger: SqlLedger, file: Path) -> None:
    async def limit(pages: int) -> None:
        pragma = f"PRAGMA max_page_count={pages}"
        await ledger.database.write(lambda connection: connection.exec_driver_sql(pragma))

    await limit(1)  # SQLite takes this as: not one page more than now
    with pytest.raises(LedgerFull):
        await _notice_many(ledger)
    rows = await ledger.tally(TENANT)
    assert rows
    for row in rows:
        assert len(await ledger.events(row.ref)) == 1
    await limit(1_000_000)
    assert await ledger.notice(_sighting(len(rows)), due_at=NOW)
    with closing(sqlite3.connect(file)) as plain:
        assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def test_a_statement_that_fails_tells_no_value(ledger: SqlLedger) -> None:
    secret = "山田太郎 +81 90"
    insert = text("INSERT INTO brakes (tenant, pulled_at, why) VALUES (:why, NULL, :why)")
    with pytest.raises(LedgerDefect, match="SQLITE_CONSTRAINT") as caught:
        await ledger.database.write(lambda connection: connection.execute(insert, {"why": secret}))
    assert secret not in repr(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


async def test_an_altered_table_is_a_defect(ledger: SqlLedger) -> None:
    with pytest.raises(LedgerDefect, match="failed"):
        await ledger.database.read(lambda connection: connection.execute(text("SELECT nonsense")))


def test_a_ledger_out_of_reach_is_never_mistaken_for_a_request_not_sent() -> None:
    """``Unreachable`` would tell the pipeline that the ATS got nothing."""
    with pytest.raises(Transient) as caught, translated("here"):
        raise ConnectionRefusedError
    assert not isinstance(caught.value, Unreachable)
    with pytest.raises(LedgerBusy), translated("here"):
        raise TimeoutError
