"""What ``arq workers.settings.WorkerSettings`` loads; ``screening worker`` runs the same.

The settings file is the one named in ``SCREENING_CONFIG``, else ``screening.toml``.
"""

import os
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from arq.connections import ArqRedis
from arq.worker import Function, func

from screening.settings import Settings, load_settings
from screening.telemetry import set_up_logging
from workers.bell import from_bytes, open_queue, to_bytes
from workers.jobs import screen_candidacy
from workers.shift import work_shift

CEILING_SECONDS = 900
"""Hard end of one job, above the sum of all our own deadlines; it also bounds arq's lock."""
GRACE_SECONDS = 25
"""How long a stopping worker lets running jobs finish before it hands them back."""


def worker_options(
    settings: Settings, queue: ArqRedis, *, poll: bool = True, handle_signals: bool = True
) -> dict[str, Any]:
    """Everything arq's worker is given. arq is the bell; retries, results and cron stay off."""

    async def on_startup(ctx: dict[str, Any]) -> None:
        stack = ctx["stack"] = AsyncExitStack()
        shift = await stack.enter_async_context(work_shift(settings, queue, poll=poll))
        ctx["shift"] = shift
        ctx["attendant"] = shift.attendant

    async def on_shutdown(ctx: dict[str, Any]) -> None:
        if "stack" in ctx:
            await ctx["stack"].aclose()

    at_once = settings.worker.at_once
    job: Function = func(screen_candidacy, name="screen_candidacy", keep_result=0, max_tries=1)
    return {
        "functions": [job],
        "redis_pool": queue,
        "queue_name": queue.default_queue_name,
        "on_startup": on_startup,
        "on_shutdown": on_shutdown,
        "handle_signals": handle_signals,
        "job_completion_wait": GRACE_SECONDS if handle_signals else 0,
        "max_jobs": at_once,
        "job_timeout": CEILING_SECONDS,
        "keep_result": 0,
        "poll_delay": 0.05,
        "queue_read_limit": max(100, 20 * at_once),
        "max_tries": 1,
        "retry_jobs": False,
        "health_check_interval": 10,
        "health_check_key": f"{queue.default_queue_name}:health:{os.getpid()}",
        "job_serializer": to_bytes,
        "job_deserializer": from_bytes,
        "log_results": False,
    }


def __getattr__(name: str) -> type:
    """Make ``WorkerSettings`` when arq asks for it, so that importing this has no effect."""
    if name != "WorkerSettings":
        raise AttributeError(name)
    set_up_logging()
    settings = load_settings(Path(os.environ.get("SCREENING_CONFIG", "screening.toml")), os.environ)
    queue = open_queue(settings.queue.url, settings.queue.prefix)
    return type("WorkerSettings", (), worker_options(settings, queue))
