"""What every pace promises, in process and, where this machine has a Redis, shared through it.

Redis keeps its own time, so waits are compared with a little tolerance; nobody waits for them.
"""

import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from redis.asyncio import Redis

from screening.ats.pacing import WindowPace
from screening.model import TenantId
from screening.ports import Pace
from screening.store.pacing import RedisPace

NOW = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
NOTHING = timedelta(0)
SECOND = timedelta(seconds=1)
ALLOWANCE = 5


@pytest.fixture(scope="module")
def socket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path | None]:
    server = shutil.which("redis-server")
    if server is None:
        yield None
        return
    path = tmp_path_factory.mktemp("redis") / "socket"
    options = ["--port", "0", "--unixsocket", str(path), "--save", "", "--appendonly", "no"]
    with subprocess.Popen([server, *options], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if "ready to accept connections" in line.lower():
                break
        yield path
        process.terminate()


@pytest.fixture(params=["in process", "redis"])
async def pace(request: pytest.FixtureRequest, socket: Path | None) -> AsyncIterator[Pace]:
    if request.param == "in process":
        yield WindowPace(lambda: NOW, allowance=ALLOWANCE, leave=2)
        return
    if socket is None:
        pytest.skip("the shared pace is not tested: there is no redis-server on the PATH")
    connected = Redis(unix_socket_path=str(socket))
    await connected.flushall()
    yield RedisPace(connected, TenantId("acme"), lambda: NOW, allowance=ALLOWANCE, leave=2)
    await connected.aclose()


def about(wait: timedelta, expected: timedelta) -> bool:
    return expected - 2 * SECOND < wait <= expected


async def booked(pace: Pace, times: int) -> list[timedelta]:
    return [await pace.book() for _ in range(times)]


async def test_our_share_goes_at_once_and_the_rest_in_the_next_window(pace: Pace) -> None:
    waits = await booked(pace, 2 * ALLOWANCE)
    assert waits[:ALLOWANCE] == [NOTHING] * ALLOWANCE
    assert all(about(wait, 61 * SECOND) for wait in waits[ALLOWANCE:])


async def test_turns_come_in_the_order_of_asking(pace: Pace) -> None:
    """Within a window all waits end at the same moment, so later ones are never longer by much."""
    waits = await booked(pace, 2 * ALLOWANCE)
    assert all(later - sooner > -2 * SECOND for sooner, later in pairwise(waits))


async def test_beyond_the_horizon_nothing_is_booked(pace: Pace) -> None:
    """Whoever is told such a wait goes away; the turn stays free."""
    waits = await booked(pace, 2 * ALLOWANCE + 3)
    assert all(about(wait, 122 * SECOND) for wait in waits[2 * ALLOWANCE :])


async def test_what_belongs_to_others_is_left_to_them(pace: Pace) -> None:
    await pace.book()
    await pace.learn(remaining=4, reset_at=NOW + 30 * SECOND)
    waits = await booked(pace, 3)
    assert waits[:2] == [NOTHING] * 2
    assert about(waits[2], 31 * SECOND)


async def test_an_answer_that_says_nothing_changes_nothing(pace: Pace) -> None:
    await pace.book()
    await pace.learn(remaining=None, reset_at=None)
    await pace.learn(remaining=0, reset_at=NOW - SECOND)
    assert await booked(pace, ALLOWANCE - 1) == [NOTHING] * (ALLOWANCE - 1)


async def test_a_pause_holds_for_all_who_ask(pace: Pace) -> None:
    await pace.pause(NOW + 40 * SECOND)
    assert all(about(wait, 40 * SECOND) for wait in await booked(pace, 3))


async def test_a_shorter_pause_does_not_end_a_longer_one(pace: Pace) -> None:
    await pace.pause(NOW + 40 * SECOND)
    await pace.pause(NOW + SECOND)
    await pace.pause(NOW - SECOND)
    assert about(await pace.book(), 40 * SECOND)


async def test_no_answer_of_the_ats_can_stop_us_for_days(pace: Pace) -> None:
    await pace.pause(NOW + timedelta(days=365))
    assert about(await pace.book(), timedelta(minutes=15))
