"""Which quotes count, which do not, and what is shown for them. All people are invented."""

import random
import re
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest

from screening.evidence import LONGEST_MISSING, MOST_EVIDENCE, invented, verify
from screening.model import (
    Answer,
    Claim,
    Confidence,
    Demotion,
    Document,
    DocumentFormat,
    FileId,
    FileMeta,
    Finding,
    HiddenReason,
    HiddenText,
    Line,
    Quality,
    Quote,
    ReadingWarning,
    Requirement,
    RequirementId,
    RequirementKind,
    RequisitionId,
    Rubric,
    RubricSource,
)

JAPANESE = """\
職務経歴書
株式会社架空ペイメント（2019年4月〜2023年3月）
・Python(FastAPI)によるREST APIの設計と実装を担当し、月間1.5億件の処理を安定させました。
・AWS(ECS、RDS、SQS)を用いたインフラ構築をTerraformでコード化し、障害を年12件から3件へ減らしました。
・5名のチームのテックリードとして、計画、評価、採用面接を担当しました。
株式会社見本ロジスティクス（2015年4月〜2019年3月）
・Java(Spring Boot)とPostgreSQLによる在庫管理システムを新規に開発し、38%の時間短縮を達成。
・Kubernetesクラスタの更新を年3回、無停止で実施し、手順書を整備しました。
・協力会社8名との調整を行い、予算2,400万円の案件を納期どおりに完了。
資格
基本情報技術者試験（2014年）、TOEIC 860点（2021年10月）
自己PR
問題の切り分けを重視し、原因を数字で示してから改善案を3〜5件提案することを心がけています。"""

ENGLISH = """\
CURRICULUM VITAE
Acme Mock Ltd., Senior Engineer, 2018 - 2023
- Designed and shipped a ledger service in Python (FastAPI, asyncio), handling 1.5 million events.
- Cut the monthly AWS bill by 38% by moving batch workloads to Spot instances over 7 months.
- Led a team of 6 engineers through a migration from a monolith to Kubernetes, with 24/7 on-call.
Sample Freight Inc., Software Engineer, 2014 - 2018
- Built a routing engine in Java and PostgreSQL; response times fell from 900 ms to 120 ms.
- Introduced Terraform for 45 environments and wrote the runbooks that two teams still use.
- Mentored 3 junior developers, and ran the weekly design review for the whole department.
Education and languages
Bachelor of Science in Mathematics, 2014
English - native, German - B2, Japanese - N3
Tools: Docker, Kafka, Airflow 2.7, dbt, Git"""

RUSSIAN = """\
Резюме
ООО «Пример-Платёж», ведущий разработчик, 2019 – 2023
— Разработал сервис платежей на Python (FastAPI, asyncio), обрабатывающий 1,5 миллиона событий.
— Руководил группой из 4 разработчиков, проводил ревью кода и собеседования 2 раза в неделю.
— Сократил расходы на AWS на 38% за счёт переноса пакетных задач за 7 месяцев.
АО «Образец-Логистика», разработчик, 2015 – 2019
— Построил учёт склада на Java и PostgreSQL; время ответа снизилось с 900 мс до 120 мс.
— Внедрил Terraform для 45 окружений и написал инструкции для двух команд поддержки.
— Эксплуатировал Kubernetes: 9 приложений, дежурства по графику, ёмкость хранилища 12 ТБ.
Образование и языки
Бакалавр прикладной математики, 2014 год
Английский язык: B2, читаю и веду переписку с заказчиками
Инструменты: Docker, Kafka, Airflow 2.7, Git"""

HEADINGS = ("CURRICULUM VITAE", "Education and languages", "Образование и языки")
TEXTS = {"ja": JAPANESE, "en": ENGLISH, "ru": RUSSIAN}


def document(text: str, *, id: str = "F1", page_of: Callable[[int], int] | None = None) -> Document:
    lines = text.split("\n")
    return Document(
        file=FileMeta(id=FileId(id), name=f"{id}.pdf", kind="resume"),
        sha256="0" * 64,
        format=DocumentFormat.PDF,
        pages=3 if page_of else None,
        lines=tuple(
            Line(number=number, page=page_of(number) if page_of else None, text=line)
            for number, line in enumerate(lines, 1)
        ),
    )


DOCUMENTS = tuple(
    document(text, id=language, page_of=lambda number: 1 + number // 6)
    for language, text in TEXTS.items()
)


def requirement(text: str = "経験豊富な方", **values: object) -> Requirement:
    plain = {"id": "R1", "kind": RequirementKind.MUST, "text": text}
    return Requirement.model_validate({**plain, **values})


def rubric(*requirements: Requirement) -> Rubric:
    return Rubric(
        requisition_id=RequisitionId("Q1"), source=RubricSource.RULES, requirements=requirements
    )


def claim(*quotes: str | Quote, answer: Answer = Answer.MET, missing: str = "") -> Claim:
    made = (Quote(line=None, text=each) if isinstance(each, str) else each for each in quotes)
    return Claim(
        requirement_id=RequirementId("R1"), answer=answer, quotes=tuple(made), missing=missing
    )


def checked(said: Claim, *documents: Document, wanted: Requirement | None = None) -> Finding:
    (finding,) = verify((said,), rubric(wanted or requirement()), documents or DOCUMENTS)
    return finding


def all_checked(
    quotes: list[Quote], documents: tuple[Document, ...] = DOCUMENTS
) -> tuple[Finding, ...]:
    """Check many quotes over all documents at once, each as the only proof of a requirement."""
    wanted = [requirement(id=f"R{number}") for number in range(1, len(quotes) + 1)]
    claims = (
        Claim(requirement_id=one.id, answer=Answer.MET, quotes=(quote,))
        for one, quote in zip(wanted, quotes, strict=True)
    )
    return verify(tuple(claims), rubric(*wanted), documents)


# ------------------------------------------------------------ quotes that are true


def fragments(text: str) -> list[tuple[int, str]]:
    """Cut quotes out of a CV: clauses of its longer lines, with the number of the line."""
    cut = []
    for number, line in enumerate(text.split("\n"), 1):
        if line in HEADINGS:
            continue
        bare = re.sub(r"^[・—-]\s*", "", line)
        clauses = [part.strip(" 。.") for part in re.split(r"(?<=[、;；])|(?<=, )", bare)]
        cut += [(number, part) for part in (bare, *clauses) if len(part) >= 12]
    return sorted(set(cut))


WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}


