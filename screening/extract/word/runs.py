"""Reads the runs of one Word paragraph: what is drawn, and what only stands in the file."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from screening.extract.office.boxes import SMALLEST
from screening.extract.office.colours import Theme, local
from screening.extract.office.hidden import Hidden
from screening.extract.office.symbols import drawn, mark, pictorial, wordy
from screening.extract.office.ways import alternative
from screening.extract.word.fields import Fields
from screening.extract.word.parts import RELATION
from screening.extract.word.styles import Look, Paragraph, Styles, Surroundings, Unseen
from screening.extract.word.tables import WRAPPERS
from screening.extract.word.xml import MC, M, W, length, named, value, words
from screening.extract.xml import Element
from screening.model.reading import HiddenReason, Severity

_REMOVED: Final = frozenset({W + "del", W + "moveFrom"})
_BOXED: Final = frozenset({W + "drawing", W + "pict", W + "object"})
_DRAWN: Final = {
    W + "tab": " ",
    W + "ptab": " ",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
_TAGS: Final = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_MATH: Final = frozenset({M + "oMath", M + "oMathPara"})
_SHORT: Final = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Where the walk stands: what lies behind the text, and whether it is shown at all."""

    around: Surroundings
    unseen: Unseen | None = None
    boxed: bool = False
    """Whether it is inside a table or a text box, whose place in the order is settled."""
    number: int | None = None
    """Of the table row that everything here belongs to."""

    def hiding(self, reason: HiddenReason, severity: Severity = Severity.WARN) -> "Place":
        """Return the same place, where nothing can be seen."""
        return replace(self, unseen=self.unseen or Unseen(reason, severity))


@dataclass(slots=True)
class Story:
    """What all parts of a document share while they are walked."""

    styles: Styles
    theme: Theme
    hidden: Hidden
    fields: Fields
    notes: set[tuple[str, str]] = field(default_factory=set)
    """Kind and id of the notes that visible words point to."""


