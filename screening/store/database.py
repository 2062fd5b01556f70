"""Connections to the database, and the two kinds of transaction: reading and writing."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy import Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from screening.store.address import Address
from screening.store.failures import translated

_T = TypeVar("_T")

# FULL: an intent forgotten in a power cut would let a comment be posted twice.
_PRAGMAS = ("busy_timeout=30000", "synchronous=FULL", "foreign_keys=ON")


class Database:
    """One process's way into the ledger.

    On SQLite all writes of a process go one after another, in the order of asking: SQLite's own
    waiting between writers is unfair and can last ten seconds. PostgreSQL needs no such queue.
    """

    def __init__(self, address: Address) -> None:
        self.place = address.place
        self.is_sqlite = address.is_sqlite
        self._engine = _sqlite(address) if address.is_sqlite else _postgresql(address)
        self._writer = self._engine.execution_options(ledger_begin="BEGIN IMMEDIATE")
        self._turn = asyncio.Lock() if address.is_sqlite else None

    async def read(self, work: Callable[[AsyncConnection], Awaitable[_T]]) -> _T:
        """Run work that only reads, in one transaction."""
        return await self._whole(self._engine, work)

    async def write(self, work: Callable[[AsyncConnection], Awaitable[_T]]) -> _T:
        """Run work that writes, in one transaction: committed at the end, undone on any error."""
        if self._turn is None:
            return await self._whole(self._writer, work)
        async with self._turn:
            return await self._whole(self._writer, work)

    async def _whole(
        self, engine: AsyncEngine, work: Callable[[AsyncConnection], Awaitable[_T]]
    ) -> _T:
        """Let a transaction come to its end even when the caller is cancelled meanwhile.

        It takes milliseconds. Cut off, it would cost PostgreSQL the connection, and nobody
        would know whether it was committed.
        """
        task = asyncio.ensure_future(self._transaction(engine, work))
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            task.add_done_callback(_look_at)
            await asyncio.wait([task])
            raise

    async def _transaction(
        self, engine: AsyncEngine, work: Callable[[AsyncConnection], Awaitable[_T]]
    ) -> _T:
        with translated(self.place):
            async with engine.begin() as connection:
                return await work(connection)

    async def close(self) -> None:
        """Release connections."""
        with translated(self.place):
            await self._engine.dispose()


def _look_at(task: asyncio.Future[_T]) -> None:
    """Take note of an error that the cancelled caller will not see, so that asyncio need not."""
    if not task.cancelled():
        task.exception()


def _postgresql(address: Address) -> AsyncEngine:
    return create_async_engine(
        address.url,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_timeout=30,
        connect_args={"timeout": 10, "command_timeout": 30, **address.connect},
    )


def _sqlite(address: Address) -> AsyncEngine:
    engine = create_async_engine(
        address.url,
        hide_parameters=True,
        pool_timeout=30,
        connect_args={"isolation_level": None},  # this file says BEGIN, not the driver
    )
    event.listen(engine.sync_engine, "connect", _tune)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _tune(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A write transaction that starts as a read can fail half-way when another process writes.
    begin = connection.get_execution_options().get("ledger_begin", "BEGIN")
    connection.exec_driver_sql(begin)
