"""Open one part of the ledger alone, for commands that need no more."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from screening.settings import (
    Settings,
)
from screening.store.brake import SqlBrake
from screening.store.open import open_ledger
from screening.store.watch import SqlModelWatch


@asynccontextmanager
async def open_brake(settings: Settings) -> AsyncIterator[SqlBrake]:
    """Open only the brake."""
    ledger = await open_ledger(settings.ledger.url)
    try:
        yield SqlBrake(ledger.database, file=settings.brake_file)
    finally:
        await ledger.close()


@asynccontextmanager
async def open_watch(settings: Settings) -> AsyncIterator[SqlModelWatch]:
    """Open only what is known of the models' names."""
    ledger = await open_ledger(settings.ledger.url)
    try:
        yield SqlModelWatch(ledger.database)
    finally:
        await ledger.close()
