"""Frames and shapes of text documents: where they stand and what they are painted with."""

from collections.abc import Iterator
from typing import Final

from screening.errors import Unreadable
from screening.extract.odt.package import DRAW, FO, STYLE, SVG, TABLE, TEXT, colour, percent, points
from screening.extract.odt.styles import OdtStyles
from screening.extract.office.boxes import Rect
from screening.extract.office.colours import EMPTY, MIXED, Fill, Paint
from screening.extract.word.shapes import UNSIZED, Page, Shape
from screening.extract.xml import Element
from screening.model.reading import UnreadableReason

_DEPTH: Final = 40
_GROUPS: Final = frozenset({DRAW + "g", DRAW + "a"})
_PAINTED: Final = frozenset({"gradient", "bitmap", "hatch"})
_CLEAR: Final = frozenset({"transparent", "none"})


def odt_shapes(
    drawing: Element, page: Page, styles: OdtStyles, depth: int = _DEPTH
) -> Iterator[Shape]:
    """Yield the shapes of a drawing, those of its groups one by one."""
    if drawing.tag in _GROUPS:
        if not depth:
            raise Unreadable(UnreadableReason.TOO_LONG)
        for one in drawing:
            if isinstance(one.tag, str) and one.tag.startswith(DRAW):
                yield from odt_shapes(one, page, styles, depth - 1)
        return
    yield _shape(drawing, page, styles)


def _shape(drawing: Element, page: Page, styles: OdtStyles) -> Shape:
    name = drawing.get(DRAW + "style-name")
    box = next((one for one in drawing if one.tag == DRAW + "text-box"), None)
    picture = any(one.tag in {DRAW + "image", DRAW + "object"} for one in drawing)
    anchor = drawing.get(TEXT + "anchor-type") or "paragraph"
    least = box.get(FO + "min-height") if box is not None else None
    width = points(drawing.get(SVG + "width"))
    height = points(drawing.get(SVG + "height")) or points(least)
    wide = UNSIZED if width is None else width
    high = UNSIZED if height is None else height
    left, _ = _start(drawing, page, styles, wide, across=True)
    top, fixed = _start(drawing, page, styles, high, across=False)
    rank = drawing.get(DRAW + "z-index") or ""
    return Shape(
        rect=Rect(left, top, left + wide, top + high),
        floating=anchor != "as-char",
        fixed=anchor == "page" or fixed,
        behind=styles.said("graphic", name, "graphic", STYLE + "run-through") == "background",
        rank=float(rank) if rank.isdecimal() and len(rank) < 9 else 0.0,
        fill=MIXED if picture and box is None else _fill(drawing, styles),
        content=box if box is not None else drawing,
        whole=box is not None or drawing.tag == DRAW + "rect" or _is_rectangle(drawing),
        grows=least is not None,
        hidden=drawing.get(DRAW + "display") in {"none", "printer"},
    )


def _is_rectangle(drawing: Element) -> bool:
    outlines = (one for one in drawing if one.tag == DRAW + "enhanced-geometry")
    return any((one.get(DRAW + "type") or "").endswith("rectangle") for one in outlines)


def _fill(drawing: Element, styles: OdtStyles) -> Fill:
    name = drawing.get(DRAW + "style-name")
    kind = styles.said("graphic", name, "graphic", DRAW + "fill")
    ground = styles.said("graphic", name, "graphic", FO + "background-color")
    if kind in _PAINTED:
        return MIXED
    if kind == "solid":
        found = colour(styles.said("graphic", name, "graphic", DRAW + "fill-color"))
        opacity = percent(styles.said("graphic", name, "graphic", DRAW + "opacity"))
        paint = Paint(found, 1.0 if opacity is None else opacity) if found else None
        return Fill(painted=True, paint=paint)
    if ground is not None and ground not in _CLEAR:
        found = colour(ground)
        return Fill(painted=True, paint=Paint(found) if found else None)
    # a shape, unlike a frame, may be painted by default
    unsaid = kind is None and drawing.tag != DRAW + "frame" and ground is None
    return MIXED if unsaid else EMPTY


def _start(
    drawing: Element, page: Page, styles: OdtStyles, size: float, *, across: bool
) -> tuple[float, bool]:
    """Return where a drawing begins, and whether that does not depend on the words around it."""
    way, axis = ("horizontal", "x") if across else ("vertical", "y")
    name = drawing.get(DRAW + "style-name")
    reference = styles.said("graphic", name, "graphic", STYLE + f"{way}-rel") or "paragraph"
    position = styles.said("graphic", name, "graphic", STYLE + f"{way}-pos") or ""
    whole = drawing.get(TEXT + "anchor-type") == "page" and reference != "page-content"
    start, end = page.span("page" if reference == "page" or whole else "margin", across=across)
    fixed = reference in {"page", "page-content"} or whole
    match position:
        case "center" | "middle":
            return (start + end - size) / 2, fixed
        case "right" | "bottom" | "outside":
            return end - size, fixed
    return start + (points(drawing.get(SVG + axis)) or 0.0), fixed


def is_drawing(element: Element) -> bool:
    """Tell frames, shapes and groups."""
    return isinstance(element.tag, str) and element.tag.startswith(DRAW)


def row_height(row: Element, styles: OdtStyles) -> float | None:
    """Return a row's fixed height, ``None`` when it grows with its words."""
    name = row.get(TABLE + "style-name")
    fixed = styles.said("table-row", name, "table-row", STYLE + "use-optimal-row-height")
    height = points(styles.said("table-row", name, "table-row", STYLE + "row-height"))
    return height if fixed == "false" else None
