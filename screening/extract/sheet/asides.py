"""Words of an XLSX file that stand beside its cells: comments, properties, names, custom data."""

from collections.abc import Iterator
from typing import Final

from screening.errors import Unreadable
from screening.extract.reading import RawHidden
from screening.extract.sheet.grid import Allowance, Page
from screening.extract.sheet.xml import below, name
from screening.extract.xml import Element, Package, parse
from screening.model.reading import HiddenReason, Severity

_PROPERTIES: Final = ("core-properties", "extended-properties", "custom-properties")
_KEPT: Final = frozenset(
    {
        "title", "subject", "creator", "keywords", "description", "category", "contentstatus",
        "company", "manager",
    }
)  # fmt: skip
_COMMENTS: Final = ("comment", "threadedComment")
_MOST_CUSTOM: Final = 20


def read_comments(part: bytes, page: Page, allowance: Allowance) -> None:
    """Hide the words of the comments on a sheet, furigana left out."""
    try:
        root = parse(part)
    except Unreadable:
        return
    for tag in _COMMENTS:
        for comment in below(root, tag):
            texts = (t.text or "" for t in below(comment, "t"))
            plain = (t.text or "" for t in below(comment, "text"))
            text = "".join(texts) or "".join(plain)
            allowance.take(text)
            page.hide(text, HiddenReason.COMMENT, Severity.NOTE)


def properties(package: Package, allowance: Allowance) -> Iterator[RawHidden]:
    """Yield what the file says of itself: title, subject, keywords and the like."""
    for relation in package.relations("").values():
        if relation.kind in _PROPERTIES and not relation.external:
            for one in _elements(package, relation.target):
                custom = relation.kind == "custom-properties"
                if one.text and (custom or name(one).lower() in _KEPT):
                    yield from _aside(one.text, allowance)


def custom_data(package: Package, allowance: Allowance) -> Iterator[RawHidden]:
    """Yield the words of custom XML parts."""
    parts = [one for one in package.names if one.lower().startswith("customxml/item")]
    for part in [one for one in parts if "props" not in one.lower()][:_MOST_CUSTOM]:
        texts = (one.text or "" for one in _elements(package, part))
        yield from _aside(" ".join(text.strip() for text in texts if text.strip()), allowance)


def _aside(text: str, allowance: Allowance) -> Iterator[RawHidden]:
    allowance.take(text)
    if text.strip():
        yield RawHidden(text, HiddenReason.METADATA, severity=Severity.NOTE)


def _elements(package: Package, part: str) -> Iterator[Element]:
    try:
        root = package.part(part)
    except Unreadable:
        return
    if root is not None:
        yield from root.iter("{*}*")


def spoken_names(root: Element | None, allowance: Allowance) -> Iterator[RawHidden]:
    """Yield the words in defined names: their comments, and texts that they stand for."""
    for defined in below(root, "definedName"):
        quoted = (defined.text or "").split('"')[1::2]
        words = [defined.get("comment") or "", *quoted]
        text = " ".join(word for word in words if any(c.isalpha() for c in word))
        yield from _aside(text, allowance)
