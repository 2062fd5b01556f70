"""Which model the server says has answered, and whether a person has accepted that."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from screening.store.database import Database
from screening.store.rows import Cell, add_once
from screening.store.tables import accepted_models


class SqlModelWatch:
    """The names under which each model was accepted; the first that ever answers is."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def accepted(self, model: str, returned: str, *, now: datetime) -> bool:
        """Tell whether a name was accepted, accepting the first."""
        known = await self._database.read(lambda connection: _names(connection, model))
        if known:
            return returned in known
        await self.accept(model, returned, now=now)  # two at once: both are kept, both were first
        return True

    async def accept(self, model: str, returned: str, *, now: datetime) -> None:
        """Accept a name from now on; twice is harmless."""
        row: dict[str, Cell] = {"model": model, "returned": returned, "accepted_at": now}
        await self._database.write(lambda connection: add_once(connection, accepted_models, row))

    async def names(self, model: str) -> tuple[str, ...]:
        """Return the accepted names of a model, in order."""
        return tuple(
            sorted(await self._database.read(lambda connection: _names(connection, model)))
        )


async def _names(connection: AsyncConnection, model: str) -> frozenset[str]:
    query = select(accepted_models.c.returned).where(accepted_models.c.model == model)
    return frozenset((await connection.execute(query)).scalars())
