"""Opens text documents of the OpenDocument kind: headers, the body, notes and footers."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from posixpath import normpath

from screening.errors import Unreadable
from screening.extract.odt.boxes import odt_shapes
from screening.extract.odt.inline import Place
from screening.extract.odt.package import (
    DRAW,
    FO,
    MANIFEST,
    META,
    OFFICE,
    STYLE,
    TABLE,
    TEXT,
    all_text,
    colour,
    named,
    points,
)
from screening.extract.odt.styles import OdtStyles
from screening.extract.odt.walk import OdtWalk
from screening.extract.office.colours import WHITE, Colour
from screening.extract.office.hidden import Hidden
from screening.extract.reading import Raw, Tools
from screening.extract.sniff import Sniffed
from screening.extract.word.boxes import backdrop
from screening.extract.word.shapes import Page
from screening.extract.xml import Element, Package
from screening.model.reading import (
    DocumentFormat,
    HiddenReason,
    ReadingWarning,
    UnreadableReason,
)

_HEADS = ("header", "header-left", "header-first")
_FEET = ("footer", "footer-left", "footer-first")
_UNTOLD = frozenset(
    {META + name for name in ("generator", "creation-date", "editing-cycles", "editing-duration")}
    | {META + "initial-creator", META + "printed-by", META + "print-date"}
)
_NAMES = frozenset({"creator", "date", "language"})
_LONGEST_NAME = 60


def read_odt(_: Sniffed, content: bytes, tools: Tools) -> Raw:
    """Read a whole document; raise ``Unreadable`` if it is encrypted or damaged."""
    package = Package(content, tools.limits)
    manifest = package.part("META-INF/manifest.xml")
    if manifest is not None and any(True for _ in manifest.iter(MANIFEST + "encryption-data")):
        raise Unreadable(UnreadableReason.ENCRYPTED)
    root = package.part("content.xml")
    text = named(root, OFFICE + "body", OFFICE + "text")
    if root is None or text is None:
        raise Unreadable(UnreadableReason.DAMAGED)
    try:
        return _Telling(package, root, text).told()
    except (RecursionError, ValueError):
        raise Unreadable(UnreadableReason.DAMAGED) from None


@dataclass(frozen=True, slots=True)
class _Master:
    """A master page: what every page of a kind shows."""

    name: str
    element: Element


class _Telling:
    """One document being told."""

    def __init__(self, package: Package, root: Element, text: Element) -> None:
        self._package = package
        self._text = text
        self._hidden = Hidden()
        self._numbers = count(1)
        self._sheet = package.part("styles.xml")
        common = named(self._sheet, OFFICE + "styles")
        self._own = named(self._sheet, OFFICE + "automatic-styles")
        self._body_styles = OdtStyles(named(root, OFFICE + "automatic-styles"), common)
        self._page_styles = OdtStyles(self._own, common)
        masters = named(self._sheet, OFFICE + "master-styles")
        self._masters = [
            _Master(one.get(STYLE + "name") or "", one)
            for one in (masters if masters is not None else ())
            if one.tag == STYLE + "master-page"
        ]

    def told(self) -> Raw:
        """Read what pages show, then what is beside them."""
        used = self._used()
        layout = self._layout(used)
        page, paper = _page(layout), _paper(layout)
        behind, apart = self._drawn_on(used, page, paper)
        ground = None if behind else paper
        box_ground = None if apart else paper
        apart_walk = self._walk(self._page_styles, page, box_ground)
        walk = self._walk(self._body_styles, page, box_ground)
        self._apart(apart_walk, used, _HEADS, paper)
        heads = list(apart_walk.lines)
        walk.read(self._text, Place(ground))
        self._apart(apart_walk, used, _FEET, paper)
        since = len(self._hidden)
        self._unused(used, page)
        shown = "\n".join(line.text for line in (*walk.lines, *apart_walk.lines))
        self._hidden.left_over(since, shown)
        self._deleted()
        self._properties()
        doubted = self._body_styles.doubted or self._page_styles.doubted
        return Raw(
            format=DocumentFormat.ODT,
            lines=(*heads, *walk.lines, *apart_walk.lines[len(heads) :]),
            hidden=self._hidden.found(),
            warnings=frozenset({ReadingWarning.LOOK_UNCHECKED} if doubted else ()),
        )

    def _walk(self, styles: OdtStyles, page: Page, ground: Colour | None) -> OdtWalk:
        walk = OdtWalk(
            styles=styles,
            page=page,
            box_ground=ground,
            hidden=self._hidden,
            numbers=self._numbers,
        )
        walk.objects = self._object_words
        return walk

    def _apart(
        self, walk: OdtWalk, used: list[_Master], kinds: tuple[str, ...], paper: Colour | None
    ) -> None:
        for master in used:
            for one in master.element:
                if one.tag in {STYLE + kind for kind in kinds}:
                    place = Place(paper)
                    if one.get(STYLE + "display") == "false":
                        place = place.hiding(HiddenReason.HIDDEN_RUN)
                    walk.read_apart(one, place)

    def _unused(self, used: list[_Master], page: Page) -> None:
        """Note the words of headers and footers that no page shows."""
        walk = self._walk(self._page_styles, page, None)
        for master in self._masters:
            if master not in used:
                for one in master.element:
                    if one.tag in {STYLE + kind for kind in (*_HEADS, *_FEET)}:
                        walk.read_apart(one, Place(None, HiddenReason.HIDDEN_RUN))

    def _used(self) -> list[_Master]:
        """Return the master pages that some page follows, in the order of the sheet."""
        names = set(self._asked())
        known = {one.name: one for one in self._masters}
        waiting = list(names)
        while waiting:
            following = (
                known[waiting[-1]].element.get(STYLE + "next-style-name")
                if (waiting[-1] in known)
                else None
            )
            waiting.pop()
            if following and following not in names:
                names.add(following)
                waiting.append(following)
        return [one for one in self._masters if one.name in names]

    def _asked(self) -> Iterator[str]:
        first = True
        for block in self._text.iter("*"):
            family = _FAMILIES.get(block.tag)
            if family is None:
                continue
            style = block.get(_STYLE_NAMES[family])
            name = self._body_styles.own(family, style, STYLE + "master-page-name")
            if name or first:
                yield name or "Standard"
            first = False

    def _layout(self, used: list[_Master]) -> Element | None:
        """Return the layout of the first page."""
        name = used[0].element.get(STYLE + "page-layout-name") if used else None
        for one in self._own if self._own is not None else ():
            if one.tag == STYLE + "page-layout" and name in {None, one.get(STYLE + "name")}:
                return named(one, STYLE + "page-layout-properties")
        return None

    def _drawn_on(self, used: list[_Master], page: Page, paper: Colour | None) -> tuple[bool, bool]:
        """Tell whether drawings may lie behind the running words, and behind clear boxes."""
        behind = apart = False
        trees = [(self._text, self._body_styles, False)]
        trees.extend((one.element, self._page_styles, True) for one in used)
        for tree, styles, above in trees:
            for drawing in tree.iter("*"):
                if isinstance(drawing.tag, str) and drawing.tag in _DRAWN:
                    for shape in odt_shapes(drawing, page, styles):
                        if backdrop(shape, page, paper or WHITE):
                            behind = behind or above or shape.behind
                            apart = True
        return behind, apart

    def _object_words(self, href: str) -> Iterator[str]:
        """Yield the words of a chart or formula inside the package."""
        root = self._package.part(normpath(href.removeprefix("./")) + "/content.xml")
        body = named(root, OFFICE + "body")
        for paragraph in body.iter(TEXT + "p") if body is not None else ():
            yield all_text(paragraph)
        if root is not None and body is None:
            texts = (one.text or "" for one in root.iter("*") if str(one.tag).endswith(_SIGNS))
            yield "".join(text.strip() for text in texts)

    def _deleted(self) -> None:
        for deletion in self._text.iter(TEXT + "deletion"):
            words = (all_text(p) for p in deletion.iter("*") if p.tag in _PARAGRAPHS)
            self._hidden.add(" ".join(words), HiddenReason.DELETED)

    def _properties(self) -> None:
        meta = named(self._package.part("meta.xml"), OFFICE + "meta")
        for one in meta if meta is not None else ():
            text = (one.text or "").strip()
            kind = str(one.tag).rpartition("}")[2]
            name = kind in _NAMES or one.tag in _UNTOLD
            told = one.tag != META + "generator" and any(c.isalpha() for c in text)
            if told and not (name and len(text) <= _LONGEST_NAME):
                self._hidden.add(text, HiddenReason.METADATA)


_PARAGRAPHS = frozenset({TEXT + "p", TEXT + "h"})
_FAMILIES = {TEXT + "p": "paragraph", TEXT + "h": "paragraph", TABLE + "table": "table"}
_STYLE_NAMES = {"paragraph": TEXT + "style-name", "table": TABLE + "style-name"}
_DRAWN = frozenset(
    DRAW + name for name in ("frame", "custom-shape", "rect", "ellipse", "polygon", "path")
)
_SIGNS = ("}mi", "}mn", "}mo", "}mtext")


def _page(layout: Element | None) -> Page:
    usual = Page()
    if layout is None:
        return usual
    margin = points(layout.get(FO + "margin"))

    def side(name: str, other: float) -> float:
        found = points(layout.get(FO + name))
        return other if found is None else found

    sides = {
        name: side(f"margin-{name}", usual.left if margin is None else margin)
        for name in ("left", "top", "right", "bottom")
    }
    return Page(
        width=max(side("page-width", usual.width), 1.0),
        height=max(side("page-height", usual.height), 1.0),
        **sides,
    )


def _paper(layout: Element | None) -> Colour | None:
    """Return the page's colour; ``None`` when it is a picture."""
    if layout is None:
        return WHITE
    if layout.get(DRAW + "fill") in {"bitmap", "gradient", "hatch"}:
        return None
    return colour(layout.get(FO + "background-color")) or WHITE
