"""What holds for the count of any lines."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from screening.tenure import count

days = st.dates(date(2015, 1, 1), date(2030, 12, 31))
months = st.tuples(st.integers(1990, 2035), st.integers(1, 12))
spans = st.lists(st.tuples(months, months).map(sorted), min_size=1, max_size=6)
PIECES = (
    "2019年 4月 ～ - 現在 令和 元年 2 R5.3 平成31 / . ( ) から より 入社 退社 Apr 2020 to since now"
    " янв. с по г. н.в. 5年 半 3 years лет half 以上 +"
)
pieces = st.sampled_from(PIECES.split())
texts = st.one_of(st.text(max_size=60), st.lists(pieces, max_size=12).map(" ".join))


def written(span: list[tuple[int, int]]) -> str:
    (year, month), (last_year, last_month) = span
    return f"{year}年{month}月～{last_year}年{last_month}月"


@settings(max_examples=500, deadline=None)
@given(st.lists(texts, max_size=5), days)
def test_no_text_raises_and_no_figure_exceeds_its_bounds(lines: list[str], applied: date) -> None:
    counted = count(tuple(lines), applied_on=applied)
    if counted is not None:
        assert 0 <= counted.least <= counted.months
        assert counted.most is None or counted.months <= counted.most


@settings(max_examples=300, deadline=None)
@given(spans, days)
def test_months_are_those_of_a_calendar_with_every_month_ticked_once(
    drawn: list[list[tuple[int, int]]], applied: date
) -> None:
    ticked = {
        number
        for (year, month), (last_year, last_month) in drawn
        for number in range(12 * year + month, 12 * last_year + last_month + 1)
        if number < 12 * applied.year + applied.month
    }
    counted = count(tuple(written(span) for span in drawn), applied_on=applied.replace(day=15))
    assert counted is not None
    assert counted.months == len(ticked)


@settings(max_examples=200, deadline=None)
@given(spans, days)
def test_the_order_of_periods_does_not_matter(
    drawn: list[list[tuple[int, int]]], applied: date
) -> None:
    lines = tuple(written(span) for span in drawn)
    assert count(lines, applied_on=applied) == count(lines[::-1], applied_on=applied)
