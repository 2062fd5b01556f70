"""Boxes of Word files are read where they stand; those that nobody sees are told by reason."""

from collections.abc import Callable

import pytest

from screening.extract.reading import Reading

Word = Callable[..., bytes]
Read = Callable[[bytes], Reading]
EMU = 12700


def p(text: str, drawing: str = "") -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r>{drawing}</w:p>"


def position(axis: str, to: str, points: int) -> str:
    offset = f"<wp:posOffset>{points * EMU}</wp:posOffset>"
    return f'<wp:position{axis} relativeFrom="{to}">{offset}</wp:position{axis}>'


def box(
    text: str,
    left: int,
    top: int,
    width: int,
    height: int,
    *,
    to: str = "page",
    fill: str = "<a:noFill/>",
    outline: str = "rect",
    rank: int = 1,
) -> str:
    words = f"<wps:txbx><w:txbxContent>{p(text)}</w:txbxContent></wps:txbx>" if text else ""
    return (
        f'<w:r><w:drawing><wp:anchor relativeHeight="{rank}">'
        f"{position('H', 'page', left)}{position('V', to, top)}"
        f'<wp:extent cx="{width * EMU}" cy="{height * EMU}"/><wps:wsp><wps:spPr>'
        f'<a:prstGeom prst="{outline}"/>{fill}</wps:spPr>{words}</wps:wsp>'
        "</wp:anchor></w:drawing></w:r>"
    )


def solid(value: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{value}"/></a:solidFill>'


def lines(reading: Reading) -> list[str]:
    return [line.text for line in reading.lines]


BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def test_a_side_bar_is_not_read_into_the_middle_of_the_words(word: Word, read: Read) -> None:
    left, right = box("left", 0, 0, 150, 800), box("right", 440, 0, 150, 800)
    body = p("one") + p("two", right) + p("three", left)
    assert lines(read(word(body))) == ["left", "one", "two", "three", "right"]


def test_a_side_bar_stays_on_its_page(word: Word, read: Read) -> None:
    body = p("page one", box("bar one", 0, 0, 150, 800)) + BREAK
    body += p("page two", box("bar two", 0, 0, 150, 800))
    assert lines(read(word(body))) == ["bar one", "page one", "bar two", "page two"]


def test_a_box_that_moves_with_its_paragraph_is_read_after_it(word: Word, read: Read) -> None:
    body = p("one", box("beside", 0, 0, 150, 300, to="paragraph")) + p("two")
    assert lines(read(word(body))) == ["one", "beside", "two"]


@pytest.mark.parametrize(
    ("left", "top", "width", "height", "reason"),
    [
        (700, 0, 100, 100, "off_page"),
        (-150, 0, 100, 100, "off_page"),
        (0, 900, 100, 100, "off_page"),
        (10, 10, 1, 100, "clipped"),
        (10, 10, 100, 0, "clipped"),
    ],
)
def test_a_box_that_no_page_shows_is_hidden(
    left: int, top: int, width: int, height: int, reason: str, word: Word, read: Read
) -> None:
    reading = read(word(p("seen", box("gone", left, top, width, height))))
    assert lines(reading) == ["seen"]
    assert [item.reason for item in reading.hidden] == [reason]


def test_a_box_that_hangs_over_the_edge_is_seen(word: Word, read: Read) -> None:
    reading = read(word(p("seen", box("half", 550, 400, 200, 60))))
    assert "half" in lines(reading)
    assert reading.hidden == ()


@pytest.mark.parametrize(
    ("outline", "fill", "rank", "seen"),
    [
        ("rect", solid("FFFFFF"), 9, False),
        ("rect", solid("FFFFFF"), 0, True),
        ("donut", solid("FFFFFF"), 9, True),
        ("rect", "<a:noFill/>", 9, True),
        (
            "rect",
            '<a:solidFill><a:srgbClr val="FFFFFF"><a:alpha val="30000"/></a:srgbClr></a:solidFill>',
            9,
            True,
        ),
    ],
)
def test_only_a_plain_shape_that_lies_above_covers_a_box(
    outline: str, fill: str, rank: int, seen: bool, word: Word, read: Read
) -> None:
    under = box("under", 100, 400, 100, 50, rank=5)
    over = box("", 50, 350, 300, 200, rank=rank, fill=fill, outline=outline)
    reading = read(word(p("words", under + over)))
    assert ("under" in lines(reading)) is seen
    assert [item.reason for item in reading.hidden] == ([] if seen else ["covered"])


def test_paragraphs_and_rows_are_numbered_in_reading_order(word: Word, read: Read) -> None:
    table = "".join(f"<w:tr><w:tc>{p(t)}{p(t)}</w:tc></w:tr>" for t in ("a", "b"))
    reading = read(word(f"{p('one')}<w:tbl>{table}</w:tbl>{p('last')}"))
    assert [(line.text, line.paragraph) for line in reading.lines] == [
        ("one", 1),
        ("a", 2),
        ("a", 2),
        ("b", 3),
        ("b", 3),
        ("last", 4),
    ]
