"""What a person can see of a letter is decided from its ink and the drawn page."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from screening.extract.pdf.visibility import Ink, Letter, Picture, Sight, unseen
from screening.model.reading import HiddenReason

INK = Ink((0, 0, 0), (0, 0, 0), alpha=1.0, mode=0, size=10, turn=0, embedded=True)
WHITE, GREY, BLACK = (255, 255, 255), (191, 191, 191), (0, 0, 0)
Paint = Callable[[int, int], tuple[int, int, int]]


def picture(paint: Paint, *, width: int = 600, height: int = 100) -> Picture:
    pixels = bytes(
        channel for y in range(height) for x in range(width) for channel in reversed(paint(x, y))
    )
    return Picture(width, height, width * 3, pixels, scale=1.0)


def paper(x: int, _: int) -> tuple[int, int, int]:
    """A white page with a black bar on its left."""
    return BLACK if x < 100 else WHITE


def inked(x: int, y: int) -> tuple[int, int, int]:
    """The same with something written everywhere."""
    return GREY if (x + y) % 2 else paper(x, y)


BEHIND, WHOLE = picture(paper), picture(inked)
SIGHT = Sight(width=600, height=842, behind=BEHIND, whole=WHOLE, pictured=0)


def look(ink: Ink, *, left: float = 200, sight: Sight = SIGHT) -> HiddenReason | None:
    letter = Letter("x", left, 40, left + 6, 52, ink)
    return unseen([letter], sight)[0]


def test_ordinary_letters_are_seen() -> None:
    assert look(INK) is None


@pytest.mark.parametrize(
    ("ink", "left", "wanted"),
    [
        (replace(INK, fill=WHITE), 200, HiddenReason.COLOUR),
        (replace(INK, fill=WHITE), 50, None),
        (replace(INK, fill=BLACK), 50, HiddenReason.COLOUR),
        (replace(INK, fill=(235, 235, 235)), 200, HiddenReason.COLOUR),
        (replace(INK, fill=(200, 200, 200)), 200, None),
        (replace(INK, fill=WHITE, mode=1), 200, None),
        (replace(INK, fill=BLACK, stroke=WHITE, mode=1), 200, HiddenReason.COLOUR),
        (replace(INK, fill=WHITE, stroke=BLACK, mode=2), 200, None),
        (replace(INK, fill=WHITE, stroke=WHITE, mode=2), 200, HiddenReason.COLOUR),
        (replace(INK, alpha=0.02), 200, HiddenReason.INVISIBLE),
        (replace(INK, alpha=0.08), 200, HiddenReason.COLOUR),
        (replace(INK, alpha=0.3), 200, None),
        (replace(INK, mode=3), 200, HiddenReason.INVISIBLE),
        (replace(INK, mode=7), 200, HiddenReason.INVISIBLE),
        (replace(INK, size=3.9), 200, HiddenReason.TINY),
        (replace(INK, size=4.1), 200, None),
        (INK, 700, HiddenReason.OFF_PAGE),
        (INK, -40, HiddenReason.OFF_PAGE),
    ],
)
def test_each_way_of_hiding_has_its_reason(
    ink: Ink, left: float, wanted: HiddenReason | None
) -> None:
    assert look(ink, left=left) == wanted


def test_letters_that_leave_no_ink_are_covered_or_clipped() -> None:
    covered = replace(SIGHT, whole=BEHIND)
    assert look(INK, sight=covered) == HiddenReason.INVISIBLE


def test_a_font_that_this_machine_lacks_is_no_sign_of_hiding() -> None:
    covered = replace(SIGHT, whole=BEHIND)
    assert look(replace(INK, embedded=False), sight=covered) is None


def test_small_letters_on_a_small_page_are_not_tiny() -> None:
    assert look(replace(INK, size=3), sight=replace(SIGHT, height=300, width=210)) is None


def test_a_text_layer_needs_a_scan_that_shows_something_there() -> None:
    layer = replace(INK, mode=3)
    scan = replace(SIGHT, behind=WHOLE, pictured=1)
    assert look(layer, sight=scan) is None
    assert look(layer, sight=replace(scan, pictured=0.2)) == HiddenReason.INVISIBLE
    assert look(layer, sight=replace(SIGHT, pictured=1)) == HiddenReason.INVISIBLE


def test_a_line_over_two_backgrounds_is_judged_word_by_word() -> None:
    ink = replace(INK, fill=WHITE)
    letters = [
        Letter(text, left, 40, left + 6, 52, ink)
        for text, left in (("a", 80), (" ", 88), ("b", 120), (" ", 130))
    ]
    reasons = unseen(letters, SIGHT)
    assert reasons[0] is None
    assert reasons[2] == HiddenReason.COLOUR
