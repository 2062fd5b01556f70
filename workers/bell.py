"""The queue, which is only a bell: it says that something may be due. Losing it loses no work.

``memory://`` is a Redis inside this process (fakeredis); ``redis://`` is a real one, shared.
"""

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import arq.worker
from arq.connections import ArqRedis
from fakeredis import FakeAsyncRedisConnection, FakeServer
from redis.asyncio import ConnectionPool
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import ReadOnlyError, RedisError
from redis.exceptions import TimeoutError as RedisTimeoutError

from screening.errors import Misconfigured
from screening.model import Bell

JOB = "screen_candidacy"
HINT_LIFE_MS = 3_600_000
"""A hint not heard within the hour is dropped; the ledger rings again."""


def to_bytes(message: dict[str, Any]) -> bytes:
    """Write a queue message as JSON: never pickle, which would run code."""
    return json.dumps(message).encode()


def from_bytes(content: bytes) -> dict[str, Any]:
    """Read a queue message; anything but a JSON object is a fault."""
    message = json.loads(content)
    if not isinstance(message, dict):
        raise TypeError("a queue message must be a JSON object")
    return message


def open_queue(url: str, prefix: str) -> ArqRedis:
    """Open the queue at an address, with the time-outs and retries that arq leaves out."""
    pool = _memory_pool() if urlsplit(url).scheme == "memory" else _redis_pool(url)
    return ArqRedis(
        pool,
        job_serializer=to_bytes,
        job_deserializer=from_bytes,
        default_queue_name=f"{prefix}:queue",
        expires_extra_ms=HINT_LIFE_MS,
    )


async def ring(queue: ArqRedis, bells: Iterable[Bell]) -> int:
    """Ring for due work; the job's id holds the fence, so a stale lock never silences the next.

    Ringing twice is harmless: the claim in the ledger decides.
    """
    rung = 0
    for bell in bells:
        job = await queue.enqueue_job(
            JOB, bell.work, bell.fence, _job_id=f"{bell.work}:{bell.fence}"
        )
        rung += job is not None
    return rung


async def check_queue(url: str, prefix: str) -> None:
    """Prove that the queue answers; raise ``Misconfigured`` with what to do otherwise."""
    queue = open_queue(url, prefix)
    try:
        await queue.ping()
    except RedisError as error:
        raise Misconfigured(
            f"queue.url: no answer from the Redis at {_without_password(url)} "
            f'({type(error).__name__}): start it, correct the address, or use "memory://".'
        ) from None
    finally:
        await queue.aclose(close_connection_pool=True)


def _redis_pool(url: str) -> ConnectionPool:
    try:
        return ConnectionPool.from_url(
            url,
            socket_timeout=5,
            socket_connect_timeout=3,
            socket_keepalive=True,
            health_check_interval=15,
            retry=Retry(ExponentialBackoff(cap=2), 3),
            retry_on_error=[RedisConnectionError, RedisTimeoutError, OSError, ReadOnlyError],
        )
    except ValueError as error:
        raise Misconfigured(f"queue.url is not a Redis address: {error}.") from None


def _memory_pool() -> ConnectionPool:
    # arq asks its server for INFO at the start, which the in-process server does not know.
    setattr(arq.worker, "log_redis_info", _say_nothing)  # noqa: B010 - arq exports no such name
    return ConnectionPool(connection_class=FakeAsyncRedisConnection, server=FakeServer())


async def _say_nothing(*_: object) -> None:
    return None


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname or ''}:{parts.port or 6379}"
