"""Reads what floats above the cells of an XLSX sheet: text boxes, shapes, groups; alt texts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from screening.errors import Unreadable
from screening.extract.sheet.colours import WHITE, Colour
from screening.extract.sheet.covers import Cover, cover_of
from screening.extract.sheet.grid import Allowance, Page, Shape
from screening.extract.sheet.looks import Letters, drawn, hiding
from screening.extract.sheet.paint import Paint, is_clear
from screening.extract.sheet.xml import child, children, inside, name, real, whole, yes
from screening.extract.xml import Element
from screening.model.reading import HiddenReason, Severity, UnreadableReason

_ANCHORS: Final = frozenset({"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"})
_DEEPEST: Final = 24
_MOST_LOWER: Final = 200
"""Drawings below another that are looked at; with more, its ground is not known."""
_POINT: Final = 12_700
"""English Metric Units in a point."""
_LEAST_POINTS: Final = 2.0
_USUAL_ROW: Final = 18.75


@dataclass(frozen=True, slots=True)
class Area:
    """The cells under a drawing, from 1, and whether its frame has any size."""

    top: int
    left: int
    bottom: int
    right: int

    def overlaps(self, other: "Area") -> bool:
        """Tell whether two drawings may lie on each other."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies under the drawings: cells that are painted."""

    painted: frozenset[tuple[int, int]]
    everywhere: bool

    def is_plain(self, area: Area) -> bool:
        """Tell whether all cells of an area are white."""
        return not self.everywhere and not any(
            area.top <= row <= area.bottom and area.left <= column <= area.right
            for row, column in self.painted
        )


def read_drawing(
    root: Element, page: Page, ground: Ground, paint: Paint, allowance: Allowance
) -> list[Cover]:
    """Read all shapes of a drawing into the page, in the order of the file; return the covers."""
    reading = _Reading(page, ground, paint, allowance)
    anchors = [(one, _area(one)) for one in _anchors(root)]
    for at, (anchor, area) in enumerate(anchors):
        # what was drawn earlier lies below
        plain = at <= _MOST_LOWER and not any(
            area.overlaps(other) and _has_ink(one) for one, other in anchors[:at]
        )
        reading.objects(anchor, area, plain=plain)
    covers = (cover_of(anchor) for anchor, _ in anchors)
    return [cover for cover in covers if cover is not None]


def _anchors(root: Element) -> Iterator[Element]:
    for one in root:
        if name(one) in _ANCHORS:
            yield one
        elif name(one) == "AlternateContent":
            yield from (a for a in inside(_alternative(one)) if name(a) in _ANCHORS)


def _alternative(content: Element) -> Element | None:
    """Choose one of the ways in which the same thing is written; form controls are read apart."""
    choices = [one for one in content if name(one) == "Choice"]
    if any((one.get("Requires") or "") == "a14" and _is_control(one) for one in choices):
        return None
    ways = choices + list(children(content, "Fallback"))
    return next((way for way in ways if any(True for _ in way.iter("{*}t"))), None)


def _is_control(choice: Element) -> bool:
    """Tell a form control's drawing: hidden here, for an older part of the file draws it."""
    return any(yes(one, "hidden") for one in choice.iter("{*}cNvPr"))


def _area(anchor: Element) -> Area:
    start, end, extent = (child(anchor, key) for key in ("from", "to", "ext"))
    if start is None:
        # measured from the corner of the sheet; rows are taken to be as high as usual
        top = real(child(anchor, "pos"), "y") or 0.0
        row = int(max(top, 0.0) / _POINT / _USUAL_ROW) + 1
        return Area(row, 1, row, 1)
    top, left = _number(child(start, "row")) + 1, _number(child(start, "col")) + 1
    if end is None:
        high = (real(extent, "cy") or 0.0) / _POINT / _USUAL_ROW
        wide = (real(extent, "cx") or 0.0) / _POINT / 20
        return Area(top, left, top + int(min(high, 1e4)), left + int(min(wide, 1e4)))
    return Area(top, left, _number(child(end, "row")) + 1, _number(child(end, "col")) + 1)


def _number(element: Element | None) -> int:
    text = ((element.text or "") if element is not None else "").strip()
    return min(int(text), 1 << 21) if text.isdecimal() and len(text) < 9 else 0


def _has_ink(anchor: Element) -> bool:
    """Tell whether a drawing may cover the sheet with something."""
    return any(name(one) in {"sp", "pic", "grpSp", "graphicFrame"} for one in anchor)


