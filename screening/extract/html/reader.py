"""Reads HTML with the standard library: blocks to lines; what a browser would hide is hidden.

Inline styles, the ``hidden`` attribute and simple rules of the page's own style sheets are
understood. Whatever is not (scripts, linked sheets, most properties, tags in a wrong order) gives
the warning that the look was not fully checked: text that a person cannot see may then be read.
What a rule we cannot judge may hide is read only where a page would have no other words.
"""

import re
from dataclasses import dataclass, field, replace

from screening.extract.html.asides import asides
from screening.extract.html.hints import hints_of, inked
from screening.extract.html.looks import Look, dressed
from screening.extract.html.selectors import Named, coded
from screening.extract.html.style_sheets import Sheet, parse_sheet
from screening.extract.html.tags import (
    BLOCKS,
    CELLS,
    CLOSES,
    DROPPED,
    IMPLIED,
    LINES,
    SHAPES,
    TYPED,
    UNSHOWN,
    UNSURE_TAGS,
    VOID,
)
from screening.extract.html.tokens import End, Start, Words, tokens
from screening.extract.reading import Raw, RawHidden, RawLine, Tools
from screening.extract.sniff import Sniffed
from screening.model.reading import HiddenReason, ReadingWarning, Severity

_DEPTH = 512


@dataclass(frozen=True, slots=True)
class _Open:
    """One element that is still open, and what it does to the text inside."""

    named: Named
    dropped: bool
    look: Look
    folded: bool = False
    """Whether it shows nothing but, at most, a summary."""
    maybe: Look = field(default_factory=Look)
    """How the text looks if the rules hold that we cannot judge."""
    noted: bool = False
    """Whether text inside is hidden on honest pages too."""
    chosen: int = 0
    """In a list to choose from, the number of the option that is shown; -1 for all."""


_ROOT = _Open(named=Named(""), dropped=False, look=Look())


def read_html(sniffed: Sniffed, _: bytes, __: Tools) -> Raw:
    """Read the text that a browser would show without scripts."""
    sheets = _Sheets()
    sheets.read(sniffed.text)
    sheet = parse_sheet("".join(sheets.texts))
    walk = _Walk(sheet)
    walk.read(sniffed.text)
    sure = walk.sure and sheet.sure and sheets.sure
    return Raw(
        format=sniffed.format,
        lines=tuple(RawLine(line) for line in walk.lines),
        hidden=(*walk.hidden, *asides(sniffed.text)),
        warnings=frozenset() if sure else frozenset({ReadingWarning.LOOK_UNCHECKED}),
    )


