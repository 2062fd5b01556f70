"""Real worker processes over simulated neighbours: how they are started, watched and stopped."""

import asyncio
import json
import os
import socket
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from screening.keys import LOCAL_KEY
from screening.model import Outcome, Tally
from screening.settings import Settings, settings_from
from screening.simulators.herp import ALL_SCOPES, API_PATH, HerpSimulator
from screening.simulators.model import ModelSimulator
from screening.simulators.personalities import Personality
from screening.simulators.server import serve
from screening.simulators.world import World
from screening.store.open import open_ledger
from screening.wiring import utc_now
from support.scene import TENANT, make_world

SOURCE = Path(__file__).resolve().parents[2]
SCREENING = "import sys; from screening.cli import main; main()"
ARQ = "import sys; from arq.cli import cli; cli()"
STOP_SECONDS = 25
"""How long a worker may take to end after SIGTERM."""


def crowd(size: int) -> World:
    """Make a world of people whose files tell them apart."""
    people = {
        f"person{number}": (
            f"Summary of work at the harbour office number {number}\n"
            f"Operated PostgreSQL clusters in production for {number + 2} years.\n"
        )
        for number in range(size)
    }
    return make_world(**people)


@dataclass(slots=True)
class Worksite:
    """The neighbours, and the settings by which workers find them."""

    folder: Path
    herp: HerpSimulator
    model: ModelSimulator
    raw: dict[str, Any]

    @property
    def settings(self) -> Settings:
        return settings_from(self.raw, {}, source="test")

    def write(self, name: str = "screening.toml", **worker: object) -> Path:
        """Write a settings file; keyword arguments change its ``[worker]`` table."""
        path = self.folder / name
        path.write_text(_toml({**self.raw, "worker": {**self.raw["worker"], **worker}}))
        return path

    def start(self, config: Path, *, log: str = "worker.log") -> "WorkerProcess":
        """Return a ``screening worker``, not yet begun."""
        return WorkerProcess(
            [sys.executable, "-c", SCREENING, "worker", "--config", str(config)],
            self.folder / log,
            {},
        )

    def start_arq(self, config: Path, *, log: str = "arq.log") -> "WorkerProcess":
        """Return a plain ``arq workers.settings.WorkerSettings``, not yet begun."""
        return WorkerProcess(
            [sys.executable, "-c", ARQ, "-v", "workers.settings.WorkerSettings"],
            self.folder / log,
            {"SCREENING_CONFIG": str(config)},
        )

    async def tally(self) -> tuple[Tally, ...]:
        ledger = await open_ledger(self.raw["ledger"]["url"])
        try:
            return await ledger.tally(TENANT)
        finally:
            await ledger.close()

    def commented(self) -> list[str]:
        """Return the candidacy of each comment that the ATS took, oldest first."""
        return [write.candidacy for write in self.herp.writes]


@asynccontextmanager
async def open_worksite(
    folder: Path,
    world: World,
    *,
    personality: Personality = Personality.LITERAL,
    latency_seconds: float = 0,
    delay_seconds: float = 600,
    queue: str = "memory://",
    **tenant: object,
) -> AsyncIterator[Worksite]:
    """Open the neighbours; the remaining keyword arguments change the tenant's settings."""
    herp = HerpSimulator(world, clock=utc_now, keys={LOCAL_KEY: ALL_SCOPES}, limit=None)
    simulated = ModelSimulator(
        personality, latency_seconds=latency_seconds, delay_seconds=delay_seconds
    )
    async with serve(herp.app) as ats_url, serve(simulated.app) as model_url:
        raw: dict[str, Any] = {
            "ledger": {"url": f"sqlite:///{folder / 'screening.db'}", "one_machine": True},
            "queue": {"url": queue},
            "model": {"base_url": f"{model_url}/v1", "name": "simulated"},
            "worker": {"scan_seconds": 0.2, "settle_seconds": 2, "metrics_port": 0},
            "tenants": {
                TENANT: {
                    "base_url": ats_url + API_PATH,
                    "language": "en",
                    "requirements": "rules",
                    "settle_minutes": 0,
                    "poll_seconds": 0.5,
                    "requests_per_minute": 100_000,
                    "leave_for_others": 0,
                    **tenant,
                }
            },
        }
        yield Worksite(folder, herp, simulated, raw)


class WorkerProcess:
    """One worker process; what it prints goes to a file."""

    def __init__(self, command: list[str], log: Path, environ: Mapping[str, str]) -> None:
        self._command = command
        self._log = log
        self._environ = {**os.environ, **environ, "PYTHONPATH": str(SOURCE)}
        self._process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> "WorkerProcess":
        with self._log.open("wb") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self._command, stdout=log, stderr=log, env=self._environ, cwd=self._log.parent
            )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self.process.returncode is None:
            with suppress(ProcessLookupError):
                self.process.kill()
            await self.process.wait()

    @property
    def process(self) -> asyncio.subprocess.Process:
        assert self._process is not None
        return self._process

    @property
    def printed(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def events(self, name: str) -> list[dict[str, Any]]:
        """Return the log lines of one event."""
        lines = [json.loads(line) for line in self.printed.splitlines() if line.startswith("{")]
        return [line for line in lines if line["event"] == name]

    def send(self, signum: int) -> None:
        # Not send_signal: it would reap a process that just ended before asyncio does.
        os.kill(self.process.pid, signum)

    async def ended(self, *, within: float = STOP_SECONDS) -> int:
        """Wait for the exit code; fail when it takes longer."""
        async with asyncio.timeout(within):
            return await self.process.wait()


async def until(holds: Callable[[], bool], *, within: float = 60) -> float:
    """Wait until something holds; return the seconds it took, or fail."""
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > within:
            pytest.fail(f"it did not happen within {within} s")
        await asyncio.sleep(0.02)
    return time.monotonic() - began


async def rested(site: Worksite, size: int) -> None:
    """Wait until the ledger knows of as many screened candidacies."""
    for _ in range(2_000):
        tallies = await site.tally()
        if sum(one.outcome is Outcome.SCREENED for one in tallies) == size:
            return
        await asyncio.sleep(0.02)
    pytest.fail("the ledger did not come to rest")


def rows(site: Worksite, where: str) -> list[Any]:
    """Return the ledger's candidacies of which something holds, in SQL."""
    with closing(sqlite3.connect(site.folder / "screening.db")) as connection:
        query = f"SELECT id, owner, crashes, attempts, next_at FROM candidacies WHERE {where}"
        return connection.execute(query).fetchall()


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _toml(tables: Mapping[str, Any], path: str = "") -> str:
    """Write tables of tables; JSON's strings, numbers and lists are TOML's too."""
    plain = {key: value for key, value in tables.items() if not isinstance(value, Mapping)}
    lines = [f"[{path}]"] if path else []
    lines += [f"{key} = {json.dumps(value)}" for key, value in plain.items()]
    for key, value in tables.items():
        if isinstance(value, Mapping):
            lines.append(_toml(value, f"{path}.{key}" if path else key))
    return "\n".join(lines)
