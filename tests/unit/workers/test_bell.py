"""The queue: what is rung, how it is opened, and what is said when it does not answer."""

import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from arq.connections import ArqRedis
from redis.asyncio import SSLConnection
from redis.exceptions import AuthenticationError, OutOfMemoryError, ReadOnlyError, RedisError

from screening.errors import Misconfigured
from screening.model import Bell, WorkId
from workers.bell import check_queue, open_queue, prove_queue, queue_at, ring

NOW = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
BELLS = (Bell(work=WorkId("aa"), fence=0), Bell(work=WorkId("bb"), fence=3))


def connection(url: str) -> Any:
    """Make a connection as the queue would; redis-py gives it no types."""
    pool: Any = open_queue(url, "here").connection_pool
    return pool.make_connection()


@pytest.fixture
async def queue() -> AsyncIterator[ArqRedis]:
    async with queue_at("memory://", "here") as opened:
        yield opened


async def test_ringing_twice_within_a_minute_leaves_one_hint(queue: ArqRedis) -> None:
    assert await ring(queue, BELLS, now=NOW) == 2
    assert await ring(queue, BELLS, now=NOW + timedelta(seconds=59)) == 0
    assert await queue.zcard("here:queue") == 2


async def test_a_new_fence_or_a_new_minute_is_heard_whatever_lock_is_left(queue: ArqRedis) -> None:
    await ring(queue, BELLS, now=NOW)
    claimed_since = (BELLS[0].model_copy(update={"fence": 1}),)
    assert await ring(queue, claimed_since, now=NOW) == 1
    assert await ring(queue, BELLS, now=NOW + timedelta(seconds=60)) == 2


async def test_two_installations_on_one_redis_do_not_silence_each_other(queue: ArqRedis) -> None:
    other = ArqRedis(
        queue.connection_pool,
        job_serializer=queue.job_serializer,
        default_queue_name="there:queue",
    )
    await ring(queue, BELLS, now=NOW)
    assert await ring(other, BELLS, now=NOW) == 2


async def test_a_hint_is_forgotten_after_an_hour(queue: ArqRedis) -> None:
    await ring(queue, BELLS, now=NOW)
    (key, *_) = await queue.keys("arq:job:*")
    assert 3_500_000 < await queue.pttl(key) <= 3_600_000


def test_a_real_redis_gets_time_outs_and_retries() -> None:
    made = connection("redis://127.0.0.1:1/0")
    assert made.socket_timeout == 5
    assert made.socket_connect_timeout == 3
    assert made.health_check_interval == 15
    assert made.socket_keepalive
    assert ReadOnlyError in made.retry_on_error


def test_the_name_in_a_servers_certificate_is_checked() -> None:
    made = connection("rediss://127.0.0.1:1/0")
    assert isinstance(made, SSLConnection)
    assert made.check_hostname
    assert made.ssl_context.get().check_hostname


@pytest.mark.parametrize(
    "url", ["redis://me:secret-word", "redis://me:secret-word@host:port/0", "redis://h/0?db=secret"]
)
def test_an_address_that_is_none_is_one_sentence_without_the_password(url: str) -> None:
    with pytest.raises(Misconfigured) as caught:
        open_queue(url, "here")
    assert "queue.url is not a Redis address" in str(caught.value)
    assert "secret" not in str(caught.value)


async def test_a_silent_redis_is_named_without_its_password() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(Misconfigured) as caught:
        await prove_queue(f"redis://me:secret-word@127.0.0.1:{port}/0", "here")
    assert f"redis://127.0.0.1:{port}" in str(caught.value)
    assert "secret-word" not in str(caught.value)


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (AuthenticationError("invalid username-password pair"), "user or password"),
        (ReadOnlyError("You can't write against a read only replica"), "read-only copy"),
        (OutOfMemoryError("command not allowed"), "memory limit"),
    ],
)
async def test_a_redis_that_refuses_is_explained(
    error: RedisError, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(ArqRedis, "set", refuse)
    with pytest.raises(Misconfigured, match=says):
        await prove_queue("memory://", "here")


async def test_checking_a_queue_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(ArqRedis, "set", refuse)
    await check_queue("memory://", "here")
