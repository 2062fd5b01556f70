"""The simulators, one real worker, and what is seen of them while it works."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from screening.demo.result import Result
from screening.errors import Misconfigured
from screening.model import Tally, TenantId
from screening.settings import Settings, settings_from
from screening.simulators.herp import ALL_SCOPES, API_PATH, HerpSimulator
from screening.simulators.model import ModelSimulator
from screening.simulators.personalities import Personality
from screening.simulators.server import serve
from screening.simulators.world import World, default_world_folder, load_world
from screening.store.open import open_ledger
from screening.telemetry import set_up_logging
from screening.wiring import utc_now
from workers.run import run_worker

TENANT = TenantId("demo")
FOLDER = Path(".demo")
BASELINE = "keyword baseline, not an LLM"
_KEY = "no-key-needed"
_PATIENCE_SECONDS = 900

Progress = Callable[[int, int], None]
"""Told how many candidacies have their outcome, and of how many."""


@dataclass(slots=True)
class Stage:
    """One demonstration. ``model`` is a ``[model]`` table, or ``None`` for the simulated one."""

    personality: Personality
    model: dict[str, Any] | None
    environ: dict[str, str]
    began: float = field(default_factory=time.time)
    """When the person asked for it, in seconds since the epoch."""
    first_comment: float | None = None
    finished: bool = False

    async def play(self, progress: Progress) -> Result:
        """Run until every candidacy at a screened step has its outcome, or patience ends."""
        with _alone():
            return await self._play(progress)

    async def _play(self, progress: Progress) -> Result:
        clear_folder()
        world = load_world(default_world_folder())
        herp = HerpSimulator(world, clock=utc_now, keys={_KEY: ALL_SCOPES}, limit=None)
        with (FOLDER / "worker.log").open("w", encoding="utf-8") as log:
            set_up_logging(log)
            async with AsyncExitStack() as stack:
                ats_url = await stack.enter_async_context(serve(herp.app))
                simulated = ModelSimulator(self.personality, world=world)
                model_url = await stack.enter_async_context(serve(simulated.app))
                settings = self._settings(ats_url + API_PATH, model_url + "/v1")
                tallies = await self._work(settings, world, herp, progress)
        return Result(
            tallies=tallies,
            world=world,
            writes=herp.writes,
            requests=herp.requests,
            finished=self.finished,
            model=f"{settings.model.name}",
            simulated=self.model is None,
            seconds=time.time() - self.began,
            first_comment_seconds=self.first_comment,
        )

    def _settings(self, ats_url: str, model_url: str) -> Settings:
        raw: dict[str, Any] = {
            "ledger": {"url": "sqlite:///screening.db"},
            # the world's scan shows what is said where nothing recognises pictures
            "reading": {"recognition": False},
            "model": self.model or self._simulated(model_url),
            "worker": {"scan_seconds": 0.2, "settle_seconds": 5, "metrics_port": 0},
            "tenants": {
                TENANT: {
                    "base_url": ats_url,
                    "language": "ja",
                    "settle_minutes": 0,
                    "look_again_minutes": [],
                    "give_up_hours": 0.01,
                    "requests_per_minute": 100_000,
                    "leave_for_others": 0,
                }
            },
        }
        _write_toml(FOLDER / "screening.toml", raw)
        raw["ledger"]["url"] = f"sqlite:///{FOLDER.absolute() / 'screening.db'}"
        # What the environment says about a real model is no concern of a simulated one.
        return settings_from(raw, self.environ if self.model else {}, source="demo")

    def _simulated(self, url: str) -> dict[str, Any]:
        literal = self.personality is Personality.LITERAL
        return {
            "kind": "keyword_baseline" if literal else "llm",
            "base_url": url,
            "name": BASELINE if literal else f"simulated model: {self.personality}",
            "deadline_seconds": 20,
            "spare_seconds": 1,
        }

    async def _work(
        self, settings: Settings, world: World, herp: HerpSimulator, progress: Progress
    ) -> tuple[Tally, ...]:
        expected = sum(candidacy.expect is not None for candidacy in world.candidacy)
        ledger = await open_ledger(settings.ledger.url)
        worker = asyncio.create_task(run_worker(settings, handle_signals=False))
        try:
            while time.time() - self.began < _PATIENCE_SECONDS and not worker.done():
                await asyncio.sleep(0.1)
                if self.first_comment is None and herp.writes:
                    self.first_comment = time.time() - self.began
                tallies = await ledger.tally(TENANT)
                done = sum(tally.outcome is not None for tally in tallies)
                progress(done, expected)
                if done >= expected:
                    self.finished = True
                    break
        finally:
            worker.cancel()
            with suppress(asyncio.CancelledError):
                await worker
            tallies = await ledger.tally(TENANT)
            await ledger.close()
        return tallies


@contextmanager
def _alone() -> Iterator[None]:
    """Keep a second demonstration out of the folder while one runs."""
    lock = FOLDER / "running"
    with _writable():
        FOLDER.mkdir(exist_ok=True)
    try:
        with _writable():
            lock.touch(exist_ok=False)
    except FileExistsError:
        raise Misconfigured(
            f"Another demonstration runs here: wait for it, or delete {lock} if none does."
        ) from None
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def clear_folder() -> None:
    """Make the folder of the last demonstration ready for the next."""
    with _writable():
        FOLDER.mkdir(exist_ok=True)
        for old in FOLDER.glob("screening.db*"):
            old.unlink()


@contextmanager
def _writable() -> Iterator[None]:
    try:
        yield
    except FileExistsError:
        if FOLDER.is_dir():
            raise
        raise _not_ready("it is not a folder") from None
    except OSError as error:
        raise _not_ready(error.strerror or type(error).__name__) from None


def _not_ready(cause: str) -> Misconfigured:
    return Misconfigured(
        f"{FOLDER.absolute()} cannot be made ready ({cause}): run the demonstration "
        "in a folder in which you may write."
    )


def _write_toml(path: Path, raw: dict[str, Any]) -> None:
    """Leave settings beside the ledger, so that ``screening explain`` finds it afterwards."""
    lines: list[str] = []
    for name, table in raw.items():
        for key, rows in table.items() if name == "tenants" else [("", table)]:
            lines.append(f"[{name}.{key}]" if key else f"[{name}]")
            lines += [f"{key} = {_toml(value)}" for key, value in rows.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _toml(value: object) -> str:
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return str(value).lower() if isinstance(value, bool) else str(value)
