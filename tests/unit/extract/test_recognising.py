"""Recognition is asked for when it may help, and takes nothing away from what was read before."""

import asyncio
import json
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from screening.errors import Transient, Unreadable
from screening.extract.limits import ReadingLimits
from screening.extract.sandbox.reader import SandboxedReader
from screening.model.base import FileId
from screening.model.candidacy import FileMeta

FILE = FileMeta(id=FileId("f1"), name="scan.pdf", kind="resume")


def reading(text: str, *, wants_recognition: bool) -> str:
    line = {"number": 1, "page": 1, "text": text}
    said = {"format": "pdf", "pages": 1, "lines": [line], "wants_recognition": wants_recognition}
    return json.dumps({"reading": said})


def saying(answer: str) -> str:
    return f"print({answer!r})"


def refusing(reason: str) -> str:
    return saying(json.dumps({"reason": reason}))


TYPED = reading("typed", wants_recognition=False)
HALF = reading("half", wants_recognition=True)
RECOGNISED = reading("recognised", wants_recognition=False)


def reader_of(first: str, second: str, *, recognition: bool = True) -> SandboxedReader:
    limits = ReadingLimits(recognition_duration=timedelta(seconds=1 if "Event" in second else 20))
    return SandboxedReader(
        limits,
        recognition=recognition,
        command=(sys.executable, "-c", first),
        recogniser=(sys.executable, "-c", second),
    )


async def result(first: str, second: str, *, recognition: bool = True) -> str:
    """Return the text that was read, or the reason why none was."""
    reader = reader_of(first, second, recognition=recognition)
    try:
        document = await reader.read(FILE, b"x")
    except Unreadable as unreadable:
        return unreadable.reason.value
    return document.lines[0].text


@pytest.mark.parametrize("first", [saying(HALF), refusing("scan"), refusing("garbled")])
async def test_what_was_not_read_is_recognised(first: str) -> None:
    assert await result(first, saying(RECOGNISED)) == "recognised"


@pytest.mark.parametrize(
    ("first", "wanted"),
    [(saying(TYPED), "typed"), (refusing("damaged"), "damaged"), (refusing("empty"), "empty")],
)
async def test_nothing_is_recognised_where_it_cannot_help(first: str, wanted: str) -> None:
    assert await result(first, saying(RECOGNISED)) == wanted


@pytest.mark.parametrize(
    ("first", "wanted"),
    [(saying(HALF), "half"), (refusing("scan"), "scan"), (refusing("garbled"), "garbled")],
)
async def test_recognition_is_off_unless_it_is_switched_on(first: str, wanted: str) -> None:
    assert await result(first, saying(RECOGNISED), recognition=False) == wanted


@pytest.mark.parametrize(
    ("first", "wanted"),
    [(saying(HALF), "half"), (refusing("scan"), "scan"), (refusing("garbled"), "garbled")],
)
@pytest.mark.parametrize(
    "second",
    [
        "import os; os.abort()",
        "import os; os.kill(os.getpid(), 9)",
        "raise SystemExit(1)",
        "print('no json')",
        "import threading; threading.Event().wait()",
        refusing("scan"),
        refusing("out_of_memory"),
        refusing("damaged"),
        refusing("too_long"),
    ],
)
async def test_recognition_that_comes_to_nothing_changes_nothing(
    first: str, second: str, wanted: str
) -> None:
    assert await result(first, second) == wanted


@pytest.mark.parametrize("first", ["scan", "garbled"])
async def test_pictures_that_nobody_can_read_are_illegible(first: str) -> None:
    assert await result(refusing(first), refusing("illegible")) == "illegible"


async def test_illegible_pages_take_nothing_from_the_text_beside_them() -> None:
    assert await result(saying(HALF), refusing("illegible")) == "half"


async def test_a_recogniser_that_cannot_be_started_changes_nothing() -> None:
    reader = SandboxedReader(
        recognition=True,
        command=(sys.executable, "-c", refusing("scan")),
        recogniser=("/nowhere/at/all",),
    )
    with pytest.raises(Unreadable, match="scan"):
        await reader.read(FILE, b"x")


async def test_the_folder_of_recognition_is_its_own_and_is_gone_afterwards(tmp_path: Path) -> None:
    note = tmp_path / "folder"
    code = (
        "import os, pathlib, sys, tempfile\n"
        "folder = pathlib.Path(sys.argv[-1])\n"
        "assert tempfile.gettempdir() == str(folder) == os.environ['HOME']\n"
        "assert folder.stat().st_mode & 0o777 == 0o700\n"
        "(folder / 'page').write_text('words')\n"
        f"pathlib.Path({str(note)!r}).write_text(str(folder))\n"
    )
    assert await result(refusing("scan"), code + saying(RECOGNISED)) == "recognised"
    assert not left(note)


def left(note: Path) -> bool:
    return Path(note.read_text()).exists()


async def test_one_file_at_a_time_is_recognised(tmp_path: Path) -> None:
    """Each child fails if it finds the mark of another one still running."""

    mark = str(tmp_path / "mark")
    code = f"import os; os.mkdir({mark!r}); os.rmdir({mark!r})\n" + saying(RECOGNISED)
    reader = SandboxedReader(
        recognition=True,
        at_once=4,
        command=(sys.executable, "-c", refusing("scan")),
        recogniser=(sys.executable, "-c", code),
    )
    documents = await asyncio.gather(*(reader.read(FILE, b"x") for _ in range(4)))
    assert [one.lines[0].text for one in documents] == ["recognised"] * 4


PATCHED = (
    "from screening.extract.sandbox import recognising\n"
    "from screening.extract.reading import Raw, RawLine, Recognised\n"
    "def recogniser(limits):\n"
    "    return {recognise}\n"
    "def read(content, tools):\n"
    "    found = tools.recognise(None)\n"
    "    return Raw(format='picture', lines=found.lines)\n"
    "recognising.recogniser = recogniser\n"
    "from screening.extract.sandbox import child\n"
    "child.read_raw = read\n"
    "recognising.main()"
)


async def test_a_file_that_waits_too_long_for_its_turn_comes_back_later() -> None:
    """It must not end as a scan that nobody could read only because other files came first."""
    reader = reader_of(saying(HALF), "import threading; threading.Event().wait()")
    async with reader.place_to_recognise():
        with pytest.raises(Transient, match="comes later"):
            await reader.read(FILE, b"x")
    assert (await reader.read(FILE, b"x")).lines[0].text == "half"


async def test_the_child_hands_the_recogniser_to_the_readers() -> None:
    recognise = "lambda picture: Recognised((RawLine('from a picture'),), 1.0)"
    second = PATCHED.format(recognise=recognise)
    assert await result(refusing("scan"), second) == "from a picture"


async def test_where_nothing_is_installed_the_first_answer_stands() -> None:
    assert await result(saying(HALF), PATCHED.format(recognise="None")) == "half"
