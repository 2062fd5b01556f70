"""HERP's requisitions, kept for a while: there is no call for a single one.

A requisition is looked for among the open ones, then among all, in copies of at most fifteen
minutes. One that is in neither is looked for again in copies of at most a minute, so that a
position made just now is not reported missing. While HERP cannot be read, the last good copy
serves for what it has.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from screening.errors import Transient
from screening.model import Requisition, RequisitionId
from screening.ports import Clock

FRESH = timedelta(minutes=15)
LAST_GOOD = timedelta(hours=24)
"""How long the last good copy serves while HERP cannot be read."""
_NO = timedelta(seconds=60)
"""How old a copy may be that is believed when it does not have what is asked for."""

Fetch = Callable[[], Awaitable[dict[RequisitionId, Requisition]]]


@dataclass(slots=True)
class _Copy:
    """One list as it was read."""

    rows: dict[RequisitionId, Requisition]
    read_at: datetime


class RequisitionShelf:
    """The open requisitions, and on demand all of them."""

    def __init__(self, clock: Clock, *, fetch_open: Fetch, fetch_all: Fetch) -> None:
        self._clock = clock
        self._open = _Shelf(clock, fetch_open)
        self._all = _Shelf(clock, fetch_all)
        self._lock = asyncio.Lock()

    async def find(self, id: RequisitionId) -> Requisition | None:
        """Return a requisition; ``None`` when it is neither open nor archived."""
        async with self._lock:
            for age in (FRESH, _NO):
                if found := (await self._open.rows(age)).get(id):
                    return found
                if found := (await self._all.rows(age)).get(id):
                    # No row says for certain that it is archived; its absence up there does.
                    return found.model_copy(update={"archived": True})
        return None


class _Shelf:
    """One list with its last good copy."""

    def __init__(self, clock: Clock, fetch: Fetch) -> None:
        self._clock = clock
        self._fetch = fetch
        self._copy: _Copy | None = None

    async def rows(self, age: timedelta) -> dict[RequisitionId, Requisition]:
        """Return the list, read anew when the copy is older than ``age``."""
        now = self._clock()
        if self._copy is not None and now - self._copy.read_at <= age:
            return self._copy.rows
        try:
            self._copy = _Copy(await self._fetch(), now)
        except Transient:
            if self._copy is None or age < FRESH or now - self._copy.read_at > LAST_GOOD:
                raise
        return self._copy.rows
