"""The keyword baseline finds words, never contradicts, and calls itself what it is."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import ScreeningError
from screening.llm.keyword import KeywordBaseline, match, numbered_lines
from screening.model import (
    Answer,
    Assessment,
    AssessorKind,
    Fingerprint,
    ModelCall,
    PlannedCall,
    Question,
    Requirement,
    RequirementId,
    RequirementKind,
)

MET, PARTLY, SILENT = Answer.MET, Answer.PARTLY, Answer.NOT_STATED


def lines(*texts: str) -> tuple[tuple[int, str], ...]:
    return tuple(enumerate(texts, 1))


JA = lines(
    "職務経歴書",
    "Ｐｙｔｈｏｎ(FastAPI)によるREST APIの設計と実装を担当",
    "AWS(ECS、RDS)を用いたインフラ構築をTerraformでコード化",
    "日商簿記2級 取得",
    "新規顧客の開拓および既存顧客との折衝を担当",
    "サーバー監視の自動化",
)
EN = lines(
    "Designed and shipped a ledger service in Python (FastAPI, asyncio)",
    "Cut the monthly AWS bill by 38% by moving batch workloads",
    "German (B2)",
)
RU = lines(
    "Разработал сервис платежей на Python (FastAPI, asyncio)",
    "за счёт оптимизации запросов PostgreSQL",
    "Руководил группой из 4 разработчиков",
)


@pytest.mark.parametrize(
    ("requirement", "text", "answer", "line"),
    [
        ("Python実務3年以上", JA, MET, 2),
        ("AWS運用", JA, MET, 3),
        ("日商簿記2級以上", JA, MET, 4),
        ("顧客折衝の経験", JA, MET, 5),
        ("サーバの監視経験", JA, MET, 6),
        ("Go開発経験", JA, SILENT, None),
        ("英語での業務", JA, SILENT, None),
        ("Python in production, 3+ years", EN, MET, 1),
        ("AWS operations", EN, MET, 2),
        ("German C1", EN, PARTLY, 3),
        ("Kafka", EN, SILENT, None),
        ("Опыт разработки на Python от 3 лет", RU, MET, 1),
        ("Оптимизация запросов PostgreSQL", RU, MET, 2),
        ("Руководство группой", RU, PARTLY, 3),
        ("Kubernetes", RU, SILENT, None),
    ],
)
def test_words_are_found_on_the_best_line(
    requirement: str, text: tuple[tuple[int, str], ...], answer: Answer, line: int | None
) -> None:
    found = match(requirement, (), text)
    assert (found.answer, found.line) == (answer, line)


@pytest.mark.parametrize(
    ("requirement", "texts"),
    [
        ("Kubernetes", ["No experience with Kubernetes, Helm or Istio"]),
        ("Kubernetes", ["I have no experience", "with Kubernetes in production"]),
        ("Kubernetes", ["I haven't used Kubernetes"]),
        ("Rust", ["I want to learn Rust"]),
        ("Kubernetesの実務経験", ["Kubernetesの使用経験はありません"]),
        ("Go開発経験", ["Goの開発", "経験なし"]),
        ("Kubernetes", ["Kubernetes：なし"]),
        ("Terraform", ["Terraformは未経験です"]),
        ("Rust", ["今後はRustを学びたい"]),
        ("Kubernetes", ["Не работал с Kubernetes"]),
        ("Kubernetes", ["Без опыта работы с Kubernetes"]),
        ("Rust", ["Хочу изучить Rust"]),
        ("Kubernetes", ["I have zero experience with Kubernetes"]),
        ("Kubernetes", ["I have yet to use Kubernetes in production"]),
        ("Kubernetes", ["Kubernetes operations: 0 years"]),
        ("Kubernetes", ["My Kubernetes experience is nonexistent"]),
        ("Kubernetes", ["Kubernetes used in no project so far"]),
        ("Kubernetes", ["No experience with:", "Kubernetes clusters"]),
        ("Kubernetes", ["未経験の技術：", "・Go", "・Kubernetesクラスタの運用"]),
        ("Kubernetes", ["【実務経験なし】", "Kubernetesクラスタの運用"]),
        ("Kubernetes", ["Kubernetesは別のチームが担当し、私は関わっておりません"]),
        ("Kubernetes", ["Kubernetes | 経験 | なし"]),
        ("Kubernetes", ["Опыт Kubernetes в продакшене: 0 лет"]),
        ("Kubernetes", ["Опыт Kubernetes пока отсутствует"]),
        ("Kubernetes", ["☐ Kubernetes operations"]),
        ("Kubernetes", ["× Kubernetes operations"]),
    ],
)
def test_denied_or_wished_for_experience_is_never_met(requirement: str, texts: list[str]) -> None:
    assert match(requirement, (), lines(*texts)).answer is SILENT


@pytest.mark.parametrize(
    ("requirement", "text", "quote"),
    [
        ("Docker", "No experience with Kubernetes. Docker in production.", "Docker in production."),
        ("Kafka", "Not only Kafka but also RabbitMQ", "Not only Kafka but also RabbitMQ"),
        ("Docker", "Kubernetesは未経験ですが、Dockerは本番で運用", "Dockerは本番で運用"),
        ("Docker", "Не работал с Kubernetes, но внедрил Docker", "но внедрил Docker"),
    ],
)
def test_a_denial_spoils_only_its_own_sentence(requirement: str, text: str, quote: str) -> None:
    found = match(requirement, (), lines(text))
    assert (found.answer, found.quote) == (MET, quote)


@pytest.mark.parametrize(
    "text",
    [
        "zero-downtime migration of Kubernetes clusters",
        "Migrated Kubernetes clusters with no downtime",
        "Not only Docker but also Kubernetes",
        "Kubernetes基盤の0から1の立ち上げを担当",
        "10 years of Kubernetes operations",
        "Kubernetes | 5年 | なし",
        "AWS × Kubernetesの運用",
        "Миграция Kubernetes без простоев",
    ],
)
def test_words_that_only_look_like_a_denial_take_nothing_away(text: str) -> None:
    assert match("Kubernetes", (), lines(text)).answer is MET


def test_a_synonym_counts_as_the_requirement() -> None:
    assert match("Kubernetes", (), lines("Ran k8s clusters")).answer is SILENT
    assert match("Kubernetes", ("k8s",), lines("Ran k8s clusters")).answer is MET


@pytest.mark.parametrize("text", ["Java or Python", "JavaまたはPython", "Java или Python"])
def test_one_of_two_alternatives_is_enough(text: str) -> None:
    assert match(text, (), lines("Python services")).answer is MET


def test_words_spread_over_lines_are_only_partly_met() -> None:
    spread = lines("AWS", "Terraform", "Kubernetes")
    assert match("AWS, Terraform, Kubernetes", (), spread).answer is PARTLY


def test_one_word_of_three_says_nothing() -> None:
    assert match("AWS, Terraform, Kubernetes", (), lines("AWS")).answer is SILENT


def test_a_word_inside_another_word_is_not_a_hit() -> None:
    assert match("Go", (), lines("Google Analytics")).answer is SILENT
    assert match("Java", (), lines("JavaScript")).answer is SILENT


@pytest.mark.parametrize(
    ("name", "other"), [("Go", "we go to market"), ("IT", "made it work"), ("R", "vitamin r")]
)
def test_a_short_name_is_not_the_small_word_that_looks_like_it(name: str, other: str) -> None:
    assert match(name, (), lines(other)).answer is SILENT
    assert match(name, (), lines(f"3 years of {name}")).answer is MET


def test_demanded_years_are_not_computed() -> None:
    """The matcher says what it does not do; this pins it."""
    assert match("Python 10 years", (), lines("Python, 1 year")).answer is MET


def test_a_long_line_is_quoted_around_the_hit() -> None:
    text = "word " * 100 + "wrote Terraform modules " + "word " * 100
    found = match("Terraform", (), lines(text))
    assert "Terraform" in found.quote
    assert len(found.quote) <= 120
    assert found.quote in text


def test_a_requirement_without_words_is_not_stated() -> None:
    assert match("3年以上の経験", (), JA).answer is SILENT
    assert match("Python", (), ()).answer is SILENT


@given(st.text(max_size=60), st.lists(st.text(max_size=200), max_size=5))
def test_any_input_gives_a_verbatim_quote_and_no_contradiction(
    text: str, texts: Iterable[str]
) -> None:
    numbered = lines(*texts)
    found = match(text, (), numbered)
    assert found.answer in {MET, PARTLY, SILENT}
    assert (found.line is None) == (found.answer is SILENT)
    if found.line is not None:
        assert found.quote in dict(numbered)[found.line]


def test_numbered_lines_are_read_back_as_they_were_sent() -> None:
    text = "=== BEGIN ===\n--- file 1 of 1 ---\nL1|Python\nL2|a|b L3|c\nL3|\nnot a line L9|x"
    assert numbered_lines(text) == ((1, "Python"), (2, "a|b L3|c"), (3, ""))


class NoJournal:
    """Fails when anything is recorded."""

    async def begin(self, planned: PlannedCall) -> None:
        raise ScreeningError(f"attempt {planned.attempt} begun")

    async def record(self, call: ModelCall, assessment: Assessment | None) -> None:
        raise ScreeningError(f"{call.outcome} recorded, answered: {assessment is not None}")


async def test_the_baseline_answers_every_requirement_and_records_no_call() -> None:
    asked = tuple(
        Requirement(id=RequirementId(key), kind=RequirementKind.MUST, text=text)
        for key, text in (("R1", "Python"), ("R2", "Kafka"))
    )
    question = Question(
        system="",
        requirements="",
        documents="L1|Python services",
        asked=asked,
        lines=1,
        prompt_version=Fingerprint("p"),
        fingerprint=Fingerprint("q"),
    )
    baseline = KeywordBaseline()
    assessment = await baseline.assess(question, NoJournal())
    await baseline.close()
    assert [claim.answer for claim in assessment.claims] == [MET, SILENT]
    assert assessment.claims[0].quotes[0].text == "Python services"
    assert assessment.question == question.fingerprint
    assert assessment.assessor.kind is AssessorKind.KEYWORD_BASELINE
    assert assessment.assessor.model == "keyword baseline, not an LLM"


def test_a_line_that_names_none_of_the_named_things_counts_for_nothing() -> None:
    lines = ((1, "AWS上の本番環境の設計・構築・運用"), (2, "Kubernetesクラスタの構築"))
    found = match("Kubernetesを用いた本番環境の運用経験", (), lines)
    assert found.line == 2
    assert match("Kubernetesを用いた本番環境の運用経験", (), lines[:1]).answer is SILENT


def test_a_long_line_is_quoted_in_whole_words() -> None:
    line = "abcdefghij " * 30 + "Kubernetes in production " + "klmnopqrst " * 30
    found = match("Kubernetes in production", (), ((1, line),))
    assert "Kubernetes" in found.quote
    assert set(found.quote.split()) <= set(line.split())
