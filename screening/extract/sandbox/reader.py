"""Reads each file in a process of its own, which cannot take the worker down with it.

The child gets no environment of ours, no file name and no argument but the limits. Whatever
becomes of it, the answer is a ``Document`` or ``Unreadable`` with a reason. What the child did not
say itself (it was killed, broke off or was late) may be this machine's fault, and is believed only
when a second child ends without an answer, too. A child that could not be started at all says
nothing about the file: that is ``Transient``.

On Linux the first child is forked from a warm template; the second one, and every child on other
platforms or where no template runs, is a fresh interpreter. A file with pages that only recognition
(OCR) may read gets one more child, with more time and memory; what was read without it stands
unless that child reads more.
"""

import asyncio
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from screening.errors import Transient, Unreadable
from screening.extract.limits import ReadingLimits
from screening.extract.present import with_name
from screening.extract.reading import Answer, Reading
from screening.extract.sandbox import fresh
from screening.extract.sandbox.endings import NoAnswer
from screening.extract.sandbox.fresh import Program
from screening.extract.sandbox.warm import NotWarm, Warm
from screening.model.candidacy import FileMeta
from screening.model.reading import Document, UnreadableReason

_SOURCE = Path(__file__).resolve().parents[3]
_FILES_OF_A_TEMPLATE = 500
_ASKED_AGAIN = {UnreadableReason.SCAN, UnreadableReason.GARBLED}
"""Why recognition may read what could not be read without it."""


def _module(name: str) -> tuple[str, ...]:
    return (sys.executable, "-P", "-m", f"screening.extract.sandbox.{name}")


FRESH = _module("child")
"""A fresh interpreter that reads one file."""


class SandboxedReader:
    """Implements ``Reader`` with one child process for each file."""

    def __init__(
        self,
        limits: ReadingLimits | None = None,
        *,
        at_once: int = 2,
        recognition: bool = False,
        files_of_a_template: int = _FILES_OF_A_TEMPLATE,
        command: Sequence[str] | None = None,
        template: Sequence[str] | None = None,
        recogniser: Sequence[str] | None = None,
    ) -> None:
        """Set up; nothing is started before the first file.

        ``command``, ``template`` and ``recogniser`` put other programs in the place of ours, for
        tests; with a ``command`` alone there is no template.
        """
        self._limits = limits or ReadingLimits()
        self._room = asyncio.Semaphore(at_once)
        self._fresh = self._program(command or FRESH)
        if command is None and template is None and sys.platform == "linux":
            template = _module("template")
        self._warm: Warm | None = None
        if template is not None:
            self._warm = Warm(self._program(template), files=files_of_a_template)
        self._recognises = recognition
        self._recognition_room = asyncio.Semaphore(1)
        self._recogniser = replace(
            self._program(recogniser or _module("recognising")),
            seconds=self._limits.recognition_duration.total_seconds(),
        )

    async def read(self, file: FileMeta, content: bytes) -> Document:
        """Read one file; raise ``Unreadable`` with a reason, ``Transient`` if no child starts."""
        if len(content) > self._limits.file_bytes:
            raise Unreadable(UnreadableReason.TOO_LARGE)
        if not content:
            raise Unreadable(UnreadableReason.EMPTY)
        reading = with_name(await self._read(content), file.name)
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

    async def close(self) -> None:
        """End the warm template; a file that comes later is read by a fresh interpreter."""
        if self._warm is not None:
            await self._warm.close()

    async def _read(self, content: bytes) -> Reading:
        try:
            async with self._room:
                reading = await self._believed(content)
        except Unreadable as unreadable:
            if not self._recognises or unreadable.reason not in _ASKED_AGAIN:
                raise
            recognised = await self._recognised(content)
            if recognised is None:
                raise
            return recognised
        if not self._recognises or not reading.wants_recognition:
            return reading
        # pages of pictures that nobody can read take nothing from the pages of text beside them
        with suppress(Unreadable):
            return await self._recognised(content) or reading
        return reading

    async def _believed(self, content: bytes) -> Reading:
        """Ask a child, and a second one, with a deadline of its own, if the first had no answer."""
        with suppress(NoAnswer):
            return understood(await self._asked(content), self._limits)
        return understood(await fresh.ask(self._fresh, content), self._limits)

    async def _asked(self, content: bytes) -> bytes:
        if self._warm is not None:
            with suppress(NotWarm):
                return await self._warm.ask(content)
        return await fresh.ask(self._fresh, content)

    async def _recognised(self, content: bytes) -> Reading | None:
        """Ask a child that recognises pictures; ``None`` if it came to nothing.

        Raise ``Unreadable`` only with its word that there is nothing to be read, and ``Transient``
        when other files hold the only place for as long as a file may: a scan is then no less
        readable than it was before, and comes back later.
        """
        async with self.place_to_recognise():
            try:
                folder = tempfile.mkdtemp(prefix="screening-")
            except OSError:
                return None
            try:
                program = _with_folder(self._recogniser, folder)
                return understood(await fresh.ask(program, content), self._limits)
            except Unreadable as unreadable:
                if unreadable.reason is UnreadableReason.ILLEGIBLE:
                    raise
                return None
            except Transient:
                return None
            finally:
                shutil.rmtree(folder, ignore_errors=True)

    @asynccontextmanager
    async def place_to_recognise(self) -> AsyncIterator[None]:
        """Hold the only place; raise ``Transient`` when others hold it too long."""
        try:
            async with asyncio.timeout(self._recogniser.seconds):
                await self._recognition_room.acquire()
        except TimeoutError:
            raise Transient("Other files are being recognised; this one comes later.") from None
        try:
            yield
        finally:
            self._recognition_room.release()

    def _program(self, command: Sequence[str]) -> Program:
        return Program(
            command=(*command, self._limits.model_dump_json()),
            seconds=self._limits.duration.total_seconds(),
            output_bytes=self._limits.output_bytes,
            environment=_environment(),
        )


