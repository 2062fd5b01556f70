"""A warm template serves file after file, and nothing of it is left when it should be gone."""

import asyncio
import gc
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from screening.errors import Unreadable
from screening.extract.limits import MEGABYTE, ReadingLimits
from screening.extract.sandbox import warm
from screening.extract.sandbox.reader import SandboxedReader
from screening.model.base import FileId
from screening.model.candidacy import FileMeta

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="templates need Linux")

FILE = FileMeta(id=FileId("f1"), name="secret-name.pdf", kind="resume")
FRESH = (sys.executable, "-c", 'print(\'{"reason": "archive"}\')')
"""A fresh interpreter gives this away by its answer."""
SCAN = 'b\'{"reason": "scan"}\''
HANG = "__import__('threading').Event().wait()"
NO_WALLS = "template.set_walls = lambda *_, **__: ()"


def template(answer: str, *more: str) -> tuple[str, ...]:
    """Return a template without readers, whose children answer by an expression of ``s``."""
    code = ["import json, os, signal, sys", "from screening.extract.sandbox import template"]
    code += ["template.preload = lambda: None", f"template.answer = lambda s, limits: {answer}"]
    code += [*more, "template.main()"]
    return (sys.executable, "-c", "\n".join(code))


def reader_of(
    program: tuple[str, ...], *, seconds: float = 10, files: int = 500, **limits: int
) -> SandboxedReader:
    bounds = ReadingLimits(duration=timedelta(seconds=seconds), **limits)
    return SandboxedReader(bounds, command=FRESH, template=program, files_of_a_template=files)


def naming(value: str) -> str:
    """Return code that answers with one value in the only words that leave a child."""
    return (
        'json.dumps({"reason": "archive", "contents": {"names": [' + value + '], "count": 0}})'
        ".encode()"
    )


def names_in(unreadable: Unreadable) -> tuple[str, ...]:
    """Return what a child of ours said through the only words that leave it."""
    return unreadable.contents.names if unreadable.contents else ()


async def outcome(reader: SandboxedReader, content: bytes = b"x") -> Unreadable:
    with pytest.raises(Unreadable) as unreadable:
        await reader.read(FILE, content)
    return unreadable.value


async def outcome_and_end(program: tuple[str, ...], **limits: int) -> str:
    reader = reader_of(program, **limits)
    try:
        return (await outcome(reader)).reason.value
    finally:
        await reader.close()


def children() -> set[int]:
    """Return the processes that this one has started and not collected."""
    found: set[int] = set()
    for task in Path("/proc/self/task").iterdir():
        found |= {int(pid) for pid in (task / "children").read_text().split()}
    return found


def children_of(pid: int) -> str:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text()


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def descriptors() -> int:
    """Return how many files and sockets this process holds."""
    return len(list(Path("/proc/self/fd").iterdir()))


def state_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return ""


async def gone(pid: int) -> bool:
    for _ in range(2000):
        if state_of(pid) in {"Z", "X", ""}:
            return True
        await asyncio.to_thread(os.sched_yield)
    return False


async def test_a_file_is_read_by_a_fork_of_the_template() -> None:
    assert await outcome_and_end(template(SCAN)) == "scan"


async def test_every_document_is_read_warm_as_it_is_read_fresh(
    document: Callable[[str], bytes],
) -> None:
    warm_reader = SandboxedReader()
    cold_reader = SandboxedReader(
        command=(sys.executable, "-P", "-m", "screening.extract.sandbox.child")
    )
    try:
        for name in ("ja.pdf", "hidden.pdf", "en.html", "ru-koi8.txt"):
            content = document(name)
            assert await warm_reader.read(FILE, content) == await cold_reader.read(FILE, content)
    finally:
        await warm_reader.close()


@pytest.mark.parametrize(
    "deed",
    [
        "os.kill(os.getpid(), 9)",
        "os.kill(os.getpid(), 24)",
        "os.abort()",
        "os.kill(os.getpid(), 11)",
        "os._exit(3)",
        "1 / 0",
        "sys.exit()",
        "b'no json'",
        "b'{}'",
        "b''",
        "b'x' * 100_000",
    ],
)
async def test_what_a_forked_child_did_not_say_is_asked_of_a_fresh_interpreter(deed: str) -> None:
    assert await outcome_and_end(template(deed), output_bytes=50_000) == "archive"


async def test_a_forked_child_that_hangs_is_killed_at_the_deadline() -> None:
    reader = reader_of(template(HANG), seconds=0.3)
    assert (await outcome(reader)).reason.value == "archive"
    (serving,) = children()
    assert children_of(serving) == ""
    await reader.close()


