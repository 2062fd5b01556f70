"""Which model may answer under a name: the first that did, and those a person accepted."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from screening.ports import ModelWatch
from screening.store.open import open_ledger
from screening.store.watch import SqlModelWatch

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
async def watch(tmp_path: Path) -> AsyncIterator[ModelWatch]:
    ledger = await open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    yield SqlModelWatch(ledger.database)
    await ledger.close()


async def test_the_first_answer_is_accepted_and_another_name_is_not(watch: ModelWatch) -> None:
    assert await watch.accepted("m", "m-2026-10-01", now=NOW)
    assert await watch.accepted("m", "m-2026-10-01", now=NOW)
    assert not await watch.accepted("m", "m-2026-11-01", now=NOW)
    assert await watch.accepted("other", "m-2026-11-01", now=NOW)


async def test_a_person_can_accept_another_one(watch: ModelWatch) -> None:
    await watch.accepted("m", "one", now=NOW)
    for _ in range(2):
        await watch.accept("m", "two", now=NOW)
    assert await watch.accepted("m", "two", now=NOW)
