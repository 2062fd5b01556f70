"""How letters look in usual typefaces: Latin, Cyrillic, digits, kana and frequent kanji.

``letter_shapes.bin`` holds the shapes (see ``specimen``), four bits to a field, typeface by
typeface; it is made by ``fixtures/documents/tricks-pdf/make_shapes.py``.
"""

from functools import cache
from operator import mul
from pathlib import Path

from screening.extract.pdf.specimen import FIELDS
from screening.extract.plausible import FREQUENT_KANJI

DIGITS = "0123456789"
ALPHABETS = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя"
)
SQUARE = "".join(map(chr, (*range(0x3042, 0x3094), *range(0x30A2, 0x30F4)))) + FREQUENT_KANJI
SETS = ((DIGITS + ALPHABETS, 7), (SQUARE, 2))
"""Letters, and in how many typefaces each of them is known."""
_BYTES = FIELDS * FIELDS // 2

Shape = tuple[float, ...]


def known(letter: str) -> bool:
    """Tell whether a letter's look is known."""
    return letter in _places()


def likeness(shape: Shape, letter: str, *, enough: float = 2.0) -> float:
    """Return how much a shape looks like a letter, 1 at most, near 0 for another letter.

    Typefaces are compared until one looks alike ``enough``.
    """
    best = 0.0
    for other in _looks(letter):
        best = max(best, sum(map(mul, shape, other)))
        if best >= enough:
            break
    return best


def best_likeness(shape: Shape, letters: str, *, but: str) -> float:
    """Return how much a shape looks like that of some letters which it looks like most."""
    return max([likeness(shape, letter) for letter in letters if letter not in but], default=0.0)


def centred(fields: bytes) -> Shape:
    """Return a shape whose mean is 0 and whose length is 1."""
    mean = sum(fields) / len(fields)
    parts = [value - mean for value in fields]
    length = sum(part * part for part in parts) ** 0.5 or 1.0
    return tuple([part / length for part in parts])


@cache
def _looks(letter: str) -> tuple[Shape, ...]:
    return tuple(
        centred(fields) for place in _places().get(letter, ()) if any(fields := _fields(place))
    )


def _fields(place: int) -> bytes:
    packed = _packed()[place : place + _BYTES]
    return bytes(value for byte in packed for value in (byte >> 4, byte & 15))


@cache
def _packed() -> bytes:
    return Path(__file__).with_name("letter_shapes.bin").read_bytes()


@cache
def _places() -> dict[str, tuple[int, ...]]:
    """Return where each letter's shapes stand in the file."""
    places: dict[str, list[int]] = {}
    start = 0
    for letters, typefaces in SETS:
        for _ in range(typefaces):
            for letter in letters:
                places.setdefault(letter, []).append(start)
                start += _BYTES
    return {letter: tuple(found) for letter, found in places.items()}
