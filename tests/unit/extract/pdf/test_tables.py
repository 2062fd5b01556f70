"""Rows of tables stay together, with and without rulings."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from screening.extract.pdf.order import Piece, Ruling, in_reading_order


def piece(text: str, left: float, top: float) -> Piece:
    return Piece(text, left, top, left + 6.0 * len(text), top + 12)


def texts(pieces: list[Piece], rulings: list[Ruling] | None = None, **more: bool) -> list[str]:
    return [line.text for line in in_reading_order(pieces, rulings or [], **more).lines]


def grid(xs: list[float], ys: list[float]) -> list[Ruling]:
    level = [Ruling(xs[0], y, xs[-1], y) for y in ys]
    return level + [Ruling(x, ys[0], x, ys[-1]) for x in xs]


FORM = [
    piece("Address", 60, 121),
    piece("7 Kelp Row", 200, 113),
    piece("Whitby", 200, 129),
    piece("Notice", 60, 155),
    piece("two months", 200, 155),
    piece("Reasons", 60, 193),
    piece("I have watched", 200, 177),
    piece("your cranes", 200, 193),
    piece("for ten years", 200, 209),
]
READ = [
    "Address 7 Kelp Row",
    "Whitby",
    "Notice two months",
    "Reasons I have watched",
    "your cranes",
    "for ten years",
]
RULED = grid([50, 190, 400], [105, 147, 170, 230])


def test_a_label_centred_in_its_ruled_cell_is_read_before_its_whole_value() -> None:
    assert texts(FORM, RULED) == READ


def test_the_order_of_writing_does_not_matter_where_rulings_tell() -> None:
    assert texts(FORM[::-1], RULED) == READ


def test_a_label_centred_beside_its_value_needs_no_rulings_when_written_in_order() -> None:
    assert texts(FORM, as_written=True) == READ


def test_a_cell_over_several_rows_is_read_in_its_first_row() -> None:
    rulings = [*grid([50, 120, 300], [100, 160]), Ruling(120, 130, 300, 130)]
    pieces = [
        piece("Work", 60, 125),
        piece("2021 Ferries", 130, 108),
        piece("2017 Herons", 130, 140),
    ]
    assert texts(pieces, rulings) == ["Work 2021 Ferries", "2017 Herons"]


def test_text_above_and_below_a_ruled_table_stays_there() -> None:
    pieces = [piece("Title over all", 60, 60), *FORM, piece("Closing words", 60, 260)]
    lines = texts(pieces, RULED)
    assert (lines[0], lines[-1]) == ("Title over all", "Closing words")


def test_frames_around_columns_are_no_table() -> None:
    """A side-bar and a head in coloured boxes touch like cells, with other text between them."""
    head = [
        Ruling(0, 0, 595, 0),
        Ruling(0, 90, 595, 90),
        Ruling(0, 0, 0, 90),
        Ruling(595, 0, 595, 90),
    ]
    bar = [Ruling(400, 90, 595, 90), Ruling(400, 842, 595, 842)]
    bar += [Ruling(400, 90, 400, 842), Ruling(595, 90, 595, 842)]
    main = [piece(f"main text line {n} of the page", 50, 120 + 15 * n) for n in range(12)]
    side = [piece(f"skill {n}", 420, 125 + 19 * n) for n in range(8)]
    lines = texts([piece("Name", 50, 40), *main, *side], head + bar)
    assert lines == ["Name", *(p.text for p in main), *(p.text for p in side)]


def test_dates_beside_wrapped_text_do_not_interleave() -> None:
    pieces: list[Piece] = []
    wanted: list[str] = []
    top = 100.0
    for year, count in ((2021, 3), (2017, 4), (2016, 2), (2013, 3)):
        pieces.append(piece(f"{year}", 60, top))
        for n in range(count):
            pieces.append(piece(f"{year} line {n} of the text", 140, top))
            wanted.append(f"{year} line {n} of the text")
            top += 14
        top += 8
    for as_written in (True, False):
        lines = texts(pieces, as_written=as_written)
        assert [
            line.removeprefix(f"{line[:4]} ") if line.count("20") > 1 else line for line in lines
        ] == wanted


def test_columns_of_labels_written_apart_are_read_across_and_doubted() -> None:
    labels = [piece(f"label {n}", 60, 100 + 20 * n) for n in range(6)]
    values = [piece(f"value {n}{'!' * n * 3}", 250, 100 + 20 * n) for n in range(6)]
    ordered = in_reading_order(labels + values, as_written=True)
    assert ordered.lines[0].text == "label 0 value 0"
    assert ordered.uncertain


def test_a_side_bar_on_shared_base_lines_is_a_column_when_written_as_one() -> None:
    side = [piece(f"skill {n}", 20, 100 + 15 * n) for n in (0, 1, 2, 4, 5, 6)]
    main = [piece(f"main {n} {'word ' * (3 + n % 4)}", 200, 100 + 15 * n) for n in range(9)]
    lines = texts(side + main, as_written=True)
    assert lines == [p.text for p in side + main]


def test_ruby_is_no_part_of_its_sentence() -> None:
    sentence = Piece("私は石巻の港で育ちました。", 60, 100, 216, 112)
    reading = Piece("いしのまき", 84, 93, 114, 99)
    assert texts([sentence, reading]) == ["私は石巻の港で育ちました。", "いしのまき"]


def test_a_small_kana_label_is_no_ruby() -> None:
    pieces = [Piece("ふりがな", 60, 90, 84, 96), Piece("氏名", 60, 110, 84, 122)]
    assert texts(pieces) == ["ふりがな", "氏名"]


@given(
    st.lists(st.tuples(st.integers(0, 500), st.integers(0, 800), st.integers(1, 30)), max_size=40),
    st.lists(st.integers(0, 600), min_size=4, max_size=8, unique=True),
    st.booleans(),
)
def test_no_piece_is_lost_or_doubled_whatever_is_drawn(
    places: list[tuple[int, int, int]], lines: list[int], as_written: bool
) -> None:
    pieces = [
        Piece(f"<{n}>", left, top, left + width * 8.0, top + 12)
        for n, (left, top, width) in enumerate(places)
    ]
    xs, ys = sorted(lines[::2]), sorted(lines[1::2])
    rulings = grid([float(x) for x in xs], [float(y) for y in ys])
    text = "".join(texts(pieces, rulings, as_written=as_written)).replace(" ", "")
    assert sorted(text.split(">")) == sorted("".join(p.text for p in pieces).split(">"))


def test_rows_of_a_dense_table_stay_rows() -> None:
    pieces = [
        piece(text, left, 100 + 14 * n)
        for n in range(7)
        for text, left in ((f"20{n:02}", 60), (f"employer {n}", 150), (f"did {n} things", 330))
    ]
    for given_pieces in (pieces, pieces[::-1]):
        lines = texts(given_pieces)
        assert lines == [f"20{n:02} employer {n} did {n} things" for n in range(7)]
        assert all(a < b for a, b in pairwise(lines))
