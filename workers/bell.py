"""The queue, which is only a bell: it says that something may be due. Losing it loses no work.

``memory://`` is a Redis inside this process (fakeredis); ``redis://`` is a real one, shared.
Sentinel and cluster addresses are not offered: arq drops its time-outs with the one and cannot
work with the other.
"""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import datetime
from urllib.parse import urlsplit

from arq.connections import ArqRedis
from fakeredis import FakeAsyncRedisConnection, FakeServer
from redis.asyncio import ConnectionPool
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.exceptions import AuthenticationError, ReadOnlyError, RedisError, ResponseError
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

from screening.errors import Misconfigured
from screening.model import Bell
from workers.message import JOB, from_bytes, to_bytes

HINT_LIFE_MS = 3_600_000
"""A hint not heard within the hour is dropped; the ledger rings again."""
RING_AGAIN_SECONDS = 60
"""How long one hint can silence the next: the time during which both would have the same id."""
_PATIENT = Retry(ExponentialBackoff(cap=2, base=0.1), 10)
"""Rides out a restart of Redis; what lasts longer is the worker's to wait for."""
_AT_ONCE = Retry(ExponentialBackoff(cap=0.2, base=0.1), 1)


def open_queue(url: str, prefix: str, *, retry: Retry = _PATIENT) -> ArqRedis:
    """Open the queue at an address, with the time-outs and retries that arq leaves out."""
    in_memory = urlsplit(url).scheme == "memory"
    return ArqRedis(
        _memory_pool() if in_memory else _redis_pool(url, retry),
        job_serializer=to_bytes,
        job_deserializer=from_bytes,
        default_queue_name=f"{prefix}:queue",
        expires_extra_ms=HINT_LIFE_MS,
    )


@asynccontextmanager
async def queue_at(url: str, prefix: str, *, retry: Retry = _PATIENT) -> AsyncIterator[ArqRedis]:
    """Open the queue, and close its connections in the end."""
    queue = open_queue(url, prefix, retry=retry)
    try:
        yield queue
    finally:
        await queue.aclose(close_connection_pool=True)


async def ring(queue: ArqRedis, bells: Iterable[Bell], *, now: datetime) -> int:
    """Ring for due work and return how many hints are new.

    Ringing twice is harmless: the claim in the ledger decides. A job's id holds the queue, the
    fence and the minute, so neither another installation on this Redis nor the lock that a killed
    worker left behind silences the next hint for longer than that.
    """
    minute = int(now.timestamp() // RING_AGAIN_SECONDS)
    rung = 0
    for bell in bells:
        name = f"{queue.default_queue_name}:{bell.work}:{bell.fence}:{minute}"
        rung += await queue.enqueue_job(JOB, bell.work, bell.fence, _job_id=name) is not None
    return rung


async def check_queue(url: str, prefix: str) -> None:
    """Ask whether the queue answers; raise ``Misconfigured`` with what to do otherwise."""
    async with queue_at(url, prefix, retry=_AT_ONCE) as queue:
        try:
            await queue.ping()
        except (RedisError, OSError) as error:
            raise Misconfigured(_sentence(url, error)) from None


async def prove_queue(url: str, prefix: str) -> None:
    """Prove that the queue takes what a worker writes; raise ``Misconfigured`` otherwise."""
    await check_queue(url, prefix)
    async with queue_at(url, prefix, retry=_AT_ONCE) as queue:
        try:
            await queue.set(f"{prefix}:check", b"1", px=1_000)
        except (RedisError, OSError) as error:
            raise Misconfigured(_sentence(url, error)) from None


def _redis_pool(url: str, retry: Retry) -> ConnectionPool:
    # redis-py checks the name in a server's certificate only when told to.
    secured = {"ssl_check_hostname": True} if urlsplit(url).scheme == "rediss" else {}
    try:
        return ConnectionPool.from_url(
            url,
            socket_timeout=5,
            socket_connect_timeout=3,
            socket_keepalive=True,
            health_check_interval=15,
            retry=retry,
            retry_on_error=[RedisConnectionError, RedisTimeoutError, OSError, ReadOnlyError],
            **secured,
        )
    except (ValueError, TypeError):  # whose text may hold a piece of the password
        raise Misconfigured(
            "queue.url is not a Redis address: write it as redis://user:password@host:6379/0, "
            "with %-signs for special characters in the password."
        ) from None


def _memory_pool() -> ConnectionPool:
    return ConnectionPool(connection_class=FakeAsyncRedisConnection, server=FakeServer())


def _sentence(url: str, error: Exception) -> str:
    parts = urlsplit(url)
    place = f"the Redis at {parts.scheme}://{parts.hostname or 'localhost'}:{parts.port or 6379}"
    kind = type(error).__name__
    if isinstance(error, AuthenticationError):
        return f"queue.url: {place} refuses the user or password: correct them in the address."
    if isinstance(error, ReadOnlyError):
        return f"queue.url: {place} is a read-only copy: name the one that takes writes."
    if isinstance(error, ResponseError):
        return (
            f"queue.url: {place} refuses what a worker must do ({kind}): see its memory limit, "
            "the user's rights and the database number."
        )
    return (
        f"queue.url: no answer from {place} ({kind}): start it, correct the address, "
        'or use "memory://".'
    )
