"""The shared pace against a real Redis, when this machine has one; no test waits.

Redis keeps its own time, so time is passed by moving the stored times back.
"""

import asyncio
import shutil
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from screening.ats.pacing import WindowPace
from screening.errors import Transient, Unreachable
from screening.model import TenantId
from screening.store.pacing import RedisPace

NOW = datetime(2026, 11, 4, 3, 0, tzinfo=UTC)
ACME = TenantId("acme")
SECOND = timedelta(seconds=1)
ABOUT = 0.9 * SECOND
"""How much of Redis's own time a test may take on a busy machine."""
KEY = "screening:pace:acme"

PassTime = Callable[[timedelta], Awaitable[None]]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
def socket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    server = shutil.which("redis-server")
    if server is None:
        pytest.skip("needs redis-server on the PATH: the script runs in Redis only")
    path = tmp_path_factory.mktemp("redis") / "socket"
    options = ["--port", "0", "--unixsocket", str(path), "--save", "", "--appendonly", "no"]
    with subprocess.Popen([server, *options], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if "ready to accept connections" in line.lower():
                break
        yield path
        process.terminate()


@pytest.fixture
async def redis(socket: Path) -> AsyncIterator[Redis]:
    connected = Redis(unix_socket_path=str(socket))
    await connected.flushall()
    yield connected
    await connected.aclose()


@pytest.fixture
def pace(redis: Redis) -> RedisPace:
    return RedisPace(redis, ACME, lambda: NOW)


@pytest.fixture
def pass_time(redis: Redis) -> PassTime:
    async def passed(time: timedelta) -> None:
        for name in ("opens", "ends", "shut"):
            value = await redis.hget(KEY, name)  # type: ignore[misc] # redis types it as either
            if value is not None and int(value):
                moved = int(value) - time // timedelta(milliseconds=1)
                await redis.hset(KEY, name, str(moved))  # type: ignore[misc] # as above

    return passed


def about(wait: timedelta, expected: timedelta) -> bool:
    return expected - ABOUT <= wait <= expected


async def test_the_first_sixty_go_at_once_and_the_next_waits_for_the_next_window(
    pace: RedisPace,
) -> None:
    waits = [await pace.book() for _ in range(61)]
    assert waits[:60] == [timedelta(0)] * 60
    assert about(waits[60], 61 * SECOND)


async def test_all_workers_share_one_allowance(socket: Path, redis: Redis) -> None:
    workers = [Redis(unix_socket_path=str(socket)) for _ in range(4)]
    paces = [RedisPace(each, ACME, lambda: NOW) for each in workers]
    async with asyncio.TaskGroup() as group:
        booked = [group.create_task(paces[number % 4].book()) for number in range(100)]
    waits = [task.result() for task in booked]
    assert waits.count(timedelta(0)) == 60
    assert all(about(wait, 61 * SECOND) for wait in waits if wait)
    for each in workers:
        await each.aclose()
    assert int(await redis.hget(KEY, "sent") or 0) == 40  # type: ignore[misc] # as above


async def test_tenants_do_not_share(redis: Redis, pace: RedisPace) -> None:
    await pace.pause(NOW + 50 * SECOND)
    assert await RedisPace(redis, TenantId("other"), lambda: NOW).book() == timedelta(0)


async def test_a_turn_beyond_the_horizon_is_told_but_not_booked(pace: RedisPace) -> None:
    waits = [await pace.book() for _ in range(123)]
    assert about(waits[119], 61 * SECOND)
    assert about(waits[120], 122 * SECOND)
    assert about(waits[122], 122 * SECOND)


async def test_others_keep_what_is_left_to_them(pace: RedisPace) -> None:
    await pace.book()
    await pace.learn(remaining=25, reset_at=NOW + 30 * SECOND)
    waits = [await pace.book() for _ in range(6)]
    assert waits[:5] == [timedelta(0)] * 5
    assert about(waits[5], 31 * SECOND)


async def test_after_a_pause_nothing_goes_before_its_end(
    pace: RedisPace, pass_time: PassTime
) -> None:
    await pace.pause(NOW + 30 * SECOND)
    await pace.pause(NOW + 10 * SECOND)
    await pace.pause(NOW - 10 * SECOND)
    assert about(await pace.book(), 30 * SECOND)
    await pass_time(30 * SECOND)
    assert await pace.book() == timedelta(0)


async def test_a_pause_is_never_longer_than_fifteen_minutes(pace: RedisPace) -> None:
    await pace.pause(NOW + timedelta(days=1))
    assert about(await pace.book(), timedelta(minutes=15))


async def test_a_flushed_redis_only_forgets(pace: RedisPace, redis: Redis) -> None:
    await pace.pause(NOW + 50 * SECOND)
    await redis.flushall()
    await redis.script_flush()
    await pace.learn(remaining=0, reset_at=NOW + 50 * SECOND)
    assert await pace.book() == timedelta(0)


async def test_what_is_stored_expires(pace: RedisPace, redis: Redis) -> None:
    await pace.book()
    assert 0 < await redis.pttl(KEY) <= 3_600_000


@pytest.mark.parametrize("seed", range(5))
async def test_both_paces_give_the_same_turns(
    pace: RedisPace, pass_time: PassTime, seed: int
) -> None:
    """The script and the one in process are two writings of the same rules."""
    random = Random(seed)
    passed = timedelta(0)
    local = WindowPace(lambda: NOW + passed)
    assert await local.book() == await pace.book()
    for _ in range(150):
        match random.choices(("book", "learn", "pause", "pass"), (80, 12, 2, 6))[0]:
            case "book":
                here, there = await local.book(), await pace.book()
                assert abs(here - there) <= ABOUT
            case "learn":
                left = random.choice((-5, 20, 40, 60)) * SECOND
                remaining = random.choice((None, 5, 30, 60, 99))
                await local.learn(remaining=remaining, reset_at=NOW + passed + left)
                await pace.learn(remaining=remaining, reset_at=NOW + left)
            case "pause":
                left = random.choice((3, 30)) * SECOND
                await local.pause(NOW + passed + left)
                await pace.pause(NOW + left)
            case _:
                step = random.uniform(5, 66) * SECOND
                passed += step
                await pass_time(step)


async def test_without_redis_nothing_is_booked(tmp_path: Path) -> None:
    lost = Redis(unix_socket_path=str(tmp_path / "nobody"), retry=Retry(NoBackoff(), 0))
    pace = RedisPace(lost, ACME, lambda: NOW)
    with pytest.raises(Unreachable, match=r"tenant acme.*queue.url"):
        await pace.book()
    with pytest.raises(Transient):
        await pace.pause(NOW + SECOND)
    await lost.aclose()


async def test_a_redis_that_hangs_is_given_up_within_the_deadline(tmp_path: Path) -> None:
    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    path = tmp_path / "hanging"
    server = await asyncio.start_unix_server(hang, path)
    lost = Redis(unix_socket_path=str(path), retry=Retry(NoBackoff(), 0))
    pace = RedisPace(lost, ACME, lambda: NOW, deadline=timedelta(milliseconds=30))
    with pytest.raises(Unreachable):
        await pace.book()
    await lost.aclose()
    server.close()
    await server.wait_closed()


def test_an_allowance_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        RedisPace(Redis(), ACME, lambda: NOW, allowance=0)
