"""Reads each file in a process of its own, which cannot take the worker down with it.

The child gets no environment of ours, no file name and no argument but the limits. Whatever
becomes of it, the answer is a ``Document`` or ``Unreadable`` with a reason.
"""

import asyncio
import hashlib
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from screening.errors import Unreadable
from screening.extract.limits import ReadingLimits
from screening.extract.reading import Reading
from screening.model.base import Value
from screening.model.candidacy import FileMeta
from screening.model.reading import Document, UnreadableReason

_CHILD = (sys.executable, "-P", "-m", "screening.extract.child")
_SOURCE = Path(__file__).resolve().parents[2]
_ENDED_BY = {
    "SIGXCPU": UnreadableReason.TIMED_OUT,
    "SIGALRM": UnreadableReason.TIMED_OUT,
    "SIGKILL": UnreadableReason.OUT_OF_MEMORY,
}
"""Signals that tell more than a crash; we send none of them before the child has answered."""


class _Answer(Value):
    """What the child says: exactly one of the two."""

    reading: Reading | None = None
    reason: UnreadableReason | None = None


class SandboxedReader:
    """Implements ``Reader`` with one child process for each file."""

    def __init__(
        self,
        limits: ReadingLimits | None = None,
        *,
        at_once: int = 2,
        command: Sequence[str] = _CHILD,
    ) -> None:
        self._limits = limits or ReadingLimits()
        self._room = asyncio.Semaphore(at_once)
        self._command = (*command, self._limits.model_dump_json())

    async def read(self, file: FileMeta, content: bytes) -> Document:
        """Read one file; raise ``Unreadable`` with a reason. Never any other error."""
        if len(content) > self._limits.file_bytes:
            raise Unreadable(UnreadableReason.TOO_LARGE)
        if not content:
            raise Unreadable(UnreadableReason.EMPTY)
        async with self._room:
            reading = understood(await self._asked(content), self._limits)
        return Document(
            file=file,
            sha256=hashlib.sha256(content).hexdigest(),
            format=reading.format,
            pages=reading.pages,
            lines=reading.lines,
            hidden=reading.hidden,
            warnings=reading.warnings,
        )

    async def _asked(self, content: bytes) -> bytes:
        """Start a child, talk with it until the deadline, and leave nothing of it behind."""
        try:
            child = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env=_environment(),
                start_new_session=True,
            )
        except OSError:
            raise Unreadable(UnreadableReason.CRASHED) from None
        try:
            async with asyncio.timeout(self._limits.duration.total_seconds()):
                return await self._conversation(child, content)
        except TimeoutError:
            raise Unreadable(UnreadableReason.TIMED_OUT) from None
        finally:
            await _ended(child)

    async def _conversation(self, child: asyncio.subprocess.Process, content: bytes) -> bytes:
        async with asyncio.TaskGroup() as group:
            group.create_task(_told(child, content))
            heard = group.create_task(_heard(child, self._limits.output_bytes))
        answer = heard.result()
        if len(answer) > self._limits.output_bytes:
            raise Unreadable(UnreadableReason.CRASHED)
        code = await child.wait()
        if code != 0:
            raise Unreadable(_death(code))
        return answer


def understood(answer: bytes, limits: ReadingLimits) -> Reading:
    """Believe nothing that does not parse, or that breaks the limits."""
    try:
        said = _Answer.model_validate_json(answer)
    except ValidationError:
        raise Unreadable(UnreadableReason.CRASHED) from None
    if said.reason is not None:
        raise Unreadable(said.reason)
    if said.reading is None:
        raise Unreadable(UnreadableReason.CRASHED)
    if sum(len(line.text) for line in said.reading.lines) > limits.characters:
        raise Unreadable(UnreadableReason.TOO_LONG)
    return said.reading


async def _told(child: asyncio.subprocess.Process, content: bytes) -> None:
    """Write the file to the child; one that stops listening has its reasons."""
    assert child.stdin is not None  # noqa: S101  # asked for with PIPE
    with suppress(BrokenPipeError, ConnectionResetError):
        child.stdin.write(content)
        await child.stdin.drain()
        child.stdin.close()
        await child.stdin.wait_closed()


async def _heard(child: asyncio.subprocess.Process, limit: int) -> bytes:
    """Read the answer; stop listening one byte past the limit."""
    assert child.stdout is not None  # noqa: S101  # asked for with PIPE
    heard = bytearray()
    while len(heard) <= limit and (piece := await child.stdout.read(65_536)):
        heard += piece
    return bytes(heard)


async def _ended(child: asyncio.subprocess.Process) -> None:
    """Kill the child and all that it may have started, and wait until it is gone."""
    if child.returncode is None:
        with suppress(ProcessLookupError, PermissionError):
            if sys.platform == "win32":
                child.kill()
            else:
                os.killpg(child.pid, signal.SIGKILL)
    await asyncio.shield(child.wait())


def _death(code: int) -> UnreadableReason:
    """Name the cause of a child's death from its exit code, negative for a signal."""
    try:
        name = signal.Signals(-code).name
    except ValueError:
        return UnreadableReason.CRASHED
    return _ENDED_BY.get(name, UnreadableReason.CRASHED)


def _environment() -> dict[str, str]:
    """Return what a child needs to find our code, and nothing of the parent's own."""
    environment = {"PYTHONPATH": str(_SOURCE), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    if sys.platform == "win32" and "SYSTEMROOT" in os.environ:
        environment["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    return environment
