"""Texts of an XLSX file as runs of letters; furigana (phonetic runs) is left out."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from screening.extract.sheet.grid import Allowance
from screening.extract.sheet.looks import Letters
from screening.extract.sheet.xml import child, name
from screening.extract.xml import Element, stream

Runs = tuple[tuple[str, Letters | None], ...]
"""Texts and their own letters; ``None`` for the cell's."""

_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


def shared_strings(
    part: bytes | None, letters: Callable[[Element], Letters], allowance: Allowance
) -> list[Runs]:
    """Read the table of texts that cells point into."""
    table: list[Runs] = []
    for item in stream(part, "{*}si") if part else ():
        runs = runs_of(item, letters)
        allowance.look()
        for text, _ in runs:
            allowance.take(text)
        table.append(runs)
    return table


def runs_of(item: Element, letters: Callable[[Element], Letters]) -> Runs:
    """Return the runs of one text."""
    return tuple((text, own) for text, own in _runs(item, letters) if text)


def _runs(
    item: Element, letters: Callable[[Element], Letters]
) -> Iterator[tuple[str, Letters | None]]:
    for one in item:
        if name(one) == "t":
            yield unescaped(one.text or ""), None
        elif name(one) == "r":
            text, look = child(one, "t"), child(one, "rPr")
            if text is not None:
                own = None if look is None else letters(look)
                yield unescaped(text.text or ""), own


def unescaped(text: str) -> str:
    """Read "_x000D_" as the character it stands for."""
    if "_x" not in text:
        return text
    read = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    # two halves of one character come together; a half alone is none
    return read.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
