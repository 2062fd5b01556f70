"""How requirement texts become requirements, and how an admin's file is read. All invented."""

from pathlib import Path

import pytest

from screening.errors import Misconfigured
from screening.model import RequirementKind, Requisition, RequisitionId, Rubric, RubricSource
from screening.rubric import compile_rubric, left_out, parse_rubric


def requisition(must: str = "", want: str = "", persona: str = "") -> Requisition:
    return Requisition(
        id=RequisitionId("Q1"), name="opening", must_text=must, want_text=want, persona_text=persona
    )


def compiled(must: str = "", want: str = "", persona: str = "") -> list[tuple[str, str]]:
    rubric = compile_rubric(requisition(must, want, persona))
    return [(one.kind.value, one.text) for one in rubric.requirements]


JAPANESE_MUST = """\
以下のご経験をお持ちの方
・Webアプリケーションの開発経験3年以上
　（言語は問いません）
・下記いずれかのクラウドの運用経験
　- AWS
　- Google Cloud
・2、3名以上のチームでの開発経験。Terraformの知識があれば尚可。
① 1.5年以上のプロジェクト管理経験
(2) RDBの設計経験；
三、要件定義の経験
--------------------
※未経験の言語は入社後に学べます
【歓迎】
● 英語での会議の経験
● RDBの設計経験。
■勤務地
東京（転勤なし）
"""
ENGLISH = """\
<p><strong>Responsibilities:</strong></p><ul><li>Run our services</li></ul>
<p>Requirements:</p>
<ul>
  <li>3+ years of Python &amp; Go;</li>
  <li>Experience with any of the following:
    <ul><li>AWS</li><li>GCP</li></ul></li>
  <li>C++ or C#, <b>.NET</b></li>
</ul>
<p>Nice to have:</p>
<ul><li>Kafka</li><li>A work permit for Germany</li></ul>
<p>We offer:</p><ul><li>A great office</li></ul>"""
RUSSIAN = """\
Обязанности:
— Разработка сервисов
Требования:
— Опыт разработки на Python от 3 лет;
— Знание SQL (PostgreSQL, MySQL и т.д.), опыт проектирования схем данных
  под высокую нагрузку
— Хотя бы один из: Kafka, RabbitMQ
— Готовность к командировкам
— Возраст от 25 до 40 лет
Будет плюсом: опыт с Kubernetes
Условия:
— зарплата от 200 000"""


def test_a_japanese_text_becomes_single_requirements() -> None:
    assert compiled(JAPANESE_MUST, persona="成長意欲のある方\n成長意欲のある方。") == [
        ("must", "Webアプリケーションの開発経験3年以上（言語は問いません）"),
        ("must", "下記いずれかのクラウドの運用経験: AWS / Google Cloud"),
        ("must", "2、3名以上のチームでの開発経験。"),
        ("want", "Terraformの知識があれば尚可。"),
        ("must", "1.5年以上のプロジェクト管理経験"),
        ("must", "RDBの設計経験"),
        ("must", "要件定義の経験"),
        ("want", "英語での会議の経験"),
        ("note", "成長意欲のある方"),
    ]


def test_an_english_html_text_becomes_single_requirements() -> None:
    assert compiled(ENGLISH) == [
        ("must", "3+ years of Python & Go"),
        ("must", "Experience with any of the following: AWS / GCP"),
        ("must", "C++ or C#, .NET"),
        ("want", "Kafka"),
        ("ask", "A work permit for Germany"),
    ]


def test_a_russian_text_becomes_single_requirements() -> None:
    assert compiled(RUSSIAN) == [
        ("must", "Опыт разработки на Python от 3 лет"),
        (
            "must",
            "Знание SQL (PostgreSQL, MySQL и т.д.), опыт проектирования схем данных "
            "под высокую нагрузку",
        ),
        ("must", "Хотя бы один из: Kafka, RabbitMQ"),
        ("ask", "Готовность к командировкам"),
        ("want", "опыт с Kubernetes"),
    ]


def test_what_is_neither_judged_nor_asked_is_reported() -> None:
    assert left_out(requisition(JAPANESE_MUST)) == (
        "未経験の言語は入社後に学べます",
        "東京（転勤なし）",
    )
    assert left_out(requisition(ENGLISH)) == ("Run our services", "A great office")
    assert left_out(requisition(RUSSIAN)) == (
        "Разработка сервисов",
        "Возраст от 25 до 40 лет",
        "зарплата от 200 000",
    )


