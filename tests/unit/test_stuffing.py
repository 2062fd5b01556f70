"""What is written for a machine's search is doubted; what honest people write is not."""

from textwrap import wrap

import pytest

from screening.model import (
    Document,
    DocumentFormat,
    Doubt,
    FileId,
    FileMeta,
    Line,
    Requirement,
    RequirementId,
    RequirementKind,
    Requisition,
    RequisitionId,
    Rubric,
    RubricSource,
)
from screening.stuffing import stuffed

ADVERTS = {
    "en": (
        "- At least three years of experience operating PostgreSQL and Kubernetes in production\n"
        "- Experience writing Terraform modules for AWS networks and reviewing those of others\n"
        "- Ability to explain technical decisions to customers in spoken and written English"
    ),
    "ja": (
        "・PostgreSQLおよびKubernetesを本番環境で3年以上運用した経験をお持ちの方\n"
        "・AWSネットワーク向けTerraformモジュールの作成経験およびレビュー経験\n"
        "・技術的な判断を顧客に日本語と英語で説明できるコミュニケーション能力"
    ),
    "ru": (
        "- Не менее трёх лет опыта эксплуатации PostgreSQL и Kubernetes в промышленной среде\n"
        "- Опыт написания модулей Terraform для сетей AWS и проверки чужих модулей\n"
        "- Умение объяснять технические решения заказчикам устно и письменно на английском"
    ),
}
HONEST = {
    "en": (
        "Alex Sample, backend engineer",
        "2018-04 to 2022-09 Sample Harbour Ltd: operated PostgreSQL for the booking service",
        "Three years of experience operating Kubernetes, as you ask, at Example Bakery Ltd",
        "Wrote Terraform modules for the networks of two branch offices",
        "Skills: PostgreSQL, Kubernetes, Terraform, AWS, Go, Python, Redis, Kafka, gRPC, Linux",
        "Explained releases to customers every month in English",
    ),
    "ja": (
        "見本 花子 職務経歴書",
        "2018年4月〜2022年9月 株式会社みなと見本：予約サービスのPostgreSQLを運用",
        "Kubernetesの運用経験：株式会社れいパンにて3年、本番環境を担当",
        "2拠点のネットワーク向けにTerraformモジュールを作成",
        "スキル：PostgreSQL、Kubernetes、Terraform、AWS、Go、Python、Redis、Kafka、Linux",
        "毎月の改修内容を顧客に英語で説明",
    ),
    "ru": (
        "Анна Образцова, разработчик",
        "04.2018 – 09.2022 ООО «Образец-Порт»: эксплуатация PostgreSQL для сервиса бронирования",
        "Три года опыта эксплуатации Kubernetes в ООО «Пример-Хлеб»",
        "Написала модули Terraform для сетей двух филиалов",
        "Навыки: PostgreSQL, Kubernetes, Terraform, AWS, Go, Python, Redis, Kafka, gRPC, Linux",
        "Каждый месяц рассказывала заказчикам об обновлениях на английском",
    ),
}
TERMS = {
    "en": "PostgreSQL, Kubernetes, Terraform modules, AWS networks, experience operating, "
    "in production, technical decisions, customers, written English, spoken English, reviewing",
    "ja": "PostgreSQL、Kubernetes、本番環境、Terraformモジュール、AWSネットワーク、作成経験、"
    "レビュー経験、技術的な判断、顧客、英語、説明",
    "ru": "PostgreSQL, Kubernetes, модули Terraform, сети AWS, опыт эксплуатации, "
    "промышленная среда, технические решения, заказчики, английский, письменно, устно, проверка",
}
LANGUAGES = sorted(ADVERTS)


def doubted(lines: tuple[str, ...], advert: str) -> tuple[Doubt, ...]:
    """Hold one document against one advert."""
    document = Document(
        file=FileMeta(id=FileId("f"), name="cv.txt", kind="resume"),
        sha256="0" * 64,
        format=DocumentFormat.TEXT,
        pages=None,
        lines=tuple(Line(number=at, page=None, text=text) for at, text in enumerate(lines, 1)),
    )
    requirements = tuple(
        Requirement(id=RequirementId(f"R{at}"), kind=RequirementKind.MUST, text=text.lstrip("-・ "))
        for at, text in enumerate(advert.split("\n"), 1)
    )
    name = RequisitionId("one")
    return stuffed(
        (document,),
        Rubric(requisition_id=name, source=RubricSource.RULES, requirements=requirements),
        Requisition(id=name, name="Engineer", must_text=advert),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_honest_cv_is_not_doubted(language: str) -> None:
    assert doubted(HONEST[language], ADVERTS[language]) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cv_in_two_languages_is_not_doubted(language: str) -> None:
    both = HONEST[language] + HONEST["ja" if language == "en" else "en"]
    assert doubted(both, ADVERTS[language]) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copied_advert_is_doubted(language: str) -> None:
    copied = HONEST[language] + tuple(ADVERTS[language].split("\n"))
    assert Doubt.ADVERT_COPIED in doubted(copied, ADVERTS[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_line_breaks_do_not_hide_a_copy(language: str) -> None:
    whole = ADVERTS[language].replace("\n", " ")
    pieces = tuple(wrap(whole, 23))
    assert Doubt.ADVERT_COPIED in doubted(HONEST[language] + pieces, ADVERTS[language])


def test_answers_below_the_advert_s_own_short_lines_are_no_copy() -> None:
    advert = "- Experience operating PostgreSQL\n- Experience with Terraform"
    answers = (
        "Experience operating PostgreSQL: twelve databases at Sample Harbour Ltd since 2018",
        "Experience with Terraform: two networks, reviewed by a colleague",
    )
    assert doubted(answers, advert) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_block_of_the_advert_s_terms_is_doubted(language: str) -> None:
    padded = (*HONEST[language], TERMS[language], "Kubernetes, Terraform, AWS, " * 12)
    assert Doubt.KEYWORDS_STUFFED in doubted(padded, ADVERTS[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_said_fifty_times_are_doubted(language: str) -> None:
    repeated = HONEST[language] + HONEST[language][1:3] * 50
    assert Doubt.KEYWORDS_STUFFED in doubted(repeated, ADVERTS[language])


def test_a_footer_on_sixty_pages_is_not_doubted() -> None:
    page = tuple(
        f"Project number {n}: measured, planned and built a bridge of its own" for n in range(6)
    )
    pages = tuple(
        line
        for at in range(60)
        for line in (*(f"{text} {at}" for text in page), "Example Agency Ltd - confidential")
    )
    assert doubted(pages, ADVERTS["en"]) == ()


def test_a_long_list_of_skills_alone_is_not_doubted() -> None:
    skills = ", ".join(f"tool{letter}" for letter in "abcdefghijklmnopqrstuvwxyz") + ", Go, Rust"
    assert doubted((*HONEST["en"], skills), ADVERTS["en"]) == ()


def test_an_endless_list_of_terms_is_doubted() -> None:
    terms = [f"term{chr(97 + a)}{chr(97 + b)}" for a in range(12) for b in range(12)]
    lines = tuple(", ".join(terms[at : at + 8]) for at in range(0, len(terms), 8))
    assert doubted((*HONEST["en"], *lines), ADVERTS["en"]) == (Doubt.KEYWORDS_STUFFED,)


def test_nothing_to_compare_with_is_no_doubt() -> None:
    rubric = Rubric(requisition_id=RequisitionId("one"), source=RubricSource.RULES, requirements=())
    assert stuffed((), rubric, None) == ()
