"""Decodes the names in a zip: old programs wrote them in the encoding of their machine."""

from collections.abc import Sequence
from zipfile import ZipInfo

from screening.extract.encodings import decode

_UTF_8 = 0x800
_UNICODE_PATH = 0x7075


def names_of(entries: Sequence[ZipInfo]) -> list[str]:
    """Return the entries' names, each once; those without a mark are decoded together."""
    unmarked = [_stored(entry) for entry in entries if _told(entry) is None]
    together = decode(b"\n".join(unmarked)) if unmarked else None
    decoded = iter(together.split("\n") if together is not None else ())
    names: list[str] = []
    seen: set[str] = set()
    for entry in entries:
        name = _told(entry)
        if name is None:
            name = next(decoded, entry.filename)
        names.append(_unique(name, seen))
    return names


def _told(entry: ZipInfo) -> str | None:
    """Return a name whose encoding is certain, else ``None``."""
    if (name := _in_extra(entry.extra)) is not None:
        return name
    if entry.flag_bits & _UTF_8 or entry.filename.isascii():
        return entry.filename
    return None


def _stored(entry: ZipInfo) -> bytes:
    """Return the bytes of a name, which the library takes for those of the first PCs."""
    return entry.filename.encode("cp437", "replace").replace(b"\n", b"_")


def _in_extra(extra: bytes) -> str | None:
    """Return the name in Unicode that some programs add."""
    offset = 0
    while offset + 4 <= len(extra):
        kind = int.from_bytes(extra[offset : offset + 2], "little")
        size = int.from_bytes(extra[offset + 2 : offset + 4], "little")
        if kind == _UNICODE_PATH and size > 5:
            return extra[offset + 9 : offset + 4 + size].decode("utf-8", "replace")
        offset += 4 + size
    return None


def _unique(name: str, seen: set[str]) -> str:
    found, number = name, 2
    while found in seen:
        found, number = f"{name} ({number})", number + 1
    seen.add(found)
    return found
