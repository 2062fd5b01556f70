"""The process that has imported every reader and forks a child for each file.

It never looks at a file itself. It has one thread, or forking would not be safe. The worker hands
it two sockets for each file: one for the child, which reads the file from it and writes its answer
to it, and one on which this process reports that it has forked, and how the child ended. A word
or the end of that second socket means: kill the child. The end of the control socket means: the
worker is gone, or is done with us.
"""

import gc
import os
import select
import signal
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from screening.extract.formats import reader_of
from screening.extract.limits import ReadingLimits
from screening.extract.sandbox.child import answer
from screening.extract.sandbox.kernel import die_with
from screening.extract.sandbox.talk import ENDED, FORKED
from screening.extract.sandbox.walls import places, set_walls
from screening.model.reading import DocumentFormat

_MOST_OPEN = 1024
_LATE = (
    "PIL.Image",
    "screening.extract.pdf.structure",
    "encodings.cp437",
    "encodings.cp866",
    "encodings.cp932",
    "encodings.cp1251",
    "encodings.cp1252",
    "encodings.euc_jp",
    "encodings.koi8_r",
    "encodings.utf_16_le",
)
"""What readers import when they first need it."""


@dataclass(frozen=True, slots=True)
class _Child:
    """A child that was not yet collected, so that its number is nobody else's."""

    pid: int
    report: socket.socket


class Template:
    """Serves one worker until that is gone."""

    def __init__(self, control: socket.socket, limits: ReadingLimits) -> None:
        self._control = control
        self._limits = limits
        self._places = places()
        self._poll = select.poll()
        self._poll.register(control, select.POLLIN)
        self._endings: dict[int, _Child] = {}
        """By a descriptor that becomes readable when the child ends."""
        self._reports: dict[int, _Child] = {}

    def serve(self) -> None:
        """Fork, kill and collect as the worker asks, until it asks no more."""
        while True:
            for ready, _ in self._poll.poll():
                if ready in self._endings:
                    self._collect(ready)
                elif ready in self._reports:
                    self._poll.unregister(ready)
                    _kill(self._reports[ready].pid)
                elif ready == self._control.fileno() and not self._take():
                    return

    def close(self) -> None:
        """Kill and collect all children."""
        for ending in [*self._endings]:
            _kill(self._endings[ending].pid)
            self._collect(ending)

    def _take(self) -> bool:
        """Take one file from the worker; ``False`` when there will be none any more."""
        word, handed, _, _ = socket.recv_fds(self._control, 16, 2)
        if len(handed) != 2:
            for one in handed:
                os.close(one)
            return bool(word)
        file, report = handed[0], socket.socket(fileno=handed[1])
        try:
            self._fork(file, report)
        except OSError:  # no more processes or memory: without a word from us, the worker knows
            report.close()
        finally:
            os.close(file)
        return True

    def _fork(self, file: int, report: socket.socket) -> None:
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            _read_as_child(file, parent, self._limits, self._places)
        child = _Child(pid, report)
        try:
            ending = os.pidfd_open(pid)
        except OSError:
            _kill(pid)
            os.waitpid(pid, 0)
            raise
        self._endings[ending] = child
        self._reports[report.fileno()] = child
        self._poll.register(ending, select.POLLIN)
        self._poll.register(report, select.POLLIN)
        with suppress(OSError):
            report.send(FORKED)

    def _collect(self, ending: int) -> None:
        """Kill what the child may have started, which bears its number, then let that go."""
        child = self._endings.pop(ending)
        del self._reports[child.report.fileno()]
        self._poll.unregister(ending)
        with suppress(KeyError):
            self._poll.unregister(child.report)
        os.close(ending)
        _kill(child.pid)
        _, status = os.waitpid(child.pid, 0)
        with suppress(OSError), child.report:
            child.report.send(ENDED.pack(os.waitstatus_to_exitcode(status), _size()))


def _kill(pid: int) -> None:
    """Kill a child and its group; there is none yet if it was forked a moment ago."""
    for kill in (os.kill, os.killpg):
        with suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)


def _read_as_child(file: int, parent: int, limits: ReadingLimits, places: int | None) -> None:
    """Read one file behind walls; never return."""
    try:
        os.setsid()
        if die_with(parent):
            os.dup2(file, 0)  # in the place of the control socket
            set_walls(limits, places=places)
            os.closerange(3, _MOST_OPEN)
            with open(0, "rb", closefd=False) as stream:  # a descriptor
                said = answer(stream, limits)
            while said:
                said = said[os.write(0, said) :]
            os._exit(0)
    finally:
        os._exit(1)


def preload() -> None:
    """Import all readers and what they import late, and keep that out of the garbage's way."""
    for kind in DocumentFormat:
        with suppress(ImportError):  # the child will say so
            reader_of(kind)
    for name in _LATE:
        with suppress(ImportError):
            import_module(name)
    if (pictures := sys.modules.get("PIL.Image")) is not None:
        pictures.init()  # one reader for each kind of picture
    gc.collect()
    gc.freeze()


def _size() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    """Serve the worker at the other end of standard input."""
    limits, parent = ReadingLimits.model_validate_json(sys.argv[1]), int(sys.argv[2])
    if not die_with(parent):
        return
    preload()
    if len(os.listdir("/proc/self/task")) > 1:  # noqa: PTH208  # only their number counts
        return
    with socket.socket(fileno=0) as control:
        template = Template(control, limits)
        try:
            template.serve()
        finally:
            template.close()
            os._exit(0)


if __name__ == "__main__":
    main()