async def test_a_large_file_reaches_the_child_whole() -> None:
    told = naming("str(len(s.read()))")
    reader = reader_of(template(told))
    assert names_in(await outcome(reader, b"x" * 5_000_000)) == ("5000000",)
    await reader.close()


async def test_a_child_that_listens_to_nothing_does_not_block_the_worker() -> None:
    reader = reader_of(template(SCAN))
    content = b"x" * 5 * MEGABYTE
    assert (await outcome(reader, content)).reason.value in {"scan", "archive"}
    await reader.close()


async def test_a_child_holds_nothing_but_its_own_socket() -> None:
    """Else it could speak in the template's name, or keep other files' sockets open."""
    tried = "[d for d in range(64) if not fails(d)]"
    more = "def fails(d):\n  try: os.fstat(d)\n  except OSError: return True"
    told = naming(f"str({tried})")
    reader = reader_of(template(told, more))
    assert names_in(await outcome(reader)) == ("[0, 1, 2]",)
    await reader.close()


async def test_closing_leaves_no_process_and_no_descriptor() -> None:
    before, opened = children(), descriptors()
    reader = reader_of(template(SCAN))
    for _ in range(5):
        await outcome(reader)
    assert children() > before
    await reader.close()
    assert children() == before
    assert descriptors() == opened


async def test_a_closed_reader_still_reads() -> None:
    reader = reader_of(template(SCAN))
    await reader.close()
    assert (await outcome(reader)).reason.value == "archive"


async def test_a_reader_that_nobody_closes_leaves_no_template() -> None:
    before = children()
    reader = reader_of(template(SCAN))
    await outcome(reader)
    assert children() > before
    del reader
    gc.collect()
    assert children() == before


async def test_readers_of_many_loops_may_share_a_template() -> None:
    """A reader outlives the loop of its first file, as in a command that starts several."""
    reader = reader_of(template(SCAN))

    def once() -> str:
        return asyncio.run(outcome(reader)).reason.value

    assert [await asyncio.to_thread(once) for _ in range(3)] == ["scan"] * 3
    await reader.close()


async def pid_told(note: Path, program: tuple[str, ...]) -> tuple[int, "asyncio.Task[object]"]:
    os.mkfifo(note)
    reader = reader_of(program)
    task: asyncio.Task[object] = asyncio.create_task(reader.read(FILE, b"x"))
    return int(await asyncio.to_thread(note.read_text)), task


def telling(note: Path) -> str:
    return f"(open({str(note)!r}, 'w').write(str(os.getpid())), {HANG})"


