"""Workers on a real Redis: shared by two, restarted, frozen, emptied, gone.

They run where ``/usr/bin/redis-server`` is: each test starts its own and stops it by its id. The
first two also run on the Redis that ``SCREENING_TEST_REDIS`` names; its database is emptied.
"""

import asyncio
import json
import os
import re
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

import workers.bell
from screening.sweep import sweep
from screening.wiring import open_house, utc_now
from support.redis_server import BINARY, Client, RedisServer, connect
from support.scene import TENANT, name
from support.shift import (
    STOP_SECONDS,
    WorkerProcess,
    Worksite,
    crowd,
    open_worksite,
    rested,
    rows,
    until,
)
from workers.run import run_worker

GIVEN = os.environ.get("SCREENING_TEST_REDIS", "")
CROWD = 16
AT_ONCE = 2
FREEZE_SECONDS = float(os.environ.get("SCREENING_TEST_FREEZE_SECONDS", "6"))
"""Longer than the five seconds after which our own time-outs tell."""
RECOVERY_SECONDS = 30
"""How long a worker may take to work again after its Redis is back."""
pytestmark = pytest.mark.skipif(
    not GIVEN and not BINARY.exists(),
    reason=f"no Redis: there is no {BINARY}, and SCREENING_TEST_REDIS names no address",
)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RedisServer]:
    """Start a Redis that a test may do anything to."""
    if not BINARY.exists():
        pytest.skip(f"this test kills or freezes its Redis and there is no {BINARY} to start")
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def address(request: pytest.FixtureRequest) -> Iterator[str]:
    """Return the address of an empty Redis, the given one or one of our own."""
    if not GIVEN:
        own: RedisServer = request.getfixturevalue("server")
        yield own.url
        return
    with closing(connect(GIVEN)) as client:
        client.empty()
        yield GIVEN
        client.empty()


async def test_two_workers_share_one_redis_and_leave_one_comment_each(
    tmp_path: Path, address: str
) -> None:
    async with open_worksite(tmp_path, crowd(12), latency_seconds=0.3, queue=address) as site:
        config = site.write(at_once=2)
        async with site.start(config, log="1.log") as one, site.start(config, log="2.log") as two:
            await rested(site, 12)
            for worker in (one, two):
                worker.send(signal.SIGTERM)
                assert await worker.ended() == 0
                assert len(worker.events("screening.ended")) > 0
        assert Counter(site.commented()) == {name(number): 1 for number in range(12)}
        assert len(site.model.calls) == 12


async def test_redis_holds_work_ids_only_as_json_and_nothing_stays(
    tmp_path: Path, address: str
) -> None:
    seen: dict[str, str] = {}
    async with open_worksite(tmp_path, crowd(6), latency_seconds=0.3, queue=address) as site:
        client = connect(address)
        async with site.start(site.write(at_once=1)) as worker:
            await until(lambda: _looked(client, seen) and len(site.commented()) == 6)
            await rested(site, 6)
            worker.send(signal.SIGTERM)
            assert await worker.ended() == 0
        client.close()
    messages = [json.loads(text) for key, text in seen.items() if key.startswith("arq:job:")]
    assert len(messages) >= 6
    for message in messages:
        assert set(message) == {"t", "f", "a", "k", "et"}
        work, fence = message["a"]
        assert re.fullmatch("[0-9a-f]+", work)
        assert isinstance(fence, int)
    assert not [key for key in seen if key.startswith("arq:result:")]


async def test_a_worker_outlives_a_restart_of_its_redis(
    tmp_path: Path, server: RedisServer
) -> None:
    """The new one is empty: the ledger rings for everything again."""
    async with _busy(tmp_path, server) as (site, _):
        server.kill()
        await _gone_for(seconds=3)
        server.start()
        print(f"\nrecovered {await _recovered(site):.1f} s after the restart")  # noqa: T201
        await _all_once(site)


async def test_a_worker_outlives_a_frozen_redis(tmp_path: Path, server: RedisServer) -> None:
    """A frozen Redis keeps its connections open; only our time-outs tell."""
    async with _busy(tmp_path, server) as (site, _):
        server.freeze()
        await _gone_for(seconds=FREEZE_SECONDS)
        server.thaw()
        print(f"\nrecovered {await _recovered(site):.1f} s after the thaw")  # noqa: T201
        await _all_once(site)


async def test_a_worker_outlives_a_redis_that_forgets_everything(
    tmp_path: Path, server: RedisServer
) -> None:
    async with _busy(tmp_path, server) as (site, _):
        for _ in range(3):
            with closing(connect(server.url)) as client:
                client.empty()
            print(f"\nrecovered {await _recovered(site):.1f} s after the flush")  # noqa: T201
        await _all_once(site)


async def test_a_lock_left_by_a_killed_worker_soon_lets_the_next_hint_pass(
    tmp_path: Path, server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """arq locks a message before our claim: killed in between, only Redis knows of a worker.

    Were the time not in a message's id, the lock would hold for half an hour.
    """
    monkeypatch.setattr(workers.bell, "RING_AGAIN_SECONDS", 3)
    async with open_worksite(tmp_path, crowd(1), queue=server.url) as site:
        async with open_house(site.settings) as house:
            await sweep(house.kits[TENANT], since=None)
            (bell,) = await house.ledger.due(now=utc_now(), limit=1)
        with closing(connect(server.url)) as client:
            now = int(utc_now().timestamp() // 3)
            for turn in (now - 1, now, now + 1):
                client.put(f"arq:in-progress:screening:queue:{bell.work}:0:{turn}", "1")
        worker = asyncio.create_task(run_worker(site.settings))
        waited = await until(lambda: len(site.commented()) == 1, within=20)
        assert waited > 2
        worker.cancel()
        with pytest.raises(asyncio.CancelledError):
            await worker


async def test_sigterm_is_obeyed_while_redis_is_gone(tmp_path: Path, server: RedisServer) -> None:
    async with _busy(tmp_path, server) as (site, worker):
        server.kill()
        await until(lambda: bool(worker.events("loop.failed") or worker.events("queue.lost")))
        began = time.monotonic()
        worker.send(signal.SIGTERM)
        assert await worker.ended(within=STOP_SECONDS) == 0
        print(f"\nended {time.monotonic() - began:.1f} s after SIGTERM")  # noqa: T201
        assert rows(site, "owner IS NOT NULL OR crashes > 0") == []


@asynccontextmanager
async def _busy(folder: Path, server: RedisServer) -> AsyncIterator[tuple[Worksite, WorkerProcess]]:
    """Open a worksite whose one worker is in the middle of its work."""
    async with (
        open_worksite(folder, crowd(CROWD), latency_seconds=0.3, queue=server.url) as site,
        site.start(site.write(at_once=AT_ONCE)) as worker,
    ):
        await until(lambda: len(site.commented()) >= 3)
        yield site, worker


async def _gone_for(seconds: float) -> None:
    """Let real time pass: the outage must outlast the worker's own time-outs."""
    await asyncio.sleep(seconds)


async def _recovered(site: Worksite) -> float:
    """Return the seconds until a comment on a candidacy that was taken up only now."""
    enough = len(site.commented()) + AT_ONCE + 1
    return await until(lambda: len(site.commented()) >= enough, within=RECOVERY_SECONDS)


async def _all_once(site: Worksite) -> None:
    await rested(site, CROWD)
    assert Counter(site.commented()) == {name(number): 1 for number in range(CROWD)}
    assert len(site.model.calls) == CROWD


def _looked(client: Client, seen: dict[str, str]) -> bool:
    """Note every key and every text in Redis."""
    seen.update(client.texts())
    return True