def widened(text: str) -> str:
    return text.translate(WIDE)


def narrowed(text: str) -> str:
    kana = str.maketrans(
        {"ク": "ｸ", "ラ": "ﾗ", "ス": "ｽ", "タ": "ﾀ", "リ": "ﾘ", "コ": "ｺ", "（": "(", "）": ")"}
    )
    return text.translate(kana).replace("ド", "ﾄﾞ").replace("チ", "ﾁ")


def spaced(text: str) -> str:
    return re.sub(r"(?<=[、，,(（])(?!\d)|(?= )", "\u00a0", text)


def squeezed(text: str) -> str:
    return re.sub(r"(?<!\d) (?!\d)", "", text)


def broken(text: str) -> str:
    return re.sub(r"(?<=[ぁ-ん])(?=[一-龥])| ", "\n", text)


def unpunctuated(text: str) -> str:
    return re.sub(r"(?<!\d)[、。,.;:()（）「」«»](?!\d)", "", text)


DAMAGES: dict[str, Callable[[str], str]] = {
    "verbatim": str,
    "full-width": widened,
    "half-width": narrowed,
    "more spaces": spaced,
    "no spaces": squeezed,
    "upper case": str.upper,
    "lower case": str.lower,
    "line breaks": broken,
    "no punctuation": unpunctuated,
}


def true_quotes() -> Iterator[tuple[str, str, int, Quote]]:
    """Yield language, damage, line of the document, and the quote with its line over all."""
    before = 0
    for language, text in TEXTS.items():
        for number, fragment in fragments(text):
            for damage, damaged in DAMAGES.items():
                yield language, damage, number, Quote(line=before + number, text=damaged(fragment))
        before += len(text.split("\n"))


