"""The little of the XML of Office files that all sheet modules share: names without namespaces.

Files written in the strict form of the standard have other namespaces for the same names, so only
the last part of a name is looked at.
"""

from collections.abc import Iterator

from screening.extract.xml import Element

_RELATIONS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_YES = frozenset({"1", "true", "on"})


def name(element: Element) -> str:
    """Return an element's name without its namespace."""
    # a processing instruction has no name at all
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def inside(parent: Element | None) -> Iterator[Element]:
    """Yield the children of an element, none of a missing one."""
    return iter(()) if parent is None else iter(parent)


def child(parent: Element | None, *path: str) -> Element | None:
    """Return the first child of a name, or the first child of that, and so on."""
    for step in path:
        parent = next((one for one in inside(parent) if name(one) == step), None)
    return parent


def children(parent: Element | None, wanted: str) -> Iterator[Element]:
    """Yield all children of a name."""
    return (one for one in inside(parent) if name(one) == wanted)


def below(parent: Element | None, wanted: str) -> Iterator[Element]:
    """Yield all elements of a name below another."""
    return iter(()) if parent is None else parent.iter("{*}" + wanted)


def yes(element: Element | None, attribute: str) -> bool:
    """Tell whether an attribute is there and on."""
    return element is not None and (element.get(attribute) or "").lower() in _YES


def whole(element: Element | None, attribute: str, missing: int = 0) -> int:
    """Return an attribute as a whole number."""
    number = real(element, attribute)
    return missing if number is None else int(number)


def real(element: Element | None, attribute: str) -> float | None:
    """Return an attribute as a number; ``None`` when it is none, or beyond all measure."""
    try:
        number = float((element.get(attribute) if element is not None else None) or "")
    except ValueError:
        return None
    return number if abs(number) < 1e15 else None


def relation_id(element: Element) -> str:
    """Return the id by which an element points to another part."""
    return next((found for key in _RELATIONS if (found := element.get(key))), "")
