"""What a person can see of a letter is decided from its ink and the drawn page."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from screening.extract.pdf.visibility import Box, Ink, Letter, Picture, Sight, Thing, unseen
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
        (replace(INK, fill=(255, 255, 224)), 200, HiddenReason.COLOUR),
        (replace(INK, fill=(255, 255, 180)), 200, None),
        (replace(INK, fill=(0, 0, 255)), 50, None),
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


def line(
    text: str, ink: Ink, *, left: float = 200, step: float = 6, top: float = 40
) -> list[Letter]:
    return [
        Letter(mark, left + step * place, top, left + step * place + 6, top + 12, ink)
        for place, mark in enumerate(text)
    ]


def test_letters_squeezed_to_nothing_are_tiny() -> None:
    letters = [Letter(mark, 200 + i, 40, 200.2 + i, 52, INK) for i, mark in enumerate("abc")]
    assert set(unseen(letters, SIGHT)) == {HiddenReason.TINY}


def test_letters_on_one_spot_cover_each_other() -> None:
    assert set(unseen(line("stack", INK, step=0), SIGHT)) == {HiddenReason.COVERED}


def test_large_letters_may_be_paler_than_small_ones() -> None:
    pale = replace(INK, fill=(240, 240, 240))
    assert look(pale) == HiddenReason.COLOUR
    assert look(replace(pale, size=60)) is None
    paler = replace(pale, fill=(242, 242, 242))
    assert look(replace(paler, size=60)) == HiddenReason.COLOUR


def test_a_line_without_spaces_is_hidden_from_where_its_background_ends() -> None:
    reasons = unseen(line("白い文字の行です", replace(INK, fill=WHITE), left=76), SIGHT)
    assert reasons[:3] == [None] * 3
    assert set(reasons[4:]) == {HiddenReason.COLOUR}


HERE = Box(195, 35, 400, 60)
TEXT = Thing(key=7, box=HERE, covers=False, layered=False, clip=None)
KEYED = replace(INK, key=7)


@pytest.mark.parametrize(
    ("things", "wanted"),
    [
        ((), HiddenReason.INVISIBLE),
        ((TEXT,), HiddenReason.INVISIBLE),
        ((replace(TEXT, layered=True),), HiddenReason.LAYER_OFF),
        ((replace(TEXT, clip=Box(0, 0, 5, 5)),), HiddenReason.CLIPPED),
        ((replace(TEXT, clip=HERE),), HiddenReason.INVISIBLE),
        ((TEXT, Thing(8, HERE, True, False, None)), HiddenReason.COVERED),
        ((Thing(8, HERE, True, False, None), TEXT), HiddenReason.INVISIBLE),
        ((TEXT, Thing(8, HERE, False, False, None)), HiddenReason.INVISIBLE),
        ((TEXT, Thing(8, HERE, True, False, Box(0, 0, 5, 5))), HiddenReason.INVISIBLE),
    ],
    ids=["unknown", "alone", "layer", "clip", "wide clip", "over", "below", "glass", "clipped"],
)
def test_letters_without_ink_have_the_reason_that_the_page_tells(
    things: tuple[Thing, ...], wanted: HiddenReason
) -> None:
    sight = replace(SIGHT, whole=BEHIND, things=lambda: things)
    assert set(unseen(line("word", KEYED), sight)) == {wanted}


def test_punctuation_goes_with_the_hidden_words_around_it() -> None:
    sight = replace(SIGHT, whole=BEHIND)
    assert set(unseen(line("a - b", INK), sight)) == {HiddenReason.INVISIBLE}


def test_a_hidden_word_whose_copy_is_seen_there_is_an_echo() -> None:
    shadow = replace(INK, fill=GREY)
    white = replace(INK, fill=WHITE)
    letters = [*line("Echo", shadow, left=201, top=41), *line("Echo", white)]
    assert set(unseen(letters, SIGHT)) == {None}
    letters = [*line("Other", shadow, left=201, top=41), *line("Echo", white)]
    assert set(unseen(letters, SIGHT)[5:]) == {HiddenReason.COLOUR}


def test_words_under_a_huge_letter_are_looked_at_without_it() -> None:
    huge = Letter("■", 190, 30, 300, 70, replace(INK, size=60, key=1))
    letters = [*line("buried", KEYED), huge]
    asked: list[frozenset[int]] = []

    def without(keys: frozenset[int]) -> Picture:
        asked.append(keys)
        return WHOLE

    assert set(unseen(letters, replace(SIGHT, without=without))[:6]) == {HiddenReason.COVERED}
    assert asked == [{7}]
    bare = replace(SIGHT, without=lambda _: BEHIND)
    assert set(unseen(letters, bare)) == {None}


def test_latin_letters_are_judged_by_ink_in_fonts_of_this_machine_others_if_it_has_them() -> None:
    strange = replace(INK, embedded=False)
    nothing = replace(SIGHT, whole=BEHIND)
    assert set(unseen(line("Latin", strange), nothing)) == {HiddenReason.INVISIBLE}
    assert set(unseen(line("漢字仮名", strange), nothing)) == {None}
    half = replace(SIGHT, whole=picture(lambda x, y: inked(x, y) if y > 60 else paper(x, y)))
    other = replace(strange, key=9)
    reasons = unseen([*line("漢字仮名", strange), *line("漢字仮名交", other, top=70)], half)
    assert reasons == [HiddenReason.INVISIBLE] * 4 + [None] * 5


def test_words_of_a_text_layer_that_contradict_each_other_are_hidden() -> None:
    layer = replace(INK, mode=3)
    scan = replace(SIGHT, behind=WHOLE, pictured=1)
    same = [*line("first", layer), *line("first", replace(layer, key=2), top=41)]
    assert set(unseen(same, scan)) == {None}
    other = [*line("first", layer), *line("other", replace(layer, key=2), top=41)]
    assert set(unseen(other, scan)) == {HiddenReason.INVISIBLE}


def test_a_soft_picture_is_no_scan_of_words() -> None:
    shade = picture(lambda x, _: (x // 3, x // 3, x // 3))
    soft = replace(SIGHT, behind=shade, whole=shade, pictured=1)
    assert set(unseen(line("words", replace(INK, mode=3)), soft)) == {HiddenReason.INVISIBLE}


def test_a_word_with_a_lying_letter_is_mismapped() -> None:
    letters = line("98 ab", INK)
    letters[0] = replace(letters[0], lies=True)
    assert unseen(letters, SIGHT) == [HiddenReason.MISMAPPED] * 3 + [None] * 2
