"""Tells what a file is from its bytes alone: names and declared types are not trusted."""

import re
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from screening.errors import Unreadable
from screening.extract.encodings import decode, decode_as
from screening.extract.separated import separator
from screening.model.reading import DocumentFormat, UnreadableReason

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_PICTURES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"II*\x00",
    b"MM\x00*",
    b"II+\x00",
    b"MM\x00+",
    b"GIF87a",
    b"GIF89a",
    b"BM",
)
_PACKED = (
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"\x28\xb5\x2f\xfd",
    b"MSCF\x00",
    b"\x1f\x9d",
)
"""RAR, 7-Zip, gzip, bzip2, xz, Zstandard, Microsoft cabinets, compress."""
_LZH = re.compile(rb"..-l[hz][0-9sd]-", re.DOTALL)
_TAR_MARK = 257
_ORDER_MARK = 0x1C
_OTHERS = (b"%!PS", b"<?xml")
_HEIF = re.compile(rb"ftyp(?:hei|hev|mif|msf|avi[fs])")
_PDF = re.compile(rb"\A\s*%PDF-|%PDF-\d")
_BODIES = {
    DocumentFormat.DOCX: re.compile(r"/?word/document\d*\.xml", re.IGNORECASE),
    DocumentFormat.XLSX: re.compile(r"/?xl/workbook\d*\.xml", re.IGNORECASE),
    DocumentFormat.PPTX: re.compile(r"/?ppt/presentation\d*\.xml", re.IGNORECASE),
}
_TEXT_DOCUMENT = b"application/vnd.oasis.opendocument.text"
_OTHER_PACKAGES = re.compile(
    r"mimetype|\[Content_Types\]\.xml|META-INF/.*|Index/Document\.iwa|AndroidManifest\.xml",
    re.IGNORECASE,
)
"""Marks of packages that are no folders of files: e-books, drawings, programs, Pages."""
_STREAMS = {
    "EncryptedPackage": None,
    "WordDocument": DocumentFormat.DOC,
    "Workbook": DocumentFormat.XLS,
    "Book": DocumentFormat.XLS,
    "__properties_version1.0": DocumentFormat.EMAIL,
}
"""What a compound file holds, by the name of its main stream; ``None`` is a password."""
_MAIL_HEADER = re.compile(
    rb"(?:From [^\r\n]*\r?\n)?"
    rb"(?:[\x21-\x39\x3b-\x7e]{1,60}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*(?:\r?\n|\Z)){2,}(?:\r?\n|\Z)"
)
_MAIL_FIELD = re.compile(
    rb"^(?:received|from|mime-version|message-id|return-path):", re.IGNORECASE | re.MULTILINE
)
_COMMENTS = r"\s*(?:<!--(?:(?!-->).)*-->\s*)*"
_HTML = re.compile(rf"{_COMMENTS}<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_HTML_PIECE = re.compile(
    rf"{_COMMENTS}"
    r"<(?:meta|title|style|script|link|table|div|p|h[1-6]|center|font|span|b|ul|ol)\b[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
_HTML_END = re.compile(
    r"</(?:p|div|table|tr|td|h[1-6]|li|ul|ol|span|font|b|title)\s*>", re.IGNORECASE
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
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
    if head.startswith(OLE):
        return _compound(content)
    if _is_picture(head):
        return Sniffed(DocumentFormat.PICTURE)
    if _is_packed(head):
        return Sniffed(DocumentFormat.ARCHIVE)
    if _PDF.search(head):
        return Sniffed(DocumentFormat.PDF)
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{\\rtf"):
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
    except RuntimeError:  # the library's word for a missing password
        raise Unreadable(UnreadableReason.ENCRYPTED) from None
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
    """Return what an OpenDocument file says of itself; it should be its first entry."""
    named = next((entry for entry in entries if entry.filename == "mimetype"), None)
    if named is None or named.file_size > 200:
        return b""
    return archive.read(named)


def _compound(content: bytes) -> Sniffed:
    """Tell old Office files by the names of their streams; those inside others do not count."""
    from screening.extract.container.compound import Compound

    try:
        compound = Compound(content)
    except Unreadable:
        # a password can be named all the same, and what has no proper head is nothing we know
        if "EncryptedPackage\0".encode("utf-16-le") in content + bytes(2):
            raise Unreadable(UnreadableReason.ENCRYPTED) from None
        if content[_ORDER_MARK : _ORDER_MARK + 2] != b"\xfe\xff":
            raise Unreadable(UnreadableReason.UNSUPPORTED) from None
        raise
    found = [name for name in _STREAMS if compound.has(name)]
    if not found:
        damaged = compound.flawed or not compound.paths
        reason = UnreadableReason.DAMAGED if damaged else UnreadableReason.UNSUPPORTED
        raise Unreadable(reason)
    if (kind := _STREAMS[found[0]]) is None:
        raise Unreadable(UnreadableReason.ENCRYPTED)
    return Sniffed(kind)


def _is_mail(content: bytes) -> bool:
    """Tell a stored e-mail by its header: fields up to an empty line, some that only mail has."""
    header = _MAIL_HEADER.match(content[:65536].removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"))
    return header is not None and len(_MAIL_FIELD.findall(header[0])) >= 2


def _is_picture(head: bytes) -> bool:
    webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    return head.startswith(_PICTURES[:-1]) or webp or bool(_HEIF.match(head, 4)) or _is_bitmap(head)


def _is_bitmap(head: bytes) -> bool:
    """Tell a bitmap from a text that begins with "BM" by the four reserved bytes of its header."""
    return head.startswith(_PICTURES[-1]) and head[6:10] == bytes(4)


def _is_packed(head: bytes) -> bool:
    tar = head[_TAR_MARK : _TAR_MARK + 5] == b"ustar"
    return head.startswith(_PACKED) or tar or bool(_LZH.match(head))


def _textual(content: bytes) -> Sniffed:
    start = content[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    text = _decoded(content)
    if text is None:
        raise Unreadable(UnreadableReason.UNSUPPORTED)
    if not text.strip("\ufeff \t\r\n\f\x00"):
        raise Unreadable(UnreadableReason.EMPTY)
    if start.startswith(b"<?xml"):
        text = text.partition("?>")[2]
        if not _HTML.match(text[:4096]):
            raise Unreadable(UnreadableReason.UNSUPPORTED)
    elif start.startswith(_OTHERS):
        raise Unreadable(UnreadableReason.UNSUPPORTED)
    if _is_html(text.removeprefix("\ufeff")):
        return Sniffed(DocumentFormat.HTML, text)
    if _is_markdown(text):
        return Sniffed(DocumentFormat.MARKDOWN, text)
    return Sniffed(DocumentFormat.TEXT if separator(text) is None else DocumentFormat.CSV, text)


def _decoded(content: bytes) -> str | None:
    """Decode by what the bytes are; a web page in an old encoding says which one it is."""
    declared = _CHARSET.search(content[:4096])
    if declared and not content.isascii() and _is_html(content[:4096].decode("latin-1")):
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = decode_as(content, declared[1].decode("ascii"))
            if text is not None:
                return text
    return decode(content)


def _is_html(text: str) -> bool:
    """Tell a web page, also one that begins without its first tags."""
    if _HTML.match(text[:4096]):
        return True
    return bool(_HTML_PIECE.match(text[:4096])) and len(_HTML_END.findall(text[:65536])) >= 2


def _is_markdown(text: str) -> bool:
    return bool(_HEADING.search(text)) and len(_MARKDOWN.findall(text)) >= 2
