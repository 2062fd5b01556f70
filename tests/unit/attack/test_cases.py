"""There are as many cases as are promised, the same in each language, and the same every time."""

from collections import Counter

import pytest

from screening.attack.case import Kind
from screening.attack.cases import cases, names
from screening.model import Language

COUNTS = {
    Kind.HIDDEN: 28,
    Kind.STYLE: 24,
    Kind.UNICODE: 8,
    Kind.GAMING: 14,
    Kind.SYSTEM: 8,
    Kind.HONEST: 24,
}


def test_there_are_82_attacks_and_24_honest_twins() -> None:
    counts = Counter(kind for kind, _ in names())
    assert counts == COUNTS
    assert len({name for _, name in names()}) == sum(COUNTS.values())


@pytest.mark.parametrize("language", Language)
def test_the_cases_are_the_same_every_time(language: Language) -> None:
    assert cases(language) == cases(language)


@pytest.mark.parametrize("language", Language)
def test_every_case_has_files_and_words_of_the_candidate(language: Language) -> None:
    for case in cases(language):
        assert case.files
        assert all(file.content for file in case.files)
        assert case.own
        assert case.language is language


def test_controls_are_played_with_any_choice_of_cases() -> None:
    chosen = cases(Language.EN, only="nearly white")
    assert [case.name for case in chosen] == [
        "nearly white text on white",
        "the honest candidate",
        "a strong candidate",
    ]
