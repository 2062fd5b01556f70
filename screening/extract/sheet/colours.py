"""Colours of spreadsheets: palettes, themes and their shades, and when two look the same."""

import colorsys
from collections.abc import Mapping, Sequence
from typing import Final

Colour = tuple[int, int, int]

WHITE: Final[Colour] = (255, 255, 255)
BLACK: Final[Colour] = (0, 0, 0)
_NEAR: Final = 26
_FOREGROUND: Final = 64
_BACKGROUND: Final = 65
# fmt: off
_PALETTE: Final = (
    0x000000, 0xFFFFFF, 0xFF0000, 0x00FF00, 0x0000FF, 0xFFFF00, 0xFF00FF, 0x00FFFF,
    0x000000, 0xFFFFFF, 0xFF0000, 0x00FF00, 0x0000FF, 0xFFFF00, 0xFF00FF, 0x00FFFF,
    0x800000, 0x008000, 0x000080, 0x808000, 0x800080, 0x008080, 0xC0C0C0, 0x808080,
    0x9999FF, 0x993366, 0xFFFFCC, 0xCCFFFF, 0x660066, 0xFF8080, 0x0066CC, 0xCCCCFF,
    0x000080, 0xFF00FF, 0xFFFF00, 0x00FFFF, 0x800080, 0x800000, 0x008080, 0x0000FF,
    0x00CCFF, 0xCCFFFF, 0xCCFFCC, 0xFFFF99, 0x99CCFF, 0xFF99CC, 0xCC99FF, 0xFFCC99,
    0x3366FF, 0x33CCCC, 0x99CC00, 0xFFCC00, 0xFF9900, 0xFF6600, 0x666699, 0x969696,
    0x003366, 0x339966, 0x003300, 0x333300, 0x993300, 0x993366, 0x333399, 0x333333,
)
# fmt: on
_NAMED: Final = {
    "black": BLACK,
    "white": WHITE,
    "red": (255, 0, 0),
    "green": (0, 255, 0),
    "blue": (0, 0, 255),
    "yellow": (255, 255, 0),
    "magenta": (255, 0, 255),
    "cyan": (0, 255, 255),
    "白": WHITE,
    "黒": BLACK,
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
    return rgb(f"{_PALETTE[number]:06X}") if 0 <= number < len(_PALETTE) else None


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


def lightened(colour: Colour, share: float) -> Colour:
    """Add to a colour's lightness."""
    hue, light, full = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    return of_shares(*colorsys.hls_to_rgb(hue, min(max(light + share, 0.0), 1.0), full))


def of_shares(red: float, green: float, blue: float) -> Colour:
    """Return a colour from shares of 0 to 1."""
    first, second, third = (round(min(max(part, 0.0), 1.0) * 255) for part in (red, green, blue))
    return first, second, third


def alike(ink: Colour, ground: Colour) -> bool:
    """Tell whether letters of one colour cannot be told from a ground of the other."""
    return max(abs(a - b) for a, b in zip(ink, ground, strict=True)) <= _NEAR
