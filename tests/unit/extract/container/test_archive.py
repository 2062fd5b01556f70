"""Archives are listed, and opened only where an admin allows it."""

import io
import random
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest

from screening.errors import Unreadable
from screening.extract.container.members import of_system, shown_name, shown_names
from screening.extract.container.packed import open_packed
from screening.extract.formats import read_raw
from screening.extract.limits import ReadingLimits
from screening.extract.reading import Reading, Tools
from screening.model.reading import Contents, ReadingWarning, UnreadableReason

Document = Callable[[str], bytes]
Read = Callable[..., Reading]
OPEN = ReadingLimits(open_archives=True)


def refusal(read: Read, content: bytes, limits: ReadingLimits | None = None) -> Unreadable:
    with pytest.raises(Unreadable) as unreadable:
        read(content, limits)
    return unreadable.value


@pytest.mark.parametrize(
    ("name", "contents"),
    [
        ("three-cvs.zip", ("cvs/en.txt", "cvs/ja.txt", "cvs/ru.txt", "cvs/program.exe")),
        ("ja-names.zip", ("応募書類/職務経歴書.txt", "応募書類/表紙.txt")),
        ("ru-names.zip", ("Резюме Ольховская.txt", "Письмо.txt")),
        ("upwards.zip", ("etc/passwd", "srv/cv.txt", "C:/cv/a.txt")),
        ("bomb.zip", ("cv.txt",)),
        ("cvs.tar.gz", ("en.txt", "ja.txt")),
        ("cvs.tar", ("en.txt", "ru/ру.txt")),
        ("some.7z", ()),
        ("some.rar", ()),
    ],
)
def test_an_archive_is_listed_and_not_opened(
    name: str, contents: tuple[str, ...], document: Document, read: Read
) -> None:
    found = refusal(read, document(f"archives/{name}"))
    assert found.reason == "archive"
    listed = Contents(names=contents, count=len(contents)) if contents else None
    assert found.contents == listed


def test_an_archive_is_opened_where_that_is_allowed(document: Document, read: Read) -> None:
    reading = read(document("archives/three-cvs.zip"), OPEN)
    assert reading.format == "archive"
    parts = [line.part for line in reading.lines]
    assert parts == ["cvs/en.txt"] * 2 + ["cvs/ja.txt"] * 2 + ["cvs/ru.txt"] * 2
    assert reading.warnings == (ReadingWarning.ATTACHMENTS_UNREAD,)


@pytest.mark.parametrize(
    ("name", "lines"), [("cvs.tar.gz", 4), ("cvs.tar", 4), ("cv.txt.gz", 2), ("ja-names.zip", 4)]
)
def test_other_packings_are_opened_too(
    name: str, lines: int, document: Document, read: Read
) -> None:
    reading = read(document(f"archives/{name}"), OPEN)
    assert len(reading.lines) == lines
    assert reading.warnings == ()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("locked.zip", "encrypted"),
        ("bomb.zip", "too_large"),
        ("bomb.gz", "too_large"),
        ("some.7z", "archive"),
    ],
)
def test_what_cannot_be_opened_says_why(
    name: str, reason: str, document: Document, read: Read
) -> None:
    assert refusal(read, document(f"archives/{name}"), OPEN).reason == reason


def test_an_archive_in_an_archive_stays_closed(document: Document, read: Read) -> None:
    reading = read(document("archives/nested.zip"), OPEN)
    assert {line.part for line in reading.lines} == {"cv.txt"}
    assert reading.warnings == (ReadingWarning.ATTACHMENTS_UNREAD,)


def test_an_order_as_a_name_is_told_and_shown_nowhere(document: Document, read: Read) -> None:
    reading = read(document("archives/order.zip"), OPEN)
    assert {line.part for line in reading.lines} == {"(1)"}
    assert [item.severity for item in reading.hidden] == ["block"]


def test_an_archive_of_programs_is_refused_with_its_names(
    package: Callable[..., bytes], read: Read
) -> None:
    found = refusal(read, package({"a.exe": b"MZ\x00\x01\x02", "b.bin": b"\x00\x01\x02\x03"}), OPEN)
    inside = Contents(names=("a.exe", "b.bin"), count=2)
    assert (found.reason, found.contents) == (UnreadableReason.ARCHIVE, inside)


def test_more_members_than_the_limit_are_too_many(
    package: Callable[..., bytes], read: Read
) -> None:
    content = package({f"{number}.txt": "words" for number in range(4)})
    limits = ReadingLimits(open_archives=True, members=3)
    assert refusal(read, content, limits).reason == "too_long"


def test_a_hundred_thousand_entries_are_not_all_looked_at(read: Read) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(100_000):
            archive.writestr(zipfile.ZipInfo(str(number)), b"")
    packed = open_packed(stream.getvalue(), OPEN)
    assert packed is not None
    assert len(packed.names) == OPEN.zip_entries + 1
    assert refusal(read, stream.getvalue(), OPEN).reason == "too_large"


def test_a_web_page_in_an_archive_may_declare_its_type(
    package: Callable[..., bytes], read: Read
) -> None:
    content = package({"cv.html": "<!DOCTYPE html><html><body><p>words</p></body></html>"})
    assert [line.text for line in read(content, OPEN).lines] == ["words"]


def test_names_are_clean_and_short() -> None:
    assert shown_name("../..\\a\u202e\u200b/./b.txt") == "a/b.txt"
    assert len(shown_name("x" * 500)) == 80
    assert shown_names(["..", "a"] * 30) == ("a",) * 20


@pytest.mark.parametrize("name", ["__MACOSX/a", "b/.DS_Store", "Thumbs.db", "c/._cv.pdf"])
def test_files_of_the_system_are_known(name: str) -> None:
    assert of_system(name)
    assert not of_system("cv.pdf")


def test_mutated_files_end_in_a_reading_or_a_named_reason(document: Document) -> None:
    numbers = random.Random(3)
    inner = Tools(OPEN)
    tools = Tools(OPEN, read=lambda member: read_raw(member, inner))
    for name in ("three-cvs.zip", "cvs.tar.gz", "ja-names.zip", "cvs.tar"):
        whole = document(f"archives/{name}")
        for _ in range(60):
            content = bytearray(whole)
            for _ in range(numbers.choice((1, 8, 64))):
                content[numbers.randrange(len(content))] = numbers.randrange(256)
            with suppress(Unreadable):
                read_raw(bytes(content), tools)


def test_more_files_than_are_named_are_counted(read: Read) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(50):
            archive.writestr(f"{number}.txt", "words")
    with pytest.raises(Unreadable) as unreadable:
        read(packed.getvalue())
    assert unreadable.value.contents is not None
    assert len(unreadable.value.contents.names) == 20
    assert unreadable.value.contents.count == 50
