"""The form follows the question: its order, its requirements of a least time, and no number."""

import json
from collections.abc import Iterator
from itertools import permutations
from typing import Any

import pytest

from screening.llm.enquiry import Malformed
from screening.llm.wire import MOST_PERIODS, AssessmentForm
from screening.model import (
    Answer,
    AnswerForm,
    Assessment,
    AssessorIdentity,
    AssessorKind,
    Question,
)

WHO = AssessorIdentity(kind=AssessorKind.LLM, model="model")
PERIODS = [
    {"line": 1, "quote": "2019年4月〜2022年3月"},
    {"line": 0, "quote": "L7|апрель 2019 - н.в."},
]


@pytest.fixture
def timed(question: Question) -> Question:
    """A question whose first requirement asks for a least time."""
    first, second = question.asked
    return question.model_copy(
        update={"asked": (first.model_copy(update={"minimum_months": 36}), second)}
    )


@pytest.fixture
def dated(good: dict[str, Any]) -> dict[str, Any]:
    good["R1"]["periods"] = [dict(each) for each in PERIODS]
    return good


def read(
    question: Question, answer: object, form: AnswerForm = AnswerForm.JSON_SCHEMA
) -> Assessment:
    text = answer if isinstance(answer, str) else json.dumps(answer)
    made = AssessmentForm(question, WHO)
    return made.read(text, answered_in=form, returned_model="model-2026-01-01")


def walk(node: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, node
    for name, value in node.items() if isinstance(node, dict) else ():
        yield from walk(value, (*path, str(name)))
    for value in node if isinstance(node, list) else ():
        yield from walk(value, (*path, "[]"))


@pytest.mark.parametrize("options", list(permutations(Answer)))
def test_the_answers_are_offered_in_the_order_of_the_question(
    options: tuple[Answer, ...], question: Question
) -> None:
    schema: Any = AssessmentForm(question.model_copy(update={"options": options}), WHO).schema()
    for name in ("R1", "R2"):
        assert schema["properties"][name]["properties"]["answer"]["enum"] == list(options)


def test_the_requirements_are_offered_in_the_order_of_the_question(question: Question) -> None:
    turned = question.model_copy(update={"asked": question.asked[::-1]})
    schema: Any = AssessmentForm(turned, WHO).schema()
    assert list(schema["properties"])[:2] == ["R2", "R1"]


def test_periods_are_asked_for_right_after_the_evidence_and_only_where_time_counts(
    timed: Question,
) -> None:
    members = AssessmentForm(timed, WHO).schema()["properties"]
    assert isinstance(members, dict)
    assert list(members["R1"]["properties"])[:2] == ["evidence", "periods"]
    assert "periods" in members["R1"]["required"]
    assert "periods" not in members["R2"]["properties"]
    evidence, periods = (members["R1"]["properties"][name] for name in ("evidence", "periods"))
    assert periods == evidence


def test_the_form_has_no_number_but_lines_and_no_member_that_judges_or_acts(
    timed: Question,
) -> None:
    schema = AssessmentForm(timed, WHO).schema()
    names: set[str] = set()
    for path, node in walk(schema):
        if isinstance(node, dict) and "properties" in node:
            names |= set(node["properties"])
        if path and path[-1] == "type" and node in ("integer", "number"):
            assert path[-2] == "line"
        assert not isinstance(node, int | float) or node is False
    ids = {each.id for each in timed.asked}
    assert names - ids == {
        "evidence",
        "periods",
        "line",
        "quote",
        "missing",
        "answer",
        "confidence",
        "questions",
        "instructions_seen",
    }


def test_no_word_of_the_question_is_in_the_form(timed: Question) -> None:
    written = json.dumps(AssessmentForm(timed, WHO).schema(), ensure_ascii=False)
    texts = (
        timed.system,
        timed.requirements,
        timed.documents,
        *(each.text for each in timed.asked),
    )
    words = {word for text in texts for word in text.split() if len(word) > 3}
    assert not [word for word in words if word in written]


def test_periods_are_read_into_the_claim(timed: Question, dated: dict[str, Any]) -> None:
    first, second = read(timed, dated).claims
    assert [(each.line, each.text) for each in first.periods] == [
        (1, "2019年4月〜2022年3月"),
        (0, "апрель 2019 - н.в."),
    ]
    assert second.periods == ()


def test_no_more_periods_than_a_working_life_has_are_kept(
    timed: Question, dated: dict[str, Any]
) -> None:
    dated["R1"]["periods"] = [{"line": 1, "quote": f"{year}"} for year in range(1980, 2020)]
    assert len(read(timed, dated).claims[0].periods) == MOST_PERIODS


@pytest.mark.parametrize(
    ("name", "change", "reason"),
    [
        ("R1", {"periods": None}, "R1.periods must be a list"),
        ("R1", {"periods": [{"line": 1}]}, "R1.periods.0.quote is missing"),
        (
            "R1",
            {"periods": [{"line": 1.5, "quote": "x"}]},
            "R1.periods.0.line must be a whole number",
        ),
        ("R1", {"months": 40}, "a member of R1 is not asked for"),
        ("R2", {"periods": []}, "R2.periods is not asked for"),
        (
            "R1",
            {"evidence": [{"line": 1, "quote": "x", "R9": 1}]},
            "a member of R1.evidence.0 is not asked for",
        ),
    ],
)
def test_a_wrong_period_is_named_and_makes_the_answer_malformed(
    name: str, change: dict[str, Any], reason: str, timed: Question, dated: dict[str, Any]
) -> None:
    dated[name] |= change
    with pytest.raises(Malformed) as caught:
        read(timed, dated)
    assert caught.value.reasons == (reason,)


def test_missing_periods_are_named(timed: Question, good: dict[str, Any]) -> None:
    with pytest.raises(Malformed) as caught:
        read(timed, good)
    assert caught.value.reasons == ("R1.periods is missing",)


@pytest.mark.parametrize("form", list(AnswerForm))
def test_what_is_read_says_how_it_was_asked_for_and_who_answered(
    form: AnswerForm, question: Question, good: dict[str, Any]
) -> None:
    asked = question.model_copy(update={"run": 3, "without_flagged": True})
    said = read(asked, good, form)
    assert (said.form, said.returned_model) == (form, "model-2026-01-01")
    assert (said.run, said.without_flagged) == (3, True)


@pytest.mark.parametrize("text", ["{" * 1_000, '{"a": ' * 400, "} {", "{} {}", '{"R1": {"x": 1}'])
@pytest.mark.parametrize("form", list(AnswerForm))
def test_braces_without_an_answer_are_malformed_in_every_form(
    form: AnswerForm, text: str, question: Question
) -> None:
    with pytest.raises(Malformed):
        read(question, text, form)


@pytest.mark.parametrize("form", [AnswerForm.JSON_OBJECT, AnswerForm.PLAIN])
def test_any_number_of_broken_braces_after_an_answer_is_prose(
    form: AnswerForm, question: Question, good: dict[str, Any]
) -> None:
    assert read(question, json.dumps(good) + "{as said} " * 60, form).claims
    with pytest.raises(Malformed):
        read(question, "{as said} " * 60 + json.dumps(good), form)
