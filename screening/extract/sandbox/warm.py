"""Asks a warm template to read files: the worker's side of ``template``. Linux only."""

import asyncio
import os
import socket
import subprocess
import weakref
from contextlib import ExitStack, suppress

from screening.extract.limits import MEGABYTE
from screening.extract.sandbox.endings import NoAnswer, death
from screening.extract.sandbox.fresh import Program
from screening.extract.sandbox.talk import ENDED, FORKED
from screening.model.reading import UnreadableReason

_START = 20.0
"""Seconds in which a template must fork; the first time it imports all readers before."""
_LAST_WAIT = 5.0
_PIECE = 64 * 1024
_FAILURES = 3
"""After so many templates in a row that served nobody, none is tried for a while."""


class NotWarm(Exception):
    """No template took this file; a fresh interpreter may."""


class Warm:
    """Keeps one template, and replaces it when it is used up, grown, dead or silent."""

    def __init__(self, program: Program, *, files: int, growth_bytes: int = 64 * MEGABYTE) -> None:
        self._program = program
        self._files = files
        self._growth_bytes = growth_bytes
        self._template: _Process | None = None
        self._failures = 0
        self._rest = 0
        self._closed = False

    async def ask(self, content: bytes) -> bytes:
        """Have one file read in a child; raise ``NoAnswer``, or ``NotWarm`` if none was forked."""
        with ExitStack() as sockets:
            template, file, report = self._handed_over(sockets)
            template.busy += 1
            try:
                await self._forked(template, report)
                return await self._heard(template, file, report, content)
            finally:
                template.busy -= 1
                await self._look_after(template)

    async def close(self) -> None:
        """End the template and, with it, its children; files are not taken any more."""
        self._closed = True
        template, self._template = self._template, None
        if template is not None:
            await template.end()

    def _handed_over(self, sockets: ExitStack) -> tuple["_Process", socket.socket, socket.socket]:
        """Hand one end of two fresh sockets to a template that lives."""
        file, their_file = _pair(sockets, socket.SOCK_STREAM)
        report, their_report = _pair(sockets, socket.SOCK_SEQPACKET)
        for _ in range(2):  # the first one may have died since the last file
            template = self._serving()
            if template.take(their_file, their_report):
                their_file.close()
                their_report.close()
                return template, file, report
            self._template = None
        raise NotWarm

    def _serving(self) -> "_Process":
        """Return the template, a new one if need be."""
        if self._closed:
            raise NotWarm
        if self._rest:
            self._rest -= 1
            raise NotWarm
        if self._template is None:
            try:
                self._template = _Process(self._program)
            except (OSError, RuntimeError):  # a refused thread is a ``RuntimeError``
                raise NotWarm from None
        return self._template

    async def _forked(self, template: "_Process", report: socket.socket) -> None:
        if await template.forked(report):
            self._failures = 0
            return
        self._failures += 1
        if self._failures >= _FAILURES:
            self._failures, self._rest = 0, self._files
        raise NotWarm

    async def _heard(
        self, template: "_Process", file: socket.socket, report: socket.socket, content: bytes
    ) -> bytes:
        """Talk with the child until the deadline, and see to it that it is gone in the end."""
        loop = asyncio.get_running_loop()
        ended = b""
        try:
            async with asyncio.timeout(self._program.seconds):
                answer = await _exchanged(file, content, self._program.output_bytes)
                ended = await loop.sock_recv(report, ENDED.size)
        except TimeoutError:
            raise NoAnswer(UnreadableReason.TIMED_OUT) from None
        except OSError:
            raise NoAnswer(UnreadableReason.CRASHED) from None
        finally:
            if not ended:
                await template.stop(report)
        if len(ended) != ENDED.size:  # the template is no more
            raise NoAnswer(UnreadableReason.CRASHED)
        template.served += 1
        code, size = ENDED.unpack(ended)
        template.saw(size)
        if code:
            raise NoAnswer(death(code))
        return answer

    async def _look_after(self, template: "_Process") -> None:
        """Retire a template that is used up or has grown, and end it after its last file."""
        grown = template.grown > self._growth_bytes
        if grown or template.served >= self._files:
            template.retired = True
        if template.retired and self._template is template:
            self._template = None
        if template.retired and not template.busy:
            await template.end()


