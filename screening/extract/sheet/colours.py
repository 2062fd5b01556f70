"""Colours of spreadsheets: palettes, themes and their shades, and when two look the same."""

import colorsys
from collections.abc import Mapping, Sequence
from typing import Final

from screening.model.reading import HiddenReason

Colour = tuple[int, int, int]

WHITE: Final[Colour] = (255, 255, 255)
BLACK: Final[Colour] = (0, 0, 0)
TINY_POINTS: Final = 4.0
_NEAR: Final = 26
_FOREGROUND: Final = 64
_BACKGROUND: Final = 65
_PALETTE: Final = (
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF "
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF "
    "800000 008000 000080 808000 800080 008080 C0C0C0 808080 "
    "9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF "
    "000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF "
    "00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 "
    "3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 "
    "003366 339966 003300 333300 993300 993366 333399 333333"
).split()
_NAMED: Final = {
    "black": BLACK, "white": WHITE, "red": (255, 0, 0), "green": (0, 255, 0),
    "blue": (0, 0, 255), "yellow": (255, 255, 0), "magenta": (255, 0, 255),
    "cyan": (0, 255, 255), "白": WHITE, "黒": BLACK,
}  # fmt: skip
"""As number formats name them; others are seldom and never white."""
THEME_ORDER: Final = (
    "lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
    "hlink", "folHlink",
)  # fmt: skip
"""What the theme's colours are called, in the order in which cells number them."""
DEFAULT_THEME: Final[Mapping[str, Colour]] = {
    "lt1": WHITE, "dk1": BLACK, "lt2": (238, 236, 225), "dk2": (31, 73, 125),
    "accent1": (79, 129, 189), "accent2": (192, 80, 77), "accent3": (155, 187, 89),
    "accent4": (128, 100, 162), "accent5": (75, 172, 198), "accent6": (247, 150, 70),
    "hlink": (0, 0, 255), "folHlink": (128, 0, 128),
}  # fmt: skip


def rgb(text: str | None) -> Colour | None:
    """Read six hexadecimal figures, or eight with the opacity first; ``None`` for others."""
    digits = (text or "")[-6:]
    try:
        number = int(digits, 16)
    except ValueError:
        return None
    return (number >> 16 & 255, number >> 8 & 255, number & 255) if len(digits) == 6 else None


def indexed(number: int, palette: Sequence[Colour] = ()) -> Colour | None:
    """Return a colour of the palette, the file's own or the usual one; ``None`` if it has none."""
    if number in {_FOREGROUND, _BACKGROUND}:
        return BLACK if number == _FOREGROUND else WHITE
    if 0 <= number < len(palette):
        return palette[number]
    return rgb(_PALETTE[number]) if 0 <= number < len(_PALETTE) else None


def named(name: str | None) -> Colour | None:
    """Return the colour that a number format names: by its name or as "color2"."""
    name = (name or "").lower()
    if name.startswith("color") and name[5:].strip().isdecimal():
        return indexed(int(name[5:].strip()[:3]) + 7)
    return _NAMED.get(name)


def shaded(colour: Colour, share: float) -> Colour:
    """Make a colour darker (below 0, down to -1) or lighter (above 0, up to 1)."""
    hue, light, full = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    share = min(max(share, -1.0), 1.0)
    light = light * (1 + share) if share < 0 else light * (1 - share) + share
    return of_shares(*colorsys.hls_to_rgb(hue, light, full))


def of_shares(red: float, green: float, blue: float) -> Colour:
    """Return a colour from shares of 0 to 1."""
    first, second, third = (round(min(max(part, 0.0), 1.0) * 255) for part in (red, green, blue))
    return first, second, third


def hiding(
    ink: Colour | None, ground: Colour | None, size: float | None
) -> HiddenReason | None:
    """Return why letters cannot be seen; what is unknown (``None``) hides nothing."""
    if size is not None and size < TINY_POINTS:
        return HiddenReason.TINY
    if ink is None or ground is None:
        return None
    near = max(abs(a - b) for a, b in zip(ink, ground, strict=True)) <= _NEAR
    return HiddenReason.COLOUR if near else None