def test_every_true_quote_is_accepted_with_its_file_page_and_line() -> None:
    cases = list(true_quotes())
    assert len(cases) >= 300
    findings = all_checked([quote for *_, quote in cases])
    lost = [
        (damage, quote.text)
        for (_, damage, _, quote), finding in zip(cases, findings, strict=True)
        if finding.answer is not Answer.MET
    ]
    assert lost == []
    for (language, _, number, _), finding in zip(cases, findings, strict=True):
        (one,) = finding.evidence
        assert (one.file_id, one.line, one.page) == (language, number, 1 + number // 6)
        assert one.text in TEXTS[language].replace("\n", " ")
        assert one.text == one.text.strip()


# ------------------------------------------------------------ quotes that are not

SWAPS = {
    "Python": "Ruby", "AWS": "GCP", "FastAPI": "Django", "PostgreSQL": "MySQL", "Java": "Go",
    "Kubernetes": "Docker", "Terraform": "Ansible", "TOEIC": "TOEFL", "Kafka": "Kinesis",
    "リード": "メンバー", "新規": "既存", "engineers": "managers", "Led": "Joined",
    "Mentored": "Met", "routing": "booking", "разработчик": "тестировщик", "Руководил": "Работал с",
    "Внедрил": "Изучил", "платежей": "писем", "在庫": "顧客", "障害": "売上",
}  # fmt: skip
NEGATIONS = {
    "担当しました": "担当していません", "担当し、": "担当せず、", "減らしました": "減らせません",
    "開発し": "開発せず", "達成": "未達成", "整備しました": "整備していません", "完了": "未完了",
    "Designed": "Never designed", "Cut the": "Did not cut the", "Led a": "Never led a",
    "Built": "Never built", "Introduced": "Did not introduce", "wrote": "never wrote",
    "Разработал": "Не разработал", "Руководил": "Не руководил", "Построил": "Не построил",
    "Внедрил": "Не внедрил", "читаю": "не читаю",
}  # fmt: skip
INVENTED = (
    "Goによる検索基盤の刷新を主導し、応答を半減", "英語での会議を毎週主催",
    "15名の組織を3年間率いた",
    "Hadoop基盤を10年運用", "AWS認定ソリューションアーキテクト", "Pythonの経験は10年以上です",
    "Ten years of hands-on Rust in production", "Managed a department of forty people",
    "Holds an MBA from a business school", "Fluent in French and Spanish", "AWS Architect",
    "Wrote a compiler that is used by millions", "Десять лет опыта на языке Rust",
    "Руководил отделом из сорока человек", "Свободно владею французским языком",
    "Сертифицированный архитектор AWS", "Написал компилятор для миллионов пользователей",
)  # fmt: skip


def altered_numbers() -> Iterator[str]:
    for text in TEXTS.values():
        for _, fragment in fragments(text):
            for found in re.finditer(r"\d+", fragment):
                changed = str(int(found[0]) + 1)
                yield fragment[: found.start()] + changed + fragment[found.end() :]
            yield from (
                re.sub(r"(?<=\d)[.,〜–-](?=\d)", "", fragment)
                for _ in re.findall(r"\d[.,〜–-]\d", fragment)
            )


def replaced(table: dict[str, str]) -> Iterator[str]:
    for text in TEXTS.values():
        for _, fragment in fragments(text):
            yield from (fragment.replace(old, new) for old, new in table.items() if old in fragment)


def stitched() -> Iterator[str]:
    chance = random.Random(7)
    for text in TEXTS.values():
        pieces = [piece for piece in fragments(text) if len(piece[1]) > 20]
        for _ in range(15):
            (line, one), (other_line, other) = chance.sample(pieces, 2)
            if abs(line - other_line) > 1:
                yield one[: len(one) // 2] + chance.choice(["", " ", "…", "、"]) + other[-12:]


ALTERED = {
    "number": sorted(set(altered_numbers())),
    "term": sorted(set(replaced(SWAPS))),
    "negation": sorted(set(replaced(NEGATIONS))),
    "stitched": sorted(set(stitched())),
    "invented": sorted(INVENTED),
}


def test_there_are_enough_altered_quotes_of_every_kind() -> None:
    assert sum(map(len, ALTERED.values())) >= 135
    assert min(map(len, ALTERED.values())) >= 15


@pytest.mark.parametrize("kind", list(ALTERED))
def test_no_altered_quote_is_accepted(kind: str) -> None:
    findings = all_checked([Quote(line=None, text=quote) for quote in ALTERED[kind]])
    accepted = [
        quote
        for quote, finding in zip(ALTERED[kind], findings, strict=True)
        if finding.answer is not Answer.NOT_STATED or finding.evidence
    ]
    assert accepted == []
    assert invented(findings) == len(findings)


@pytest.mark.parametrize(
    ("line", "quote"),
    [
        ("I have no experience with Kubernetes so far.", "experience with Kubernetes"),
        (
            "I have no professional hands-on experience with Kubernetes",
            "experience with Kubernetes",
        ),
        ("Have never worked with Kubernetes clusters", "worked with Kubernetes clusters"),
        ("I haven't operated Kubernetes in production", "operated Kubernetes in production"),
        ("Lacking: hands-on Kubernetes operations", "hands-on Kubernetes operations"),
        ("Kubernetes operations: none", "Kubernetes operations"),
        ("Kubernetes operations experience is not there yet", "Kubernetes operations experience"),
        ("Less than 3 years of Kubernetes", "3 years of Kubernetes"),
        ("I have no\nexperience with Kubernetes", "experience with Kubernetes"),
        ("Kubernetesの運用経験はありません。", "Kubernetesの運用経験"),
        ("Kubernetesの運用経験は、ありません。", "Kubernetesの運用経験"),
        ("Kubernetesの運用経験はまだござ\nいません。", "Kubernetesの運用経験"),
        ("Kubernetesの運用：経験なし", "Kubernetesの運用"),
        ("Kubernetesの運用（未経験）", "Kubernetesの運用"),
        ("未経験：Kubernetesの運用、Go", "Kubernetesの運用"),
        ("業務でのKubernetes運用 ×", "業務でのKubernetes運用"),
        ("Kubernetesの運用経験3年未満", "Kubernetesの運用経験3年"),
        ("販売職の未経験者です", "経験者です"),
        ("Нет коммерческого опыта работы с Kubernetes", "опыта работы с Kubernetes"),
        ("С Kubernetes не работал, опыта администрирования нет", "опыта администрирования"),
        ("Никогда не администрировал Kubernetes", "администрировал Kubernetes"),
        ("Без опыта эксплуатации Kubernetes", "опыта эксплуатации Kubernetes"),
        ("Опыт эксплуатации Kubernetes отсутствует", "Опыт эксплуатации Kubernetes"),
    ],
)
def test_a_quote_cut_out_of_its_denial_counts_for_nothing(line: str, quote: str) -> None:
    said = document(line)
    assert checked(claim(quote), said).demotion is Demotion.NEGATED
    assert checked(claim(quote, answer=Answer.PARTLY), said).demotion is Demotion.NEGATED
    assert checked(claim(quote, answer=Answer.NOT_MET), said).answer is Answer.NOT_MET


@pytest.mark.parametrize(
    ("line", "quote"),
    [
        ("Not only Python but also Kubernetes operations", "Kubernetes operations"),
        ("No Java, but long experience with Kubernetes", "long experience with Kubernetes"),
        ("Certificate No. 12 for Kubernetes operations", "Kubernetes operations"),
        ("Weaknesses: none\nKubernetes operations in production", "Kubernetes operations"),
        ("Kubernetesの運用を問題なく完了", "Kubernetesの運用"),
        ("Kubernetesの運用だけでなく設計も担当", "Kubernetesの運用"),
        ("Kubernetesの運用経験（夜勤なし）", "Kubernetesの運用経験"),
        ("Kubernetesの運用、Javaは経験なし", "Kubernetesの運用"),
        ("Kubernetes運用技能検定\n賞罰 なし", "Kubernetes運用技能検定"),
        ("Kubernetes基盤をゼロから構築", "Kubernetes基盤を"),
        ("Kubernetesの運用をおこない、改善した", "Kubernetesの運用を"),
        ("Не менее трёх лет опыта с Kubernetes", "трёх лет опыта с Kubernetes"),
        ("Не только Python, но и эксплуатация Kubernetes", "эксплуатация Kubernetes"),
        ("Java не знаю, но есть опыт с Kubernetes", "есть опыт с Kubernetes"),
    ],
)
def test_a_denial_of_something_else_takes_nothing_away(line: str, quote: str) -> None:
    assert checked(claim(quote), document(line)).answer is Answer.MET


DENIALS = [
    ("I have zero experience with Kubernetes", "experience with Kubernetes"),
    ("I am unfamiliar with Kubernetes operations", "Kubernetes operations"),
    ("I have yet to use Kubernetes in production", "use Kubernetes in production"),
    ("Kubernetes operations in production: 0 years", "Kubernetes operations"),
    ("My Kubernetes experience is nonexistent", "Kubernetes experience"),
    ("Kubernetes used in no project so far", "Kubernetes used"),
    ("I have no experience with Docker, Kubernetes or Helm", "Kubernetes"),
    (
        "Kubernetesクラスタの運用は別のチームが担当しており、私は関わっておりません。",
        "Kubernetesクラスタの運用",
    ),
    (
        "Kubernetesの運用については別の会社の責任範囲でしたので関わっておりません",
        "Kubernetesの運用",
    ),
    ("Kubernetesの運用経験：0年", "Kubernetesの運用経験"),
    ("Kubernetesの運用に携わったことはありません", "Kubernetesの運用"),
    ("Kubernetes | 経験 | なし", "Kubernetes"),
    ("Kubernetes | Experience | none", "Kubernetes"),
    ("Опыт Kubernetes в продакшене: 0 лет", "Опыт Kubernetes в продакшене"),
    ("Опыт Kubernetes пока отсутствует", "Опыт Kubernetes"),
    ("Опыта с Kubernetes пока нет", "Опыта с Kubernetes"),
    ("☐ Kubernetes operations", "Kubernetes operations"),
    ("× Kubernetes operations", "Kubernetes operations"),
    ("・✗ Kubernetes operations", "Kubernetes operations"),
]


@pytest.mark.parametrize(("line", "quote"), DENIALS)
def test_a_plain_denial_counts_for_nothing_in_part_or_in_whole(line: str, quote: str) -> None:
    for words in (quote, line):
        assert checked(claim(words), document(line)).demotion is Demotion.NEGATED
        assert checked(claim(words, answer=Answer.NOT_MET), document(line)).answer is Answer.NOT_MET


@pytest.mark.parametrize(
    "text",
    [
        "No experience with:\nGo\nKubernetes clusters",
        "No experience with:\n\n- Go in\n  production\n- Kubernetes clusters",
        "未経験の技術：\n・Go\n・Kubernetes clusters",
        "【実務経験なし】\nKubernetes clusters",
        "■実務経験のない技術\n・Kubernetes clusters",
        "Нет опыта:\n— Kubernetes clusters",
        "☑ Docker\n□ Kubernetes clusters",
    ],
)
def test_a_heading_that_denies_speaks_for_the_list_below_it(text: str) -> None:
    assert checked(claim("Kubernetes clusters"), document(text)).demotion is Demotion.NEGATED


@pytest.mark.parametrize(
    "text",
    [
        "No experience with:\n- Java\n\n- Kubernetes clusters",
        "No experience with:\n- Java\nKubernetes clusters for 5 years",
        "未経験の技術：\n・Java\n■得意な技術\n・Kubernetes clusters",
        "未経験の技術：\nJava\n職務経歴\nKubernetes clusters",
        "【未経験者向け研修】\n・Kubernetes clusters",
        "Not only Docker:\n- Kubernetes clusters",
        "□ Java\n□ Kubernetes clusters",
    ],
)
def test_a_heading_that_denies_ends_with_its_list(text: str) -> None:
    assert checked(claim("Kubernetes clusters"), document(text)).answer is Answer.MET


def test_the_reader_sees_the_heading_that_denies_a_quote_for_not_met() -> None:
    said = document("概要\n未経験の技術：\n・Go\n・Kubernetesクラスタの運用")
    (one,) = checked(claim("Kubernetesクラスタの運用", answer=Answer.NOT_MET), said).evidence
    assert (one.text, one.line) == ("未経験の技術： ・Go ・Kubernetesクラスタの運用", 4)


@pytest.mark.parametrize(
    "line",
    [
        "zero-downtime migration of Kubernetes clusters",
        "Migrated Kubernetes clusters with no downtime",
        "No downtime in three years of Kubernetes",
        "Took Kubernetes from zero to production",
        "Built a zero-trust platform on Kubernetes",
        "Ten years of it, 10 years of Kubernetes",
        "Kubernetes operations: 3 years 0 months",
        "Not only Docker but also Kubernetes",
        "Kubernetes基盤の0から1の立ち上げを担当",
        "Kubernetesの運用で障害ゼロ",
        "Kubernetesの運用 5年0ヶ月",
        "Kubernetesを運用し、Helmは使っていません",
        "AWS × Kubernetesの運用",
        "Kubernetes | 5年 | なし",
        "Миграция Kubernetes без простоев",
        "Опыт Kubernetes: 10 лет",
    ],
)
def test_words_that_only_look_like_a_denial_take_nothing_away(line: str) -> None:
    assert checked(claim("Kubernetes"), document(line)).answer is Answer.MET
    assert checked(claim(line), document(line)).answer is Answer.MET


def test_the_reader_sees_the_denial_beside_a_quote_for_not_met() -> None:
    said = document("概要\n私にはKubernetesの運用経験はありません。Javaは得意です。")
    (one,) = checked(claim("Kubernetesの運用経験", answer=Answer.NOT_MET), said).evidence
    assert one.text == "私にはKubernetesの運用経験はありません。"


def test_surroundings_are_printed_up_to_a_limit_in_whole_words() -> None:
    line = f"{'before ' * 30}the quoted words {'after ' * 30}"
    (one,) = checked(claim("the quoted words"), document(line)).evidence
    assert "before the quoted words" in one.text
    assert len(one.text) <= 90
    assert set(one.text.split()) <= {"before", "after", "the", "quoted", "words"}


def test_addresses_and_telephone_numbers_beside_a_quote_are_not_printed() -> None:
    line = "taro@example.jp 090-0000-0000 backend engineer in Go https://example.jp/taro"
    (one,) = checked(claim("engineer in Go"), document(line)).evidence
    assert one.text == "backend engineer in Go"


def test_a_very_long_quote_is_printed_shortened() -> None:
    line = "word " * 400
    (one,) = checked(claim(line), document(line)).evidence
    assert len(one.text) <= 300
    assert one.text.endswith("word")


# ------------------------------------------------------------ where a quote stands


def test_a_quote_may_run_over_a_page_break_but_not_into_another_document() -> None:
    first = document("I led the\nmigration to", page_of=lambda number: number)
    second = document("Kubernetes clusters", id="F2")
    (one,) = checked(claim("led the migration"), first, second).evidence
    assert (one.page, one.line, one.text) == (1, 1, "I led the migration to")
    across = checked(claim("migration to Kubernetes clusters"), first, second)
    assert across.demotion is Demotion.QUOTE_NOT_FOUND


@pytest.mark.parametrize(("cited", "file", "line"), [(2, "F1", 2), (4, "F2", 1), (99, "F2", 3)])
def test_the_cited_line_chooses_between_several_places(cited: int, file: str, line: int) -> None:
    text = "heading\nran Kafka in production\nend"
    other = document("ran Kafka in production\nother\nran Kafka in production", id="F2")
    quote = Quote(line=cited, text="ran Kafka in production")
    (one,) = checked(claim(quote), document(text), other).evidence
    assert (one.file_id, one.line) == (file, line)


@pytest.mark.parametrize("cited", [None, 0, -5, 10**9])
def test_a_missing_or_wrong_line_number_does_not_fail_a_true_quote(cited: int | None) -> None:
    quote = Quote(line=cited, text="Led a team of 6 engineers")
    assert checked(claim(quote)).answer is Answer.MET


def test_the_line_label_in_front_of_a_quote_is_ours() -> None:
    assert checked(claim("L5|Led a team of 6 engineers")).answer is Answer.MET


def test_the_cited_line_is_the_one_that_is_judged() -> None:
    text = document("No experience with Kubernetes\nLong experience with Kubernetes")
    words = "experience with Kubernetes"
    assert checked(claim(Quote(line=1, text=words)), text).demotion is Demotion.NEGATED
    assert checked(claim(Quote(line=2, text=words)), text).answer is Answer.MET
    assert checked(claim(words), text).evidence[0].line == 2


# ------------------------------------------------------------ what does not count


@pytest.mark.parametrize(
    ("quotes", "demotion"),
    [
        ((), Demotion.NO_QUOTE),
        (("", "  \n"), Demotion.NO_QUOTE),
        (("…", ":"), Demotion.QUOTE_NOT_FOUND),
        (("Java",), Demotion.QUOTE_TOO_SHORT),
        (("担当",), Demotion.QUOTE_TOO_SHORT),
        (("Java", "never said anywhere"), Demotion.QUOTE_NOT_FOUND),
    ],
)
@pytest.mark.parametrize("answer", [Answer.MET, Answer.PARTLY, Answer.NOT_MET])
def test_without_a_located_quote_nothing_is_stated(
    quotes: tuple[str, ...], demotion: Demotion, answer: Answer
) -> None:
    finding = checked(claim(*quotes, answer=answer))
    assert finding.answer is Answer.NOT_STATED
    assert (finding.claimed, finding.demotion, finding.evidence) == (answer, demotion, ())


@pytest.mark.parametrize("quote", ["AWS運用", "Docker", "要件定義"])
def test_short_quotes_that_say_something_are_long_enough(quote: str) -> None:
    assert checked(claim(quote), document(f"- {quote}を担当")).answer is Answer.MET


def test_a_short_quote_counts_when_it_is_the_whole_line() -> None:
    assert checked(claim("Java"), document("Skills\n・Java\n")).answer is Answer.MET
    assert checked(claim("42"), document("Skills\n42\n")).demotion is Demotion.QUOTE_TOO_SHORT


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Python 3年以上", "・Python 3年以上"),
        ("Python 3年以上", "【Python 3年以上】"),
        ("普通自動車第一種運転免許", "普通自動車第一種運転免許："),
        ("3+ years of Python", "1. 3+ years of Python"),
        ("Опыт работы с Kafka", "Опыт работы с Kafka"),
        ("Experience leading a team", "Experience leading\na team"),
    ],
)
def test_a_line_that_only_repeats_the_requirement_is_an_echo(text: str, line: str) -> None:
    finding = checked(claim(text), document(line), wanted=requirement(text))
    assert finding.demotion is Demotion.ECHO_OF_REQUIREMENT


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Python 3年以上", "Python 3年以上（Django、2019年から）"),
        ("Python 3年以上", "私はPython 3年以上の実務があります"),
        ("普通自動車第一種運転免許", "普通自動車第一種運転免許"),
        ("Kubernetes", "Kubernetes"),
    ],
)
def test_a_candidate_may_use_the_words_of_a_requirement(text: str, line: str) -> None:
    finding = checked(claim(text), document(line), wanted=requirement(text))
    assert finding.answer is Answer.MET


