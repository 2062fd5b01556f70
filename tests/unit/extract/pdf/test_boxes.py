"""Every line of a PDF has its page, and a box that lies where it is drawn."""

from collections.abc import Callable

import pytest

from screening.extract.reading import Reading


@pytest.mark.parametrize(
    "name",
    [
        "en-rotated-90",
        "ja-rotated-180",
        "ru-rotated-270",
        "en-plain",
        "ja-vertical",
        "ja-ruled-form",
    ],
)
def test_lines_lie_on_the_page_as_it_is_shown(
    name: str, document: Callable[[str], bytes], read: Callable[[bytes], Reading]
) -> None:
    for line in read(document(f"layouts/{name}.pdf")).lines:
        assert line.page == 1
        assert line.box is not None
        assert 0 <= line.box.left < line.box.right <= 596
        assert 0 <= line.box.top < line.box.bottom <= 843


def test_a_line_stands_where_it_was_drawn(
    document: Callable[[str], bytes], read: Callable[[bytes], Reading]
) -> None:
    """Each was drawn at 60 points from the left, on a base line 70 points below the top."""
    for name in ("en-plain", "en-rotated-90", "ja-rotated-180", "ru-rotated-270"):
        box = read(document(f"layouts/{name}.pdf")).lines[0].box
        assert box is not None
        assert box.left == pytest.approx(60, abs=1)
        assert box.top < 70 < box.bottom
        assert box.bottom - box.top < 16


def test_turned_writing_has_its_box_on_the_page(
    document: Callable[[str], bytes], read: Callable[[bytes], Reading]
) -> None:
    """Written from bottom to top, from 60 points above the lower edge."""
    box = read(document("layouts/ru-turned-90.pdf")).lines[0].box
    assert box is not None
    assert box.bottom == pytest.approx(842 - 60, abs=1)
    assert box.bottom - box.top > box.right - box.left
