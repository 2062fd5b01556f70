"""Any period in any usual way of writing, any sign between its ends: the same months."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from screening.tenure import count

APPLIED = date(2026, 4, 15)
EN = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December"]  # fmt: skip
RU = ["январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь",
      "ноябрь", "декабрь"]  # fmt: skip
RU_OF = ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
         "октября", "ноября", "декабря"]  # fmt: skip
ERAS = [("令和", 2018, (2019, 5)), ("平成", 1988, (1989, 1)), ("昭和", 1925, (1926, 12))]
FULL_WIDTH = str.maketrans("0123456789./", "０１２３４５６７８９．／")

Month = tuple[int, int]


def of_era(year: int, month: int, *, letter: bool = False) -> str:
    name, before, _ = next(era for era in ERAS if (year, month) >= era[2])
    number = year - before
    if letter:
        return f"{ {'令和': 'R', '平成': 'H', '昭和': 'S'}[name] }{number}.{month:02}"
    return f"{name}{'元' if number == 1 else number}年{month}月"


WAYS = {
    "ja": (
        lambda y, m: f"{y}年{m}月",
        lambda y, m: f"{y}年{m:02}月",
        lambda y, m: f"{y} 年 {m} 月",
        lambda y, m: f"{y}/{m:02}",
        lambda y, m: f"{y}.{m}",
        lambda y, m: f"{y}-{m:02}",
        lambda y, m: f"{y}年{m}月".translate(FULL_WIDTH),
        lambda y, m: f"{y}/{m:02}".translate(FULL_WIDTH),
        of_era,
        lambda y, m: of_era(y, m, letter=True),
        lambda y, m: f"{y}年({of_era(y, m).split('年')[0]}年){m}月",
    ),
    "en": (
        lambda y, m: f"{EN[m - 1]} {y}",
        lambda y, m: f"{EN[m - 1][:3]} {y}",
        lambda y, m: f"{EN[m - 1][:3]}. {y}",
        lambda y, m: f"{EN[m - 1].upper()} {y}",
        lambda y, m: f"{EN[m - 1]}, {y}",
        lambda y, m: f"{EN[m - 1][:3]} '{y % 100:02}",
        lambda y, m: f"{m:02}/{y}",
        lambda y, m: f"{m}.{y}",
        lambda y, m: f"{y}-{m:02}",
        lambda y, m: f"{y}/{m:02}",
        lambda y, m: f"{y} {EN[m - 1]}",
    ),
    "ru": (
        lambda y, m: f"{RU[m - 1]} {y}",
        lambda y, m: f"{RU[m - 1].capitalize()} {y} г.",
        lambda y, m: f"{RU[m - 1]} {y} года",
        lambda y, m: f"{RU[m - 1][:3]}. {y}",
        lambda y, m: f"{RU_OF[m - 1]} {y}",
        lambda y, m: f"{m:02}.{y}",
        lambda y, m: f"{m:02}.{y} г.",
        lambda y, m: f"{m:02}/{y}",
    ),
}
SIGNS = {
    "ja": ("～", " ～ ", "〜", "-", " - ", "－", "―", "–", " → ", "から", "より", " ~ "),
    "en": (" - ", " – ", " — ", "–", " to ", " until ", " till ", " through ", " -> "),
    "ru": (" - ", " – ", " — ", "–", "—", " по ", " до "),
}
PRESENT = {
    "ja": ("現在", "現在に至る", "在職中", "至現在", "現職"),
    "en": ("present", "Present", "now", "current", "today", "PRESENT", "the present"),
    "ru": ("н.в.", "н. в.", "настоящее время", "наст. время", "сейчас", "сегодня", "наст. вр."),
}
BEFORE = {
    "ja": ("", "期間：", "【", "・", "① "),
    "en": ("", "Acme Ltd, "),
    "ru": ("", "ООО «Пример», "),
}
AFTER = {
    "ja": ("", "　A社", "】", "（4年）"),
    "en": ("", ", Acme", " (4 years)"),
    "ru": ("", ", аналитик"),
}

languages = st.sampled_from(["ja", "en", "ru"])
months = st.tuples(st.integers(1975, 2026), st.integers(1, 12)).filter(lambda one: one < (2026, 4))


@settings(max_examples=600, deadline=None)
@given(languages, months, months, st.data())
def test_both_ends_in_one_way_or_in_two(
    language: str, one: Month, other: Month, data: st.DataObject
) -> None:
    start, end = sorted((one, other))
    ways = st.sampled_from(WAYS[language])
    first, last = data.draw(ways)(*start), data.draw(ways)(*end)
    text = (
        data.draw(st.sampled_from(BEFORE[language]))
        + first
        + data.draw(st.sampled_from(SIGNS[language]))
        + last
        + data.draw(st.sampled_from(AFTER[language]))
    )
    counted = count((text,), applied_on=APPLIED)
    assert counted is not None, text
    assert counted.months == 12 * (end[0] - start[0]) + end[1] - start[1] + 1, text


@settings(max_examples=300, deadline=None)
@given(languages, months, st.data())
def test_until_the_present(language: str, start: Month, data: st.DataObject) -> None:
    text = (
        data.draw(st.sampled_from(WAYS[language]))(*start)
        + data.draw(st.sampled_from(SIGNS[language]))
        + data.draw(st.sampled_from(PRESENT[language]))
    )
    counted = count((text,), applied_on=APPLIED)
    assert counted is not None, text
    assert counted.months == 12 * (2026 - start[0]) + 4 - start[1], text
    assert counted.most is not None, "the present is an end that is written"
