"""Pieces of a page come in the order in which a person reads them."""

from hypothesis import given
from hypothesis import strategies as st

from screening.extract.pdf.order import Ordered, Piece, in_reading_order


def piece(text: str, left: float, top: float, *, width: float | None = None) -> Piece:
    return Piece(text, left, top, left + (width or 6.0 * len(text)), top + 12)


def texts(ordered: Ordered) -> tuple[str, ...]:
    return tuple(line.text for line in ordered.lines)


def column(
    word: str, left: float, *, step: float, start: float = 0, width: float = 200
) -> list[Piece]:
    return [
        piece(f"{word}{n}", left, start + n * step, width=width - 5 * (n % 2)) for n in range(8)
    ]


def test_two_full_columns_are_read_one_after_the_other_even_on_shared_base_lines() -> None:
    pieces = column("left", 50, step=15) + column("right", 300, step=15)
    ordered = in_reading_order(pieces)
    assert texts(ordered) == tuple(f"left{n}" for n in range(8)) + tuple(
        f"right{n}" for n in range(8)
    )
    assert not ordered.uncertain


def test_a_title_and_a_closing_line_stay_outside_the_columns() -> None:
    pieces = column("left", 50, step=15, start=40) + column("right", 300, step=15, start=40)
    pieces += [piece("title", 50, 0, width=450), piece("closing", 50, 200, width=450)]
    lines = texts(in_reading_order(pieces))
    assert (lines[0], lines[1], lines[-2], lines[-1]) == ("title", "left0", "right7", "closing")


def test_labels_and_their_values_stay_on_one_line() -> None:
    rows = [(f"label{n}", f"value {n} of some length{'!' * (n % 5) * 3}") for n in range(8)]
    pieces = [
        piece(text, left, n * 20)
        for n, row in enumerate(rows)
        for text, left in zip(row, (50, 250), strict=True)
    ]
    ordered = in_reading_order(pieces)
    assert texts(ordered) == tuple(" ".join(row) for row in rows)
    assert not ordered.uncertain


def test_a_label_with_a_value_of_several_lines_stays_a_row() -> None:
    pieces = [piece(f"label{n}", 50, n * 48) for n in range(5)]
    pieces += [
        piece(f"{n}.{m} words{'!' * (m * 4)}", 250, n * 48 + m * 16)
        for n in range(5)
        for m in range(3)
    ]
    lines = texts(in_reading_order(pieces))
    assert lines[:4] == (
        "label0 0.0 words",
        "0.1 words!!!!",
        "0.2 words!!!!!!!!",
        "label1 1.0 words",
    )


def test_a_side_bar_with_its_own_line_spacing_is_a_column() -> None:
    bar = [piece(f"skill{n}", 20, 10 + n * 23) for n in range(6)]
    main = [piece(f"main {n} {'words ' * (5 + n % 3)}", 200, n * 17) for n in range(9)]
    lines = texts(in_reading_order(bar + main))
    assert lines[:6] == tuple(f"skill{n}" for n in range(6))


def test_columns_that_could_be_a_table_are_uncertain() -> None:
    left = [piece(f"a few words {n}{'!' * (n % 4) * 5}", 50, n * 20) for n in range(9)]
    right = [
        piece(f"other words {n}{'!' * (n % 4) * 5}", 300, n * 20 + (0 if n % 3 else 7))
        for n in range(9)
    ]
    assert in_reading_order(left + right).uncertain


def test_letters_standing_below_each_other_are_uncertain() -> None:
    pieces = [piece("縦", 500 - 20 * x, 14 * y, width=12) for x in range(4) for y in range(12)]
    assert in_reading_order(pieces).uncertain


def test_an_empty_page_has_no_lines() -> None:
    assert in_reading_order([]).lines == ()


@given(
    st.lists(st.tuples(st.integers(0, 500), st.integers(0, 800), st.integers(1, 30)), max_size=40)
)
def test_no_piece_is_ever_lost_or_doubled(places: list[tuple[int, int, int]]) -> None:
    pieces = [
        piece(f"<{n}>", left, top, width=width * 8.0) for n, (left, top, width) in enumerate(places)
    ]
    text = "".join(texts(in_reading_order(pieces))).replace(" ", "")
    assert sorted(text.split(">")) == sorted("".join(p.text for p in pieces).split(">"))
