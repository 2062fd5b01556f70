"""Letters tell their script, and those that only look alike are put right."""

import pytest

from screening.extract.ocr.letters import (
    cyrillic_share,
    in_one_script,
    is_cjk,
    joined,
    plausible,
)


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("26 сервисов Ha Python", "26 сервисов на Python"),
        ("опыт c Python и SQL", "опыт с Python и SQL"),
        ("Пpоверка", "Проверка"),
        ("английский (B2)", "английский (B2)"),
        ("языки C1 и B2", "языки C1 и B2"),
        ("протокол HTTP и TCP", "протокол HTTP и TCP"),
        ("Moscow has a port", "Moscow has a port"),
        ("Работала в компании Kafka", "Работала в компании Kafka"),
    ],
)
def test_cyrillic_words_are_written_in_one_script(read: str, written: str) -> None:
    assert in_one_script(read) == written


@pytest.mark.parametrize(
    ("before", "after", "gap", "whole"),
    [
        ("職務", "経歴", 0.2, "職務経歴"),
        ("職務", "経歴", 1.0, "職務 経歴"),
        ("Java", "を", 0.2, "Java を"),
        ("two", "words", 0.1, "two words"),
        ("", "first", 5.0, "first"),
    ],
)
def test_square_letters_are_joined_without_a_space(
    before: str, after: str, gap: float, whole: str
) -> None:
    assert joined(before, after, gap) == whole


@pytest.mark.parametrize("letter", [*"aZ9%é ßő職歴あヴー。、（～①髙々"])
def test_letters_of_japanese_and_latin_may_stand_in_a_text(letter: str) -> None:
    assert plausible(letter)


@pytest.mark.parametrize("letter", [*"资歷应ωЖ한ก"])
def test_letters_of_other_scripts_are_misreadings(letter: str) -> None:
    assert not plausible(letter)


def test_scripts_are_told() -> None:
    assert is_cjk("Javaを")
    assert not is_cjk("Java, инженер")
    assert cyrillic_share("инженер SQL") == pytest.approx(0.7)
    assert cyrillic_share("2026") == 0
