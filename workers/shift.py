"""The loops beside the jobs: ring for due work, poll every ATS, answer health and metrics."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from arq.connections import ArqRedis
from redis.exceptions import RedisError

from screening.attend import WAIT_FOR_OPERATOR, Attendant
from screening.errors import ScreeningError, TenantStopped
from screening.kit import Kit
from screening.model import TenantId
from screening.settings import Settings
from screening.sweep import Rounds, sweep
from screening.telemetry import log
from screening.wiring import House, open_house
from workers.bell import ring
from workers.health import Health, longest_silence
from workers.hearing import TURN_SECONDS, Hearing
from workers.intake import serve_intake
from workers.jobs import Desk, where

MOST_COUNTED = 1_000
"""How much due work is counted for the metrics, at most."""


@dataclass(slots=True)
class Shift:
    """One worker process at work."""

    house: House
    attendant: Attendant
    desk: Desk
    queue: ArqRedis
    settings: Settings
    health: Health
    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def begin(self, *, poll: bool) -> None:
        """Start the loops."""
        worker = self.settings.worker
        self._loop("ring", worker.scan_seconds, self._ring)
        if poll:
            for name, kit in self.house.kits.items():
                tenant = self.settings.tenants[name]
                rounds = Rounds(ZoneInfo(tenant.time_zone))
                self._loop("poll", tenant.poll_seconds, _Poll(self, kit, rounds), tenant=name)
                if tenant.correctors:
                    hearing = Hearing(self.attendant, kit, tenant)
                    self._loop("hear", TURN_SECONDS, hearing, tenant=name)

    async def end(self) -> None:
        """Stop the loops; safe to call again."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    def _loop(
        self,
        name: str,
        seconds: float,
        turn: Callable[[], Awaitable[None]],
        *,
        tenant: TenantId | None = None,
    ) -> None:
        self.tasks.append(asyncio.create_task(_forever(name, seconds, turn, tenant=tenant)))

    async def _ring(self) -> None:
        """Ask the ledger what is due and ring for it, whatever the queue has forgotten."""
        now = self.house.clock()
        bells = await self.house.ledger.due(now=now, limit=MOST_COUNTED)
        self.attendant.metrics.due(len(bells))
        self.health.scanned_at = now
        await ring(self.queue, bells[: 2 * self.settings.worker.at_once], now=now)
        self.health.rung_at = now


@dataclass(slots=True)
class _Poll:
    """Polls one tenant; a stopped tenant is asked again only now and then."""

    shift: Shift
    kit: Kit
    rounds: Rounds
    asked_at: datetime | None = None

    async def __call__(self) -> None:
        now = self.kit.clock()
        attendant = self.shift.attendant
        waiting = self.asked_at is not None and now - self.asked_at < WAIT_FOR_OPERATOR
        if self.kit.tenant in attendant.stopped and waiting:
            return
        self.asked_at = now
        since = self.rounds.since(now)
        try:
            swept = await sweep(self.kit, since=since)
        except TenantStopped as error:
            attendant.stop(self.kit.tenant, error)
            return
        except Exception as error:
            self.shift.health.poll_faults[self.kit.tenant] = _sentence(error)
            raise
        self.shift.health.polled_at[self.kit.tenant] = now
        self.shift.health.poll_faults.pop(self.kit.tenant, None)
        self.rounds.done(since, now)
        attendant.start_again(self.kit.tenant)
        attendant.metrics.swept(self.kit.tenant, now.timestamp())
        if swept.new:
            log().info("poll.found", tenant=self.kit.tenant, new=swept.new, count=swept.seen)


@asynccontextmanager
async def work_shift(
    settings: Settings, queue: ArqRedis, *, poll: bool = True
) -> AsyncIterator[Shift]:
    """Open everything, start the loops, and close in the opposite order."""
    async with open_house(settings) as house:
        attendant = Attendant(
            kits=house.kits,
            ledger=house.ledger,
            clock=house.clock,
            owner=f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}",
            term=timedelta(seconds=settings.worker.lease_seconds),
            metrics=house.metrics,
        )
        health = Health(
            clock=house.clock,
            scan=timedelta(seconds=settings.worker.scan_seconds),
            tenants=len(house.kits),
            stopped=attendant.stopped,
            opened_at=house.clock(),
            silences=_silences(settings) if poll else {},
            model_trouble=lambda: attendant.model_trouble,
        )
        desk = Desk(attendant, asyncio.Semaphore(settings.worker.at_once))
        shift = Shift(house, attendant, desk, queue, settings, health)
        with _defects_named():
            async with serve_intake(health, house.metrics, settings.worker):
                shift.begin(poll=poll)
                try:
                    yield shift
                finally:
                    await shift.end()


async def _forever(
    name: str,
    seconds: float,
    turn: Callable[[], Awaitable[None]],
    *,
    tenant: TenantId | None = None,
) -> None:
    """Take a turn again and again; a failed turn is logged and never ends the loop."""
    while True:
        try:
            await turn()
        except (ScreeningError, RedisError) as error:
            log().warning("loop.failed", loop=name, tenant=tenant, error=_sentence(error))
        except Exception as error:  # noqa: BLE001 - an unattended loop must outlive its defects
            log().error("loop.defect", loop=name, tenant=tenant, error=_sentence(error))
        await asyncio.sleep(seconds)


def _sentence(error: Exception) -> str:
    """Say what went wrong: only our own errors' messages are known to hold no person's words."""
    if isinstance(error, ScreeningError):
        return f"{type(error).__name__}: {error}"
    return type(error).__name__ if isinstance(error, RedisError) else where(error)


def _silences(settings: Settings) -> dict[TenantId, timedelta]:
    return {
        name: longest_silence(timedelta(seconds=tenant.poll_seconds))
        for name, tenant in settings.tenants.items()
    }


@contextmanager
def _defects_named() -> Iterator[None]:
    """Keep asyncio from printing what a forgotten task raised: it could hold a person's words."""
    loop = asyncio.get_running_loop()
    before = loop.get_exception_handler()
    loop.set_exception_handler(_name_defect)
    try:
        yield
    finally:
        loop.set_exception_handler(before)


def _name_defect(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    error = context.get("exception")
    named = where(error) if isinstance(error, BaseException) else None
    log().error("loop.defect", loop="asyncio", error=named)
