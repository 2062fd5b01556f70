"""Reads HTML with the standard library: blocks to lines; what a browser would hide is hidden.

Inline styles, the ``hidden`` attribute and simple rules of the page's own style sheets are
understood. Whatever is not (scripts, linked sheets, most properties, tags in a wrong order) gives
the warning that the look was not fully checked: text that a person cannot see may then be read.
"""

import re
from dataclasses import dataclass, replace
from html.parser import HTMLParser

from screening.extract.html.asides import asides
from screening.extract.html.looks import Look, dressed
from screening.extract.html.style_sheets import Declared, Named, Sheet, parse_sheet
from screening.extract.reading import Raw, RawHidden, RawLine, Tools
from screening.extract.sniff import Sniffed
from screening.model.reading import HiddenReason, ReadingWarning

_DROPPED = frozenset(
    {"script", "style", "head", "template", "noscript", "iframe", "object", "svg", "canvas"}
    | {"textarea", "select", "datalist", "audio", "video", "title", "noembed", "noframes", "rp"}
    | {"progress", "meter"}
)
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "fieldset"}
    | {"figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"}
    | {
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    }
)
_CELLS = frozenset({"td", "th"})
_STOPS = (_BLOCKS | _CELLS) - {"address", "div", "p"}
_ROWS = frozenset({"tr", "tbody", "thead", "tfoot"})
_CLOSES = {
    **dict.fromkeys(_BLOCKS - _ROWS, (frozenset({"p"}), _STOPS)),
    **dict.fromkeys(("dd", "dt"), (frozenset({"dd", "dt"}), _STOPS)),
    "li": (frozenset({"li"}), _STOPS),
    **dict.fromkeys(_CELLS, (_CELLS, frozenset({"table"}))),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    **dict.fromkeys(_ROWS - {"tr"}, (_ROWS - {"tr"}, frozenset({"table"}))),
}
"""Which open elements a new one ends, and where the search for them ends."""
_IMPLIED = frozenset({"p", "li", "dd", "dt", "rt", "rp", "option", "body", "html"}) | _ROWS | _CELLS
"""Elements whose end need not be written."""
_UNSURE_TAGS = frozenset(
    {"script", "noscript", "template", "frameset", "noframes", "noembed", "plaintext", "xmp"}
    | {"textarea", "svg", "math", "slot"}
)
_DEPTH = 512


@dataclass(frozen=True, slots=True)
class _Open:
    """One element that is still open, and what it does to the text inside."""

    named: Named
    dropped: bool
    look: Look
    folded: bool = False
    """Whether it shows nothing but, at most, a summary."""


_ROOT = _Open(named=Named(""), dropped=False, look=Look())


def read_html(sniffed: Sniffed, _: bytes, __: Tools) -> Raw:
    """Read the text that a browser would show without scripts."""
    sheets = _Sheets()
    sheets.feed(sniffed.text)
    sheets.close()
    sheet = parse_sheet("".join(sheets.texts))
    walk = _Walk(sheet)
    walk.feed(sniffed.text)
    walk.close()
    walk.end_line()
    sure = walk.sure and sheet.sure and sheets.sure
    return Raw(
        format=sniffed.format,
        lines=tuple(walk.lines),
        hidden=(*walk.hidden, *asides(sniffed.text)),
        warnings=frozenset() if sure else frozenset({ReadingWarning.LOOK_UNCHECKED}),
    )


