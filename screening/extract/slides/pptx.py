"""Opens presentations: slides in the order of the show, then what stands beside them."""

from dataclasses import dataclass

from screening.errors import Unreadable
from screening.extract.office.boxes import EMU, Rect
from screening.extract.office.colours import Theme, below, child, local
from screening.extract.office.embedded import add_embedded
from screening.extract.office.frames import measure
from screening.extract.office.graphics import paragraphs
from screening.extract.office.hidden import Hidden
from screening.extract.office.properties import add_properties
from screening.extract.reading import Raw, RawLine, Tools
from screening.extract.slides.looks import Above, placeholder
from screening.extract.slides.slide import Part, Slide
from screening.extract.slides.text import Text
from screening.extract.sniff import Sniffed
from screening.extract.xml import Element, Package, Relation
from screening.model.reading import (
    DocumentFormat,
    HiddenReason,
    ReadingWarning,
    UnreadableReason,
)

_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_USUAL = (12_192_000.0, 6_858_000.0)
_MAP = ("bg1", "tx1", "bg2", "tx2")
_MOSTLY_PICTURES = 0.4
_OFF = frozenset({"0", "false"})


def read_pptx(_: Sniffed, content: bytes, tools: Tools) -> Raw:
    """Read all slides; raise ``Unreadable`` if there are too many, or none can be found."""
    package = Package(content, tools.limits)
    name = _main(package)
    try:
        show = _Show(package, name, tools)
        return show.read()
    except (RecursionError, ValueError, KeyError):
        raise Unreadable(UnreadableReason.DAMAGED) from None


def _main(package: Package) -> str:
    """Tell the presentation: where the package points to, else by its usual name."""
    for relation in package.relations("").values():
        if relation.kind == "officeDocument" and package.raw(relation.target) is not None:
            return relation.target
    return "ppt/presentation.xml"


@dataclass(frozen=True, slots=True)
class _Masters:
    """A slide's layout and master with their names."""

    layout: Part | None
    master: Part | None
    theme: Element | None


class _Show:
    """One presentation under way."""

    def __init__(self, package: Package, name: str, tools: Tools) -> None:
        self._package = package
        self._name = name
        self._tools = tools
        self._hidden = Hidden()
        self._text = Text(self._hidden)
        self._seen: set[str] = set()
        self._warnings: set[ReadingWarning] = set()
        root = package.part(name)
        if root is None:
            raise Unreadable(UnreadableReason.DAMAGED)
        self._root = root
        size = child(root, "sldSz")
        width, height = (
            measure(size.get(side), usual) / EMU if size is not None else usual / EMU
            for side, usual in zip(("cx", "cy"), _USUAL, strict=True)
        )
        self._extent = Rect(0.0, 0.0, width, height)
        self._parts: dict[str, Part | None] = {}

    def read(self) -> Raw:
        """Read every slide and what is beside it."""
        names = self._slides()
        if len(names) > self._tools.limits.pages:
            raise Unreadable(UnreadableReason.TOO_LONG)
        lines: list[RawLine] = []
        for page, name in enumerate(names, 1):
            part = self._part(name)
            if part is not None:
                lines.extend(self._slide(page, part))
        add_properties(self._package, self._hidden)
        if self._text.doubted:
            self._warnings.add(ReadingWarning.LOOK_UNCHECKED)
        return Raw(
            format=DocumentFormat.PPTX,
            lines=tuple(lines),
            pages=len(names),
            hidden=self._hidden.found(),
            warnings=frozenset(self._warnings),
        )

    def _slides(self) -> list[str]:
        relations = self._package.relations(self._name)
        names: list[str] = []
        for one in below(self._root, "sldIdLst"):
            relation = relations.get(one.get(_RELATION_ID) or "")
            if relation is not None and relation.kind == "slide" and not relation.external:
                names.append(relation.target)
        return names

    def _slide(self, page: int, part: Part) -> list[RawLine]:
        masters = self._masters(part)
        slide = Slide(self._package, self._above(part, masters), page, self._extent, self._hidden)
        if part.root.get("showMasterSp") not in _OFF and masters.layout is not None:
            if masters.layout.root.get("showMasterSp") not in _OFF and masters.master is not None:
                slide.add(masters.master, own=False)
            slide.add(masters.layout, own=False)
        slide.add(part, own=True)
        hidden = part.root.get("show") in _OFF
        gone = HiddenReason.HIDDEN_RUN if hidden else None
        lines = list(slide.lines(self._text, self._seen, gone))
        if slide.unchecked:
            self._warnings.add(ReadingWarning.LOOK_UNCHECKED)
        if not lines and not hidden and slide.pictures > _MOSTLY_PICTURES:
            self._warnings.add(ReadingWarning.PAGES_WITHOUT_TEXT)
        self._beside(page, part)
        return lines

    def _above(self, part: Part, masters: _Masters) -> Above:
        theme = Theme(masters.theme)
        master = masters.master.root if masters.master else None
        holders = [child(master, "clrMap")]
        if masters.layout is not None:
            holders.append(child(masters.layout.root, "clrMapOvr", "overrideClrMapping"))
        holders.append(child(part.root, "clrMapOvr", "overrideClrMapping"))
        for holder in holders:
            if holder is not None:
                theme = theme.renamed({name: holder.get(name) or name for name in _MAP})
        return Above(
            layout=masters.layout.root if masters.layout else None,
            master=master,
            presentation=self._root,
            theme=theme,
        )

    def _masters(self, part: Part) -> _Masters:
        layout = self._pointed(part, "slideLayout")
        master = self._pointed(layout, "slideMaster")
        theme = self._pointed(master, "theme")
        return _Masters(layout, master, theme.root if theme else None)

    def _pointed(self, part: Part | None, kind: str) -> Part | None:
        if part is None:
            return None
        relation = next(iter(self._relations(part, kind)), None)
        return None if relation is None else self._part(relation.target)

    def _relations(self, part: Part, kind: str) -> list[Relation]:
        relations = self._package.relations(part.name).values()
        return [one for one in relations if one.kind == kind and not one.external]

    def _part(self, name: str) -> Part | None:
        if name not in self._parts:
            root = self._package.part(name)
            self._parts[name] = None if root is None else Part(name, root)
        return self._parts[name]

    def _beside(self, page: int, part: Part) -> None:
        """Note what a speaker reads, what reviewers wrote and what is embedded."""
        for relation in self._relations(part, "notesSlide"):
            root = self._package.part(relation.target)
            for shape in below(root, "cSld", "spTree"):
                place = placeholder(shape)
                if place is None or place.kind not in {"sldNum", "dt", "hdr", "ftr", "sldImg"}:
                    notes = " ".join(paragraphs(shape))
                    self._hidden.add(notes, HiddenReason.COMMENT, page=page)
        for relation in self._relations(part, "comments"):
            root = self._package.part(relation.target)
            for element in root.iter("*") if root is not None else ():
                if local(element) in {"text", "t"}:
                    self._hidden.add(element.text, HiddenReason.COMMENT, page=page)
        for kind in ("package", "oleObject"):
            for relation in self._relations(part, kind):
                content = self._package.raw(relation.target)
                if not add_embedded(relation.target, content, self._tools, self._hidden):
                    self._warnings.add(ReadingWarning.ATTACHMENTS_UNREAD)
