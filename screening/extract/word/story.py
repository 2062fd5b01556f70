"""Tells a Word document from its parts: which are shown, in which order, and which are not."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from screening.errors import Unreadable
from screening.extract.office.colours import WHITE, Colour, Theme, from_hex
from screening.extract.office.embedded import add_embedded, inner
from screening.extract.office.hidden import Hidden
from screening.extract.office.properties import add_properties
from screening.extract.reading import Raw, Tools
from screening.extract.word.boxes import backdrop, shapes_in
from screening.extract.word.fields import Fields
from screening.extract.word.numbers import Numbers
from screening.extract.word.parts import RELATION, Parts, Source, root_of
from screening.extract.word.runs import Story, note_id
from screening.extract.word.shapes import page_of
from screening.extract.word.styles import Styles
from screening.extract.word.walk import Paper, Walk
from screening.extract.word.xml import W, flag, named, value
from screening.extract.xml import Element
from screening.model.reading import DocumentFormat, HiddenReason, ReadingWarning, UnreadableReason

_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
_NOTE_KINDS = {"separator", "continuationSeparator", "continuationNotice"}
_EMBEDDED = ("package", "oleObject", "subDocument")


def told(parts: Parts, tools: Tools, warnings: frozenset[ReadingWarning]) -> Raw:
    """Read all parts of an open package."""
    telling = _Telling(parts, tools)
    telling.tell()
    return Raw(
        format=DocumentFormat.DOCX,
        lines=tuple(telling.walk.lines),
        hidden=telling.hidden.found(),
        warnings=warnings | telling.warnings,
    )


@dataclass(slots=True)
class _Shown:
    """Headers or footers, sorted by whether some page shows them."""

    used: dict[str, Source] = field(default_factory=dict)
    unused: dict[str, Source] = field(default_factory=dict)


class _Telling:
    """One document being told."""

    def __init__(self, parts: Parts, tools: Tools) -> None:
        self.hidden = Hidden()
        self.warnings: set[ReadingWarning] = set()
        self._parts = parts
        self._tools = tools
        self._main = Source(parts, parts.main)
        root = self._main.root
        if root is None:
            raise Unreadable(UnreadableReason.DAMAGED)
        self._root = root
        self._settings = root_of(self._main.first("settings"))
        self._headers = self._sorted("header")
        self._footers = self._sorted("footer")
        theme = Theme(root_of(self._main.first("theme")), _theme_names(self._settings))
        self._styles = Styles(root_of(self._main.first("styles")), theme)
        self._story = Story(self._styles, theme, self.hidden, self._fields(self._root))
        self.walk = Walk(
            story=self._story,
            numbers=Numbers(root_of(self._main.first("numbering"))),
            paper=self._paper(theme),
            chunk=self._chunk,
        )

    def tell(self) -> None:
        """Read headers, the body, notes and footers, then what is beside them."""
        self._apart(self._headers)
        for body in self._root.iter(W + "body"):
            self._story.fields = self._fields(body)
            self.walk.read(self._main, body)
        for kind, tag in _NOTES.items():
            self._notes(kind, tag)
        self._apart(self._footers)
        self._unused()
        self._beside()
        if self._styles.doubted:
            self.warnings.add(ReadingWarning.LOOK_UNCHECKED)

    def _fields(self, root: Element) -> Fields:
        return Fields(root, self.hidden)

    def _apart(self, shown: _Shown) -> None:
        for source in shown.used.values():
            if (root := source.root) is not None:
                self._story.fields = self._fields(root)
                self.walk.read_apart(source, root)

    def _unused(self) -> None:
        """Note the words of headers and footers that no page shows."""
        since = len(self.hidden)
        for source in (*self._headers.unused.values(), *self._footers.unused.values()):
            if (root := source.root) is not None:
                self._story.fields = self._fields(root)
                self.walk.hide(source, root, HiddenReason.HIDDEN_RUN)
        self.hidden.left_over(since, "\n".join(line.text for line in self.walk.lines))

    def _notes(self, kind: str, tag: str) -> None:
        """Read the notes that the words point to; others are never shown."""
        source = self._main.first(kind)
        root = root_of(source)
        for note in root if root is not None else ():
            if source is None or value(note, "type") in _NOTE_KINDS:
                continue
            self._story.fields = self._fields(note)
            if (tag, note_id(note)) in self._story.notes:
                self.walk.read(source, note)
            else:
                self.walk.hide(source, note, HiddenReason.HIDDEN_RUN)

    def _sorted(self, kind: str) -> _Shown:
        """Sort headers or footers; a section without one of its own goes on with the last one's."""
        shown = _Shown()
        every: dict[str, Source] = {one.name: one for one in self._main.all(kind)}
        even = flag(named(self._settings, "evenAndOddHeaders"))
        current: dict[str, str] = {}
        for section in self._root.iter(W + "sectPr"):
            for reference in section.iter(W + kind + "Reference"):
                source = self._main.pointed(reference.get(RELATION + "id"), kind)
                current[value(reference, "type") or "default"] = source.name if source else ""
            uses = {"default": True, "first": flag(named(section, "titlePg")), "even": even}
            for use, name in current.items():
                if uses.get(use) and name in every:
                    shown.used.setdefault(name, every[name])
        shown.unused = {name: one for name, one in every.items() if name not in shown.used}
        return shown

    def _paper(self, theme: Theme) -> Paper:
        """Tell what lies behind words, drawings under and beside the text included."""
        page = page_of(self._root)
        paper = self._page_colour()
        behind = apart = False
        for root, above in self._drawn_on():
            for drawing in _drawings(root):
                for shape in shapes_in(drawing, page, theme):
                    if backdrop(shape, page, paper):
                        behind = behind or above or shape.behind
                        apart = True
        return Paper(page, None if behind else paper, None if apart else paper)

    def _drawn_on(self) -> Iterator[tuple[Element, bool]]:
        """Yield the trees that may hold drawings, and whether all of them lie behind the body."""
        yield self._root, False
        for source in (*self._headers.used.values(), *self._footers.used.values()):
            if (root := source.root) is not None:
                yield root, True

    def _page_colour(self) -> Colour:
        background = named(self._root, "background")
        if background is None or not flag(named(self._settings, "displayBackgroundShape")):
            return WHITE
        return from_hex(value(background, "color")) or WHITE

    def _chunk(self, source: Source) -> Raw | None:
        raw = inner(source.content(), self._tools)
        if raw is None:
            self.warnings.add(ReadingWarning.ATTACHMENTS_UNREAD)
            self.hidden.add(source.name, HiddenReason.ATTACHMENT)
        return raw

    def _beside(self) -> None:
        """Note comments, properties and what is embedded."""
        comments = root_of(self._main.first("comments"))
        for comment in comments if comments is not None else ():
            texts = (t.text or "" for t in comment.iter(W + "t"))
            self.hidden.add(" ".join(texts), HiddenReason.COMMENT)
        for variable in self._settings.iter(W + "docVar") if self._settings is not None else ():
            self.hidden.add(value(variable), HiddenReason.METADATA)
        add_properties(self._parts, self.hidden)
        for custom in self._main.all("customXml"):
            root = custom.root
            for element in root.iter("*") if root is not None else ():
                self.hidden.add((element.text or "").strip(), HiddenReason.METADATA)
        for kind in _EMBEDDED:
            for source in self._main.all(kind):
                if not add_embedded(source.name, source.content(), self._tools, self.hidden):
                    self.warnings.add(ReadingWarning.ATTACHMENTS_UNREAD)


def _theme_names(settings: Element | None) -> dict[str, str]:
    """Read which colours of the theme stand for text and ground."""
    long = {"light": "lt", "dark": "dk"}
    names: dict[str, str] = {}
    mapping = named(settings, "clrSchemeMapping")
    for short, name in (("bg1", "bg1"), ("tx1", "t1"), ("bg2", "bg2"), ("tx2", "t2")):
        wanted = value(mapping, name)
        if wanted and wanted[:-1] in long:
            names[short] = long[wanted[:-1]] + wanted[-1]
    return names


def _drawings(root: Element) -> Iterator[Element]:
    yield from root.iter(W + "drawing")
    yield from root.iter(W + "pict")
