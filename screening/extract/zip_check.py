"""Looks at a zip before anything in it is parsed: bombs, entity declarations, odd encodings."""

import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from screening.errors import Unreadable
from screening.extract.limits import ReadingLimits
from screening.model.reading import UnreadableReason

_XML_START = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x00]*<")
_DECLARED_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_DECLARATIONS = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_SMALL_ENTRY = 64 * 1024
"""A small entry of spaces packs well and harms nobody."""


def check_archive(content: bytes, limits: ReadingLimits) -> None:
    """Raise ``Unreadable`` unless the zip is safe to parse within the limits."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_sizes(entries, limits)
            for entry in entries:
                _check_entry(archive, entry, limits)
    except (BadZipFile, LargeZipFile, zlib.error, EOFError, ValueError, OSError):
        raise Unreadable(UnreadableReason.DAMAGED) from None
    except NotImplementedError:
        raise Unreadable(UnreadableReason.UNSUPPORTED) from None


def _check_sizes(entries: list[ZipInfo], limits: ReadingLimits) -> None:
    """Believe the declared sizes: the zip reader never unpacks more than was declared."""
    if len(entries) > limits.zip_entries:
        raise Unreadable(UnreadableReason.TOO_LARGE)
    if sum(entry.file_size for entry in entries) > limits.zip_total_bytes:
        raise Unreadable(UnreadableReason.TOO_LARGE)
    for entry in entries:
        packed = max(entry.compress_size, 1)
        if entry.file_size > _SMALL_ENTRY and entry.file_size / packed > limits.zip_ratio:
            raise Unreadable(UnreadableReason.TOO_LARGE)


def _check_entry(archive: ZipFile, entry: ZipInfo, limits: ReadingLimits) -> None:
    """Refuse a part that declares entities: Word writes none, and they can grow without end."""
    if entry.flag_bits & 0x1:
        raise Unreadable(UnreadableReason.ENCRYPTED)
    with archive.open(entry) as stream:
        if not _XML_START.match(stream.read(256)):
            return
    if entry.file_size > limits.xml_bytes:
        raise Unreadable(UnreadableReason.TOO_LARGE)
    if _DECLARATIONS.search(_as_text(archive.read(entry))):
        raise Unreadable(UnreadableReason.DAMAGED)


def _as_text(part: bytes) -> str:
    """Decode enough to search; another encoding than XML's own two could hide a declaration."""
    declared = _DECLARED_ENCODING.search(part[:512])
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    if name not in {"utf-8", "utf8", "utf-16", "us-ascii", "ascii"}:
        raise Unreadable(UnreadableReason.DAMAGED)
    wide = part.startswith(_WIDE)
    if wide:
        return part.replace(b"\x00", b"").decode("latin-1")
    return part.decode("latin-1")
