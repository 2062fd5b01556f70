"""A form that a server does not know is left for the next looser one, and for nothing else."""

import json
from collections.abc import Callable
from typing import Any, Protocol

import httpx2
import pytest

from screening.errors import NotAssessed, Transient
from screening.llm.ladder import Ladder
from screening.llm.openai import OpenAIAssessor
from screening.model import AnswerForm, Assessment, ModelCall, PlannedCall, Question

SCHEMA, TOOL, OBJECT, PLAIN = AnswerForm
Completion = Callable[..., dict[str, Any]]
Make = Callable[..., OpenAIAssessor]


class Recorded(Protocol):
    calls: list[ModelCall]
    outcomes: list[str]

    async def begin(self, planned: PlannedCall) -> None: ...
    async def record(self, call: ModelCall, assessment: Assessment | None) -> None: ...


class Server(Protocol):
    script: list[httpx2.Response | Exception]
    requests: list[httpx2.Request]

    def bodies(self) -> list[dict[str, Any]]: ...


def said(body: object, status: int = 200) -> httpx2.Response:
    return httpx2.Response(status, json=body)


def refused(message: str, status: int = 400, **members: object) -> httpx2.Response:
    kind = {"type": "invalid_request_error", "param": None, "code": None}
    return said({"error": {"message": message} | kind | members}, status)


def by_tool(completion: Completion, arguments: object, **function: object) -> dict[str, Any]:
    called = {"name": "assessment", "arguments": arguments} | function
    calls = [{"id": "call_1", "type": "function", "function": called}]
    return completion("", finish="tool_calls", tool_calls=calls)


def forms(bodies: list[dict[str, Any]]) -> list[AnswerForm]:
    return [form(body) for body in bodies]


def form(body: dict[str, Any]) -> AnswerForm:
    if "tools" in body:
        assert "response_format" not in body
        return TOOL
    return AnswerForm(body.get("response_format", {}).get("type", "plain"))


def test_the_ladder_goes_down_one_rung_at_a_time_and_ends() -> None:
    ladder = Ladder()
    assert ladder.first is SCHEMA
    assert [ladder.below(each) for each in AnswerForm] == [TOOL, OBJECT, PLAIN, None]


def test_a_rung_is_remembered_when_it_was_taken_and_never_gone_up_again() -> None:
    ladder = Ladder()
    ladder.below(SCHEMA)
    assert ladder.first is SCHEMA
    ladder.took(OBJECT)
    ladder.took(SCHEMA)
    assert ladder.first is OBJECT


def test_a_named_form_is_never_left() -> None:
    ladder = Ladder(TOOL)
    assert ladder.first is TOOL
    assert ladder.below(TOOL) is None


async def test_a_server_that_knows_only_plain_text_is_asked_in_all_four_ways(
    make: Make,
    server: Server,
    question: Question,
    journal: Recorded,
    completion: Completion,
) -> None:
    server.script = [
        refused("This response_format type is unavailable now"),
        refused("tools are not supported by this model", 404),
        refused("'response_format' is unknown", 422),
        said(completion()),
    ]
    assessor = make()
    assessment = await assessor.assess(question, journal)
    assert forms(server.bodies()) == list(AnswerForm)
    assert [call.form for call in journal.calls] == list(AnswerForm)
    assert journal.outcomes == ["rejected"] * 3 + ["ok"]
    assert assessment.form is PLAIN
    await assessor.assess(question, journal)
    assert forms(server.bodies())[4:] == [PLAIN]


@pytest.mark.parametrize("named", list(AnswerForm))
async def test_a_named_form_is_the_only_one_that_is_asked_for(
    named: AnswerForm, make: Make, server: Server, question: Question, journal: Recorded
) -> None:
    server.script = [refused("response_format and tools are not supported")]
    with pytest.raises(NotAssessed):
        await make(answer_form=named).assess(question, journal)
    assert forms(server.bodies()) == [named]


