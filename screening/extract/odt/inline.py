"""Reads the words of one paragraph of a text document: spans, fields, notes, what is held back."""

from dataclasses import dataclass, field, replace
from typing import Final

from screening.extract.odt.boxes import is_drawing
from screening.extract.odt.package import OFFICE, TEXT, all_text, named
from screening.extract.odt.styles import Spans
from screening.extract.office.colours import Colour
from screening.extract.office.hidden import Hidden
from screening.extract.xml import Element
from screening.model.reading import HiddenReason

PASSED: Final = frozenset(
    {TEXT + "tracked-changes", OFFICE + "forms", OFFICE + "annotation-end", TEXT + "note-citation"}
)
"""Elements whose content is no part of the words around them."""
_MOST_SPACES: Final = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Where the walk stands: what lies behind the text, and whether it is shown at all."""

    ground: Colour | None
    unseen: HiddenReason | None = None
    boxed: bool = False
    number: int | None = None

    def hiding(self, reason: HiddenReason) -> "Place":
        """Return the same place, where nothing can be seen."""
        return replace(self, unseen=self.unseen or reason)


@dataclass(slots=True)
class Paragraph:
    """One paragraph under way."""

    place: Place
    pieces: list[str] = field(default_factory=list)
    drawings: list[Element] = field(default_factory=list)


class OdtInline:
    """Reads paragraphs one after the other."""

    def __init__(self, hidden: Hidden) -> None:
        self.notes: list[tuple[Element, HiddenReason | None]] = []
        """Notes that came up, and why they cannot be seen, if so."""
        self._hidden = hidden

    def read(self, parent: Element, spans: Spans, state: Paragraph) -> None:
        """Read a paragraph, or something inside it that holds words."""
        self._say(parent.text, spans, state)
        for one in parent:
            if is_drawing(one):
                state.drawings.append(one)
            elif isinstance(one.tag, str):
                self._piece(one, spans, state)
            self._say(one.tail, spans, state)

    def _piece(self, one: Element, spans: Spans, state: Paragraph) -> None:
        match one.tag.removeprefix(TEXT):
            case "span":
                self.read(one, spans.within(one.get(TEXT + "style-name")), state)
            case "s":
                count = one.get(TEXT + "c") or "1"
                many = int(count) if count.isdecimal() and len(count) < 4 else 1
                state.pieces.append(" " * min(many, _MOST_SPACES))
            case "tab":
                state.pieces.append(" ")
            case "line-break":
                state.pieces.append("\n")
            case "note":
                self._note(one, state)
            case "ruby":
                base = named(one, TEXT + "ruby-base")
                if base is not None:
                    self.read(base, spans, state)
            case "hidden-text" | "conditional-text" | "script":
                self._conditional(one, spans, state)
            case _:
                self._other(one, spans, state)

    def _other(self, one: Element, spans: Spans, state: Paragraph) -> None:
        """Read fields and links, whose content is what they show."""
        if one.tag == OFFICE + "annotation":
            texts = (all_text(p) for p in one.iter(TEXT + "p"))
            self._hidden.add(" ".join(texts), HiddenReason.COMMENT)
        elif one.tag in PASSED or not one.tag.startswith(TEXT):
            return
        elif is_hidden(one):
            self._hidden.add(all_text(one), HiddenReason.HIDDEN_RUN)
        else:
            self._hidden.add(one.get(OFFICE + "title"), HiddenReason.ALT_TEXT)
            self.read(one, spans, state)

    def _conditional(self, one: Element, spans: Spans, state: Paragraph) -> None:
        """Read a field that shows its words or hides them."""
        gone = one.tag == TEXT + "script" or one.get(TEXT + "is-hidden") == "true"
        shown = all_text(one)
        for end in ("", "-if-true", "-if-false"):
            other = one.get(TEXT + "string-value" + end)
            if other and other != shown:
                self._hidden.add(other, HiddenReason.FIELD_CODE)
        if gone:
            script = one.tag == TEXT + "script"
            reason = HiddenReason.FIELD_CODE if script else HiddenReason.HIDDEN_RUN
            self._hidden.add(shown, reason)
        else:
            self.read(one, spans, state)

    def _note(self, note: Element, state: Paragraph) -> None:
        """Keep a note for the end; one that hangs on hidden words is hidden with them."""
        body = named(note, TEXT + "note-body")
        if body is not None:
            self.notes.append((body, state.place.unseen))

    def _say(self, text: str | None, spans: Spans, state: Paragraph) -> None:
        if not text:
            return
        text = " ".join(text.split("\n"))
        reason = state.place.unseen
        if reason is None and text.strip():
            reason = spans.unseen(state.place.ground)
        if reason is None:
            state.pieces.append(text)
        else:
            self._hidden.add(text, reason)


def is_hidden(element: Element) -> bool:
    """Tell whether a section or field is hidden."""
    display = element.get(TEXT + "display")
    return display == "none" or (
        display == "condition" and element.get(TEXT + "is-hidden") == "true"
    )