def _is_flat(anchor: Element) -> bool:
    """Tell a frame without any size."""
    start, end, extent = (child(anchor, key) for key in ("from", "to", "ext"))
    if end is not None and start is not None:
        keys = ("col", "colOff"), ("row", "rowOff")
        return any(
            all(_offset(child(start, key)) >= _offset(child(end, key)) for key in pair)
            for pair in keys
        )
    sizes = [real(extent, key) for key in ("cx", "cy")]
    return extent is not None and any((size or 0.0) < _LEAST_POINTS * _POINT for size in sizes)


def _offset(element: Element | None) -> int:
    text = ((element.text or "") if element is not None else "").strip()
    return int(text) if text.removeprefix("-").isdecimal() and len(text) < 16 else 0


class _Reading:
    def __init__(self, page: Page, ground: Ground, paint: Paint, allowance: Allowance) -> None:
        self._page = page
        self._ground = ground
        self._paint = paint
        self._allowance = allowance

    def objects(self, anchor: Element, area: Area, *, plain: bool) -> None:
        """Read the objects of one anchor."""
        flat = HiddenReason.CLIPPED if _is_flat(anchor) else None
        paper = WHITE if plain and self._ground.is_plain(area) else None
        for one in anchor:
            self._object(one, _Place(area, paper, flat), 0)

    def _object(self, one: Element, place: "_Place", depth: int) -> None:
        kind = name(one)
        if kind not in _OBJECTS:
            return
        if depth > _DEEPEST:
            raise Unreadable(UnreadableReason.TOO_LONG)
        self._allowance.look()
        place = self._described(one, place)
        if kind == "AlternateContent":
            for inner in inside(_alternative(one)):
                self._object(inner, place, depth + 1)
        elif kind == "grpSp":
            alone = sum(name(inner) in _OBJECTS for inner in one) == 1
            # one object of a group often is the ground of another
            within = place if alone else replace(place, paper=None)
            for inner in one:
                self._object(inner, within, depth + 1)
        elif kind in {"sp", "cxnSp"}:
            self._shape(one, place)

    def _described(self, one: Element, place: "_Place") -> "_Place":
        """Keep the description of an object, and see whether it is switched off."""
        for part in one:
            properties = child(part, "cNvPr") if name(part).startswith("nv") else None
            if properties is None:
                continue
            for key in ("descr", "title"):
                text = properties.get(key) or ""
                self._allowance.take(text)
                self._page.hide(text, HiddenReason.ALT_TEXT, Severity.NOTE)
            if yes(properties, "hidden"):
                return replace(place, gone=HiddenReason.HIDDEN_RUN)
        return place

    def _shape(self, shape: Element, place: "_Place") -> None:
        if _is_flat_shape(child(shape, "spPr")):
            place = replace(place, gone=place.gone or HiddenReason.CLIPPED)
        body = child(shape, "txBody")
        ground = self._paint.ground(shape, place.paper)
        usual = self._paint.letters(shape, body)
        lines: list[str] = []
        for paragraph in children(body, "p"):
            text = "".join(self._seen(paragraph, usual, ground, place))
            lines.append(text)
        text = "\n".join(lines)
        if text.strip():
            self._page.shapes.append(Shape(place.area.top, place.area.left, text))

    def _seen(
        self, paragraph: Element, usual: Letters, ground: Colour | None, place: "_Place"
    ) -> Iterator[str]:
        for run in paragraph:
            if name(run) == "br":
                yield "\n"
                continue
            words = child(run, "t")
            if words is None or not words.text:
                continue
            self._allowance.take(words.text)
            letters = self._paint.run(child(run, "rPr"), usual)
            clear = HiddenReason.INVISIBLE if is_clear(child(run, "rPr")) else None
            reason = place.gone or clear or hiding(letters.ink, ground, letters.size)
            if reason is not None or self._page.closed is not None:
                reason = reason or HiddenReason.HIDDEN_RUN
                self._page.hide(words.text, reason)
                continue
            if ground is None and hiding(letters.ink, WHITE, None) is not None:
                self._page.unchecked = True
            yield drawn(words.text, letters.font)


_OBJECTS: Final = frozenset({"sp", "cxnSp", "grpSp", "pic", "graphicFrame", "AlternateContent"})


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an object stands."""

    area: Area
    paper: Colour | None
    """What shines through an object without a fill; ``None`` where that is not known."""
    gone: HiddenReason | None = None


def _is_flat_shape(properties: Element | None) -> bool:
    extent = child(properties, "xfrm", "ext")
    if extent is None:
        return False
    # LibreOffice and others leave the size out, or write 0 by 0, where the anchor has one
    wide, high = whole(extent, "cx"), whole(extent, "cy")
    least = _LEAST_POINTS * _POINT
    return (wide < least) != (high < least)
