"""Colours as DrawingML writes them, for presentations and for drawings in Word files."""

import colorsys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from screening.extract.xml import Element

Colour = tuple[int, int, int]
"""Red, green and blue, each from 0 to 255."""

WHITE: Final[Colour] = (255, 255, 255)
BLACK: Final[Colour] = (0, 0, 0)
CLEAR: Final = 0.05
"""What is less opaque than this cannot be seen."""
_SOLID: Final = 0.5
_NEAR: Final = 24
_USUAL_MAP: Final = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_PRESETS: Final = {
    "white": "FFFFFF", "black": "000000", "red": "FF0000", "green": "008000", "blue": "0000FF",
    "yellow": "FFFF00", "gray": "808080", "grey": "808080", "ltGray": "D3D3D3", "dkGray": "A9A9A9",
    "navy": "000080", "teal": "008080", "orange": "FFA500", "snow": "FFFAFA", "ivory": "FFFFF0",
    "ghostWhite": "F8F8FF", "whiteSmoke": "F5F5F5", "mintCream": "F5FFFA", "azure": "F0FFFF",
    "floralWhite": "FFFAF0", "aliceBlue": "F0F8FF", "seaShell": "FFF5EE", "honeydew": "F0FFF0",
    "dkBlue": "00008B", "dkRed": "8B0000", "silver": "C0C0C0", "maroon": "800000",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour and how opaque it is, from 0 to 1."""

    colour: Colour
    opacity: float = 1.0

    @property
    def solid(self) -> bool:
        """Tell whether what lies beneath hardly shines through."""
        return self.opacity > _SOLID


@dataclass(frozen=True, slots=True)
class Fill:
    """How an area is filled; ``paint`` is ``None`` for a picture or another mixture."""

    painted: bool
    paint: Paint | None = None

    @property
    def opaque(self) -> bool:
        """Tell whether nothing beneath can be seen for certain."""
        return self.painted and self.paint is not None and self.paint.opacity > 1 - CLEAR


EMPTY: Final = Fill(painted=False)
MIXED: Final = Fill(painted=True)


def alike(ink: Colour | None, ground: Colour | None) -> bool:
    """Tell whether letters of one colour cannot be told from a ground of the other."""
    if ink is None or ground is None:
        return False
    return max(abs(a - b) for a, b in zip(ink, ground, strict=True)) < _NEAR


def from_hex(text: str | None) -> Colour | None:
    """Read six hexadecimal digits; ``None`` for anything else."""
    try:
        number = int(text or "", 16)
    except ValueError:
        return None
    return (number >> 16 & 255, number >> 8 & 255, number & 255) if len(text or "") == 6 else None


def mixed(top: Colour, share: float, ground: Colour) -> Colour:
    """Return what a colour looks like when the ground shines through."""
    red, green, blue = (
        round(a * share + b * (1 - share)) for a, b in zip(top, ground, strict=True)
    )
    return red, green, blue


def lightened(colour: Colour, times: float, plus: float = 0.0) -> Colour:
    """Change how light a colour is: its lightness, from 0 to 1, multiplied and added to."""
    hue, light, full = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    red, green, blue = colorsys.hls_to_rgb(hue, min(max(light * times + plus, 0.0), 1.0), full)
    return round(red * 255), round(green * 255), round(blue * 255)


def local(element: Element) -> str:
    """Return an element's name without its namespace; nothing for an instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(parent: Element | None, *names: str) -> Element | None:
    """Follow first children by their names without namespaces."""
    for name in names:
        if parent is None:
            return None
        parent = next((one for one in parent if local(one) == name), None)
    return parent


def below(parent: Element | None, *names: str) -> Iterable[Element]:
    """Return the children of what lies at the end of a path; nothing when it is missing."""
    found = child(parent, *names)
    return found if found is not None else ()


class Theme:
    """The colours of a theme, and which of them stand for text and ground."""

    def __init__(self, root: Element | None, names: Mapping[str, str] | None = None) -> None:
        """Read the first colour scheme; ``names`` says which one stands for ``bg1`` and such."""
        self._names = {**_USUAL_MAP, **(names or {})}
        self._colours: dict[str, Colour] = {}
        for one in below(root, "themeElements", "clrScheme"):
            paint = self.paint(one)
            if paint is not None:
                self._colours[local(one)] = paint.colour

    def renamed(self, names: Mapping[str, str]) -> "Theme":
        """Return the same colours under other names."""
        theme = Theme(None, {**self._names, **names})
        theme._colours = self._colours
        return theme

    def colour(self, name: str | None) -> Colour | None:
        """Return a colour of the scheme; ``None`` when it is not known."""
        return self._colours.get(self._names.get(name or "", name or ""))

    def paint(self, holder: Element | None, own: Colour | None = None) -> Paint | None:
        """Read the first colour below an element; ``own`` stands for a style's placeholder."""
        for one in holder if holder is not None else ():
            colour = self._plain(one, own)
            if colour is not None:
                return _changed(one, colour)
        return None

    def fill(self, properties: Element | None, own: Colour | None = None) -> Fill | None:
        """Read how a shape is filled; ``None`` when its properties do not say."""
        for one in properties if properties is not None else ():
            match local(one):
                case "noFill":
                    return EMPTY
                case "solidFill":
                    return Fill(painted=True, paint=self.paint(one, own))
                case "gradFill":
                    stops = [self.paint(stop, own) for stop in below(one, "gsLst")]
                    return _blend(stops)
                case "pattFill":
                    ends = (child(one, "fgClr"), child(one, "bgClr"))
                    return _blend([self.paint(end, own) for end in ends])
                case "blipFill" | "grpFill":
                    return MIXED
        return None

    def _plain(self, element: Element, own: Colour | None) -> Colour | None:
        value = said(element, "val")
        match local(element):
            case "srgbClr":
                return from_hex(value)
            case "schemeClr":
                return own if value == "phClr" else self.colour(value)
            case "sysClr":
                usual = "FFFFFF" if value == "window" else "000000"
                return from_hex(said(element, "lastClr") or usual)
            case "prstClr":
                return from_hex(_PRESETS.get(value or ""))
            case "scrgbClr":
                red, green, blue = (_share(said(element, part)) for part in "rgb")
                return _linear(red), _linear(green), _linear(blue)
        return None


def said(element: Element, name: str) -> str | None:
    """Return an attribute, also where Word's newer drawings write it with a namespace."""
    found = element.get(name)
    return found if found is not None else element.get(_NEWER + name)


_NEWER = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def _blend(paints: list[Paint | None]) -> Fill:
    """Return one colour for a gradient or pattern whose colours are all alike."""
    known = [paint for paint in paints if paint is not None]
    if len(known) != len(paints) or not known:
        return MIXED
    if all(alike(known[0].colour, paint.colour) for paint in known):
        return Fill(painted=True, paint=Paint(known[0].colour, min(p.opacity for p in known)))
    return MIXED


def _changed(element: Element, colour: Colour) -> Paint:
    """Apply what the children of a colour change about it."""
    opacity = 1.0
    for change in element:
        share = _share(said(change, "val"))
        match local(change):
            case "alpha":
                # Word's newer text effects count how clear it is, all others how opaque
                newer = change.get(_NEWER + "val") is not None
                opacity = 1 - share if newer else share
            case "lumMod":
                colour = lightened(colour, share)
            case "lumOff":
                colour = lightened(colour, 1.0, share)
            case "tint":
                colour = mixed(colour, min(max(share, 0.0), 1.0), WHITE)
            case "shade":
                colour = mixed(colour, min(max(share, 0.0), 1.0), BLACK)
    return Paint(colour, opacity)


def _share(text: str | None) -> float:
    """Read thousandths of a percent, or a percentage, as a share; 1 when it cannot be read."""
    try:
        number = float((text or "").rstrip("%"))
    except ValueError:
        return 1.0
    return number / (100 if text and text.endswith("%") else 100_000)


def _linear(share: float) -> int:
    """Return a channel from its share of light."""
    share = min(max(share, 0.0), 1.0)
    bent = 12.92 * share if share <= 0.0031308 else 1.055 * share ** (1 / 2.4) - 0.055
    return round(bent * 255)
