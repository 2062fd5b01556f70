"""Sparing a server that fails: after some failures in a row nothing is sent for a while."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from screening.errors import Spared
from screening.ports import Clock

FAILURES = 5
"""So many in a row ..."""
WITHIN = timedelta(seconds=60)
"""... in so short a time stop the asking ..."""
PAUSE = timedelta(minutes=2)
"""... for so long, unless a setting says otherwise."""
_WHILE_ONE_TRIES = timedelta(seconds=30)


@dataclass(slots=True)
class Trial:
    """One call that was let through; whoever makes it says how it ended."""

    failed: bool | None = None
    """``None`` as long as nothing was said: the call was not made, or was cut off."""


class Breaker:
    """Counts the failures of one server, for all who ask it from this process."""

    def __init__(self, clock: Clock, *, pause: timedelta = PAUSE) -> None:
        self._clock = clock
        self._pause = pause
        self._failures: deque[datetime] = deque(maxlen=FAILURES)
        self._spared_until: datetime | None = None
        """When the server may be tried again; ``None`` while it is asked as usual."""
        self._trying = False

    @contextmanager
    def trial(self) -> Iterator[Trial]:
        """Let one call through, or raise ``Spared`` when the server is being spared."""
        alone = self._admit()
        trial = Trial()
        try:
            yield trial
        finally:
            if alone:
                self._trying = False
            self._learn(trial, alone=alone)

    def _admit(self) -> bool:
        """Tell whether this call is the only one that tries; raise when it may not be made."""
        if self._spared_until is None:
            return False
        left = self._spared_until - self._clock()
        if left > timedelta(0) or self._trying:
            raise Spared(
                f"the model's server failed {FAILURES} times in a row; it is asked again later",
                retry_after=max(left, min(self._pause, _WHILE_ONE_TRIES)) if self._trying else left,
            )
        self._trying = True
        return True

    def _learn(self, trial: Trial, *, alone: bool) -> None:
        if trial.failed is None:
            return
        if not trial.failed:
            self._failures.clear()
            self._spared_until = None
            return
        now = self._clock()
        self._failures.append(now)
        often = len(self._failures) == FAILURES and now - self._failures[0] <= WITHIN
        if alone or (often and self._spared_until is None):
            self._spared_until = now + self._pause
