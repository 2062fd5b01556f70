"""A file that cannot be read says why, by name."""

from collections.abc import Callable

import pytest

from screening.extract.limits import ReadingLimits
from screening.extract.pdf.pdfium import NotOpened, Pages
from screening.extract.reading import Reading
from screening.model.reading import ReadingWarning

REASONS = {
    "locked.pdf": "encrypted",
    "blank.pdf": "empty",
    "scan.pdf": "scan",
    "scan-stamped.pdf": "scan",
    "dot.png": "scan",
    "no-character-table.pdf": "garbled",
    "private-letters.pdf": "garbled",
    "truncated.pdf": "damaged",
    "sixty-one-pages.pdf": "too_long",
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize("name", REASONS)
def test_unreadable_documents_name_their_reason(
    name: str, document: Callable[[str], bytes], reason: Callable[[bytes], str]
) -> None:
    assert reason(document(name)) == REASONS[name]


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n\t", "empty"),
        (bytes(2000), "empty"),
        (OLE, "unsupported"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"%!PS-Adobe-3.0\n/Helvetica findfont", "unsupported"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "unsupported"),
        (b"\x7fELF\x02\x01\x01" + bytes(range(256)), "unsupported"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "damaged"),
        (b"II*\x00\x08\x00\x00\x00", "damaged"),
        (b"PK\x03\x04 cut off before its directory", "damaged"),
        (b"%PDF-1.7\nnothing more", "damaged"),
    ],
)
def test_bytes_name_their_reason(
    content: bytes, wanted: str, reason: Callable[[bytes], str]
) -> None:
    assert reason(content) == wanted


def test_other_zips_are_unsupported(
    package: Callable[[dict[str, str]], bytes], reason: Callable[[bytes], str]
) -> None:
    for name in ("visio/document.xml", "OEBPS/content.opf", "holiday.jpg"):
        assert reason(package({"[Content_Types].xml": "<x/>", name: "<x/>"})) == "unsupported"


def test_text_beyond_the_limit_is_too_long_and_never_cut(
    read: Callable[..., Reading], reason: Callable[..., str]
) -> None:
    limits = ReadingLimits(characters=1000)
    line = b"Ran the warehouse and the team of ten for the firm. " * 20
    assert len(read(line[:999] + b"x", limits).lines[0].text) == 1000
    assert reason(line[:999] + b"xx", limits) == "too_long"


def test_an_answer_beyond_the_limit_is_too_long(reason: Callable[..., str]) -> None:
    assert reason(b"x\n" * 500, ReadingLimits(output_bytes=2000)) == "too_long"


def test_a_pdf_with_too_much_text_is_too_long(
    document: Callable[[str], bytes], reason: Callable[..., str]
) -> None:
    for limit in (20, 200):
        assert reason(document("en.pdf"), ReadingLimits(characters=limit)) == "too_long"


def test_a_page_that_pdfium_refuses_is_read_by_the_stand_in(
    document: Callable[[str], bytes],
    read: Callable[[bytes], Reading],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise NotOpened

    monkeypatch.setattr(Pages, "read", refuse)
    reading = read(document("en.pdf"))
    assert reading.lines[0].text == "Alex Winterbourne"
    assert reading.warnings == (ReadingWarning.STAND_IN_READER,)


def test_page_limit_is_the_limit(
    document: Callable[[str], bytes], read: Callable[..., Reading]
) -> None:
    assert read(document("sixty-one-pages.pdf"), ReadingLimits(pages=61)).pages == 61


def test_a_file_over_the_size_limit_is_too_large(reason: Callable[..., str]) -> None:
    assert reason(b"x" * 2001, ReadingLimits(file_bytes=2000)) == "too_large"


def test_a_page_without_text_beside_one_with_text_is_told(
    document: Callable[[str], bytes], read: Callable[[bytes], Reading]
) -> None:
    assert read(document("half-scanned.pdf")).warnings == (ReadingWarning.PAGES_WITHOUT_TEXT,)


def test_an_owner_lock_does_not_stop_reading(
    document: Callable[[str], bytes], read: Callable[[bytes], Reading]
) -> None:
    assert read(document("owner-locked.pdf")).warnings == ()


@pytest.mark.parametrize("name", ["no-root.pdf", "dangling.docx"])
def test_the_stand_in_says_so(
    name: str, document: Callable[[str], bytes], read: Callable[[bytes], Reading]
) -> None:
    assert ReadingWarning.STAND_IN_READER in read(document(name)).warnings


@pytest.mark.parametrize("name", ["endless-tree.pdf", "endless-form.pdf"])
def test_structures_that_contain_themselves_come_to_an_end(
    name: str, document: Callable[[str], bytes], read: Callable[[bytes], Reading]
) -> None:
    assert read(document(name)).pages == 1
