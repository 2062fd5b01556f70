"""What a form spreads over narrow cells is put together again, and tables are not."""

import pytest

from screening.extract.sheet.pieces import collapsed, joined, lines_of, upright


@pytest.mark.parametrize(
    ("pieces", "line"),
    [
        (["平成", "7", "年", "4", "月", "12", "日生"], "平成7年4月12日生"),
        (["令和", "元", "年", "5", "月"], "令和元年5月"),
        (["（満", "31", "歳）"], "（満31歳）"),
        (["TEL", "03", "-", "0000", "-", "0191"], "TEL | 03-0000-0191"),
        (["〒", "100-0000"], "〒100-0000"),
        (["2018年4月", "～", "現在"], "2018年4月～現在"),
        (["履", "歴", "書"], "履歴書"),
        (["番号", "4", "0", "1", "9"], "番号 | 4019"),
        (["TEL", "(", "03", ")", "0000"], "TEL | (03) | 0000"),
    ],
)
def test_fragments_of_one_word_are_joined(pieces: list[str], line: str) -> None:
    assert joined(pieces) == line


@pytest.mark.parametrize(
    "pieces",
    [
        ["年", "月", "日"],
        ["年", "月", "学歴・職歴"],
        ["2018", "4", "入学"],
        ["Java", "5年", "設計"],
        ["1", "2"],
        ["有", "無"],
        ["2018年", "架空大学"],
        ["電話", "03-0000-0191", "携帯"],
    ],
)
def test_columns_stay_apart(pieces: list[str]) -> None:
    assert joined(pieces) == " | ".join(pieces)


def test_words_that_are_joined_never_lose_a_letter() -> None:
    pieces = ["a", "1", "-", "年", "2", "（", "満", "3", "）", "～"]
    assert joined(pieces).replace(" | ", "") == "".join(pieces)


@pytest.mark.parametrize(
    ("lines", "label"),
    [
        (["生年", "月日"], "生年月日"),
        (["2018年4月", "～", "2021年3月"], "2018年4月～2021年3月"),
        (["Spring", "Boot"], "Spring Boot"),
        (["株式会社架空商事", "開発部"], "株式会社架空商事 開発部"),
    ],
)
def test_the_lines_of_a_label_become_one(lines: list[str], label: str) -> None:
    assert collapsed(lines) == label


def test_letters_below_each_other_are_told_from_lines() -> None:
    assert upright(["学", "歴"])
    assert not upright(["a", "b"])
    assert not upright(["学"])


def test_empty_lines_are_left_out() -> None:
    assert lines_of("a\r\n\n b \n") == ["a", "b"]
