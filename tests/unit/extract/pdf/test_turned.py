"""Turned pages and turned writing are read upright, with boxes on the page as it is shown."""

from collections.abc import Callable

import pytest

from screening.extract.pdf.frame import Frame
from screening.extract.pdf.layout import laid_out
from screening.extract.pdf.visibility import Ink, Letter


@pytest.mark.parametrize(
    ("turn", "size", "place"),
    [
        (0, (500, 700), (10, 60, 30, 80)),
        (90, (700, 500), (620, 10, 640, 30)),
        (180, (500, 700), (470, 620, 490, 640)),
        (270, (700, 500), (60, 470, 80, 490)),
    ],
)
def test_a_place_is_found_on_the_page_as_shown(
    turn: int, size: tuple[float, float], place: tuple[float, ...]
) -> None:
    """A page of 500 by 700 whose visible part begins at 100, 200."""
    frame = Frame(100, 200, 600, 900, turn)
    assert (frame.width, frame.height) == size
    assert frame.shown(110, 820, 130, 840) == place


@pytest.mark.parametrize(
    ("turn", "steps"),
    [(0, (5, 0)), (90, (0, -5)), (180, (-5, 0)), (270, (0, 5))],
)
def test_turned_writing_is_read_along_its_line(
    turn: int, steps: tuple[float, float], ink: Callable[..., Ink]
) -> None:
    one = ink(10, turn)
    x, y = 300.0, 400.0
    letters: list[Letter | None] = []
    for mark in "harbour":
        width, height = (5, 10) if turn in {0, 180} else (10, 5)
        letters.append(Letter(mark, x, y, x + width, y + height, one))
        x, y = x + steps[0], y + steps[1]
    line = laid_out(letters, (), width=595, height=842).lines[0]
    assert line.text == "harbour"
    shown = [letter for letter in letters if letter is not None]
    assert line.box.left == min(letter.left for letter in shown)
    assert line.box.top == min(letter.top for letter in shown)
    assert line.box.right == max(letter.right for letter in shown)
    assert line.box.bottom == max(letter.bottom for letter in shown)


@pytest.mark.parametrize(("name", "doubtful"), [("Anna", False), ("שלום", True), ("مرحبا", True)])
def test_letters_that_run_from_the_right_make_the_order_doubtful(
    name: str, doubtful: bool, write: Callable[..., list[Letter]]
) -> None:
    """They come out as they stand on the page, the last letter first."""
    page = laid_out(write(name, 100, 100), [], width=500, height=700)
    assert page.uncertain is doubtful
