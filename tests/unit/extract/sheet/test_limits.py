"""No workbook costs more than it may: each excess ends in a named outcome."""

from collections.abc import Callable

import pytest

from screening.extract.limits import ReadingLimits
from screening.extract.reading import Raw

Book = Callable[..., bytes]
Read = Callable[..., Raw]
Refused = Callable[..., str]
NUMBER = '<row r="{0}"><c r="A{0}"><v>{0}</v></c></row>'


def test_a_far_cell_costs_nothing(book: Book, raw: Read) -> None:
    data = '<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>'
    found = raw(book(data, after='<mergeCells><mergeCell ref="A1:XFC1048575"/></mergeCells>'))
    assert [(line.text, line.paragraph) for line in found.lines] == [("7", 1_048_576)]


def test_long_texts_are_counted_each_time_they_are_shown(book: Book, refused: Refused) -> None:
    strings = f"<si><t>{'word ' * 1000}</t></si>"
    data = '<row><c t="s"><v>0</v></c></row>' * 200
    assert refused(book(data, strings=strings)) == "too_long"


def test_texts_that_no_cell_shows_are_counted_too(book: Book, refused: Refused) -> None:
    strings = "<si><t>abcdefghijklmnopqrst</t></si>" * 100
    assert refused(book("", strings=strings), ReadingLimits(characters=900)) == "too_long"


def test_short_cells_are_counted(book: Book, refused: Refused) -> None:
    data = "".join(NUMBER.format(n % 9 + 1) for n in range(100))
    assert refused(book(data), ReadingLimits(characters=90)) == "too_long"


def test_merged_areas_over_many_cells_are_refused(book: Book, refused: Refused) -> None:
    data = "".join(NUMBER.format(n) for n in range(1, 10_001))
    merged = '<mergeCell ref="A1:XFD1048576"/>' * 300
    assert refused(book(data, after=f"<mergeCells>{merged}</mergeCells>")) == "too_large"


def test_hidden_words_count_as_well(book: Book, refused: Refused) -> None:
    data = f'<row hidden="1"><c t="str"><v>{"a" * 3000}</v></c></row>'
    assert refused(book(data), ReadingLimits(characters=1000)) == "too_long"


@pytest.mark.parametrize(
    "data",
    [
        '<row r="-5"><c r="ZZZZ9" t="s"><v>99999999999</v></c></row>',
        '<row r="9999999999999999999"><c r="A0" s="-1" t="q"><v>nan</v></c></row>',
        '<row r="nan" ht="inf" s="1e400"><c s="1e300" t="s"><v>-1</v></c><c t="d"><v/></c></row>',
        "<row><c><v>1e999</v></c><c><v>0x10</v></c><c><is/></c><row/></row>",
        "<?odd thing?><row><?odd thing?><c><?odd thing?></c></row>",
    ],
)
def test_nonsense_breaks_nothing(data: str, book: Book, raw: Read) -> None:
    after = (
        '<mergeCells><mergeCell/><mergeCell ref="A1:"/><mergeCell ref="C9:A1"/></mergeCells>'
        '<conditionalFormatting sqref="x:y"><cfRule dxfId="-9"/></conditionalFormatting>'
        "<drawing/><legacyDrawing/><headerFooter/>"
    )
    before = '<cols><col min="-9" max="1e9" width="x"/><col min="5" max="1"/></cols>'
    raw(book(data, before=before, after=after))


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_a_part_that_is_cut_off_is_damage(part: str, book: Book, refused: Refused) -> None:
    assert refused(book("", parts={part: '<a xmlns="x"><row'})) == "damaged"


def test_missing_parts_leave_the_rest(book: Book, raw: Read) -> None:
    tabs = '<sheet name="gone" sheetId="2" r:id="s2"/><sheet name="none" sheetId="3" r:id="s9"/>'
    found = raw(book(NUMBER.format(1), sheets=tabs, after='<drawing r:id="none"/>'))
    assert [line.text for line in found.lines] == ["1"]


def test_elements_inside_elements_without_end_are_damage(book: Book, refused: Refused) -> None:
    assert refused(book("<x>" * 3000 + "</x>" * 3000)) == "damaged"
