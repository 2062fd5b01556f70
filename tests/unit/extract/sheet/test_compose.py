"""Cells are read as a person reads a form: labels beside values, tall cells once, halves apart."""

from screening.extract.sheet.compose import compose
from screening.extract.sheet.grid import Cell, Shape
from screening.extract.sheet.references import area


def cell(reference: str, text: str) -> Cell:
    found = area(reference)
    assert found is not None
    return Cell(*found, text)


def read(*cells: tuple[str, str], shapes: tuple[Shape, ...] = ()) -> list[str]:
    return [text for _, text in compose([cell(*one) for one in cells], shapes)]


def test_a_row_is_one_line_and_empty_cells_leave_no_trace() -> None:
    assert read(("A1", "氏名"), ("F1", "青空"), ("A3", "住所"), ("B3", "東京")) == [
        "氏名 | 青空",
        "住所 | 東京",
    ]


def test_lines_carry_the_number_of_their_row() -> None:
    found = compose([cell("A4", "label"), cell("B4", "one\ntwo"), cell("A9", "end")], ())
    assert found == [(4, "label | one"), (4, "two"), (9, "end")]


def test_a_label_beside_a_tall_value_belongs_to_its_first_line() -> None:
    assert read(("A1:A4", "住所"), ("B1:F4", "〒100\n東京都"), ("A5", "電話"), ("B5", "03")) == [
        "住所 | 〒100",
        "東京都",
        "電話 | 03",
    ]


def test_a_label_and_a_value_meet_wherever_in_the_height_they_stand() -> None:
    assert read(("A1:A5", "氏名"), ("B3", "青空"), ("A8", "住所"), ("B7:B9", "東京")) == [
        "氏名 | 青空",
        "住所 | 東京",
    ]


def test_a_tall_label_is_read_once_before_its_rows() -> None:
    assert read(
        ("A1:A3", "学\n歴"), ("B1", "2014"), ("C1", "入学"), ("B2", "2018"), ("C2", "卒業"),
        ("B3", "2019"), ("C3", "修了"),
    ) == ["学歴 | 2014 | 入学", "2018 | 卒業", "2019 | 修了"]  # fmt: skip


def test_tall_labels_inside_tall_labels_keep_their_rows() -> None:
    assert read(
        ("A1:A4", "連絡先"), ("B1:B2", "自宅"), ("C1", "住所"), ("D1", "東京"), ("C2", "電話"),
        ("D2", "03"), ("B3:B4", "帰省先"), ("C3", "住所"), ("D3", "大阪"), ("C4", "電話"),
        ("D4", "06"),
    ) == [
        "連絡先 | 自宅 | 住所 | 東京", "電話 | 03", "帰省先 | 住所 | 大阪", "電話 | 06",
    ]  # fmt: skip


def test_a_tall_cell_beside_half_a_form_stands_after_the_rows_it_stands_beside() -> None:
    assert read(
        ("A1", "ふりがな"), ("B1", "あおぞら"), ("A2", "氏名"), ("B2", "青空"), ("A3", "性別"),
        ("B3", "女"), ("G1:H3", "写真を\nはる"), ("A4", "住所"), ("B4", "東京"),
    ) == [
        "ふりがな | あおぞら", "氏名 | 青空", "性別 | 女", "写真を", "はる", "住所 | 東京",
    ]  # fmt: skip


def test_the_lines_of_a_short_label_become_one_and_those_of_a_text_stay() -> None:
    assert read(
        ("A1", "生年\n月日"), ("B1", "1990年"), ("A2", "期間"), ("B2", "【設計】\n・一\n・二"),
        ("C2", "5名"),
    ) == ["生年月日 | 1990年", "期間 | 【設計】", "・一", "・二", "5名"]  # fmt: skip


