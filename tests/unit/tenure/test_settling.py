"""What a count makes of an answer: it confirms or asks for another look, and refuses nobody."""

from datetime import date

import pytest

from screening.model import (
    Answer,
    Confidence,
    Demotion,
    Evidence,
    FileId,
    Finding,
    Requirement,
    RequirementId,
    RequirementKind,
    RequisitionId,
    Rubric,
    RubricSource,
    Tenure,
)
from screening.tenure import counted

MET, PARTLY, NOT_MET, NOT_STATED = Answer.MET, Answer.PARTLY, Answer.NOT_MET, Answer.NOT_STATED
APPLIED = date(2026, 4, 15)
FOUR_YEARS, ONE_YEAR = "2019年4月～2023年3月", "2019年4月～2020年3月"


def quoted(
    *texts: str, recognised: bool = False, approximate: bool = False
) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            file_id=FileId("f1"),
            file_name="cv.pdf",
            page=1,
            line=line,
            text=text,
            recognised=recognised,
            approximate=approximate,
        )
        for line, text in enumerate(texts, start=1)
    )


def finding(
    answer: Answer,
    *periods: str,
    proof: tuple[str, ...] = ("受注管理システムを開発",),
    **members: object,
) -> Finding:
    made = {
        "requirement_id": RequirementId("R1"),
        "answer": answer,
        "claimed": answer,
        "evidence": () if answer is NOT_STATED else quoted(*proof),
        "periods": quoted(*periods),
    }
    return Finding.model_validate(made | members)


def settled(one: Finding, *, minimum: int | None = 36, text: str = "開発の経験3年以上") -> Finding:
    requirement = Requirement(
        id=RequirementId("R1"), kind=RequirementKind.MUST, text=text, minimum_months=minimum
    )
    rubric = Rubric(
        requisition_id=RequisitionId("r1"), source=RubricSource.RULES, requirements=(requirement,)
    )
    (result,) = counted((one,), rubric, applied_on=APPLIED)
    return result


@pytest.mark.parametrize(
    ("said", "periods", "answer", "confidence"),
    [
        (MET, (FOUR_YEARS,), MET, Confidence.HIGH),
        (PARTLY, (FOUR_YEARS,), MET, Confidence.LOW),
        (NOT_MET, (FOUR_YEARS,), NOT_MET, Confidence.LOW),
        (MET, (ONE_YEAR,), PARTLY, Confidence.LOW),
        (PARTLY, (ONE_YEAR,), PARTLY, Confidence.HIGH),
        (NOT_MET, (ONE_YEAR,), PARTLY, Confidence.LOW),
        (MET, ("2019年春～",), MET, Confidence.LOW),
        (PARTLY, ("数年間",), PARTLY, Confidence.LOW),
        (NOT_MET, ("数年間",), NOT_MET, Confidence.LOW),
        (MET, (ONE_YEAR, "その後も数年間"), MET, Confidence.LOW),
        (MET, (FOUR_YEARS, "その後も数年間"), MET, Confidence.HIGH),
        (MET, ("2019年4月～",), MET, Confidence.LOW),
        (PARTLY, ("2019年4月～",), PARTLY, Confidence.LOW),
        (MET, ("2020年～2023年",), MET, Confidence.LOW),
        (MET, ("2027年4月～2032年3月",), PARTLY, Confidence.LOW),
        (NOT_MET, ("2027年4月～2032年3月",), NOT_MET, Confidence.HIGH),
    ],
)
def test_truth_table_of_said_and_counted(
    said: Answer, periods: tuple[str, ...], answer: Answer, confidence: Confidence
) -> None:
    result = settled(finding(said, *periods, confidence=Confidence.HIGH))
    assert (result.answer, result.confidence) == (answer, confidence)
    assert result.claimed is said


def test_what_was_not_stated_stays_so_whatever_the_periods_say() -> None:
    for silent in (
        finding(NOT_STATED, FOUR_YEARS),
        finding(NOT_STATED, FOUR_YEARS, claimed=MET, demotion=Demotion.NO_QUOTE),
        finding(MET, FOUR_YEARS, evidence=()),
    ):
        assert settled(silent) == silent


def test_an_answer_that_was_lowered_is_not_raised_again() -> None:
    lowered = finding(PARTLY, FOUR_YEARS, claimed=MET, demotion=Demotion.RUNS_DISAGREE)
    assert settled(lowered).answer is PARTLY


def test_a_recruiters_answer_stays_untouched() -> None:
    corrected = finding(MET, ONE_YEAR, corrected=True)
    assert settled(corrected) == corrected


def test_a_requirement_without_a_minimum_is_not_counted() -> None:
    plain = finding(MET, ONE_YEAR)
    assert settled(plain, minimum=None) == plain


def test_the_figures_are_kept_with_the_finding() -> None:
    assert settled(finding(MET, FOUR_YEARS)).tenure == Tenure(months=48, minimum=36)
    stated = settled(finding(MET, proof=("Python 5年",)))
    assert stated.tenure == Tenure(months=60, minimum=36, stated=True)


def test_without_periods_the_proof_itself_is_read() -> None:
    assert settled(finding(MET, proof=("Java開発 2年6ヶ月",))).answer is PARTLY
    assert settled(finding(PARTLY, proof=("Java開発 3年6ヶ月",))).answer is MET