@pytest.mark.parametrize("sign", "・●○■◆◎•*-–①")
def test_a_bullet_is_no_part_of_its_requirement(sign: str) -> None:
    text = f"{sign} Pythonの経験\n{sign} Goの経験"
    assert compiled(text) == [("must", "Pythonの経験"), ("must", "Goの経験")]


@pytest.mark.parametrize("number", ["1.", "2)", "(3)", "（4）", "⑤", "六、", "a)"])
def test_a_number_in_front_is_no_part_of_its_requirement(number: str) -> None:
    assert compiled(f"{number} Pythonの経験") == [("must", "Pythonの経験")]


@pytest.mark.parametrize(
    "text",
    ["1.5年以上の経験", "2、3年の経験", "二、三年の経験", "5名の指導", "3+ years of Go", ".NET"],
)
def test_a_number_that_belongs_to_a_requirement_stays(text: str) -> None:
    assert compiled(f"・{text}") == compiled(text) == [("must", text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("【必須】", "must"), ("《歓迎》", "want"), ("[必須スキル]", "must"), ("■歓迎要件", "want"),
        ("歓迎：", "want"), ("＜求める人物像＞", "note"), ("あると望ましい経験・スキル", "want"),
        ("Must have:", "must"), ("Nice to have", "want"), ("Preferred qualifications:", "want"),
        ("Would be great, bonus:", "must"), ("About you:", "note"), ("Будет плюсом:", "want"),
        ("Желательно:", "want"), ("Обязательные требования:", "must"), ("Личные качества", "note"),
    ],
)  # fmt: skip
def test_a_heading_changes_the_kind_of_what_follows(text: str, kind: str) -> None:
    assert compiled(f"{text}\n・Python") == [(kind, "Python")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("【歓迎】Python", ("want", "Python")),
        ("歓迎スキル：Python", ("want", "Python")),
        ("Nice to have: Python", ("want", "Python")),
        ("Будет плюсом: Python", ("want", "Python")),
        ("【AWS】の運用経験", ("must", "【AWS】の運用経験")),
        ("言語：日本語", ("must", "言語：日本語")),
        ("Python（尚可）", ("want", "Python（尚可）")),
        ("Knowledge of Go is a plus", ("want", "Knowledge of Go is a plus")),
        ("Знание Go желательно", ("want", "Знание Go желательно")),
        ("未経験者歓迎会の運営経験", ("must", "未経験者歓迎会の運営経験")),
    ],
)
def test_a_line_may_name_its_own_kind(line: str, expected: tuple[str, str]) -> None:
    assert compiled(f"・{line}") == [expected]


def test_a_heading_of_the_field_itself_brings_its_kind_back() -> None:
    text = "Nice to have:\n- Kafka\nRequirements:\n- Go"
    assert compiled(text) == [("want", "Kafka"), ("must", "Go")]
    assert compiled(want="応募資格\n・Go（必須）\n・Rust") == [
        ("must", "Go（必須）"),
        ("want", "Rust"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "希望年収800万円以内の方", "2026年4月に入社可能な方", "転勤可能な方", "週3日出社できる方",
        "就労ビザをお持ちの方",
        "夜勤が可能な方", "海外出張に対応できる方", "Salary expectations below 80k",
        "Able to start in May",
        "Valid work permit", "Willing to relocate to Berlin", "Right to work in the UK",
        "Желаемая зарплата до 200 000", "Готовность к переезду", "Разрешение на работу в РФ",
    ],
)  # fmt: skip
def test_what_only_a_person_can_say_is_asked_and_weighs_nothing(line: str) -> None:
    (one,) = compile_rubric(requisition(f"・{line}")).requirements
    assert (one.kind.value, one.weight) == ("ask", 0)


@pytest.mark.parametrize(
    "line",
    [
        "30歳以下の方", "年齢不問", "20代の方", "性別：男性", "日本国籍をお持ちの方", "既婚の方",
        "女性歓迎",
        "Aged 25 to 35", "Male candidates only", "Must be under 35 years old",
        "Marital status: single",
        "Nationality: German", "Возраст до 35 лет", "Пол: мужской", "Гражданство РФ",
        "Не старше 40 лет", "国籍不問", "Must be married", "30歳以下で営業経験のある方",
        "20代の女性で開発経験3年",
        "女性で営業経験のある方", "独身の方、営業経験あり", "Male candidates with experience",
        "Must be a US citizen with experience", "Japanese nationality, experience in sales",
        "Age 25 to 35 with management experience", "Возраст до 35 лет, опыт работы от 3 лет",
        "Девушка с опытом работы", "Гражданство РФ, опыт работы",
    ],
)  # fmt: skip
def test_protected_matters_are_neither_judged_nor_asked(line: str) -> None:
    assert compiled(f"・{line}") == []
    assert left_out(requisition(f"・{line}")) == (line,)


