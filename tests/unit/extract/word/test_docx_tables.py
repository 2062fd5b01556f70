"""Tables of Word files: what their styles paint, and what merging takes away."""

from collections.abc import Callable

import pytest

from screening.extract.reading import Reading

Word = Callable[..., bytes]
Read = Callable[[bytes], Reading]


def fill(value: str) -> str:
    return f'<w:tcPr><w:shd w:val="clear" w:fill="{value}"/></w:tcPr>'


def part(kind: str, said: str) -> str:
    return f'<w:tblStylePr w:type="{kind}">{said}</w:tblStylePr>'


STYLES = (
    '<w:style w:type="table" w:styleId="Striped">'
    + part("firstRow", fill("203040"))
    + part("firstCol", '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>')
    + part("band2Horz", fill("101010"))
    + "</w:style>"
)


def cell(text: str, look: str = "", properties: str = "") -> str:
    run = f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run}</w:p></w:tc>"


def table(*rows: str, look: str = "") -> str:
    filled = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="Striped"/>{look}</w:tblPr>{filled}</w:tbl>'


def lines(reading: Reading) -> list[str]:
    return [line.text for line in reading.lines]


WHITE = '<w:color w:val="FFFFFF"/>'
HEAD = '<w:tblLook w:val="0620"/>'
NONE = '<w:tblLook w:val="0600"/>'


def test_white_words_are_seen_in_the_row_that_the_style_paints_and_nowhere_else(
    word: Word, read: Read
) -> None:
    body = table(cell("head", WHITE), cell("below", WHITE), look=HEAD) + "<w:p/>"
    assert lines(read(word(body, styles=STYLES))) == ["head"]


def test_a_part_of_the_style_that_the_table_does_not_use_paints_nothing(
    word: Word, read: Read
) -> None:
    body = table(cell("head", WHITE), cell("plain"), look=NONE)
    assert lines(read(word(body, styles=STYLES))) == ["plain"]


def test_the_style_can_make_words_white(word: Word, read: Read) -> None:
    first = '<w:tblLook w:firstColumn="1" w:noHBand="1" w:noVBand="1"/>'
    body = table(cell("white") + cell("black"), look=first)
    reading = read(word(body, styles=STYLES))
    assert lines(reading) == ["black"]
    assert [item.reason for item in reading.hidden] == ["colour"]


def test_bands_are_counted_below_the_head(word: Word, read: Read) -> None:
    bands = '<w:tblLook w:firstRow="1" w:noVBand="1"/>'
    body = table(cell("head", WHITE), cell("one", WHITE), cell("two", WHITE), look=bands)
    assert lines(read(word(body, styles=STYLES))) == ["head", "two"]


def test_a_table_that_does_not_say_what_it_uses_is_given_the_benefit_of_the_doubt(
    word: Word, read: Read
) -> None:
    reading = read(word(table(cell("x", WHITE)), styles=STYLES))
    assert lines(reading) == ["x"]
    assert reading.warnings == ("look_unchecked",)


def test_an_empty_shading_of_the_cell_s_own_wipes_the_style_s(word: Word, read: Read) -> None:
    wiped = cell("x", WHITE, '<w:shd w:val="clear" w:fill="auto"/>') + cell("y", WHITE)
    assert lines(read(word(table(wiped, look=HEAD), styles=STYLES))) == ["y"]


@pytest.mark.parametrize(
    ("first", "second", "seen"),
    [
        ('<w:vMerge w:val="restart"/>', "<w:vMerge/>", ["a"]),
        ('<w:vMerge w:val="restart"/>', '<w:vMerge w:val="restart"/>', ["a", "b"]),
        ("", "<w:vMerge/>", ["a", "b"]),
    ],
)
def test_only_a_cell_that_is_merged_into_one_above_loses_its_words(
    first: str, second: str, seen: list[str], word: Word, read: Read
) -> None:
    body = table(cell("a", "", first), cell("b", "", second), look=NONE)
    reading = read(word(body, styles=STYLES))
    assert lines(reading) == seen
    assert [item.reason for item in reading.hidden] == (["covered"] if seen == ["a"] else [])
