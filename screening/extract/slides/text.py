"""Reads the paragraphs of a shape or cell: what is drawn, and what nobody can see."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from screening.extract.office.colours import (
    CLEAR,
    WHITE,
    Colour,
    Fill,
    Paint,
    Theme,
    alike,
    child,
    local,
)
from screening.extract.office.frames import measure
from screening.extract.office.hidden import Hidden
from screening.extract.office.numerals import numeral
from screening.extract.office.symbols import drawn, pictorial, wordy
from screening.extract.office.ways import alternative
from screening.extract.slides.looks import Levels, ink, size
from screening.extract.xml import Element
from screening.model.reading import HiddenReason

_TINY: Final = 4.0
_SHAPES: Final = (
    ("arabic", "decimal"),
    ("alphaLc", "lowerLetter"),
    ("alphaUc", "upperLetter"),
    ("romanLc", "lowerRoman"),
    ("romanUc", "upperRoman"),
    ("circleNum", "decimalEnclosedCircle"),
    ("ea1Jpn", "japaneseCounting"),
    ("ea1Ch", "chineseCounting"),
)
_ENDS: Final = {"Period": "{}.", "ParenR": "{})", "ParenBoth": "({})"}


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for all words of a shape or cell."""

    page: int
    theme: Theme
    levels: Levels
    ground: Colour | None
    ink: Paint | None = None
    scale: float = 1.0
    unseen: HiddenReason | None = None


class Text:
    """Reads text bodies of one slide after the other."""

    def __init__(self, hidden: Hidden) -> None:
        self.doubted = False
        """Whether words as light as paper stood on a ground that could not be told."""
        self._hidden = hidden

    def lines(self, body: Element | None, setting: Setting) -> Iterator[str]:
        """Yield the visible lines of a text body, numbered lists with their numbers."""
        counts: dict[str, int] = {}
        for paragraph in body if body is not None else ():
            if local(paragraph) == "p":
                properties = setting.levels.of(child(paragraph, "pPr"))
                text = self._paragraph(paragraph, properties, setting)
                if text.strip():
                    yield from (_number(properties, counts) + text).split("\n")

    def _paragraph(self, paragraph: Element, properties: list[Element], setting: Setting) -> str:
        pieces: list[str] = []
        for one in paragraph:
            match local(one):
                case "r" | "fld":
                    pieces.append(self._run(one, properties, setting))
                case "br":
                    pieces.append("\n")
                case "AlternateContent" | "m":
                    pieces.append(self._formula(one, setting))
        return "".join(pieces)

    def _run(self, run: Element, properties: list[Element], setting: Setting) -> str:
        text = "".join(t.text or "" for t in run if local(t) == "t")
        look = child(run, "rPr")
        for link in ("hlinkClick", "hlinkMouseOver"):
            pointed = child(look, link)
            if pointed is not None:
                self._hidden.add(pointed.get("tooltip"), HiddenReason.ALT_TEXT, page=setting.page)
        reason = setting.unseen or self._unseen(text, look, properties, setting)
        if reason is not None:
            self._hidden.add(text, reason, page=setting.page)
            return ""
        font = _font(look)
        if font is None:
            return text
        if wordy(text):
            self._hidden.add(text, HiddenReason.MISMAPPED, page=setting.page)
            return ""
        return drawn(font, text)

    def _formula(self, content: Element, setting: Setting) -> str:
        """Read an equation, which is written beside a picture of it."""
        way = alternative(content) if local(content) == "AlternateContent" else content
        text = "".join(t.text or "" for t in way.iter("{*}t"))
        if setting.unseen is None:
            return text
        self._hidden.add(text, setting.unseen, page=setting.page)
        return ""

    def _unseen(
        self, text: str, look: Element | None, properties: list[Element], setting: Setting
    ) -> HiddenReason | None:
        if not text.strip():
            return None
        if size(look, properties) * setting.scale < _TINY:
            return HiddenReason.TINY
        fill = ink(look, [] if setting.ink else properties, setting.theme)
        if fill is None and setting.ink is not None:
            fill = Fill(painted=True, paint=setting.ink)
        if fill is None or child(look, "ln", "solidFill") is not None:
            return None
        if not fill.painted or (fill.paint is not None and fill.paint.opacity < CLEAR):
            return HiddenReason.INVISIBLE
        colour = fill.paint.colour if fill.paint else None
        if setting.ground is None and look is not None and alike(colour, WHITE):
            self.doubted = self.doubted or setting.theme.fill(look) is not None
        return HiddenReason.COLOUR if alike(colour, setting.ground) else None


def font_scale(body: Element | None) -> float:
    """Return by how much a shape shrinks its words to fit."""
    fit = child(body, "bodyPr", "normAutofit")
    return measure(fit.get("fontScale"), 100_000) / 100_000 if fit is not None else 1.0


def _font(look: Element | None) -> str | None:
    latin = child(look, "latin")
    face = latin.get("typeface") if latin is not None else None
    return face if pictorial(face) else None


def _number(properties: list[Element], counts: dict[str, int]) -> str:
    """Count a paragraph of a numbered list; nothing for a bullet."""
    level = properties[0].get("lvl") or "0" if properties else "0"
    for one in properties:
        for mark in one:
            if local(mark) in {"buNone", "buChar", "buBlip"}:
                return ""
            if local(mark) == "buAutoNum":
                start = int(measure(mark.get("startAt"), 1))
                counts[level] = counts.get(level, start - 1) + 1
                for deeper in [other for other in counts if other > level]:
                    del counts[deeper]
                return _written(counts[level], mark.get("type") or "arabicPeriod") + " "
    counts.pop(level, None)
    return ""


def _written(count: int, kind: str) -> str:
    name = next((ours for theirs, ours in _SHAPES if kind.startswith(theirs)), "decimal")
    shape = next((shape for end, shape in _ENDS.items() if kind.endswith(end)), "{}")
    return shape.format(numeral(count, name))