def test_one_located_quote_is_enough_and_the_others_are_dropped() -> None:
    finding = checked(claim("never said anywhere", "Led a team of 6 engineers", "Java"))
    assert finding.answer is Answer.MET
    assert finding.demotion is None
    assert [one.text for one in finding.evidence] != []
    assert len(finding.evidence) == 1


def test_at_most_three_pieces_of_evidence_and_no_piece_twice() -> None:
    quotes = [fragment for _, fragment in fragments(ENGLISH)][:8]
    assert len(checked(claim(*quotes)).evidence) == MOST_EVIDENCE
    assert len(checked(claim(quotes[0], quotes[0])).evidence) == 1


def test_not_stated_keeps_no_evidence_and_is_no_demotion() -> None:
    finding = checked(claim("Led a team of 6 engineers", answer=Answer.NOT_STATED))
    assert (finding.answer, finding.evidence, finding.demotion) == (Answer.NOT_STATED, (), None)


def test_missing_is_one_short_visible_line() -> None:
    finding = checked(
        claim(answer=Answer.NOT_STATED, missing="年数\n\u200bが\t（不明）" + "あ" * 900)
    )
    assert finding.missing.startswith("年数 が （不明）ああ")
    assert len(finding.missing) == LONGEST_MISSING
    assert finding.missing.endswith("…")


