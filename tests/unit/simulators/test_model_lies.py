"""No lie stands in the text, and each changes one thing."""

import random

import pytest

from screening.simulators.model_lies import lie, other_name, other_negation, other_number

TEXTS = (
    "Ran PostgreSQL in production, 2019 to 2024",
    "Pythonの開発経験は5年です",
    "Опыт работы с Kubernetes 3 года",
    "Kubernetesは未経験です",
    "no experience with Go",
    "нет опыта с Docker",
    "チームリーダーとして活動",
)


@pytest.mark.parametrize("text", [*TEXTS, "", "a"])
def test_no_lie_is_in_the_text(text: str) -> None:
    for seed in range(30):
        assert lie(text, text, random.Random(seed)) not in text


def test_over_many_seeds_every_kind_of_lie_is_told() -> None:
    told = {lie(TEXTS[0], TEXTS[0], random.Random(seed)) for seed in range(60)}
    assert any("2019" not in one and "PostgreSQL" in one for one in told)
    assert any("Oracle" in one for one in told)
    assert any(one.startswith("not ") for one in told)


@pytest.mark.parametrize(
    ("quote", "turned"),
    [
        ("Kubernetesは未経験です", "Kubernetesは豊富な経験です"),
        ("no experience with Go", "long experience with Go"),
        ("нет опыта с Docker", "большой опыт с Docker"),
        ("Опыт с Docker", "не Опыт с Docker"),
        ("Dockerを使用", "Dockerを使用ではない"),
    ],
)
def test_a_negation_is_taken_away_or_put_in(quote: str, turned: str) -> None:
    assert other_negation(quote, random.Random(1)) == turned


def test_a_name_is_exchanged_and_failing_that_a_word() -> None:
    chance = random.Random(1)
    assert other_name("Ran PostgreSQL", chance) == "Ran Oracle"
    assert other_name("Gardening", chance) == "Quantum"
    assert other_name("1 2", chance) == "1 2"
    assert other_number("2019", chance) != "2019"
