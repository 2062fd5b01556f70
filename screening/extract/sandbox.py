"""Reads each file in a process of its own, which cannot take the worker down with it.

The child gets no environment of ours, no file name and no argument but the limits. Whatever
becomes of it, the answer is a ``Document`` or ``Unreadable`` with a reason. What the child did not
say itself (it was killed, broke off or was late) may be this machine's fault, and is believed only
when a second child ends without an answer, too. A child that could not be started at all says
nothing about the file: that is ``Transient``.
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

from screening.errors import Transient, Unreadable
from screening.extract.limits import ReadingLimits
from screening.extract.reading import Answer, Reading
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

_LAST_WAIT = 5.0
"""Seconds for the system to take away a process that was killed."""


class _NoAnswer(Unreadable):
    """The child did not say this itself; a second one may say something else."""


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
        """Read one file; raise ``Unreadable`` with a reason, ``Transient`` if no child starts."""
        if len(content) > self._limits.file_bytes:
            raise Unreadable(UnreadableReason.TOO_LARGE)
        if not content:
            raise Unreadable(UnreadableReason.EMPTY)
        async with self._room:
            reading = await self._believed(content)
        return Document(
            file=file,
            sha256=hashlib.sha256(content).hexdigest(),
            format=reading.format,
            pages=reading.pages,
            lines=reading.lines,
            hidden=reading.hidden,
            odd_characters=reading.odd_characters,
            instructions=reading.instructions,
            warnings=reading.warnings,
            quality=reading.quality,
        )

    async def _believed(self, content: bytes) -> Reading:
        """Ask a child, and a second one, with a deadline of its own, if the first had no answer."""
        with suppress(_NoAnswer):
            return understood(await self._asked(content), self._limits)
        return understood(await self._asked(content), self._limits)

    async def _asked(self, content: bytes) -> bytes:
        """Start a child, talk with it until the deadline, and leave nothing of it behind."""
        talk = _Talk(self._limits.output_bytes)
        try:
            transport, _ = await asyncio.get_running_loop().subprocess_exec(
                lambda: talk,
                *self._command,
                stderr=asyncio.subprocess.DEVNULL,
                env=_environment(),
                start_new_session=True,
            )
        except (OSError, RuntimeError):  # a refused thread is a ``RuntimeError``
            raise Transient("This machine could not start the reading of a file.") from None
        try:
            async with asyncio.timeout(self._limits.duration.total_seconds()):
                _tell(transport, content)
                return await talk.answer
        except TimeoutError:
            raise _NoAnswer(UnreadableReason.TIMED_OUT) from None
        finally:
            await _end(transport, talk)


class _Talk(asyncio.SubprocessProtocol):
    """What the child says until it is gone.

    ``asyncio.subprocess.Process.wait`` is not used: it waits for the pipes, too, and so for ever
    when a child says too much or has handed its pipes to a process of its own.
    """

    def __init__(self, limit: int) -> None:
        loop = asyncio.get_running_loop()
        self.answer: asyncio.Future[bytes] = loop.create_future()
        self.gone = asyncio.Event()
        self._limit = limit
        self._heard = bytearray()
        self._silent = False
        self._transport: asyncio.SubprocessTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.SubprocessTransport):
            self._transport = transport

    def pipe_data_received(self, fd: int, data: bytes) -> None:  # noqa: ARG002  # only stdout
        self._heard += data
        if len(self._heard) > self._limit:
            self._fail(UnreadableReason.CRASHED)

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:  # noqa: ARG002
        self._silent = self._silent or fd == 1
        self._conclude()

    def process_exited(self) -> None:
        self.gone.set()
        code = self._transport.get_returncode() if self._transport else None
        if code:
            self._fail(_death(code))
        self._conclude()

    def _conclude(self) -> None:
        if self._silent and self.gone.is_set() and not self.answer.done():
            self.answer.set_result(bytes(self._heard))

    def _fail(self, reason: UnreadableReason) -> None:
        if not self.answer.done():
            self.answer.set_exception(_NoAnswer(reason))


def understood(answer: bytes, limits: ReadingLimits) -> Reading:
    """Believe nothing that does not parse, or that breaks the limits."""
    try:
        said = Answer.model_validate_json(answer)
    except ValidationError:
        raise _NoAnswer(UnreadableReason.CRASHED) from None
    if said.reason is not None:
        raise Unreadable(said.reason, contents=said.contents)
    if said.reading is None:
        raise _NoAnswer(UnreadableReason.CRASHED)
    if sum(len(line.text) for line in said.reading.lines) > limits.characters:
        raise Unreadable(UnreadableReason.TOO_LONG)
    return said.reading


def _tell(transport: asyncio.SubprocessTransport, content: bytes) -> None:
    """Hand the file to the child as fast as it listens."""
    pipe = transport.get_pipe_transport(0)
    if isinstance(pipe, asyncio.WriteTransport):
        pipe.write(content)
        pipe.close()


async def _end(transport: asyncio.SubprocessTransport, talk: _Talk) -> None:
    """Kill the child and all that it may have started, and wait until it is gone."""
    if not talk.gone.is_set():
        with suppress(ProcessLookupError, PermissionError):
            if sys.platform == "win32":
                transport.kill()
            else:
                os.killpg(transport.get_pid(), signal.SIGKILL)
    transport.close()
    talk.answer.cancel()
    with suppress(TimeoutError):
        async with asyncio.timeout(_LAST_WAIT):
            await talk.gone.wait()


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
