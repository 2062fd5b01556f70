"""The switch that stops all actions: in the ledger, per tenant or for all, or a file on disk."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import and_, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.elements import ColumnElement

from screening.errors import ScreeningError
from screening.model import TenantId
from screening.store.database import Database
from screening.store.failures import LedgerDefect
from screening.store.rows import Cell
from screening.store.tables import brakes

_ALL = "*"


class SqlBrake:
    """The brake. Where it cannot be read, it is pulled."""

    def __init__(self, database: Database, *, file: Path | None = None) -> None:
        self._database = database
        self._file = file

    async def pulled(self, tenant: TenantId) -> bool:
        """Tell whether actions are stopped: by the file, for this tenant or for all."""
        try:
            return self._file_is_there() or await self._stored(tenant)
        except (ScreeningError, LedgerDefect, OSError):
            return True

    async def pull(self, tenant: TenantId | None, *, why: str, now: datetime) -> None:
        """Stop actions of one tenant, or of all with ``None``; pulling twice is harmless."""
        row: dict[str, Cell] = {"tenant": tenant or _ALL, "pulled_at": now, "why": why}
        await self._database.write(lambda connection: _pull(connection, row))

    async def release(self, tenant: TenantId | None, *, now: datetime) -> None:
        """Let go of what ``pull`` with the same tenant stopped; its history stays."""
        statement = update(brakes).where(_pulled(tenant or _ALL)).values(released_at=now)
        await self._database.write(lambda connection: connection.execute(statement))

    def _file_is_there(self) -> bool:
        if self._file is None:
            return False
        try:
            self._file.stat()  # not exists(), which may call an unreadable folder "no file"
        except FileNotFoundError:
            return False
        return True

    async def _stored(self, tenant: TenantId) -> bool:
        return await self._database.read(lambda connection: _found(connection, tenant, _ALL))


async def _pull(connection: AsyncConnection, row: dict[str, Cell]) -> None:
    if not await _found(connection, str(row["tenant"])):
        await connection.execute(insert(brakes).values(row))


async def _found(connection: AsyncConnection, *names: str) -> bool:
    query = select(brakes.c.id).where(_pulled(*names))
    return (await connection.execute(query)).first() is not None


def _pulled(*names: str) -> ColumnElement[bool]:
    return and_(brakes.c.tenant.in_(names), brakes.c.released_at.is_(None))
