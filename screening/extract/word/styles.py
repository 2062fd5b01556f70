"""Works out what a Word run looks like: shown or not, which colour on which, how small."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from screening.extract.office.colours import CLEAR, WHITE, Colour, Theme, alike, child
from screening.extract.word.colours import Shades
from screening.extract.word.xml import W, flag, length, named, number, value
from screening.extract.xml import Element
from screening.model.reading import HiddenReason, Severity

Ground = Colour | None
"""What lies behind a text; ``None`` when the file does not tell, and nothing on it is hidden."""

_TINY = 4.0
_NARROW = 2.0
_USUAL = 10.0
_CHAIN = 1_000
_FARTHEST = 1_000.0
_FORM_MARKS = ("html top of form", "html bottom of form")
"""What Word keeps, hidden, of a web form that was pasted in."""
_FEW = 40
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"

Layer = Mapping[str, Element]
"""Properties by their names; a nearer layer hides a farther one."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What decides how a run looks, apart from the run and its paragraph."""

    ground: Ground
    ink: Colour | None = None
    """The colour of words that have none of their own; ``None`` for black or white as it fits."""
    table: tuple[Layer, ...] = ()
    """Run properties that a table's style gives, nearest first."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """Why a run cannot be seen."""

    reason: HiddenReason
    severity: Severity = Severity.WARN


@dataclass(slots=True)
class _Style:
    name: str
    run: Layer
    paragraph: Layer
    above: str
    kind: str


class Styles:
    """The style sheet of one document."""

    def __init__(self, root: Element | None, theme: Theme) -> None:
        self.shades = Shades(theme)
        self.doubted = False
        """Whether words as light as paper stood on a ground that could not be told."""
        self._theme = theme
        self._styles: dict[str, _Style] = {}
        self._elements: dict[str, Element] = {}
        self._defaults: Layer = {}
        self._default_paragraph = ""
        self._merged: dict[tuple[str, bool], Layer] = {}
        for style in root if root is not None else ():
            if style.tag == W + "style":
                self._add(style)
            elif style.tag == W + "docDefaults":
                self._defaults = layer(named(named(style, "rPrDefault"), "rPr"))

    def _add(self, style: Element) -> None:
        name = value(style, "styleId") or ""
        self._elements[name] = style
        self._styles[name] = _Style(
            name=(value(named(style, "name")) or "").casefold(),
            run=layer(named(style, "rPr")),
            paragraph=layer(named(style, "pPr")),
            above=value(named(style, "basedOn")) or "",
            kind=value(style, "type") or "",
        )
        if value(style, "type") == "paragraph" and value(style, "default") in {"1", "true"}:
            self._default_paragraph = name

    def unseen(self, look: "Look", paragraph: "Paragraph", around: Surroundings) -> Unseen | None:
        """Return why a run with this look cannot be seen, or ``None``."""
        if look.toggled("vanish"):
            style = self._styles.get(paragraph.style)
            mark = style is not None and style.name.endswith(_FORM_MARKS)
            return Unseen(HiddenReason.HIDDEN_RUN, Severity.NOTE if mark else Severity.WARN)
        if _too_small(look):
            return Unseen(HiddenReason.TINY)
        if abs(number(value(look.first("position")), 0.0)) / 2 > _FARTHEST:
            return Unseen(HiddenReason.OFF_PAGE)
        return self._faded(look, paragraph, around)

    def _faded(self, look: "Look", paragraph: "Paragraph", around: Surroundings) -> Unseen | None:
        effect, colour = look.nearer("textFill", "color")
        ink = self.shades.ink(colour) if colour is not None else around.ink
        if effect is not None:
            fill = self._theme.fill(effect)
            outlined = child(look.first("textOutline"), "solidFill") is not None
            if fill is None or outlined:
                return None
            if not fill.painted or (fill.paint is not None and fill.paint.opacity < CLEAR):
                return Unseen(HiddenReason.INVISIBLE)
            ink = fill.paint.colour if fill.paint else None
        behind = self._behind(look, paragraph, around)
        if behind is None and alike(ink, WHITE):
            self.doubted = True
        return Unseen(HiddenReason.COLOUR) if alike(ink, behind) else None

    def _behind(self, look: "Look", paragraph: "Paragraph", around: Surroundings) -> Ground:
        """Return the nearest thing that is painted behind a run."""
        highlight = look.first("highlight")
        if highlight is not None and value(highlight) != "none":
            return self.shades.highlight(highlight)
        for shade in (look.first("shd"), paragraph.look.get("shd")):
            if shade is not None and self.shades.painted(shade):
                return self.shades.shade(shade)
        return around.ground

    def look(self, run: Element | None, paragraph: "Paragraph", around: Surroundings) -> "Look":
        """Collect the properties of a run, nearest first."""
        own = layer(run)
        return Look(
            own=own,
            styles=(
                self.merged(value(own.get("rStyle")) or "", run=True),
                self.merged(paragraph.style, run=True),
                *around.table,
            ),
            defaults=self._defaults,
        )

    def paragraph(self, properties: Element | None) -> "Paragraph":
        """Collect the properties of a paragraph, its style's included."""
        own = layer(properties)
        style = value(own.get("pStyle")) or self._default_paragraph
        return Paragraph(style=style, look={**self.merged(style, run=False), **own})

    def merged(self, name: str, *, run: bool) -> Layer:
        """Return a style's properties together with those that it is based on."""
        key = (name, run)
        if key not in self._merged:
            found: dict[str, Element] = {}
            for style in self._chain(name):
                found = {**(style.run if run else style.paragraph), **found}
            self._merged[key] = found
        return self._merged[key]

    def table_styles(self, name: str) -> list[Element]:
        """Return a table's style and those that it is based on, nearest first."""
        known = (self._elements.get(style) for style in self._names(name))
        return [style for style in known if style is not None]

    def _chain(self, name: str) -> list[_Style]:
        return [self._styles[style] for style in self._names(name)]

    def _names(self, name: str) -> list[str]:
        names: list[str] = []
        while name in self._styles and len(names) < _CHAIN:
            names.append(name)
            name = self._styles[name].above
        return names


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What holds for a whole paragraph."""

    style: str = ""
    look: Layer = field(default_factory=dict)

    def spacing_hides(self) -> bool:
        """Tell whether its lines are too low to show their letters."""
        spacing = self.look.get("spacing")
        exact = value(spacing, "lineRule") == "exact"
        return exact and length(value(spacing, "line"), 12.0) < _TINY


@dataclass(frozen=True, slots=True)
class Look:
    """The properties of one run, by layers."""

    own: Layer
    styles: tuple[Layer, ...]
    defaults: Layer

    def first(self, name: str) -> Element | None:
        """Return the nearest property of a name."""
        for one in self._layers():
            if name in one:
                return one[name]
        return None

    def nearer(self, effect: str, plain: str) -> tuple[Element | None, Element | None]:
        """Return a property or its newer form, whichever is nearer; the newer form wins."""
        for one in self._layers():
            if effect in one:
                return one[effect], None
            if plain in one:
                return None, one[plain]
        return None, None

    def toggled(self, name: str) -> bool:
        """Tell whether a switch is on: styles turn each other's switches round."""
        if name in self.own:
            return flag(self.own[name])
        turns = sum(1 for one in self.styles if flag(one.get(name)))
        return turns % 2 == 1 or flag(self.defaults.get(name))

    def size(self) -> float:
        """Return the size in points."""
        return number(value(self.first("sz")), 2 * _USUAL) / 2

    def _layers(self) -> Iterable[Layer]:
        return (self.own, *self.styles, self.defaults)


def layer(properties: Element | None) -> Layer:
    """Sort properties by their names, those of Word's newer effects included."""
    found: dict[str, Element] = {}
    for one in properties if properties is not None else ():
        if isinstance(one.tag, str) and one.tag.startswith((W, _W14)):
            found.setdefault(one.tag.rpartition("}")[2], one)
    return found


def _too_small(look: Look) -> bool:
    """Tell letters that are small, squeezed or pushed together until none can be told."""
    size = look.size()
    wide = number(value(look.first("w")), 100.0) / 100
    pushed = length(value(look.first("spacing")), 0.0)
    return size < _TINY or size * wide < _NARROW or pushed <= -0.9 * size
