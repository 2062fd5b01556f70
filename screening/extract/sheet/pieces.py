"""Puts the pieces of a line together: what a form spreads over narrow cells is one word.

On Japanese forms a date stands in six cells, "平成 | 7 | 年 | 4 | 月 | 12 | 日", a telephone number
in five, and a heading in as many as it has letters.
"""

import re
from collections.abc import Sequence
from typing import Final

_GAP: Final = "\x1f"
_BAR: Final = " | "
_UNITS: Final = (
    "年度|年間|年目|年生|年|[かカヵヶケ]月|月間|月|日生まれ|日生|日現在|日間|日"
    "|歳|才|時間|時|分|名|人|円|点|級"
)
_SINGLES: Final = tuple(
    # one letter or figure in each cell, three or more of them
    re.compile(rf"(?:(?<={_GAP})|^)(?:{letter}{_GAP}){{2,}}{letter}(?={_GAP}|$)")
    for letter in (r"[\u3040-\u30ff\u3400-\u9fff]", r"\d")
)
_SINGLE_UNITS: Final = re.compile(rf"[年月日歳才時分名人円点級有無男女{_GAP}]+")
_FRAGMENTS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<=明治|大正|昭和|平成|令和|西暦){_GAP}(?=[\d元])",
        rf"(?<=[\d元]){_GAP}(?=(?:{_UNITS})[)）]?(?:{_GAP}|$|\s*[～〜(（]))",
        rf"(?<=[\d元]年){_GAP}(?=\d{{1,2}}月)",
        rf"(?<=\d月){_GAP}(?=\d{{1,2}}日)",
        rf"(?<=[(（]満|.[満約]){_GAP}(?=\d)",
        rf"(?<=〒){_GAP}(?=\d)",
        rf"(?<=\d){_GAP}(?=[-‐－ー]{_GAP}?\d)",
        rf"(?<=\d[-‐－ー]){_GAP}(?=\d)",
        rf"(?<=[年月日]){_GAP}(?=[～〜])",
        rf"(?<=[～〜]){_GAP}(?=\d|現在|明治|大正|昭和|平成|令和)",
        rf"(?<=[(（]){_GAP}|{_GAP}(?=[)）](?:{_GAP}|$))",
    )
)
_CLOSE: Final = re.compile(r"[～〜]|[\u3040-\u30ff\u3400-\u9fff]")
_WORD_OF_LABEL: Final = 4


def lines_of(text: str) -> list[str]:
    """Split a cell's text at its breaks and leave out empty lines."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def joined(pieces: Sequence[str]) -> str:
    """Join the cells of a line, fragments of one word without a bar."""
    text = _GAP.join(piece.replace(_GAP, " ") for piece in pieces)
    if len(pieces) == 1:
        return text
    for singles in _SINGLES:
        text = singles.sub(_spelled, text)
    for fragment in _FRAGMENTS:
        text = fragment.sub("", text)
    return text.replace(_GAP, _BAR)


def _spelled(found: re.Match[str]) -> str:
    """Join single letters, but not the heads of narrow columns, such as year and month."""
    return found[0] if _SINGLE_UNITS.fullmatch(found[0]) else found[0].replace(_GAP, "")


def upright(pieces: Sequence[str]) -> bool:
    """Tell letters that were put below each other from lines."""
    return len(pieces) > 1 and all(len(piece) == 1 and not piece.isascii() for piece in pieces)


def collapsed(pieces: Sequence[str]) -> str:
    """Put the lines of a label on one: "生年" over "月日" is one word."""
    narrow = all(len(piece) <= _WORD_OF_LABEL for piece in pieces)
    text = pieces[0]
    for piece in pieces[1:]:
        close = bool(_CLOSE.match(text[-1]) and _CLOSE.match(piece[0]))
        around = text[-1] in "～〜" or piece[0] in "～〜"
        text += piece if (close and narrow) or around else f" {piece}"
    return text
