"""Opens Word files: the only importer of python-docx.

The zip is checked before anything is parsed. Where python-docx refuses a package that Word
itself opens (a dangling relationship, a macro file, the strict form of the format), the parts
are read by hand instead.
"""

import zlib
from collections.abc import Mapping
from io import BytesIO
from posixpath import dirname, join, normpath
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from screening.errors import Unreadable
from screening.extract.reading import Raw, Tools
from screening.extract.sniff import Sniffed
from screening.extract.word.parts import LooseParts, Parts
from screening.extract.word.story import told
from screening.extract.xml import Element, Relation
from screening.extract.zip_check import check_archive
from screening.model.reading import ReadingWarning, UnreadableReason

_REFUSED = (
    OpcError,
    KeyError,
    ValueError,
    AttributeError,
    IndexError,
    TypeError,
    # a picture whose bytes are broken, for one
    BadZipFile,
    zlib.error,
    EOFError,
)


def read_docx(_: Sniffed, content: bytes, tools: Tools) -> Raw:
    """Read headers, the body in its order, notes and footers; raise ``Unreadable`` if damaged."""
    check_archive(content, tools.limits)
    warnings: frozenset[ReadingWarning] = frozenset()
    try:
        parts: Parts
        try:
            parts = _OpenedParts(content)
        except (*_REFUSED, etree.XMLSyntaxError):
            parts = LooseParts(content, tools.limits)
            warnings = frozenset({ReadingWarning.STAND_IN_READER})
        return told(parts, tools, warnings)
    except (etree.XMLSyntaxError, RecursionError, *_REFUSED):
        raise Unreadable(UnreadableReason.DAMAGED) from None


class _OpenedParts:
    """A package that python-docx opened."""

    def __init__(self, content: bytes) -> None:
        main = docx.Document(BytesIO(content)).part
        self.main = main.partname.lstrip("/")
        self._package = main.package
        self._parts = {part.partname.lstrip("/"): part for part in main.package.iter_parts()}

    def part(self, name: str) -> Element | None:
        """Parse a part; ``None`` when it is missing."""
        part = self._parts.get(name)
        if part is None:
            return None
        element: Element | None = getattr(part, "element", None)
        return element if element is not None else parse_xml(part.blob)

    def raw(self, name: str) -> bytes | None:
        """Return a part's bytes; ``None`` when it is missing."""
        part = self._parts.get(name)
        return None if part is None else part.blob

    def relations(self, name: str) -> Mapping[str, Relation]:
        """Return what a part points to, by relationship id; the package's own for ``""``."""
        holder = self._parts.get(name) if name else self._package
        return {
            key: Relation(
                kind=one.reltype.rpartition("/")[2],
                target=one.target_ref
                if one.is_external
                else normpath(join(dirname(name), one.target_ref)).lstrip("/"),
                external=one.is_external,
            )
            for key, one in (holder.rels if holder is not None else {}).items()
        }