class Inline:
    """One paragraph under way."""

    def __init__(self, story: Story, paragraph: Paragraph, place: Place) -> None:
        self.drawings: list[Element] = []
        self.turned: bool | None = None
        """Whether a page ended: before the first word here (true) or after one."""
        self._inked = False
        self._pieces: list[str] = []
        self._story = story
        self._paragraph = paragraph
        self._place = place

    @property
    def text(self) -> str:
        """Return what was drawn so far."""
        return "".join(self._pieces)

    def read(self, container: Element) -> None:
        """Read a paragraph, or something inside it that holds runs."""
        for child in container:
            if child.tag == W + "r":
                self._run(child)
            elif child.tag in WRAPPERS:
                self._wrapped(child)
            elif child.tag in _REMOVED:
                self._story.hidden.add(words(child), HiddenReason.DELETED)
            elif child.tag == MC + "AlternateContent":
                chosen = alternative(child)
                self.read(chosen)
                self.leave(child, chosen)
            elif child.tag in _MATH:
                self._show("".join(t.text or "" for t in child.iter(M + "t")))

    def _wrapped(self, wrapper: Element) -> None:
        if wrapper.tag == W + "fldSimple":
            self._story.fields.whole(value(wrapper, "instr"))
        if wrapper.tag == W + "hyperlink":
            self._story.hidden.add(value(wrapper, "tooltip"), HiddenReason.ALT_TEXT)
        self.read(wrapper)

    def label(self, text: str, look: Element | None) -> None:
        """Read the number before the paragraph."""
        found = self._story.styles.look(look, self._paragraph, self._place.around)
        self._sink(self._unseen(found))(text + " ")

    def leave(self, content: Element, chosen: Element) -> None:
        """Note the words of the ways that were not chosen, unless they say the same."""
        shown = words(chosen)
        for way in content:
            other = words(way)
            if way is not chosen and other and other not in shown and shown not in other:
                few = Severity.NOTE if len(other) < _SHORT else Severity.WARN
                self._story.hidden.add(other, HiddenReason.HIDDEN_RUN, severity=few)

    def _run(self, run: Element) -> None:
        look = self._story.styles.look(named(run, "rPr"), self._paragraph, self._place.around)
        unseen = self._unseen(look)
        self._content(run, self._sink(unseen), _font(look), seen=unseen is None)

    def _unseen(self, look: Look) -> Unseen | None:
        return self._place.unseen or self._story.styles.unseen(
            look, self._paragraph, self._place.around
        )

    def _sink(self, unseen: Unseen | None) -> Callable[[str], None]:
        if unseen is None:
            return self._show
        return lambda text: self._story.hidden.add(text, unseen.reason, severity=unseen.severity)

    def _show(self, text: str) -> None:
        if self._story.fields.coding:
            self._story.fields.code(text)
        else:
            self._pieces.append(text)
            self._inked = self._inked or bool(text.strip())

    def _content(
        self, run: Element, sink: Callable[[str], None], font: str | None, *, seen: bool
    ) -> None:
        for child in run:
            if child.tag == W + "t":
                sink(self._letters(child.text or "", font))
            elif child.tag in _DRAWN:
                self._gap(child, sink)
            elif child.tag == MC + "AlternateContent":
                chosen = alternative(child)
                self._content(chosen, sink, font, seen=seen)
                self.leave(child, chosen)
            elif child.tag in _BOXED:
                self.drawings.append(child)
            else:
                self._rare(child, sink, seen=seen)

    def _rare(self, child: Element, sink: Callable[[str], None], *, seen: bool) -> None:
        """Read what few runs hold."""
        match local(child):
            case "delText":
                self._story.hidden.add(child.text, HiddenReason.DELETED)
            case "instrText" | "delInstrText":
                self._story.fields.code(child.text or "")
            case "fldChar":
                sink(self._story.fields.marked(child))
            case "sym":
                sink(mark(value(child, "font"), _code(value(child, "char"))))
            case "ruby":
                self.read(child)
            case "lastRenderedPageBreak":
                self._turn()
            case "footnoteReference" | "endnoteReference" if seen:
                self._story.notes.add((_TAGS[child.tag], value(child, "id") or ""))

    def _gap(self, gap: Element, sink: Callable[[str], None]) -> None:
        if value(gap, "type") == "page":
            self._turn()
        sink(_DRAWN[gap.tag])

    def _turn(self) -> None:
        self.turned = not self._inked

    def _letters(self, text: str, font: str | None) -> str:
        """Return what is seen of letters, which a pictorial font draws as pictures."""
        if font is None:
            return text
        if wordy(text):
            self._story.hidden.add(text, HiddenReason.MISMAPPED)
            return ""
        return drawn(font, text)


def _font(look: Look) -> str | None:
    """Return the font of Latin letters if it is a pictorial one."""
    fonts = look.first("rFonts")
    font = value(fonts, "ascii")
    return font if pictorial(font) and value(fonts, "hint") != "eastAsia" else None


def _code(text: str | None) -> int:
    try:
        return int(text or "", 16)
    except ValueError:
        return 0x2022


def note_id(note: Element) -> str:
    """Return the id of a footnote or endnote."""
    return value(note, "id") or ""


def off_page(paragraph: Paragraph, width: float, height: float) -> HiddenReason | None:
    """Tell whether a frame or an indent moves a paragraph off its page."""
    frame, indent = paragraph.look.get("framePr"), paragraph.look.get("ind")
    if frame is None and indent is None:
        return None
    across, down = length(value(frame, "x"), 0), length(value(frame, "y"), 0)
    wide = length(value(frame, "w"), 0)
    if abs(across) >= width or abs(down) >= height or (wide and across + wide < 0):
        return HiddenReason.OFF_PAGE
    if value(frame, "hRule") == "exact" and length(value(frame, "h"), 12) < SMALLEST:
        return HiddenReason.CLIPPED
    start = value(indent, "left") or value(indent, "start")
    return HiddenReason.OFF_PAGE if length(start, 0) >= width else None


def pointer(element: Element, name: str = "id") -> str | None:
    """Return a relationship id."""
    return element.get(RELATION + name)
