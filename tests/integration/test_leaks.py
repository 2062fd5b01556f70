"""Nothing that a person wrote, and no key, leaves its place: the whole world, also when it fails.

Looked at are the log at all levels, every library's logger at DEBUG, standard output and error,
metrics and health pages, everything in Redis, the text and traceback of every error of ours, and
titles, arguments and environments of child processes.
"""

import asyncio
import logging
import os
import sys
import traceback
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import httpx
import pytest

import workers.bell
from screening.errors import ScreeningError
from screening.model import Document, Tally, TenantId, UnreadableReason
from screening.ports import Reader
from screening.settings import ReadingSettings, settings_from
from screening.simulators.herp import ALL_SCOPES, API_PATH, HerpSimulator
from screening.simulators.herp_faults import FaultKind, HerpFaults
from screening.simulators.model import ModelSimulator
from screening.simulators.personalities import Personality
from screening.simulators.server import serve
from screening.simulators.world import World, default_world_folder, load_world
from screening.store.open import open_ledger
from screening.telemetry import log, set_up_logging
from screening.wiring import make_reader, utc_now
from support.demonstration import RememberingReader, at_home
from support.leaks import READER, Scanner, Watcher, words_of
from support.shift import free_port, until
from workers.run import run_worker

TENANT = TenantId("leaky")
ATS_KEY = "herp-key-3f9c1d77a2"
MODEL_KEY = "model-key-b81e04c6d5"
CHILDREN_SHOWN = Path("/proc/self/environ").exists()
"""Whether this platform lets a test look at its children's arguments and environment."""
ALL = 28
"""Candidacies of the world that come to an outcome."""


@dataclass(slots=True)
class Seen:
    """Everything that a run showed outside, by where it was seen."""

    places: dict[str, set[str]] = field(default_factory=dict)
    tallies: tuple[Tally, ...] = ()
    bodies: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
    statuses: set[int] = field(default_factory=set)

    def add(self, place: str, *texts: str) -> None:
        self.places.setdefault(place, set()).update(texts)

    def text(self, place: str) -> str:
        return "\n".join(sorted(self.places.get(place, ())))


@dataclass(frozen=True, slots=True)
class Trouble:
    """What goes wrong in a run, and what must be seen of it so that it was no idle one."""

    personality: Personality
    faults: HerpFaults | None = None
    enough: int = ALL
    logged: str = "screening.ended"
    defect: bool = False


def _often(rate: float) -> HerpFaults:
    """Let every fault but the 429 happen, after which a worker waits for the next minute."""
    every = HerpFaults.everywhere(rate, seed=7, hang_seconds=0.3)
    reads, writes = (
        {kind: share for kind, share in each.items() if kind is not FaultKind.BUSY}
        for each in (every.reads, every.writes)
    )
    return every.model_copy(update={"reads": reads, "writes": writes})


TROUBLES = {
    "none": Trouble(Personality.LITERAL),
    "ats": Trouble(
        Personality.OBEDIENT,
        _often(0.08),
        enough=10,  # the others wait out the time in which a lost comment could still appear
        logged="screening.parked",
    ),
    "broken": Trouble(Personality.BROKEN, logged="model_malformed"),
    "html": Trouble(Personality.HTML, logged="model_unavailable"),
    "cut_off": Trouble(Personality.RAMBLER, logged="model_truncated"),
    "defect": Trouble(Personality.LIAR, enough=9, logged="job.defect", defect=True),
}


@pytest.fixture(scope="module")
def remembered() -> dict[str, Document | UnreadableReason]:
    """Return what was read so far: only the first run needs to read the files."""
    return {}


@pytest.fixture(params=TROUBLES)
def trouble(request: pytest.FixtureRequest) -> Trouble:
    return TROUBLES[str(request.param)]


