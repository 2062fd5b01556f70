"""What declarations make of text: the little that is understood, and a sign for all the rest.

``Look`` holds what an element hands on to the text and the elements inside it. A property or a
value outside of the lists here makes the look not ``sure``; the file then carries a warning.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from screening.extract.html.colours import BLACK, WHITE, Colour, alike, clear, colour, over
from screening.extract.html.style_sheets import Declared
from screening.model.reading import HiddenReason

_TINY: Final = 4.0
_FAINT: Final = 0.3
_FAR: Final = 100.0
_VAST: Final = 300.0
_BEYOND: Final = 5_000.0
_UNITS: Final = {
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "in": 96.0,
    "cm": 37.8,
    "mm": 3.78,
    "rem": 16.0,
    "vw": 12.8,
    "vh": 8.0,
    "ch": 8.0,
    "ex": 8.0,
    "q": 0.945,
}
_SIZES: Final = {
    "xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0,
    "x-large": 24.0, "xx-large": 32.0, "xxx-large": 48.0,
}  # fmt: skip
_LENGTH: Final = re.compile(
    r"([-+]?(?:\d+\.?\d*|\.\d+))(px|pt|pc|in|cm|mm|rem|em|vw|vh|ch|ex|q|%)?"
)
_SCALE: Final = re.compile(r"scale(?:3d|x|y)?\(([-\d.,]+)\)")
_FADED: Final = re.compile(r"(?:opacity|contrast)\((\d*\.?\d+)(%?)\)")
_MOVED: Final = re.compile(r"translate(?:3d|x|y)?\(([^()]*)\)")
_EDGE_ON: Final = re.compile(r"rotate[xy]\(-?(?:90|270)deg\)|matrix(?:3d)?\(0,0,|skew\w?\(90deg")
_BOX: Final = frozenset({"height", "width", "max-height", "max-width"})
_PLACE: Final = frozenset({"left", "top", "right", "bottom", "text-indent"})
_HARMLESS: Final = re.compile(
    r"--[\w-]+|border(-(?!image)[\w-]+)?|text-(align|decoration|transform)"
    r"|font-(weight|style|family|variant)|list-style(-type|-position)?|vertical-align|white-space"
    r"|float|clear|box-sizing|table-layout|empty-cells|caption-side|orphans|widows|cursor"
    r"|(page-)?break-(before|after|inside)|min-(width|height)|(row-|column-)?gap|hyphens"
    r"|flex(-wrap)?|justify-content|align-(items|content|self)|word-wrap|overflow-wrap|word-break"
)
_DISPLAYS: Final = re.compile(
    r"block|inline(-block|-flex|-grid)?|flex|grid|flow-root|list-item|contents"
    r"|table(-cell|-row|-row-group|-header-group|-footer-group|-caption)?"
)
_WORDS: Final = frozenset({"auto", "none", "normal", "inherit", "initial", "unset"})
_VISIBILITIES: Final = frozenset({"visible", "hidden", "collapse"})


@dataclass(frozen=True, slots=True)
class Look:
    """How text at one place looks; ``None`` for a colour that is not known."""

    gone: HiddenReason | None = None
    """Why nothing inside can be seen, whatever it says itself."""
    seen: bool = True
    size: float = 16.0
    ink: Colour | None = BLACK
    opacity: float = 1.0
    """Of the ink alone."""
    ground: Colour | None = WHITE
    shine: float = 1.0
    """Of the element with all that is inside."""
    sure: bool = True
    fill: tuple[Colour, float] | None = None
    """Instead of the ink, where a page sets it."""
    zoom: float = 1.0

    @property
    def hidden(self) -> HiddenReason | None:
        """Why text right here cannot be seen, or ``None``."""
        ink, opacity = self.fill or (self.ink, self.opacity)
        if self.gone or not self.seen or clear(self.shine) or clear(opacity):
            return self.gone or HiddenReason.INVISIBLE
        if self.size * self.zoom < _TINY:
            return HiddenReason.TINY
        if ink is None or self.ground is None:
            return None
        shown = over(ink, opacity * self.shine, self.ground)
        return HiddenReason.COLOUR if alike(shown, self.ground) else None


def dressed(outer: Look, declared: Declared) -> Look:
    """Return the look inside an element with these declarations."""
    look = replace(outer, sure=True)
    for name, value in declared.items():
        look = _with(look, name, value, outer)
    edge = declared.get("overflow", declared.get("overflow-y", declared.get("overflow-x", "")))
    boxes = [declared[name] for name in _BOX if name in declared]
    shut = any(_shut(value) for value in boxes)
    if shut and edge not in {"", "visible"}:
        return _gone(look)
    clipped = edge not in {"", "visible", "auto", "scroll"} and (boxes or "white-space" in declared)
    return replace(look, sure=False) if shut or clipped else look


def _with(look: Look, name: str, value: str, outer: Look) -> Look:
    unsure = replace(look, sure=False)
    if re.search(r"\b(?:var|calc|env|attr|min|max|clamp|url|expression)\(", value):
        if name == "color":
            return replace(unsure, ink=None)
        return replace(unsure, ground=None) if name.startswith("background") else unsure
    if name in {"color", "background", "background-color"}:
        return _painted(look, name, value, outer)
    if name in {"font", "font-size"}:
        size = _font(value, outer.size) if name == "font" else _size(value, outer.size)
        return unsure if size is None else replace(look, size=size)
    if name in {"-webkit-text-fill-color", "zoom", "filter"} or "mask" in name:
        return _rare(look, name, value, outer)
    if name in {"opacity", "visibility", "display", "content-visibility"}:
        return _shown(look, name, value, outer)
    if name in {"transform", "scale", "clip", "clip-path", "translate"}:
        return _bent(look, name, value)
    if name in _PLACE or name.startswith(("margin", "padding")):
        return _placed(look, value)
    known = _HARMLESS.fullmatch(name) or _tame(name, value)
    return look if known else unsure


def _rare(look: Look, name: str, value: str, outer: Look) -> Look:
    """Follow what few pages have, as far as it can make text vanish."""
    unsure = replace(look, sure=False)
    if "mask" in name:
        return _gone(look) if "transparent" in value else unsure
    if name == "filter":
        shares = [float(n) / (100 if sign else 1) for n, sign in _FADED.findall(value)]
        return _gone(look) if any(clear(share) for share in shares) else unsure
    if name == "zoom":
        found = _LENGTH.fullmatch(value)
        if not found or found.group(2) not in {None, "%"}:
            return unsure
        share = float(found.group(1)) / (100 if found.group(2) else 1)
        return replace(unsure, zoom=outer.zoom * (share or 1.0))
    paint = colour(value)
    return replace(unsure, fill=paint) if paint or value == "currentcolor" else unsure


def _tame(name: str, value: str) -> bool:
    """Tell whether a value leaves text where it is, for properties where not every one does."""
    if name in _BOX:
        return value in _WORDS or _pixels(value) is not None
    if name in {"line-height", "letter-spacing", "word-spacing"}:
        least = 0.8 if name == "line-height" else 0.0
        found = _LENGTH.fullmatch(value)
        percent = 100 if found and found.group(2) == "%" else 1
        return value in _WORDS or bool(found and float(found.group(1)) / percent >= least)
    return name in {"overflow", "overflow-x", "overflow-y"} or (name, value) in {
        ("position", "static"),
        ("position", "relative"),
    }


def _painted(look: Look, name: str, value: str, outer: Look) -> Look:
    if name == "color":
        if value in {"inherit", "unset"}:
            return replace(look, ink=outer.ink, opacity=outer.opacity)
        found = colour(value)
        if found is None:
            return replace(look, ink=None, opacity=1.0, sure=False)
        return replace(look, ink=found[0], opacity=found[1])
    if value in {"none", "initial", "unset"}:
        return replace(look, ground=outer.ground)
    found = colour(value)
    if found is None or (outer.ground is None and found[1] < 1):
        return replace(look, ground=None, sure=False)
    return replace(look, ground=over(*found, outer.ground or WHITE))


def _shown(look: Look, name: str, value: str, outer: Look) -> Look:
    if name == "opacity":
        found = _LENGTH.fullmatch(value)
        if not found or found.group(2) not in {None, "%"}:
            return replace(look, sure=False)
        share = float(found.group(1)) / (100 if found.group(2) else 1)
        shine = outer.shine * min(max(share, 0.0), 1.0)
        return replace(look, shine=shine, sure=look.sure and shine >= _FAINT)
    if name == "visibility":
        if value not in _VISIBILITIES:
            return replace(look, sure=False)
        return replace(look, seen=value == "visible")
    if value in {"none", "hidden", "table-column", "table-column-group"}:
        return _gone(look)
    known = _DISPLAYS.fullmatch(value) if name == "display" else value == "visible"
    return look if known else replace(look, sure=False)


def _bent(look: Look, name: str, value: str) -> Look:
    if value == "none" or (name == "clip" and value == "auto"):
        return look
    if name in {"scale", "translate"}:
        value = f"{name}({value.replace(' ', ',')})"
    if _EDGE_ON.search(value) or any(_outside(one) for one in _MOVED.findall(value)):
        return _gone(look)
    scales = [
        float(part) for one in _SCALE.findall(value) for part in one.split(",") if _real(part)
    ]
    if any(abs(scale) < 0.1 for scale in scales) or re.match(
        r"rect\(0(?:px)?[, ]0|rect\(1px[, ]1px|inset\((?:[5-9]\d|100)%|(?:circle|ellipse)\(0"
        r"|polygon\(0(?:px|%)? 0(?:px|%)?(?:,0(?:px|%)? 0(?:px|%)?)*\)",
        value,
    ):
        return _gone(look)
    return replace(look, sure=False)


def _outside(moves: str) -> bool:
    """Tell whether text is moved off the page; in per cent, by more than its own size."""
    for move in moves.split(","):
        length = _pixels(move)
        if length is not None and move.endswith("%"):
            length = length / 16 * (1 if abs(length) > 16 * 150 else 0)
        if length is not None and (length <= -_FAR or length >= _BEYOND / 2):
            return True
    return False


def _real(text: str) -> bool:
    return re.fullmatch(r"-?(?:\d+\.?\d*|\.\d+)", text) is not None


def _placed(look: Look, value: str) -> Look:
    """Take text far outside for gone; what is moved out a little may cover something."""
    lengths = [_pixels(word) for word in value.split() if word not in _WORDS]
    known = [length for length in lengths if length is not None]
    if any(length <= -_FAR or length >= _BEYOND for length in known):
        return _gone(look)
    tame = len(known) == len(lengths) and all(0 <= length <= _VAST for length in known)
    return look if tame else replace(look, sure=False)


def _gone(look: Look) -> Look:
    return replace(look, gone=look.gone or HiddenReason.INVISIBLE)


def _shut(value: str) -> bool:
    """Tell whether a box of this height or width shows nothing."""
    found = _pixels(value)
    return found is not None and found < _TINY


def _pixels(value: str, em: float = 16.0) -> float | None:
    found = _LENGTH.fullmatch(value)
    if not found or (found.group(2) is None and float(found.group(1))):
        return None
    unit = found.group(2) or "px"
    return float(found.group(1)) * (em if unit == "em" else em if unit == "%" else _UNITS[unit])


def _size(value: str, outer: float) -> float | None:
    """Return a font's size in pixels, or ``None`` when it is not understood."""
    if value in _SIZES:
        return _SIZES[value]
    words = {"inherit": outer, "unset": outer, "initial": 16.0, "smaller": outer / 1.2}
    words["larger"] = outer * 1.2
    if value in words:
        return words[value]
    percent = value.endswith("%")
    size = _pixels(value, outer)
    return size / 100 if size is not None and percent else size


def _font(value: str, outer: float) -> float | None:
    """Return the size in the ``font`` shorthand: its first word that is one."""
    sizes = (_size(word.partition("/")[0], outer) for word in value.split())
    return next((size for size in sizes if size is not None), None)
