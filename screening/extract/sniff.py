"""Tells what a file is from its bytes alone: names and declared types are not trusted."""

import re
import zlib
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

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
_PACKED = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_OTHERS = (b"%!PS", b"<?xml")
_HEIF = re.compile(rb"ftyp(?:hei|hev|mif|msf|avi[fs])")
_BODIES = {
    DocumentFormat.DOCX: re.compile(r"word/document\d*\.xml", re.IGNORECASE),
    DocumentFormat.XLSX: re.compile(r"xl/workbook\d*\.xml", re.IGNORECASE),
    DocumentFormat.PPTX: re.compile(r"ppt/presentation\d*\.xml", re.IGNORECASE),
}
_TEXT_DOCUMENT = b"application/vnd.oasis.opendocument.text"
_OTHER_PACKAGES = re.compile(
    r"mimetype|\[Content_Types\]\.xml|META-INF/.*|Index/Document\.iwa", re.IGNORECASE
)
"""Marks of packages that are no folders of files: e-books, drawings, programs, Pages."""
_STREAMS = {
    "EncryptedPackage": None,
    "WordDocument": DocumentFormat.DOC,
    "Workbook": DocumentFormat.XLS,
    "Book\0": DocumentFormat.XLS,
}
"""What a compound file holds, by the name of its main stream; ``None`` is a password."""
_MAIL_HEADER = re.compile(
    rb"(?:[\x21-\x39\x3b-\x7e]{1,60}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){2,}\r?\n"
)
_MAIL_FIELD = re.compile(
    rb"^(?:received|from|mime-version|message-id|return-path):", re.IGNORECASE | re.MULTILINE
)
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
        return _compound(content)
    if _is_picture(head):
        return Sniffed(DocumentFormat.PICTURE)
    if head.startswith(_PACKED):
        return Sniffed(DocumentFormat.ARCHIVE)
    if b"%PDF-" in head:
        return Sniffed(DocumentFormat.PDF)
    if head.lstrip().startswith(b"{\\rtf"):
        return Sniffed(DocumentFormat.RTF)
    if _is_mail(content):
        return Sniffed(DocumentFormat.EMAIL)
    return _textual(content)


def _zipped(content: bytes) -> Sniffed:
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            mimetype = _mimetype(archive, entries)
    except (BadZipFile, ValueError, NotImplementedError, OSError, EOFError, zlib.error):
        raise Unreadable(UnreadableReason.DAMAGED) from None
    if mimetype.startswith(_TEXT_DOCUMENT):
        return Sniffed(DocumentFormat.ODT)
    for kind, body in _BODIES.items():
        bodies = [entry for entry in entries if body.fullmatch(entry.filename)]
        if any(entry.flag_bits & 0x1 for entry in bodies):
            raise Unreadable(UnreadableReason.ENCRYPTED)
        if bodies:
            return Sniffed(kind)
    if any(_OTHER_PACKAGES.fullmatch(entry.filename) for entry in entries):
        raise Unreadable(UnreadableReason.UNSUPPORTED)
    return Sniffed(DocumentFormat.ARCHIVE)


def _mimetype(archive: ZipFile, entries: list[ZipInfo]) -> bytes:
    """Return what an OpenDocument file says of itself in its first entry."""
    first = entries[0] if entries else None
    if first is None or first.filename != "mimetype" or first.file_size > 200:
        return b""
    return archive.read(first)


def _compound(content: bytes) -> Sniffed:
    """Tell old Office files by the names of their streams."""
    for name, kind in _STREAMS.items():
        if name.encode("utf-16-le") in content:
            if kind is None:
                raise Unreadable(UnreadableReason.ENCRYPTED)
            return Sniffed(kind)
    raise Unreadable(UnreadableReason.UNSUPPORTED)


def _is_mail(content: bytes) -> bool:
    """Tell a stored e-mail by its header: fields up to an empty line, some that only mail has."""
    header = _MAIL_HEADER.match(content[:65536])
    return header is not None and len(_MAIL_FIELD.findall(header[0])) >= 2


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
    if _is_markdown(text):
        return Sniffed(DocumentFormat.MARKDOWN, text)
    return Sniffed(DocumentFormat.CSV if _is_table(text) else DocumentFormat.TEXT, text)


def _is_markdown(text: str) -> bool:
    return bool(_HEADING.search(text)) and len(_MARKDOWN.findall(text)) >= 2


def _is_table(text: str) -> bool:
    """Tell comma-, semicolon- or tab-separated values: every line has the same separators."""
    lines = [line for line in text.splitlines() if line.strip()][:50]
    for separator in (",", ";", "\t"):
        counts = {line.count(separator) for line in lines if '"' not in line}
        if len(lines) > 1 and len(counts) == 1 and counts.pop() >= 1:
            return True
    return False