@pytest.mark.parametrize(
    "line",
    [
        "給与計算システムの開発経験", "在庫・出荷システムの運用経験", "多国籍チームでの開発経験",
        "女性向けアプリの企画",
        "0〜2歳児の保育経験", "障害対応の経験", "ビザ申請業務の経験", "2020年代のWeb開発",
        "外国籍社員の支援経験",
        "Single sign-on experience", "Debugged race conditions",
        "Experience with relocation services",
        "Built a language model", "Sales experience in childcare", "Опыт работы от 3 до 5 лет",
        "Опыт разработки систем расчёта зарплаты", "Полная занятость",
        "Experience building age verification and gender analytics",
        "Experience building citizen-facing services", "障害者雇用の知見", "独身寮の管理経験",
        "女性の健康に関する知識", "配偶者控除の計算業務", "18歳以上向けサービスの開発経験",
        "Опыт проверки возраста пользователей", "Опыт разработки сервисов для женщин",
    ],
)  # fmt: skip
def test_innocent_lines_with_the_same_words_are_judged(line: str) -> None:
    assert compiled(f"・{line}") == [("must", line)]


def test_sentences_of_a_paragraph_are_single_requirements() -> None:
    text = (
        "We need three years of Python, e.g. Django or Flask. You know SQL. Kubernetes is a plus. "
        "Please bring No. 1 energy!"
    )
    assert compiled(text) == [
        ("must", "We need three years of Python, e.g. Django or Flask."),
        ("must", "You know SQL."),
        ("want", "Kubernetes is a plus."),
        ("must", "Please bring No. 1 energy!"),
    ]
    japanese = "Pythonの経験（Django等。年数不問。）が必要です。SQLを書ける方。"
    assert compiled(japanese) == [
        ("must", "Pythonの経験（Django等。年数不問。）が必要です。"),
        ("must", "SQLを書ける方。"),
    ]


def test_the_sentences_of_a_bullet_stay_together() -> None:
    text = "- Ran services on AWS. Any size counts.\n- Wrote SQL.\n・AWSの運用。規模は問いません。"
    assert compiled(text) == [
        ("must", "Ran services on AWS. Any size counts."),
        ("must", "Wrote SQL."),
        ("must", "AWSの運用。規模は問いません。"),
    ]


def test_a_bullet_of_wishes_is_several_wishes() -> None:
    text = "・Goがあれば尚可。Rustは歓迎です。"
    assert compiled(text) == [("want", "Goがあれば尚可。"), ("want", "Rustは歓迎です。")]


def test_a_remark_ends_with_its_line() -> None:
    text = "・Go\n※経験年数は\n学ぶ意欲のある方"
    assert compiled(text) == [("must", "Go"), ("must", "学ぶ意欲のある方")]


def test_lines_that_go_on_are_joined() -> None:
    text = (
        "- Long experience with designing and\nrunning services\n"
        "- Python,\nDjango\n"
        "Short line\n"
        "Another line that is much longer than the others and wraps\nsomewhere in its middle"
    )
    assert compiled(text) == [
        ("must", "Long experience with designing and running services"),
        ("must", "Python, Django"),
        ("must", "Short line"),
        (
            "must",
            "Another line that is much longer than the others and wraps somewhere in its middle",
        ),
    ]


def test_a_choice_ends_where_its_list_ends() -> None:
    text = "以下のいずれか\n・Java\n・Go\n  （年数不問）\n\n・チーム開発の経験"
    assert compiled(text) == [
        ("must", "以下のいずれか: Java / Go（年数不問）"),
        ("must", "チーム開発の経験"),
    ]
    nested = "・いずれかのDB：\n　1) MySQL\n　2) Oracle\n・Linux"
    assert compiled(nested) == [("must", "いずれかのDB: MySQL / Oracle"), ("must", "Linux")]
    single = "・Java、Goのいずれか\n・Linux"
    assert compiled(single) == [("must", "Java、Goのいずれか"), ("must", "Linux")]


