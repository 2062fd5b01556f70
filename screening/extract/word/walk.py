"""Walks a Word document in its own order and collects lines, and what nobody can see."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from screening.extract.office.boxes import in_order
from screening.extract.office.colours import Colour, alike, below, local
from screening.extract.office.graphics import chart_lines, diagram_lines, paragraphs
from screening.extract.office.rows import row_lines
from screening.extract.office.ways import alternative
from screening.extract.reading import Raw, RawLine
from screening.extract.word.boxes import covered, ground_of, shapes_in
from screening.extract.word.drop_caps import with_drop_caps
from screening.extract.word.numbers import Numbers
from screening.extract.word.pages import Float, Pages, stands_apart
from screening.extract.word.parts import Source, root_of
from screening.extract.word.runs import Inline, Place, Story, off_page, pointer
from screening.extract.word.shapes import Page, Shape, ranked
from screening.extract.word.styles import Paragraph, Surroundings
from screening.extract.word.tables import (
    WRAPPERS,
    Cell,
    Table,
    row_is,
    row_is_flat,
)
from screening.extract.word.xml import MC, W, length, named, value, words
from screening.extract.xml import Element
from screening.model.reading import HiddenReason, Severity

_GRAPHICS = {"relIds": ("dm", "diagramData", diagram_lines), "chart": ("id", "chart", chart_lines)}

Chunk = Callable[[Source], Raw | None]
"""Reads a file that Word takes in as if it had been typed; ``None`` when it cannot be read."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The page, and what lies behind words in its body and in boxes without a fill."""

    page: Page
    ground: Colour | None
    box_ground: Colour | None


