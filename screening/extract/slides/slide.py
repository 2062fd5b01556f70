"""Reads one slide: its shapes in reading order, and what of them nobody can see."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from screening.errors import Unreadable
from screening.extract.office.boxes import Rect, in_order
from screening.extract.office.colours import MIXED, Colour, Fill, child, local
from screening.extract.office.frames import Scale, plain_outline
from screening.extract.office.graphics import chart_lines, diagram_lines
from screening.extract.office.hidden import Hidden
from screening.extract.office.ways import alternative
from screening.extract.reading import RawLine
from screening.extract.slides.looks import (
    Above,
    Placeholder,
    placeholder,
    shape_fill,
    style_ink,
)
from screening.extract.slides.tables import table_lines
from screening.extract.slides.text import Setting, Text, font_scale
from screening.extract.xml import Element, Package, Relation
from screening.model.reading import Box, HiddenReason, UnreadableReason

_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DEPTH: Final = 60
_MOST: Final = 500
_PHOTOS: Final = (".jpg", ".jpeg")
_GRAPHICS: Final = {
    "relIds": ("dm", "diagramData", diagram_lines),
    "chart": ("id", "chart", chart_lines),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part with shapes: the slide, its layout or its master."""

    name: str
    root: Element


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One shape; ``rank`` says how high it lies."""

    element: Element
    part: Part
    rank: int
    rect: Rect | None
    fill: Fill
    place: Placeholder | None = None
    twins: tuple[Element, ...] = ()
    hidden: bool = False
    covers: bool = False
    """Whether its outline is plain enough to hide all that lies below it."""


class Slide:
    """One slide under way."""

    def __init__(
        self, package: Package, above: Above, page: int, extent: Rect, hidden: Hidden
    ) -> None:
        self.pictures = 0.0
        """The share of the slide that pictures take."""
        self.unchecked = False
        """Whether more is painted than was compared with the words."""
        self._package = package
        self._above = above
        self._page = page
        self._extent = extent
        self._hidden = hidden
        self._items: list[Item] = []
        self._own: Part | None = None
        self._drawn: list[tuple[Item, Rect]] | None = None
        self._pointed: dict[str, Mapping[str, Relation]] = {}

    def add(self, part: Part, *, own: bool) -> None:
        """Add the shapes of the slide, or what its layout or master shows on it."""
        self._own = part if own else self._own
        tree = child(part.root, "cSld", "spTree")
        if tree is not None:
            self._collect(tree, part, Scale(), _DEPTH, hidden=False, own=own)

    def _collect(
        self, tree: Element, part: Part, scale: Scale, depth: int, *, hidden: bool, own: bool
    ) -> None:
        if not depth:
            raise Unreadable(UnreadableReason.TOO_LONG)
        for one in tree:
            kind = local(one)
            if kind == "AlternateContent":
                way = alternative(one)
                self._collect(way, part, scale, depth - 1, hidden=hidden, own=own)
            elif kind == "grpSp":
                frame = child(one, "grpSpPr", "xfrm")
                rect = scale.rect(frame)
                inner = scale.group(frame, rect) if rect else scale
                gone = hidden or self._described(one)
                self._collect(one, part, inner, depth - 1, hidden=gone, own=own)
            elif kind in {"sp", "cxnSp", "pic", "graphicFrame"}:
                self._take(one, part, scale, hidden=hidden, own=own)

    def _take(self, shape: Element, part: Part, scale: Scale, *, hidden: bool, own: bool) -> None:
        place = placeholder(shape)
        if place is not None and not own:
            return  # what a layout asks for is not shown
        twins = tuple(self._above.twins(place)) if own else ()
        rect = next((rect for one in (shape, *twins) if (rect := _rect(one, scale))), None)
        gone = self._described(shape) or hidden
        item = Item(
            element=shape,
            part=part,
            rank=len(self._items),
            rect=rect,
            fill=MIXED
            if local(shape) == "pic"
            else shape_fill(shape, list(twins), self._above.theme),
            place=place,
            twins=twins,
            hidden=gone,
            covers=self._plain(shape, part),
        )
        item = replace(item, covers=item.covers and (item.fill.opaque or item.fill == MIXED))
        if local(shape) == "pic" and rect is not None and not gone:
            self.pictures += rect.shared(self._extent) / max(self._extent.area, 1.0)
        self._items.append(item)

    def _described(self, shape: Element) -> bool:
        """Note what describes a shape; tell whether it is hidden."""
        for holder in shape:
            properties = child(holder, "cNvPr") if local(holder).startswith("nv") else None
            if properties is not None:
                for name in ("descr", "title"):
                    self._hidden.add(properties.get(name), HiddenReason.ALT_TEXT, page=self._page)
                return properties.get("hidden") in {"1", "true"}
        return False

    def _plain(self, shape: Element, part: Part) -> bool:
        if local(shape) == "pic":
            blip = child(shape, "blipFill", "blip")
            pointer = blip.get(_RELATION + "embed") if blip is not None else None
            relation = self._relations(part).get(pointer or "")
            return relation is not None and relation.target.lower().endswith(_PHOTOS)
        outline = child(shape, "spPr", "prstGeom")
        return local(shape) == "sp" and plain_outline(outline)

    def lines(self, text: Text, seen: set[str], gone: HiddenReason | None) -> Iterator[RawLine]:
        """Yield the lines; those of layouts and masters only once in a presentation."""
        for item in self._ordered():
            own = item.part is self._own
            for line in self._item_lines(item, text, gone):
                key = line.text if not own else ""
                if key not in seen or own:
                    yield line
                if key:
                    seen.add(key)

    def _ordered(self) -> list[Item]:
        """Put the title first, then all others by their places."""
        titles = [one for one in self._items if one.place is not None and one.place.title]
        others = [one for one in self._items if one not in titles]
        placed = [one for one in others if one.rect is not None]
        loose = [one for one in others if one.rect is None]
        return [*titles, *in_order(placed, lambda one: one.rect or self._extent), *loose]

    def _item_lines(self, item: Item, text: Text, gone: HiddenReason | None) -> Iterator[RawLine]:
        setting = self._setting(item)
        setting = replace(setting, unseen=gone or self._unseen(item))
        body = child(item.element, "txBody")
        box = _box(item.rect)
        for line in text.lines(body, setting):
            yield RawLine(line, page=self._page, box=box)
        if local(item.element) == "graphicFrame":
            yield from self._graphic(item, text, setting)

    def _setting(self, item: Item) -> Setting:
        body = child(item.element, "txBody")
        twins = list(item.twins)
        return Setting(
            page=self._page,
            theme=self._above.theme,
            levels=self._above.levels(body, twins, item.place),
            ground=self._ground(item),
            ink=style_ink(item.element, self._above.theme),
            scale=font_scale(body),
        )

    def _graphic(self, item: Item, text: Text, setting: Setting) -> Iterator[RawLine]:
        """Read a table, or a chart or diagram, whose words are in a part of their own."""
        data = child(item.element, "graphic", "graphicData")
        for one in data if data is not None else ():
            if local(one) == "tbl":
                for line, rect in table_lines(one, item.rect, text, setting):
                    yield RawLine(line, page=self._page, box=_box(rect))
            elif local(one) in _GRAPHICS:
                name, kind, reader = _GRAPHICS[local(one)]
                relation = self._relations(item.part).get(one.get(_RELATION + name) or "")
                if relation is not None and relation.kind == kind and not relation.external:
                    root = self._package.part(relation.target)
                    for line in reader(root) if root is not None else ():
                        yield from self._shown(line, item, setting)

    def _shown(self, line: str, item: Item, setting: Setting) -> Iterator[RawLine]:
        if setting.unseen is None:
            yield RawLine(line, page=self._page, box=_box(item.rect))
        else:
            self._hidden.add(line, setting.unseen, page=self._page)

    def _unseen(self, item: Item) -> HiddenReason | None:
        """Tell whether a whole shape cannot be seen, and why."""
        rect = item.rect
        if item.hidden:
            return HiddenReason.HIDDEN_RUN
        if rect is None:
            return None
        if not rect.touches(self._extent):
            return HiddenReason.OFF_PAGE
        if any(o.rank > item.rank and o.covers and a.hides(rect) for o, a in self._painted()):
            return HiddenReason.COVERED
        clipped = child(item.element, "txBody", "bodyPr")
        overflow = clipped.get("vertOverflow") if clipped is not None else None
        return HiddenReason.CLIPPED if overflow == "clip" and rect.flat else None

    def _ground(self, item: Item) -> Colour | None:
        """Return what lies behind a shape's words; ``None`` when that cannot be told."""
        if item.fill.opaque and item.fill.paint is not None:
            return item.fill.paint.colour
        if item.fill.painted and (item.fill.paint is None or item.fill.paint.solid):
            return None
        if item.rect is None:
            return None
        rect = item.rect
        beneath = [
            one for one, area in self._painted() if one.rank < item.rank and area.shared(rect) > 0
        ]
        if self.unchecked:
            return None
        if not beneath:
            return self._paper
        top = max(beneath, key=lambda one: one.rank)
        whole = top.rect is not None and top.rect.hides(rect) and top.fill.opaque
        return top.fill.paint.colour if whole and top.fill.paint is not None else None

    def _painted(self) -> list[tuple[Item, Rect]]:
        """Return what is painted, with its place; of very many, the first."""
        if self._drawn is None:
            painted = (one for one in self._items if one.fill.painted and not one.hidden)
            placed = [(one, one.rect) for one in painted if one.rect is not None]
            self.unchecked = len(placed) > _MOST
            self._drawn = placed[:_MOST]
        return self._drawn

    def _relations(self, part: Part) -> Mapping[str, Relation]:
        if part.name not in self._pointed:
            self._pointed[part.name] = self._package.relations(part.name)
        return self._pointed[part.name]

    @property
    def _paper(self) -> Colour | None:
        return self._above.ground(self._own.root) if self._own is not None else None


def _rect(shape: Element, scale: Scale) -> Rect | None:
    frame = child(shape, "spPr", "xfrm")
    return scale.rect(frame if frame is not None else child(shape, "xfrm"))


def _box(rect: Rect | None) -> Box | None:
    if rect is None:
        return None
    return Box(left=rect.left, top=rect.top, right=rect.right, bottom=rect.bottom)