def test_one_finding_for_each_judged_requirement_in_the_rubrics_order() -> None:
    kinds = (RequirementKind.WANT, RequirementKind.ASK, RequirementKind.NOTE, RequirementKind.MUST)
    wanted = [
        requirement(f"text {n}", id=f"R{n}", kind=kind, partial_credit=Decimal("0.5"))
        for n, kind in enumerate(kinds, 3)
    ]
    claims = (
        Claim(requirement_id=RequirementId("R6"), answer=Answer.MET, confidence=Confidence.HIGH),
        Claim(requirement_id=RequirementId("R99"), answer=Answer.MET),
        Claim(requirement_id=RequirementId("R6"), answer=Answer.NOT_STATED),
    )
    findings = verify(claims, rubric(*wanted), DOCUMENTS)
    assert [one.requirement_id for one in findings] == ["R3", "R5", "R6"]
    assert [one.claimed for one in findings] == [
        Answer.NOT_STATED,
        Answer.NOT_STATED,
        Answer.MET,
    ]
    assert findings[-1].confidence is Confidence.HIGH


def test_without_documents_nothing_is_proven() -> None:
    (finding,) = verify((claim("anything at all"),), rubric(requirement()), ())
    assert finding.demotion is Demotion.QUOTE_NOT_FOUND
    empty = document("").model_copy(update={"lines": ()})
    assert checked(claim("anything at all"), empty).answer is Answer.NOT_STATED


