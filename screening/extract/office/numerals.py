"""Writes the numbers of lists in the ways of Word and PowerPoint."""

from typing import Final

_MOST: Final = 100_000
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_ALPHABETS: Final = {
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "russianUpper": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ",
    "russianLower": "абвгдежзиклмнопрстуфхцчшщэюя",
    "aiueoFullWidth": "アイウエオカキクケコサシスセソタチツテトナニヌネノ"
    "ハヒフヘホマミムメモヤユヨラリルレロワヲン",
    "irohaFullWidth": "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰ"
    "ノオクヤマケフコエテアサキユメミシヱヒモセス",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
}
_KANJI: Final = "〇一二三四五六七八九"
_WIDE: Final = str.maketrans("0123456789", "０１２３４５６７８９")
_KANJI_FORMATS: Final = frozenset(
    {"japaneseCounting", "chineseCounting", "chineseCountingThousand", "ideographDigital"}
)


def numeral(count: int, kind: str) -> str:
    """Write a number in one of Word's ways, in plain digits where we do not know it."""
    if kind == "none":
        return ""
    if not 0 < count < _MOST:
        return str(count)
    if kind in {"lowerRoman", "upperRoman"} and count < 4000:
        return _roman(count).upper() if kind == "upperRoman" else _roman(count)
    if kind in _ALPHABETS:
        return _lettered(count, _ALPHABETS[kind], repeated=kind.endswith("Letter"))
    if kind in _KANJI_FORMATS and count < 100:
        return _kanji(count)
    if kind == "decimalZero":
        return f"{count:02}"
    return str(count).translate(_WIDE) if kind == "decimalFullWidth" else str(count)


def _lettered(count: int, alphabet: str, *, repeated: bool) -> str:
    if count <= len(alphabet):
        return alphabet[count - 1]
    rounds, at = divmod(count - 1, len(alphabet))
    return alphabet[at] * min(rounds + 1, 20) if repeated else str(count)


def _roman(count: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        times, count = divmod(count, worth)
        text += letters * times
    return text


def _kanji(count: int) -> str:
    tens, ones = divmod(count, 10)
    text = ("" if tens == 1 else _KANJI[tens]) + "十" if tens else ""
    return text + (_KANJI[ones] if ones else "")
