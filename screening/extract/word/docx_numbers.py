"""Numbers of lists, as Word shows them before a paragraph."""

from dataclasses import dataclass
from typing import Final

from screening.extract.word.docx_symbols import pictorial
from screening.extract.word.styles import Paragraph
from screening.extract.word.xml import W, flag, named, number, value
from screening.extract.xml import Element

_LEVELS: Final = 9
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
    "aiueoFullWidth": "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
    "irohaFullWidth": "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
}
_KANJI: Final = "〇一二三四五六七八九"
_WIDE: Final = str.maketrans("0123456789", "０１２３４５６７８９")
_KANJI_FORMATS: Final = frozenset(
    {"japaneseCounting", "chineseCounting", "chineseCountingThousand", "ideographDigital"}
)


@dataclass(frozen=True, slots=True)
class Label:
    """The number before a paragraph, and how it is written."""

    text: str
    look: Element | None


class Numbers:
    """Counts the lists of one document."""

    def __init__(self, root: Element | None) -> None:
        self._lists: dict[str, dict[int, Element]] = {}
        self._numbers: dict[str, tuple[str, dict[int, Element], dict[int, int]]] = {}
        self._styled: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()
        for one in root if root is not None else ():
            if one.tag == W + "abstractNum":
                self._lists[value(one, "abstractNumId") or ""] = _levels(one)
            elif one.tag == W + "num":
                self._add(one)

    def _add(self, num: Element) -> None:
        id = value(num, "numId") or ""
        abstract = value(named(num, "abstractNumId")) or ""
        levels = dict(self._lists.get(abstract, {}))
        starts: dict[int, int] = {}
        for override in num:
            if override.tag == W + "lvlOverride":
                levels |= _levels(override)
                start = named(override, "startOverride")
                if start is not None:
                    starts[_level(value(override, "ilvl"))] = int(number(value(start), 1))
        self._numbers[id] = (abstract, levels, starts)
        for at, level in levels.items():
            if (style := value(named(level, "pStyle"))) is not None:
                self._styled.setdefault(style, (id, at))

    def label(self, paragraph: Paragraph) -> Label | None:
        """Count a paragraph; return its number, or ``None`` for a bullet or no list."""
        properties = paragraph.look.get("numPr")
        id = value(named(properties, "numId")) or ""
        _, styled = self._styled.get(paragraph.style, ("", 0))
        own = value(named(properties, "ilvl"))
        at = _level(own) if own is not None else styled
        if id not in self._numbers:
            return None
        abstract, levels, starts = self._numbers[id]
        if at not in levels:
            return None
        counts = self._counted(id, abstract, levels, starts, at)
        return _written(levels, counts, at)

    def _counted(
        self,
        id: str,
        abstract: str,
        levels: dict[int, Element],
        starts: dict[int, int],
        at: int,
    ) -> list[int | None]:
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        first = int(number(value(named(levels[at], "start")), 0 if at not in levels else 1))
        if at in starts and (id, at) not in self._started:
            self._started.add((id, at))
            counts[at] = starts[at]
        else:
            before = counts[at]
            counts[at] = first if before is None else before + 1
        for above in range(at):
            if counts[above] is None:
                counts[above] = int(number(value(named(levels.get(above), "start")), 1))
        counts[at + 1 :] = [None] * (_LEVELS - at - 1)
        return counts


def _levels(parent: Element) -> dict[int, Element]:
    return {_level(value(one, "ilvl")): one for one in parent if one.tag == W + "lvl"}


def _level(text: str | None) -> int:
    return min(max(int(number(text, 0)), 0), _LEVELS - 1)


def _written(levels: dict[int, Element], counts: list[int | None], at: int) -> Label | None:
    level = levels[at]
    text = value(named(level, "lvlText")) or ""
    look = named(level, "rPr")
    if value(named(level, "numFmt")) == "bullet":
        picture = pictorial(value(named(look, "rFonts"), "ascii"))
        wordy = sum(1 for c in text if c.isalnum()) > 1
        return Label(text, look) if wordy and not picture else None
    legal = flag(named(level, "isLgl"))
    for above in range(_LEVELS):
        if f"%{above + 1}" in text:
            kind = value(named(levels.get(above), "numFmt")) or "decimal"
            count = counts[above] or 0
            text = text.replace(f"%{above + 1}", _numeral(count, "decimal" if legal else kind))
    return Label(text, look) if text.strip() else None


def _numeral(count: int, kind: str) -> str:
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
