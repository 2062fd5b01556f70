"""A process that has imported everything and forks one worker for each order it reads.

An order names a candidacy, how far the clock is ahead, and a line of a file at which the worker is
killed with SIGKILL, right before that line would run. No hook in the product is needed: the line
is watched with ``sys.settrace``. Run as a program by ``test_kill.py``.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from types import FrameType
from typing import Any

from screening.attend import Attendant
from screening.model import CandidacyId, CandidacyRef, Document, DocumentFormat, FileMeta, Line
from screening.settings import Settings, load_settings
from screening.sweep import sweep
from screening.telemetry import set_up_logging
from screening.wiring import open_house
from support.scene import TENANT

WAIT = timedelta(seconds=11)
"""How far the clock jumps when nothing is due."""

Place = tuple[str, int]
"""A file's name and a line in it."""


class PlainReader:
    """Reads text without a child process of its own, which is not what is killed here."""

    async def read(self, file: FileMeta, content: bytes) -> Document:
        lines = content.decode().splitlines()
        return Document(
            file=file,
            sha256=sha256(content).hexdigest(),
            format=DocumentFormat.TEXT,
            pages=None,
            lines=tuple(Line(number=at, page=None, text=text) for at, text in enumerate(lines, 1)),
        )

    async def close(self) -> None:
        pass


class JumpingClock:
    """Real time, and as far ahead as the work needs."""

    def __init__(self, ahead: float) -> None:
        self.ahead = timedelta(seconds=ahead)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


async def work(
    settings: Settings, candidacy: str, clock: JumpingClock, watch: Callable[[], None]
) -> None:
    """Bring one candidacy to its outcome, jumping over every wait."""
    async with open_house(settings, clock=clock) as house:
        house.kits[TENANT] = replace(house.kits[TENANT], reader=PlainReader())  # type: ignore[index]
        await sweep(house.kits[TENANT], since=None)
        attendant = Attendant(
            kits=house.kits,
            ledger=house.ledger,
            clock=clock,
            owner=f"pid {os.getpid()}",
            term=timedelta(seconds=60),
            metrics=house.metrics,
        )
        watch()
        ref = CandidacyRef(tenant=TENANT, id=CandidacyId(candidacy))
        for _ in range(60):
            bells = await house.ledger.due(now=clock(), limit=100)
            for bell in bells:
                await attendant.attend(bell.work)
            if not bells and all(one.outcome for one in await house.ledger.screenings(ref)):
                return
            clock.ahead += WAIT
    sys.exit(3)


def killer(place: Place | None, seen: set[Place], files: frozenset[str]) -> Callable[[], None]:
    """Return what begins to watch: note every line that runs, and die before one of them."""

    def on_line(frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            here = (Path(frame.f_code.co_filename).name, frame.f_lineno)
            seen.add(here)
            if here == place:
                os.kill(os.getpid(), signal.SIGKILL)
        return on_line

    def on_call(frame: FrameType, _event: str, _: Any) -> Any:
        return on_line if Path(frame.f_code.co_filename).name in files else None

    return lambda: sys.settrace(on_call)


def obey(settings: Settings, order: dict[str, Any]) -> dict[str, Any]:
    """Fork a worker for one order and report how it ended."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        seen: set[Place] = set()
        place = tuple(order["place"]) if order["place"] else None
        watch = killer(place, seen, frozenset(order["files"]))
        asyncio.run(work(settings, order["candidacy"], JumpingClock(order["ahead"]), watch))
        sys.settrace(None)
        os.write(writing, json.dumps(sorted(seen)).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        lines = pipe.read()
    _, status = os.waitpid(pid, 0)
    return {
        "killed": os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL,
        "code": os.WEXITSTATUS(status) if os.WIFEXITED(status) else None,
        "lines": json.loads(lines) if lines else [],
    }


def main() -> None:
    """Read orders, one JSON object a line, until the input ends."""
    set_up_logging()
    settings = load_settings(Path(sys.argv[1]), {})
    for line in sys.stdin:
        print(json.dumps(obey(settings, json.loads(line))), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
