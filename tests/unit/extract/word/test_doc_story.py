"""How runs become lines: rows, tables in tables, boxes, and colours on their grounds."""

from screening.extract.office.old_story import Apart, Found, Ink, Story, each_once
from screening.model.reading import HiddenReason

WHITE = Ink(colour="FFFFFF")


def hidden(found: Found) -> list[tuple[str, HiddenReason]]:
    return [(item.text, item.reason) for item in found.hidden()]


def test_a_row_is_one_line_as_long_as_only_its_last_cell_has_several() -> None:
    story = Story(Found())
    for cells in (["a", "b\nc"], ["d\ne", "f"]):
        for cell in cells:
            story.add(cell)
            story.end_cell(1)
        story.end_row(1)
    story.end()
    assert story.groups == [["a | b", "c"], ["d", "e", "f"]]


def test_a_table_in_a_cell_keeps_its_rows() -> None:
    story = Story(Found())
    story.add("label")
    story.end_cell(1)
    story.add("x")
    story.end_cell(2)
    story.add("y")
    story.end_cell(2)
    story.end_row(2)
    story.end_cell(1)
    story.end_row(1)
    assert story.groups == [["label | x | y"]]


def test_a_row_that_never_ends_is_not_lost() -> None:
    story = Story(Found())
    story.add("a")
    story.end_cell(1)
    story.add("b")
    story.end_paragraph(0)
    story.end()
    assert story.lines() == ["a", "b"]


def test_depth_without_end_is_bounded() -> None:
    story = Story(Found())
    story.add("deep")
    story.end_cell(2_000_000_000)
    story.end()
    assert story.lines() == ["deep"]


def test_white_in_a_cell_is_hidden_unless_the_cell_is_dark() -> None:
    found = Found()
    story = Story(found)
    for _ in range(2):
        story.add("seen")
        story.add(" white", WHITE)
        story.end_cell(1)
    story.end_row(1, [None, "203050"])
    assert story.lines() == ["seen | seen white"]
    assert hidden(found) == [(" white", HiddenReason.COLOUR)]


def test_white_in_an_inner_table_waits_for_the_outer_cell() -> None:
    found = Found()
    for fill, lines in (("203050", ["a | white"]), (None, ["a"])):
        story = Story(found)
        story.add("a")
        story.end_cell(2)
        story.add("white", WHITE)
        story.end_cell(2)
        story.end_row(2)
        story.end_cell(1)
        story.end_row(1, [fill])
        assert story.lines() == lines
    assert hidden(found) == [("white", HiddenReason.COLOUR)]


def test_white_on_an_unknown_ground_is_read_and_said_to_be_unchecked() -> None:
    found = Found()
    story = Story(found, paper="")
    story.add("white", WHITE)
    story.end()
    assert story.lines() == ["white"]
    assert found.unchecked


def test_hidden_letters_in_a_row_are_one_text() -> None:
    found = Found()
    story = Story(found)
    for letter in "hidden":
        story.add(letter, Ink(reason=HiddenReason.TINY))
    story.add(" seen ")
    story.add("again", Ink(reason=HiddenReason.TINY))
    story.end()
    assert hidden(found) == [("hidden", HiddenReason.TINY), ("again", HiddenReason.TINY)]


def test_a_box_follows_its_paragraph() -> None:
    story = Story(Found())
    story.box(["in the box"])
    story.add("before")
    story.end_paragraph()
    story.add("after")
    story.end()
    assert story.lines() == ["before", "in the box", "after"]


def test_headers_come_once_and_unused_ones_not_at_all() -> None:
    found = Found()
    parts = [
        Apart([["name", "page"]], shown=True),
        Apart([["name"]], shown=True),
        Apart([["page"], ["secret"]], shown=False),
    ]
    assert each_once(parts, found) == [["name", "page"]]
    assert hidden(found) == [("secret\n", HiddenReason.INVISIBLE)]
