"""Conditional formats: where a cell's look depends on more than the cell."""

from collections.abc import Iterator
from typing import Final

from screening.extract.sheet.colours import WHITE
from screening.extract.sheet.layout import Repaint
from screening.extract.sheet.looks import hiding
from screening.extract.sheet.references import LAST_COLUMN, LAST_ROW, area
from screening.extract.sheet.styles import Change, Styles
from screening.extract.sheet.xml import below, whole
from screening.extract.xml import Element

_SCALES: Final = ("colorScale", "dataBar")
_MOST_AREAS: Final = 50
"""With more of them, a format counts as one for the whole sheet."""
_EVERYWHERE: Final = (1, 1, LAST_ROW, LAST_COLUMN)


def repaints_of(condition: Element, styles: Styles) -> Iterator[Repaint]:
    """Yield the areas of a conditional format that may change colours there."""
    numbers = [whole(rule, "dxfId", -1) for rule in below(condition, "cfRule")]
    changes = [change for number in numbers if (change := styles.change(number)) is not None]
    paints = any(change.paints for change in changes)
    paints = paints or any(True for scale in _SCALES for _ in below(condition, scale))
    if not paints:
        return
    hides = any(_hides(change) for change in changes)
    references = condition.get("sqref") or "".join(r.text or "" for r in below(condition, "sqref"))
    areas = references.split()
    if len(areas) > _MOST_AREAS:
        yield Repaint(_EVERYWHERE, hides=hides)
        return
    for reference in areas:
        if (found := area(reference)) is not None:
            yield Repaint(found, hides=hides)


def _hides(change: Change) -> bool:
    """Tell whether letters in this colour cannot be seen, on white if no ground is given."""
    ground = WHITE if change.ground is None else change.ground
    return change.shows_nothing or hiding(change.ink, ground, None) is not None
