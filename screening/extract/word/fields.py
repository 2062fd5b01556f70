"""Fields of Word: the code is for Word, the result for people, and some codes draw something."""

import re
from dataclasses import dataclass, field
from typing import Final

from screening.extract.office.hidden import Hidden
from screening.extract.office.symbols import mark
from screening.extract.word.xml import W, flag, named, value
from screening.extract.xml import Element
from screening.model.reading import HiddenReason

_RUBY: Final = re.compile(r"\\s\\up\s?[\d.]*\s?\([^()]*\)\s*[,;]\s*([^()]*)\)")
_OVER: Final = re.compile(r"\\o(?:\\a[clrd])?\s?\(([^(),;]*)[,;]([^(),;]*)\)")
_BUTTON: Final = re.compile(r"(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s+(.*)", re.IGNORECASE | re.DOTALL)
_SYMBOL: Final = re.compile(r"SYMBOL\s+(\d{1,6})(?:.*\\f\s+\"?([^\"\\]+))?", re.IGNORECASE)
_COUNTERS: Final = re.compile(r"\s*(?:NUM|SECTION)?PAGES?\s*(?:\\\*\s*\w+\s*)*", re.IGNORECASE)
_BOXES: Final = {False: "☐", True: "☒"}
_RINGS: Final = frozenset("○〇◯□△◇")


@dataclass(slots=True)
class _Field:
    code: list[str] = field(default_factory=list)
    form: Element | None = None
    shows: bool = False


class Fields:
    """The fields that are open at one place of a story; they may run over paragraphs."""

    def __init__(self, story: Element, hidden: Hidden) -> None:
        kinds = [value(mark, "fldCharType") for mark in story.iter(W + "fldChar")]
        self._closed = kinds.count("begin") == kinds.count("end")
        self._open: list[_Field] = []
        self._hidden = hidden

    @property
    def coding(self) -> bool:
        """Tell whether text at this place belongs to a code that nobody sees."""
        return self._closed and any(not one.shows for one in self._open)

    def code(self, text: str) -> None:
        """Add to the code of the innermost field, or to the hidden text where none is open."""
        if self._open:
            self._open[-1].code.append(text)
        else:
            self._hidden.add(text, HiddenReason.FIELD_CODE)

    def whole(self, code: str | None) -> None:
        """Note the code of a field that is written as one element."""
        self._note(code or "")

    def marked(self, mark: Element) -> str:
        """Follow a field's mark; return what a field without a result draws."""
        match value(mark, "fldCharType"):
            case "begin":
                self._open.append(_Field(form=named(mark, "ffData")))
            case "separate" if self._open:
                self._open[-1].shows = True
            case "end" if self._open:
                return self._ended(self._open.pop())
        return ""

    def _ended(self, field: _Field) -> str:
        code = "".join(field.code)
        self._note(code)
        drawn = _form_mark(field.form)
        if not drawn and not field.shows:
            drawn = _drawn(code.strip())
        return "" if self.coding else drawn

    def _note(self, code: str) -> None:
        if not _COUNTERS.fullmatch(code):
            self._hidden.add(code.strip(), HiddenReason.FIELD_CODE)


def _form_mark(form: Element | None) -> str:
    """Return the mark of a check box, or what was chosen from a list."""
    box, choice = named(form, "checkBox"), named(form, "ddList")
    if box is not None:
        checked = named(box, "checked")
        return _BOXES[flag(checked if checked is not None else named(box, "default"))]
    if choice is not None:
        entries = [value(entry) or "" for entry in choice if entry.tag == W + "listEntry"]
        chosen = value(named(choice, "result")) or value(named(choice, "default")) or "0"
        at = int(chosen) if chosen.isdecimal() and len(chosen) < 5 else 0
        return entries[at] if at < len(entries) else ""
    return ""


def _drawn(code: str) -> str:
    """Return what the code itself draws: ringed letters, furigana, buttons, symbols."""
    if button := _BUTTON.match(code):
        return button[1].strip()
    if symbol := _SYMBOL.match(code):
        return mark(symbol[2], int(symbol[1]))
    if code[:2].upper() == "EQ":
        if ruby := _RUBY.search(code):
            return ruby[1]
        if over := _OVER.search(code):
            return over[2] if over[1].strip() in _RINGS else over[1] + over[2]
    return ""
