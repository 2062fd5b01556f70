"""Walks a text document (ODT) in its own order and collects lines, and what nobody can see."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final

from screening.extract.odt.boxes import is_drawing, odt_shapes, row_height
from screening.extract.odt.inline import PASSED, OdtInline, Paragraph, Place, is_hidden
from screening.extract.odt.lists import OdtLists, OpenList
from screening.extract.odt.package import (
    DRAW,
    FO,
    SVG,
    TABLE,
    TEXT,
    XLINK,
    named,
    points,
)
from screening.extract.odt.styles import OdtStyles, Spans
from screening.extract.office.boxes import SMALLEST, in_order
from screening.extract.office.colours import Colour
from screening.extract.office.hidden import Hidden
from screening.extract.office.rows import row_lines
from screening.extract.reading import RawLine
from screening.extract.word.boxes import covered, ground_of
from screening.extract.word.pages import Float, Pages, stands_apart
from screening.extract.word.shapes import Page, Shape, ranked
from screening.extract.xml import Element
from screening.model.reading import HiddenReason

_ROWS: Final = frozenset(
    TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group")
)

Objects = Callable[[str], Iterable[str]]
"""Reads the words of an object, such as a chart, by its name in the package."""


class OdtWalk:
    """One pass over a document. Python's own recursion limit bounds the depth."""

    def __init__(
        self,
        *,
        styles: OdtStyles,
        page: Page,
        box_ground: Colour | None,
        hidden: Hidden,
        numbers: Iterator[int],
    ) -> None:
        self.lines: list[RawLine] = []
        self.objects: Objects = lambda _: ()
        self._styles = styles
        self._lists = OdtLists(styles)
        self._page = page
        self._box_ground = box_ground
        self._hidden = hidden
        self._numbers = numbers
        self._inline = OdtInline(hidden)
        self._floats: list[Float] = []
        self._seen: set[str] = set()

    def read(self, container: Element, place: Place) -> None:
        """Read a body; boxes with a place of their own are put where one reads them."""
        pages = Pages(self._page)
        for block in container:
            self._floats = []
            if block.tag == TEXT + "soft-page-break":
                pages.turn()
            lines = list(self._blocks([block], place))
            pages.add(lines, self._floats)
        pages.turn()
        self.lines.extend(pages.lines)
        self._read_notes()

    def read_apart(self, container: Element, place: Place) -> None:
        """Read a header or footer, leaving out the lines that an earlier one had."""
        self._floats = []
        lines = list(self._blocks(container, place))
        for line in [*lines, *(line for one in self._floats for line in one.lines)]:
            if line.text not in self._seen:
                self._seen.add(line.text)
                self.lines.append(line)

    def _read_notes(self) -> None:
        """Read the notes at the end, those inside notes included, each once."""
        while self._inline.notes:
            notes, self._inline.notes = self._inline.notes, []
            for body, unseen in notes:
                place = Place(self._box_ground, unseen, boxed=True)
                self.lines.extend(self._blocks(body, place))

    def _next(self) -> int:
        return next(self._numbers)

    def _blocks(
        self, container: Iterable[Element], place: Place, open: OpenList | None = None
    ) -> Iterator[RawLine]:
        for block in container:
            if block.tag in {TEXT + "p", TEXT + "h"}:
                yield from self._paragraph(block, place)
            elif block.tag == TEXT + "list":
                yield from self._list(block, place, open)
            elif block.tag == TABLE + "table":
                yield from self._table(block, place)
            elif is_drawing(block):
                yield from self._boxes([block], place)
            elif self._is_group(block):
                yield from self._blocks(block, self._section(block, place), open)

    def _is_group(self, block: Element) -> bool:
        """Tell sections, indexes and such from declarations and sources."""
        if not isinstance(block.tag, str) or block.tag in PASSED:
            return False
        return block.tag.startswith(TEXT) and not block.tag.endswith(("-source", "-decls"))

    def _section(self, section: Element, place: Place) -> Place:
        if is_hidden(section):
            place = place.hiding(HiddenReason.HIDDEN_RUN)
        ground = self._styles.ground("section", section.get(TEXT + "style-name"), place.ground)
        return replace(place, ground=ground)

    def _list(self, element: Element, place: Place, above: OpenList | None) -> Iterator[RawLine]:
        current = self._lists.opened(element, above)
        for item in element:
            if item.tag not in {TEXT + "list-item", TEXT + "list-header"}:
                continue
            counted = item.tag == TEXT + "list-item" and any(
                one.tag != TEXT + "list" for one in item
            )
            label = self._lists.label(item, current) if counted else ""
            for line in self._blocks(item, place, current):
                yield replace(line, text=label + line.text)
                label = ""

    def _table(self, table: Element, place: Place) -> Iterator[RawLine]:
        name = table.get(TABLE + "style-name")
        for words in (named(table, TABLE + "title"), named(table, TABLE + "desc")):
            self._hidden.add(words.text if words is not None else None, HiddenReason.ALT_TEXT)
        if self._styles.said("table", name, "table", TABLE + "display") == "false":
            place = place.hiding(HiddenReason.HIDDEN_RUN)
        inside = replace(place, ground=self._styles.ground("table", name, place.ground), boxed=True)
        columns = _columns(table)
        for row in _rows(table):
            yield from self._row(row, columns, inside)

    def _row(self, row: Element, columns: list[bool], place: Place) -> Iterator[RawLine]:
        inside = replace(place, number=place.number or self._next())
        height = row_height(row, self._styles)
        if row.get(TABLE + "visibility") in {"collapse", "filter"}:
            inside = inside.hiding(HiddenReason.HIDDEN_RUN)
        elif height is not None and height < SMALLEST:
            inside = inside.hiding(HiddenReason.CLIPPED)
        name = row.get(TABLE + "style-name")
        inside = replace(inside, ground=self._styles.ground("table-row", name, inside.ground))
        at, cells = 0, []
        for cell in row:
            if cell.tag in {TABLE + "table-cell", TABLE + "covered-table-cell"}:
                gone = at < len(columns) and columns[at]
                cells.append(
                    self._cell(cell, inside.hiding(HiddenReason.HIDDEN_RUN) if gone else inside)
                )
                at += _repeated(cell, "number-columns-repeated")
        for line in row_lines([cell for cell in cells if cell]):
            yield RawLine(line, paragraph=inside.number)

    def _cell(self, cell: Element, place: Place) -> list[str]:
        name = cell.get(TABLE + "style-name")
        inside = replace(place, ground=self._styles.ground("table-cell", name, place.ground))
        if cell.tag == TABLE + "covered-table-cell":
            inside = inside.hiding(HiddenReason.COVERED)
        return [line.text for line in self._blocks(cell, inside) if line.text.strip()]

    def _paragraph(self, element: Element, place: Place) -> Iterator[RawLine]:
        name = element.get(TEXT + "style-name")
        ground = self._styles.ground("paragraph", name, place.ground)
        inside = replace(place, ground=ground)
        height = points(self._styles.said("paragraph", name, "paragraph", FO + "line-height"))
        if height is not None and height < SMALLEST:
            inside = inside.hiding(HiddenReason.TINY)
        if any(
            one.get(TEXT + "is-hidden") == "true" for one in element.iter(TEXT + "hidden-paragraph")
        ):
            inside = inside.hiding(HiddenReason.HIDDEN_RUN)
        number = place.number or self._next()
        state = Paragraph(inside)
        self._inline.read(element, Spans(self._styles, name), state)
        for line in "".join(state.pieces).split("\n"):
            yield RawLine(line, paragraph=number)
        yield from self._boxes(state.drawings, place)

    def _boxes(self, drawings: list[Element], place: Place) -> Iterator[RawLine]:
        """Read frames and shapes in the order of their places."""
        found = [shape for one in drawings for shape in odt_shapes(one, self._page, self._styles)]
        for one in drawings:
            self._describe(one)
        shapes = ranked(found)
        for shape in in_order(shapes, lambda one: one.rect):
            lines = tuple(self._box(shape, shapes, place))
            if not place.boxed and stands_apart(shape, self._page):
                self._floats.append(Float(shape, lines))
            else:
                yield from lines

    def _box(self, shape: Shape, others: list[Shape], place: Place) -> Iterator[RawLine]:
        inside = Place(
            ground_of(shape, others, self._box_ground),
            place.unseen,
            boxed=True,
            number=place.number,
        )
        if (reason := self._box_hides(shape, others)) is not None:
            inside = inside.hiding(reason)
        content = shape.content
        if content is None:
            return
        yield from self._blocks((one for one in content if not is_drawing(one)), inside)
        nested = [one for one in content if one.tag in {DRAW + "frame", DRAW + "g"}]
        if nested:
            yield from self._boxes(nested, inside)
        for one in content:
            if one.tag == DRAW + "object":
                yield from self._object(one, inside)

    def _object(self, element: Element, place: Place) -> Iterator[RawLine]:
        """Read a chart or formula, which is a document of its own inside the package."""
        for text in self.objects(element.get(XLINK + "href") or ""):
            if place.unseen is None:
                yield RawLine(text, paragraph=place.number or self._next())
            else:
                self._hidden.add(text, place.unseen)

    def _box_hides(self, shape: Shape, others: list[Shape]) -> HiddenReason | None:
        if shape.hidden:
            return HiddenReason.HIDDEN_RUN
        if shape.flat():
            return HiddenReason.CLIPPED
        if shape.floating and self._page.misses(shape.rect):
            return HiddenReason.OFF_PAGE
        return HiddenReason.COVERED if covered(shape, others) else None

    def _describe(self, drawing: Element) -> None:
        for name in (SVG + "title", SVG + "desc"):
            for one in drawing.iter(name):
                self._hidden.add(one.text, HiddenReason.ALT_TEXT)


def _rows(table: Element) -> Iterator[Element]:
    for one in table:
        if one.tag == TABLE + "table-row":
            yield one
        elif one.tag in _ROWS:
            yield from _rows(one)


def _columns(table: Element) -> list[bool]:
    """Tell for each column whether it is hidden."""
    columns: list[bool] = []
    for one in table.iter(TABLE + "table-column"):
        gone = one.get(TABLE + "visibility") in {"collapse", "filter"}
        columns.extend([gone] * _repeated(one, "number-columns-repeated"))
    return columns


def _repeated(element: Element, name: str) -> int:
    count = element.get(TABLE + name) or "1"
    return min(int(count), 1_000) if count.isdecimal() and len(count) < 9 else 1
