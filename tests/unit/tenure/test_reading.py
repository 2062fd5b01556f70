"""Ways of writing periods and lengths that a table of whole cases does not show."""

from datetime import date

import pytest

from screening.tenure import count

APPLIED = date(2026, 4, 15)


def months(text: str) -> int | None:
    counted = count((text,), applied_on=APPLIED)
    return counted.months if counted else None


@pytest.mark.parametrize(
    "text",
    [
        "①2019年4月～2021年3月",
        "1. 2019年4月～2021年3月",
        "2018年4月1日～2020年3月31日",
        "2018年(平成30年)4月～2020年(令和2年)3月",
        "2018年4月（平成30年4月）～2020年3月（令和2年3月）",
        "2019 年 4 月 ― 2021 年 3 月",
        "2019年4月ー2021年3月",
        "2019.4.1-2021.3.31",
        "٢٠١٩-٠٤ - ٢٠٢١-٠٣",
        "07.2015г. - 06.2017г.",
        "06-2016 to 05-2018",
        "2016/06-2018 May",
        "2016 June-2018 May",
        "10-Jun-2016 to 9-Jun-2018",
        "13/02/2019 - 28/02/2021",
        "02/13/2019 - 02/28/2021",
    ],
)
def test_two_years_however_they_are_written(text: str) -> None:
    assert months(text) == 24


@pytest.mark.parametrize(
    "text",
    [
        "2020.1~3",
        "19年4月～21年3月",
        "31年3月～令和2年3月",
        "2019年～3月",
        "Dec - Mar 2020",
        "Apr - 2022",
        "30-year-old company",
        "2020年度～2021年度",
        "II кв. 2019 – IV кв. 2020",
        "early 2019 - late 2021",
        "2016-06/2018-08",
        "Apr 2019 - Engineer",
        "2020-02-30 to 2020-05-01",
        "090-1999-2003",
        "¥2000-2020",
        "2000-2020名",
        "The years 2015 and 2020",
        "1週間～2週間",
        "5～6年",
        "二三十年",
        "3-5 years",
        "5年未満",
        "less than 2 years",
        "99年の経験",
        "0 years",
        "Женщина, 28 лет",
    ],
)
def test_what_cannot_be_told_gives_no_figure(text: str) -> None:
    assert months(text) is None


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("5年", 60, 71),
        ("5年半", 66, 66),
        ("5年以上", 60, None),
        ("5+ years", 60, None),
        ("more than 5 years", 60, None),
        ("более 5 лет", 60, None),
        ("3年弱", 35, 35),
        ("почти 3 года", 35, 35),
        ("入社3年目", 24, 36),
        ("18か月", 18, 18),
        ("six months", 6, 6),
        ("one year six months", 18, 18),
        ("5лет6мес", 66, 66),
        ("2019年4月から4年間", 48, 59),
        ("from April 2019 for 4 years", 48, 59),
        ("с апреля 2019 г. в течение 4 лет", 48, 59),
        ("2019年～2022年", 24, 48),
        ("2019年4月～2020年3月", 12, 12),
        ("2019年4月16日～2020年4月10日", 11, 12),
        ("2025年4月～現在", 12, 13),
    ],
)
def test_a_figure_says_how_far_it_may_be_off(text: str, least: int, most: int | None) -> None:
    counted = count((text,), applied_on=APPLIED)
    assert counted is not None
    assert (counted.least, counted.most) == (least, most)


def test_a_stated_length_beside_a_period_is_not_added_to_it() -> None:
    assert months("2019年4月～2020年3月（10年の経験）") == 12


def test_a_long_line_is_read_as_far_as_a_person_would_write() -> None:
    assert months("・" * 2000 + "2019年4月～2020年3月") is None
