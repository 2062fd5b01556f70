"""Finds the encoding of plain text: marks first, then UTF-8, then whichever reads plausibly."""

import codecs
import re
import unicodedata
from collections.abc import Callable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_JIS_ESCAPE = re.compile(rb"\x1b\$[@B]|\x1b\([JI]")
_FREQUENT_CYRILLIC = frozenset("оеаинтсрвл")
_RARE_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 65_536


def decode(content: bytes) -> str | None:
    """Return the text, or ``None`` when this is no text in any encoding that we know."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    if (wide := _wide(content)) is not None:
        return wide
    if _RARE_CONTROLS.search(content):
        return None
    if _JIS_ESCAPE.search(content):
        return _strictly(content, "iso2022_jp_ext")
    text = _strictly(content, "utf-8")
    return text if text is not None else _most_plausible(content)


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, UnicodeError):
        return None


def _wide(content: bytes) -> str | None:
    """Decode UTF-16 without a mark: every other byte of its spaces and line ends is zero."""
    head = content[:4096]
    if len(head) < 4 or len(content) % 2 or b"\x00" not in head:
        return None
    for encoding, breaks in (
        ("utf-16-le", (b"\n\x00", b" \x00")),
        ("utf-16-be", (b"\x00\n", b"\x00 ")),
    ):
        text = _strictly(content, encoding)
        aligned = any(head.find(b) % 2 == 0 for b in breaks if b in head)
        if text is not None and aligned and _share(text, _is_control) == 0:
            return text
    return None


def _most_plausible(content: bytes) -> str | None:
    """Choose among the old encodings by how the letters outside ASCII look."""
    best, best_score = None, 0.5
    for encoding, score in _CANDIDATES:
        text = _strictly(content, encoding)
        if text is None:
            continue
        foreign = [c for c in text[:_SAMPLE] if ord(c) > 0x7F]
        value = score(foreign)
        if foreign and value > best_score:
            best, best_score = text, value
    return best


def _japanese(foreign: list[str]) -> float:
    """Kana and kanji speak for it, half-width kana (any byte may be one) against it."""
    good = _count(foreign, lambda c: "\u3000" <= c <= "\u30ff" or "\u4e00" <= c <= "\u9fff")
    wide = _count(foreign, lambda c: "\uff01" <= c <= "\uff5e")
    kana = _count(foreign, lambda c: "\u3041" <= c <= "\u30ff")
    half = _count(foreign, lambda c: "\uff61" <= c <= "\uff9f")
    size = max(len(foreign), 1)
    return (good + wide - half) / size + (0.2 if kana / size > 0.15 else 0.0)


def _cyrillic(foreign: list[str]) -> float:
    """Small frequent letters speak for it: the wrong table swaps cases and letters."""
    letters = [c for c in foreign if "\u0400" <= c <= "\u045f"]
    if not letters:
        return 0.0
    small = _count(letters, str.islower) / len(letters)
    frequent = _count(letters, lambda c: c.lower() in _FREQUENT_CYRILLIC) / len(letters)
    return len(letters) / len(foreign) * (0.5 * small + 0.9 * frequent)


def _western(foreign: list[str]) -> float:
    """Single accented letters and typographic marks, never long rows of them."""
    fitting = _count(foreign, lambda c: c.islower() or c in "–—‘’“”•…€£©®·«»°§ÉÈÀÄÖÜ\u00a0")
    return 0.55 * fitting / max(len(foreign), 1)


_CANDIDATES: tuple[tuple[str, Callable[[list[str]], float]], ...] = (
    ("cp932", _japanese),
    ("euc_jis_2004", _japanese),
    ("cp1251", _cyrillic),
    ("koi8_r", _cyrillic),
    ("cp1252", _western),
)


def _count(characters: list[str], fits: Callable[[str], bool]) -> int:
    return sum(1 for c in characters if fits(c))


def _share(text: str, fits: Callable[[str], bool]) -> float:
    return _count(list(text), fits) / max(len(text), 1)


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cn", "Cs"} and character not in "\t\r\n\f\x1b"
