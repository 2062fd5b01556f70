"""Opens Word files: the only importer of python-docx and lxml.

The zip is checked before anything is parsed. Where python-docx refuses a package that Word
itself opens (a dangling relationship, a macro file), the parts are read by hand instead.
"""

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import dirname, join, normpath
from zipfile import BadZipFile, ZipFile

import docx
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from screening.errors import Unreadable
from screening.extract.reading import Raw, Tools
from screening.extract.sniff import Sniffed
from screening.extract.word.styles import Styles, page_background
from screening.extract.word.walk import Walk
from screening.extract.word.xml import W, flag, named
from screening.extract.xml import Element
from screening.extract.zip_check import check_archive
from screening.model.reading import DocumentFormat, ReadingWarning, UnreadableReason

_REFUSED = (
    OpcError,
    KeyError,
    ValueError,
    AttributeError,
    IndexError,
    # a picture whose bytes are broken, for one
    BadZipFile,
    zlib.error,
    EOFError,
)
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_KINDS = frozenset({"styles", "settings", "header", "footer", "footnotes", "endnotes"})
_NOTE_KINDS = {"separator", "continuationSeparator", "continuationNotice"}


@dataclass(frozen=True, slots=True)
class _Part:
    """A part that the main document points to, by the last word of its relationship's type."""

    kind: str
    root: Element


@dataclass(frozen=True, slots=True)
class _Package:
    body: Element
    parts: Mapping[str, _Part] = field(default_factory=dict)
    """By relationship id."""

    def first(self, kind: str) -> Element | None:
        """Return the first part of a kind, or ``None`` when there is none."""
        return next((part.root for part in self.parts.values() if part.kind == kind), None)


def read_docx(_: Sniffed, content: bytes, tools: Tools) -> Raw:
    """Read headers, the body in its order, notes and footers; raise ``Unreadable`` if damaged."""
    check_archive(content, tools.limits)
    warnings: frozenset[ReadingWarning] = frozenset()
    try:
        try:
            package = _opened(content)
        except _REFUSED:
            package = _opened_by_hand(content)
            warnings = frozenset({ReadingWarning.STAND_IN_READER})
        walk = _walked(package)
    except (etree.XMLSyntaxError, RecursionError, *_REFUSED):
        raise Unreadable(UnreadableReason.DAMAGED) from None
    return Raw(
        format=DocumentFormat.DOCX,
        lines=tuple(walk.lines),
        hidden=tuple(walk.hidden),
        warnings=warnings,
    )


def _opened(content: bytes) -> _Package:
    """Open with python-docx."""
    document = docx.Document(BytesIO(content))
    parts: dict[str, _Part] = {}
    for key, relation in document.part.rels.items():
        kind = relation.reltype.rpartition("/")[2]
        if not relation.is_external and kind in _KINDS:
            parts[key] = _Part(kind, parse_xml(relation.target_part.blob))
    return _Package(body=document.element, parts=parts)


def _opened_by_hand(content: bytes) -> _Package:
    """Open the well-known parts one by one, passing over what is missing."""
    with ZipFile(BytesIO(content)) as archive:
        names = set(archive.namelist())
        main = min(name for name in names if name.lower().startswith("word/document"))
        relations = join(dirname(main), "_rels", main.rpartition("/")[2] + ".rels")
        parts: dict[str, _Part] = {}
        if relations in names:
            for relation in parse_xml(archive.read(relations)):
                kind = relation.get("Type", "").rpartition("/")[2]
                target = normpath(join(dirname(main), relation.get("Target", ""))).lstrip("/")
                if kind in _KINDS and target in names:
                    parts[relation.get("Id", "")] = _Part(kind, parse_xml(archive.read(target)))
        return _Package(body=parse_xml(archive.read(main)), parts=parts)


def _walked(package: _Package) -> Walk:
    walk = Walk(styles=Styles(package.first("styles")), background=page_background(package.body))
    for header in _in_use(package, "header"):
        walk.read_apart(header)
    for body in package.body.iter(W + "body"):
        walk.read(body)
    for kind in ("footnotes", "endnotes"):
        notes = package.first(kind)
        for note in notes if notes is not None else ():
            if note.get(W + "type") not in _NOTE_KINDS:
                walk.read(note)
    for footer in _in_use(package, "footer"):
        walk.read_apart(footer)
    return walk


def _in_use(package: _Package, kind: str) -> Iterator[Element]:
    """Yield the headers or footers that some page shows, each once."""
    seen: set[str] = set()
    settings = package.first("settings")
    even_differs = settings is not None and flag(named(settings, "evenAndOddHeaders"))
    for section in package.body.iter(W + "sectPr"):
        shown = {"default"}
        shown |= {"first"} if flag(named(section, "titlePg")) else set()
        shown |= {"even"} if even_differs else set()
        for reference in section.iter(W + kind + "Reference"):
            key = reference.get(_RELATION_ID) or ""
            if reference.get(W + "type", "default") in shown and key not in seen:
                seen.add(key)
                if key in package.parts:
                    yield package.parts[key].root
