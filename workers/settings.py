"""What ``arq workers.settings.WorkerSettings`` loads; ``screening worker`` runs the same jobs.

The settings file is the one named in ``SCREENING_CONFIG``, else ``screening.toml``. This door has
arq's own manners: a Redis that stays away ends the process, and whatever runs it must start it
again. ``screening worker`` waits for its Redis by itself.
"""

import asyncio
import os
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit
from uuid import uuid4

import arq.worker
from arq.connections import ArqRedis
from arq.worker import Function, func

from screening.errors import ScreeningError
from screening.settings import Settings, load_settings
from screening.telemetry import set_up_logging
from workers.bell import open_queue, prove_queue
from workers.jobs import screen_candidacy
from workers.message import JOB, from_bytes, to_bytes
from workers.shift import work_shift

GRACE_SECONDS = 20
"""How long a stopping worker lets running jobs finish before it hands them back."""
_MISCONFIGURED = 2
"""The exit code of a fault that a person can mend."""


def worker_options(settings: Settings, queue: ArqRedis) -> dict[str, Any]:
    """Return what arq's worker is given. It is the bell; retries, results and cron stay off."""
    # At its start arq asks Redis for INFO, only to log it: fakeredis has none, and a user that is
    # limited to our keys may not ask.
    setattr(arq.worker, "log_redis_info", _say_nothing)  # noqa: B010 - arq exports no such name
    at_once = settings.worker.at_once
    job: Function = func(screen_candidacy, name=JOB, keep_result=0, max_tries=1)
    return {
        "functions": [job],
        "redis_pool": queue,
        "queue_name": queue.default_queue_name,
        "max_jobs": at_once,
        "job_timeout": ceiling_seconds(settings),
        "keep_result": 0,
        "poll_delay": 0.05 if urlsplit(settings.queue.url).scheme == "memory" else 0.1,
        "queue_read_limit": max(200, 20 * at_once),
        "max_tries": 1,
        "retry_jobs": False,
        "health_check_interval": 10,
        "health_check_key": f"{queue.default_queue_name}:health:{uuid4().hex}",
        "job_serializer": to_bytes,
        "job_deserializer": from_bytes,
        "log_results": False,
    }


def ceiling_seconds(settings: Settings) -> int:
    """Return the hard end of one job: above the sum of all our own deadlines."""
    files = max(tenant.max_files for tenant in settings.tenants.values())
    reading = settings.reading
    # a file is read twice at most, and waits as long for its recognition as that may take
    recognition = reading.recognition_seconds if reading.recognition else 0
    seconds = 2 * (reading.seconds + recognition)
    return 600 + files * seconds + 4 * settings.model.deadline_seconds


def _own_door(settings: Settings) -> dict[str, Any]:
    """Add what arq itself must do when it is started from its own command line."""
    queue = open_queue(settings.queue.url, settings.queue.prefix)

    async def on_startup(ctx: dict[str, Any]) -> None:
        stack = AsyncExitStack()
        try:
            shift = await stack.enter_async_context(work_shift(settings, queue))
        except ScreeningError as error:
            _end(error)
        ctx.update(desk=shift.desk, stack=stack)

    async def on_shutdown(ctx: dict[str, Any]) -> None:
        if "stack" in ctx:
            await ctx["stack"].aclose()

    return worker_options(settings, queue) | {
        "on_startup": on_startup,
        "on_shutdown": on_shutdown,
        "job_completion_wait": GRACE_SECONDS,
    }


def _end(error: ScreeningError) -> NoReturn:
    for line in str(error).splitlines():
        sys.stderr.write(f"Error: {line}\n")
    sys.exit(_MISCONFIGURED)


async def _say_nothing(*_: object) -> None:
    return None


def __getattr__(name: str) -> type:
    """Make ``WorkerSettings`` when arq asks for it, so that importing this has no effect."""
    if name != "WorkerSettings":
        raise AttributeError(name)
    set_up_logging()
    file = Path(os.environ.get("SCREENING_CONFIG", "screening.toml"))
    try:
        settings = load_settings(file, os.environ)
        asyncio.run(prove_queue(settings.queue.url, settings.queue.prefix))
        return type("WorkerSettings", (), _own_door(settings))
    except ScreeningError as error:
        _end(error)