@pytest.mark.parametrize(
    ("form", "shown"), [(SCHEMA, False), (TOOL, False), (OBJECT, True), (PLAIN, True)]
)
async def test_the_model_is_shown_the_schema_where_the_server_does_not_get_it(
    form: AnswerForm,
    shown: bool,
    make: Make,
    server: Server,
    question: Question,
    journal: Recorded,
    completion: Completion,
) -> None:
    server.script = [said(completion())]
    await make(answer_form=form).assess(question, journal)
    asked = server.bodies()[0]["messages"][1]["content"]
    assert ('"additionalProperties":false' in asked) is shown
    assert asked.startswith(question.requirements)
    assert asked.endswith(question.documents)


async def test_a_tool_is_forced_and_strict_and_its_arguments_are_the_answer(
    make: Make,
    server: Server,
    question: Question,
    journal: Recorded,
    completion: Completion,
    good: dict[str, Any],
) -> None:
    server.script = [said(by_tool(completion, json.dumps(good)))]
    assessment = await make(answer_form=TOOL).assess(question, journal)
    (body,) = server.bodies()
    (tool,) = body["tools"]
    assert tool["function"]["strict"] is True
    assert tool["function"]["parameters"]["required"][0] == "R1"
    assert body["tool_choice"] == {"type": "function", "function": {"name": "assessment"}}
    assert assessment.form is TOOL
    assert assessment.claims[0].quotes


async def test_arguments_that_come_as_an_object_are_read_too(
    make: Make,
    server: Server,
    question: Question,
    journal: Recorded,
    completion: Completion,
    good: dict[str, Any],
) -> None:
    server.script = [said(by_tool(completion, good))]
    assert await make(answer_form=TOOL).assess(question, journal)


@pytest.mark.parametrize("arguments", ["", "{", None, 7, '{"R1": {}}'])
async def test_a_tool_called_wrongly_is_malformed(
    arguments: object,
    make: Make,
    server: Server,
    question: Question,
    journal: Recorded,
    completion: Completion,
) -> None:
    server.script = [said(by_tool(completion, arguments))]
    with pytest.raises(NotAssessed):
        await make(answer_form=TOOL).assess(question, journal)
    assert journal.outcomes == ["malformed"] * 3


async def test_a_tool_of_another_name_and_two_filled_forms_are_malformed(
    make: Make,
    server: Server,
    question: Question,
    journal: Recorded,
    completion: Completion,
    good: dict[str, Any],
) -> None:
    other = by_tool(completion, json.dumps(good), name="send_offer")
    twice = by_tool(completion, json.dumps(good))
    twice["choices"][0]["message"]["tool_calls"] *= 2
    server.script = [said(other), said(twice)]
    with pytest.raises(NotAssessed):
        await make(answer_form=TOOL).assess(question, journal)
    assert journal.outcomes == ["malformed"] * 3


@pytest.mark.parametrize("form", list(AnswerForm))
async def test_plain_json_is_an_answer_whatever_was_asked_for(
    form: AnswerForm,
    make: Make,
    server: Server,
    question: Question,
    journal: Recorded,
    completion: Completion,
) -> None:
    server.script = [said(completion())]
    assessment = await make(answer_form=form).assess(question, journal)
    assert assessment.form is form
    assert len(server.requests) == 1


@pytest.mark.parametrize("form", [SCHEMA, TOOL])
async def test_words_around_an_answer_show_that_its_form_was_not_enforced(
    form: AnswerForm,
    make: Make,
    server: Server,
    question: Question,
    journal: Recorded,
    completion: Completion,
    good: dict[str, Any],
) -> None:
    server.script = [said(completion(f"```json\n{json.dumps(good)}\n```"))]
    assessment = await make(answer_form=form).assess(question, journal)
    assert assessment.form is PLAIN


REFUSALS = {
    "DeepSeek": refused("This response_format type is unavailable now"),
    "OpenAI, older model": refused(
        "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this "
        "model.",
        param="response_format",
    ),
    "OpenAI, unsuitable schema": refused(
        "Invalid schema for response_format 'assessment': ...", param="response_format"
    ),
    "vLLM, old shape": said(
        {"object": "error", "message": "Invalid grammar: schema", "type": "BadRequestError"}, 400
    ),
    "Google": said(
        [{"error": {"code": 400, "message": 'Unknown name "schema" at ...', "status": "X"}}], 400
    ),
    "FastAPI": said(
        {
            "detail": [
                {"type": "extra_forbidden", "loc": ["body", "response_format"], "msg": "Extra"}
            ]
        },
        422,
    ),
    "plain text in error": said({"error": "json_schema is not supported"}, 400),
    "router": refused("No endpoints found that support structured outputs", 404),
}


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)
async def test_the_servers_ways_of_refusing_a_schema_are_known(
    refusal: httpx2.Response,
    make: Make,
    server: Server,
    question: Question,
    journal: Recorded,
    completion: Completion,
) -> None:
    server.script = [refusal, said(completion())]
    await make().assess(question, journal)
    assert forms(server.bodies()) == [SCHEMA, TOOL]