def test_sub_headings_and_announcements_are_no_requirements() -> None:
    text = "■言語\n・Java\n▼DB\n- MySQL\n【その他】\n次のような方\n・丁寧な方\n資格："
    assert compiled(text) == [("must", "Java"), ("must", "MySQL"), ("must", "丁寧な方")]


def test_brackets_that_only_contain_the_word_of_a_heading_hide_nothing() -> None:
    text = "【開発環境の構築経験】\n・AWSの設計経験3年以上\n・Dockerの利用経験"
    assert compiled(text) == [("must", "AWSの設計経験3年以上"), ("must", "Dockerの利用経験")]
    assert left_out(requisition(text)) == ()
    labelled = "勤務時間管理システムの経験：\n・設計\nExperience with benefits:\n- payroll"
    assert compiled(labelled) == [("must", "設計"), ("must", "payroll")]


def test_brackets_without_anything_below_them_are_what_is_asked_for() -> None:
    text = "【Kubernetesの運用経験】\n【Goの開発経験】"
    assert compiled(text) == [("must", "【Kubernetesの運用経験】"), ("must", "【Goの開発経験】")]


@pytest.mark.parametrize(
    "heading",
    [
        "【開発環境】", "【業務内容】", "【給与・待遇】", "【業務内容について】",
        "[主な業務内容（例）]",
        "待遇：", "Responsibilities and duties:", "What we offer:", "О компании:",
        "Обязанности и условия:",
    ],
)  # fmt: skip
def test_what_stands_under_duties_and_conditions_is_reported_as_left_out(heading: str) -> None:
    text = f"{heading}\n・Python"
    assert compiled(text) == []
    assert left_out(requisition(text)) == ("Python",)


def test_several_bullets_on_one_line_are_several_requirements() -> None:
    text = "・Python　・Go ●AWS"
    assert compiled(text) == [("must", "Python"), ("must", "Go"), ("must", "AWS")]


def test_a_requirement_counts_once_and_where_it_counts_most() -> None:
    assert compiled("・Ｐｙｔｈｏｎの経験", "・Pythonの経験。\n・Go", "Go") == [
        ("must", "Ｐｙｔｈｏｎの経験"),
        ("want", "Go"),
    ]


def test_scripts_and_invisible_characters_are_no_text() -> None:
    text = "<script>alert('x')</script>・Py\u200bthon<br>・3年 < 5年<br/><style>p{}</style>"
    assert compiled(text) == [("must", "Python"), ("must", "3年 < 5年")]


def test_ids_and_weights_follow_from_the_order() -> None:
    rubric = compile_rubric(requisition("・A1\n・入社可能な方", "・B1", "・C1"))
    assert [(one.id, one.weight) for one in rubric.requirements] == [
        ("R1", 1), ("R2", 0), ("R3", 1), ("R4", 0),
    ]  # fmt: skip
    assert (rubric.source, rubric.requisition_id) == (RubricSource.RULES, "Q1")


def test_forty_musts_are_forty_musts_and_more_than_999_are_reported() -> None:
    assert len(compiled("\n".join(f"・skill number {n}" for n in range(60)))) == 60
    many = requisition("\n".join(f"・skill number {n}" for n in range(1_005)))
    assert len(compile_rubric(many).requirements) == 999
    assert len(left_out(many)) == 6


def test_an_overlong_text_is_split_at_sentences_or_shortened() -> None:
    sentence = "とても長い要件の文です。"
    texts = [text for _, text in compiled("・" + "".join(f"{n}番の{sentence}" for n in range(60)))]
    assert len(texts) > 1
    assert all(len(text) <= 500 and text.endswith("。") for text in texts)
    ((_, cut),) = compiled("word " * 300)
    assert cut.endswith("word…")
    assert len(cut) <= 500


@pytest.mark.parametrize("text", ["", "  \n\n", "----\n*****", "・\n・", "<p></p>", "【必須】\n\n"])
def test_a_text_without_words_gives_no_requirement(text: str) -> None:
    assert compiled(text, text, text) == []


# ------------------------------------------------------------ the admin's file

FILE = """
[[requirement]]
kind = "must"
text = "  Python  3年以上 "
weight = 2
synonyms = ["Django", "Flask"]

[[requirement]]
id = "R1"
kind = "want"
text = "English"
partial_credit = 0.3

[[requirement]]
kind = "ask"
text = "Start date"
"""


