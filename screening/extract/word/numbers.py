"""Numbers of lists, as Word shows them before a paragraph."""

from dataclasses import dataclass
from typing import Final

from screening.extract.office.numerals import numeral
from screening.extract.office.symbols import pictorial
from screening.extract.word.styles import Paragraph
from screening.extract.word.xml import W, flag, named, number, value
from screening.extract.xml import Element

_LEVELS: Final = 9


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
        key = value(num, "numId") or ""
        abstract = value(named(num, "abstractNumId")) or ""
        levels = dict(self._lists.get(abstract, {}))
        starts: dict[int, int] = {}
        for override in num:
            if override.tag == W + "lvlOverride":
                levels |= _levels(override)
                start = named(override, "startOverride")
                if start is not None:
                    starts[_level(value(override, "ilvl"))] = int(number(value(start), 1))
        self._numbers[key] = (abstract, levels, starts)
        for at, level in levels.items():
            if (style := value(named(level, "pStyle"))) is not None:
                self._styled.setdefault(style, (key, at))

    def label(self, paragraph: Paragraph) -> Label | None:
        """Count a paragraph; return its number, or ``None`` for a bullet or no list."""
        properties = paragraph.look.get("numPr")
        key = value(named(properties, "numId")) or ""
        _, styled = self._styled.get(paragraph.style, ("", 0))
        own = value(named(properties, "ilvl"))
        at = _level(own) if own is not None else styled
        if key not in self._numbers:
            return None
        abstract, levels, starts = self._numbers[key]
        if at not in levels:
            return None
        counts = self._counted(key, abstract, levels, starts, at)
        return _written(levels, counts, at)

    def _counted(
        self,
        key: str,
        abstract: str,
        levels: dict[int, Element],
        starts: dict[int, int],
        at: int,
    ) -> list[int | None]:
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        first = int(number(value(named(levels[at], "start")), 0))
        if at in starts and (key, at) not in self._started:
            self._started.add((key, at))
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
            text = text.replace(f"%{above + 1}", numeral(count, "decimal" if legal else kind))
    return Label(text, look) if text.strip() else None