def understood(answer: bytes, limits: ReadingLimits) -> Reading:
    """Believe nothing that does not parse, or that breaks the limits."""
    try:
        said = Answer.model_validate_json(answer)
    except ValidationError:
        raise NoAnswer(UnreadableReason.CRASHED) from None
    if said.reason is not None:
        raise Unreadable(said.reason, contents=said.contents)
    if said.reading is None:
        raise NoAnswer(UnreadableReason.CRASHED)
    if sum(len(line.text) for line in said.reading.lines) > limits.characters:
        raise Unreadable(UnreadableReason.TOO_LONG)
    return said.reading


def walls_in_force() -> tuple[str, ...]:
    """Return which walls hold around a process that reads a file here, as such a process says.

    See ``walls.Wall`` for the words. Empty when no process could be started.
    """
    command = [*_module("walls"), ReadingLimits().model_dump_json()]
    try:
        said = subprocess.run(  # noqa: S603  # ourselves
            command, env=_environment(), capture_output=True, timeout=30, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ()
    return tuple(str(wall) for wall in json.loads(said.stdout))


def _environment() -> dict[str, str]:
    """Return what a child needs to find our code, and nothing of the parent's own.

    The readers compute in one thread: a process with more cannot be forked.
    """
    environment = {
        "PYTHONPATH": str(_SOURCE),
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    if sys.platform == "win32" and "SYSTEMROOT" in os.environ:
        environment["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    return environment


def _with_folder(program: Program, folder: str) -> Program:
    """Let a child find other programs and their data, and write into a folder of its own."""
    found = {name: os.environ[name] for name in ("PATH", "TESSDATA_PREFIX") if name in os.environ}
    found |= dict.fromkeys(("TMPDIR", "TEMP", "TMP", "HOME"), folder)
    found["ORT_DISABLE_TELEMETRY"] = "1"
    kept = {n: v for n, v in program.environment.items() if not n.endswith("_NUM_THREADS")}
    return replace(program, command=(*program.command, folder), environment=kept | found)