# ------------------------------------------------------------ what nobody can see


def hiding(visible: str, *hidden: str) -> Document:
    texts = tuple(
        HiddenText(reason=HiddenReason.COLOUR, page=1, characters=len(words), words=words)
        for words in hidden
    )
    return document(visible).model_copy(update={"hidden": texts})


def test_a_quote_that_only_hidden_text_has_is_named_so_and_never_shown() -> None:
    said = hiding("Led a team of six", "Ten years of Kubernetes in production")
    for words in ("Ten years of Kubernetes", "ten years of KUBERNETES in production!"):
        finding = checked(claim(words), said)
        assert (finding.answer, finding.evidence) == (Answer.NOT_STATED, ())
        assert finding.demotion is Demotion.HIDDEN_QUOTE


@pytest.mark.parametrize(
    "quote",
    [
        "Led a team of six for ten years of Kubernetes",
        "ten years of Kubernetes Led a team",
        "Led ten years of Kubernetes a team",
    ],
)
def test_a_quote_stitched_from_hidden_and_visible_words_does_not_pass(quote: str) -> None:
    said = hiding("Led a team of six", "ten years of Kubernetes")
    assert checked(claim(quote), said).demotion is Demotion.HIDDEN_QUOTE
    poor = said.model_copy(update={"quality": Quality.POOR})
    assert checked(claim(quote), poor).demotion is Demotion.HIDDEN_QUOTE


def test_what_is_visible_counts_although_it_is_hidden_as_well() -> None:
    said = hiding("Led a team of six", "Led a team of six")
    assert checked(claim("Led a team of six"), said).answer is Answer.MET


def test_an_invented_quote_is_not_blamed_on_hidden_text() -> None:
    said = hiding("visible", "secret words in white", "")
    finding = checked(claim("Holds a licence for cranes"), said)
    assert finding.demotion is Demotion.QUOTE_NOT_FOUND
    assert invented((finding,)) == 1


def test_a_hidden_quote_weighs_more_than_all_other_objections() -> None:
    said = hiding("No experience with Kubernetes", "Ten years of Kubernetes")
    finding = checked(claim("experience with Kubernetes", "Ten years of Kubernetes"), said)
    assert finding.demotion is Demotion.HIDDEN_QUOTE


# ------------------------------------------------------------ badly read pages


def misread(text: str, **values: object) -> Document:
    """Make a document whose lines were recognised from a picture."""
    made = document(text)
    lines = tuple(line.model_copy(update={"recognised": True}) for line in made.lines)
    return made.model_copy(update={"lines": lines, **values})


MISREAD = [
    ("Managed the Kubernetes platfonn", "Managed the Kubernetes platform", False),  # two together
    ("Managed the Kubernetcs platform", "Managed the Kubernetes platform", True),
    ("Managed the Kubernets platform", "Managed the Kubernetes platform", True),
    ("Managed the Kubernettes platform", "Managed the Kubernetes platform", True),
    ("配送計画と倉庫菅理を担当しました", "配送計画と倉庫管理を担当しました", True),
    ("顧客の間題を解決し、改善しました", "顧客の問題を解決し、改善しました", True),
    ("サ一バー費用の削減を達成しました", "サーバー費用の削減を達成しました", True),
    ("Разработал сервис ппатежей и учёта", "Разработал сервис платежей и учёта", True),
    ("Pазработал сервис платежей и учёта", "Разработал сервис платежей и учёта", True),
]


@pytest.mark.parametrize(("line", "quote", "found"), MISREAD)
def test_a_misread_character_is_forgiven_on_a_recognised_line(
    line: str, quote: str, *, found: bool
) -> None:
    finding = checked(claim(quote), misread(line))
    assert (finding.answer is Answer.MET) == found
    for one in finding.evidence:
        assert (one.text, one.approximate, one.recognised) == (line, True, True)


@pytest.mark.parametrize(("line", "quote", "found"), MISREAD)
def test_nothing_is_forgiven_on_a_page_that_was_read_well(
    line: str, quote: str, *, found: bool
) -> None:
    assert checked(claim(quote), document(line)).demotion is Demotion.QUOTE_NOT_FOUND, found


@pytest.mark.parametrize(
    "values",
    [
        {"quality": Quality.FAIR},
        {"quality": Quality.POOR},
        {"warnings": (ReadingWarning.CHARACTERS_DOUBTFUL,)},
    ],
)
def test_doubtful_documents_are_searched_like_recognised_lines(values: dict[str, object]) -> None:
    said = document("Managed the Kubernetcs platform").model_copy(update=values)
    (one,) = checked(claim("Managed the Kubernetes platform"), said).evidence
    assert (one.approximate, one.recognised) == (True, False)


def test_a_line_read_well_is_not_searched_for_near_matches_beside_a_recognised_one() -> None:
    lines = (
        Line(number=1, page=1, text="from a picture", recognised=True),
        Line(number=2, page=1, text="Managed the Kubernetcs platform"),
    )
    said = document("").model_copy(update={"lines": lines})
    assert checked(claim("Managed the Kubernetes platform"), said).evidence == ()
    assert checked(claim("picture Managed the Kubernetes platform"), said).evidence == ()


def test_an_exact_match_on_a_recognised_line_is_not_called_approximate() -> None:
    (one,) = checked(claim("Managed the platform"), misread("Managed the platform")).evidence
    assert (one.approximate, one.recognised) == (False, True)


