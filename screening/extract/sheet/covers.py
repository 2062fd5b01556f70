"""Finds cells that lie wholly under an opaque shape, where nobody can read them.

Only plain rectangles with one opaque colour count: a picture may be see-through, as seals are.
Where it is not certain that all of a text is covered, it counts as shown.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from screening.extract.sheet.grid import Cell, Page
from screening.extract.sheet.xml import child, inside, name, real, whole, yes
from screening.extract.xml import Element
from screening.model.reading import HiddenReason

_NARROW: Final = 20_000
"""English Metric Units, one and a half points: the margin that a shape may leave."""
_USUAL_WIDTH: Final = 8.43
_MOST_COVERS: Final = 100


@dataclass(frozen=True, slots=True)
class Cover:
    """The cells, from 1 and inclusive, that a shape covers wholly."""

    top: int
    left: int
    bottom: int
    right: int


def cover_of(anchor: Element) -> Cover | None:
    """Return what a drawing covers; ``None`` when that is not certain."""
    start, end, shape = (child(anchor, key) for key in ("from", "to", "sp"))
    if start is None or end is None or shape is None or not _is_opaque(shape):
        return None
    top, left = (
        _number(start, key) + 1 + (_number(start, offset) > _NARROW)
        for key, offset in (("row", "rowOff"), ("col", "colOff"))
    )
    bottom, right = _number(end, "row"), _number(end, "col")
    return Cover(top, left, bottom, right) if top <= bottom and left <= right else None


def _is_opaque(shape: Element) -> bool:
    properties = child(shape, "spPr")
    frame, geometry = child(properties, "xfrm"), child(properties, "prstGeom")
    if yes(child(shape, "nvSpPr", "cNvPr"), "hidden") or real(frame, "rot"):
        return False
    if geometry is None or geometry.get("prst") != "rect":
        return False
    solid = child(properties, "solidFill")
    if solid is None:
        empty = any(name(one).endswith("Fill") for one in inside(properties))
        return not empty and whole(child(shape, "style", "fillRef"), "idx") > 0
    return not any(True for _ in solid.iter("{*}alpha"))


def _number(place: Element, key: str) -> int:
    element = child(place, key)
    text = ((element.text or "") if element is not None else "").strip()
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def take_covered(page: Page, covers: Sequence[Cover], widths: Mapping[int, float]) -> None:
    """Move the cells under shapes from what is shown to what is hidden."""
    seen: list[Cell] = []
    page.unchecked = page.unchecked or len(covers) > _MOST_COVERS
    for cell in page.cells:
        if any(_covers(cover, cell, widths) for cover in covers[:_MOST_COVERS]):
            page.hide(cell.text, HiddenReason.COVERED)
        else:
            seen.append(cell)
    page.cells = seen


def _covers(cover: Cover, cell: Cell, widths: Mapping[int, float]) -> bool:
    if not (cover.top <= cell.top and cell.bottom <= cover.bottom and cover.left <= cell.left):
        return False
    if cell.right > cover.right:
        return False
    # what does not fit into its cell runs on over the empty ones to its right
    room = 0.0
    for column in range(cell.left, min(cover.right, cell.left + 400) + 1):
        room += widths.get(column, _USUAL_WIDTH)
    return _width(cell.text) <= room


def _width(text: str) -> int:
    """Return the width of the longest line in ordinary figures."""
    lines = text.splitlines() or [""]
    return max(sum(1 + (unicodedata.east_asian_width(c) in "WFA") for c in line) for line in lines)
