"""Several processes on one file: the ledger decides who works, whoever dies."""

import asyncio
import signal
import sqlite3
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from screening.model import CandidacyId, CandidacyRef, Lease, Sighting, Step, TenantId
from screening.store.ledger import SqlLedger
from screening.store.open import open_ledger

NOW = datetime(2026, 4, 1, tzinfo=UTC)
TERM = timedelta(minutes=1)
TENANT = TenantId("acme")
CANDIDACIES = 30

HEAD = """
import asyncio, sys
from datetime import UTC, datetime, timedelta
from screening.model import CandidacyId, CandidacyRef, Sighting, Step, TenantId
from screening.store import noticing
from screening.store.open import open_ledger
NOW = datetime(2026, 4, 1, tzinfo=UTC)
TERM = timedelta(minutes=1)
"""

CLAIMER = (
    HEAD
    + """
async def main():
    ledger = await open_ledger(sys.argv[1])
    print("ready", flush=True)
    sys.stdin.readline()
    for bell in await ledger.due(now=NOW, limit=100):
        lease = await ledger.claim(bell.work, owner=sys.argv[2], now=NOW, term=TERM)
        if lease is not None:
            print(lease.work, flush=True)
    await ledger.close()
asyncio.run(main())
"""
)

WRITER = (
    HEAD
    + """
async def main():
    ledger = await open_ledger(sys.argv[1])
    def sighting(id):
        ref = CandidacyRef(tenant=TenantId("acme"), id=CandidacyId(id))
        return Sighting(ref=ref, step=Step("documents"), step_updated_at=NOW)
    async def half(connection):
        await noticing.notice(connection, sighting("half"), due_at=NOW, candidacy=None)
        print("half-way", flush=True)
        await asyncio.Event().wait()
    await ledger.notice(sighting("whole"), due_at=NOW)
    await ledger.database.write(half)
asyncio.run(main())
"""
)


def _sighting(id: str) -> Sighting:
    ref = CandidacyRef(tenant=TENANT, id=CandidacyId(id))
    return Sighting(ref=ref, step=Step("documents"), step_updated_at=NOW)


async def _start(root: Path, script: str, *arguments: str) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, *arguments, cwd=root, stdin=PIPE, stdout=PIPE
    )


async def _claim_all(ledger: SqlLedger, owner: str) -> list[str]:
    bells = await ledger.due(now=NOW, limit=100)
    leases: list[Lease | None] = [
        await ledger.claim(bell.work, owner=owner, now=NOW, term=TERM) for bell in bells
    ]
    return [lease.work for lease in leases if lease is not None]


async def test_two_processes_and_two_ledgers_of_one_process_share_the_work_out(
    ledger: SqlLedger, file: Path, pytestconfig: pytest.Config
) -> None:
    for number in range(CANDIDACIES):
        await ledger.notice(_sighting(f"c-{number}"), due_at=NOW)
    second = await open_ledger(f"sqlite:///{file}")
    child = await _start(pytestconfig.rootpath, CLAIMER, f"sqlite:///{file}", "child")
    assert child.stdout is not None
    assert await child.stdout.readline() == b"ready\n"
    ours, theirs, (printed, _) = await asyncio.gather(
        _claim_all(ledger, "one"), _claim_all(second, "two"), child.communicate(b"go\n")
    )
    claimed = ours + theirs + printed.decode().split()
    assert len(claimed) == CANDIDACIES
    assert len(set(claimed)) == CANDIDACIES
    assert child.returncode == 0
    await second.close()


async def test_processes_that_make_a_ledger_at_once_make_one(
    file: Path, pytestconfig: pytest.Config
) -> None:
    children = [
        await _start(pytestconfig.rootpath, CLAIMER, f"sqlite:///{file}", str(number))
        for number in range(3)
    ]
    for child in children:
        await child.communicate(b"go\n")
    assert [child.returncode for child in children] == [0, 0, 0]
    with closing(sqlite3.connect(file)) as plain:
        assert plain.execute("SELECT count(*) FROM installation").fetchone() == (1,)


async def test_a_writer_killed_half_way_leaves_whole_rows_and_no_lock(
    file: Path, pytestconfig: pytest.Config
) -> None:
    child = await _start(pytestconfig.rootpath, WRITER, f"sqlite:///{file}")
    assert child.stdout is not None
    assert await child.stdout.readline() == b"half-way\n"
    child.send_signal(signal.SIGKILL)
    await child.wait()
    ledger = await open_ledger(f"sqlite:///{file}")
    assert [row.ref.id for row in await ledger.tally(TENANT)] == ["whole"]
    assert await ledger.notice(_sighting("half"), due_at=NOW)
    await ledger.close()
    with closing(sqlite3.connect(file)) as plain:
        assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)