class _Sheets(HTMLParser):
    """Collects the page's own style sheets, wherever they stand."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.sure = True
        self._heeded = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: (value or "").strip().lower() for name, value in reversed(attrs)}
        linked = tag == "link" and "stylesheet" in values.get("rel", "")
        ordered = tag == "meta" and values.get("http-equiv", "content-type") != "content-type"
        if tag == "style":
            screen = values.get("media", "") in {"", "all", "screen"}
            self._heeded = screen and values.get("type", "") in {"", "text/css"}
        scripted = any(name.startswith("on") for name in values)
        unsure = linked or ordered or scripted or tag in _UNSURE_TAGS or not self._heeded
        self.sure = self.sure and not unsure

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "style" and self._heeded:
            self.texts.append(data)


class _Walk(HTMLParser):
    def __init__(self, sheet: Sheet) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[RawLine] = []
        self.hidden: list[RawHidden] = []
        self.sure = True
        self._sheet = sheet
        self._open = [_ROOT]
        self._line: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _CLOSES:
            self._end_implied(*_CLOSES[tag])
        if tag in _BLOCKS or tag == "br":
            self.end_line()
        elif tag in _CELLS and self._line:
            self._line.append(" | ")
        if tag in _VOID:
            return
        self.sure = self.sure and len(self._open) < _DEPTH
        if len(self._open) < _DEPTH:
            # of two attributes of one name, the first counts
            self._open.append(self._opened(tag, dict(reversed(attrs))))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_line()
        for index in range(len(self._open) - 1, 0, -1):
            if self._open[index].named.tag == tag:
                self._close(index)
                return
            if self._open[index].named.tag in _BLOCKS | _CELLS and (
                tag == "p" or tag not in _BLOCKS | _CELLS
            ):
                break
        self.sure = self.sure and tag in _IMPLIED | _VOID

    def handle_data(self, data: str) -> None:
        inside = self._open[-1]
        if inside.dropped:
            return
        reason = HiddenReason.INVISIBLE if inside.folded else inside.look.hidden
        if reason is None:
            kept = inside.named.tag == "pre"
            self._line.append(data if kept else re.sub(r"\s+", " ", data))
        elif data.strip():
            self.hidden.append(RawHidden(data, reason))

    def end_line(self) -> None:
        """Close the line under way."""
        text = "".join(self._line).strip(" |")
        self._line.clear()
        if text:
            self.lines.append(RawLine(text))

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
        self.sure = self.sure and all(one.named.tag in _IMPLIED for one in self._open[index + 1 :])
        del self._open[index:]

    def _opened(self, tag: str, attributes: dict[str, str | None]) -> _Open:
        outer = self._open[-1]
        values = {name: value or "" for name, value in attributes.items()}
        classes, own = values.get("class", ""), values.get("id", "")
        named = Named(tag, own.lower(), frozenset(classes.lower().split()))
        path = [*(one.named for one in self._open[1:]), named]
        declared, sure = self._sheet.declared(path, values.get("style", ""))
        look = dressed(outer.look, {**_hints(tag, values), **declared})
        if outer.folded and tag == "summary":
            self._open[-1] = replace(outer, look=replace(outer.look, gone=HiddenReason.INVISIBLE))
        elif outer.folded:
            look = replace(look, gone=look.gone or HiddenReason.INVISIBLE)
        cased = bool(self._sheet.rules) and (classes + own) != (classes + own).lower()
        scaled = tag == "html" and look.size != _ROOT.look.size  # all sizes in rem change with it
        self.sure = self.sure and sure and look.sure and not (cased or scaled)
        dropped = outer.dropped or tag in _DROPPED
        return _Open(named, dropped, look, folded=tag == "details" and "open" not in values)


def _hints(tag: str, values: dict[str, str]) -> Declared:
    """Return what a tag and its attributes say in terms of style, where a sheet says nothing."""
    closed = tag == "dialog" and "open" not in values
    hints: Declared = dict(_OWN_STYLE.get(tag, {}))
    if tag == "a" and "href" in values:
        hints["color"] = "#0000ee"
    if "hidden" in values or "popover" in values or closed:
        hints["display"] = "none"
    for name, style in _ATTRIBUTES.get(tag, {}).items() | {("bgcolor", "background-color")}:
        if name in values:
            hints[style] = _old_colour(values[name])
    if "background" in values:
        hints["background"] = "url()"
    return hints


_OWN_STYLE: dict[str, Declared] = {
    "mark": {"background": "yellow", "color": "black"},
    **{tag: {"font-size": "smaller"} for tag in ("small", "sub", "sup")},
}
_ATTRIBUTES: dict[str, dict[str, str]] = {
    "font": {"color": "color"},
    "basefont": {"color": "color"},
    "body": {"text": "color", "link": "link", "vlink": "link", "alink": "link"},
}


def _old_colour(value: str) -> str:
    """Read a colour as attributes have it, where the sign ``#`` may be missing."""
    value = value.strip().lower()
    return f"#{value}" if re.fullmatch(r"[0-9a-f]{6}", value) else value
