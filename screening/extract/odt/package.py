"""The little of OpenDocument's grammar that the walk and the styles share."""

import math
import re
from typing import Final

from screening.extract.office.colours import Colour, from_hex
from screening.extract.xml import Element

_BASE: Final = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE: Final = _BASE + "office:1.0}"
TEXT: Final = _BASE + "text:1.0}"
TABLE: Final = _BASE + "table:1.0}"
STYLE: Final = _BASE + "style:1.0}"
DRAW: Final = _BASE + "drawing:1.0}"
META: Final = _BASE + "meta:1.0}"
MANIFEST: Final = _BASE + "manifest:1.0}"
FO: Final = _BASE + "xsl-fo-compatible:1.0}"
SVG: Final = _BASE + "svg-compatible:1.0}"
LOEXT: Final = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
XLINK: Final = "{http://www.w3.org/1999/xlink}"
_LENGTH: Final = re.compile(r"\s*(-?\d{0,9}(?:\.\d{1,9})?)\s*(pt|cm|mm|in|px|pc)\s*")
_UNITS: Final = {"pt": 1.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "px": 0.75, "pc": 12.0}


def named(parent: Element | None, *names: str) -> Element | None:
    """Follow first children by their full names."""
    for name in names:
        if parent is None:
            return None
        parent = next((one for one in parent if one.tag == name), None)
    return parent


def points(text: str | None) -> float | None:
    """Read a length; ``None`` when it is missing or no length."""
    found = _LENGTH.fullmatch(text or "")
    if found is None or not any(c.isdigit() for c in found[1]):
        return None
    return float(found[1]) * _UNITS[found[2]]


def percent(text: str | None) -> float | None:
    """Read a percentage as a share; ``None`` when it is none."""
    if not text or not text.strip().endswith("%"):
        return None
    try:
        found = float(text.strip()[:-1]) / 100
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def colour(text: str | None) -> Colour | None:
    """Read a colour such as "#1f2a44"; ``None`` for none and for "transparent"."""
    return from_hex(text[1:]) if text and text.startswith("#") else None


def all_text(element: Element) -> str:
    """Return every text below an element, in order."""
    pieces = [element.text or ""]
    for one in element:
        if isinstance(one.tag, str):
            pieces.append(all_text(one))
        pieces.append(one.tail or "")
    return " ".join(piece for piece in pieces if piece.strip())
