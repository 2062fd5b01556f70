"""The parts of a Word package, however it was opened, and what they point to."""

from collections.abc import Mapping
from typing import Final, Protocol

from screening.extract.limits import ReadingLimits
from screening.extract.xml import Element, Package, Relation

RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class Parts(Protocol):
    """What the story needs of a package."""

    @property
    def main(self) -> str:
        """The name of the main document."""
        ...

    def part(self, name: str) -> Element | None:
        """Parse a part; ``None`` when it is missing."""
        ...

    def raw(self, name: str) -> bytes | None:
        """Return a part's bytes; ``None`` when it is missing."""
        ...

    def relations(self, name: str) -> Mapping[str, Relation]:
        """Return what a part points to, by relationship id; the package's own for ``""``."""
        ...


class LooseParts:
    """A package whose parts are read one by one, passing over what is missing or odd."""

    def __init__(self, content: bytes, limits: ReadingLimits) -> None:
        self._package = Package(content, limits)
        self.main = self._found()

    def _found(self) -> str:
        """Tell the main document: where the package points to, else by its usual name."""
        for relation in self._package.relations("").values():
            if relation.kind == "officeDocument" and self._package.raw(relation.target) is not None:
                return relation.target
        names = (name.lstrip("/") for name in self._package.names)
        return min(name for name in names if name.lower().startswith("word/document"))

    def part(self, name: str) -> Element | None:
        """Parse a part; ``None`` when it is missing."""
        return self._package.part(name)

    def raw(self, name: str) -> bytes | None:
        """Return a part's bytes; ``None`` when it is missing."""
        return self._package.raw(name)

    def relations(self, name: str) -> Mapping[str, Relation]:
        """Return what a part points to, by relationship id."""
        return self._package.relations(name)


class Source:
    """One part that is walked, and what it points to."""

    def __init__(self, parts: Parts, name: str) -> None:
        self.name = name
        self._parts = parts
        self._relations = parts.relations(name)

    @property
    def root(self) -> Element | None:
        """Return its own tree."""
        return self._parts.part(self.name)

    def first(self, kind: str) -> "Source | None":
        """Return the first part of a kind that this one points to."""
        return next(iter(self.all(kind)), None)

    def all(self, kind: str) -> list["Source"]:
        """Return all parts of a kind that this one points to, each once."""
        targets = {one.target: None for one in self._relations.values() if self._is(one, kind)}
        return [Source(self._parts, name) for name in targets]

    def pointed(self, id: str | None, kind: str) -> "Source | None":
        """Return the part of a kind behind a relationship id."""
        relation = self._relations.get(id or "")
        if relation is None or not self._is(relation, kind):
            return None
        return Source(self._parts, relation.target)

    def content(self) -> bytes | None:
        """Return its own bytes; ``None`` when it is missing."""
        return self._parts.raw(self.name)

    def _is(self, relation: Relation, kind: str) -> bool:
        return not relation.external and relation.kind == kind


def root_of(source: Source | None) -> Element | None:
    """Return the tree of a part that may be missing."""
    return None if source is None else source.root
