"""The form is closed and ordered, and its reading is strict, limited and silent about content."""

import json
import math
import traceback
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from screening.llm import wire
from screening.llm.enquiry import Malformed
from screening.model import (
    Answer,
    Assessment,
    AssessorIdentity,
    AssessorKind,
    Confidence,
    Fingerprint,
    Question,
    Requirement,
    RequirementId,
    RequirementKind,
)

WHO = AssessorIdentity(kind=AssessorKind.LLM, model="model")


def objects(node: object) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from objects(value)
    if isinstance(node, list):
        for value in node:
            yield from objects(value)


def reasons(text: str, question: Question) -> tuple[str, ...]:
    with pytest.raises(Malformed) as caught:
        wire.parse(text, question, assessor=WHO)
    return caught.value.reasons


def test_the_schema_demands_each_requirement_and_evidence_before_the_answer(
    question: Question,
) -> None:
    schema: Any = wire.schema(question)
    assert list(schema["properties"]) == ["R1", "R2", "questions", "instructions_seen"]
    assert list(schema["properties"]["R1"]["properties"]) == [
        "evidence",
        "missing",
        "answer",
        "confidence",
    ]


def test_the_schema_is_closed_flat_and_without_keywords_that_servers_ignore(
    question: Question,
) -> None:
    schema = wire.schema(question)
    names = {"type", "properties", "required", "additionalProperties", "items", "enum"}
    members = {"R1", "R2", "questions", "instructions_seen", "evidence", "missing", "answer"}
    for node in objects(schema):
        assert set(node) <= names | members | {"confidence", "line", "quote"}
        if node.get("type") == "object":
            assert node["additionalProperties"] is False
            assert node["required"] == list(node["properties"])


def test_the_schema_has_no_number_that_could_be_a_score_and_no_text_of_the_requirements(
    question: Question,
) -> None:
    written = json.dumps(wire.schema(question))
    assert "Skill" not in written
    assert "number" not in written
    integers = [node for node in objects(wire.schema(question)) if node.get("type") == "integer"]
    assert len(integers) == 2, "one line number for each requirement"


def test_a_good_answer_becomes_an_assessment(question: Question, good: dict[str, Any]) -> None:
    good["R1"], good["R2"] = good["R2"], good["R1"]
    said = wire.parse(json.dumps(good), question, assessor=WHO)
    assert [each.requirement_id for each in said.claims] == ["R1", "R2"]
    first, second = said.claims
    assert (first.answer, first.confidence, first.quotes) == (
        Answer.NOT_STATED,
        Confidence.LOW,
        (),
    )
    assert first.missing == "No word of it"
    assert second.quotes[0].line == 1
    assert said.questions == ("Which Skill 2?",)
    assert not said.instructions_seen
    assert (said.assessor, said.question) == (WHO, question.fingerprint)


@pytest.mark.parametrize(
    "around",
    ["{}", "```json\n{}\n```", "Here it is:\n{}\nThat is all.", "<think>{{maybe}} no</think>\n{}"],
)
def test_prose_a_code_fence_or_thoughts_around_the_object_are_forgiven(
    around: str, question: Question, good: dict[str, Any]
) -> None:
    text = around.format(json.dumps(good))
    assert wire.parse(text, question, assessor=WHO).claims


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "there is no JSON object"),
        ("[1]", "there is no JSON object"),
        ('{"R1": ', "the JSON object is broken or cut off"),
        ("{} {}", "there is more than one JSON object"),
        ('{"R1": 1, "R1": 1}', "a member is given twice"),
        ('{"R1": {"answer": 1, "answer": 2}}', "a member is given twice"),
        ('{"R1": NaN}', "NaN and infinity are not JSON"),
        ('{"R1": -Infinity}', "NaN and infinity are not JSON"),
        ('{"R1": ' + "9" * 5000 + "}", "the JSON object is broken or cut off"),
        ('{"a":' * 100_000, "longer than 200000 characters"),
        ('{"a":' * 30_000, "the JSON object is broken or cut off"),
        ("x" * 200_001, "longer than 200000 characters"),
    ],
)
def test_a_text_without_exactly_one_sound_object_is_malformed(
    text: str, reason: str, question: Question
) -> None:
    assert reasons(text, question) == (reason,)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"R2": None}, "R2 must be an object"),
        ({"R3": {}}, "a member of the object is not asked for"),
        ({"secret": 1}, "a member of the object is not asked for"),
        ({"questions": "secret"}, "questions must be a list"),
        ({"questions": [1]}, "questions.0 must be a text"),
        ({"instructions_seen": 0}, "instructions_seen must be true or false"),
        ({"R1": {"answer": "secret"}}, "R1.answer is none of the allowed words"),
        ({"R1": {"confidence": 0.9}}, "R1.confidence is none of the allowed words"),
        ({"R1": {"score": 7}}, "a member of R1 is not asked for"),
        ({"R1": {"missing": None}}, "R1.missing must be a text"),
        ({"R1": {"evidence": {}}}, "R1.evidence must be a list"),
        ({"R1": {"evidence": ["secret"]}}, "R1.evidence.0 must be an object"),
        (
            {"R1": {"evidence": [{"line": "1", "quote": "x"}]}},
            "R1.evidence.0.line must be a whole number",
        ),
        (
            {"R1": {"evidence": [{"line": True, "quote": "x"}]}},
            "R1.evidence.0.line must be a whole number",
        ),
        ({"R1": {"evidence": [{"line": -1, "quote": "x"}]}}, "R1.evidence.0.line is not as asked"),
        ({"R1": {"evidence": [{"line": 1}]}}, "R1.evidence.0.quote is missing"),
    ],
)
def test_each_fault_is_named_by_our_words_and_never_by_the_models(
    change: dict[str, Any], reason: str, question: Question, good: dict[str, Any]
) -> None:
    for name, value in change.items():
        good[name] = good[name] | value if name == "R1" else value
    found = reasons(json.dumps(good), question)
    assert found == (reason,)