def test_overlapping_jobs_do_not_add_up() -> None:
    three_at_once = ("2021年4月～2023年3月", "2021年4月～2023年3月", "2021年10月～2023年3月")
    result = settled(finding(MET, *three_at_once))
    assert result.tenure == Tenure(months=24, minimum=36)
    assert result.answer is PARTLY


def test_years_that_lie_ahead_do_not_count() -> None:
    result = settled(finding(MET, "2025年4月～2031年3月"))
    assert result.tenure == Tenure(months=12, minimum=36)
    assert result.answer is PARTLY


@pytest.mark.parametrize("doubt", ["recognised", "approximate"])
def test_a_misreading_may_not_carry_an_answer_upwards(doubt: str) -> None:
    periods = quoted(FOUR_YEARS, **{doubt: True})
    result = settled(finding(PARTLY, periods=periods))
    assert (result.answer, result.confidence) == (PARTLY, Confidence.LOW)
    assert settled(finding(MET, periods=periods, confidence=Confidence.HIGH)).answer is MET


@pytest.mark.parametrize(
    ("text", "line", "months"),
    [
        ("Javaの開発経験3年以上", "Java 5年、Python 2年", 60),
        ("3+ years of experience with Python", "Java 5 years, Python 2 years", 24),
        ("Опыт работы с Python от 3 лет", "Java — 5 лет, Python — 2 года", 24),
        ("経理の実務経験3年以上", "経理5年、営業2年", 60),
    ],
)
def test_of_several_stated_lengths_the_one_on_the_matter_counts(
    text: str, line: str, months: int
) -> None:
    tenure = settled(finding(MET, proof=(line,)), text=text).tenure
    assert tenure is not None
    assert tenure.months == months


def test_stated_lengths_of_which_none_is_on_the_matter_count_for_nothing() -> None:
    result = settled(finding(MET, proof=("Java 5年、Python 2年",)), text="Goの経験3年以上")
    assert (result.tenure, result.answer, result.confidence) == (None, MET, Confidence.LOW)


def test_five_years_or_more_is_never_too_short() -> None:
    result = settled(finding(MET, proof=("3年以上の開発経験",)), minimum=60)
    assert (result.answer, result.confidence) == (MET, Confidence.LOW)


def test_a_period_without_an_end_confirms_nothing_but_does_not_spoil_what_is_sure() -> None:
    result = settled(finding(PARTLY, "2015年4月～2018年3月", "2022年4月～"))
    assert result.answer is MET
    assert result.tenure == Tenure(months=36, minimum=36), "only what is sure is shown"
    assert settled(finding(MET, "2022年4月～")).tenure is None


def test_the_ends_of_a_job_are_joined_in_the_order_of_the_lines() -> None:
    joined, left = quoted("2015年4月 A社 入社", "2019年3月 一身上の都合により退職")
    assert settled(finding(MET, periods=(left, joined))).tenure == Tenure(months=48, minimum=36)


@pytest.mark.parametrize(
    "lines",
    [
        ("2019年4月～", "2023年3月"),
        ("2019年4月", "～", "2023年3月"),
        ("2019年4月", "～2023年3月"),
        ("Apr 2019 -", "Mar 2023"),
        ("April 2019 to", "March 2023"),
        ("апрель 2019", "— март 2023"),
    ],
)
def test_a_period_over_neighbouring_lines_is_one(lines: tuple[str, ...]) -> None:
    assert settled(finding(MET, *lines)).tenure == Tenure(months=48, minimum=36)


def test_lines_that_are_no_neighbours_are_not_joined() -> None:
    first, _, third = quoted("2019年4月～", "", "2023年3月 資格取得")
    assert settled(finding(MET, periods=(first, third))).tenure is None


def test_a_line_without_an_end_does_not_swallow_the_next_period() -> None:
    result = settled(finding(MET, "2022年4月～", "2015年4月～2018年3月"))
    assert result.tenure == Tenure(months=36, minimum=36)


@pytest.mark.parametrize(
    ("lines", "months"),
    [
        (("2019年4月 A社 入社", "現在に至る"), 84),
        (("2015年4月 A社 入社", "2016年4月 B社 入社", "2019年3月 退職"), 36),
        (("2019年3月 退職", "2015年4月 入社"), None),
        (("2015年4月 A社 入社", "2014年3月 退職"), None),
        (("2026年10月 A社 入社予定", "現在に至る"), None),
    ],
)
def test_jobs_told_in_two_lines(lines: tuple[str, ...], months: int | None) -> None:
    tenure = settled(finding(MET, *lines)).tenure
    assert (tenure.months if tenure else None) == months


@pytest.mark.parametrize(
    "odd", ["", " ", "～", "(" * 500, "2019年" * 200, "9" * 3000, "a\u0301" * 600, "1月～1月", "\0"]
)
def test_odd_lines_never_raise(odd: str) -> None:
    assert settled(finding(MET, odd)).confidence is Confidence.LOW


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2021年から会員サイトの会社に勤務しています。", "Web開発に5年従事しています。"),
        ("С 2021 года в компании, с 2023 года в сервисе.", "Разрабатываю веб-приложения пять лет."),
    ],
)
def test_a_stated_length_counts_where_the_dates_leave_all_open(period: str, said: str) -> None:
    found = settled(finding(MET, period, proof=(said,)))
    assert (found.answer, found.confidence) == (MET, Confidence.MEDIUM)
    assert found.tenure == Tenure(months=60, minimum=36, stated=True)
