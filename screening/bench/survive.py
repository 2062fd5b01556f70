"""Shows that reading survives: thousands of files, damaged files and hostile files, one reader."""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from screening.bench.hostile import HOSTILE
from screening.bench.mutate import mutated
from screening.bench.survival import (
    ERROR,
    NOT_STARTED,
    READ,
    Ending,
    Speed,
    Survival,
    summed,
)
from screening.errors import Misconfigured, Transient, Unreadable
from screening.extract.limits import ReadingLimits
from screening.extract.sandbox.endings import NoAnswer
from screening.extract.sandbox.reader import FRESH, SandboxedReader
from screening.model.base import FileId
from screening.model.candidacy import FileMeta
from screening.ports import Reader

Progress = Callable[[int, int], None]
"""Called with how many files are done, and how many there are in all."""

_NOT_DOCUMENTS = {".py", ".toml"}
_EXPECTED = "expected"
_MOST_TIMED = 200
_SLACK = 1.5
"""Seconds beyond a deadline in which a killed child is gone, on a busy machine."""
_META = FileMeta(id=FileId("survive"), name="survive", kind="resume")


@dataclass(frozen=True, slots=True)
class Sample:
    """One file, made when its turn comes, so that the worker never holds many."""

    name: str
    make: Callable[[], bytes]


async def survive(
    folder: Path,
    *,
    files: int = 5_000,
    mutations: int = 10_000,
    hostile: Collection[str] = tuple(HOSTILE),
    limits: ReadingLimits | None = None,
    at_once: int = 2,
    seed: int = 0,
    on_progress: Progress | None = None,
) -> Survival:
    """Read many files of a folder, damaged ones of them and hostile ones, and tell what happened.

    Every file below ``folder`` takes part; ``hostile`` names the made ones that do. Raise
    ``Misconfigured`` if there is no file.
    """
    limits = limits or ReadingLimits()
    corpus = documents(folder)
    if not corpus:
        raise Misconfigured(f"There is no document in {folder}.")
    timed, memory = corpus[:_MOST_TIMED], _Memory(files)
    steps = _Steps(files + 2 * len(timed) + mutations + len(hostile), on_progress)
    groups = (
        islice(_mixed(corpus, seed), files),
        islice(damaged(corpus, seed), mutations),
        (Sample(name, HOSTILE[name]) for name in hostile),
    )
    runs: list[list[Ending]] = []
    async with _reader(limits, at_once) as reader:
        for group in groups:
            endings = memory.watched(steps.told(read_all(group, reader, at_once)))
            runs.append([one async for one in endings])
        warm = await _timed(timed, reader, steps)
    async with _reader(limits, at_once, command=FRESH) as reader:
        fresh = await _timed(timed, reader, steps)
    return _survival(runs, memory, deadline_of(limits), warm=warm, fresh=fresh)


def _survival(
    runs: Sequence[Sequence[Ending]],
    memory: "_Memory",
    deadline: float,
    *,
    warm: Speed,
    fresh: Speed,
) -> Survival:
    files, mutations, hostile = (summed(run, deadline=deadline) for run in runs)
    return Survival(
        files=files,
        worker_bytes=tuple(memory.held),
        growth_bytes=memory.growth,
        mutations=mutations,
        hostile=hostile,
        hostile_files=tuple(sorted(runs[2], key=lambda one: one.name)),
        warm=warm,
        fresh=fresh,
    )


def deadline_of(limits: ReadingLimits) -> float:
    """Return the seconds after which a file must be done with: both its children were killed."""
    return 2 * (limits.duration.total_seconds() + _SLACK)


def documents(folder: Path) -> tuple[Sample, ...]:
    """Return every document below a folder, hostile ones included, in an order that stays."""
    return tuple(
        Sample(path.relative_to(folder).as_posix(), path.read_bytes)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.suffix not in _NOT_DOCUMENTS
        and _EXPECTED not in path.parts
        and path.stat().st_size
    )


