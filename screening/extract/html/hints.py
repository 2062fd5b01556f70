"""What tags and attributes say of how their text looks, where no style sheet does."""

import re

from screening.extract.html.style_sheets import Declared


def inked(declared: Declared, values: dict[str, str], *, drawn: bool) -> Declared:
    """Take the words of a drawing, where other properties do what they do elsewhere."""
    if not drawn:
        return declared
    told = {n: values[n].strip().lower() for n in _DRAWN if n in values} | declared
    told.pop("color", None)
    if fill := told.pop("fill", ""):
        told["color"] = "transparent" if fill == "none" else fill
    if "fill-opacity" in told:
        told["opacity"] = told.pop("fill-opacity")
    sized = told.get("font-size", "")
    if re.fullmatch(r"[\d.]+", sized):
        told["font-size"] = f"{sized}px"
    for axis, side in (("x", "left"), ("y", "top")):
        if re.fullmatch(r"-?\d+(\.\d+)?", values.get(axis, "")):
            told[side] = f"{values[axis]}px"
    return told


_DRAWN = ("fill", "fill-opacity", "opacity", "display", "visibility", "font-size", "transform")


def hints_of(tag: str, values: dict[str, str]) -> Declared:
    """Return what a tag and its attributes say in terms of style, where a sheet says nothing."""
    closed = tag == "dialog" and "open" not in values
    hints: Declared = dict(_OWN_STYLE.get(tag, {}))
    if tag == "a" and "href" in values:
        hints["color"] = "#0000ee"
    if "hidden" in values or "popover" in values or closed:
        hints["display"] = "none"
    for name, style in _ATTRIBUTES.get(tag, {}).items() | {("bgcolor", "background-color")}:
        if name in values:
            hints[style] = _old_colour(values[name])
    if "background" in values:
        hints["background"] = "url()"
    return hints


_OWN_STYLE: dict[str, Declared] = {
    "mark": {"background": "yellow", "color": "black"},
    **{tag: {"font-size": "smaller"} for tag in ("small", "sub", "sup")},
}
_ATTRIBUTES: dict[str, dict[str, str]] = {
    "font": {"color": "color"},
    "basefont": {"color": "color"},
    "body": {"text": "color", "link": "link", "vlink": "link", "alink": "link"},
}


def _old_colour(value: str) -> str:
    """Read a colour as attributes have it, where the sign ``#`` may be missing."""
    value = value.strip().lower()
    return f"#{value}" if re.fullmatch(r"[0-9a-f]{6}", value) else value
