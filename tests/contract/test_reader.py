"""What every ``Reader`` promises."""

import errno
import hashlib
import subprocess
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from screening.errors import Transient, Unreadable
from screening.extract.sandbox.reader import SandboxedReader
from screening.model.base import FileId
from screening.model.candidacy import FileMeta
from screening.ports import Reader

DOCUMENTS = Path(__file__).parents[2] / "fixtures" / "documents"
FILE = FileMeta(
    id=FileId("f1"), name="holiday.jpg", kind="resume", declared_mime="image/jpeg", size_bytes=1
)
READERS: dict[str, Callable[[], Reader]] = {"sandboxed": SandboxedReader}


@pytest.fixture(params=READERS)
async def reader(request: pytest.FixtureRequest) -> AsyncIterator[Reader]:
    reader = READERS[str(request.param)]()
    yield reader
    await reader.close()


@pytest.mark.parametrize("name", ["en.pdf", "ja.docx", "ja-shift-jis.txt", "en.html", "en.md"])
async def test_a_file_is_read_by_its_content_whatever_it_calls_itself(
    name: str, reader: Reader
) -> None:
    content = (DOCUMENTS / name).read_bytes()
    document = await reader.read(FILE, content)
    wanted = (DOCUMENTS / "expected" / f"{name}.txt").read_text().splitlines()
    assert [line.text for line in document.lines] == wanted
    assert document.file == FILE
    assert document.sha256 == hashlib.sha256(content).hexdigest()


async def test_reading_twice_gives_the_same(reader: Reader) -> None:
    content = (DOCUMENTS / "hidden.pdf").read_bytes()
    assert await reader.read(FILE, content) == await reader.read(FILE, content)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("locked.pdf", "encrypted"), ("scan.pdf", "scan"), ("truncated.pdf", "damaged")],
)
async def test_a_file_that_cannot_be_read_has_a_reason(
    name: str, reason: str, reader: Reader
) -> None:
    with pytest.raises(Unreadable) as unreadable:
        await reader.read(FILE, (DOCUMENTS / name).read_bytes())
    assert unreadable.value.reason.value == reason


@pytest.mark.parametrize("content", [b"", b"\x00", b"PK\x03\x04", b"%PDF-", b"\xff" * 9, b"<html>"])
async def test_no_bytes_raise_anything_but_unreadable(content: bytes, reader: Reader) -> None:
    with pytest.raises(Unreadable):
        await reader.read(FILE, content)


async def test_a_machine_that_cannot_start_a_reading_says_nothing_of_the_file(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with pytest.raises(Transient) as transient:
        await reader.read(FILE, (DOCUMENTS / "en.pdf").read_bytes())
    assert FILE.name not in str(transient.value)


async def test_the_message_tells_nothing_of_the_file(reader: Reader) -> None:
    with pytest.raises(Unreadable) as unreadable:
        await reader.read(FILE, (DOCUMENTS / "truncated.pdf").read_bytes())
    assert str(unreadable.value) == "file not read: damaged"
    assert unreadable.value.__cause__ is None
