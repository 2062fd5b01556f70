"""Reads HTML with the standard library: blocks to lines; what a browser would hide is hidden.

Inline styles, the ``hidden`` attribute and simple rules of the page's own style sheet are
understood (one tag, class or id to a rule); scripts and linked sheets are not.
"""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from screening.extract.reading import Raw, RawHidden, RawLine
from screening.extract.sniff import Sniffed
from screening.model.reading import HiddenReason

_DROPPED = frozenset(
    {"script", "style", "head", "template", "noscript", "iframe", "object", "svg", "canvas"}
    | {"textarea", "select", "datalist", "audio", "video"}
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
        "thead",
        "tr",
        "ul",
    }
)
_CELLS = frozenset({"td", "th"})
_UNSEEN = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|opacity:0(?:\.0\d*)?(?:;|$|!)"
    r"|clip:rect\(0|clip-path:inset\((?:50|100)%|text-indent:-\d{3,}|(?:left|top):-\d{3,}"
)
_SMALL = re.compile(r"font-size:(?:0|1|2|3)(?:\.\d+)?(?:px|pt|em|rem|%)?(?:;|$|!)")
_WHITE = re.compile(
    r"(?:^|;)color:(?:white|#fff(?:fff)?|#fefefe|rgba?\(255,255,255[^)]*\))(?:;|$|!)"
)
_CLEAR = re.compile(r"(?:^|;)color:(?:transparent|rgba\([^)]*,0(?:\.0\d*)?\))")
_BACKGROUND = re.compile(r"background(?:-color|-image)?:(?!white|#fff(?:fff)?\b|none|transparent)")
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_SIMPLE = re.compile(r"[.#]?[\w-]+")
_DEPTH = 512


@dataclass(frozen=True, slots=True)
class _Open:
    """One element that is still open, and what it does to the text inside."""

    tag: str
    dropped: bool
    hidden: HiddenReason | None
    coloured: bool
    """Whether some background other than white lies behind."""


_ROOT = _Open(tag="", dropped=False, hidden=None, coloured=False)


def read_html(sniffed: Sniffed) -> Raw:
    """Read the text that a browser would show without scripts."""
    sheets = _Sheets()
    sheets.feed(sniffed.text)
    sheets.close()
    walk = _Walk(_style_rules("".join(sheets.texts)))
    walk.feed(sniffed.text)
    walk.close()
    walk.end_line()
    return Raw(format=sniffed.format, lines=tuple(walk.lines), hidden=tuple(walk.hidden))


class _Sheets(HTMLParser):
    """Collects the page's own style sheets, wherever they stand."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "style":
            self.texts.append(data)


class _Walk(HTMLParser):
    def __init__(self, rules: dict[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[RawLine] = []
        self.hidden: list[RawHidden] = []
        self._rules = rules
        self._open = [_ROOT]
        self._line: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS or tag == "br":
            self.end_line()
        elif tag in _CELLS and self._line:
            self._line.append(" | ")
        if tag not in _VOID and len(self._open) < _DEPTH:
            self._open.append(self._opened(tag, dict(attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_line()
        for index in range(len(self._open) - 1, 0, -1):
            if self._open[index].tag == tag:
                del self._open[index:]
                return

    def handle_data(self, data: str) -> None:
        inside = self._open[-1]
        if inside.dropped:
            return
        if inside.hidden is None:
            self._line.append(data if inside.tag == "pre" else re.sub(r"\s+", " ", data))
        elif data.strip():
            self.hidden.append(RawHidden(data, inside.hidden))

    def end_line(self) -> None:
        """Close the line under way."""
        text = "".join(self._line).strip(" |")
        self._line.clear()
        if text:
            self.lines.append(RawLine(text))

    def _opened(self, tag: str, attributes: dict[str, str | None]) -> _Open:
        outer = self._open[-1]
        style = self._style(tag, attributes)
        coloured = outer.coloured or bool(_BACKGROUND.search(style)) or "bgcolor" in attributes
        return _Open(
            tag=tag,
            dropped=outer.dropped or tag in _DROPPED,
            hidden=outer.hidden or _hiding(style, attributes, coloured=coloured),
            coloured=coloured,
        )

    def _style(self, tag: str, attributes: dict[str, str | None]) -> str:
        names = [tag, *(f".{name}" for name in (attributes.get("class") or "").split())]
        names.append(f"#{attributes.get('id') or ''}")
        rules = [self._rules[name.lower()] for name in names if name.lower() in self._rules]
        return ";".join([*rules, _folded(attributes.get("style") or "")])


def _hiding(
    style: str, attributes: dict[str, str | None], *, coloured: bool
) -> HiddenReason | None:
    if "hidden" in attributes or _UNSEEN.search(style) or _CLEAR.search(style):
        return HiddenReason.INVISIBLE
    if _SMALL.search(style) and not re.search(r"font-size:[123](?:\.\d+)?(?:em|rem)", style):
        return HiddenReason.TINY
    colour = (attributes.get("color") or "").strip().lower()
    white = _WHITE.search(style) or colour in {"white", "#ffffff", "#fff"}
    return HiddenReason.COLOUR if white and not coloured else None


def _style_rules(sheet: str) -> dict[str, str]:
    rules: dict[str, str] = {}
    for rule in _COMMENT.sub("", sheet).split("}"):
        selectors, _, body = rule.rpartition("{")
        for selector in selectors.split(","):
            name = selector.strip().lower()
            if _SIMPLE.fullmatch(name):
                rules[name] = rules.get(name, "") + ";" + _folded(body)
    return rules


def _folded(style: str) -> str:
    return re.sub(r"\s+", "", style).lower()
