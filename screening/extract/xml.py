"""Opens zipped XML packages (OOXML, OpenDocument) within the limits: the importer of lxml."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from posixpath import basename, dirname, join, normpath
from typing import Protocol
from zipfile import ZipFile

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from screening.errors import Unreadable
from screening.extract.limits import ReadingLimits
from screening.extract.zip_check import check_archive
from screening.model.reading import UnreadableReason


class Element(Protocol):
    """What we use of an XML element."""

    @property
    def tag(self) -> str:
        """The name with its namespace in braces; something else for a comment."""
        ...

    @property
    def text(self) -> str | None:
        """The text before the first child."""
        ...

    @property
    def tail(self) -> str | None:
        """The text after the element, inside its parent."""
        ...

    @property
    def nsmap(self) -> Mapping[str | None, str]:
        """The namespaces that are known here, by their prefixes."""
        ...

    def get(self, key: str, default: str | None = None, /) -> str | None:
        """Return an attribute."""
        ...

    def iter(self, tag: str, /) -> "Iterator[Element]":
        """Yield all descendants of a name, and the element itself."""
        ...

    def __iter__(self) -> "Iterator[Element]": ...


@dataclass(frozen=True, slots=True)
class Relation:
    """One pointer from a part to another."""

    kind: str
    """The last word of its type, such as ``worksheet``."""
    target: str
    """The other part's name in the package; an address when ``external``."""
    external: bool


class Package:
    """An open package whose parts are parsed one by one, on demand."""

    def __init__(self, content: bytes, limits: ReadingLimits) -> None:
        """Check the zip as a whole; raise ``Unreadable`` when it is not safe to parse."""
        check_archive(content, limits)
        self._zip = ZipFile(BytesIO(content))
        self._names = {name.lstrip("/").casefold(): name for name in self._zip.namelist()}

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of all parts."""
        return tuple(self._names.values())

    def part(self, name: str) -> Element | None:
        """Parse a part, its name in any case; ``None`` when it is missing."""
        stored = self._names.get(name.lstrip("/").casefold())
        return None if stored is None else parse(self._zip.read(stored))

    def raw(self, name: str) -> bytes | None:
        """Return a part's bytes; ``None`` when it is missing."""
        stored = self._names.get(name.lstrip("/").casefold())
        return None if stored is None else self._zip.read(stored)

    def relations(self, name: str) -> Mapping[str, Relation]:
        """Return what an OOXML part points to, by relationship id; the package's own for ``""``."""
        root = self.part(join(dirname(name), "_rels", basename(name) + ".rels"))
        found: dict[str, Relation] = {}
        for one in root if root is not None else ():
            target = one.get("Target") or ""
            external = one.get("TargetMode") == "External"
            inside = target if target.startswith("/") else join(dirname(name), target)
            found[one.get("Id") or ""] = Relation(
                kind=(one.get("Type") or "").rpartition("/")[2],
                target=target if external else normpath(inside).lstrip("/"),
                external=external,
            )
        return found


def parse(part: bytes) -> Element:
    """Parse one part without entities, network or huge trees; raise ``Unreadable`` if damaged."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True
    )
    try:
        root: Element = etree.fromstring(_usual_names(part), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Unreadable(UnreadableReason.DAMAGED) from None
    return root


_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAME = re.compile(
    re.escape(_STRICT)
    + rb"(officeDocument|wordprocessingml|spreadsheetml|presentationml|drawingml)/(\w+)"
)


def _usual_names(part: bytes) -> bytes:
    """Give the elements of the strict form of OOXML the names of its usual form."""
    if _STRICT not in part:
        return part
    return _STRICT_NAME.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", part)


def stream(part: bytes, *tags: str) -> Iterator[Element]:
    """Yield the elements of some names as each ends; it and all before it are then forgotten.

    A part of many rows is read in little memory. "{*}row" is a name in any namespace. An element
    inside of another that is asked for is empty when the outer one comes.
    """
    events = etree.iterparse(
        BytesIO(part),
        events=("end",),
        tag=tags,
        no_network=True,
        resolve_entities=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        for _, element in events:
            yield element
            element.clear(keep_tail=False)
            while element.getprevious() is not None:
                del element.getparent()[0]
    except (etree.XMLSyntaxError, ValueError):
        raise Unreadable(UnreadableReason.DAMAGED) from None