def test_blocks_with_other_rows_are_read_one_after_the_other() -> None:
    assert read(
        ("A1:A2", "a1"), ("B1:B2", "a2"), ("A3:A4", "a3"), ("B3:B4", "a4"), ("D1:E1", "b1"),
        ("D2:E3", "b2"), ("D4:E4", "b3"),
    ) == ["a1 | a2", "a3 | a4", "b1", "b2", "b3"]  # fmt: skip


def test_values_on_other_rows_beside_pairs_leave_the_pairs_whole() -> None:
    assert read(
        ("A1", "ふりがな"), ("B1", "あおぞら"), ("A2:A3", "氏名"), ("B2:B3", "青空"),
        ("C1:C3", "性別"), ("D1:D3", "女"),
    ) == ["ふりがな | あおぞら", "氏名 | 青空", "性別 | 女"]  # fmt: skip
    assert read(
        ("A1:A2", "住所"), ("B1", "〒100"), ("B2", "東京"), ("C1:C2", "電話"), ("D1:D2", "03"),
    ) == ["住所 | 〒100", "東京", "電話 | 03"]  # fmt: skip
    assert read(
        ("A1:A2", "電話"), ("B1:B2", "03"), ("C1:C2", "住所"), ("D1", "〒100"), ("D2", "東京"),
    ) == ["電話 | 03 | 住所 | 〒100", "東京"]  # fmt: skip


def test_two_pages_side_by_side_are_told_by_their_heads() -> None:
    heads = [("A1", "年"), ("B1", "月"), ("C1", "学歴"), ("F1", "年"), ("G1", "月"), ("H1", "資格")]
    rows = [
        (f"{column}{row}", f"{column}{row}") for row in (2, 3, 4) for column in ("A", "C", "F", "H")
    ]
    assert read(*heads, *rows) == [
        "年 | 月 | 学歴", "A2 | C2", "A3 | C3", "A4 | C4",
        "年 | 月 | 資格", "F2 | H2", "F3 | H3", "F4 | H4",
    ]  # fmt: skip


def test_two_pages_side_by_side_are_told_by_rows_on_one_side_only() -> None:
    left = [(f"{c}{r}", f"{c}{r}") for r in (1, 2, 4, 5, 7) for c in "AB"]
    right = [(f"{c}{r}", f"{c}{r}") for r in (1, 3, 4, 6, 8) for c in "EF"]
    assert read(*left, *right) == [
        *(f"A{r} | B{r}" for r in (1, 2, 4, 5, 7)),
        *(f"E{r} | F{r}" for r in (1, 3, 4, 6, 8)),
    ]


def test_a_table_with_an_empty_column_in_it_keeps_its_rows() -> None:
    rows = [(f"{c}{r}", f"{c}{r}") for r in range(1, 7) for c in ("A", "B", "E", "F")]
    assert read(*rows) == [f"A{r} | B{r} | E{r} | F{r}" for r in range(1, 7)]


def test_labels_and_values_with_a_gap_between_are_pairs_and_no_halves() -> None:
    rows = [(f"A{r}", f"label {r}") for r in range(1, 9)] + [
        (f"F{r}", f"v{r}") for r in range(1, 9)
    ]
    assert read(*rows) == [f"label {r} | v{r}" for r in range(1, 9)]


def test_a_shape_is_read_at_the_row_where_it_begins() -> None:
    shapes = (Shape(5, 1, "after"), Shape(1, 3, "beside\nthe first"), Shape(99, 1, "last"))
    assert read(("A1", "one"), ("A3", "three"), ("A8", "eight"), shapes=shapes) == [
        "one", "beside", "the first", "three", "after", "eight", "last",
    ]  # fmt: skip


def test_a_brick_pattern_without_end_is_read_whole() -> None:
    left = [(f"A{r}:A{r + 1}", f"a{r}") for r in range(1, 400, 2)]
    right = [(f"B{r}:B{r + 1}", f"b{r}") for r in range(2, 400, 2)]
    assert len(read(*left, *right)) == 399
