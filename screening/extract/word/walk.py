"""Walks a Word document in its own order and collects lines, and what nobody can see."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from screening.extract.reading import RawHidden, RawLine
from screening.extract.word.styles import UNKNOWN, Styles, box_background, cell_fill
from screening.extract.word.xml import MC, M, W, flag, named, words
from screening.extract.xml import Element
from screening.model.reading import HiddenReason

_WRAPPERS = frozenset(
    W + name
    for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo")
) | {W + "sdtContent", W + "sdt", W + "rubyBase"}
_REMOVED = frozenset({W + "del", W + "moveFrom"})
_BOXED = frozenset({W + "drawing", W + "pict", W + "object"})
_DRAWN = {W + "tab": " ", W + "ptab": " ", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_BOX = W + "txbxContent"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk stands: what lies behind the text, and whether it is shown at all."""

    background: str
    hidden: HiddenReason | None = None


@dataclass(slots=True)
class _Paragraph:
    """One paragraph under way."""

    properties: Element | None
    place: _Place
    pieces: list[str] = field(default_factory=list)
    boxes: list[tuple[Element, _Place]] = field(default_factory=list)


class Walk:
    """One pass over a document. Python's own recursion limit bounds the depth."""

    def __init__(self, *, styles: Styles, background: str) -> None:
        self.lines: list[RawLine] = []
        self.hidden: list[RawHidden] = []
        self._styles = styles
        self._paper = _Place(background)
        self._apart: set[str] = set()

    def read(self, container: Element) -> None:
        """Read a body or a note."""
        self.lines.extend(RawLine(line) for line in self._blocks(container, self._paper))

    def read_apart(self, container: Element) -> None:
        """Read a header or footer, leaving out the lines that an earlier one had."""
        for line in self._blocks(container, self._paper):
            if line not in self._apart:
                self._apart.add(line)
                self.lines.append(RawLine(line))

    def _blocks(self, container: Element, place: _Place) -> Iterator[str]:
        for child in container:
            if child.tag == W + "p":
                yield from self._paragraph(child, place)
            elif child.tag == W + "tbl":
                yield from self._table(child, place)
            elif child.tag in _WRAPPERS:
                yield from self._blocks(child, place)
            elif child.tag == MC + "AlternateContent":
                yield from self._blocks(_alternative(child), place)
            elif child.tag in _REMOVED:
                self._hide(words(child), HiddenReason.MARKUP)

    def _table(self, table: Element, place: _Place) -> Iterator[str]:
        if self._styles.table_may_shade(table):
            place = _Place(UNKNOWN, place.hidden)
        for row in _unwrapped(table, W + "tr"):
            properties = named(row, "trPr")
            inside = place
            if flag(named(properties, "hidden")):
                inside = _Place(place.background, HiddenReason.HIDDEN_RUN)
            if flag(named(properties, "del")):
                inside = _Place(place.background, HiddenReason.MARKUP)
            yield from _row_lines([self._cell(c, inside) for c in _unwrapped(row, W + "tc")])

    def _cell(self, cell: Element, place: _Place) -> list[str]:
        fill = cell_fill(cell)
        inside = place if fill is None else _Place(fill, place.hidden)
        return [line for line in self._blocks(cell, inside) if line.strip()]

    def _paragraph(self, paragraph: Element, place: _Place) -> Iterator[str]:
        state = _Paragraph(named(paragraph, "pPr"), place)
        self._inline(paragraph, state)
        yield from "".join(state.pieces).split("\n")
        for box, inside in state.boxes:
            yield from self._blocks(box, inside)

    def _inline(self, container: Element, state: _Paragraph) -> None:
        for child in container:
            if child.tag == W + "r":
                self._run(child, state)
            elif child.tag in _WRAPPERS:
                self._inline(child, state)
            elif child.tag in _REMOVED:
                self._hide(words(child), HiddenReason.MARKUP)
            elif child.tag == MC + "AlternateContent":
                self._inline(_alternative(child), state)
            elif child.tag in {M + "oMath", M + "oMathPara"}:
                state.pieces.extend(t.text or "" for t in child.iter(M + "t"))

    def _run(self, run: Element, state: _Paragraph) -> None:
        reason = state.place.hidden or self._styles.hiding(
            named(run, "rPr"), state.properties, state.place.background
        )
        self._run_content(run, state, self._sink(state, reason))

    def _sink(self, state: _Paragraph, reason: HiddenReason | None) -> Callable[[str], None]:
        if reason is None:
            return state.pieces.append
        return lambda text: self._hide(text, reason)

    def _run_content(self, run: Element, state: _Paragraph, sink: Callable[[str], None]) -> None:
        for child in run:
            if child.tag == W + "t":
                sink(child.text or "")
            elif child.tag in _DRAWN:
                state.pieces.append(_DRAWN[child.tag])
            elif child.tag == W + "delText":
                self._hide(child.text or "", HiddenReason.MARKUP)
            elif child.tag == W + "ruby":
                self._inline(child, state)
            elif child.tag == MC + "AlternateContent":
                self._run_content(_alternative(child), state, sink)
            elif child.tag in _BOXED:
                self._boxes(child, state)

    def _boxes(self, drawing: Element, state: _Paragraph) -> None:
        """Keep the text boxes of a drawing for after the paragraph, each once."""
        place = _Place(self._behind_box(drawing), state.place.hidden)
        state.boxes.extend((box, place) for box in _outermost_boxes(drawing))

    def _behind_box(self, drawing: Element) -> str:
        return box_background(drawing) if drawing.tag == W + "drawing" else UNKNOWN

    def _hide(self, text: str, reason: HiddenReason) -> None:
        if text.strip():
            self.hidden.append(RawHidden(text, reason))


def _row_lines(cells: list[list[str]]) -> Iterator[str]:
    """Keep a row on one line as long as only its last cell has several."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return
    *labels, last = filled
    if all(len(label) == 1 for label in labels):
        yield " | ".join([*(label[0] for label in labels), last[0]])
        yield from last[1:]
        return
    for cell in filled:
        yield from cell


def _unwrapped(parent: Element, tag: str) -> Iterator[Element]:
    """Yield rows or cells, also those inside content controls and insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _unwrapped(child, tag)


def _alternative(content: Element) -> Element:
    """Choose one of the ways in which the same thing is written: the first that has words."""
    ways = [child for child in content if child.tag in {MC + "Choice", MC + "Fallback"}]
    return next((way for way in ways if words(way)), ways[0] if ways else content)


def _outermost_boxes(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == _BOX:
            yield child
        elif child.tag == MC + "AlternateContent":
            yield from _outermost_boxes(_alternative(child))
        else:
            yield from _outermost_boxes(child)
