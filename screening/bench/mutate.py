"""Damages files on purpose, in the same way for the same seed: bytes, zip parts, streams, words."""

import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from io import BytesIO

_MOST_DAMAGE = 12
_NUMBERS = (b"0", b"-1", b"65536", b"2147483647", b"4294967295", b"99999999999999999999", b"1e308")
_INTEGERS = (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_NUMBER = re.compile(rb"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
_TAG = re.compile(rb"<[^<>]{1,200}>")
_WORDS = (
    b"<", b">", b"&", b"</w:p>", b"<w:tbl><w:tr>", b"<!DOCTYPE x>", b"<![CDATA[", b"\\'", b"{\\*\\",
    b"<<", b">>", b" obj", b" R ", b"endstream", b"q ", b"BT ", b"%%EOF", b"\x00", b"\xff\xfe",
    b"\r\n\r\n", b"--", b"=?utf-8?b?", b"PK\x03\x04", "\u202e".encode(), "\U000e0041".encode(),
)  # fmt: skip

Chance = random.Random
Damage = Callable[[bytes, Chance, Sequence[bytes]], bytes]


def mutated(content: bytes, seed: int, others: Sequence[bytes] = ()) -> bytes:
    """Return a file damaged in one of many ways; ``others`` are files to take pieces from."""
    chance = random.Random(seed)  # noqa: S311  # it must be the same again
    fitting = [damage for damage, fits in _DAMAGES if fits(content)]
    return chance.choice(fitting)(content, chance, others)


def _flipped(content: bytes, chance: Chance, others: Sequence[bytes]) -> bytes:  # noqa: ARG001
    damaged = bytearray(content)
    for _ in range(chance.randint(1, _MOST_DAMAGE)):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def _numbered(content: bytes, chance: Chance, others: Sequence[bytes]) -> bytes:  # noqa: ARG001
    """Put a number that is at some limit in the place of any bytes."""
    damaged = bytearray(content)
    for _ in range(chance.randint(1, _MOST_DAMAGE)):
        at, kind = chance.randrange(len(damaged)), chance.choice(("<I", "<H", ">I", ">H", "<B"))
        size = struct.calcsize(kind)
        damaged[at : at + size] = struct.pack(
            kind, chance.choice(_INTEGERS) & ((1 << 8 * size) - 1)
        )
    return bytes(damaged)


def _truncated(content: bytes, chance: Chance, _: Sequence[bytes]) -> bytes:
    return content[: chance.randrange(1, len(content) + 1)]


def _beheaded(content: bytes, chance: Chance, _: Sequence[bytes]) -> bytes:
    return content[chance.randrange(min(len(content), 64)) :]


def _spliced(content: bytes, chance: Chance, others: Sequence[bytes]) -> bytes:
    """Put a piece of another file, or of this one, somewhere into this one."""
    giver = chance.choice([*others, content])
    start = chance.randrange(len(giver))
    piece = giver[start : start + chance.randint(1, 4096)]
    at = chance.randrange(len(content))
    return content[:at] + piece + content[at + chance.choice((0, len(piece))) :]


def _cut(content: bytes, chance: Chance, _: Sequence[bytes]) -> bytes:
    start = chance.randrange(len(content))
    return content[:start] + content[start + chance.randint(1, 2048) :]


def _repeated(content: bytes, chance: Chance, _: Sequence[bytes]) -> bytes:
    start = chance.randrange(len(content))
    piece = content[start : start + chance.randint(1, 256)]
    return content[:start] + piece * chance.randint(2, 500) + content[start:]


def _worded(content: bytes, chance: Chance, others: Sequence[bytes]) -> bytes:  # noqa: ARG001
    """Put in words that mean something to one of the readers."""
    for _ in range(chance.randint(1, _MOST_DAMAGE)):
        at = chance.randrange(len(content))
        content = content[:at] + chance.choice(_WORDS) + content[at:]
    return content


def _renumbered(content: bytes, chance: Chance, _: Sequence[bytes]) -> bytes:
    """Change written numbers: lengths, offsets, counts, sizes, references."""
    found = list(_NUMBER.finditer(content))
    chosen = chance.sample(found, min(len(found), chance.randint(1, _MOST_DAMAGE)))
    for one in sorted(chosen, key=lambda number: -number.start()):
        content = content[: one.start()] + chance.choice(_NUMBERS) + content[one.end() :]
    return content


def _retagged(content: bytes, chance: Chance, _: Sequence[bytes]) -> bytes:
    """Lose, swap, double or nest tags."""
    tags = list(_TAG.finditer(content))
    chosen = chance.sample(tags, min(len(tags), chance.randint(1, _MOST_DAMAGE)))
    for one in sorted(chosen, key=lambda tag: -tag.start()):
        instead = chance.choice((b"", chance.choice(tags)[0], one[0] * chance.choice((2, 300))))
        content = content[: one.start()] + instead + content[one.end() :]
    return content


def _restreamed(content: bytes, chance: Chance, others: Sequence[bytes]) -> bytes:
    """Damage what is packed inside a stream, and pack it again, so that a reader gets to see it."""
    streams = list(_STREAM.finditer(content))
    one = chance.choice(streams)
    try:
        plain = zlib.decompress(one[1])
    except zlib.error:
        plain = b""
    packed = zlib.compress(_inside(plain, chance, others)) if plain else one[1][::-1]
    return content[: one.start(1)] + packed + content[one.end(1) :]


def _rezipped(content: bytes, chance: Chance, others: Sequence[bytes]) -> bytes:
    """Damage, lose, double or swap parts of a zip, and pack it again without a fault in the zip."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    at = chance.randrange(len(parts))
    name, part = parts[at]
    deed = chance.choice(("damage", "damage", "damage", "lose", "double", "swap"))
    if deed == "lose":
        parts.pop(at)
    elif deed == "double":
        parts.append((name + "x", part))
    elif deed == "swap":
        parts[at] = (name, chance.choice(parts)[1])
    elif part:
        parts[at] = (name, _inside(part, chance, others))
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts:
            archive.writestr(name, part)
    return stream.getvalue()


def _inside(content: bytes, chance: Chance, others: Sequence[bytes]) -> bytes:
    fitting = [damage for damage, fits in _PLAIN if fits(content)]
    return chance.choice(fitting)(content, chance, others)


def _always(content: bytes) -> bool:
    return len(content) > 0


def _has_streams(content: bytes) -> bool:
    return _STREAM.search(content) is not None


def _is_zip(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            small = sum(entry.file_size for entry in entries) < 20_000_000
            return bool(entries) and small and archive.testzip() is None
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, zlib.error):
        return False
    except RuntimeError:  # a password
        return False


_PLAIN: tuple[tuple[Damage, Callable[[bytes], bool]], ...] = (
    (_flipped, _always),
    (_numbered, _always),
    (_truncated, _always),
    (_spliced, _always),
    (_cut, _always),
    (_repeated, _always),
    (_worded, _always),
    (_renumbered, lambda content: _NUMBER.search(content) is not None),
    (_retagged, lambda content: _TAG.search(content) is not None),
)
_DAMAGES = (
    *_PLAIN,
    (_beheaded, _always),
    *((_restreamed, _has_streams),) * 5,
    *((_rezipped, _is_zip),) * 9,
)
"""With what is aware of the format as often as all the others together."""
