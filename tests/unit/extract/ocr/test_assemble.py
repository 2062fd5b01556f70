"""What was found becomes lines in reading order, with places on the picture as it was given."""

import pytest

from screening.extract.ocr.assemble import assembled
from screening.extract.ocr.found import Found, Page, Quad


def _found(text: str, x: float, y: float, confidence: float = 0.9) -> Found:
    right, bottom = x + 20.0 * len(text), y + 40
    return Found(text, confidence, Quad(((x, y), (right, y), (right, bottom), (x, bottom))))


def _page(*found: Found, turn: int = 0, unread: float = 0.0) -> Page:
    return Page(found, 1000, 1400, turn, unread=unread)


def test_lines_come_in_reading_order() -> None:
    page = _page(_found("second", 100, 200), _found("first", 100, 100), _found("row", 600, 202))
    assert [line.text for line in assembled(page, 200).lines] == ["first", "second row"]


def test_boxes_are_in_points() -> None:
    (line,) = assembled(_page(_found("word", 100, 200)), 144).lines
    assert line.box is not None
    assert line.box.left == pytest.approx(50, abs=1)
    assert line.box.top == pytest.approx(100, abs=1)
    assert line.box.right == pytest.approx(90, abs=1)
    assert line.recognised


@pytest.mark.parametrize(
    ("turn", "left", "top"), [(0, 100, 200), (90, 1160, 100), (180, 820, 1160), (270, 200, 820)]
)
def test_boxes_are_on_the_picture_as_it_was_given(turn: int, left: float, top: float) -> None:
    """The text stands at 100, 200 of the upright page, 80 long and 40 high."""
    found = Found("word", 0.9, Quad(((100, 200), (180, 200), (180, 240), (100, 240))))
    (line,) = assembled(_page(found, turn=turn), 72).lines
    assert line.box is not None
    assert (line.box.left, line.box.top) == pytest.approx((left, top), abs=1)


def test_confidence_is_the_mean_over_characters() -> None:
    page = _page(_found("abcdefgh", 0, 0, 0.9), _found("xy", 0, 100, 0.7))
    assert assembled(page, 200).confidence == pytest.approx(0.86)


def test_unread_text_lowers_confidence() -> None:
    page = _page(_found("abcdefgh", 0, 0, 0.9), unread=2)
    assert assembled(page, 200).confidence == pytest.approx(0.72)


def test_a_page_that_is_mostly_guessed_is_told_as_nothing() -> None:
    page = _page(_found("abcdefgh", 0, 0, 0.59))
    assert assembled(page, 200).lines == ()


def test_a_blank_page_is_sure_to_be_blank() -> None:
    assert assembled(_page(), 200).confidence == 1
    assert assembled(_page(unread=30), 200).confidence == 0


def test_the_lines_of_a_table_keep_label_and_value_together() -> None:
    """Without them these labels and values would be two columns."""
    labels = [_found("label", 100, 100 + 80 * n) for n in (0, 1, 2, 7, 8, 9)]
    values = [_found(f"a longer value {n}", 400, 100 + 80 * n) for n in range(10)]
    levels = [((80.0, 85.0 + 80 * n), (900.0, 85.0 + 80 * n)) for n in range(11)]
    uprights = [((x, 85.0), (x, 885.0)) for x in (80.0, 380.0, 900.0)]
    page = Page((*labels, *values), 1000, 1400, 0, (*levels, *uprights))
    texts = [line.text for line in assembled(page, 200).lines]
    assert [text for text in texts if "label" in text] == [
        f"label a longer value {n}" for n in (0, 1, 2, 7, 8, 9)
    ]
