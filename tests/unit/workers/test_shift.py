"""The loops of one worker process: what a failed poll leaves in the log and on the health page."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

from screening.simulators.herp_faults import Fault, FaultKind, Route
from screening.telemetry import set_up_logging
from support.scene import TENANT, Scene, make_world, open_scene
from workers.bell import queue_at
from workers.health import Health, longest_silence
from workers.jobs import Desk
from workers.shift import Shift

SECOND = timedelta(seconds=1)


class Printed(StringIO):
    """A log that tells when a line with a word in it has been written."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self._word = word
        self.told = asyncio.Event()

    def write(self, text: str) -> int:
        if self._word in text:
            self.told.set()
        return super().write(text)

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.getvalue().splitlines() if self._word in line]


@asynccontextmanager
async def at_work(scene: Scene) -> AsyncIterator[Shift]:
    health = Health(
        clock=scene.clock,
        scan=SECOND,
        tenants=1,
        stopped=scene.attendant.stopped,
        opened_at=scene.clock(),
        silences={TENANT: longest_silence(60 * SECOND)},
    )
    async with queue_at("memory://", "here") as queue:
        desk = Desk(scene.attendant, asyncio.Semaphore(1))
        shift = Shift(scene.house, scene.attendant, desk, queue, scene.settings, health)
        shift.begin(poll=True)
        try:
            yield shift
        finally:
            await shift.end()


async def test_a_failed_poll_is_logged_with_its_tenant_and_sentence_and_makes_unwell(
    tmp_path: Path,
) -> None:
    printed = Printed("loop.failed")
    set_up_logging(printed)
    async with open_scene(tmp_path, make_world(only="CV\n")) as scene:
        scene.herp.script(Fault(route=Route.LIST_CANDIDACIES, kind=FaultKind.HTML, times=99))
        async with at_work(scene) as shift, asyncio.timeout(20):
            await printed.told.wait()
            health = shift.health
            scene.clock.now += timedelta(minutes=11)
            health.scanned_at = health.rung_at = scene.clock()
            well, report = health.report()
    (line, *_) = printed.lines()
    assert (line["loop"], line["tenant"]) == ("poll", TENANT)
    assert line["error"].startswith("ContractDrift: GET /v1/candidacies answered 200")
    assert not well
    assert report["reasons"] == [
        f"tenant {TENANT} was not polled with success for 11 minutes: {line['error']}"
    ]


async def test_a_good_poll_is_noted(tmp_path: Path) -> None:
    printed = Printed("poll.found")
    set_up_logging(printed)
    async with (
        open_scene(tmp_path, make_world(only="CV\n")) as scene,
        at_work(scene) as shift,
        asyncio.timeout(20),
    ):
        shift.health.poll_faults[TENANT] = "an earlier fault"
        await printed.told.wait()
        assert shift.health.polled_at == {TENANT: scene.clock()}
        assert not shift.health.poll_faults