class _Process:
    """One template that runs."""

    def __init__(self, program: Program) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            try:
                process = subprocess.Popen(  # noqa: S603  # ourselves
                    [*program.command, str(os.getpid())],
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env=dict(program.environment),
                    start_new_session=True,
                )
            except BaseException:
                ours.close()
                raise
        ours.setblocking(False)
        self.served = 0
        self.busy = 0
        self.retired = False
        self.grown = 0
        self._first_size = 0
        self._control = ours
        self._process = process
        # should nobody close the reader, its end or that of the program does
        self._ending = weakref.finalize(self, _end_now, ours, process)

    def take(self, file: socket.socket, report: socket.socket) -> bool:
        """Hand over the sockets of one file; ``False`` if the template is dead or deaf."""
        try:
            socket.send_fds(self._control, [b"read"], [file.fileno(), report.fileno()])
        except OSError:
            self._kill()
            return False
        return True

    async def forked(self, report: socket.socket) -> bool:
        """Wait for a child; a template that says nothing is killed, one that cannot fork is not."""
        word = b""
        try:
            async with asyncio.timeout(_START):
                word = await asyncio.get_running_loop().sock_recv(report, len(FORKED))
        except TimeoutError:
            self._kill()
        except OSError:
            pass
        self.retired = self.retired or self._process.poll() is not None
        return word == FORKED

    async def stop(self, report: socket.socket) -> None:
        """Have a child killed and collected; kill a template that does not do it in time."""
        try:
            report.shutdown(socket.SHUT_WR)
            async with asyncio.timeout(_LAST_WAIT):
                await asyncio.get_running_loop().sock_recv(report, ENDED.size)
        except TimeoutError:
            self._kill()
        except OSError:
            pass
        self.retired = self.retired or self._process.poll() is not None

    def saw(self, size: int) -> None:
        """Note how large the template is after a file."""
        self._first_size = self._first_size or size
        self.grown = size - self._first_size

    async def end(self) -> None:
        """Let the template kill and collect its children and go, and collect it."""
        self._control.close()
        try:
            async with asyncio.timeout(_LAST_WAIT):
                await _gone(self._process)
        finally:
            self._kill()

    def _kill(self) -> None:
        """Kill the template, and so its children; collect it."""
        self.retired = True
        self._process.kill()
        self._ending()


def _end_now(control: socket.socket, process: "subprocess.Popen[bytes]") -> None:
    control.close()
    with suppress(subprocess.TimeoutExpired):
        process.wait(1)
        return
    process.kill()
    process.wait()


async def _gone(process: "subprocess.Popen[bytes]") -> None:
    """Wait for a process to end, without a thread."""
    if process.poll() is not None:  # its number may be another's by now
        return
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    try:
        descriptor = os.pidfd_open(process.pid)
    except OSError:
        return
    try:
        loop.add_reader(descriptor, ended.set)
        await ended.wait()
    finally:
        loop.remove_reader(descriptor)
        os.close(descriptor)


def _pair(sockets: ExitStack, kind: socket.SocketKind) -> tuple[socket.socket, socket.socket]:
    """Return two ends, ours and the other, which both close with the stack."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, kind)
    sockets.enter_context(ours)
    sockets.enter_context(theirs)
    ours.setblocking(False)
    theirs.setblocking(True)
    return ours, theirs


async def _exchanged(file: socket.socket, content: bytes, limit: int) -> bytes:
    """Tell the child the file as fast as it listens, and hear its answer to the end."""
    telling = asyncio.ensure_future(_tell(file, content))
    try:
        return await _hear(file, limit)
    finally:
        telling.cancel()
        await asyncio.wait([telling])


async def _tell(file: socket.socket, content: bytes) -> None:
    with suppress(OSError):  # how it ended will be reported
        await asyncio.get_running_loop().sock_sendall(file, content)
        file.shutdown(socket.SHUT_WR)


async def _hear(file: socket.socket, limit: int) -> bytes:
    """Hear a child out; one that did not listen to the end breaks the line after its answer."""
    loop, heard = asyncio.get_running_loop(), bytearray()
    with suppress(ConnectionResetError):
        while piece := await loop.sock_recv(file, _PIECE):
            heard += piece
            if len(heard) > limit:
                raise NoAnswer(UnreadableReason.CRASHED)
    return bytes(heard)
