"""Requirements that blind documents cannot answer become questions for people."""

from decimal import Decimal

import pytest

from screening.blind import for_people
from screening.model import (
    Requirement,
    RequirementId,
    RequirementKind,
    RequisitionId,
    Rubric,
    RubricSource,
)

FOR_PEOPLE = (
    "日本国籍をお持ちの方",
    "就労ビザをお持ちの方",
    "永住権をお持ちの方",
    "在留資格「技術・人文知識・国際業務」",
    "18歳以上の方",
    "東京都内に在住の方",
    "通勤時間1時間以内の方",
    "女性の方",
    "日本語が母国語の方",
    "健康な方",
    "GitHubアカウントをお持ちの方",
    "普通免許（21歳以上）",
    "労働組合への加入",
    "喫煙者でない方、非喫煙者",
    "Valid work permit for the EU",
    "Eligible to work in Japan",
    "EU citizenship",
    "Must be over 21",
    "Based in Berlin or willing to commute daily by commuting",
    "Native English speaker",
    "Military service completed",
    "Physically fit",
    "GitHub profile",
    "Non-smoker",
    "No visa sponsorship available",
    "Гражданство РФ",
    "Разрешение на работу в РФ",
    "Возраст от 25 лет",
    "Проживание в Москве",
    "Служба в армии",
    "Носитель русского языка",
    "Без вредных привычек: не курить",
    "Ссылка на GitHub",
    "Прописка в регионе",
)
INNOCENT = (
    "Pythonを用いた開発経験3年以上",
    "30代女性向けECサイトの運営経験",
    "国籍を問わず活躍できる多国籍チームでの経験",
    "年齢確認システムの開発経験",
    "ビザ申請代行業務の経験",
    "ビジネスレベルの日本語",
    "GitHub Actionsの利用経験",
    "障害対応の経験",
    "普通自動車免許",
    "10 years of experience with Java",
    "Experience with race conditions and single sign-on",
    "Over 20 employees managed",
    "Business-level Japanese",
    "Experience in visa processing",
    "Experience with GitHub Actions",
    "Driving licence B",
    "Led teams of at least 15 people",
    "Immigration law experience",
    "Опыт работы с Python от 10 лет",
    "Английский язык B2",
    "Опыт визовой поддержки сотрудников",
    "Опыт работы с GitHub Actions",
    "Водительские права категории B",
    "Опыт анализа возраста покупателей",
)


def rubric(*texts: str, kind: RequirementKind = RequirementKind.MUST) -> Rubric:
    return Rubric(
        requisition_id=RequisitionId("r"),
        source=RubricSource.ADMIN,
        requirements=tuple(
            Requirement(
                id=RequirementId(f"R{number}"),
                kind=kind,
                text=text,
                weight=3,
                partial_credit=Decimal("0.3"),
            )
            for number, text in enumerate(texts, 1)
        ),
    )


@pytest.mark.parametrize("text", FOR_PEOPLE)
def test_what_needs_something_withheld_is_asked_of_people(text: str) -> None:
    (asked,) = for_people(rubric(text)).requirements
    assert (asked.kind, asked.weight, asked.text) == (RequirementKind.ASK, 0, text)


@pytest.mark.parametrize("text", INNOCENT)
def test_what_documents_can_answer_is_still_judged(text: str) -> None:
    before = rubric(text)
    assert for_people(before) == before


def test_the_order_and_all_else_of_a_rubric_stay() -> None:
    before = rubric("Python", "Гражданство РФ", "SQL", kind=RequirementKind.WANT)
    after = for_people(before)
    assert [each.id for each in after.requirements] == ["R1", "R2", "R3"]
    assert after.requirements[0::2] == before.requirements[0::2]
    assert after.model_copy(update={"requirements": before.requirements}) == before
