"""The lines that say when stand near the line that says what."""

import pytest

from screening.simulators.model_periods import periods_near


@pytest.mark.parametrize(
    "line",
    [
        "2019年4月～2023年3月　株式会社見本",
        "2019/04 - 2023/03",
        "2019.04-現在",
        "平成30年4月〜令和3年3月",
        "Apr 2019 – Present, Inventwell",
        "from 2018 to 2021",
        "since 2019",
        "Январь 2021 — н.в.",
        "с мая 2019 по август 2022",
        "Апрель 2024 — настоящее время",
    ],
)
def test_a_period_is_seen_in_three_languages(line: str) -> None:
    assert periods_near(2, [(1, line), (2, "Python")]) == ((1, line),)


@pytest.mark.parametrize("line", ["2019年に入社", "Python 3.11", "Graduated 2015", "тел. 2019"])
def test_a_single_date_is_no_period(line: str) -> None:
    assert periods_near(2, [(1, line), (2, "Python")]) == ()


def test_the_last_period_above_comes_before_those_below() -> None:
    lines = [(1, "2010 - 2012"), (2, "2013 - 2015"), (3, "Python"), (4, "2016 - 2018")]
    assert periods_near(3, lines) == ((2, "2013 - 2015"),)
    assert periods_near(1, lines) == ((1, "2010 - 2012"),)
    assert periods_near(3, lines[2:]) == ((4, "2016 - 2018"),)


def test_a_period_far_away_belongs_to_something_else() -> None:
    lines = [(1, "2010 - 2012"), *((at, "words") for at in range(2, 40))]
    assert periods_near(30, lines) == ()
    assert periods_near(None, lines) == ((1, "2010 - 2012"),)
