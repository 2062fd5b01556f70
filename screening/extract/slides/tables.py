"""Reads the tables of slides row by row."""

from collections.abc import Iterator
from dataclasses import replace

from screening.extract.office.boxes import EMU, Rect
from screening.extract.office.colours import Colour, child, local
from screening.extract.office.frames import measure
from screening.extract.office.rows import row_lines
from screening.extract.slides.text import Setting, Text
from screening.extract.xml import Element
from screening.model.reading import HiddenReason


def table_lines(
    table: Element, rect: Rect | None, text: Text, setting: Setting
) -> Iterator[tuple[str, Rect | None]]:
    """Yield each row's lines with the place of the row."""
    styled = child(table, "tblPr", "tableStyleId") is not None
    top = rect.top if rect else 0.0
    for row in table:
        if local(row) != "tr":
            continue
        height = measure(row.get("h")) / EMU
        cells = [_cell(cell, text, setting, styled=styled) for cell in row if local(cell) == "tc"]
        place = Rect(rect.left, top, rect.right, top + height) if rect else None
        top += height
        for line in row_lines([cell for cell in cells if cell]):
            yield line, place


def _cell(cell: Element, text: Text, setting: Setting, *, styled: bool) -> list[str]:
    inside = replace(setting, ground=_ground(cell, setting, styled=styled))
    if any(cell.get(name) in {"1", "true"} for name in ("hMerge", "vMerge")):
        inside = replace(inside, unseen=inside.unseen or HiddenReason.COVERED)
    return list(text.lines(child(cell, "txBody"), inside))


def _ground(cell: Element, setting: Setting, *, styled: bool) -> Colour | None:
    """Return what lies behind a cell's words; a table's style paints cells in its own ways."""
    fill = setting.theme.fill(child(cell, "tcPr"))
    if fill is None:
        return None if styled else setting.ground
    if not fill.painted:
        return setting.ground
    return fill.paint.colour if fill.opaque and fill.paint is not None else None
