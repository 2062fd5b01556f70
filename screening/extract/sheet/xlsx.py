"""Reads XLSX workbooks: sheets in the order of their tabs, and what nobody sees of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from screening.errors import Unreadable
from screening.extract.reading import Raw, RawHidden, RawLine, Tools
from screening.extract.sheet.asides import (
    custom_data,
    properties,
    read_comments,
    spoken_names,
)
from screening.extract.sheet.charts import Charts
from screening.extract.sheet.compose import compose
from screening.extract.sheet.controls import read_old_drawing
from screening.extract.sheet.covers import take_covered
from screening.extract.sheet.drawings import Ground, read_drawing
from screening.extract.sheet.grid import Allowance, Page, Shape
from screening.extract.sheet.layout import Repaint
from screening.extract.sheet.margins import read_margin
from screening.extract.sheet.paint import Paint
from screening.extract.sheet.references import area
from screening.extract.sheet.strings import shared_strings
from screening.extract.sheet.styles import Styles, Theme
from screening.extract.sheet.worksheet import Book, Sheet, filtered, read_sheet, sheets_named
from screening.extract.sheet.xml import below, child, children, relation_id, yes
from screening.extract.sniff import Sniffed
from screening.extract.xml import Element, Package, Relation
from screening.model.reading import (
    DocumentFormat,
    HiddenReason,
    ReadingWarning,
    Severity,
    UnreadableReason,
)

_WORKBOOK: Final = re.compile(r"xl/workbook\d*\.xml", re.IGNORECASE)
_SHEETS: Final = frozenset({"worksheet", "chartsheet"})
_COMMENTS: Final = frozenset({"comments", "threadedComment"})
_KANA: Final = re.compile("[\u3041-\u30fa]")
_CYRILLIC: Final = re.compile("[\u0410-\u044f]")


@dataclass(frozen=True, slots=True)
class _Tab:
    """One sheet as the workbook lists it."""

    name: str
    part: str
    shown: bool
    chart: bool = False


def read_xlsx(_: Sniffed, content: bytes, tools: Tools) -> Raw:
    """Read all sheets; raise ``Unreadable`` if the file is damaged or beyond the limits."""
    package = Package(content, tools.limits)
    try:
        return _Workbook(package, Allowance(tools.limits)).read()
    except (ArithmeticError, LookupError, RecursionError, ValueError):
        raise Unreadable(UnreadableReason.DAMAGED) from None


class _Workbook:
    """One open workbook."""

    def __init__(self, package: Package, allowance: Allowance) -> None:
        self._package = package
        self._allowance = allowance
        main = self._main()
        root = package.part(main)
        if root is None:
            raise Unreadable(UnreadableReason.DAMAGED)
        self._root = root
        self._relations = package.relations(main)
        self._unread = False
        """Whether there is a sheet, or something on one, of a kind that is not read."""
        self._tabs = list(self._listed())

    def read(self) -> Raw:
        """Read everything in the file."""
        sheets = self._sheets()
        lists = set().union(*(sheet.lists for sheet in sheets)) if sheets else set()
        for defined in below(self._root, "definedName"):
            lists |= sheets_named(defined.text or "")
        lines: list[RawLine] = []
        hidden: list[RawHidden] = []
        warnings: set[ReadingWarning] = set()
        for tab, sheet in zip(self._tabs, sheets, strict=True):
            page = Page(tab.name)
            if not tab.shown:
                listed = tab.name.lower() in lists
                page.closed = Severity.NOTE if listed else Severity.WARN
            self._page(page, tab, sheet)
            lines.extend(page.raw_lines(compose(page.cells, page.shapes)))
            hidden.extend(page.hidden)
            if page.unchecked:
                warnings.add(ReadingWarning.LOOK_UNCHECKED)
        hidden.extend(spoken_names(self._root, self._allowance))
        hidden.extend(properties(self._package, self._allowance))
        hidden.extend(custom_data(self._package, self._allowance))
        if self._unread:
            warnings.add(ReadingWarning.ATTACHMENTS_UNREAD)
        return Raw(
            format=DocumentFormat.XLSX,
            lines=tuple(lines),
            hidden=tuple(hidden),
            warnings=frozenset(warnings),
        )

    def _main(self) -> str:
        """Return the name of the workbook's part: what the package points to, or what is there."""
        pointed = (r.target for r in self._package.relations("").values() if not r.external)
        names = (*pointed, *self._package.names)
        return next((one for one in names if _WORKBOOK.fullmatch(one)), "xl/workbook.xml")

    def _listed(self) -> Iterator[_Tab]:
        for sheet in below(self._root, "sheet"):
            relation = self._relations.get(relation_id(sheet))
            if relation is None or relation.external:
                continue
            shown = (sheet.get("state") or "visible").lower() == "visible"
            if relation.kind in _SHEETS:
                chart = relation.kind == "chartsheet"
                yield _Tab(sheet.get("name") or "", relation.target, shown, chart)
            elif shown:
                self._unread = True

    def _sheets(self) -> list[Sheet]:
        """Read the sheets' own parts."""
        strings = self._raw_of("sharedStrings")
        language = self._language(strings)
        self._theme = Theme(self._part_of("theme"))
        styles = Styles(self._part_of("styles"), self._theme, language=language)
        book = Book(
            styles=styles,
            strings=shared_strings(strings, styles.letters, self._allowance),
            from_1904=yes(child(self._root, "workbookPr"), "date1904"),
            language=language,
            allowance=self._allowance,
        )
        parts = ((tab, self._package.raw(tab.part)) for tab in self._tabs)
        return [read_sheet(part, book) if part else Sheet() for _, part in parts]

    def _page(self, page: Page, tab: _Tab, sheet: Sheet) -> None:
        """Settle what a sheet shows, and read what floats above it."""
        relations = self._package.relations(tab.part)
        for table in self._tables(relations):
            sheet.layout.repainted.extend(_painted(table))
            for one in children(table, "autoFilter"):
                sheet.layout.filtered.extend(filtered(one))
        sheet.layout.settle(sheet.found, page, self._allowance)
        ground = Ground(frozenset(sheet.painted), sheet.painted_anywhere)
        for key in sheet.drawings:
            root = self._linked(relations.get(key))
            if root is not None:
                paint = Paint(self._theme)
                covers = read_drawing(root, page, ground, paint, self._allowance)
                take_covered(page, covers, sheet.layout.widths)
                if tab.chart:
                    self._charts(page, relations[key].target)
        for key in sheet.old_drawings:
            relation = relations.get(key)
            part = self._package.raw(relation.target) if relation else None
            if part:
                read_old_drawing(part, page, self._allowance)
        for relation in relations.values():
            part = self._package.raw(relation.target) if relation.kind in _COMMENTS else None
            if part:
                read_comments(part, page, self._allowance)
        above = list(read_margin(sheet.header, page, self._allowance))
        below_ = list(read_margin(sheet.footer, page, self._allowance))
        page.margins(above, below_)

    def _charts(self, page: Page, drawing: str) -> None:
        """Read a sheet that is one chart."""
        charts = Charts(self._package)
        for text in charts.lines(drawing):
            self._allowance.take(text)
            if page.closed is None:
                page.shapes.append(Shape(1, 1, text))
            else:
                page.hide(text, HiddenReason.HIDDEN_RUN)
        self._unread = self._unread or charts.unread

    def _tables(self, relations: Mapping[str, Relation]) -> Iterator[Element]:
        for relation in relations.values():
            root = self._linked(relation) if relation.kind == "table" else None
            if root is not None:
                yield root

    def _linked(self, relation: Relation | None) -> Element | None:
        return (
            None if relation is None or relation.external else self._package.part(relation.target)
        )

    def _part_of(self, kind: str) -> Element | None:
        found = (r for r in self._relations.values() if r.kind == kind)
        return self._linked(next(found, None))

    def _raw_of(self, kind: str) -> bytes | None:
        found = (r.target for r in self._relations.values() if r.kind == kind and not r.external)
        target = next(found, None)
        return None if target is None else self._package.raw(target)

    def _language(self, strings: bytes | None) -> str:
        """Tell the language whose formats the file's own numbers mean."""
        parts = [strings, *(self._package.raw(tab.part) for tab in self._tabs[:3])]
        texts = [part.decode("utf-8", "ignore") for part in parts if part]
        if any(_KANA.search(text) for text in texts):
            return "ja"
        return "ru" if any(_CYRILLIC.search(text) for text in texts) else "en"


def _painted(table: Element) -> Iterator[Repaint]:
    """Yield the area of a table if its style may paint it."""
    style, found = child(table, "tableStyleInfo"), area(table.get("ref") or "")
    if style is not None and style.get("name") and found is not None:
        yield Repaint(found)
