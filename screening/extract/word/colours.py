"""Colours of Word's own properties: ink, shading and highlight, theme colours included."""

from typing import Final

from screening.extract.office.colours import (
    BLACK,
    WHITE,
    Colour,
    Theme,
    from_hex,
    lightened,
    mixed,
)
from screening.extract.word.xml import value
from screening.extract.xml import Element

_HIGHLIGHTS: Final = {
    "black": "000000", "white": "FFFFFF", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00",
    "magenta": "FF00FF", "red": "FF0000", "yellow": "FFFF00", "darkBlue": "000080",
    "darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000",
    "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip
_THEME_NAMES: Final = {
    "background1": "bg1", "text1": "tx1", "background2": "bg2", "text2": "tx2", "dark1": "dk1",
    "light1": "lt1", "dark2": "dk2", "light2": "lt2", "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}  # fmt: skip


class Shades:
    """Reads colours with the help of the document's theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def ink(self, colour: Element) -> Colour | None:
        """Return the colour of letters; ``None`` for one that fits itself to its ground."""
        return self._themed(colour, "themeColor", "themeTint", "themeShade") or from_hex(
            value(colour)
        )

    def highlight(self, highlight: Element) -> Colour | None:
        """Return the colour of a text marker."""
        return from_hex(_HIGHLIGHTS.get(value(highlight) or ""))

    def painted(self, shade: Element) -> bool:
        """Tell whether a shading paints anything."""
        pattern = value(shade) or "clear"
        if pattern in {"nil", "clear"}:
            plain = value(shade, "fill") in {None, "auto"} and not value(shade, "themeFill")
            return pattern != "nil" and not plain
        return True

    def shade(self, shade: Element) -> Colour | None:
        """Return the colour of a shading; ``None`` for a pattern."""
        fill = self._themed(shade, "themeFill", "themeFillTint", "themeFillShade")
        fill = fill or (WHITE if value(shade, "fill") in {None, "auto"} else None)
        fill = fill or from_hex(value(shade, "fill"))
        pattern = value(shade) or "clear"
        if pattern == "clear" or fill is None:
            return fill
        dots = self._themed(shade, "themeColor", "themeTint", "themeShade")
        dots = dots or from_hex(value(shade, "color")) or BLACK
        if pattern == "solid":
            return dots
        share = pattern.removeprefix("pct")
        return mixed(dots, int(share) / 100, fill) if share.isdecimal() and share != "50" else None

    def _themed(self, element: Element, name: str, tint: str, shade: str) -> Colour | None:
        wanted = value(element, name)
        colour = self._theme.colour(_THEME_NAMES.get(wanted or "", wanted)) if wanted else None
        if colour is None:
            return None
        lighter, darker = value(element, tint), value(element, shade)
        if lighter:
            share = _part(lighter)
            return lightened(colour, share, 1 - share)
        return lightened(colour, _part(darker)) if darker else colour


def _part(text: str) -> float:
    try:
        return min(max(int(text, 16) / 255, 0.0), 1.0)
    except ValueError:
        return 1.0
