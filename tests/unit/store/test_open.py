import asyncio
import os
import stat
from pathlib import Path

import pytest
from sqlalchemy import text

from screening.errors import Misconfigured
from screening.store.ledger import SqlLedger
from screening.store.open import open_ledger


async def _pragma(ledger: SqlLedger, name: str) -> str:
    query = text(f"PRAGMA {name}")
    return str(
        (await ledger.database.read(lambda connection: connection.execute(query))).scalar_one()
    )


async def test_a_new_ledger_is_made_with_its_folder_for_its_owner_alone(
    ledger: SqlLedger, file: Path
) -> None:
    await ledger.secret()
    names = [path.name for path in file.parent.iterdir()]
    assert "ledger.db-wal" in names
    for path in file.parent.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name


async def test_every_connection_writes_through_to_the_disk(ledger: SqlLedger) -> None:
    assert await _pragma(ledger, "journal_mode") == "wal"
    assert await _pragma(ledger, "synchronous") == "2"
    assert await _pragma(ledger, "foreign_keys") == "1"
    assert await _pragma(ledger, "busy_timeout") == "30000"


def test_a_file_that_is_no_ledger_is_refused_and_left_alone(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("these are somebody's notes " * 100)
    before = file.read_bytes()
    with pytest.raises(Misconfigured, match=r"cannot open the ledger at .*not a database.*;"):
        asyncio.run(open_ledger(f"sqlite:///{file}"))
    assert file.read_bytes() == before


def test_a_folder_in_place_of_the_file_is_refused(file: Path) -> None:
    file.mkdir(parents=True)
    with pytest.raises(Misconfigured, match=r"cannot open the ledger at .*unable to open"):
        asyncio.run(open_ledger(f"sqlite:///{file}"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_rights_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(Misconfigured, match=r"cannot open the ledger at .*Permission denied"):
        asyncio.run(open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}"))


async def test_a_ledger_of_a_newer_program_is_refused(ledger: SqlLedger, file: Path) -> None:
    newer = text("UPDATE alembic_version SET version_num = 'next'")
    await ledger.database.write(lambda connection: connection.execute(newer))
    with pytest.raises(Misconfigured, match="revision next, made by a newer program"):
        await open_ledger(f"sqlite:///{file}")


async def test_an_unreachable_server_is_named_with_cause_and_remedy_without_password() -> None:
    with pytest.raises(Misconfigured) as caught:
        await open_ledger("postgresql://ann:pw-4711@127.0.0.1:1/ledger")
    said = str(caught.value)
    assert "cannot open the ledger at postgresql://127.0.0.1:1/ledger" in said
    assert "cannot be reached: ConnectionRefusedError; see that the server runs" in said
    assert "pw-4711" not in said
    assert caught.value.__cause__ is None
