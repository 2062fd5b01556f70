"""The styles of a text document: what a name stands for, and what its letters look like."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from screening.extract.odt.package import (
    FO,
    LOEXT,
    STYLE,
    TEXT,
    XLINK,
    colour,
    named,
    percent,
    points,
)
from screening.extract.office.colours import CLEAR, WHITE, Colour, alike
from screening.extract.xml import Element
from screening.model.reading import HiddenReason

_CHAIN: Final = 1_000
_TINY: Final = 4.0
_NARROW: Final = 2.0
_USUAL: Final = 12.0
_CLEAR_NAMES: Final = frozenset({"transparent", "none"})


class OdtStyles:
    """All styles that one part of a document can name: its own, then the common ones."""

    def __init__(self, *groups: Element | None) -> None:
        self._styles: dict[tuple[str, str], Element] = {}
        self._defaults: dict[str, Element] = {}
        self._lists: dict[str, Element] = {}
        self._chains: dict[tuple[str, str], list[Element]] = {}
        self.doubted = False
        """Whether words as light as paper stood on a ground that could not be told."""
        for group in groups:
            for one in group if group is not None else ():
                self._add(one)

    def _add(self, style: Element) -> None:
        family, name = style.get(STYLE + "family") or "", style.get(STYLE + "name") or ""
        if style.tag == STYLE + "style":
            self._styles.setdefault((family, name), style)
        elif style.tag == STYLE + "default-style":
            self._defaults.setdefault(family, style)
        elif style.tag == TEXT + "list-style":
            self._lists.setdefault(name, style)

    def numbering(self, name: str | None) -> Element | None:
        """Return a list's style."""
        return self._lists.get(name or "")

    def chain(self, family: str, name: str | None) -> list[Element]:
        """Return a style and those that it is based on, nearest first, the default last."""
        key = (family, name or "")
        if key not in self._chains:
            found: list[Element] = []
            at = name
            while at and (family, at) in self._styles and len(found) < _CHAIN:
                found.append(self._styles[family, at])
                at = found[-1].get(STYLE + "parent-style-name")
            if family in self._defaults:
                found.append(self._defaults[family])
            self._chains[key] = found
        return self._chains[key]

    def said(self, family: str, name: str | None, kind: str, attribute: str) -> str | None:
        """Return what a style says in one of its groups of properties."""
        for style in self.chain(family, name):
            text = _property(style, kind, attribute)
            if text is not None:
                return text
        return None

    def own(self, family: str, name: str | None, attribute: str) -> str | None:
        """Return an attribute of the style itself, such as its master page."""
        for style in self.chain(family, name):
            if style.get(attribute):
                return style.get(attribute)
        return None

    def ground(self, family: str, name: str | None, around: Colour | None) -> Colour | None:
        """Return what a paragraph, cell or section paints behind its words."""
        for style in self.chain(family, name):
            properties = named(style, STYLE + f"{family}-properties")
            image = named(properties, STYLE + "background-image")
            if image is not None and image.get(XLINK + "href"):
                return None
        text = self.said(family, name, family, FO + "background-color")
        return around if text is None or text in _CLEAR_NAMES else colour(text)


def _property(style: Element, kind: str, attribute: str) -> str | None:
    for group in style:
        if group.tag == STYLE + kind + "-properties":
            text = group.get(attribute)
            if text is not None:
                return text
    return None


@dataclass(frozen=True, slots=True)
class Spans:
    """The styles that hold for some letters: spans from the innermost, then the paragraph."""

    styles: OdtStyles
    paragraph: str | None = None
    spans: tuple[str, ...] = ()

    def within(self, name: str | None) -> "Spans":
        """Return the same inside one more span."""
        return Spans(self.styles, self.paragraph, ((name or ""), *self.spans))

    def _layers(self) -> Iterator[Iterable[Element]]:
        for name in self.spans:
            chain = self.styles.chain("text", name)
            yield [one for one in chain if one.tag == STYLE + "style"]
        yield self.styles.chain("paragraph", self.paragraph)

    def said(self, attribute: str) -> str | None:
        """Return what the nearest style says about letters."""
        return next(self._all(attribute), None)

    def _all(self, attribute: str) -> Iterator[str]:
        for layer in self._layers():
            for style in layer:
                text = _property(style, "text", attribute)
                if text is not None:
                    yield text

    def size(self) -> float:
        """Return the size in points, shares of farther sizes worked out."""
        share = 1.0
        for text in self._all(FO + "font-size"):
            exact = points(text)
            if exact is not None:
                return exact * share
            share *= percent(text) or 1.0
        return _USUAL * share

    def unseen(self, ground: Colour | None) -> HiddenReason | None:
        """Return why these letters cannot be seen on their ground, or ``None``."""
        if self.said(TEXT + "display") == "none":
            return HiddenReason.HIDDEN_RUN
        if self._too_small():
            return HiddenReason.TINY
        return self._faded(ground)

    def _faded(self, ground: Colour | None) -> HiddenReason | None:
        for layer in self._layers():
            for style in layer:
                if _property(style, "text", STYLE + "use-window-font-color") == "true":
                    return None
                ink = _property(style, "text", FO + "color")
                if ink is not None:
                    # beside an automatic colour, LibreOffice writes an opacity of zero
                    opacity = percent(_property(style, "text", LOEXT + "opacity"))
                    if opacity is not None and opacity < CLEAR:
                        return HiddenReason.INVISIBLE
                    return self._alike(colour(ink), ground)
        return None

    def _alike(self, ink: Colour | None, ground: Colour | None) -> HiddenReason | None:
        marked = self.said(FO + "background-color")
        if marked is not None and marked not in _CLEAR_NAMES:
            ground = colour(marked)
        if ground is None and alike(ink, WHITE):
            self.styles.doubted = True
        return HiddenReason.COLOUR if alike(ink, ground) else None

    def _too_small(self) -> bool:
        size = self.size()
        raised = (self.said(STYLE + "text-position") or "").split()
        if len(raised) == 2 and percent(raised[1]) is not None:
            size *= percent(raised[1]) or 0.0
        wide = percent(self.said(STYLE + "text-scale"))
        pushed = points(self.said(FO + "letter-spacing")) or 0.0
        narrow = wide is not None and size * wide < _NARROW
        return size < _TINY or narrow or pushed <= -0.9 * size
