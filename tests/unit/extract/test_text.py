"""Separated values become rows; everything else stays as it stands."""

from collections.abc import Callable

import pytest

from screening.extract.reading import Reading
from screening.extract.separated import rows, separator

Read = Callable[[bytes], Reading]


def texts(reading: Reading) -> list[str]:
    return [line.text for line in reading.lines]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a,b\nc,d\n", ","),
        ("a;1,5\nb;2,5\n", ";"),
        ("a\tb\nc\td", "\t"),
        ("a|b\nc|d", "|"),
        ('"x, y";z\n"p\nq";r\n', ";"),
        ("a,b,c\n1,2,3\n4,5,6\n7,8,9\n1,2,3\n4,5,6\n7,8,9\n1,2,3\n4,5,6\ntotal\n", ","),
        ("Hello, all\nBye, all\n", None),
        ("one,two\n", None),
        ("a,b\nc,d,e\nf,g,h,i\n", None),
        ("2019,2020\nwords\nmore words\nand more", None),
        ("", None),
    ],
)
def test_a_table_is_told_from_prose(text: str, found: str | None) -> None:
    assert separator(text) == found


def test_line_breaks_inside_quotes_stay_in_their_row(read: Read) -> None:
    reading = read(b'name,remark\n"Robin","two\nlines"\nKim,""\n')
    assert texts(reading) == ["name | remark", "Robin | two lines", "Kim"]
    assert [line.paragraph for line in reading.lines] == [1, 2, 3]


def test_a_quote_that_never_ends_loses_nothing(read: Read) -> None:
    assert "last" in " ".join(texts(read(b'a,b\nc,d\ne,"f\ng,h\ni,last\n')))


def test_a_cell_of_any_length_is_split_all_the_same() -> None:
    long = "x" * 140_000
    assert rows(f"a,{long}\nb,c\n", ",") == [["a", long], ["b", "c"]]


def test_markdown_is_read_as_it_stands(read: Read) -> None:
    page = b"# Robin\n\n**Engineer**\n\n- Kafka\n- [page](https://cv.example)\n"
    assert texts(read(page)) == [
        "# Robin",
        "**Engineer**",
        "- Kafka",
        "- [page](https://cv.example)",
    ]
