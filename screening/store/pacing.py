"""One tenant's share of the ATS's allowance, shared by all workers through Redis.

The ATS counts in fixed windows that open with the first call of anyone. So do we, with a smaller
number, and follow the window's true end as the answers tell it. The booking is one script with
Redis's own clock, so workers whose clocks differ still take turns. Without Redis nothing is
booked: the caller gets ``Unreachable`` and sends nothing.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol

from redis.asyncio import Redis
from redis.exceptions import RedisError

from screening.errors import Unreachable
from screening.model import TenantId
from screening.ports import Clock

_LONGEST_PAUSE = timedelta(minutes=15)

# Times are whole milliseconds. The state: the window into which the next booking falls (opens,
# ends), how many we sent in it, how many of these were answered, how many we may send (room),
# and before when nothing may be sent (shut).
_STATE = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local kept = redis.call('HMGET', KEYS[1], 'opens', 'ends', 'sent', 'answered', 'room', 'shut')
local opens, ends = tonumber(kept[1]) or 0, tonumber(kept[2]) or 0
local sent, answered = tonumber(kept[3]) or 0, tonumber(kept[4]) or 0
local room, shut = tonumber(kept[5]) or 0, tonumber(kept[6]) or 0
local function whole(number) return string.format('%.0f', number) end
local function keep()
  redis.call('HSET', KEYS[1], 'opens', whole(opens), 'ends', whole(ends), 'sent', whole(sent),
    'answered', whole(answered), 'room', whole(room), 'shut', whole(shut))
  redis.call('PEXPIRE', KEYS[1], 3600000)
end
"""

_BOOK = (
    _STATE
    + """
local allowance, length, horizon = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local at = math.max(now, shut, opens)
local fresh = at >= ends
if not fresh and sent >= room then
  at = math.max(at, ends)
  fresh = true
end
if at - now > horizon then return at - now end
if fresh then
  opens, ends, room, sent, answered = at, at + length, allowance, 0, 0
end
sent = sent + 1
keep()
return at - now
"""
)

_LEARN = (
    _STATE
    + """
local left, length, margin = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local remaining, leave = tonumber(ARGV[4]), tonumber(ARGV[5])
if ends == 0 then return 0 end -- forgotten by Redis: nothing to correct
local told = math.min(now + left + margin, now + length)
if opens > now then
  opens = math.max(opens, told)
  ends = opens + length
else
  ends = told
  answered = answered + 1
  if remaining >= 0 then room = math.min(room, answered + remaining - leave) end
end
keep()
return 0
"""
)

_PAUSE = (
    _STATE
    + """
shut = math.max(shut, now + tonumber(ARGV[1]))
keep()
return 0
"""
)


class _Script(Protocol):
    """A registered script; the vendor's class has no types."""

    def __call__(self, *, keys: list[str], args: list[int]) -> Awaitable[int]: ...


class RedisPace:
    """Port ``Pace`` over Redis; the settings mean what they mean for the pace in process."""

    def __init__(
        self,
        redis: Redis,
        tenant: TenantId,
        clock: Clock,
        *,
        allowance: int = 60,
        leave: int = 20,
        window: timedelta = timedelta(seconds=60),
        margin: timedelta = timedelta(seconds=1),
        horizon: timedelta = timedelta(seconds=65),
        deadline: timedelta = timedelta(seconds=3),
    ) -> None:
        if allowance < 1 or leave < 0:
            raise ValueError("allowance must be at least 1 and leave at least 0")
        self._tenant = tenant
        self._clock = clock
        self._allowance = allowance
        self._leave = leave
        self._length = window + margin
        self._margin = margin
        self._horizon = horizon
        self._deadline = deadline
        register: Callable[[str], _Script] = redis.register_script
        self._book, self._learn, self._pause = map(register, (_BOOK, _LEARN, _PAUSE))

    async def book(self) -> timedelta:
        """Book one request and return how long to wait; beyond the horizon nothing is booked."""
        wait = await self._run(
            self._book,
            self._allowance,
            _milliseconds(self._length),
            _milliseconds(self._horizon),
        )
        return timedelta(milliseconds=wait)

    async def learn(self, *, remaining: int | None, reset_at: datetime | None) -> None:
        """Follow the window's true end, and stop early when others used much of it."""
        left = reset_at - self._clock() if reset_at is not None else timedelta(0)
        if left <= timedelta(0):
            return
        await self._run(
            self._learn,
            _milliseconds(left),
            _milliseconds(self._length),
            _milliseconds(self._margin),
            -1 if remaining is None else remaining,
            self._leave,
        )

    async def pause(self, until: datetime) -> None:
        """Book nothing before a time, at most fifteen minutes ahead."""
        left = min(until - self._clock(), _LONGEST_PAUSE)
        if left > timedelta(0):
            await self._run(self._pause, _milliseconds(left))

    async def _run(self, script: _Script, *args: int) -> int:
        try:
            async with asyncio.timeout(self._deadline.total_seconds()):
                return await script(keys=[f"screening:pace:{self._tenant}"], args=list(args))
        except (RedisError, OSError):
            raise Unreachable(
                f"the shared pace of tenant {self._tenant} cannot be read from Redis; "
                "nothing was sent to the ATS; check queue.url and the Redis server"
            ) from None


def _milliseconds(time: timedelta) -> int:
    return -(-time // timedelta(milliseconds=1))
