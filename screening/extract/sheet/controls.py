"""Tick boxes and option buttons on an XLSX sheet, which only an old kind of drawing (VML) shows."""

from collections.abc import Iterator
from typing import Final

from screening.errors import Unreadable
from screening.extract.sheet.grid import Allowance, Page, Shape
from screening.extract.sheet.xml import below, child, name
from screening.extract.xml import Element, parse
from screening.model.reading import HiddenReason

_SIGNS: Final = {"checkbox": ("☐", "☑"), "radio": ("○", "◉")}
_CAPTIONED: Final = frozenset({"checkbox", "radio", "label", "groupbox", "gbox", "button", "rect"})
_NOTE: Final = "note"


def read_old_drawing(part: bytes, page: Page, allowance: Allowance) -> None:
    """Read controls with their words into the page; a damaged part holds none."""
    try:
        root = parse(part)
    except Unreadable:
        return
    for shape in root.iter("{*}shape"):
        allowance.look()
        _read(shape, page, allowance)


def _read(shape: Element, page: Page, allowance: Allowance) -> None:
    facts = child(shape, "ClientData")
    kind = ((facts.get("ObjectType") if facts is not None else None) or "").lower()
    words = "\n".join(_words(child(shape, "textbox")))
    if facts is None or kind == _NOTE or kind not in _CAPTIONED or not words.strip():
        return
    allowance.take(words)
    if "hidden" in (shape.get("style") or "").replace(" ", "").partition("visibility:")[2][:6]:
        page.hide(words, HiddenReason.HIDDEN_RUN)
        return
    if page.closed is not None:
        page.hide(words, HiddenReason.HIDDEN_RUN)
        return
    signs = _SIGNS.get(kind)
    if signs:
        checked = child(facts, "Checked")
        is_set = checked is not None and (checked.text or "1").strip() != "0"
        words = f"{signs[is_set]} {words.strip()}"
    row, column = _corner(facts)
    page.shapes.append(Shape(row, column, words))


def _words(box: Element | None) -> Iterator[str]:
    for one in below(box, "div"):
        texts = [one.text or ""]
        for inner in one.iter("{*}*"):
            if inner is not one:
                texts.append("\n" if name(inner) == "br" else inner.text or "")
                texts.append(inner.tail or "")
        yield " ".join("".join(texts).split())


def _corner(facts: Element) -> tuple[int, int]:
    """Return the row and column under the upper left corner, from 1."""
    anchor = child(facts, "Anchor")
    numbers = ((anchor.text or "") if anchor is not None else "").split(",")
    places = [int(n) if n.strip().isdecimal() and len(n) < 9 else 0 for n in numbers]
    return (places[2] + 1, places[0] + 1) if len(places) >= 4 else (1, 1)
