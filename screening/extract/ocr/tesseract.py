"""Calls tesseract, a separate and optional program, over standard input and output."""

import csv
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from screening.errors import Unreadable
from screening.model.reading import UnreadableReason

_USUAL_PLACES = os.pathsep.join(
    (os.defpath, "/usr/local/bin", "/opt/homebrew/bin", r"C:\Program Files\Tesseract-OCR")
)
"""Where it is looked for beside ``PATH``, which a child that reads a file does not have."""
_THREADS = "1"
"""More wait for each other by spinning: on a busy machine a page took thirty times longer."""
_LISTING_SECONDS = 10.0
_MOST_WORDS = 20_000


@dataclass(frozen=True, slots=True)
class Word:
    """One word as tesseract reads it; places in pixels."""

    text: str
    confidence: float
    """From 0 to 1."""
    left: int
    top: int
    right: int
    bottom: int
    line: tuple[int, ...]
    """The same for all words on one base line of one block."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a page lies, and its script by tesseract's name, such as "Cyrillic"."""

    turn: int
    """Degrees, against the clock, that turn it upright."""
    sure: float
    """Above about 2, the turn can be relied on."""
    script: str


class WordReader(Protocol):
    """What the readers of a page need of tesseract."""

    def words(
        self, picture: bytes, *, languages: tuple[str, ...], layout: int, seconds: float
    ) -> list[Word]:
        """Read a picture (PNM)."""
        ...

    def look(self, picture: bytes, seconds: float) -> Look | None:
        """Tell turn and script."""
        ...


@dataclass(frozen=True, slots=True)
class Tesseract:
    """The program and the languages that are installed for it."""

    program: str
    languages: frozenset[str]

    def words(
        self, picture: bytes, *, languages: tuple[str, ...], layout: int, seconds: float
    ) -> list[Word]:
        """Read a picture (PNM); ``layout`` is tesseract's page segmentation mode."""
        known = [language for language in languages if language in self.languages]
        options = ("--psm", str(layout), "-l", "+".join(known or ["eng"]), "tsv")
        rows = csv.reader(
            self._said(picture, options, seconds).splitlines(),
            delimiter="\t",
            quoting=csv.QUOTE_NONE,
        )
        found = (_word(row) for row in list(rows)[1 : _MOST_WORDS + 1])
        return [word for word in found if word is not None]

    def look(self, picture: bytes, seconds: float) -> Look | None:
        """Tell turn and script; ``None`` when there is too little text to tell."""
        if "osd" not in self.languages:
            return None
        said = self._said(picture, ("--psm", "0", "-l", "osd"), seconds)
        facts = dict(line.split(": ", 1) for line in said.splitlines() if ": " in line)
        try:
            return Look(
                turn=-int(facts["Rotate"]) % 360,
                sure=float(facts["Orientation confidence"]),
                script=facts["Script"],
            )
        except (KeyError, ValueError):
            return None

    def _said(self, picture: bytes, options: tuple[str, ...], seconds: float) -> str:
        try:
            done = subprocess.run(  # noqa: S603  # a program found by us, and no shell
                (self.program, "-", "-", "--dpi", "300", *options),
                input=picture,
                capture_output=True,
                timeout=seconds,
                env=_environment(self.program),
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Unreadable(UnreadableReason.TIMED_OUT) from None
        except OSError:
            return ""
        return done.stdout.decode("utf-8", "replace")


def installed() -> Tesseract | None:
    """Find the program and its languages; ``None`` when it is not installed or not working."""
    program = shutil.which("tesseract") or shutil.which("tesseract", path=_USUAL_PLACES)
    if program is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603  # a program found by us, and no shell
            (program, "--list-langs"),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_LISTING_SECONDS,
            env=_environment(program),
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    said = (done.stdout or done.stderr).decode("utf-8", "replace").splitlines()
    languages = frozenset(line.strip() for line in said[1:])
    return Tesseract(program, languages) if languages - {"osd", ""} else None


def _word(row: list[str]) -> Word | None:
    """Read one row of the table; ``None`` for what is not a word."""
    if len(row) < 12 or row[0] != "5" or not row[11].strip():
        return None
    try:
        left, top, width, height = (int(value) for value in row[6:10])
        confidence = float(row[10]) / 100
        line = tuple(int(value) for value in row[1:5])
    except ValueError:
        return None
    return Word(row[11].strip(), max(confidence, 0.0), left, top, left + width, top + height, line)


def _environment(program: str) -> dict[str, str]:
    return {"OMP_THREAD_LIMIT": _THREADS, "PATH": str(Path(program).parent), "LC_ALL": "C.UTF-8"}