def parsed(text: str) -> Rubric:
    return parse_rubric(text, RequisitionId("Q1"))


def test_an_admins_file_is_taken_as_it_stands() -> None:
    rubric = parsed(FILE)
    assert rubric.source is RubricSource.ADMIN
    assert [(one.id, one.kind.value, one.text, one.weight) for one in rubric.requirements] == [
        ("R2", "must", "Python 3年以上", 2),
        ("R1", "want", "English", 1),
        ("R3", "ask", "Start date", 0),
    ]
    assert rubric.requirements[0].synonyms == ("Django", "Flask")
    assert str(rubric.requirements[1].partial_credit) == "0.3"


def test_the_shipped_example_can_be_copied() -> None:
    folder = Path(__file__).parents[2] / "prompts" / "requirements"
    rubric = parsed((folder / "example.toml.sample").read_text(encoding="utf-8"))
    assert {one.kind for one in rubric.requirements} == set(RequirementKind)


def entry(**values: str) -> str:
    plain = {"kind": '"must"', "text": '"x"'}
    lines = [f"{key} = {value}" for key, value in {**plain, **values}.items() if value]
    return "\n".join(("[[requirement]]", *lines, ""))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("kind = ", "not valid TOML (at end of document)"),
        ('a = "x\n', "not valid TOML (at line 1, column 7)"),
        ("", "write at least one requirement under a line [[requirement]]"),
        ("requirement = 3", "write at least one requirement under a line [[requirement]]"),
        ("requirement = []", "write at least one requirement under a line [[requirement]]"),
        ("[requirement]\nkind = 'must'", "write at least one requirement under a line"),
        ("wieght = 3", "unknown key 'wieght' at the top; known are requirement"),
        (entry(wieght="3"), "unknown key 'wieght' in requirement 1; known are id, kind, text"),
        (
            entry() + entry(kind='"nice"'),
            "requirement 2: kind must be one of must, want, note, ask",
        ),
        (entry(kind=""), "requirement 1: kind must be one of"),
        (entry(kind="[]"), "requirement 1: kind must be one of"),
        (entry(text=""), "requirement 1: text must be a text of 1 to 500 characters"),
        (entry(text='"  "'), "requirement 1: text must be a text of 1 to 500 characters"),
        (entry(text=f'"{"x" * 501}"'), "requirement 1: text must be a text of 1 to 500"),
        (entry(weight="6"), "requirement 1: weight must be a whole number from 0 to 5"),
        (entry(weight="1.5"), "requirement 1: weight must be a whole number from 0 to 5"),
        (entry(weight="true"), "requirement 1: weight must be a whole number from 0 to 5"),
        (
            entry(kind='"note"', weight="1"),
            "requirement 1: weight must be 0, or left out, for kind",
        ),
        (entry(id='"R0"'), "requirement 1: id must be R and a number from 1 to 999"),
        (entry(id='"R1000"'), "requirement 1: id must be R and a number from 1 to 999"),
        (entry(id="3"), "requirement 1: id must be R and a number from 1 to 999"),
        (entry(id='""'), "requirement 1: id must be R and a number from 1 to 999"),
        (
            entry(id='"R7"') * 2,
            "requirement 2: id R7 is used twice; give every requirement its own",
        ),
        (entry(synonyms='"AWS"'), "requirement 1: synonyms must be a list of texts"),
        (entry(synonyms='["AWS", 3]'), "requirement 1: synonyms must be a list of texts"),
        (entry(synonyms='[" "]'), "requirement 1: synonyms must be a list of texts"),
        (entry(partial_credit="1.1"), "requirement 1: partial_credit must be a number from 0 to 1"),
        (entry(partial_credit="nan"), "requirement 1: partial_credit must be a number from 0 to 1"),
        (
            entry(partial_credit="true"),
            "requirement 1: partial_credit must be a number from 0 to 1",
        ),
        (entry(partial_credit='"1"'), "requirement 1: partial_credit must be a number from 0 to 1"),
        (entry() * 1_000, "1000 requirements; at most 999 are possible"),
    ],
)
def test_a_mistake_in_the_file_is_one_clear_sentence(text: str, sentence: str) -> None:
    with pytest.raises(Misconfigured) as caught:
        parsed(text)
    assert str(caught.value).startswith(sentence)
    assert "\n" not in str(caught.value)
