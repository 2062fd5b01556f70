"""A quoted line as the readers of dates and lengths want it: one width, one case, one dash."""

import re
import unicodedata

from screening.folding import shown

LONGEST = 1_000
"""Characters of a line that are read; a longer one is no line that a person wrote dates on."""

_WAVES = frozenset("~～〜∼˜")
_SAID_TWICE = re.compile(
    r"年\s?\((?:令和|平成|昭和|[rhs])?\s?(?:元|\d{1,4})年?\)(?=\s?\d{1,2}\s?月)"
)
"""The year once more in brackets, before its month: 2018年(平成30年)4月."""
_KANJI = r"[〇零一二三四五六七八九十]"
_KANJI_NUMBER = re.compile(rf"{_KANJI}{{1,4}}(?=\s?(?:年|月|日|[ヶケか箇カヵ]月))")
_DIGITS = {"〇": 0, "零": 0} | {sign: n for n, sign in enumerate("一二三四五六七八九", start=1)}


def plain(text: str) -> str:
    """Fold width, case, dashes and kanji numerals; ``~`` stays apart from ``-``.

    Enclosed digits (①) stay as they are, so that a list's numbers never join a year.
    """
    composed = unicodedata.normalize("NFC", text[:LONGEST])
    folded = "".join(map(_sign, composed)).casefold()
    counted = _KANJI_NUMBER.sub(lambda found: _arabic(found[0]), folded)
    return _SAID_TWICE.sub("年", counted)


def _sign(character: str) -> str:
    if character in _WAVES:
        return "~"
    seen = shown(character)
    return "-" if seen == "\N{EN DASH}" else seen


def _arabic(kanji: str) -> str:
    """Return 三十一 as 31, and 二〇一九, whose digits stand side by side, as 2019."""
    if "十" not in kanji:
        return "".join(str(_DIGITS[sign]) for sign in kanji)
    tens, _, ones = kanji.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return kanji
    return str(10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0))
