"""Drawings in Word files: where their boxes stand, what they are painted with, who covers whom."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from screening.errors import Unreadable
from screening.extract.office.boxes import EMU, Rect
from screening.extract.office.colours import (
    EMPTY,
    MIXED,
    Colour,
    Fill,
    Theme,
    alike,
    child,
    local,
)
from screening.extract.office.frames import Scale, plain_outline
from screening.extract.office.ways import alternative
from screening.extract.word.shapes import UNSIZED, Page, Shape
from screening.extract.word.vml import vml_shapes
from screening.extract.word.xml import MC, W, number
from screening.extract.xml import Element
from screening.model.reading import UnreadableReason

_TEXT: Final = W + "txbxContent"
_DEPTH: Final = 60
_FIXED: Final = frozenset({"page", "margin", "topMargin", "bottomMargin", "insideMargin"})
_WORTH_SEEING: Final = 0.01
"""The share of a page from which a painted shape can be the ground of some words."""


def shapes_in(drawing: Element, page: Page, theme: Theme) -> list[Shape]:
    """Return the shapes of one drawing, from the lowest to the topmost."""
    if drawing.tag != W + "drawing":
        return vml_shapes(drawing, page)
    found: list[Shape] = []
    for holder in drawing:
        if local(holder) in {"inline", "anchor"}:
            found.extend(_placed(holder, page, theme))
    return found


def _placed(holder: Element, page: Page, theme: Theme) -> Iterator[Shape]:
    """Yield the shapes of an anchored drawing, or of one that stands in the line."""
    extent = child(holder, "extent")
    width, height = (_points(extent, side) for side in ("cx", "cy"))
    floating = local(holder) == "anchor"
    left, fixed_left = _offset(holder, "positionH", width, page) if floating else (0.0, False)
    top, fixed_top = _offset(holder, "positionV", height, page) if floating else (0.0, False)
    base = Shape(
        rect=Rect(left, top, left + width, top + height),
        floating=floating,
        fixed=fixed_left and fixed_top,
        behind=holder.get("behindDoc") in {"1", "true"},
        rank=number(holder.get("relativeHeight"), 0),
        hidden=_is_hidden(child(holder, "docPr")),
    )
    whole = Scale(left, top, 1 / EMU, 1 / EMU, 0.0, 0.0)
    return _inside(holder, base, whole, theme, _DEPTH)


def _inside(
    parent: Element, base: Shape, scale: Scale, theme: Theme, depth: int, *, top: bool = True
) -> Iterator[Shape]:
    if not depth:
        raise Unreadable(UnreadableReason.TOO_LONG)
    for one in parent:
        kind = local(one)
        if kind in {"wsp", "sp"}:
            yield _shape(one, base, scale, theme, top=top)
        elif kind == "pic":
            yield replace(base, rect=_rect(one, base, scale, top=top), fill=MIXED)
        elif kind in {"wgp", "grpSp"}:
            frame = child(one, "grpSpPr", "xfrm")
            own = base.rect if top else scale.rect(frame) or base.rect
            group = replace(base, hidden=base.hidden or _is_hidden(child(one, "cNvPr")))
            yield from _inside(one, group, scale.group(frame, own), theme, depth - 1, top=False)
        elif kind in {"graphic", "graphicData", "wpc", "lockedCanvas"}:
            inner = top and kind.startswith("graphic")
            yield from _inside(one, base, scale, theme, depth - 1, top=inner)
        elif one.tag == MC + "AlternateContent":
            yield from _inside(alternative(one), base, scale, theme, depth - 1, top=top)


def _shape(shape: Element, base: Shape, scale: Scale, theme: Theme, *, top: bool) -> Shape:
    properties, style = child(shape, "spPr"), child(shape, "style")
    fill = theme.fill(properties)
    if fill is None:
        reference = child(style, "fillRef")
        styled = reference is not None and reference.get("idx") not in {"0", None}
        fill = Fill(painted=True, paint=theme.paint(reference)) if styled else EMPTY
    ink = theme.paint(child(style, "fontRef"))
    grows = child(shape, "bodyPr", "spAutoFit") is not None
    return replace(
        base,
        rect=_rect(shape, base, scale, top=top),
        fill=fill,
        ink=ink.colour if ink else None,
        content=next(iter(shape.iter(_TEXT)), None),
        plain=child(shape, "txBody"),
        whole=plain_outline(child(properties, "prstGeom")),
        grows=grows,
        hidden=base.hidden or _is_hidden(child(shape, "cNvPr")),
    )


def _rect(shape: Element, base: Shape, scale: Scale, *, top: bool) -> Rect:
    frame = child(shape, "spPr", "xfrm")
    return base.rect if top else scale.rect(frame) or base.rect


def _offset(holder: Element, name: str, size: float, page: Page) -> tuple[float, bool]:
    """Return where an anchored drawing begins, and whether that does not depend on its words."""
    across = name == "positionH"
    simple = child(holder, "simplePos")
    if holder.get("simplePos") in {"1", "true"} and simple is not None:
        return number(simple.get("x" if across else "y"), 0) / EMU, True
    position = child(holder, name)
    reference = (position.get("relativeFrom") if position is not None else None) or "column"
    start, end = page.span(reference, across=across)
    offset, align = child(position, "posOffset"), child(position, "align")
    fixed = across or reference in _FIXED
    if offset is not None:
        return start + number(offset.text, 0) / EMU, fixed
    match align.text if align is not None else "":
        case "right" | "bottom" | "outside":
            return end - size, fixed
        case "center":
            return (start + end - size) / 2, fixed
    return start, fixed


def _points(extent: Element | None, side: str) -> float:
    return number(extent.get(side), 0) / EMU if extent is not None else UNSIZED


def _is_hidden(properties: Element | None) -> bool:
    return properties is not None and properties.get("hidden") in {"1", "true"}


def backdrop(shape: Shape, page: Page, paper: Colour) -> bool:
    """Tell whether a shape may be the ground of words that do not stand in it."""
    if not shape.floating or not shape.fill.painted or shape.hidden:
        return False
    paint = shape.fill.paint
    if paint is not None and (alike(paint.colour, paper) or not paint.solid):
        return False
    return shape.rect.area >= _WORTH_SEEING * page.width * page.height


def ground_of(shape: Shape, others: list[Shape], around: Colour | None) -> Colour | None:
    """Return what lies behind the words of a shape; ``None`` when that cannot be told."""
    if shape.fill.opaque and shape.fill.paint is not None:
        return shape.fill.paint.colour
    if shape.fill.painted:
        clear = shape.fill.paint is not None and not shape.fill.paint.solid
        if not clear:
            return None
    beneath = [one for one in others if one is not shape and one.fill.painted]
    beneath = [one for one in beneath if one.below(shape) and shape.rect.shared(one.rect) > 0]
    if not beneath:
        return around
    top = max(beneath, key=lambda one: one.order)
    paint = top.fill.paint
    return paint.colour if paint is not None and top.rect.hides(shape.rect) else None


def covered(shape: Shape, others: list[Shape]) -> bool:
    """Tell whether a painted shape of the same paragraph lies over all of this one."""
    return any(
        shape.below(one)
        and one.floating
        and not one.hidden
        and one.whole
        and one.fill.opaque
        and one.rect.hides(shape.rect)
        for one in others
        if one is not shape and one.fixed == shape.fixed
    )