OTHERS = {
    "bad key": refused("Incorrect API key provided; response_format", 401),
    "no right": refused("response_format is not for your project", 403),
    "unknown model": refused("The model `x` does not exist", 404, code="model_not_found"),
    "unknown parameter": refused("Unsupported parameter: 'max_completion_tokens'"),
    "store": refused("Unknown name: store", param="store"),
    "too long": refused(
        "This model's maximum context length is 8192 tokens, with 90 in the functions and schema"
    ),
    "too long, said otherwise": refused("Please reduce the length of messages or of json_schema"),
    "unknown model with a telling name": refused(
        "model structured-judge not found, try pulling it", 404, type="not_found_error"
    ),
    "filtered": refused("The response was filtered, schema", code="content_filter"),
    "quota": refused("schema", 429, code="insufficient_quota"),
    "the question sent back": said(
        {"detail": [{"loc": ["body", "model"], "msg": "no", "input": {"response_format": 1}}]}, 422
    ),
}


@pytest.mark.parametrize("refusal", OTHERS.values(), ids=OTHERS)
async def test_no_other_no_moves_the_form(
    refusal: httpx2.Response, make: Make, server: Server, question: Question, journal: Recorded
) -> None:
    server.script = [refusal]
    with pytest.raises(NotAssessed):
        await make().assess(question, journal)
    assert forms(server.bodies()) == [SCHEMA]


async def test_an_outage_moves_nothing(
    make: Make, server: Server, question: Question, journal: Recorded
) -> None:
    server.script = [refused("response_format", 500)]
    with pytest.raises(Transient):
        await make().assess(question, journal)
    assert set(forms(server.bodies())) == {SCHEMA}


async def test_a_server_that_refuses_every_form_is_asked_from_the_top_again(
    make: Make, server: Server, question: Question, journal: Recorded
) -> None:
    server.script = [refused("response_format, tools and schema: no")]
    assessor = make()
    for _ in range(2):
        with pytest.raises(NotAssessed):
            await assessor.assess(question, journal)
    assert forms(server.bodies()) == list(AnswerForm) * 2


async def test_steps_down_are_no_repeats_and_wait_for_nothing(
    make: Make,
    server: Server,
    time: Any,
    question: Question,
    journal: Recorded,
    completion: Completion,
) -> None:
    server.script = [refused("response_format"), refused("tools"), said(completion())]
    await make().assess(question, journal)
    assert time.slept == []


LOOSE = "Here {as asked}:\n```json\n{answer}\n``` I hope {this} helps."


@pytest.mark.parametrize(
    ("form", "outcome"), [(OBJECT, "ok"), (PLAIN, "ok"), (SCHEMA, "malformed")]
)
async def test_braces_in_prose_are_passed_over_only_where_prose_may_be(
    form: AnswerForm,
    outcome: str,
    make: Make,
    server: Server,
    question: Question,
    journal: Recorded,
    completion: Completion,
    good: dict[str, Any],
) -> None:
    chatty = LOOSE.replace("{answer}", json.dumps(good))
    server.script = [said(completion(chatty)), said(completion())]
    await make(answer_form=form).assess(question, journal)
    assert journal.outcomes[0] == outcome


@pytest.mark.parametrize("form", list(AnswerForm))
async def test_two_answers_are_none_because_one_may_be_the_candidates(
    form: AnswerForm,
    make: Make,
    server: Server,
    question: Question,
    journal: Recorded,
    completion: Completion,
    good: dict[str, Any],
) -> None:
    server.script = [said(completion(f"{json.dumps(good)} {json.dumps(good)}"))]
    with pytest.raises(NotAssessed):
        await make(answer_form=form).assess(question, journal)
    assert journal.outcomes == ["malformed"] * 3