async def read_all(
    samples: Iterable[Sample], reader: Reader, at_once: int
) -> AsyncIterator[Ending]:
    """Read files, so many at once that none has to wait for room, and yield how each ended."""
    waiting = iter(samples)
    running = {asyncio.create_task(_ended(one, reader)): one for one in islice(waiting, at_once)}
    while running:
        done, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            sample = running.pop(task)
            failed = task.exception() is not None
            yield Ending(name=sample.name, outcome=ERROR, seconds=0) if failed else task.result()
        for one in islice(waiting, len(done)):
            running[asyncio.create_task(_ended(one, reader))] = one


async def _ended(sample: Sample, reader: Reader) -> Ending:
    content = sample.make()
    started, answered = time.monotonic(), True
    try:
        await reader.read(_META, content)
        outcome = READ
    except Unreadable as unreadable:
        outcome, answered = unreadable.reason.value, not isinstance(unreadable, NoAnswer)
    except Transient:
        outcome = NOT_STARTED
    seconds = time.monotonic() - started
    return Ending(name=sample.name, outcome=outcome, seconds=seconds, answered=answered)


def _mixed(corpus: Sequence[Sample], seed: int) -> Iterator[Sample]:
    """Yield the files over and over, a damaged one after every second."""
    harmed = damaged(corpus, seed)
    while True:
        for at, sample in enumerate(corpus):
            yield sample
            if at % 2:
                yield next(harmed)


def damaged(corpus: Sequence[Sample], seed: int) -> Iterator[Sample]:
    """Yield the files over and over, damaged each time in another way."""
    while True:
        for at, sample in enumerate(corpus):
            yield _damage(sample, corpus[(at * 7 + seed) % len(corpus)], seed)
            seed += 1


def _damage(sample: Sample, other: Sample, seed: int) -> Sample:
    return Sample(
        f"{sample.name} seed {seed}", lambda: mutated(sample.make(), seed, [other.make()])
    )


async def _timed(samples: Sequence[Sample], reader: Reader, steps: "_Steps") -> Speed:
    """Read files one after the other; only those count that a child said something about."""
    ended = [one async for one in steps.told(read_all(samples, reader, 1))]
    times = sorted(1000 * one.seconds for one in ended if one.answered)
    if not times:
        return Speed(files=0, median=0, p95=0)
    p95 = times[min(len(times) - 1, round(0.95 * len(times)))]
    return Speed(files=len(times), median=statistics.median(times), p95=p95)


class _Steps:
    """Tells how far it is."""

    def __init__(self, total: int, on_progress: Progress | None) -> None:
        self._total = total
        self._done = 0
        self._tell = on_progress

    async def told(self, endings: AsyncIterator[Ending]) -> AsyncIterator[Ending]:
        async for one in endings:
            self._done += 1
            if self._tell is not None:
                self._tell(self._done, self._total)
            yield one


class _Memory:
    """What the worker holds, at the start and after every tenth of its first files."""

    def __init__(self, files: int) -> None:
        self._files = files
        self._done = 0
        self.held = [held_bytes()]

    async def watched(self, endings: AsyncIterator[Ending]) -> AsyncIterator[Ending]:
        async for one in endings:
            self._done += 1
            if self._done <= self._files and self._done % max(self._files // 10, 1) == 0:
                self.held.append(held_bytes())
            yield one

    @property
    def growth(self) -> int:
        later = self.held[1:] or self.held
        return max(later) - later[0]


def held_bytes() -> int:
    """Return the memory that this process holds now; the most it ever held where nobody tells."""
    import resource

    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return pages * resource.getpagesize()


@asynccontextmanager
async def _reader(
    limits: ReadingLimits, at_once: int, *, command: Sequence[str] | None = None
) -> AsyncIterator[SandboxedReader]:
    reader = SandboxedReader(limits, at_once=at_once, command=command)
    try:
        yield reader
    finally:
        await reader.close()
