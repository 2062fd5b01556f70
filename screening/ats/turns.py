"""Whose turn it is: waiting for the pace before a request, and heeding the answer after it."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from screening.ats.answers import TOO_MANY_REQUESTS, Endpoint, Reply, describe
from screening.ats.reopening import moment, reopening, whole_number
from screening.errors import RateLimited, Transient
from screening.ports import Clock, Pace

Sleep = Callable[[float], Awaitable[None]]

_T = TypeVar("_T")
_NONE = timedelta(0)
_MARGIN = timedelta(seconds=1)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Turns:
    """The turns of one client.

    ``patience`` is how long a call may wait; it must not exceed the pace's horizon, beyond which
    nothing is booked.
    """

    def __init__(self, pace: Pace, clock: Clock, *, patience: timedelta, sleep: Sleep) -> None:
        self._pace = pace
        self._clock = clock
        self._patience = patience
        self._sleep = sleep
        self._shut_until = _LONG_AGO

    async def take(self, endpoint: Endpoint) -> None:
        """Wait until a request may be sent; raise ``RateLimited`` when that is too far away."""
        await self._wait(endpoint, await self._pace.book())
        await self._wait(endpoint, _NONE)  # another call may have met a 429 in the meantime

    async def heed(self, endpoint: Endpoint, reply: Reply) -> None:
        """Learn from an answer; raise ``RateLimited`` for a 429, after which all calls wait.

        A pace that cannot be told is no reason to lose the answer: the next booking fails closed.
        """
        now = self._clock()
        with suppress(Transient):
            await self._pace.learn(
                remaining=whole_number(reply.headers.get("x-remaining-request")),
                reset_at=moment(reply.headers.get("x-reset-at"), now),
            )
        if reply.status != TOO_MANY_REQUESTS:
            return
        until = reopening(reply.headers, now) + _MARGIN
        self._shut_until = max(self._shut_until, until)
        with suppress(Transient):
            await self._pace.pause(until)
        said = f"{describe(endpoint, reply)}: the allowance is used up"
        raise RateLimited(said, retry_after=until - now, until=until)

    async def outwait(self, once: Callable[[], Awaitable[_T]]) -> _T:
        """Run a read; after a 429 whose window opens soon, run it once more."""
        try:
            return await once()
        except RateLimited as limited:
            if limited.retry_after is None or limited.retry_after > self._patience:
                raise
        return await once()

    async def _wait(self, endpoint: Endpoint, booked: timedelta) -> None:
        now = self._clock()
        left = max(booked, self._shut_until - now)
        if left <= _NONE:
            return
        if left > self._patience:
            raise RateLimited(
                f"{endpoint} was not sent: the next turn is {left.total_seconds():.0f} s away",
                retry_after=left,
                until=now + left,
            )
        await self._sleep(left.total_seconds())
