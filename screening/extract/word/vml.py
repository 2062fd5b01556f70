"""Drawings of old Word files (VML): styles like those of web pages, with groups inside groups."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from screening.errors import Unreadable
from screening.extract.office.boxes import Rect
from screening.extract.office.colours import EMPTY, MIXED, Fill, Paint, from_hex, local
from screening.extract.office.ways import alternative
from screening.extract.word.shapes import UNSIZED, Page, Shape
from screening.extract.word.xml import MC, W, number
from screening.extract.xml import Element
from screening.model.reading import UnreadableReason

_TEXT: Final = W + "txbxContent"
_DEPTH: Final = 40
_UNITS: Final = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "pc": 12.0}
_SHAPES: Final = frozenset({"shape", "rect", "roundrect", "oval", "polyline", "line", "image"})
_NAMES: Final = {
    "white": "FFFFFF", "black": "000000", "red": "FF0000", "blue": "0000FF", "yellow": "FFFF00",
    "green": "008000", "gray": "808080", "silver": "C0C0C0", "navy": "000080", "teal": "008080",
    "maroon": "800000", "purple": "800080", "olive": "808000", "lime": "00FF00", "aqua": "00FFFF",
    "fuchsia": "FF00FF",
}  # fmt: skip
_FIXED: Final = frozenset({"page", "margin", "top-margin-area", "bottom-margin-area"})
_REFERENCES: Final = {
    "page": "page",
    "margin": "margin",
    "left-margin-area": "leftMargin",
    "right-margin-area": "rightMargin",
    "top-margin-area": "topMargin",
    "bottom-margin-area": "bottomMargin",
}

Style = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Frame:
    """From a group's own coordinates to points."""

    left: float = 0.0
    top: float = 0.0
    wide: float = 1.0
    high: float = 1.0
    x: float = 0.0
    y: float = 0.0


def vml_shapes(picture: Element, page: Page) -> list[Shape]:
    """Return the shapes of one old drawing."""
    return list(_shapes(picture, page, None, _DEPTH))


def _shapes(
    parent: Element, page: Page, group: tuple[Shape, _Frame] | None, depth: int
) -> Iterator[Shape]:
    if not depth:
        raise Unreadable(UnreadableReason.TOO_LONG)
    for one in parent:
        kind = local(one)
        if kind == "group":
            own = _placed(one, page, group)
            yield from _shapes(one, page, (own, _inner(one, own.rect)), depth - 1)
        elif kind in _SHAPES:
            yield _painted(one, _placed(one, page, group))
        elif one.tag == MC + "AlternateContent":
            yield from _shapes(alternative(one), page, group, depth - 1)


def _placed(shape: Element, page: Page, group: tuple[Shape, _Frame] | None) -> Shape:
    style = _style(shape)
    hidden = style.get("visibility") == "hidden" or style.get("mso-hide") == "all"
    if group is not None:
        base, frame = group
        left = frame.left + (number(style.get("left"), 0) - frame.x) * frame.wide
        top = frame.top + (number(style.get("top"), 0) - frame.y) * frame.high
        width = number(style.get("width"), 0) * frame.wide
        height = number(style.get("height"), 0) * frame.high
        rect = Rect(left, top, left + width, top + height)
        return replace(base, rect=rect, hidden=base.hidden or hidden)
    width, height = (_length(style.get(side), UNSIZED) for side in ("width", "height"))
    floating = style.get("position") == "absolute"
    left, top = (_start(style, page, across=a, floating=floating) for a in (True, False))
    rank = number(style.get("z-index"), 0)
    return Shape(
        rect=Rect(left, top, left + width, top + height),
        floating=floating,
        fixed=style.get("mso-position-vertical-relative") in _FIXED,
        behind=rank < 0,
        rank=rank,
        hidden=hidden,
    )


def _inner(group: Element, own: Rect) -> _Frame:
    across, down = _pair(group.get("coordsize"), 1000.0)
    x, y = _pair(group.get("coordorigin"), 0.0)
    wide = own.width / across if across else 0.0
    return _Frame(own.left, own.top, wide, own.height / down if down else 0.0, x, y)


def _painted(shape: Element, placed: Shape) -> Shape:
    """Add what a shape holds and how it is filled."""
    box = next((one for one in shape if local(one) == "textbox"), None)
    path = next((one for one in shape if local(one) == "textpath"), None)
    grows = box is not None and "fit-shape-to-text:t" in (box.get("style") or "")
    fill = _fill(shape)
    drawn = fill.paint.colour if path is not None and fill.paint is not None else None
    return replace(
        placed,
        fill=EMPTY if path is not None else fill,
        content=next(iter(shape.iter(_TEXT)), None),
        words=(path.get("string") or "") if path is not None else "",
        ink=drawn,
        whole=local(shape) in {"rect", "roundrect"} or (shape.get("type") or "").endswith("_t202"),
        grows=grows,
    )


def _fill(shape: Element) -> Fill:
    if any(local(one) == "imagedata" for one in shape):
        return MIXED
    if shape.get("filled") in {"f", "false"} or local(shape) in {"line", "polyline"}:
        return EMPTY
    detail = next((one for one in shape if local(one) == "fill"), None)
    kind = (detail.get("type") if detail is not None else None) or "solid"
    if kind != "solid":
        return MIXED
    opacity = _opacity(detail.get("opacity") if detail is not None else None)
    text = (shape.get("fillcolor") or "#ffffff").split(" ")[0]
    digits = _NAMES.get(text, text.removeprefix("#"))
    colour = from_hex("".join(d * 2 for d in digits) if len(digits) == 3 else digits)
    return Fill(painted=True, paint=Paint(colour, opacity) if colour else None)


def _opacity(text: str | None) -> float:
    """Read a share, which may be written in parts of 65536."""
    if text and text.endswith("f"):
        return number(text[:-1], 65536) / 65536
    return number(text, 100) / 100 if text and text.endswith("%") else number(text, 1)


def _start(style: Style, page: Page, *, across: bool, floating: bool) -> float:
    """Return where a shape begins, as Word works it out."""
    if not floating:
        return 0.0
    way, side = ("horizontal", "left") if across else ("vertical", "top")
    reference = _REFERENCES.get(style.get(f"mso-position-{way}-relative") or "", "column")
    start, end = page.span(reference, across=across)
    size = _length(style.get("width" if across else "height"), UNSIZED)
    match style.get(f"mso-position-{way}"):
        case "center":
            return (start + end - size) / 2
        case "right" | "bottom":
            return end - size
    return start + _length(style.get(f"margin-{side}")) + _length(style.get(side))


def _style(shape: Element) -> Style:
    pairs = (one.partition(":") for one in (shape.get("style") or "").split(";")[:60])
    return {name.strip().lower(): text.strip().lower() for name, _, text in pairs}


def _length(text: str | None, usual: float = 0.0) -> float:
    unit = next((unit for unit in _UNITS if text and text.endswith(unit)), None)
    if text and unit:
        return number(text[: -len(unit)], usual) * _UNITS[unit]
    return number(text, usual)


def _pair(text: str | None, usual: float) -> tuple[float, float]:
    first, _, second = (text or "").partition(",")
    return number(first, usual), number(second, usual)