class Walk:
    """One pass over a document. Python's own recursion limit bounds the depth."""

    def __init__(self, *, story: Story, numbers: Numbers, paper: Paper, chunk: Chunk) -> None:
        self.lines: list[RawLine] = []
        self._story = story
        self._numbers = numbers
        self._paper = paper
        self._chunk = chunk
        self._source: Source | None = None
        self._count = 0
        self._floats: list[Float] = []
        self._turned: bool | None = None
        """Whether a page ended: before the block (true) or after it."""
        self._apart: set[str] = set()
        self._described: set[str] = set()

    def read(self, source: Source, container: Element) -> None:
        """Read a body page by page, boxes with a place of their own put where one reads them."""
        self._source = source
        pages = Pages(self._paper.page)
        for blocks in with_drop_caps(container):
            self._floats, self._turned = [], None
            lines = list(self._blocks(blocks, self._plain()))
            if self._turned:
                pages.turn()
            pages.add(lines, self._floats)
            if self._turned is False:
                pages.turn()
        pages.turn()
        self.lines.extend(pages.lines)

    def read_apart(self, source: Source, container: Element) -> None:
        """Read a header or footer, leaving out the lines that an earlier one had."""
        self._source, self._floats = source, []
        lines = list(self._blocks(container, self._plain()))
        boxed = [line for one in self._floats for line in one.lines]
        for line in [*lines, *boxed]:
            if line.text not in self._apart:
                self._apart.add(line.text)
                self.lines.append(line)

    def hide(self, source: Source, container: Element, reason: HiddenReason) -> None:
        """Read a part that no page shows."""
        self._source = source
        for _ in self._blocks(container, self._plain().hiding(reason)):
            pass

    def _plain(self) -> Place:
        return Place(Surroundings(self._paper.ground))

    def _next(self) -> int:
        self._count += 1
        return self._count

    def _blocks(self, container: "Element | list[Element]", place: Place) -> Iterator[RawLine]:
        for *first, block in with_drop_caps(container):
            if block.tag == W + "p":
                yield from self._paragraph(block, place, first)
            elif block.tag == W + "tbl":
                yield from self._table(block, place)
            elif block.tag in WRAPPERS:
                yield from self._blocks(block, place)
            elif block.tag == MC + "AlternateContent":
                yield from self._blocks(alternative(block), place)
            elif block.tag in {W + "del", W + "moveFrom"}:
                self._story.hidden.add(words(block), HiddenReason.DELETED)
            elif block.tag == W + "altChunk":
                yield from self._taken_in(block, place)

    def _table(self, element: Element, place: Place) -> Iterator[RawLine]:
        table = Table(element, self._story.styles)
        for name in ("tblCaption", "tblDescription"):
            self._story.hidden.add(value(named(table.properties, name)), HiddenReason.ALT_TEXT)
        if self._moved_off(table.properties):
            place = place.hiding(HiddenReason.OFF_PAGE)
        for index, row in enumerate(table.rows):
            inside = replace(place, boxed=True, number=place.number or self._next())
            inside = _row_place(row, inside)
            cells = [self._cell(table, cell, index, inside) for cell in table.cells(row)]
            for line in row_lines([cell for cell in cells if cell]):
                yield RawLine(line, paragraph=inside.number)

    def _moved_off(self, properties: Element | None) -> bool:
        position, page = named(properties, "tblpPr"), self._paper.page
        across = abs(length(value(position, "tblpX"), 0))
        down = abs(length(value(position, "tblpY"), 0))
        indent = length(value(named(properties, "tblInd"), "w"), 0)
        return across >= page.width or down >= page.height or indent >= page.width

    def _cell(self, table: Table, cell: Cell, row: int, place: Place) -> list[str]:
        around = Surroundings(
            ground=table.ground(cell, row, place.around.ground),
            ink=place.around.ink,
            table=table.looks(cell, row),
        )
        inside = replace(place, around=around)
        if cell.covered:
            inside = inside.hiding(HiddenReason.COVERED)
        lines = (line.text for line in self._blocks(cell.element, inside))
        return [line for line in lines if line.strip()]

    def _paragraph(
        self, element: Element, place: Place, first: Sequence[Element] = ()
    ) -> Iterator[RawLine]:
        """Read a paragraph, and before it the large first letter that stands in its own."""
        large = [self._large(one, place) for one in first]
        initial = "".join(one.text.strip() for one in large)
        properties = named(element, "pPr")
        paragraph = self._story.styles.paragraph(properties)
        number = place.number or self._next()
        inline = Inline(self._story, paragraph, self._inside(paragraph, place))
        label = self._numbers.label(paragraph)
        inline.read(element)
        if label and (inline.text.strip() or not inline.drawings):
            text = Inline(self._story, paragraph, place)
            if inline.text.strip():
                text.label(label.text, label.look)
            yield from _lines(text.text + initial + inline.text, number)
        else:
            yield from _lines(initial + inline.text, number)
        turned = next((one.turned for one in (*large, inline) if one.turned is not None), None)
        if turned is not None and not place.boxed:
            self._turned = turned
        drawings = [drawing for one in large for drawing in one.drawings]
        yield from self._boxes([*drawings, *inline.drawings], place)

    def _large(self, element: Element, place: Place) -> Inline:
        paragraph = self._story.styles.paragraph(named(element, "pPr"))
        inline = Inline(self._story, paragraph, self._inside(paragraph, place))
        inline.read(element)
        return inline

    def _inside(self, paragraph: Paragraph, place: Place) -> Place:
        """Hide a paragraph that is moved off the page, or whose lines are too low."""
        if paragraph.spacing_hides():
            return place.hiding(HiddenReason.TINY)
        reason = off_page(paragraph, self._paper.page.width, self._paper.page.height)
        return place.hiding(reason) if reason else place

    def _boxes(self, drawings: list[Element], place: Place) -> Iterator[RawLine]:
        """Read what a paragraph's drawings hold, in the order of their places."""
        if not drawings:
            return
        page, theme = self._paper.page, self._story.theme
        found = [shape for one in drawings for shape in shapes_in(one, page, theme)]
        for one in drawings:
            self._describe(one)
            yield from self._graphic(one, place)
        shapes = ranked(found)
        written = [one for one in shapes if one.content is not None or one.plain is not None]
        for shape in in_order(written, lambda one: one.rect):
            lines = tuple(self._box(shape, shapes, place))
            if not place.boxed and stands_apart(shape, self._paper.page):
                self._floats.append(Float(shape, lines))
            else:
                yield from lines
        for shape in found:
            yield from self._word_art(shape, place)

    def _box(self, shape: Shape, others: list[Shape], place: Place) -> Iterator[RawLine]:
        """Read one text box, held against what it stands on."""
        ground = ground_of(shape, others, self._paper.box_ground)
        inside = Place(
            Surroundings(ground, ink=shape.ink), place.unseen, boxed=True, number=place.number
        )
        if (reason := self._box_hides(shape, others)) is not None:
            inside = inside.hiding(reason)
        if shape.content is not None:
            yield from self._blocks(shape.content, inside)
        elif shape.plain is not None:
            yield from self._said(paragraphs(shape.plain), inside)

    def _box_hides(self, shape: Shape, others: list[Shape]) -> HiddenReason | None:
        if shape.hidden:
            return HiddenReason.HIDDEN_RUN
        if shape.flat():
            return HiddenReason.CLIPPED
        if shape.floating and self._paper.page.misses(shape.rect):
            return HiddenReason.OFF_PAGE
        return HiddenReason.COVERED if covered(shape, others) else None

    def _word_art(self, shape: Shape, place: Place) -> Iterator[RawLine]:
        if not shape.words:
            return
        if alike(shape.ink, self._paper.box_ground):
            place = place.hiding(HiddenReason.COLOUR)
        elif (reason := self._box_hides(shape, [])) is not None:
            place = place.hiding(reason)
        yield from self._said(iter([shape.words]), place)

    def _graphic(self, drawing: Element, place: Place) -> Iterator[RawLine]:
        """Read a chart or diagram, whose words are in a part of their own."""
        for holder in drawing:
            for graphic in below(holder, "graphic", "graphicData"):
                if self._source is not None and local(graphic) in _GRAPHICS:
                    name, kind, reader = _GRAPHICS[local(graphic)]
                    root = root_of(self._source.pointed(pointer(graphic, name), kind))
                    yield from self._said(reader(root) if root is not None else iter(()), place)

    def _said(self, texts: Iterator[str], place: Place) -> Iterator[RawLine]:
        """Yield texts that have no look of their own."""
        for text in texts:
            if place.unseen is None:
                yield RawLine(text, paragraph=place.number or self._next())
            else:
                self._story.hidden.add(text, place.unseen.reason, severity=place.unseen.severity)

    def _describe(self, drawing: Element) -> None:
        """Note what describes a picture to those who cannot see it."""
        for name in ("{*}docPr", "{*}cNvPr", "{*}shape", "{*}rect"):
            for one in drawing.iter(name):
                for text in (one.get("descr"), one.get("title"), one.get("alt")):
                    if text and text not in self._described:
                        self._described.add(text)
                        self._story.hidden.add(text, HiddenReason.ALT_TEXT)

    def _taken_in(self, chunk: Element, place: Place) -> Iterator[RawLine]:
        """Read a file that Word takes in where it is named."""
        source = self._source.pointed(pointer(chunk), "aFChunk") if self._source else None
        raw = self._chunk(source) if source is not None else None
        if raw is None:
            return
        self._story.hidden.extend(raw.hidden)
        yield from self._said((line.text for line in raw.lines), place)


def _row_place(row: Element, place: Place) -> Place:
    """Hide a row that is hidden, deleted or too low."""
    if row_is(row, "hidden"):
        return place.hiding(HiddenReason.HIDDEN_RUN)
    if row_is(row, "del"):
        return place.hiding(HiddenReason.DELETED, Severity.NOTE)
    return place.hiding(HiddenReason.CLIPPED) if row_is_flat(row) else place


def _lines(text: str, number: int) -> Iterator[RawLine]:
    for line in text.split("\n"):
        yield RawLine(line, paragraph=number)
