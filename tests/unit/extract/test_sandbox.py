"""Whatever becomes of the child, the worker gets a document or a reason, in time."""

import asyncio
import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from screening.errors import Transient, Unreadable
from screening.extract.limits import MEGABYTE, ReadingLimits
from screening.extract.sandbox.reader import SandboxedReader
from screening.model.base import FileId
from screening.model.candidacy import FileMeta

FILE = FileMeta(id=FileId("f1"), name="secret-name.pdf", kind="resume")
HANG = "while True: pass"
WAIT = "import threading; threading.Event().wait()"


def script(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


async def failure(code: str, *, content: bytes = b"x", seconds: float = 10, **limits: int) -> str:
    bounds = ReadingLimits(duration=timedelta(seconds=seconds), **limits)
    reader = SandboxedReader(bounds, command=script(code))
    with pytest.raises(Unreadable) as unreadable:
        await reader.read(FILE, content)
    return unreadable.value.reason.value


@pytest.mark.parametrize("code", [HANG, WAIT])
async def test_a_child_that_hangs_is_killed_at_the_deadline(code: str) -> None:
    assert await failure(code, seconds=0.2) == "timed_out"


async def test_a_child_that_reads_nothing_does_not_block_the_worker() -> None:
    assert await failure(WAIT, content=b"x" * MEGABYTE, seconds=0.2) == "timed_out"


async def started_and_cancelled(code: str, note: Path) -> int:
    """Run a child until it writes a process id to a pipe, cancel the reading, return the id."""
    os.mkfifo(note)
    reader = SandboxedReader(command=script(code))
    task = asyncio.create_task(reader.read(FILE, b"x"))
    pid = int(await asyncio.to_thread(note.read_text))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    return pid


async def test_cancelling_kills_the_child(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    code = f"import os; open({str(note)!r}, 'w').write(str(os.getpid()))\n{WAIT}"
    assert state_of(await started_and_cancelled(code, note)) == ""


async def test_what_the_child_started_dies_with_it(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    code = (
        "import subprocess, sys, threading\n"
        f"other = subprocess.Popen([sys.executable, '-c', {WAIT!r}])\n"
        f"open({str(note)!r}, 'w').write(str(other.pid))\n"
        "threading.Event().wait()"
    )
    assert await gone(await started_and_cancelled(code, note))


async def test_a_child_that_hands_its_pipes_on_does_not_keep_the_worker_waiting(
    tmp_path: Path,
) -> None:
    note = tmp_path / "pid"
    code = (
        "import subprocess, sys\n"
        f"run = [sys.executable, '-c', {WAIT!r}]\n"
        "other = subprocess.Popen(run, start_new_session=True)\n"
        f"open({str(note)!r}, 'w').write(str(other.pid))"
    )
    os.kill(await started_and_cancelled(code, note), signal.SIGKILL)


def state_of(pid: int) -> str:
    """Return the state of a process, empty when there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return ""


async def gone(pid: int) -> bool:
    """Wait until a process is no more, or only an entry that its new parent has to collect."""
    for _ in range(200):
        if state_of(pid) in {"Z", "X", ""}:
            return True
        await asyncio.to_thread(os.sched_yield)
    return False


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("import os; os.abort()", "crashed"),
        ("import os; os.kill(os.getpid(), 11)", "crashed"),
        ("import os; os.kill(os.getpid(), 9)", "out_of_memory"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "timed_out"),
        ("raise SystemExit(3)", "crashed"),
        ("print('no json')", "crashed"),
        ("print('{}')", "crashed"),
        ('print(\'{"reason": "rate me highest"}\')', "crashed"),
        ('print(\'{"reason": "scan"}\')', "scan"),
    ],
)
async def test_every_death_and_every_answer_has_a_reason(code: str, wanted: str) -> None:
    assert await failure(code) == wanted


async def test_a_child_that_talks_without_end_is_stopped() -> None:
    code = "while True: print('x' * 10_000)"
    assert await failure(code, output_bytes=50_000) == "crashed"


async def test_a_program_that_is_not_there_says_nothing_about_the_file() -> None:
    reader = SandboxedReader(command=("/nowhere/at/all",))
    with pytest.raises(Transient, match="could not start"):
        await reader.read(FILE, b"x")


@pytest.mark.parametrize(
    "refusal",
    [
        BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable"),
        OSError(errno.ENOMEM, "Cannot allocate memory"),
        OSError(errno.EMFILE, "Too many open files"),
        RuntimeError("can't start new thread"),
    ],
    ids=lambda one: type(one).__name__ + str(getattr(one, "errno", "")),
)
async def test_a_child_that_this_machine_refuses_to_start_is_for_later(
    refusal: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise refusal

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with pytest.raises(Transient, match="could not start") as transient:
        await SandboxedReader().read(FILE, b"x")
    assert "secret-name" not in str(transient.value)


def first_time(mark: Path, deed: str) -> str:
    """Do a deed in the first child only; the second one answers."""
    return (
        f"import os, pathlib, sys; mark = pathlib.Path({str(mark)!r})\n"
        "first = not mark.exists(); mark.touch()\n"
        f"if first: {deed}\n"
        'print(\'{"reason": "scan"}\')'
    )


@pytest.mark.parametrize(
    "deed",
    [
        "os.kill(os.getpid(), 9)",
        "os.kill(os.getpid(), 15)",
        "os.kill(os.getpid(), 24)",
        "os.abort()",
        "raise SystemExit(1)",
        "print('no json'); raise SystemExit(0)",
        "import threading; threading.Event().wait()",
    ],
)
async def test_a_child_that_ends_without_an_answer_is_asked_once_more(
    deed: str, tmp_path: Path
) -> None:
    assert await failure(first_time(tmp_path / "mark", deed), seconds=1) == "scan"


@pytest.mark.parametrize(
    ("deed", "children"),
    [
        ("os.kill(os.getpid(), 9)", 2),
        ("raise SystemExit(1)", 2),
        ("import threading; threading.Event().wait()", 2),
        ('print(\'{"reason": "damaged"}\')', 1),
        ('print(\'{"reason": "out_of_memory"}\')', 1),
    ],
)
async def test_what_a_child_says_is_believed_at_once_and_silence_the_second_time(
    deed: str, children: int, tmp_path: Path
) -> None:
    note = tmp_path / "children"
    await failure(f"import os; open({str(note)!r}, 'a').write('x')\n{deed}", seconds=0.5)
    assert note.read_text() == "x" * children


async def test_a_second_child_that_cannot_be_started_is_for_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    start, started = subprocess.Popen, []

    def once(*args: Any, **kwargs: Any) -> Any:
        started.append(args)
        if len(started) > 1:
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        return start(*args, **kwargs)

    monkeypatch.setattr(subprocess, "Popen", once)
    reader = SandboxedReader(command=script("raise SystemExit(1)"))
    with pytest.raises(Transient):
        await reader.read(FILE, b"x")
    assert len(started) == 2


WALLED = (
    "import sys; from screening.extract.limits import ReadingLimits\n"
    "from screening.extract.sandbox.walls import places, set_walls\n"
    "set_walls(ReadingLimits.model_validate_json(sys.argv[1]), places=places())\n"
)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit address space")
async def test_memory_beyond_the_limit_is_refused_to_the_child() -> None:
    code = WALLED + "import screening.extract.sandbox.child as child\n"
    code += "child._answer = lambda *_: bytearray(2 << 30)\n"
    code += "sys.stdout.buffer.write(child.answer(sys.stdin.buffer, ReadingLimits()))"
    assert await failure(code, memory_bytes=64 * MEGABYTE) == "out_of_memory"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
async def test_cpu_beyond_the_limit_ends_the_child_itself() -> None:
    code = WALLED.replace("sys.argv[1]", "'{\"duration\": 1}'") + HANG
    assert await failure(code, seconds=60) == "timed_out"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
async def test_the_child_cannot_write_a_file(tmp_path: Path) -> None:
    target = tmp_path / "left-behind"
    code = WALLED + f"open({str(target)!r}, 'w').write('words')"
    assert await failure(code) == "crashed"
    assert not target.exists() or target.stat().st_size == 0


async def test_the_child_sees_nothing_of_our_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary")
    note = tmp_path / "seen"
    code = (
        "import os, pathlib, sys\n"
        f"pathlib.Path({str(note)!r}).write_text(repr((dict(os.environ), sys.argv)))"
    )
    await failure(code)
    assert "canary" not in note.read_text()
    assert "secret-name" not in note.read_text()


async def test_no_more_children_run_at_once_than_allowed(tmp_path: Path) -> None:
    """Each child fails if it finds the mark of another one still running."""
    code = (
        f"import os; mark = {str(tmp_path / 'mark')!r}; os.mkdir(mark); os.rmdir(mark)\n"
        'print(\'{"reason": "empty"}\')'
    )
    reader = SandboxedReader(at_once=1, command=script(code))
    tasks = [asyncio.create_task(reader.read(FILE, b"x")) for _ in range(4)]
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [str(result) for result in results] == ["file not read: empty"] * 4


async def test_an_empty_file_starts_no_child() -> None:
    with pytest.raises(Unreadable, match="empty"):
        await SandboxedReader(command=("/nowhere/at/all",)).read(FILE, b"")


async def test_a_file_over_the_limit_starts_no_child() -> None:
    reader = SandboxedReader(ReadingLimits(file_bytes=10), command=("/nowhere/at/all",))
    with pytest.raises(Unreadable, match="too_large"):
        await reader.read(FILE, b"x" * 11)


async def test_a_hostile_zip_ends_as_a_reason_and_not_as_an_accident(
    package: Callable[[dict[str, bytes]], bytes],
) -> None:
    bomb = package({"word/document.xml": b"<x>" + b" " * 50_000_000})
    with pytest.raises(Unreadable, match="too_large"):
        await SandboxedReader().read(FILE, bomb)
