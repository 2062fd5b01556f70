"""Works out what a Word run looks like: shown or not, which colour on which, how small."""

from collections.abc import Iterator

from screening.extract.word.xml import W, flag, named, value
from screening.extract.xml import Element
from screening.model.reading import HiddenReason

UNKNOWN = ""
"""A background that cannot be told from the file; nothing on it is called hidden."""
WHITE = "FFFFFF"
_TINY_HALF_POINTS = 4.0
_NEAR = 24
_CHAIN = 12
_HIGHLIGHTS = {"white": WHITE, "black": "000000", "none": None}
_FILLS = ("solidFill", "gradFill", "blipFill", "pattFill")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/"


class Styles:
    """The style sheet of one document."""

    def __init__(self, root: Element | None) -> None:
        self._by_id: dict[str, Element] = {}
        self._defaults: Element | None = None
        self._default_paragraph = ""
        for style in root if root is not None else ():
            if style.tag == W + "style":
                self._add(style)
            elif style.tag == W + "docDefaults":
                self._defaults = named(named(style, "rPrDefault"), "rPr")

    def _add(self, style: Element) -> None:
        name = value(style, "styleId") or ""
        self._by_id[name] = style
        if value(style, "type") == "paragraph" and value(style, "default") in {"1", "true"}:
            self._default_paragraph = name

    def hiding(
        self, run: Element | None, paragraph: Element | None, background: str
    ) -> HiddenReason | None:
        """Return why a run with these properties cannot be seen, or ``None``."""
        layers = list(self._layers(run, paragraph))
        if flag(_first(layers, "vanish")):
            return HiddenReason.HIDDEN_RUN
        if _number(value(_first(layers, "sz"))) <= _TINY_HALF_POINTS:
            return HiddenReason.TINY
        fills = (_fill(layers), self.paragraph_fill(paragraph), background)
        behind = next(fill for fill in fills if fill is not None)
        colour = value(_first(layers, "color"))
        return HiddenReason.COLOUR if _alike(colour, behind) else None

    def paragraph_fill(self, paragraph: Element | None) -> str | None:
        """Return the paragraph's own shading, ``None`` when it has none."""
        own = named(paragraph, "shd")
        if own is not None:
            return _shade(own)
        for style in self._chain(value(named(paragraph, "pStyle")) or self._default_paragraph):
            if (shade := named(named(style, "pPr"), "shd")) is not None:
                return _shade(shade)
        return None

    def table_may_shade(self, table: Element) -> bool:
        """Tell whether the table's style paints some of its cells."""
        name = value(named(named(table, "tblPr"), "tblStyle"))
        shades = (s for style in self._chain(name) for s in style.iter(W + "shd"))
        return any(_shade(shade) is not None for shade in shades)

    def _layers(self, run: Element | None, paragraph: Element | None) -> Iterator[Element]:
        """Yield run properties from the nearest to the farthest."""
        if run is not None:
            yield run
        paragraph_style = value(named(paragraph, "pStyle")) or self._default_paragraph
        for name in (value(named(run, "rStyle")), paragraph_style):
            for style in self._chain(name):
                if (properties := named(style, "rPr")) is not None:
                    yield properties
        if self._defaults is not None:
            yield self._defaults

    def _chain(self, name: str | None) -> Iterator[Element]:
        for _ in range(_CHAIN):
            style = self._by_id.get(name or "")
            if style is None:
                return
            yield style
            name = value(named(style, "basedOn"))


def cell_fill(cell: Element) -> str | None:
    """Return a table cell's own shading, ``None`` when it has none."""
    shade = named(named(cell, "tcPr"), "shd")
    return None if shade is None else _shade(shade)


def page_background(document: Element) -> str:
    """Return the page's colour; unknown when a drawing lies behind the text."""
    anchors = document.iter(_DRAWING + "wordprocessingDrawing}anchor")
    if any(anchor.get("behindDoc") in {"1", "true"} for anchor in anchors):
        return UNKNOWN
    colour = value(named(document, "background"), "color")
    return colour.upper() if colour and colour != "auto" else WHITE


def box_background(drawing: Element) -> str:
    """Return what a text box's words stand on: its only plain fill, else unknown.

    A box without a fill may lie on a coloured shape; when no shape has one, it is paper.
    """
    for fill in _FILLS[1:]:
        if any(True for _ in drawing.iter(_DRAWING + "main}" + fill)):
            return UNKNOWN
    solids = list(drawing.iter(_DRAWING + "main}solidFill"))
    colours = [c.get("val") for s in solids for c in s.iter(_DRAWING + "main}srgbClr")]
    return colours[0] or UNKNOWN if len(solids) == len(colours) == 1 else UNKNOWN


def _first(layers: list[Element], name: str) -> Element | None:
    found = (named(layer, name) for layer in layers)
    return next((element for element in found if element is not None), None)


def _fill(layers: list[Element]) -> str | None:
    highlight = value(_first(layers, "highlight"))
    if highlight is not None:
        return _HIGHLIGHTS.get(highlight, UNKNOWN)
    shade = _first(layers, "shd")
    return None if shade is None else _shade(shade)


def _shade(shade: Element) -> str | None:
    """Return a shading's colour: ``None`` for no shading, unknown for a theme's or a pattern."""
    fill = value(shade, "fill")
    if value(shade) not in {"clear", "nil", None}:
        return UNKNOWN
    if fill in {None, "auto"}:
        return UNKNOWN if value(shade, "themeFill") else None
    return fill.upper() if fill else None


def _alike(colour: str | None, background: str) -> bool:
    first, second = _channels(colour), _channels(background)
    if first is None or second is None:
        return False
    return max(abs(a - b) for a, b in zip(first, second, strict=True)) < _NEAR


def _channels(colour: str | None) -> tuple[int, int, int] | None:
    try:
        number = int(colour or "", 16)
    except ValueError:
        return None
    return (number >> 16 & 255, number >> 8 & 255, number & 255) if len(colour or "") == 6 else None


def _number(text: str | None) -> float:
    """Return a size in half points; a missing or odd one is an ordinary size."""
    try:
        return float(text or "")
    except ValueError:
        return 21.0
