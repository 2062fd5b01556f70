"""The little of WordprocessingML's grammar that the walk and the styles share."""

from screening.extract.xml import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def named(parent: Element | None, name: str) -> Element | None:
    """Return the first child of a name of Word's own namespace."""
    if parent is None:
        return None
    return next((child for child in parent if child.tag == W + name), None)


def value(element: Element | None, attribute: str = "val") -> str | None:
    """Return an attribute of Word's own namespace, ``None`` when either is missing."""
    return None if element is None else element.get(W + attribute)


def flag(element: Element | None) -> bool:
    """Tell whether an on-off element is there and on."""
    return element is not None and value(element) not in {"0", "false", "off", "none"}


def words(element: Element) -> str:
    """Return all text below an element, deleted text included."""
    texts = (t.text or "" for name in ("t", "delText") for t in element.iter(W + name))
    return " ".join(text for text in texts if text)
