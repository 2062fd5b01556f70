"""Small statements that the store's modules share: add once, lock, append to the history."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import RowMapping, Table, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.elements import ColumnElement

from screening.errors import LeaseLost
from screening.model import Lease, ScreeningId, WorkId
from screening.store.tables import candidacies, events

Cell = str | int | bytes | datetime | None
"""What these statements put into a column."""


async def add_once(
    connection: AsyncConnection,
    table: Table,
    values: Mapping[str, Cell | ColumnElement[datetime]],
) -> bool:
    """Insert a row unless one with such a key is there; tell whether it was inserted."""
    if connection.dialect.name == "sqlite":
        statement = sqlite.insert(table).values(values).on_conflict_do_nothing()
        return (await connection.execute(statement)).rowcount == 1
    upsert = postgresql.insert(table).values(values).on_conflict_do_nothing()
    return (await connection.execute(upsert)).rowcount == 1


async def locked(connection: AsyncConnection, work: WorkId) -> RowMapping:
    """Return a candidacy's row, which nobody else changes until this transaction ends."""
    query = select(candidacies).where(candidacies.c.id == work).with_for_update()
    return (await connection.execute(query)).mappings().one()


async def held(connection: AsyncConnection, lease: Lease) -> RowMapping:
    """Return the leased candidacy's row, locked; raise ``LeaseLost`` when the fence has moved.

    Every write that takes a lease begins with this, in the same transaction.
    """
    query = (
        select(candidacies)
        .where(candidacies.c.id == lease.work)
        .where(candidacies.c.fence == lease.fence)
        .where(candidacies.c.owner == lease.owner)
        .with_for_update()
    )
    row = (await connection.execute(query)).mappings().one_or_none()
    if row is None:
        raise LeaseLost
    return row


async def remember(
    connection: AsyncConnection,
    work: WorkId,
    name: str,
    *,
    at: datetime,
    screening: ScreeningId | None = None,
    detail: dict[str, str | int | None] | None = None,
) -> None:
    """Append one event to a candidacy's history: ids, codes and counts, never a person's words."""
    text = json.dumps(detail or {}, ensure_ascii=False, sort_keys=True)
    row = {"candidacy": work, "screening": screening, "at": at, "name": name, "detail": text}
    await connection.execute(insert(events).values(row))
