"""Notes the properties of an Office package: title, keywords and such, which no page shows."""

from collections.abc import Mapping
from typing import Final, Protocol

from screening.extract.office.colours import local
from screening.extract.office.hidden import Hidden
from screening.extract.xml import Element, Relation
from screening.model.reading import HiddenReason

_KINDS: Final = frozenset({"core-properties", "extended-properties", "custom-properties"})
_UNTOLD: Final = frozenset({"created", "modified", "lastPrinted", "revision", "bool", "language"})
_TOLD: Final = frozenset({"Company", "Manager", "HyperlinkBase"})
"""What people write among the extended properties; the rest is counted by the program."""
_NAMES: Final = frozenset({"creator", "lastModifiedBy", "Company", "Manager"})
_LONGEST_NAME: Final = 60


class _Parts(Protocol):
    def part(self, name: str) -> Element | None: ...

    def relations(self, name: str) -> Mapping[str, Relation]: ...


def add_properties(parts: _Parts, hidden: Hidden) -> None:
    """Note every text among the properties; names only when they are longer than a name."""
    for relation in parts.relations("").values():
        if relation.kind not in _KINDS or relation.external:
            continue
        root = parts.part(relation.target)
        for element in root.iter("*") if root is not None else ():
            text = (element.text or "").strip()
            name = local(element)
            is_name = name in _NAMES and len(text) <= _LONGEST_NAME
            told = name in _TOLD or relation.kind != "extended-properties"
            if told and name not in _UNTOLD and not is_name and any(c.isalpha() for c in text):
                hidden.add(text, HiddenReason.METADATA)
