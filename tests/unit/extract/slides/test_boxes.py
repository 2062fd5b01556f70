"""Boxes are put in the order in which a person reads them."""

from screening.extract.office.boxes import Rect, in_order


def box(left: float, top: float, width: float, height: float) -> Rect:
    return Rect(left, top, left + width, top + height)


def read(*boxes: tuple[str, Rect]) -> str:
    return "".join(name for name, _ in in_order(boxes, lambda item: item[1]))


def test_a_title_comes_before_the_columns_below_it_and_each_column_is_read_whole() -> None:
    title, foot = box(0, 0, 600, 40), box(0, 500, 600, 20)
    left = (("a", box(0, 60, 200, 200)), ("b", box(0, 280, 200, 200)))
    right = (("c", box(220, 60, 380, 200)), ("d", box(220, 280, 380, 200)))
    assert read(*right, ("f", foot), *left, ("t", title)) == "tabcdf"


def test_low_boxes_in_rows_are_read_row_by_row() -> None:
    cells = [
        (name, box(x, y, 100, 20))
        for name, x, y in (("b", 150, 0), ("a", 0, 0), ("d", 150, 40), ("c", 0, 40))
    ]
    assert read(*cells) == "abcd"


def test_boxes_that_overlap_are_read_from_the_top() -> None:
    assert read(("b", box(50, 30, 100, 100)), ("a", box(0, 0, 100, 100))) == "ab"


def test_very_many_boxes_are_only_sorted() -> None:
    many = [(str(n % 10), box(0, 5000 - n, 10, 10)) for n in range(2000)]
    assert read(*many) == "".join(str(n % 10) for n in reversed(range(2000)))


def test_a_box_hides_only_what_lies_under_all_of_it() -> None:
    cover = box(0, 0, 100, 100)
    assert cover.hides(box(10, 10, 50, 50))
    assert not cover.hides(box(60, 60, 100, 100))
    assert not cover.hides(box(10, 10, 0, 0))