@pytest.mark.parametrize(
    ("line", "quote"),
    [
        # numbers, their units, and words for them
        ("Managed 13 engineers in two offices", "Managed 18 engineers in two offices"),
        ("Managed 3 engineers in two offices", "Managed 13 engineers in two offices"),
        ("①3年以上のサーバー運用を担当しました", "13年以上のサーバー運用を担当しました"),
        ("3年間のサーバー運用を担当しました", "3月間のサーバー運用を担当しました"),
        ("三年間のサーバー運用を担当しました", "五年間のサーバー運用を担当しました"),
        ("売上を5%改善したチームのリーダー", "売上を5名改善したチームのリーダー"),
        ("Cut the error rate by 1.5 points a year", "Cut the error rate by 1,5 points a year"),
        ("Ran nine services for the payments team", "Ran five services for the payments team"),
        ("Водительские права категории II с июня", "Водительские права категории III с июня"),
        ("Работал на складе с июня в две смены", "Работал на складе с июля в две смены"),
        # denials
        ("Has now worked with Kubernetes clusters", "Has not worked with Kubernetes clusters"),
        ("基本情報技術者試験に合格しました", "基本情報技術者試験に不合格しました"),
        ("経験者としてサーバー運用を担当しました", "未経験者としてサーバー運用を担当しました"),
        ("大規模な障害の対応ができる体制を構築", "大規模な障害の対応ができぬ体制を構築"),
        ("Участвовал во внедрении на складе", "Не участвовал во внедрении на складе"),
        # terms
        ("Ran MSSQL clusters for the billing team", "Ran MySQL clusters for the billing team"),
        ("Built the PaaS offering of the company", "Built the SaaS offering of the company"),
        ("Wrote reports in Python for the bank", "Wrote reports in Cython for the bank"),
        ("Reported to the CFO of the holding", "Reported to the CEO of the holding"),
        ("Acted as trainee of the warehouse team", "Acted as trainer of the warehouse team"),
        ("Managed the contact list of the company", "Managed the contract list of the company"),
        ("中型自動車の運転免許を取得しています", "大型自動車の運転免許を取得しています"),
        ("営業部の課長として予算を管理しました", "営業部の部長として予算を管理しました"),
        ("サーバーの運営を担当していました", "サーバーの運用を担当していました"),
        ("長年の店長として新人の教育を担当", "長年の副店長として新人の教育を担当"),
        ("新人研修のトレーニーを担当しました", "新人研修のトレーナーを担当しました"),
        ("Разработана отчётность по стандартам", "Разработала отчётность по стандартам"),
        ("Проходила обучение на складе компании", "Проводила обучение на складе компании"),
        # a short quote, and differences side by side
        ("Led teams", "Led teans"),
        ("Managed the Kubernetes platform", "Managed the Kubexyetes platform"),
    ],
)  # fmt: skip
def test_what_a_misreading_cannot_explain_is_refused_on_a_recognised_page(
    line: str, quote: str
) -> None:
    for one, other in ((line, quote), (quote, line)):
        assert checked(claim(one), misread(other)).evidence == ()


@pytest.mark.parametrize(
    ("line", "quote"),
    [
        ("Many years of development in JavaScript", "Many years of development in Java"),
        ("Many ycars of development in JavaScript", "Many years of development in Java"),
        ("inexperienced with large serves", "experienced with large servers"),
    ],
)
def test_a_near_match_ends_between_words_too(line: str, quote: str) -> None:
    assert checked(claim(quote), misread(line)).demotion is Demotion.QUOTE_NOT_FOUND


def test_a_near_match_is_judged_by_its_clause_like_any_other() -> None:
    said = misread("I have no experience with Kubernetcs clusters")
    quote = "experience with Kubernetes clusters"
    assert checked(claim(quote), said).demotion is Demotion.NEGATED
    (one,) = checked(claim(quote, answer=Answer.NOT_MET), said).evidence
    assert one.text == "I have no experience with Kubernetcs clusters"


@pytest.mark.parametrize("kind", list(ALTERED))
def test_no_altered_quote_is_accepted_on_badly_read_pages_either(kind: str) -> None:
    doubtful = tuple(one.model_copy(update={"quality": Quality.POOR}) for one in DOCUMENTS)
    quotes = [Quote(line=None, text=quote) for quote in ALTERED[kind]]
    findings = all_checked(quotes, doubtful)
    assert [one.evidence for one in findings if one.evidence] == []


# ------------------------------------------------------------ headings


@pytest.mark.parametrize(
    "line",
    [
        "【マネジメント経験】", "■ 職務経歴", "資格・免許", "Technical skills", "WORK EXPERIENCE",
        "Kubernetes operations:", "Опыт работы", "Ключевые навыки", "管理の実績：", "# Leadership",
    ],
)  # fmt: skip
def test_a_heading_alone_says_nothing(line: str) -> None:
    assert checked(claim(line), document(line)).demotion is Demotion.HEADING


@pytest.mark.parametrize(
    "line",
    [
        "【Java開発経験5年】", "■ Kubernetesの運用を担当", "Languages: English - B2",
        "資格：普通自動車第一種運転免許", "□ 2019年4月〜 架空商事:", "Skills - Kubernetes and Helm",
    ],
)  # fmt: skip
def test_a_heading_that_says_something_counts(line: str) -> None:
    assert checked(claim(line), document(line)).answer is Answer.MET


def test_a_heading_that_denies_proves_what_is_not_met() -> None:
    said = document("Kubernetesの経験なし：\nGo")
    finding = checked(claim("Kubernetesの経験なし", answer=Answer.NOT_MET), said)
    assert finding.answer is Answer.NOT_MET


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Python 3年以上", "必須スキル：Python 3年以上"),
        ("チームを率いた方", "歓迎条件: チームを率いた方"),
        ("Kubernetes", "Required: Kubernetes"),
        ("Знание 1С", "Требования: знание 1С"),
    ],
)
def test_a_requirement_with_the_label_of_an_advert_is_an_echo(text: str, line: str) -> None:
    finding = checked(claim(line), document(line), wanted=requirement(text))
    assert finding.demotion is Demotion.ECHO_OF_REQUIREMENT


# ------------------------------------------------------------ periods


def timed(*periods: str, quote: str = "Ran Kafka in production") -> Claim:
    made = tuple(Quote(line=None, text=period) for period in periods)
    return claim(quote).model_copy(update={"periods": made})


