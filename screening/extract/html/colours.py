"""Colours of a style sheet: those written in a simple way, and when two look the same."""

import colorsys
import re
from typing import Final

Colour = tuple[float, float, float]
"""Red, green and blue, each from 0 to 255."""

WHITE: Final[Colour] = (255, 255, 255)
BLACK: Final[Colour] = (0, 0, 0)
LINK: Final[Colour] = (0, 0, 238)
MARKED: Final[Colour] = (255, 255, 0)

_NEAR: Final = 26.0
_CLEAR: Final = 0.05
_NAMES: Final = {
    "white": "fff", "snow": "fffafa", "ivory": "fffff0", "ghostwhite": "f8f8ff",
    "mintcream": "f5fffa", "azure": "f0ffff", "floralwhite": "fffaf0", "aliceblue": "f0f8ff",
    "seashell": "fff5ee", "honeydew": "f0fff0", "whitesmoke": "f5f5f5", "oldlace": "fdf5e6",
    "lavenderblush": "fff0f5", "linen": "faf0e6", "gainsboro": "dcdcdc", "lightgray": "d3d3d3",
    "lightgrey": "d3d3d3", "silver": "c0c0c0", "darkgray": "a9a9a9", "darkgrey": "a9a9a9",
    "gray": "808080", "grey": "808080", "dimgray": "696969", "dimgrey": "696969", "black": "000",
    "red": "f00", "darkred": "8b0000", "maroon": "800000", "orange": "ffa500", "brown": "a52a2a",
    "yellow": "ff0", "olive": "808000", "lime": "0f0", "green": "008000", "darkgreen": "006400",
    "cyan": "0ff", "aqua": "0ff", "teal": "008080", "blue": "00f", "darkblue": "00008b",
    "navy": "000080", "midnightblue": "191970", "royalblue": "4169e1", "steelblue": "4682b4",
    "slategray": "708090", "darkslategray": "2f4f4f", "magenta": "f0f", "fuchsia": "f0f",
    "purple": "800080", "indigo": "4b0082", "crimson": "dc143c",
}  # fmt: skip
"""Those near white, and the usual ones; any other name is not understood."""
_HEX: Final = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_FUNCTION: Final = re.compile(r"(rgb|hsl)a?\(([-+\d.%,/ a-z]*)\)")
_NUMBER: Final = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+))(%|deg)?")


def colour(text: str) -> tuple[Colour, float] | None:
    """Read a colour and how opaque it is, from 0 to 1; ``None`` when it is not understood."""
    if text == "transparent":
        return BLACK, 0.0
    text = f"#{_NAMES[text]}" if text in _NAMES else text
    if found := _HEX.fullmatch(text):
        return _from_hex(found.group(1))
    if found := _FUNCTION.fullmatch(text):
        return _from_function(found.group(1), found.group(2))
    return None


def clear(opacity: float) -> bool:
    """Tell whether something this opaque cannot be seen."""
    return opacity < _CLEAR


def alike(ink: Colour, ground: Colour) -> bool:
    """Tell whether letters of one colour cannot be told from a ground of the other."""
    return max(abs(a - b) for a, b in zip(ink, ground, strict=True)) <= _NEAR


def over(top: Colour, opacity: float, ground: Colour) -> Colour:
    """Return what a colour looks like when something shines through."""
    red, green, blue = (a * opacity + b * (1 - opacity) for a, b in zip(top, ground, strict=True))
    return red, green, blue


def _from_hex(digits: str) -> tuple[Colour, float]:
    if len(digits) < 6:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue, alpha = (int(f"{digits}ff"[at : at + 2], 16) for at in (0, 2, 4, 6))
    return (red, green, blue), alpha / 255


def _from_function(name: str, arguments: str) -> tuple[Colour, float] | None:
    found = [_NUMBER.fullmatch(one) for one in re.split(r"[,/ ]+", arguments.strip())]
    numbers = [(float(one.group(1)), one.group(2)) for one in found if one]
    if len(numbers) != len(found) or len(numbers) not in {3, 4}:
        return None
    values = [number for number, _ in numbers]
    opacity = _share(values[3], numbers[3][1], 1) if len(values) == 4 else 1.0
    if name == "hsl":
        hue, light, full = values[0] / 360 % 1, _share(values[2], "%", 1), _share(values[1], "%", 1)
        red, green, blue = (part * 255 for part in colorsys.hls_to_rgb(hue, light, full))
    else:
        red, green, blue = (255 * _share(value, unit, 255) for value, unit in numbers[:3])
    return (red, green, blue), opacity


def _share(value: float, unit: str | None, whole: float) -> float:
    return min(max(value / (100 if unit == "%" else whole), 0.0), 1.0)
