"""One tenant's share of the ATS's allowance, for all who call from this process.

The ATS counts in fixed windows that open with the first call of anyone. So do we, with a smaller
number, and follow the window's true end as the answers tell it. Whoever asks first is sent first:
a booking is a place in this window or the next, and its answer is how long to wait for it.
"""

from datetime import datetime, timedelta

from screening.ports import Clock

_LONGEST_PAUSE = timedelta(minutes=15)


class WindowPace:
    """Port ``Pace`` in process.

    ``allowance`` is ours of each window, ``leave`` what must remain of the tenant's for its other
    tools. A wait longer than ``horizon`` is told but not booked: the caller must not wait it out.
    ``margin`` makes up for clocks, whole seconds in headers and the way of a request.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        allowance: int = 60,
        leave: int = 20,
        window: timedelta = timedelta(seconds=60),
        margin: timedelta = timedelta(seconds=1),
        horizon: timedelta = timedelta(seconds=65),
    ) -> None:
        if allowance < 1 or leave < 0:
            raise ValueError("allowance must be at least 1 and leave at least 0")
        self._clock = clock
        self._allowance = allowance
        self._leave = leave
        self._length = window + margin
        self._margin = margin
        self._horizon = horizon
        self._opens = self._ends = self._paused_until = clock()
        self._room = allowance
        self._sent = 0
        self._answered = 0

    async def book(self) -> timedelta:
        """Book one request and return how long to wait; beyond the horizon nothing is booked."""
        now = self._clock()
        at = max(now, self._paused_until, self._opens)
        fresh = at >= self._ends
        if not fresh and self._sent >= self._room:
            at, fresh = max(at, self._ends), True
        if at - now > self._horizon:
            return at - now
        if fresh:
            self._opens, self._ends = at, at + self._length
            self._room, self._sent, self._answered = self._allowance, 0, 0
        self._sent += 1
        return at - now

    async def learn(self, *, remaining: int | None, reset_at: datetime | None) -> None:
        """Follow the window's true end, and stop early when others used much of it."""
        now = self._clock()
        if reset_at is None or reset_at <= now:
            return
        ends = min(reset_at + self._margin, now + self._length)
        if self._opens > now:  # this window is full: what is booked now belongs to the next
            self._opens = max(self._opens, ends)
            self._ends = self._opens + self._length
            return
        self._ends = ends
        self._answered += 1
        if remaining is not None:
            # What is sent and not yet answered may not be in ``remaining``: count it as used.
            self._room = min(self._room, self._answered + remaining - self._leave)

    async def pause(self, until: datetime) -> None:
        """Book nothing before a time, at most fifteen minutes ahead."""
        until = min(until, self._clock() + _LONGEST_PAUSE)
        self._paused_until = max(self._paused_until, until)
