"""Asks a fresh interpreter to read one file: slow, and possible on every platform."""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from screening.errors import Transient
from screening.extract.sandbox.endings import NoAnswer, death
from screening.model.reading import UnreadableReason

_LAST_WAIT = 5.0
"""Seconds for the system to take away a process that was killed."""


@dataclass(frozen=True, slots=True)
class Program:
    """What is started to read, and how much it may cost."""

    command: tuple[str, ...]
    seconds: float
    """Of the wall clock, for one file."""
    output_bytes: int
    environment: Mapping[str, str] = field(default_factory=dict)


async def ask(program: Program, content: bytes) -> bytes:
    """Start a child, talk with it until the deadline, and leave nothing of it behind.

    Raise ``NoAnswer`` if it ended without one, ``Transient`` if it could not be started.
    """
    talk = _Talk(program.output_bytes)
    try:
        transport, _ = await asyncio.get_running_loop().subprocess_exec(
            lambda: talk,
            *program.command,
            stderr=asyncio.subprocess.DEVNULL,
            env=program.environment,
            start_new_session=True,
        )
    except (OSError, RuntimeError):  # a refused thread is a ``RuntimeError``
        raise Transient("This machine could not start the reading of a file.") from None
    try:
        async with asyncio.timeout(program.seconds):
            _tell(transport, content)
            return await talk.answer
    except TimeoutError:
        raise NoAnswer(UnreadableReason.TIMED_OUT) from None
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
            self._fail(death(code))
        self._conclude()

    def _conclude(self) -> None:
        if self._silent and self.gone.is_set() and not self.answer.done():
            self.answer.set_result(bytes(self._heard))

    def _fail(self, reason: UnreadableReason) -> None:
        if not self.answer.done():
            self.answer.set_exception(NoAnswer(reason))


def _tell(transport: asyncio.SubprocessTransport, content: bytes) -> None:
    """Hand the file to the child as fast as it listens."""
    pipe = transport.get_pipe_transport(0)
    if isinstance(pipe, asyncio.WriteTransport):
        pipe.write(content)
        pipe.close()


async def _end(transport: asyncio.SubprocessTransport, talk: _Talk) -> None:
    """Kill the child and all that it may have started, and wait until it is gone.

    What it started may outlive it, as the group that bears its number.
    """
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform != "win32":
            os.killpg(transport.get_pid(), signal.SIGKILL)
        elif not talk.gone.is_set():
            transport.kill()
    transport.close()
    talk.answer.cancel()
    with suppress(TimeoutError):
        async with asyncio.timeout(_LAST_WAIT):
            await talk.gone.wait()
