"""Kill -9 at every line of the trip, then start again: one comment, one paid model call."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from support.scene import TENANT, make_world

from screening.settings import LOCAL_KEY
from screening.simulators.herp import ALL_SCOPES, API_PATH, HerpSimulator
from screening.simulators.model import ModelSimulator
from screening.simulators.personalities import Personality
from screening.simulators.server import serve
from screening.wiring import utc_now

FILES = ["pipeline.py", "attend.py", "record.py", "gather.py"]
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
settle_minutes = 0
look_again_minutes = []
requests_per_minute = 100000
leave_for_others = 0
"""
    )
    return path


async def test_one_comment_and_one_paid_call_after_a_kill_at_any_line(tmp_path: Path) -> None:
    """The places are all lines that a whole trip runs through; each gets a candidacy of its own."""
    people = make_world(probe="Operated PostgreSQL for six years at the lighthouse.\n").candidacy
    world = make_world()
    herp = HerpSimulator(world, clock=utc_now, keys={LOCAL_KEY: ALL_SCOPES}, limit=None)
    model = ModelSimulator(Personality.LITERAL)
    async with (
        serve(herp.app) as ats_url,
        serve(model.app) as model_url,
        nursery(settings_file(tmp_path, ats_url, model_url)) as forks,
    ):
        herp.arrive(people[0])
        whole = await forks.order(people[0].id, place=None)
        places = whole["lines"]
        assert {name for name, _ in places} == set(FILES)
        assert len(places) > 100
        for number, place in enumerate(places, 1):
            text = f"Operated PostgreSQL for six years at lighthouse {number}.\n"
            person = make_world(**{f"n{at}": text for at in range(number + 1)}).candidacy[number]
            herp.arrive(person)
            calls = len(model.calls)
            first = await forks.order(person.id, place=place)
            assert first["killed"], f"{place} was not reached again"
            second = await forks.order(person.id, place=None, ahead=AFTER_THE_LEASE)
            assert second["code"] == 0, f"killed at {place}, the second worker did not finish"
            assert len(herp.comments(person.id)) == 1, f"killed at {place}"
            assert len(model.calls) - calls == 1, f"killed at {place}"
