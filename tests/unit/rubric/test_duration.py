import pytest

from screening.rubric.duration import minimum_months


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Pythonの開発経験3年以上", 36), ("実務経験３年以上", 36), ("三年以上の営業経験", 36),
        ("18ヶ月以上の運用経験", 18), ("18か月以上の運用経験", 18), ("1年半以上の実務経験", 18),
        ("半年以上の実務経験", 6), ("1.5年以上の管理経験", 18), ("3〜5年の開発経験", 36),
        ("2、3年の経験", 24), ("経験3年", 36), ("十年以上の業務経験", 120),
        ("3+ years of Python", 36), ("At least 18 months of experience", 18),
        ("minimum of two years' experience", 24), ("3-5 years of experience", 36),
        ("3 to 5 years of experience", 36), ("3 or more years of experience", 36),
        ("over three years in sales", 36), ("a year of experience", 12),
        ("half a year of work", 6), ("one and a half years of experience", 18),
        ("1.5 years of experience", 18), ("2 yrs experience", 24), ("3-year experience", 36),
        ("not less than 3 years of experience", 36),
        ("Опыт от 3 лет", 36), ("Опыт работы от 3 до 5 лет", 36), ("Опыт не менее двух лет", 24),
        ("Опыт более полутора лет", 18), ("Стаж полтора года", 18), ("Опыт от года", 12),
        ("Опыт от полугода", 6), ("опыт от 1,5 лет", 18), ("Опыт 18 месяцев", 18),
        ("Опыт работы от 1 года", 12), ("Опыт свыше трёх лет", 36), ("Опыт 3–5 лет", 36),
        ("Опыт минимум 2 года", 24), ("опыт работы 3+ года", 36),
    ],
)  # fmt: skip
def test_a_clear_minimum_is_read_in_months(text: str, months: int) -> None:
    assert minimum_months(text) == months


@pytest.mark.parametrize(
    "text",
    [
        "", "Python", "Pythonの経験", "3年", "3 years", "3 года",
        "3年程度の経験", "3年未満の経験", "過去5年以内の運用経験", "35歳以上の営業経験",
        "2020年以上の経験", "2019年4月から2022年3月の経験", "入社3年目の経験",
        "10年以上稼働するシステムの保守経験", "100年企業の経験", "5年連続の表彰経験",
        "experience within the last 3 years", "Less than 3 years of experience",
        "up to 3 years of experience", "Must be 25 years old with experience",
        "experience with year-end closing", "experience with 5-year plans",
        "two-year degree with experience", "around 3 years of experience",
        "Опыт работы до 3 лет", "опыт за последние 5 лет", "Возраст от 25 лет, опыт",
        "опыт около 3 лет", "3 года назад, опыт",
    ],
)  # fmt: skip
def test_a_limit_an_age_a_date_or_a_guess_is_no_minimum(text: str) -> None:
    assert minimum_months(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Python 3年以上、マネジメント1年以上の経験",
        "5 years of experience, 2 years of it leading",
        "Опыт от 5 лет, из них 2 года руководства",
        "3年以上（うち1年以上はリーダー）の経験",
    ],
)
def test_two_different_lengths_say_nothing_clear(text: str) -> None:
    assert minimum_months(text) is None


def test_the_same_length_twice_is_one() -> None:
    assert minimum_months("3年以上（three years or more）の経験") == 36
    assert minimum_months("999 years of experience") is None
