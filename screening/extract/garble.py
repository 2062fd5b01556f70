"""Tells text that a person reads from the debris of a broken character table or encoding.

Several weak signs are looked for, each of its own kind. One lowers the stated quality; two, or
one that leaves no doubt, and the text must not be judged: see ``garbled``.
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum

from screening.extract.plausible import (
    mute,
    odd_pairs,
    reads,
    reads_well,
    strange_kana,
    strange_kanji,
    usual_pairs,
)

_SAMPLE = 30_000
_TRIED = 3_000
_DEBRIS = 0.03
_MOSTLY_DEBRIS = 0.12
_UNMAPPED = 0.1
_MOSTLY_UNMAPPED = 0.5
_MIXED = 0.25
_SURELY = 0.4
_MANY = 140
_ACCENTS = 0.55
_CAPITALS = 0.8
_SURELY_RARE = 0.06
_MANY_KANJI = 80
_FEWEST_WORDS = 20
_CID = re.compile(r"\(cid:\d{1,6}\)")
_LONE_PRIVATE = re.compile(r"(?<!\S)[\ue000-\uf8ff\U000f0000-\U0010fffd]{1,2}(?!\S)")
_TOKEN = re.compile(r"\S{3,}")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FOREIGN = re.compile(r"[^\x00-\x7f\s]+")
_ADDRESS = re.compile(r"\S*(?:://|@|www\.|\w/\w)\S*")
_ACCENTED = re.compile("[\u00c0-\u024f]")
_LETTER = re.compile(r"[^\W\d_]")
_JAPANESE_MOJIBAKE = re.compile("[縺繧繝譁蜷荳莠豁蛻蝣]")
_SOUP = re.compile(r"[A-Za-z][#$%&*=<>\\^{|}~!?;\"\[\]][A-Za-z]|^[#$%&*=<>\\^{|}~;][A-Za-z]")
_CASES = re.compile(r"[a-z][A-Z]+[a-z]+[A-Z]|[а-яё][А-ЯЁ]{2}")


class Sign(StrEnum):
    """One way in which a text looks broken."""

    DEBRIS = "debris"
    """Replacement, private-use or control characters, or ``(cid:`` marks, among the letters."""
    MOSTLY_DEBRIS = "mostly_debris"
    UNMAPPED = "unmapped"
    """Letters without an entry in their font's character table."""
    MOSTLY_UNMAPPED = "mostly_unmapped"
    SCRIPTS = "scripts"
    """Letters of several scripts within many words."""
    MUTE = "mute"
    """No small words of any language, and words that cannot be spoken."""
    PAIRS = "pairs"
    """No small words of any language, and letters in an order of none."""
    NO_LANGUAGE = "no_language"
    KANJI = "kanji"
    """Hardly any frequent character among many kanji."""
    RANDOM_KANJI = "random_kanji"
    KANA = "kana"
    """Hardly any particle among many hiragana."""
    SOUP = "soup"
    """Punctuation or odd capitals inside many words."""
    SHIFTED = "shifted"
    """It reads once every letter is replaced by one at a fixed distance."""
    MOJIBAKE = "mojibake"
    """It reads once its bytes are decoded in another encoding."""


_OVERWHELMING = frozenset(
    {
        Sign.MOSTLY_DEBRIS,
        Sign.MOSTLY_UNMAPPED,
        Sign.NO_LANGUAGE,
        Sign.RANDOM_KANJI,
        Sign.SHIFTED,
        Sign.MOJIBAKE,
    }
)


def garbled(found: frozenset[Sign]) -> bool:
    """Tell whether these signs make a text garbled: two, or one that leaves no doubt."""
    return len(found) > 1 or bool(found & _OVERWHELMING)


def signs(text: str, *, unmapped: int = 0, letters: int = 0) -> frozenset[Sign]:
    """Return the signs that a text is not what a person reads on the page.

    ``unmapped`` of its ``letters`` have no entry in their font's character table. Only the
    beginning of a very long text is looked at.
    """
    text = text[:_SAMPLE]
    found = {_of_debris(text), _of_unmapped(unmapped, letters)}
    if not text.isascii():
        found |= {Sign.SCRIPTS if _mixes_scripts(text) else None, _of_encoding(text)}
        found |= {_of_kanji(text), Sign.KANA if strange_kana(text) else None}
    if not reads(text):
        found |= set(_of_words(text))
    return frozenset(sign for sign in found if sign is not None)


def _of_words(text: str) -> Iterator[Sign]:
    """Yield what speaks against words that hold none of the small ones."""
    text = _ADDRESS.sub(" ", text)
    silent, odd = mute(text), odd_pairs(text)
    if silent:
        yield Sign.MUTE
    if odd:
        yield Sign.NO_LANGUAGE if odd_pairs(text, usual=_SURELY, fewest=_MANY) else Sign.PAIRS
    elif len(_ACCENTED.findall(text)) > max(_ACCENTS * len(_LETTER.findall(text)), _MANY_KANJI):
        yield Sign.NO_LANGUAGE
    if _is_soup(text):
        yield Sign.SOUP
    if (silent or odd or _shouts(text)) and _reads_when_shifted(text):
        yield Sign.SHIFTED


def _of_debris(text: str) -> Sign | None:
    """Weigh the debris; a single private-use character between spaces is a bullet or an icon."""
    marks = len(text) - text.count(" ") - text.count("\n")
    if text.isascii() and text.isprintable() and "(cid:" not in text:
        return None
    lone = len("".join(_LONE_PRIVATE.findall(text)))
    debris = sum(1 for c in text if _is_debris(c)) - lone
    debris += sum(len(found) for found in _CID.findall(text))
    if debris > _MOSTLY_DEBRIS * marks:
        return Sign.MOSTLY_DEBRIS
    return Sign.DEBRIS if debris > max(_DEBRIS * marks, 2) else None


def _of_kanji(text: str) -> Sign | None:
    if strange_kanji(text, frequent=_SURELY_RARE, fewest=_MANY_KANJI):
        return Sign.RANDOM_KANJI
    return Sign.KANJI if strange_kanji(text) else None


def _is_debris(character: str) -> bool:
    if character == "\ufffd":
        return True
    return not character.isspace() and unicodedata.category(character) in _DEBRIS_KINDS


_DEBRIS_KINDS = frozenset({"Cc", "Co", "Cs", "Cn"})


def _of_unmapped(unmapped: int, letters: int) -> Sign | None:
    if unmapped > _MOSTLY_UNMAPPED * letters:
        return Sign.MOSTLY_UNMAPPED
    return Sign.UNMAPPED if unmapped > _UNMAPPED * letters else None


def _mixes_scripts(text: str) -> bool:
    """Tell whether many words hold letters of two alphabets; a few are an attack, not damage."""
    words = _WORD.findall(text)
    mixed = sum(1 for word in words if not word.isascii() and len(_alphabets(word)) > 1)
    return len(words) >= _FEWEST_WORDS and mixed > _MIXED * len(words)


def _alphabets(word: str) -> set[str]:
    return {name for low, high, name in _ALPHABETS for c in word if low <= c <= high}


_ALPHABETS = (
    ("A", "\u024f", "latin"),
    ("\u0370", "\u03ff", "greek"),
    ("\u0400", "\u052f", "cyrillic"),
    ("\u0530", "\u058f", "armenian"),
    ("\u0590", "\u05ff", "hebrew"),
    ("\u0600", "\u06ff", "arabic"),
    ("\u0900", "\u0dff", "indic"),
    ("\u0e00", "\u0eff", "thai"),
    ("\u10a0", "\u10ff", "georgian"),
)


def _is_soup(text: str) -> bool:
    tokens = _TOKEN.findall(text)
    if len(tokens) < _FEWEST_WORDS:
        return False
    odd = sum(1 for token in tokens if _SOUP.search(token) or _CASES.search(token))
    return odd > _MIXED * len(tokens)


def _shouts(text: str) -> bool:
    """Tell whether nearly all is in capitals, as shifted small letters often are."""
    return sum(map(str.isupper, text)) > _CAPITALS * len(_LETTER.findall(text))


def _reads_when_shifted(text: str) -> bool:
    """Try a subset font's usual damage: every code, or every letter, off by a fixed distance."""
    sample = text[:_TRIED]
    if len(_LETTER.findall(sample)) < _FEWEST_WORDS:
        return False
    return any(reads_well(sample.translate(table)) for table in _shifts())


def _turned(letters: str, by: int) -> dict[int, int]:
    return {ord(a): ord(letters[(i + by) % len(letters)]) for i, a in enumerate(letters)}


def _shifts() -> Iterator[dict[int, int]]:
    for alphabet in ("abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщъыьэюя"):
        for by in range(1, len(alphabet)):
            yield _turned(alphabet, by) | _turned(alphabet.upper(), by)
    for by in (*range(-31, 0), *range(1, 32)):
        yield {code: code + by for code in range(3, 0x500) if code + by > 31}


def _of_encoding(text: str) -> Sign | None:
    sample = text[:_TRIED]
    foreign = _FOREIGN.findall(sample)
    if _written_twice(foreign) or _kana_as_kanji(sample):
        return Sign.MOJIBAKE
    if reads(sample) or usual_pairs(sample) or len("".join(foreign)) < _FEWEST_WORDS:
        return None
    return Sign.MOJIBAKE if any(_mended(sample, *pair) for pair in _CONFUSED) else None


_CONFUSED = (
    ("cp1252", "cp1251"),
    ("latin-1", "cp1251"),
    ("latin-1", "koi8_r"),
    ("cp1251", "koi8_r"),
    ("koi8_r", "cp1251"),
    ("cp1251", "cp866"),
    ("cp866", "cp1251"),
    ("cp1252", "cp932"),
    ("latin-1", "euc_jp"),
    ("cp932", "euc_jp"),
)
"""The encoding that a text was taken for, and the one that it was written in."""


def _mended(sample: str, taken_for: str, written_in: str) -> bool:
    mended = sample.encode(taken_for, "ignore").decode(written_in, "ignore")
    return len(mended) > len(sample) / 3 and reads_well(mended)


def _written_twice(foreign: list[str]) -> bool:
    """Tell whether UTF-8 was read as an encoding of one byte to a letter."""
    if len(foreign) < 3:
        return False
    return any(
        sum(1 for word in foreign if _decodes(word, taken_for)) > 0.6 * len(foreign)
        for taken_for in ("cp1252", "latin-1", "cp1251")
    )


def _decodes(word: str, taken_for: str) -> bool:
    try:
        return len(word.encode(taken_for).decode()) < len(word)
    except UnicodeError:
        return False


def _kana_as_kanji(sample: str) -> bool:
    """Tell whether UTF-8 was read as Shift_JIS, which makes the same few kanji of all kana."""
    marks = len(_JAPANESE_MOJIBAKE.findall(sample))
    return marks >= 5 and marks > 0.15 * len(_LETTER.findall(sample))
