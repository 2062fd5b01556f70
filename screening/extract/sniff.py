"""Tells what a file is from its bytes alone: names and declared types are not trusted."""

import re
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from screening.errors import Unreadable
from screening.extract.encodings import decode
from screening.model.reading import DocumentFormat, UnreadableReason

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"II*\x00",
    b"MM\x00*",
    b"GIF87a",
    b"GIF89a",
    b"BM",
)
_OTHERS = (b"{\\rtf", b"%!PS", b"<?xml", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"MIME-Version:")
_HEIF = re.compile(rb"ftyp(?:hei|hev|mif|msf|avi[fs])")
_DOCX_BODY = re.compile(r"word/document\d*\.xml", re.IGNORECASE)
_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_HEADING = re.compile(r"^#{1,6} \S", re.MULTILINE)
_MARKDOWN = re.compile(r"\*\*\S[^*\n]*\*\*|^[-*+] \S|\]\(|^```", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What a file is; ``text`` is set for the formats that are text."""

    format: DocumentFormat
    text: str = ""


def sniff(content: bytes) -> Sniffed:
    """Tell the format, or raise ``Unreadable`` with what the file is instead."""
    head = content[:1024]
    if not content.strip(b"\x00\t\r\n\f \xef\xbb\xbf\xff\xfe"):
        raise Unreadable(UnreadableReason.EMPTY)
    if head.startswith(_ZIP):
        return _zipped(content)
    if head.startswith(_OLE):
        raise Unreadable(_compound_reason(content))
    if _is_picture(head):
        raise Unreadable(UnreadableReason.SCAN)
    if b"%PDF-" in head:
        return Sniffed(DocumentFormat.PDF)
    return _textual(content)


def _zipped(content: bytes) -> Sniffed:
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError, OSError):
        raise Unreadable(UnreadableReason.DAMAGED) from None
    bodies = [entry for entry in entries if _DOCX_BODY.fullmatch(entry.filename)]
    if not bodies:
        raise Unreadable(UnreadableReason.UNSUPPORTED)
    if any(entry.flag_bits & 0x1 for entry in bodies):
        raise Unreadable(UnreadableReason.ENCRYPTED)
    return Sniffed(DocumentFormat.DOCX)


def _compound_reason(content: bytes) -> UnreadableReason:
    """Old Office files are not read; a new one inside a compound file is locked by a password."""
    locked = "EncryptedPackage".encode("utf-16-le") in content
    return UnreadableReason.ENCRYPTED if locked else UnreadableReason.UNSUPPORTED


def _is_picture(head: bytes) -> bool:
    webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    return head.startswith(_PICTURES[:-1]) or webp or bool(_HEIF.match(head, 4)) or _is_bitmap(head)


def _is_bitmap(head: bytes) -> bool:
    """Tell a bitmap from a text that begins with "BM" by the four reserved bytes of its header."""
    return head.startswith(_PICTURES[-1]) and head[6:10] == bytes(4)


def _textual(content: bytes) -> Sniffed:
    start = content[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    text = decode(content)
    if text is None:
        raise Unreadable(UnreadableReason.UNSUPPORTED)
    if not text.strip("\ufeff \t\r\n\f\x00"):
        raise Unreadable(UnreadableReason.EMPTY)
    if start.startswith(b"<?xml"):
        text = text.partition("?>")[2]
        if not _HTML.match(text):
            raise Unreadable(UnreadableReason.UNSUPPORTED)
    elif start.startswith(_OTHERS):
        raise Unreadable(UnreadableReason.UNSUPPORTED)
    if _HTML.match(text.removeprefix("\ufeff")[:4096]):
        return Sniffed(DocumentFormat.HTML, text)
    return Sniffed(DocumentFormat.MARKDOWN if _is_markdown(text) else DocumentFormat.TEXT, text)


def _is_markdown(text: str) -> bool:
    return bool(_HEADING.search(text)) and len(_MARKDOWN.findall(text)) >= 2
