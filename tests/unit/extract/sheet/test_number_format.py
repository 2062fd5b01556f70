"""Numbers and texts are shown as their formats show them."""

from datetime import date

import pytest

from screening.extract.sheet.builtin_formats import builtin_format
from screening.extract.sheet.dates_iso import day_number
from screening.extract.sheet.number_format import shown_number, shown_text


def days(year: int, month: int, day: int) -> float:
    return float((date(year, month, day) - date(1899, 12, 30)).days)


def shown(value: float, code: str, language: str = "ja") -> str:
    return shown_number(value, code, from_1904=False, language=language).text


@pytest.mark.parametrize(
    ("day", "code", "text"),
    [
        ((1995, 4, 12), '[$-411]ggge"年"m"月"d"日"', "平成7年4月12日"),
        ((2019, 4, 30), "[$-411]ggge年m月d日", "平成31年4月30日"),
        ((2019, 5, 1), "[$-411]ggge年m月d日", "令和1年5月1日"),
        ((2019, 5, 1), '[$-ja-JP-x-gannen]ggge"年"m"月"d"日";@', "令和元年5月1日"),
        ((1989, 1, 7), "[$-411]ge.m.d", "S64.1.7"),
        ((1926, 12, 24), "[$-1030411]ggge", "大正15"),
        ((2026, 4, 1), "yyyy/mm/dd", "2026/04/01"),
        ((2026, 4, 1), "yy-m-d", "26-4-1"),
        ((2026, 4, 1), 'm"月"d"日("aaa")"', "4月1日(水)"),
        ((2026, 4, 1), "aaaa", "水曜日"),
        ((2026, 4, 1), "[$-409]dddd, mmmm d", "Wednesday, April 1"),
        ((2026, 4, 1), "d-mmm-yy", "1-Apr-26"),
        ((2026, 4, 1), '[$-419]d mmmm yyyy "г."', "1 апреля 2026 г."),
        ((2026, 4, 1), "[$-419]mmmm yyyy", "Апрель 2026"),
        ((2026, 4, 12), "[DBNum1][$-411]ggge年m月d日", "令和八年四月十二日"),
        ((2026, 4, 1), "[DBNum3]yyyy", "２０２６"),
        ((2026, 4, 1), "[$-F800]dddd, mmmm dd, yyyy", "2026年4月1日"),
        ((2026, 4, 1), "rr年", "令和08年"),
    ],
)
def test_dates(day: tuple[int, int, int], code: str, text: str) -> None:
    assert shown(days(*day), code) == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.375, "h:mm", "9:00"),
        (0.375 + 5 / 86400, "h:mm:ss", "9:00:05"),
        (0.5, "h:mm AM/PM", "12:00 PM"),
        (0.75, "[$-411]AM/PM h", "午後 6"),
        (1.75, "[h]:mm", "42:00"),
        (0.0625, "[mm]", "90"),
        (45 / 86400, "mm:ss.0", "00:45.0"),
        (0.99999999, "h:mm", "0:00"),
        (1.0, "yyyy/m/d", "1900/1/1"),
    ],
)
def test_times(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1234567.5, "#,##0", "1,234,568"),
        (-1234.5, "#,##0.00", "-1,234.50"),
        (0.256, "0.0%", "25.6%"),
        (6500000.0, '#,##0,"千円"', "6,500千円"),
        (3000.0, "[$¥-411]#,##0", "¥3,000"),
        (1000000.0, '"〒"000-0000', "〒100-0000"),
        (9000000191.0, "000-0000-0000", "090-0000-0191"),
        (-5.0, "0;(0)", "(5)"),
        (0.0, '0;0;"none"', "none"),
        (-5.0, "0", "-5"),
        (27.0, '[>=20]"adult";"minor"', "adult"),
        (7.0, '[>=20]"adult";"minor"', "minor"),
        (12345.678, "0.00E+00", "1.23E+04"),
        (2.5, "# ?/?", "2 1/2"),
        (0.99, "# ?/?", "1"),
        (31.0, '"("0"歳)"', "(31歳)"),
        (3.0, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (5.0, '0"年"', "5年"),
        (12.5, "0.0#", "12.5"),
        (0.5, ".00", ".50"),
        (1e300, "0.00", "1E+300"),
        (-0.001, "0.0", "0.0"),
        (7.0, "@", "7"),
        (1.0, '"Level "General', "Level 1"),
    ],
)
def test_numbers(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_russian_marks_part_thousands_and_decimals() -> None:
    assert shown(180000.5, "#,##0.00", "ru") == "180\u00a0000,50"
    assert shown(0.5, "General", "ru") == "0,5"


def test_a_day_may_be_counted_from_1904() -> None:
    number = days(2026, 4, 1) - 1462
    assert shown_number(number, "yyyy/m/d", from_1904=True, language="ja").text == "2026/4/1"


@pytest.mark.parametrize("value", [-1.0, 3e6, 1e14])
def test_what_is_no_day_is_shown_as_a_number(value: float) -> None:
    assert shown(value, "yyyy/m/d") == str(int(value))


@pytest.mark.parametrize(
    ("code", "shows"),
    [(";;;", ""), (";;;@", ""), ("0;-0;;@", "5"), ('"Java"', "Java"), ("", "5")],
)
def test_a_format_may_show_nothing_of_a_number(code: str, shows: str) -> None:
    assert shown(5.0, code or "General") == shows


@pytest.mark.parametrize(
    ("code", "shows"),
    [
        ("General", "x"), ("0", "x"), ("0;0;0", "x"), ('@"さん"', "xさん"), (";;;", ""),
        ('0;0;0;"y"', "y"), ("0;@", "x"), ("yyyy/m/d;@", "x"),
    ],
)  # fmt: skip
def test_a_format_may_change_a_text(code: str, shows: str) -> None:
    assert shown_text("x", code).text == shows


def test_a_format_may_give_a_colour() -> None:
    assert shown_number(5.0, "[White]0", from_1904=False, language="ja").colour == "white"
    assert shown_text("x", "0;0;0;[Color2]@").colour == "color2"


@pytest.mark.parametrize(
    "code",
    ["0" * 5000, "%" * 900 + "0", "0." + "0" * 900, "[", '"', "\\", "_", "*", ";" * 50, "0/", "0E+",
     "[h" * 300, "?/?/?", "y" * 900, "g" * 9, "[>x]0", "[DBNum9]0", "[$-zz]d", "[$", "AM/PM"],
)  # fmt: skip
@pytest.mark.parametrize("value", [0.0, -1.5, 1e14, 43586.25])
def test_a_hostile_format_breaks_nothing(code: str, value: float) -> None:
    assert isinstance(shown(value, code), str)
    assert isinstance(shown_text("x", code).text, str)


def test_built_in_formats_mean_what_the_language_of_the_file_means() -> None:
    assert builtin_format(14, "ja") == "yyyy/m/d"
    assert builtin_format(14, "en") == "m/d/yyyy"
    assert builtin_format(14, "ru") == "dd.mm.yyyy"
    assert shown(days(1995, 4, 12), builtin_format(28, "ja")) == "平成7年4月12日"
    assert shown(days(1995, 4, 12), builtin_format(57, "ja")) == "H7.4.12"
    assert shown(1234.0, builtin_format(5, "ja")) == "¥1,234"
    assert builtin_format(99, "ja") == "General"


def test_days_written_out_are_counted() -> None:
    assert day_number("2026-04-01T12:00:00Z") == days(2026, 4, 1) + 0.5
    assert day_number("no day") is None
