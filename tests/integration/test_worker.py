"""Whole workers: two at once, through both doors, and told to stop in the middle of work."""

import asyncio
import os
import signal
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from arq.worker import Worker
from redis.exceptions import ConnectionError as RedisConnectionError

import workers.run
from screening.simulators.personalities import Personality
from support.scene import name
from support.shift import crowd, free_port, open_worksite, rested, rows, until
from workers.run import run_worker


async def test_two_workers_on_one_ledger_leave_one_comment_each(tmp_path: Path) -> None:
    """Each has a queue of its own, so both hear of everything: the ledger alone decides."""
    async with open_worksite(tmp_path, crowd(12), latency_seconds=0.3) as site:
        config = site.write(at_once=2)
        async with (
            site.start(config, log="one.log") as one,
            site.start(config, log="two.log") as two,
        ):
            await until(lambda: len(site.commented()) >= 12)
            await rested(site, 12)
            for worker in (one, two):
                worker.send(signal.SIGTERM)
                assert await worker.ended() == 0
        assert Counter(site.commented()) == {name(number): 1 for number in range(12)}
        assert len(site.model.calls) == 12
        done = [len(worker.events("screening.ended")) for worker in (one, two)]
        assert sum(done) == 12
        assert min(done) > 0


async def test_sigterm_lets_running_work_finish_and_loses_nothing(tmp_path: Path) -> None:
    """One job is slow: while it is waited for, nothing new may take the place of the other."""
    async with open_worksite(tmp_path, crowd(6), latency_seconds=0.5, delay_seconds=3) as site:
        config = site.write(at_once=2)
        site.model.script(Personality.SLOW)
        async with site.start(config) as worker:
            await until(lambda: site.model.most_at_once == 2)
            worker.send(signal.SIGTERM)
            assert await worker.ended() == 0
        assert len(site.commented()) == 2
        assert rows(site, "owner IS NOT NULL OR crashes > 0 OR attempts > 0") == []
        assert len(rows(site, "next_at IS NOT NULL")) == 4
        async with site.start(config) as worker:
            await until(lambda: len(site.commented()) == 6)
            await rested(site, 6)
        assert Counter(site.commented()) == {name(number): 1 for number in range(6)}
        assert len(site.model.calls) == 6


async def test_a_second_sigterm_hands_work_back_at_once(tmp_path: Path) -> None:
    async with open_worksite(tmp_path, crowd(2), personality=Personality.SLOW) as site:
        async with site.start(site.write()) as worker:
            await until(lambda: site.model.most_at_once == 2)
            worker.send(signal.SIGTERM)
            await until(lambda: bool(worker.events("worker.stopping")))
            began = time.monotonic()
            worker.send(signal.SIGTERM)
            assert await worker.ended() == 0
            assert time.monotonic() - began < 10
        assert site.commented() == []
        assert rows(site, "owner IS NOT NULL OR crashes > 0 OR attempts > 0") == []
        assert len(rows(site, "next_at IS NOT NULL")) == 2


async def test_signals_without_pause_are_as_safe_as_one(tmp_path: Path) -> None:
    async with open_worksite(tmp_path, crowd(2), personality=Personality.SLOW) as site:
        async with site.start(site.write()) as worker:
            await until(lambda: site.model.most_at_once == 2)
            while worker.process.returncode is None:
                with suppress(ProcessLookupError):
                    worker.send(signal.SIGTERM)
                await asyncio.sleep(0.01)
            assert worker.process.returncode in (0, -signal.SIGTERM)
        assert rows(site, "owner IS NOT NULL OR crashes > 0 OR attempts > 0") == []


async def test_work_that_outlasts_the_grace_is_handed_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers.run, "GRACE_SECONDS", 0.2)
    async with open_worksite(tmp_path, crowd(1), personality=Personality.SLOW) as site:
        worker = asyncio.create_task(run_worker(site.settings))
        await until(lambda: site.model.most_at_once == 1)
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(worker, 10)
        assert rows(site, "owner IS NOT NULL OR crashes > 0 OR attempts > 0") == []
        assert len(rows(site, "next_at IS NOT NULL")) == 1


class _LosesItsQueue(Worker):
    """arq's worker, whose queue is lost a few times in the middle of work."""

    losses = 3

    async def async_run(self) -> None:
        running = asyncio.create_task(super().async_run())
        if type(self).losses == 0:
            await running
        type(self).losses -= 1
        await until(lambda: len(self.tasks) > 0)
        running.cancel()
        raise RedisConnectionError


async def test_a_lost_queue_loses_no_work_and_repeats_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Jobs that were running go on to their end while a new arq worker takes over."""
    monkeypatch.setattr(workers.run, "Worker", _LosesItsQueue)
    monkeypatch.setattr(workers.run, "FIRST_PAUSE", 0.01)
    async with open_worksite(tmp_path, crowd(8), latency_seconds=0.3) as site:
        settings = site.settings
        few = settings.worker.model_copy(update={"at_once": 2})
        worker = asyncio.create_task(run_worker(settings.model_copy(update={"worker": few})))
        await until(lambda: len(site.commented()) == 8)
        await rested(site, 8)
        worker.cancel()
        with pytest.raises(asyncio.CancelledError):
            await worker
        assert _LosesItsQueue.losses == 0
        assert Counter(site.commented()) == {name(number): 1 for number in range(8)}
        assert len(site.model.calls) == 8
        assert site.model.most_at_once == 2


async def test_plain_arq_does_the_same_work_and_prints_nothing_of_its_own(tmp_path: Path) -> None:
    """``arq -v`` turns its logger to DEBUG after ours is set up; it prints arguments and errors."""
    async with open_worksite(tmp_path, crowd(3)) as site:
        async with site.start_arq(site.write()) as worker:
            await until(lambda: len(site.commented()) == 3)
            await rested(site, 3)
            worker.send(signal.SIGTERM)
            assert await worker.ended() == 0
        assert Counter(site.commented()) == {name(number): 1 for number in range(3)}
        assert [line for line in worker.printed.splitlines() if not line.startswith("{")] == []
        assert len(worker.events("screening.ended")) == 3


@pytest.mark.parametrize("door", ["screening", "arq"])
@pytest.mark.parametrize("fault", ["queue", "ledger", "port", "file"])
async def test_what_a_person_must_mend_is_one_sentence_and_exit_code_2(
    tmp_path: Path, door: str, fault: str
) -> None:
    nobody = f"127.0.0.1:{free_port()}"
    async with open_worksite(tmp_path, crowd(1)) as site:
        tables: dict[str, dict[str, Any]] = {
            "queue": {"queue": {"url": f"redis://:not-a-word@{nobody}/0"}},
            "ledger": {"ledger": {"url": f"postgresql://user:not-a-word@{nobody}/name"}},
            "port": {"worker": {"metrics_port": int(site.raw["model"]["base_url"][17:-3])}},
            "file": {},
        }
        site.raw.update(tables[fault])
        config = site.write() if fault != "file" else tmp_path / "none.toml"
        async with site.start(config) if door == "screening" else site.start_arq(config) as worker:
            assert await worker.ended(within=60) == 2
        (line,) = worker.printed.splitlines()
        assert line.startswith("Error: ")
        named = {"queue": "queue.url", "ledger": nobody, "port": "worker.metrics_port"}
        assert named.get(fault, "none.toml") in line
        assert "not-a-word" not in line
        assert site.commented() == []
