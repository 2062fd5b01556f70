"""Looks into zip, gzip and tar without unpacking more than the limits allow."""

import tarfile
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from screening.errors import Unreadable
from screening.extract.container.zip_names import names_of
from screening.extract.limits import ReadingLimits
from screening.model.reading import UnreadableReason

_GZIP = b"\x1f\x8b"
_GZIP_NAME = 0x08
_GZIP_MORE = 0x04
_TAR_MARK = 257
_SMALL = 64 * 1024
"""A small member of spaces packs well and harms nobody."""
_BROKEN = (BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError, RuntimeError)


class Unpacked(Exception):
    """One member could not be unpacked."""

    def __init__(self, reason: UnreadableReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class Packed(ABC):
    """One archive that was looked into."""

    names: list[str]
    """Of its files, in their order; folders are left out."""
    locked = False
    """Whether a file in it needs a password."""

    @abstractmethod
    def check(self) -> None:
        """Raise ``Unreadable`` when unpacking would break a limit."""

    @abstractmethod
    def read(self, name: str) -> bytes:
        """Return a file's bytes, or raise ``Unpacked``."""


def open_packed(content: bytes, limits: ReadingLimits) -> Packed | None:
    """Look into an archive; ``None`` for a kind that we cannot look into."""
    if content.startswith(b"PK"):
        return _Zip(content, limits)
    if content.startswith(_GZIP):
        inside = _gunzipped(content, limits)
        if _is_tar(inside):
            return _Tar(inside, limits)
        return _Single(_gzip_name(content), inside)
    return _Tar(content, limits) if _is_tar(content) else None


class _Zip(Packed):
    def __init__(self, content: bytes, limits: ReadingLimits) -> None:
        try:
            self._archive = ZipFile(BytesIO(content))
        except _BROKEN:
            raise Unreadable(UnreadableReason.DAMAGED) from None
        self._limits = limits
        # one more than the limit is enough to tell
        first = self._archive.infolist()[: limits.zip_entries + 1]
        entries = [entry for entry in first if not _is_folder(entry)]
        self._entries = dict(zip(names_of(entries), entries, strict=True))
        self.names = list(self._entries)
        self.locked = any(entry.flag_bits & 0x1 for entry in entries)

    def check(self) -> None:
        entries = self._archive.infolist()
        total = sum(entry.file_size for entry in entries)
        if len(entries) > self._limits.zip_entries or total > self._limits.zip_total_bytes:
            raise Unreadable(UnreadableReason.TOO_LARGE)
        for entry in entries:
            ratio = entry.file_size / max(entry.compress_size, 1)
            if entry.file_size > _SMALL and ratio > self._limits.zip_ratio:
                raise Unreadable(UnreadableReason.TOO_LARGE)

    def read(self, name: str) -> bytes:
        entry = self._entries[name]
        if entry.file_size > self._limits.file_bytes:
            raise Unpacked(UnreadableReason.TOO_LARGE)
        try:
            return self._archive.read(entry)
        except _BROKEN:
            raise Unpacked(UnreadableReason.DAMAGED) from None


class _Tar(Packed):
    def __init__(self, content: bytes, limits: ReadingLimits) -> None:
        self._content = content
        self._limits = limits
        self._files: dict[str, tuple[int, int]] = {}
        try:
            for member in _tar_members(content, limits.zip_entries):
                self._files[member.name] = (member.offset_data, member.size)
        except (tarfile.TarError, EOFError, ValueError, OSError, RecursionError):
            raise Unreadable(UnreadableReason.DAMAGED) from None
        self.names = list(self._files)

    def check(self) -> None:
        if len(self._files) > self._limits.zip_entries:
            raise Unreadable(UnreadableReason.TOO_LARGE)

    def read(self, name: str) -> bytes:
        start, size = self._files[name]
        if size > self._limits.file_bytes:
            raise Unpacked(UnreadableReason.TOO_LARGE)
        found = self._content[start : start + size]
        if len(found) != size:
            raise Unpacked(UnreadableReason.DAMAGED)
        return found


class _Single(Packed):
    """One packed file."""

    def __init__(self, name: str, content: bytes) -> None:
        self.names = [name or "(1)"]
        self._content = content

    def check(self) -> None:
        """Nothing is left to check: it is unpacked already, within the limits."""

    def read(self, name: str) -> bytes:  # noqa: ARG002  # there is but one
        return self._content


def _is_folder(entry: ZipInfo) -> bool:
    return entry.filename.endswith(("/", "\\"))


def _is_tar(content: bytes) -> bool:
    return content[_TAR_MARK : _TAR_MARK + 5] == b"ustar"


def _tar_members(content: bytes, most: int) -> Iterator[tarfile.TarInfo]:
    """Yield the files; links and devices are none. One more than the limit is enough to tell."""
    with tarfile.open(fileobj=BytesIO(content), mode="r:", errors="replace") as archive:
        for number, member in enumerate(archive):
            if number > most:
                return
            if member.isfile() and not member.issparse():
                yield member


def _gunzipped(content: bytes, limits: ReadingLimits) -> bytes:
    """Unpack no more than the limits allow; raise ``Unreadable`` beyond them."""
    most = min(limits.zip_total_bytes, max(limits.zip_ratio * len(content), _SMALL))
    unpack = zlib.decompressobj(wbits=31)
    try:
        inside = unpack.decompress(content, most + 1)
    except zlib.error:
        raise Unreadable(UnreadableReason.DAMAGED) from None
    if len(inside) > most:
        raise Unreadable(UnreadableReason.TOO_LARGE)
    if not unpack.eof:
        raise Unreadable(UnreadableReason.DAMAGED)
    return inside


def _gzip_name(content: bytes) -> str:
    flags, start = content[3], 10
    if not flags & _GZIP_NAME or flags & _GZIP_MORE:
        return ""
    name = content[start : start + 300].partition(b"\x00")[0]
    return name.decode("utf-8", "replace")
