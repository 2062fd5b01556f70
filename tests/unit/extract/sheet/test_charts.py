"""Sheets that are one chart give the chart's words; what is not read of them is told."""

from collections.abc import Callable

import pytest

from screening.extract.reading import Raw
from screening.model.reading import ReadingWarning

Book = Callable[..., bytes]
Read = Callable[[bytes], Raw]
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ROW = '<row r="1"><c r="A1" t="str"><v>cell</v></c></row>'
CHART = (
    '<c:chartSpace xmlns:c="c" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    "<c:title><a:p><a:r><a:t>Skills</a:t></a:r></a:p></c:title>"
    "<c:ser><c:cat><c:pt><c:v>Go</c:v></c:pt><c:pt><c:v>SQL</c:v></c:pt></c:cat></c:ser>"
    "</c:chartSpace>"
)


def links(*relations: tuple[str, str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for key, kind, target in relations
    )
    return f'<Relationships xmlns="x">{inner}</Relationships>'


@pytest.fixture
def charted(book: Book, raw: Read) -> Callable[..., Raw]:
    """Read a workbook of one plain sheet and one of a kind."""

    def _charted(kind: str = "chartsheet", state: str = "visible", **more: str) -> Raw:
        parts = {
            "xl/_rels/workbook.xml.rels": links(
                ("s1", "worksheet", "worksheets/sheet1.xml"), ("c", kind, "chartsheets/sheet1.xml")
            ),
            "xl/chartsheets/sheet1.xml": f'<chartsheet xmlns:r="{OFFICE}"><drawing r:id="d"/>'
            "</chartsheet>",
            "xl/chartsheets/_rels/sheet1.xml.rels": links(("d", "drawing", "../drawings/d.xml")),
            "xl/drawings/d.xml": "<wsDr><absoluteAnchor/></wsDr>",
            "xl/drawings/_rels/d.xml.rels": links(("x", "chart", "../charts/chart1.xml")),
            "xl/charts/chart1.xml": CHART,
            **more,
        }
        tab = f'<sheet name="Chart" sheetId="2" state="{state}" r:id="c"/>'
        return raw(book(ROW, sheets=tab, parts=parts))

    return _charted


Charted = Callable[..., Raw]


def lines(raw: Raw) -> list[tuple[str | None, str]]:
    return [(line.part, line.text) for line in raw.lines]


def test_a_sheet_that_is_a_chart_gives_its_title_and_names(charted: Charted) -> None:
    found = charted()
    assert lines(found) == [("S", "cell"), ("Chart", "Skills"), ("Chart", "Go | SQL")]
    assert found.warnings == frozenset()


def test_a_chart_on_a_hidden_sheet_is_hidden(charted: Charted) -> None:
    found = charted(state="hidden")
    assert lines(found) == [("S", "cell")]
    assert [one.text for one in found.hidden] == ["Skills", "Go | SQL"]


@pytest.mark.parametrize(
    "more",
    [
        {"kind": "dialogsheet"},
        {"xl/drawings/_rels/d.xml.rels": links()},
        {"xl/charts/_rels/chart1.xml.rels": links(("u", "chartUserShapes", "../drawings/u.xml"))},
    ],
)
def test_what_is_not_read_of_such_a_sheet_is_told(more: dict[str, str], charted: Charted) -> None:
    found = charted(**more)
    assert ("S", "cell") in lines(found)
    assert found.warnings == {ReadingWarning.ATTACHMENTS_UNREAD}