async def test_cancelling_kills_the_child(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    pid, task = await pid_told(note, template(telling(note), NO_WALLS))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert state_of(pid) == ""


async def test_closing_kills_the_child_that_still_reads(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    os.mkfifo(note)
    reader = reader_of(template(telling(note), NO_WALLS))
    task = asyncio.create_task(outcome(reader))
    pid = int(await asyncio.to_thread(note.read_text))
    await reader.close()
    assert state_of(pid) == ""
    assert (await task).reason.value == "archive"


async def test_what_the_child_started_dies_with_it(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    os.mkfifo(note)
    sleep = f"[sys.executable, '-c', \"{HANG}\"]"
    deed = f"open({str(note)!r}, 'w').write(str(subprocess.Popen({sleep}).pid)) and {SCAN}"
    program = template(deed, NO_WALLS, "import subprocess")
    reader = reader_of(program)
    task = asyncio.create_task(outcome(reader))
    pid = int(await asyncio.to_thread(note.read_text))
    assert (await task).reason.value == "scan"
    assert await gone(pid)
    await reader.close()


async def test_template_and_child_end_with_their_worker(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    os.mkfifo(note)
    code = (
        "import asyncio, sys\n"
        "from screening.extract.sandbox.reader import SandboxedReader\n"
        "from screening.model.base import FileId\n"
        "from screening.model.candidacy import FileMeta\n"
        f"reader = SandboxedReader(template={template(telling(note), NO_WALLS)!r})\n"
        "file = FileMeta(id=FileId('f'), name='f', kind='resume')\n"
        "asyncio.run(reader.read(file, b'x'))\n"
    )
    worker = await asyncio.create_subprocess_exec(sys.executable, "-c", code)
    child = int(await asyncio.to_thread(note.read_text))
    parent = parent_of(child)
    assert parent not in {worker.pid, os.getpid()}
    worker.kill()
    await worker.wait()
    assert await gone(child)
    assert await gone(parent)


SERVING = naming("str(os.getppid())")


async def serving(reader: SandboxedReader) -> str:
    """Return the template that served a file, empty if none did."""
    return "".join(names_in(await outcome(reader)))


async def test_a_template_serves_as_many_files_as_allowed() -> None:
    reader = reader_of(template(SERVING), files=3)
    by = [await serving(reader) for _ in range(7)]
    await reader.close()
    assert [by.count(one) for one in dict.fromkeys(by)] == [3, 3, 1]
    assert not any(state_of(int(one)) for one in by)


async def test_a_template_is_not_ended_under_a_file_that_it_still_serves() -> None:
    reader = SandboxedReader(
        command=FRESH, template=template(SERVING), files_of_a_template=2, at_once=8
    )
    by = await asyncio.gather(*(serving(reader) for _ in range(24)))
    await reader.close()
    assert "" not in by
    assert len(set(by)) > 1


async def test_a_template_that_has_grown_is_replaced() -> None:
    grows = "template._size = iter(range(1, 10**12, 50 * 2**20)).__next__"
    reader = reader_of(template(SERVING, grows))
    by = [await serving(reader) for _ in range(6)]
    await reader.close()
    assert [by.count(one) for one in dict.fromkeys(by)] == [3, 3]


async def test_a_dead_template_is_replaced() -> None:
    reader = reader_of(template(SERVING))
    first = int(await serving(reader))
    os.kill(first, signal.SIGKILL)
    assert await gone(first)
    second = int(await serving(reader))
    assert second != first
    await reader.close()
    assert children() == set()


async def test_a_template_that_dies_under_a_file_says_nothing_about_it() -> None:
    deed = "os.kill(os.getppid(), 9)"
    assert await outcome_and_end(template(deed, NO_WALLS)) == "archive"


async def test_a_silent_template_is_killed_and_the_file_read_by_a_fresh_interpreter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reader = reader_of(template(SERVING))
    first = await serving(reader)
    monkeypatch.setattr(warm, "_START", 0.3)
    os.kill(int(first), signal.SIGSTOP)
    assert await serving(reader) == ""
    assert state_of(int(first)) == ""
    await reader.close()


@pytest.mark.parametrize(
    "program",
    [
        ("/nowhere/at/all",),
        (sys.executable, "-c", "raise SystemExit(1)"),
        template(SCAN, "template.preload = lambda: 1 / 0"),
        template(SCAN, "template.os.listdir = lambda _: ['1', '2']"),
    ],
    ids=["missing", "broken", "unimportable", "threads"],
)
async def test_without_a_template_files_are_read_by_fresh_interpreters(
    program: tuple[str, ...],
) -> None:
    assert await outcome_and_end(program) == "archive"


async def test_a_template_that_cannot_fork_is_no_reason_to_read_no_files() -> None:
    refused = "def refuse(): raise BlockingIOError\ntemplate.os.fork = refuse"
    assert await outcome_and_end(template(SCAN, refused)) == "archive"


async def test_templates_that_never_serve_are_not_started_for_every_file(tmp_path: Path) -> None:
    note = tmp_path / "started"
    code = f"open({str(note)!r}, 'a').write('x')"
    reader = reader_of((sys.executable, "-c", code), files=10)
    for _ in range(10):
        assert (await outcome(reader)).reason.value == "archive"
    assert note.read_text() == "xxx"
    await reader.close()


async def test_a_refused_template_falls_back_within_one_reading(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    start = subprocess.Popen

    def refuse(command: list[str], **options: object) -> object:
        if "template" in command[-2]:
            raise BlockingIOError
        return start(command, **options)  # type: ignore[call-overload]  # passed through

    monkeypatch.setattr(subprocess, "Popen", refuse)
    reader = reader_of(("/usr/bin/env", "template"))
    assert (await outcome(reader)).reason.value == "archive"


async def test_no_more_children_run_at_once_than_allowed(tmp_path: Path) -> None:
    mark = str(tmp_path / "mark")
    deed = f"(os.mkdir({mark!r}), os.rmdir({mark!r})) and {SCAN}"
    reader = SandboxedReader(at_once=1, command=FRESH, template=template(deed, NO_WALLS))
    outcomes = await asyncio.gather(*(outcome(reader) for _ in range(6)))
    assert [one.reason.value for one in outcomes] == ["scan"] * 6
    await reader.close()


async def test_a_child_sees_neither_our_environment_nor_the_file_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary")
    told = naming("repr((dict(os.environ), sys.argv))")
    reader = reader_of(template(told))
    (seen,) = names_in(await outcome(reader))
    assert "PYTHONPATH" in seen
    assert "canary" not in seen
    assert "secret-name" not in seen
    await reader.close()
