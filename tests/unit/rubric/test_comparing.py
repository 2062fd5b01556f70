import pytest

from screening.model import (
    Requirement,
    RequirementId,
    RequirementKind,
    RequisitionId,
    Rubric,
    RubricSource,
)
from screening.rubric.comparing import compare


def rubric(*texts: str, kind: RequirementKind = RequirementKind.MUST) -> Rubric:
    requirements = tuple(
        Requirement(id=RequirementId(f"R{number}"), kind=kind, text=text)
        for number, text in enumerate(texts, 1)
    )
    return Rubric(
        requisition_id=RequisitionId("Q"), source=RubricSource.RULES, requirements=requirements
    )


def changes(before: Rubric, after: Rubric) -> list[str]:
    return [one.kind.value for one in compare(before, after)]


def test_the_same_is_the_same_in_any_order_and_width() -> None:
    assert changes(rubric("Goの経験", "Rust"), rubric("Ｒｕｓｔ", "Goの経験。")) == ["same", "same"]


def test_what_came_and_went_is_told() -> None:
    found = compare(rubric("Kafka", "Airflow"), rubric("Kafka", "営業の経験"))
    assert [one.kind.value for one in found] == ["same", "gone", "new"]
    assert found[1].before is not None
    assert found[1].after is None
    assert found[2].before is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("3+ years of building data pipelines", "5+ years of building data pipelines"),
        ("PostgreSQLの設計経験3年以上", "PostgreSQLの設計経験5年以上"),
        ("Опыт разработки на Python от 3 лет", "Опыт разработки на Python от 5 лет"),
    ],
)
def test_another_number_is_a_change(before: str, after: str) -> None:
    assert changes(rubric(before), rubric(after)) == ["changed"]


def test_another_kind_or_minimum_is_a_change() -> None:
    assert changes(rubric("Go"), rubric("Go", kind=RequirementKind.WANT)) == ["changed"]
    longer = rubric("Go").requirements[0].model_copy(update={"minimum_months": 12})
    after = rubric("Go").model_copy(update={"requirements": (longer,)})
    assert changes(rubric("Go"), after) == ["changed"]


def test_a_line_split_in_two_is_the_same_line() -> None:
    line = rubric("AWSでの運用経験とKubernetesの運用経験")
    assert changes(rubric("AWSでの運用経験", "Kubernetesの運用経験"), line) == ["same", "same"]
    assert changes(rubric("AWSでの運用経験"), line) == ["changed"]


def test_nothing_compares_with_nothing() -> None:
    assert changes(rubric(), rubric()) == []
    assert changes(rubric(), rubric("Go")) == ["new"]
    assert changes(rubric("Go"), rubric()) == ["gone"]