def test_the_line_of_a_period_is_kept_in_full() -> None:
    text = "架空商事（2019年4月〜2023年3月、正社員）でKafkaを担当\nRan Kafka in production"
    (one,) = checked(timed("2019年4月〜2023年3月"), document(text)).periods
    assert (one.line, one.text) == (1, text.split("\n")[0])


def test_a_period_that_stands_nowhere_or_says_too_little_is_left_out() -> None:
    said = document("Acme, 2018 - 2023\nRan Kafka in production\nB 5, C 5")
    finding = checked(timed("2017 - 2023", "5", "", "2018 - 2023", "2018 - 2023"), said)
    assert [one.text for one in finding.periods] == ["Acme, 2018 - 2023"]


def test_a_period_counts_only_with_evidence_for_what_was_done() -> None:
    said = document("Acme, 2018 - 2023\nRan Kafka in production")
    assert checked(timed("2018 - 2023", quote="never said anywhere"), said).periods == ()


def test_the_line_of_a_period_is_cut_so_that_the_period_is_in_it() -> None:
    line = "word " * 100 + "Acme 2018 - 2023 " + "word " * 100
    (one,) = checked(timed("2018 - 2023"), document(f"{line}\nRan Kafka in production")).periods
    assert len(one.text) <= 300
    assert "2018 - 2023" in one.text
    assert one.text in line


def test_digits_of_a_period_are_never_guessed() -> None:
    said = misread("Acme, engineer from 2018 to 2023\nRan Kafka in production")
    assert checked(timed("engineer from 2019 to 2023"), said).periods == ()
    (one,) = checked(timed("enginecr from 2018 to 2023"), said).periods
    assert (one.text, one.approximate) == ("Acme, engineer from 2018 to 2023", True)


# ------------------------------------------------------------ how sure a finding is


def confidence(line: str, quote: str, wanted: str, answer: Answer = Answer.MET) -> Confidence:
    said = claim(quote, answer=answer).model_copy(update={"confidence": Confidence.HIGH})
    finding = checked(said, document(line), wanted=requirement(wanted))
    assert finding.answer is answer
    return finding.confidence


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("I want to learn Kubernetes this year", "Kubernetes experience"),
        ("Currently learning Kubernetes", "Kubernetes"),
        ("Kubernetesを勉強中です", "Kubernetesの経験"),
        ("今後はKubernetesの運用に挑戦したいと考えています", "Kubernetesの運用経験"),
        ("Хочу изучить Kubernetes", "Опыт Kubernetes"),
        ("My team-mate built the Kubernetes platform", "Kubernetes experience"),
        ("Kubernetes基盤は同僚が構築しました", "Kubernetesの経験"),
        ("Коллега настроил Kubernetes в нашем отделе", "Опыт Kubernetes"),
        ("Udemy course on Kubernetes administration", "3 years of Kubernetes experience"),
        ("Kubernetes入門講座を受講", "Kubernetesの実務経験"),
        ("Курсы по администрированию Kubernetes", "Опыт Kubernetes"),
        ("Skills: Java, Kubernetes, Docker", "Kubernetes experience"),
        ("Java、Kubernetes、Docker", "Kubernetesの実務経験"),
        ("Grew vegetables and sold them on markets", "Kubernetes experience"),
        ("野菜を育てて市場で販売しました", "法人営業の経験"),
    ],
)
def test_true_words_that_prove_little_leave_a_finding_with_low_confidence(
    line: str, wanted: str
) -> None:
    assert confidence(line, line, wanted) is Confidence.LOW


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Built the Kubernetes platform of the bank", "Kubernetes experience"),
        ("Kubernetes基盤を構築し、5年間運用しました", "Kubernetesの経験"),
        ("Построил платформу на Kubernetes", "Опыт Kubernetes"),
        ("Interested in Kubernetes and its community", "Interest in Kubernetes"),
        ("Kubernetes研修の講師を担当しました", "Kubernetesの経験"),
        ("Taught a course on Kubernetes for two years", "Kubernetes experience"),
        ("Skills: Java, Kubernetes, Docker", "Kubernetes"),
        ("Руководил отделом продаж", "チームを率いた経験"),
        ("Led a team of six engineers", "チームを率いた経験"),
        ("5名のチームを率いました", "Team leadership experience"),
    ],
)
def test_plain_evidence_keeps_the_models_confidence(line: str, wanted: str) -> None:
    assert confidence(line, line, wanted) is Confidence.HIGH


def test_a_synonym_makes_evidence_relevant() -> None:
    wanted = requirement("Container orchestration", synonyms=("Kubernetes",))
    said = claim("Ran Kubernetes for the bank").model_copy(update={"confidence": Confidence.HIGH})
    plain = document("Ran Kubernetes for the bank")
    assert checked(said, plain, wanted=wanted).confidence is Confidence.HIGH
    bare = requirement("Container orchestration")
    assert checked(said, plain, wanted=bare).confidence is Confidence.LOW


def test_one_plain_piece_of_evidence_is_enough_for_confidence() -> None:
    said = document("I want to learn Kubernetes well\nRan Kubernetes for the bank")
    quotes = claim("I want to learn Kubernetes well", "Ran Kubernetes for the bank")
    sure = quotes.model_copy(update={"confidence": Confidence.HIGH})
    finding = checked(sure, said, wanted=requirement("Kubernetes experience"))
    assert (len(finding.evidence), finding.confidence) == (2, Confidence.HIGH)


def test_a_wish_takes_nothing_from_what_is_not_met() -> None:
    line = "I want to learn Kubernetes this year"
    wanted = "Kubernetes experience"
    assert confidence(line, line, wanted, Answer.NOT_MET) is Confidence.HIGH


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        ("業務での英語使用はありません。", False),
        ("業務でのKubernetes利用は一切ない。", False),
        ("業務で英語を毎日使用し、不正利用はありませんでした。", True),
    ],
)
def test_a_whole_sentence_that_denies_the_use_proves_nothing(line: str, counts: bool) -> None:
    found = checked(claim(line), document(line), wanted=requirement("英語での業務"))
    assert (found.answer is Answer.MET) is counts
