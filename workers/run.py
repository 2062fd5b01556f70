"""Run a worker until it is told to stop, through losses of its queue."""

import asyncio
from typing import Any

from arq.worker import Worker
from redis.exceptions import RedisError

from screening.settings import Settings
from screening.telemetry import log
from workers.bell import check_queue, open_queue
from workers.settings import worker_options

LONGEST_PAUSE = 30.0


async def run_worker(settings: Settings, *, poll: bool = True, handle_signals: bool = True) -> None:
    """Work until stopped; a lost Redis is waited for, since the ledger holds all work."""
    await check_queue(settings.queue.url, settings.queue.prefix)
    pause = 1.0
    while True:
        started = asyncio.get_running_loop().time()
        try:
            await _one_worker(settings, poll=poll, handle_signals=handle_signals)
        except RedisError as error:
            log().error("queue.lost", error=type(error).__name__, retry_seconds=round(pause))
        else:
            return
        if asyncio.get_running_loop().time() - started > LONGEST_PAUSE:
            pause = 1.0
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


async def _one_worker(settings: Settings, **options: Any) -> None:
    queue = open_queue(settings.queue.url, settings.queue.prefix)
    worker = Worker(**worker_options(settings, queue, **options))
    try:
        await worker.async_run()
    except asyncio.CancelledError:
        # A signal makes arq cancel its own main task; an outside cancellation must pass through.
        task = asyncio.current_task()
        if task is not None and task.cancelling():
            raise
    finally:
        await worker.close()
