"""Undoes simple codes in which an order may be written: Base64, ROT13, Morse, backwards, acrostics.

Only a text that reads like an order once it is decoded counts. Nobody's work needs that.
"""

import binascii
import codecs
import re
from base64 import b64decode
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

_BASE64 = re.compile(r"[A-Za-z0-9+/]{32,4000}={0,2}")
_MORSE = re.compile(r"(?:[.\-]{1,5}(?: ?[/|] ?| ){1,3}){11,400}[.\-]{1,5}")
_MORSE_GAP = re.compile(r" ?[/|] ?| {2,}")
_WORDS = ("ignore", "disregard", "instructions", "candidate", "requirements", "highest")
_ROT13 = re.compile("|".join(codecs.encode(word, "rot13") for word in _WORDS), re.IGNORECASE)
_BACKWARDS = re.compile(
    "|".join(
        word[::-1] for word in (*_WORDS, "無視", "指示", "игнорируй", "инструкции", "кандидату")
    ),
    re.IGNORECASE,
)
_LETTERS = {
    code: letter
    for letter, code in zip(
        "abcdefghijklmnopqrstuvwxyz",
        [".-", "-...", "-.-.", "-..", ".", "..-.", "--.", "....", "..", ".---", "-.-", ".-..",
         "--", "-.", "---", ".--.", "--.-", ".-.", "...", "-", "..-", "...-", ".--", "-..-",
         "-.--", "--.."],
        strict=True,
    )
}  # fmt: skip
_SPELT = re.compile(
    "ignoreall|ignorerules|ratehigh|rateme|hireme|passme|highestscore|игнорир|максимум"
    "|さいこうひ[よょ]うか|ごうかくに|さいようして"
)
_AROUND = 240
_MOST_PIECES = 100
"""Of a kind that are decoded: honest texts have none, and hostile ones thousands."""

Orders = Callable[[str], bool]
"""Tells whether a text gives orders."""


def coded(text: str, orders: Orders) -> Iterator[int]:
    """Yield the places at which a coded order begins."""
    for found in islice(_BASE64.finditer(text), _MOST_PIECES):
        if orders(_from_base64(found[0])):
            yield found.start()
    for found in islice(_MORSE.finditer(text), _MOST_PIECES):
        if orders(_from_morse(found[0])):
            yield found.start()
    for start, piece in _around(_ROT13, text):
        if orders(codecs.encode(piece, "rot13")):
            yield start
    for start, piece in _around(_BACKWARDS, text):
        if orders(piece[::-1]) and not orders(piece):
            yield start


def _around(word: re.Pattern[str], text: str) -> Iterator[tuple[int, str]]:
    """Yield where a word stands, and the text around it; the first places are enough."""
    end, pieces = 0, 0
    for found in word.finditer(text):
        if found.start() < end or pieces == _MOST_PIECES:
            continue
        end, pieces = found.end() + _AROUND, pieces + 1
        yield found.start(), text[max(found.start() - _AROUND, 0) : end]


def acrostics(lines: Sequence[str]) -> Iterator[int]:
    """Yield the lines, from 0, whose first letters begin to spell an order."""
    firsts = [next((mark for mark in line.casefold() if mark.isalpha()), " ") for line in lines]
    for found in _SPELT.finditer("".join(firsts)):
        yield found.start()


def _from_base64(text: str) -> str:
    try:
        return b64decode(text + "=" * (-len(text) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return ""


def _from_morse(text: str) -> str:
    words = _MORSE_GAP.split(text.strip())
    return " ".join("".join(_LETTERS.get(code, "?") for code in word.split()) for word in words)
