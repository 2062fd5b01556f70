"""The little of WordprocessingML's grammar that the walk and the styles share."""

import math

from screening.extract.xml import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_UNITS = {"pt": 1.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "pc": 12.0, "pi": 12.0}


def named(parent: Element | None, name: str) -> Element | None:
    """Return the first child of a name of Word's own namespace."""
    if parent is None:
        return None
    return next((child for child in parent if child.tag == W + name), None)


def value(element: Element | None, attribute: str = "val") -> str | None:
    """Return an attribute of Word's own namespace, ``None`` when either is missing."""
    return None if element is None else element.get(W + attribute)


def number(text: str | None, usual: float) -> float:
    """Read a number; a missing or odd one is the usual one. Units, as in "12pt", are left off."""
    if not text:
        return usual
    try:
        found = float(text.strip().removesuffix("pt").removesuffix("%"))
    except ValueError:
        return usual
    return found if math.isfinite(found) else usual


def length(text: str | None, usual: float) -> float:
    """Read a length in points: twentieths of a point, or a number with its unit."""
    if not text:
        return usual
    unit = text.strip()[-2:]
    if unit in _UNITS:
        return number(text.strip()[:-2], usual) * _UNITS[unit]
    found = number(text, math.inf)
    return usual if math.isinf(found) else found / 20


def flag(element: Element | None) -> bool:
    """Tell whether an on-off element is there and on."""
    return element is not None and value(element) not in {"0", "false", "off", "none"}


def words(element: Element) -> str:
    """Return all text below an element, deleted text included."""
    texts = (t.text or "" for name in ("t", "delText") for t in element.iter(W + name))
    return " ".join(text for text in texts if text)
