"""A ledger in a file of its own for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from screening.store.ledger import SqlLedger
from screening.store.open import open_ledger


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "ledger.db"


@pytest.fixture
async def ledger(file: Path) -> AsyncIterator[SqlLedger]:
    opened = await open_ledger(f"sqlite:///{file}")
    yield opened
    await opened.close()
