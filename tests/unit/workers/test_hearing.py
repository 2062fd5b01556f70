"""The loop that listens: what a failure does to it, and what it leaves alone."""

from datetime import timedelta
from pathlib import Path

import pytest

from screening.errors import ContractDrift
from screening.simulators.herp_faults import Fault, FaultKind, Route
from support.scene import TENANT, Scene, make_world, name, open_scene
from workers.hearing import Hearing

RECRUITER = "U-AB12C"
CV = "Ran Kubernetes in production for six years.\n"


def hearing(scene: Scene) -> Hearing:
    return Hearing(scene.attendant, scene.house.kits[TENANT], scene.settings.tenants[TENANT])


def counted(scene: Scene) -> float:
    labels: dict[str, str] = {"tenant": TENANT}
    found = scene.house.metrics.registry.get_sample_value("screening_corrections_total", labels)
    return found or 0.0


async def test_a_rejected_key_stops_the_tenant_until_the_poll_has_it_going_again(
    tmp_path: Path,
) -> None:
    async with open_scene(tmp_path, make_world(anna=CV), correctors=[RECRUITER]) as scene:
        await scene.screen_all()
        scene.herp.add_comment(name(0), "#fix R1 met", author=RECRUITER)
        scene.herp.script(Fault(route=Route.LIST_COMMENTS, kind=FaultKind.KEY_REJECTED))
        scene.clock.turn(timedelta(minutes=10))
        await hearing(scene)()
        assert TENANT in scene.attendant.stopped
        scene.clock.turn(timedelta(minutes=10))
        before = len(scene.herp.requests)
        await hearing(scene)()
        assert len(scene.herp.requests) == before
        scene.attendant.start_again(TENANT)
        await hearing(scene)()
        assert counted(scene) == 1


async def test_what_went_wrong_is_raised_for_the_loop_to_log(tmp_path: Path) -> None:
    async with open_scene(tmp_path, make_world(anna=CV), correctors=[RECRUITER]) as scene:
        await scene.screen_all()
        scene.herp.script(Fault(route=Route.LIST_COMMENTS, kind=FaultKind.UNKNOWN_SHAPE))
        scene.clock.turn(timedelta(minutes=10))
        with pytest.raises(ContractDrift):
            await hearing(scene)()
        assert not scene.attendant.stopped
