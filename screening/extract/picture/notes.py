"""Finds words in a picture's metadata, which no viewer shows: EXIF, comments, XMP, captions."""

import re
from collections.abc import Iterator, Mapping

_USER_COMMENT = 0x9286
_WINDOWS = range(0x9C9B, 0x9CA0)
"""Title, comment, author, keywords and subject, as Windows writes them."""
_TECHNICAL = frozenset({0x010F, 0x0110, 0x0131, 0x02BC, 0x83BB, 0x8649, 0x8773, 0xA433, 0xA434})
"""Maker, model, program, lens; and XMP, captions and colours, which stand elsewhere, too."""
_ENCODINGS = {b"UNICODE\0": "utf-16", b"JIS\0\0\0\0\0": "iso2022_jp", b"ASCII\0\0\0": "utf-8"}
_NO_WORDS = frozenset({"Raw profile type exif", "Software", "Creation Time"})
_MARKUP = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r"=\s*[\"']([^\"'<>]*[^\W\d_]{2,}\s[^\"'<>]*)[\"']")
"""A value with a gap between words in it: XMP may hold texts as attributes, too."""
_CAPTION = re.compile(rb"\x1c\x02[\x05\x19\x28\x69\x6e\x74\x78\x7a](..)", re.DOTALL)
"""The start of an IPTC field that people write: title, keyword, instructions, headline, caption."""
_DATE = re.compile(r"[\d\s:.,/+TZ-]*")
_MOST_NOTES = 200
_LONGEST_NOTE = 20_000


def words_of(comments: Mapping[str, object], tags: Mapping[int, object]) -> list[str]:
    """Return all notes, at most a few hundred; ``comments`` is what a decoder keeps by name."""
    found: list[str] = []
    for note in (*_from_comments(comments), *_from_tags(tags)):
        text = note.replace("\0", " ").strip()[:_LONGEST_NOTE]
        if not _DATE.fullmatch(text) and text not in found:
            found.append(text)
        if len(found) == _MOST_NOTES:
            break
    return found


def _from_comments(comments: Mapping[str, object]) -> Iterator[str]:
    for name, value in comments.items():
        if name.lower() in {"xmp", "xml:com.adobe.xmp"}:
            yield _without_markup(_decoded(value))
        elif name == "photoshop":
            yield from _captions(value)
        elif name not in _NO_WORDS:
            yield _decoded(value)


def _from_tags(tags: Mapping[int, object]) -> Iterator[str]:
    for tag, value in tags.items():
        if tag in _TECHNICAL:
            continue
        if tag in _WINDOWS:
            yield _decoded(value, "utf-16-le")
        elif tag == _USER_COMMENT and isinstance(value, bytes):
            yield _decoded(value[8:], _ENCODINGS.get(value[:8], "utf-8"))
        elif isinstance(value, str):
            yield _mended(value)


def _decoded(value: object, encoding: str = "utf-8") -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, (tuple, list)) and all(_is_byte(item) for item in value):
        value = bytes(value)
    return value.decode(encoding, "replace") if isinstance(value, bytes) else ""


def _is_byte(item: object) -> bool:
    return isinstance(item, int) and 0 <= item < 256


def _mended(value: str) -> str:
    """Undo the decoder's guess of Latin-1 where the bytes are UTF-8."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def _without_markup(xmp: str) -> str:
    """Keep the texts of XMP, and those attributes that are made of words."""
    attributes = _ATTRIBUTE.findall(xmp)
    return " ".join([*_MARKUP.sub(" ", xmp).split(), *attributes])


def _captions(blocks: object) -> Iterator[str]:
    """Read the fields of IPTC inside a JPEG's Photoshop block."""
    block = blocks.get(0x0404) if isinstance(blocks, dict) else None
    if not isinstance(block, bytes):
        return
    for start in _CAPTION.finditer(block):
        length = int.from_bytes(start[1], "big")
        yield _decoded(block[start.end() : start.end() + length])
