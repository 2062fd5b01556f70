"""What a file is comes from its content; its name is not even known here."""

from collections.abc import Callable

import pytest

from screening.errors import Unreadable
from screening.extract.sniff import sniff

PAGE = "<html><head><meta charset={}></head><body><p>Опыт работы: десять лет</p></body></html>"
CONTENT_TYPES = {"[Content_Types].xml": "<x/>"}
HEADS = "From: a@b.example\r\nDate: today\r\nMIME-Version: 1.0\r\n"


@pytest.mark.parametrize(
    ("content", "format"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\r\n\r\njunk %PDF-1.4\n", "pdf"),
        (b"  {\\rtf1 x}", "rtf"),
        (b"\xef\xbb\xbf{\\rtf1 x}", "rtf"),
        (b"\x89PNG\r\n\x1a\n\x00", "picture"),
        (b"MM\x00+\x00\x08\x00\x00", "picture"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "picture"),
        (b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00", "picture"),
        (b"Rar!\x1a\x07\x00", "archive"),
        (b"7z\xbc\xaf\x27\x1c", "archive"),
        (b"\x1f\x8b\x08\x00", "archive"),
        (b"%\x01-lh5-\x00\x00", "archive"),
        (b"x" * 257 + b"ustar\x0000", "archive"),
        (b"MSCF\x00\x00\x00\x00", "archive"),
        ((HEADS + "\r\nwords").encode(), "email"),
        (("From a@b.example Mon Nov  2\r\n" + HEADS + "\r\nwords").encode(), "email"),
        (HEADS.encode(), "email"),
        (b"Name: Robin\nCity: Harbour\n\nwords", "text"),
        (b"Dear Sir: I write\nto you\n", "text"),
        (b"<!DOCTYPE html><p>x", "html"),
        (b"<!-- by a program --><HTML><body>x", "html"),
        (b"<?xml version='1.0'?><html xmlns='x'><body>x</body></html>", "html"),
        (b"<div><p>one</p><p>two</p></div>", "html"),
        (b"<meta charset=utf-8><table><tr><td>x</td></tr></table>", "html"),
        (b"<b is less than c", "text"),
        (b"<john@mail.example> wrote:\nhello\n", "text"),
        (b"# Name\n\n**bold** and\n- item\n", "markdown"),
        (b"# only a number sign\nwords", "text"),
        (b"a,b,c\n1,2,3\n4,5,6\n", "csv"),
        (b'"a";"b, c"\n"d";"e"\n', "csv"),
        (b"a\tb\nc\td\n", "csv"),
        (b"Hello, you\nBye, you\n", "text"),
        (b"BMW, Audi and other cars", "text"),
        (b"MM is my name", "text"),
    ],
)
def test_the_format_comes_from_the_bytes(content: bytes, format: str) -> None:
    assert sniff(content).format == format


@pytest.mark.parametrize(
    ("parts", "outcome"),
    [
        ({**CONTENT_TYPES, "word/document.xml": "<x/>"}, "docx"),
        ({**CONTENT_TYPES, "Word/Document2.xml": "<x/>"}, "docx"),
        ({**CONTENT_TYPES, "xl/workbook.xml": "<x/>"}, "xlsx"),
        ({**CONTENT_TYPES, "ppt/presentation.xml": "<x/>"}, "pptx"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}, "odt"),
        ({"content.xml": "<x/>", "mimetype": "application/vnd.oasis.opendocument.text"}, "odt"),
        ({"mimetype": "application/epub+zip", "content.opf": "<x/>"}, "unsupported"),
        ({"mimetype": "application/vnd.oasis.opendocument.graphics"}, "unsupported"),
        ({"META-INF/MANIFEST.MF": "x", "A.class": "y"}, "unsupported"),
        ({"Index/Document.iwa": "x"}, "unsupported"),
        ({"cv.docx": "x", "folder/word/document.xml": "y"}, "archive"),
    ],
)
def test_a_zip_is_known_by_what_it_holds(
    parts: dict[str, str], outcome: str, package: Callable[[dict[str, str]], bytes]
) -> None:
    try:
        found = sniff(package(parts)).format.value
    except Unreadable as unreadable:
        found = unreadable.reason.value
    assert found == outcome


def test_compound_files_are_known_by_their_own_streams(
    document: Callable[[str], bytes],
) -> None:
    assert sniff(document("doc/en-cv.doc")).format == "doc"
    assert sniff(document("mail/ja-outlook.msg")).format == "email"


def test_the_name_of_a_stream_in_a_text_does_not_make_another_format(
    document: Callable[[str], bytes],
) -> None:
    words = "Workbook".encode("utf-16-le")
    content = document("mail/ja-outlook.msg").replace("採用".encode("utf-16-le"), words[:4])
    assert sniff(content + words).format == "email"


def test_comments_without_end_are_looked_at_once() -> None:
    assert sniff(b"<!---->" * 3_000 + b"<x>").format == "text"


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r", "iso8859_5", "utf-8"])
def test_a_web_page_says_its_encoding(encoding: str) -> None:
    name = {"cp1251": "windows-1251", "koi8_r": "KOI8-R", "iso8859_5": '"iso-8859-5"'}
    page = PAGE.format(name.get(encoding, "utf-8"))
    assert sniff(page.encode(encoding)).text == page


def test_a_web_page_that_says_a_wrong_encoding_is_read_as_what_it_is() -> None:
    page = PAGE.format("windows-1251")
    assert sniff(page.encode()).text == page


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w/>", "unsupported"),
        (b"MZ\x90\x00\x03\x00", "unsupported"),
        (b"\xdb\xa5-\x00\x00\x00", "unsupported"),
        (b"\x00\x01\x02\x03" * 100, "unsupported"),
        (b" \x00\t\r\n" * 10, "empty"),
        (b"PK\x03\x04 and nothing more", "damaged"),
    ],
)
def test_what_cannot_be_read_is_named(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as unreadable:
        sniff(content)
    assert unreadable.value.reason == reason
