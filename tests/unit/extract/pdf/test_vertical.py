"""Vertical writing is read column by column, from the right."""

from collections.abc import Callable

from screening.extract.pdf.layout import laid_out
from screening.extract.pdf.visibility import Letter

Write = Callable[..., list[Letter]]


def lines(letters: list[Letter]) -> list[str]:
    return [line.text for line in laid_out(letters, (), width=595, height=842).lines]


def test_columns_are_read_from_the_right(hang: Write) -> None:
    letters = (
        hang("職務経歴書", 500, 60) + hang("青空みどり", 480, 60) + hang("港で育つ。", 460, 60)
    )
    assert lines(letters) == ["職務経歴書", "青空みどり", "港で育つ。"]


def test_columns_written_from_the_left_are_still_read_from_the_right(hang: Write) -> None:
    letters = (
        hang("港で育つ。", 460, 60) + hang("青空みどり", 480, 60) + hang("職務経歴書", 500, 60)
    )
    assert lines(letters) == ["職務経歴書", "青空みどり", "港で育つ。"]


def test_digits_beside_each_other_in_a_column_are_one_number(hang: Write, write: Write) -> None:
    letters = hang("平成", 500, 60) + write("30", 500, 80) + hang("年に入社", 500, 90)
    assert lines(letters) == ["平成30年に入社"]


def test_a_box_lies_where_the_column_stands(hang: Write) -> None:
    line = laid_out(hang("職務経歴書", 500, 60), (), width=595, height=842).lines[0]
    box = line.box
    assert (box.left, box.top, box.right, box.bottom) == (500, 60, 510, 110)


def test_a_heading_from_left_to_right_stays_beside_vertical_text(hang: Write, write: Write) -> None:
    letters = (
        write("潮見町だより", 60, 30)
        + hang("港で育ちました", 500, 60)
        + hang("切符を売る", 480, 60)
    )
    assert sorted(lines(letters)) == sorted(["潮見町だより", "港で育ちました", "切符を売る"])


def test_latin_letters_below_each_other_are_not_vertical_writing(hang: Write) -> None:
    assert lines(hang("ABCDE", 500, 60)) == list("ABCDE")


def test_lines_of_square_letters_are_not_vertical_writing(write: Write) -> None:
    letters = write("港で育つ", 60, 60) + write("切符売り", 60, 72) + write("夜勤の長", 60, 84)
    assert lines(letters) == ["港で育つ", "切符売り", "夜勤の長"]
