"""Kill -9 at every line of the trip, then start again: one comment, one paid model call."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from screening.keys import LOCAL_KEY
from screening.simulators.herp import ALL_SCOPES, API_PATH, HerpSimulator
from screening.simulators.model import ModelSimulator
from screening.simulators.personalities import Personality
from screening.simulators.server import serve
from screening.wiring import utc_now
from support.scene import TENANT, make_world, name

FILES = ["pipeline.py", "consult.py", "deliver.py", "attend.py", "record.py", "gather.py"]
AFTER_THE_LEASE = 120.0


class Nursery:
    """The other end of ``support/nursery.py``."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def order(self, candidacy: str, *, place: list[Any] | None, ahead: float = 0.0) -> Any:
        """Have one worker forked, and return how it ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = {"candidacy": candidacy, "place": place, "ahead": ahead, "files": FILES}
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        await self._process.stdin.drain()
        return json.loads(await self._process.stdout.readline())


@asynccontextmanager
async def nursery(settings: Path) -> AsyncIterator[Nursery]:
    """Start a nursery and end it with its input."""
    tests = Path(__file__).parents[1]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(tests / "support" / "nursery.py"),
        str(settings),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(tests), "PYTHONWARNINGS": "ignore"},
        limit=2**20,
    )
    try:
        yield Nursery(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


def settings_file(folder: Path, ats_url: str, model_url: str) -> Path:
    """Write settings for one tenant without any wait for late files."""
    path = folder / "screening.toml"
    path.write_text(
        f"""
[ledger]
url = "sqlite:///{folder / "screening.db"}"
[model]
base_url = "{model_url}/v1"
name = "simulated"
[tenants.{TENANT}]
base_url = "{ats_url}{API_PATH}"
language = "en"
requirements = "rules"
settle_minutes = 0
look_again_minutes = []
requests_per_minute = 100000
leave_for_others = 0
"""
    )
    return path


async def test_one_comment_and_one_paid_call_after_a_kill_at_any_line(tmp_path: Path) -> None:
    """The places are all lines that a whole trip runs through; each gets a candidacy of its own."""
    async with scene(tmp_path / "whole") as whole:
        places = (await whole.trip(place=None))["lines"]
    assert {name for name, _ in places} == set(FILES)
    assert len(places) > 100
    async with asyncio.TaskGroup() as group:
        for half in (0, 1):
            group.create_task(kill_at_each(places[half::2], tmp_path / str(half)))


async def kill_at_each(places: list[list[Any]], folder: Path) -> None:
    """Kill a worker at each place, let a second one finish, and look at what came of it."""
    async with scene(folder) as here:
        for place in places:
            first = await here.trip(place=place)
            assert first["killed"], f"{place} was not reached again"
            second = await here.trip(place=None, again=True)
            assert second["code"] == 0, f"killed at {place}, the second worker did not finish"
            assert len(here.herp.comments(here.person)) == 1, f"killed at {place}"
            assert len(here.model.calls) == here.number, f"killed at {place}"
            here.herp.remove(here.person)


@dataclass
class Here:
    """One tenant, one ledger, one nursery, and one candidacy at a time."""

    herp: HerpSimulator
    model: ModelSimulator
    forks: Nursery
    number: int = 0

    @property
    def person(self) -> str:
        """The id of the candidacy that the last new trip was about."""
        return name(self.number)

    async def trip(self, *, place: list[Any] | None, again: bool = False) -> Any:
        """Have a new candidacy worked on, or the last one again after its lease has run out."""
        if not again:
            self.number += 1
            text = f"Operated PostgreSQL for six years at lighthouse {self.number}.\n"
            self.herp.arrive(
                make_world(**{f"n{at}": text for at in range(self.number + 1)}).candidacy[-1]
            )
        ahead = AFTER_THE_LEASE if again else 0.0
        return await self.forks.order(self.person, place=place, ahead=ahead)


@asynccontextmanager
async def scene(folder: Path) -> AsyncIterator[Here]:
    """Serve an ATS and a model, and start a nursery on them."""
    folder.mkdir()  # noqa: ASYNC240 - once, at the start
    herp = HerpSimulator(make_world(), clock=utc_now, keys={LOCAL_KEY: ALL_SCOPES}, limit=None)
    model = ModelSimulator(Personality.LITERAL)
    async with (
        serve(herp.app) as ats_url,
        serve(model.app) as model_url,
        nursery(settings_file(folder, ats_url, model_url)) as forks,
    ):
        yield Here(herp, model, forks)
