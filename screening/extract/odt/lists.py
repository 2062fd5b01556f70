"""Numbers of lists in text documents, as they are shown before an item."""

from dataclasses import dataclass, field
from typing import Final

from screening.extract.odt.package import STYLE, TEXT
from screening.extract.odt.styles import OdtStyles
from screening.extract.office.numerals import numeral
from screening.extract.xml import Element

_LEVELS: Final = 10
_FORMATS: Final = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "一, 二, 三, ...": "japaneseCounting",
    "①, ②, ③, ...": "decimalEnclosedCircle",
    "１, ２, ３, ...": "decimalFullWidth",
    "イ, ロ, ハ, ...": "irohaFullWidth",
    "ア, イ, ウ, ...": "aiueoFullWidth",
    "甲, 乙, 丙, ...": "ideographTraditional",
    "А, Б, .., Аа, Бб, ... (ru)": "russianUpper",
    "А, Б, .., Аа, Аб, ... (ru)": "russianUpper",
}


@dataclass(slots=True)
class OpenList:
    """A list under way, with the numbers of its levels."""

    style: str | None
    counts: list[int] = field(default_factory=list)


class OdtLists:
    """Counts the lists of one document."""

    def __init__(self, styles: OdtStyles) -> None:
        self._styles = styles
        self._last: dict[str, list[int]] = {}

    def opened(self, element: Element, above: OpenList | None) -> OpenList:
        """Begin a list, inside another one or anew; some go on where the last one stopped."""
        style = element.get(TEXT + "style-name") or (above.style if above else None)
        if above is not None:
            return OpenList(style, [*above.counts[:_LEVELS], 0])
        goes_on = element.get(TEXT + "continue-numbering") == "true" or (
            element.get(TEXT + "continue-list") is not None
        )
        begun = self._last.get(style or "", [])[:1] if goes_on else []
        return OpenList(style, begun or [0])

    def label(self, item: Element, open: OpenList) -> str:
        """Count an item; return its number, nothing for a bullet."""
        level = self._level(open.style, len(open.counts))
        start = item.get(TEXT + "start-value")
        first = level.get(TEXT + "start-value") if level is not None else None
        if start and start.isdecimal():
            open.counts[-1] = int(start[:6])
        elif open.counts[-1] == 0 and first and first.isdecimal():
            open.counts[-1] = int(first[:6])
        else:
            open.counts[-1] += 1
        self._last[open.style or ""] = list(open.counts)
        if level is None or level.tag != TEXT + "list-level-style-number":
            return ""
        return self._written(level, open)

    def _level(self, style: str | None, depth: int) -> Element | None:
        numbering = self._styles.numbering(style)
        for level in numbering if numbering is not None else ():
            if level.get(TEXT + "level") == str(depth):
                return level
        return None

    def _written(self, level: Element, open: OpenList) -> str:
        if not level.get(STYLE + "num-format"):
            return ""
        shown = level.get(TEXT + "display-levels") or "1"
        many = min(int(shown), len(open.counts)) if shown.isdecimal() and len(shown) < 3 else 1
        numbers = []
        for depth in range(len(open.counts) - many + 1, len(open.counts) + 1):
            own = self._level(open.style, depth)
            kind = (own.get(STYLE + "num-format") if own is not None else None) or "1"
            numbers.append(numeral(open.counts[depth - 1] or 1, _FORMATS.get(kind, "decimal")))
        prefix, suffix = (level.get(STYLE + f"num-{end}") or "" for end in ("prefix", "suffix"))
        return prefix + ".".join(numbers) + suffix + " "