class _Sheets:
    """Collects the page's own style sheets, wherever they stand."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.sure = True
        self._heeded = True

    def read(self, text: str) -> None:
        """Go over a page."""
        for token in tokens(text):
            if isinstance(token, Start):
                self._start(token.tag, token.values)
            elif isinstance(token, Words) and token.inside == "style" and self._heeded:
                self.texts.append(f"{token.text}\n")

    def _start(self, tag: str, found: dict[str, str]) -> None:
        values = {name: value.strip().lower() for name, value in found.items()}
        linked = tag == "link" and "stylesheet" in values.get("rel", "")
        ordered = tag == "meta" and values.get("http-equiv", "content-type") != "content-type"
        if tag == "style":
            screen = values.get("media", "") in {"", "all", "screen"}
            self._heeded = screen and values.get("type", "") in {"", "text/css"}
        scripted = any(name.startswith("on") for name in values)
        unsure = linked or ordered or scripted or tag in UNSURE_TAGS or not self._heeded
        self.sure = self.sure and not unsure


class _Walk:
    def __init__(self, sheet: Sheet) -> None:
        self.sure = True
        self._sheet = sheet
        self._open = [_ROOT]
        self._line: list[tuple[str, bool]] = []
        self._lines: list[tuple[str, str]] = []
        """Each line without the doubtful words, and with them."""
        self._hidden: list[RawHidden] = []
        self._doubts: list[str] = []
        self._options = self._selects = 0
        self._picked: dict[int, int] = {}

    def read(self, text: str) -> None:
        """Go over a page."""
        self._picked = _picked(text)
        for token in tokens(text):
            if isinstance(token, Start):
                self._start(token.tag, token.values)
            elif isinstance(token, End):
                self._end(token.tag)
            elif isinstance(token, Words):
                self._words(token.text)
        self._end_line()

    @property
    def _clear(self) -> bool:
        return any(clear for clear, _ in self._lines)

    @property
    def lines(self) -> list[str]:
        """Return what is seen; the doubtful too, when there would be nothing else."""
        clear = self._clear
        return [line for line in (one if clear else every for one, every in self._lines) if line]

    @property
    def hidden(self) -> list[RawHidden]:
        """Return what is not seen, and what may not be."""
        doubts = self._doubts if self._clear else []
        return [*self._hidden, *(RawHidden(text, HiddenReason.INVISIBLE) for text in doubts)]

    def _start(self, tag: str, values: dict[str, str]) -> None:
        if tag in CLOSES:
            self._end_implied(*CLOSES[tag])
        if tag in BLOCKS | LINES or tag == "br":
            self._end_line()
        elif tag in CELLS and self._line:
            self._line.append((" | ", False))
        if tag in SHAPES:
            self._painted_over()
        if tag in VOID:
            if tag == "input":
                self._field(values)
            return
        self.sure = self.sure and len(self._open) < _DEPTH
        if len(self._open) < _DEPTH:
            self._open.append(self._opened(tag, values))
            if tag == "textarea":
                self._words(values.get("placeholder", ""))

    def _field(self, values: dict[str, str]) -> None:
        """Show what stands in a field of a form."""
        kind = values.get("type", "").strip().lower()
        text = values.get("value") or values.get("placeholder", "")
        if kind not in TYPED:
            if kind == "hidden" and text.strip():
                self._hidden.append(RawHidden(text, HiddenReason.INVISIBLE, severity=Severity.NOTE))
            return
        self._open.append(self._opened("input", values))
        self._words(f" {text} ")
        self._open.pop()

    def _painted_over(self) -> None:
        """Forget the ground of a picture in which something is drawn."""
        tags = [one.named.tag for one in self._open]
        for n in range(tags.index("svg") if "svg" in tags else len(tags), len(tags)):
            one = self._open[n]
            self._open[n] = replace(
                one, look=replace(one.look, ground=None), maybe=replace(one.maybe, ground=None)
            )

    def _end(self, tag: str) -> None:
        if tag in BLOCKS | LINES:
            self._end_line()
        for index in range(len(self._open) - 1, 0, -1):
            if self._open[index].named.tag == tag:
                self._close(index)
                return
            if self._open[index].named.tag in BLOCKS | CELLS and (
                tag == "p" or tag not in BLOCKS | CELLS
            ):
                break
        self.sure = self.sure and tag in IMPLIED | VOID

    def _words(self, data: str) -> None:
        inside = self._open[-1]
        if inside.dropped or not data:
            return
        bare = inside.named.tag in {"svg", "g"}  # a drawing shows no words but those it places
        reason = HiddenReason.INVISIBLE if inside.folded or bare else inside.look.hidden
        if reason is not None:
            if data.strip():
                severity = Severity.NOTE if inside.noted else Severity.WARN
                self._hidden.append(RawHidden(data, reason, severity=severity))
            return
        doubtful = inside.maybe.hidden is not None
        if doubtful and data.strip():
            self._doubts.append(data)
        kept = inside.named.tag in {"pre", "textarea", "xmp", "plaintext"}
        self._line.append((data if kept else re.sub(r"\s+", " ", data), doubtful))

    def _end_line(self) -> None:
        """Close the line under way."""
        clear = "".join(text for text, doubtful in self._line if not doubtful).strip(" |\n")
        every = "".join(text for text, _ in self._line).strip(" |\n")
        self._line.clear()
        if every:
            self._lines.append((clear, every))

    def _end_implied(self, ended: frozenset[str], stops: frozenset[str]) -> None:
        """End the nearest element that a new one ends."""
        for index in range(len(self._open) - 1, 0, -1):
            tag = self._open[index].named.tag
            if tag in ended:
                self._close(index)
            if tag in ended or tag in stops:
                return

    def _close(self, index: int) -> None:
        """End an element with all inside; browsers go on with some that were not ended."""
        self.sure = self.sure and all(one.named.tag in IMPLIED for one in self._open[index + 1 :])
        del self._open[index:]

    def _opened(self, tag: str, values: dict[str, str]) -> _Open:
        outer = self._open[-1]
        classes, own = values.get("class", ""), values.get("id", "")
        named = Named(
            tag, coded(own.lower()), frozenset(map(coded, classes.lower().split())), values
        )
        path = [*(one.named for one in self._open[1:]), named]
        declared, sure, maybes = self._sheet.declared(path, values.get("style", ""))
        hints = hints_of(tag, values)
        drawn = any(one.tag == "svg" for one in path)
        look = dressed(outer.look, inked({**hints, **declared}, values, drawn=drawn))
        maybe = [
            dressed(outer.maybe, inked({**hints, **one}, values, drawn=drawn))
            for one in maybes or [declared]
        ]
        maybe = [one for one in maybe if one.hidden] or maybe
        if outer.folded and tag == "summary":
            self._open[-1] = replace(outer, look=replace(outer.look, gone=HiddenReason.INVISIBLE))
        shown = self._chosen(tag, outer)
        noted = outer.noted or tag in UNSHOWN or not shown
        if (outer.folded and tag != "summary") or tag in UNSHOWN or not shown:
            look = replace(look, gone=look.gone or HiddenReason.INVISIBLE)
        cased = bool(self._sheet.rules) and (classes + own) != (classes + own).lower()
        scaled = tag == "html" and look.size != _ROOT.look.size  # all sizes in rem change with it
        self.sure = self.sure and sure and look.sure and not (cased or scaled)
        dropped = outer.dropped or tag in DROPPED
        folded = tag == "details" and "open" not in values
        whole = "multiple" in values or values.get("size", "1").strip() not in {"", "0", "1"}
        chosen = -1 if tag == "select" and whole else outer.chosen
        return _Open(named, dropped, look, folded, maybe[0], noted, chosen)

    def _chosen(self, tag: str, outer: _Open) -> bool:
        """Tell whether an element is shown, as far as it is an option to choose."""
        if tag == "select":
            self._options, self._selects = 0, self._selects + 1
        listed = any(one.named.tag == "select" for one in self._open)
        if tag != "option" or outer.chosen < 0 or not listed:
            return True
        self._options += 1
        return self._options == self._picked.get(self._selects, 1)


def _picked(text: str) -> dict[int, int]:
    """Return which option shows, for each list to choose from where that is said."""
    picked: dict[int, int] = {}
    lists = options = 0
    for token in tokens(text):
        if isinstance(token, Start) and token.tag == "select":
            lists, options = lists + 1, 0
        elif isinstance(token, Start) and token.tag == "option" and lists:
            options += 1
            if "selected" in token.values:
                picked[lists] = options
    return picked
