"""The figures of survival tell a fault of the worker, a late file and a growing memory."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from screening.bench.hostile import HOSTILE
from screening.bench.survival import Ending, Run, Speed, Survival, summed
from screening.bench.survive import Sample, deadline_of, documents, held_bytes, read_all, survive
from screening.errors import Misconfigured, Transient, Unreadable
from screening.extract.limits import ReadingLimits
from screening.extract.sandbox.endings import NoAnswer
from screening.model.candidacy import FileMeta
from screening.model.reading import Document, DocumentFormat, UnreadableReason

FINE = Ending(name="a.pdf", outcome="read", seconds=1)


class Scripted:
    """Reads as the file's bytes tell it to."""

    def __init__(self) -> None:
        self.running = 0
        self.most = 0

    async def read(self, file: FileMeta, content: bytes) -> Document:
        self.running += 1
        self.most = max(self.most, self.running)
        await asyncio.sleep(0)
        self.running -= 1
        failures: dict[bytes, Exception] = {
            b"damaged": Unreadable(UnreadableReason.DAMAGED),
            b"crashed": NoAnswer(UnreadableReason.CRASHED),
            b"later": Transient(),
            b"fault": ZeroDivisionError(),
        }
        if content in failures:
            raise failures[content]
        return Document(file=file, sha256="0", format=DocumentFormat.TEXT, pages=None, lines=())

    async def close(self) -> None:
        pass


def samples(*contents: bytes) -> list[Sample]:
    return [Sample(content.decode(), partial(bytes, content)) for content in contents]


async def run(*contents: bytes, reader: Scripted | None = None, at_once: int = 2) -> Run:
    found = read_all(samples(*contents), reader or Scripted(), at_once)
    return summed([one async for one in found], deadline=5)


async def test_every_file_is_counted_by_its_outcome() -> None:
    ended = await run(b"x", b"y", b"damaged", b"crashed")
    counts = {one.outcome: one.files for one in ended.outcomes}
    assert counts == {"read": 2, "damaged": 1, "crashed": 1}
    assert ended.unanswered == ("crashed",)
    assert ended.holds


@pytest.mark.parametrize(("content", "outcome"), [(b"fault", "error"), (b"later", "not_started")])
async def test_a_fault_of_the_worker_is_no_outcome_of_a_file(content: bytes, outcome: str) -> None:
    ended = await run(b"x", content, b"y")
    assert ended.files == 3
    assert outcome in {one.outcome for one in ended.outcomes}
    assert ended.errors == (content.decode(),)
    assert not ended.holds


async def test_no_more_files_are_read_at_once_than_there_is_room_for() -> None:
    reader = Scripted()
    await run(*[b"x"] * 20, reader=reader, at_once=3)
    assert reader.most == 3


def test_a_late_file_is_an_overrun() -> None:
    late = Ending(name="b.pdf", outcome="timed_out", seconds=5.1, answered=False)
    ended = summed([FINE, late], deadline=5)
    assert (ended.overruns, ended.slowest_seconds, ended.holds) == (("b.pdf",), 5.1, False)


def test_both_children_must_be_dead_when_the_file_is_done_with() -> None:
    assert 40 < deadline_of(ReadingLimits()) < 45


@pytest.mark.parametrize(("growth", "holds"), [(19 << 20, True), (20 << 20, False)])
def test_the_memory_is_flat_or_it_is_not(growth: int, holds: bool) -> None:
    run = summed([FINE], deadline=5)
    speed = Speed(files=1, median=1, p95=1)
    survival = Survival(
        files=run,
        worker_bytes=(0, 0, growth),
        growth_bytes=growth,
        mutations=run,
        hostile=run,
        hostile_files=(),
        warm=speed,
        fresh=speed,
    )
    assert survival.holds is holds


def test_what_is_held_is_told_in_bytes() -> None:
    held = held_bytes()
    more = bytearray(64 << 20)
    assert held_bytes() - held > 32 << 20
    assert more


def test_documents_are_all_files_but_scripts_truths_and_expected_texts(tmp_path: Path) -> None:
    kept = ("b/c.rtf", "a.pdf")
    for name in (*kept, "make.py", "truth.toml", "expected/a.pdf.txt", "b/expected/c.rtf.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    (tmp_path / "empty.txt").touch()
    assert [one.name for one in documents(tmp_path)] == sorted(kept)


async def test_a_small_run_holds(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ten years of welding\n")
    (tmp_path / "b.html").write_text("<html><body><p>Ten years of welding")
    told: list[tuple[int, int]] = []
    survival = await survive(
        tmp_path,
        files=10,
        mutations=4,
        hostile=["eml nested 50 deep", "png of 50,000 by 50,000"],
        limits=ReadingLimits(duration=timedelta(seconds=10)),
        on_progress=lambda done, total: told.append((done, total)),
    )
    assert survival.files.errors == survival.mutations.errors == survival.hostile.errors == ()
    assert (survival.files.files, survival.mutations.files, survival.hostile.files) == (10, 4, 2)
    assert (survival.warm.files, survival.fresh.files) == (2, 2)
    assert len(survival.worker_bytes) == 11
    assert told == [(done, 20) for done in range(1, 21)]


async def test_a_folder_without_documents_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured):
        await survive(tmp_path)


def named(kind: str) -> Sequence[str]:
    return [name for name in HOSTILE if name.startswith(kind)]


@pytest.mark.parametrize(
    ("kind", "signature"),
    [("rtf", b"{\\rtf"), ("png", b"\x89PNG"), ("doc or xls", b"\xd0\xcf\x11\xe0")],
)
def test_hostile_files_are_of_their_kind(kind: str, signature: bytes) -> None:
    assert named(kind)
    for name in named(kind):
        content = HOSTILE[name]()
        assert content.startswith(signature)
        assert len(content) <= ReadingLimits().file_bytes
