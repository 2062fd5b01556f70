"""The last look at a question, and the tokens in a comment."""

import pytest

from screening.blind import Kind, leaks, shown
from screening.model import Language, Person

WHO = Person(
    names=("見本坂 匠", "ミホンザカ タクミ", "Анна Выдумкина"),
    contacts=("someone@example.org", "090-0000-1234"),
    others=("The old mill, Nowhere",),
)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("L1|見本坂　匠", (Kind.NAME,)),
        ("L1|Takumi\nL2|Mihonzaka", (Kind.NAME,)),
        ("L3|отчёты Выдумкиной", (Kind.NAME,)),
        ("L3|０９０－００００－１２３４", (Kind.CONTACT,)),
        ("L3|someone@example.org", (Kind.CONTACT,)),
        ("L3|another@example.org", (Kind.CONTACT,)),
        ("L3|the old mill, nowhere", (Kind.OTHER,)),
        ("L3|生年月日: 1985年4月1日 満41歳", (Kind.BIRTH, Kind.AGE)),
        ("L3|Gender: female, born 1 April 1985", (Kind.BIRTH, Kind.SEX)),
        ("L3|Женщина, 41 год, родилась 1 апреля 1985", (Kind.BIRTH, Kind.AGE)),
    ],
)
def test_what_is_left_in_a_question_is_named_by_its_kind(
    text: str, kinds: tuple[Kind, ...]
) -> None:
    assert leaks(f"=== BEGIN ===\nL0|職歴\n{text}\n=== END ===", WHO) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "L1|[NAME] | [BIRTH]生（満[AGE]歳） | [SEX]\nL2|Python 3.12, 2019-04 - 2024-12",
        "L1|平成20年4月入社 架空の見本市で登壇",
        "For each requirement, answer by its id (R1, R2). Mark nothing that is not stated.",
    ],
)
def test_a_clean_question_goes_through(text: str) -> None:
    assert leaks(text, WHO) == ()


def test_the_words_of_our_own_prompt_are_nobodys_name() -> None:
    person = Person(names=("Will Mark", "May Case", "An Li"))
    text = "Will you mark each line? In this case you may answer R1. An answer is a line."
    assert leaks(text, person) == ()


def test_without_a_person_the_sure_signs_still_count() -> None:
    assert leaks("L1|taro@example.com", Person()) == (Kind.CONTACT,)
    assert leaks("", Person()) == ()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.JA, "〔氏名〕が担当、〔年齢〕 [R1] [other]"),
        (Language.EN, "[name]が担当、[age] [R1] [other]"),
        (Language.RU, "[имя]が担当、[возраст] [R1] [other]"),
    ],
)
def test_tokens_are_shown_in_the_comments_language(language: Language, said: str) -> None:
    assert shown("[NAME]が担当、[AGE] [R1] [other]", language) == said


def test_every_kind_has_words_in_every_language() -> None:
    for language in Language:
        words = [shown(kind.token, language) for kind in Kind]
        assert len(set(words)) == len(Kind)
        assert not set(words) & {kind.token for kind in Kind}
