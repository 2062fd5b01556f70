"""What a slide takes over from its layout, its master and the presentation."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from screening.extract.office.colours import WHITE, Colour, Fill, Paint, Theme, below, child, local
from screening.extract.office.frames import measure
from screening.extract.xml import Element

_TITLES: Final = frozenset({"title", "ctrTitle"})
_BODIES: Final = frozenset({"body", "subTitle", "obj", "half", "pic", "tbl", "chart", "dgm", None})
_PLAIN_GROUND: Final = "1001"
_USUAL_SIZE: Final = 18.0


@dataclass(frozen=True, slots=True)
class Placeholder:
    """Which place of the layout a shape fills."""

    kind: str | None
    index: str

    @property
    def title(self) -> bool:
        """Tell whether it is the slide's title."""
        return self.kind in _TITLES


def placeholder(shape: Element) -> Placeholder | None:
    """Return the place that a shape fills, ``None`` for a shape of its own."""
    for properties in shape:
        found = child(properties, "nvPr", "ph") if local(properties).startswith("nv") else None
        if found is not None:
            return Placeholder(found.get("type"), found.get("idx") or "0")
    return None


@dataclass(frozen=True, slots=True)
class Above:
    """A slide's layout and master, and the presentation; each may be missing."""

    layout: Element | None
    master: Element | None
    presentation: Element | None
    theme: Theme
    _places: dict[int, dict[str, Element]] = field(default_factory=dict)

    def twins(self, place: Placeholder | None) -> list[Element]:
        """Return the shapes of layout and master that a placeholder takes over from."""
        if place is None:
            return []
        found = (
            self._twin(self.layout, place, by_index=True),
            self._twin(self.master, place, by_index=False),
        )
        return [one for one in found if one is not None]

    def _twin(self, root: Element | None, place: Placeholder, *, by_index: bool) -> Element | None:
        best: Element | None = None
        for shape in below(root, "cSld", "spTree"):
            other = placeholder(shape)
            if other is None:
                continue
            same_kind = _family(other.kind) == _family(place.kind)
            if same_kind and by_index and other.index == place.index:
                return shape
            if same_kind and best is None:
                best = shape
        return best

    def levels(
        self, body: Element | None, twins: list[Element], place: Placeholder | None
    ) -> "Levels":
        """Return the text styles that hold in a shape, nearest first."""
        lists = [child(body, "lstStyle"), *(child(one, "txBody", "lstStyle") for one in twins)]
        name = "otherStyle"
        if place is not None and place.kind not in {"dt", "ftr", "sldNum", "hdr"}:
            name = "titleStyle" if place.title else "bodyStyle"
        lists.append(child(self.master, "txStyles", name))
        lists.append(child(self.presentation, "defaultTextStyle"))
        return Levels([one for one in lists if one is not None])

    def ground(self, slide: Element) -> Colour | None:
        """Return the slide's background; ``None`` when it is no single colour."""
        for root in (slide, self.layout, self.master):
            background = child(root, "cSld", "bg")
            if background is not None:
                return self._background(background)
        return self.theme.colour("bg1") or WHITE

    def _background(self, background: Element) -> Colour | None:
        reference = child(background, "bgRef")
        if reference is not None:
            paint = self.theme.paint(reference)
            return paint.colour if paint and reference.get("idx") == _PLAIN_GROUND else None
        fill = self.theme.fill(child(background, "bgPr"))
        return fill.paint.colour if fill and fill.opaque and fill.paint else None


class Levels:
    """The text styles of one shape."""

    def __init__(self, lists: list[Element]) -> None:
        self._lists = lists
        self._found: dict[str, list[Element]] = {}

    def of(self, paragraph: Element | None) -> list[Element]:
        """Return the paragraph properties that hold, the paragraph's own first."""
        level = paragraph.get("lvl") if paragraph is not None else None
        name = f"lvl{int(level) + 1 if level and level.isdecimal() and len(level) < 2 else 1}pPr"
        if name not in self._found:
            both = (child(one, name) for one in self._lists)
            self._found[name] = [one for one in both if one is not None]
        return [*([paragraph] if paragraph is not None else []), *self._found[name]]


def size(run: Element | None, properties: list[Element]) -> float:
    """Return a run's size in points."""
    for one in _runs(run, properties):
        if one.get("sz"):
            return measure(one.get("sz"), _USUAL_SIZE * 100) / 100
    return _USUAL_SIZE


def ink(run: Element | None, properties: list[Element], theme: Theme) -> Fill | None:
    """Return what a run's letters are filled with; ``None`` when nothing says so."""
    for one in _runs(run, properties):
        fill = theme.fill(one)
        if fill is not None:
            return fill
    return None


def _runs(run: Element | None, properties: list[Element]) -> Iterator[Element]:
    if run is not None:
        yield run
    for one in properties:
        default = child(one, "defRPr")
        if default is not None:
            yield default


def _family(kind: str | None) -> str:
    if kind in _TITLES:
        return "title"
    return "body" if kind in _BODIES else kind or "body"


def shape_fill(shape: Element, twins: list[Element], theme: Theme) -> Fill:
    """Return how a shape is filled, by itself, its style or what it takes over from."""
    for one in (shape, *twins):
        fill = theme.fill(child(one, "spPr"))
        if fill is not None:
            return fill
        reference = child(one, "style", "fillRef")
        if reference is not None and reference.get("idx") not in {"0", None}:
            return Fill(painted=True, paint=theme.paint(reference))
    return Fill(painted=False)


def style_ink(shape: Element, theme: Theme) -> Paint | None:
    """Return the colour that a shape's style gives to its words."""
    return theme.paint(child(shape, "style", "fontRef"))
