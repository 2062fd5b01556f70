"""Letters of five by seven dots, so that Cyrillic and pictures need no font from anywhere."""

from collections.abc import Iterator

WIDTH, HEIGHT = 5, 7
ADVANCE = 6
"""From one letter to the next, in dots."""
_SMALL = 0.75

_LATIN = {
    "A": "0e11111f111111", "B": "1e11111e11111e", "C": "0e11101010110e", "D": "1e11111111111e",
    "E": "1f10101e10101f", "F": "1f10101e101010", "G": "0e11101711110f", "H": "1111111f111111",
    "I": "0e04040404040e", "J": "0702020202120c", "K": "11121418141211", "L": "1010101010101f",
    "M": "111b1515111111", "N": "11191513111111", "O": "0e11111111110e", "P": "1e11111e101010",
    "Q": "0e11111115120d", "R": "1e11111e141211", "S": "0f10100e01011e", "T": "1f040404040404",
    "U": "1111111111110e", "V": "11111111110a04", "W": "11111115151b11", "X": "11110a040a1111",
    "Y": "11110a04040404", "Z": "1f01020408101f", "0": "0e11131519110e", "1": "040c040404040e",
    "2": "0e11010204081f", "3": "1f02040201110e", "4": "02060a121f0202", "5": "1f101e0101110e",
    "6": "0608101e11110e", "7": "1f010204080808", "8": "0e11110e11110e", "9": "0e11110f01020c",
    ".": "00000000000606", ",": "00000000060408", ":": "00060600060600", "/": "01010204081010",
}  # fmt: skip
_CYRILLIC = {
    "Б": "1f10101e11111e", "Г": "1f101010101010", "Д": "060a0a0a0a1f11", "Ё": "0a1f101e10101f",
    "Ж": "15150e040e1515", "З": "0e11010601110e", "И": "11111315191111", "Й": "15111315191111",
    "Л": "07090909090911", "П": "1f111111111111", "У": "1111110f01110e", "Ф": "040e1515150e04",
    "Ц": "12121212121f01", "Ч": "1111110f010101", "Ш": "1515151515151f", "Щ": "15151515151f01",
    "Ъ": "1808080e09090e", "Ы": "1111111d13131d", "Ь": "1010101e11111e", "Э": "0e11010701110e",
    "Ю": "1215151d151512", "Я": "0f11110f050911",
}  # fmt: skip
_ALIKE = dict(zip("АВЕКМНОРСТХ", "ABEKMHOPCTX", strict=True))
_ROWS = {**_LATIN, **_CYRILLIC, **{other: _LATIN[latin] for other, latin in _ALIKE.items()}}

CYRILLIC = tuple(sorted(mark for mark in _ROWS if mark > "\x7f"))
"""The capitals; small letters are drawn as small capitals."""


def dots(mark: str) -> Iterator[tuple[int, int]]:
    """Yield column and row of every dot of a letter, from the upper left; none for a blank."""
    rows = bytes.fromhex(_ROWS.get(mark.upper(), ""))
    for row, bits in enumerate(rows):
        for column in range(WIDTH):
            if bits >> (WIDTH - 1 - column) & 1:
                yield column, row


def size_of(mark: str) -> float:
    """Return how large a letter is drawn beside a capital."""
    return 1.0 if mark == mark.upper() else _SMALL
