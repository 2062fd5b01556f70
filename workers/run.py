"""Run a worker until it is told to stop, through losses of its queue."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field

from arq.worker import Worker
from redis.exceptions import RedisError

from screening.settings import Settings
from screening.telemetry import log
from workers.bell import prove_queue, queue_at
from workers.jobs import where
from workers.settings import GRACE_SECONDS, worker_options
from workers.shift import Shift, work_shift

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 5.0
HAND_BACK_SECONDS = 3
"""How long jobs that are cut short may take to hand their candidacy back to the ledger."""

CROSS_OUT_SECONDS = 1
"""How long arq may take to cross ended jobs out in Redis."""


async def run_worker(settings: Settings, *, poll: bool = True, handle_signals: bool = True) -> None:
    """Work until stopped; a lost Redis is waited for, since the ledger holds all work.

    A first signal lets running jobs finish within the grace; a second one hands them back at once.
    """
    await prove_queue(settings.queue.url, settings.queue.prefix)
    stop = Stop()
    with stop.on_signals() if handle_signals else nullcontext():
        async with (
            queue_at(settings.queue.url, settings.queue.prefix) as queue,
            work_shift(settings, queue, poll=poll) as shift,
        ):
            await _Listener(shift).until(stop)


@dataclass(slots=True)
class Stop:
    """What the signals ask for."""

    asked: asyncio.Event = field(default_factory=asyncio.Event)
    hurried: asyncio.Event = field(default_factory=asyncio.Event)

    def __call__(self) -> None:
        """Ask to stop; ask again to stop at once."""
        (self.hurried if self.asked.is_set() else self.asked).set()

    @contextmanager
    def on_signals(self) -> Iterator[None]:
        """Take over SIGTERM and SIGINT, where the platform allows it, while inside."""
        loop = asyncio.get_running_loop()
        taken = []
        for one in (signal.SIGTERM, signal.SIGINT):
            try:
                loop.add_signal_handler(one, self)
            except NotImplementedError:  # Windows: Ctrl-C cancels the main task instead
                continue
            taken.append(one)
        try:
            yield
        finally:
            for one in taken:
                loop.remove_signal_handler(one)


class _Listener:
    """Runs arq's worker, a new one after each loss of the queue; jobs outlive the one they met."""

    def __init__(self, shift: Shift) -> None:
        self._shift = shift
        self._worker: Worker | None = None
        self._stopping = False

    async def until(self, stop: Stop) -> None:
        """Listen until asked to stop; then finish what runs, or hand it back."""
        listening = asyncio.create_task(self._listen())
        asked = asyncio.create_task(stop.asked.wait())
        try:
            await asyncio.wait({listening, asked}, return_when=asyncio.FIRST_COMPLETED)
            await self._wind_up(stop)
        finally:
            await self._hand_back()
            asked.cancel()
            listening.cancel()
            await asyncio.gather(listening, asked, return_exceptions=True)

    async def _listen(self) -> None:
        pause = FIRST_PAUSE
        loop = asyncio.get_running_loop()
        while not self._stopping:
            began = loop.time()
            await self._one_worker(pause)
            if loop.time() - began > LONGEST_PAUSE:
                pause = FIRST_PAUSE
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _one_worker(self, pause: float) -> None:
        """Let one of arq's workers run until it ends, which only a fault can bring about."""
        options = worker_options(self._shift.settings, self._shift.queue)
        worker = Worker(**options, ctx={"desk": self._shift.desk}, handle_signals=False)
        self._worker = worker
        try:
            await worker.async_run()
        except (RedisError, OSError) as error:
            log().error("queue.lost", error=type(error).__name__, retry_seconds=pause)
        except Exception as error:  # noqa: BLE001 - an unattended worker must outlive arq's defects
            log().error("queue.defect", error=where(error), retry_seconds=pause)

    async def _wind_up(self, stop: Stop) -> None:
        """Take nothing new and let running jobs finish, until the grace ends or haste is asked."""
        self._stopping = True
        if self._worker is not None:
            self._worker.allow_pick_jobs = False
        running = self._shift.desk.running
        log().info("worker.stopping", count=len(running))
        await self._shift.end()
        if not running:
            return
        done = asyncio.create_task(asyncio.wait(set(running)))
        hurried = asyncio.create_task(stop.hurried.wait())
        await asyncio.wait(
            {done, hurried}, timeout=GRACE_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        done.cancel()
        hurried.cancel()

    async def _hand_back(self) -> None:
        """Cut short what still runs: each job parks its candidacy, due at once."""
        running = set(self._shift.desk.running)
        for job in running:
            job.cancel()
        if running:
            await asyncio.wait(running, timeout=HAND_BACK_SECONDS)
        log().info("worker.stopped", count=len(running))
        if self._worker is not None and self._worker.tasks:
            # arq still crosses its jobs out in Redis; what it leaves there does no harm.
            await asyncio.wait(self._worker.tasks.values(), timeout=CROSS_OUT_SECONDS)