def test_a_missing_requirement_is_named(question: Question, good: dict[str, Any]) -> None:
    del good["R2"], good["questions"]
    assert reasons(json.dumps(good), question) == ("R2 is missing", "questions is missing")


def test_the_list_of_reasons_is_short(question: Question, good: dict[str, Any]) -> None:
    good["R1"]["evidence"] = [1] * 50
    assert len(reasons(json.dumps(good), question)) == 12


def test_limits_are_kept_without_losing_the_answer(
    question: Question, good: dict[str, Any]
) -> None:
    long = "x" * 401
    quotes = [long, " ", "one", "two", "three", "four"]
    good["R1"]["evidence"] = [{"line": 1, "quote": quote} for quote in quotes]
    good["R1"]["missing"] = long
    good["questions"] = ["", long, "a", "b", "c", "d"]
    said = wire.parse(json.dumps(good), question, assessor=WHO)
    assert [quote.text for quote in said.claims[0].quotes] == ["one", "two", "three"]
    assert said.claims[0].missing == ""
    assert said.questions == ("a", "b", "c")


def test_texts_come_out_on_one_line_and_can_be_stored(
    question: Question, good: dict[str, Any]
) -> None:
    good["R1"]["evidence"][0]["quote"] = "L12|a\n b\x00\ud800c"
    good["questions"] = ["a\u2028b\tc"]
    said = wire.parse(json.dumps(good), question, assessor=WHO)
    assert said.claims[0].quotes[0].text == "a b \ufffdc"
    assert said.questions == ("a b c",)
    said.model_dump_json().encode()


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner)
)
near = st.fixed_dictionaries(
    {
        "evidence": anything
        | st.lists(st.fixed_dictionaries({"line": scalars, "quote": scalars}), max_size=5),
        "missing": scalars,
        "answer": st.sampled_from([*Answer, "Met", ""]) | scalars,
        "confidence": st.sampled_from([*Confidence]) | scalars,
    }
)
answers = st.fixed_dictionaries(
    {"R1": near | anything, "R2": near, "instructions_seen": st.booleans() | anything},
    optional={"questions": st.lists(st.text(), max_size=5) | anything, "extra": anything},
)
MARK = "Sekrit42"
FIXED = Question(
    system="",
    requirements="",
    documents="",
    asked=tuple(
        Requirement(id=RequirementId(key), kind=RequirementKind.MUST, text="x")
        for key in ("R1", "R2")
    ),
    lines=1,
    prompt_version=Fingerprint("p"),
    fingerprint=Fingerprint("q"),
)


def marked(value: object) -> object:
    """Put the mark into every text and name of a value, so that any leak can be seen."""
    if isinstance(value, str):
        return value if value in {*Answer, *Confidence} else MARK + value
    if isinstance(value, list):
        return [marked(each) for each in value]
    if isinstance(value, dict):
        ours = {"R1", "R2", "questions", "instructions_seen", "evidence", "missing", "answer"}
        ours |= {"confidence", "line", "quote"}
        return {key if key in ours else MARK + key: marked(each) for key, each in value.items()}
    return 0 if isinstance(value, float) and not math.isfinite(value) else value


def read(text: str) -> Assessment | Malformed:
    try:
        return wire.parse(text, FIXED, assessor=WHO)
    except Malformed as error:
        return error


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(answers | anything)
def test_any_answer_is_read_or_malformed_and_never_leaks(value: object) -> None:
    said = read(json.dumps(marked(value)))
    if isinstance(said, Malformed):
        printed = "".join(traceback.format_exception(said))
        assert MARK not in printed + "; ".join(said.reasons)
    else:
        assert [claim.requirement_id for claim in said.claims] == ["R1", "R2"]
        said.model_dump_json().encode()


@settings(max_examples=400, deadline=None)
@given(st.text() | st.text(alphabet='{}[]":,R12\\ntrue0'))
def test_any_text_is_read_or_malformed_and_nothing_else_is_raised(text: str) -> None:
    said = read(text)
    assert isinstance(said, Assessment) or said.reasons