@pytest.fixture
def raised(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """Collect every error of ours, as it is made."""
    made: list[BaseException] = []
    plain = ScreeningError.__init__

    def remember(self: ScreeningError, *args: Any, **kwargs: Any) -> None:
        plain(self, *args, **kwargs)
        made.append(self)

    monkeypatch.setattr(ScreeningError, "__init__", remember)
    return made


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Work in a folder of its own, with the keys in the environment, as a worker has them."""
    monkeypatch.setenv("LEAKY_ATS_KEY", ATS_KEY)
    monkeypatch.setenv("LEAKY_MODEL_KEY", MODEL_KEY)
    with at_home(tmp_path, monkeypatch):
        yield tmp_path


async def test_no_persons_words_and_no_key_are_seen_outside(
    trouble: Trouble,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    raised: list[BaseException],
    remembered: dict[str, Document | UnreadableReason],
) -> None:
    world = load_world(default_world_folder())
    reads_for_real = not remembered
    _remember_what_is_read(monkeypatch, remembered)
    if trouble.defect:
        monkeypatch.setattr("screening.evidence.verify", _fail_with_the_text)
    seen = await _run(world, trouble, home, monkeypatch)
    seen.add("output", *capfd.readouterr())
    seen.add("errors", *("".join(traceback.format_exception(each)) for each in raised))
    documents = [each for each in remembered.values() if isinstance(each, Document)]
    scanner = Scanner({ATS_KEY, MODEL_KEY, *words_of(world, documents, seen.bodies)})

    assert trouble.logged in seen.text("log")
    assert len(scanner) > 500
    assert "arq:job:" in seen.text("redis")
    assert "screening_ats_requests_total" in seen.text("pages")
    if reads_for_real and CHILDREN_SHOWN:
        assert READER in seen.text("children")
        assert "PYTHONPATH" in seen.text("children")
        assert "LEAKY_" not in seen.text("children")
    assert {place: scanner.found(seen.text(place)) for place in seen.places} == {
        place: set() for place in seen.places
    }


@pytest.mark.parametrize("place", ["log", "output", "errors", "redis"])
async def test_a_planted_leak_is_found(
    place: str,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    raised: list[BaseException],
) -> None:
    """The search above can fail: a name let out at any one of the places is found there."""
    world = load_world(default_world_folder())
    name = world.candidacy[0].name
    seen = Seen()
    with Watcher(os.getpid()) as watcher:
        monkeypatch.setattr(workers.bell, "FakeServer", watcher.server)
        with _logging(home / "worker.log", seen):
            if place == "log":
                log().info("screening.ended", reason=name)
            if place == "output":
                sys.stderr.write(f"oops {name!a}")
            if place == "errors":
                with suppress(ScreeningError):
                    _raise_about(name)
            queue = workers.bell.open_queue("memory://", "planted")
            await queue.set("planted:job", name if place == "redis" else "1")
            await _until_held(watcher, "planted:job")
            await queue.aclose(close_connection_pool=True)
    seen.add("redis", *watcher.redis)
    seen.add("output", *capfd.readouterr())
    seen.add("errors", *("".join(traceback.format_exception(each)) for each in raised))
    scanner = Scanner(words_of(world, (), ()))
    found = {where for where in seen.places if name in scanner.found(seen.text(where))}
    assert found == {place}


def test_the_search_knows_names_documents_and_the_escapes_of_logs() -> None:
    scanner = Scanner({"見本坂 匠", "takumi@example.jp", "Led the harbour project in 2019"})
    for text in (
        '{"error": "見本坂 匠"}',
        '{"error": "\\u898b\\u672c\\u5742 \\u5320"}',
        repr("見本坂 匠".encode()),
        "GET /%E8%A6%8B%E6%9C%AC%E5%9D%82%20%E5%8C%A0",
        "TAKUMI@example.jp",
        "led the harbour project in 2019",
    ):
        assert scanner.found(f"before {text} after")
    assert scanner.found("nothing of anybody") == set()


async def _run(world: World, trouble: Trouble, home: Path, monkeypatch: pytest.MonkeyPatch) -> Seen:
    """Let a worker meet the whole world, and look at everything that it shows meanwhile."""
    seen = Seen()
    port = free_port()
    with Watcher(os.getpid()) as watcher, _logging(home / "worker.log", seen):
        monkeypatch.setattr(workers.bell, "FakeServer", watcher.server)
        async with _neighbours(world, trouble, home, port) as (raw, herp):
            worker = asyncio.create_task(run_worker(settings_from(raw, os.environ, source="test")))
            try:
                seen.tallies = await _enough(worker, raw["ledger"]["url"], trouble, home)
                await _look_at_pages(port, seen)
            finally:
                worker.cancel()
                with suppress(asyncio.CancelledError):
                    await worker
        seen.bodies = tuple(write.body for write in herp.writes)
    seen.add("redis", *watcher.redis)
    seen.add("children", *watcher.children)
    return seen


@asynccontextmanager
async def _neighbours(
    world: World, trouble: Trouble, home: Path, port: int
) -> AsyncIterator[tuple[dict[str, Any], HerpSimulator]]:
    herp = HerpSimulator(
        world, clock=utc_now, keys={ATS_KEY: ALL_SCOPES}, faults=trouble.faults, limit=None
    )
    model = ModelSimulator(trouble.personality, world=world)
    async with serve(herp.app) as ats_url, serve(model.app) as model_url:
        yield (
            {
                "ledger": {"url": f"sqlite:///{home / 'screening.db'}"},
                "model": {
                    "base_url": f"{model_url}/v1",
                    "name": "simulated",
                    "key_env": "LEAKY_MODEL_KEY",
                    "deadline_seconds": 2,
                    "spare_seconds": 1,
                },
                "worker": {"scan_seconds": 0.1, "settle_seconds": 1, "metrics_port": port},
                "tenants": {
                    TENANT: {
                        "base_url": ats_url + API_PATH,
                        "key_env": "LEAKY_ATS_KEY",
                        "settle_minutes": 0,
                        "look_again_minutes": [],
                        "give_up_hours": 1 / 3600,
                        "requests_per_minute": 100_000,
                        "leave_for_others": 0,
                    }
                },
            },
            herp,
        )


class _Keeping(logging.Handler):
    """Keeps every record of every library as it would be printed, tracebacks included."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.kept: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.kept.append(self.format(record))


class _logging:  # noqa: N801 - reads as a word in a with statement
    """Write our log at all levels to a file, and let every library's logger speak up."""

    def __init__(self, file: Path, seen: Seen) -> None:
        self._file = file
        self._seen = seen
        self._handler = _Keeping()

    def __enter__(self) -> None:
        self._stream = self._file.open("w", encoding="utf-8")
        set_up_logging(self._stream, level=logging.DEBUG)
        self._levels = {each: each.level for each in _loggers()}
        for each in self._levels:
            each.setLevel(logging.DEBUG)
        logging.root.addHandler(self._handler)

    def __exit__(self, *_: object) -> None:
        logging.root.removeHandler(self._handler)
        for each, level in self._levels.items():
            each.setLevel(level)
        self._stream.close()
        self._seen.add("log", self._file.read_text(encoding="utf-8"))
        self._seen.add("loggers", *self._handler.kept)


def _loggers() -> Iterator[logging.Logger]:
    yield logging.root
    for each in logging.root.manager.loggerDict.values():
        if isinstance(each, logging.Logger):
            yield each


async def _enough(
    worker: asyncio.Task[None], address: str, trouble: Trouble, home: Path
) -> tuple[Tally, ...]:
    """Wait until enough candidacies have their outcome, or have met the defect."""
    ledger = await open_ledger(address)
    try:
        async with asyncio.timeout(120):
            while not worker.done():
                tallies = await ledger.tally(TENANT)
                ended = sum(tally.outcome is not None for tally in tallies)
                defects = (home / "worker.log").read_text(encoding="utf-8").count("job.defect")
                if (defects if trouble.defect else ended) >= trouble.enough:
                    return tallies
                await asyncio.sleep(0.1)
        pytest.fail("the worker ended by itself")
    finally:
        await ledger.close()


async def _look_at_pages(port: int, seen: Seen) -> None:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        for path in ("/healthz", "/metrics", "/nothing-here"):
            answer = await client.get(path)
            seen.add("pages", answer.text, str(answer.headers))


def _remember_what_is_read(
    monkeypatch: pytest.MonkeyPatch, remembered: dict[str, Document | UnreadableReason]
) -> None:
    make = make_reader

    def remembering(reading: ReadingSettings) -> Reader:
        return RememberingReader(make(reading), remembered)

    monkeypatch.setattr("screening.wiring.house.make_reader", remembering)


def _fail_with_the_text(
    _claims: object, _rubric: object, documents: tuple[Document, ...]
) -> NoReturn:
    """Fail as badly as code can: with a person's words in the error, and in a forgotten task."""
    text = "\n".join(line.text for document in documents for line in document.lines)

    async def forgotten() -> None:
        raise RuntimeError(text)

    asyncio.get_running_loop().create_task(forgotten())
    raise ValueError(text)


def _raise_about(name: str) -> NoReturn:
    raise ScreeningError(f"cannot screen {name}")


async def _until_held(watcher: Watcher, key: str) -> None:
    await until(lambda: key in watcher.redis, within=10)
