"""Whatever either way of asking brings back ends in a typed outcome, and in no word of a text."""

import json
import logging
import traceback
from collections.abc import Callable
from typing import Any, Protocol

import httpx2
import pytest

from screening.errors import NotAssessed, RateLimited, Transient
from screening.llm.openai import OpenAIAssessor
from screening.model import AnswerForm, Assessment, ModelCall, PlannedCall, Question

Completion = Callable[..., dict[str, Any]]
Make = Callable[..., OpenAIAssessor]
APIS = ("chat", "responses")
SECRETS = ("secret place", "sk-very-secret", "Sekrit")


class Recorded(Protocol):
    rows: list[tuple[ModelCall, Assessment | None]]
    calls: list[ModelCall]
    outcomes: list[str]

    async def begin(self, planned: PlannedCall) -> None: ...
    async def record(self, call: ModelCall, assessment: Assessment | None) -> None: ...


class Server(Protocol):
    script: list[Any]
    requests: list[httpx2.Request]

    def bodies(self) -> list[dict[str, Any]]: ...


Response = Callable[..., dict[str, Any]]


@pytest.fixture
def response(good: dict[str, Any]) -> Response:
    """Make the body of a response, good unless a member is given."""

    def make(text: object = None, **members: object) -> dict[str, Any]:
        content = json.dumps(good) if text is None else text
        part = {"type": "output_text", "text": content, "annotations": []}
        thought = {"type": "reasoning", "id": "rs_1", "summary": []}
        message = {"type": "message", "id": "msg_1", "role": "assistant", "content": [part]}
        return {
            "id": "resp_1",
            "object": "response",
            "model": "model-2026-01-01",
            "status": "completed",
            "error": None,
            "incomplete_details": None,
            "output": [thought, message],
            "usage": {
                "input_tokens": 1000,
                "input_tokens_details": {"cached_tokens": 400, "cache_write_tokens": 0},
                "output_tokens": 100,
                "output_tokens_details": {"reasoning_tokens": 10},
                "total_tokens": 1100,
            },
        } | members

    return make


def said(body: object, status: int = 200, **headers: str) -> httpx2.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx2.Response(status, json=body, headers=named)


def spoken(*parts: dict[str, object], **members: object) -> list[dict[str, object]]:
    return [{"type": "message", "role": "assistant", "content": list(parts), **members}]


async def test_a_response_is_asked_for_statelessly_and_read(
    make: Make, server: Server, question: Question, journal: Recorded, response: Response
) -> None:
    server.script = [said(response(), x_request_id="req_7")]
    assessment = await make(api="responses", reasoning_effort="low").assess(question, journal)
    (body,) = server.bodies()
    assert str(server.requests[0].url) == "https://models.example/v1/responses"
    assert body["store"] is False
    assert body["max_output_tokens"] == 4000
    assert body["reasoning"] == {"effort": "low"}
    assert body["text"]["format"]["strict"] is True
    assert body["text"]["format"]["schema"]["required"][0] == "R1"
    assert [item["role"] for item in body["input"]] == ["system", "user"]
    assert not {"previous_response_id", "background", "conversation", "instructions"} & set(body)
    ((call, kept),) = journal.rows
    assert kept == assessment
    assert (call.input_tokens, call.cached_tokens, call.output_tokens) == (1000, 400, 100)
    assert (call.returned_model, call.request_id) == ("model-2026-01-01", "req_7")
    assert call.cost_usd is not None


async def test_a_response_by_a_forced_tool_is_read(
    make: Make,
    server: Server,
    question: Question,
    journal: Recorded,
    response: Response,
    good: dict[str, Any],
) -> None:
    call = {"type": "function_call", "name": "assessment", "arguments": json.dumps(good)}
    server.script = [said(response(output=[call]))]
    assessor = make(api="responses", answer_form=AnswerForm.TOOL)
    assert (await assessor.assess(question, journal)).form is AnswerForm.TOOL
    (body,) = server.bodies()
    assert body["tool_choice"] == {"type": "function", "name": "assessment"}
    assert body["tools"][0]["strict"] is True
    assert "text" not in body


async def test_thoughts_said_aloud_are_no_answer(
    make: Make,
    server: Server,
    question: Question,
    journal: Recorded,
    response: Response,
    good: dict[str, Any],
) -> None:
    aloud = spoken({"type": "output_text", "text": '{"R1": 1}'}, phase="commentary")
    final = spoken({"type": "output_text", "text": json.dumps(good)}, phase="final_answer")
    server.script = [said(response(output=aloud + final)), said(response(output=aloud))]
    assert await make(api="responses").assess(question, journal)
    with pytest.raises(NotAssessed):
        await make(api="responses").assess(question, journal)
    assert journal.outcomes == ["ok"] + ["malformed"] * 3


async def test_a_repair_of_a_response_shows_what_was_said(
    make: Make, server: Server, question: Question, journal: Recorded, response: Response
) -> None:
    server.script = [said(response('{"R1": "Sekrit"}')), said(response())]
    assert await make(api="responses").assess(question, journal)
    repairing = server.bodies()[1]["input"]
    assert [item["role"] for item in repairing] == ["system", "user", "assistant", "user"]
    assert "R2 is missing" in repairing[3]["content"]


def chat_rows(completion: Completion, good: str) -> dict[str, tuple[httpx2.Response, str]]:
    return {
        "cut off": (said(completion('{"R1": ', finish="length")), "truncated"),
        "cut off, valid": (said(completion(good, finish="length")), "truncated"),
        "cut off, other word": (said(completion(good, finish="max_tokens")), "truncated"),
        "filtered": (said(completion("Sekrit", finish="content_filter")), "filtered"),
        "filtered, Google": (said(completion("Sekrit", finish="SAFETY")), "filtered"),
        "refused": (said(completion("", refusal="Sekrit")), "refused"),
        "refused, Anthropic": (said(completion("Sekrit", finish="refusal")), "refused"),
        "failed": (said(completion("Sekrit", finish="error")), "unavailable"),
        "null content": (said(completion() | {"choices": [{"message": None}]}), "malformed"),
        "choices empty": (said(completion() | {"choices": []}), "malformed"),
        "choices null": (said(completion() | {"choices": None}), "malformed"),
        "empty": (said(completion("")), "malformed"),
        "not in the enum": (said(completion(good.replace("met", "Sekrit"))), "malformed"),
        "broken": (said(completion('{"R1": Sekrit')), "malformed"),
    }


def responses_rows(response: Response, good: str) -> dict[str, tuple[httpx2.Response, str]]:
    cut = {"status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"}}
    filtered = {"status": "incomplete", "incomplete_details": {"reason": "content_filter"}}
    failed = {"status": "failed", "error": {"code": "server_error", "message": "Sekrit"}}
    busy = {"status": "failed", "error": {"code": "rate_limit_exceeded", "message": "Sekrit"}}
    elsewhere = {"status": "failed", "error": {"code": "data_residency_mismatch"}}
    prompt = {"status": "failed", "error": {"code": "invalid_prompt", "message": "Sekrit"}}
    refusal = spoken({"type": "refusal", "refusal": "Sekrit"})
    twice = [{"type": "function_call", "name": "assessment", "arguments": good}] * 2
    return {
        "filled in twice": (said(response(output=twice)), "malformed"),
        "cut off": (said(response('{"R1": ', **cut)), "truncated"),
        "cut off, valid": (said(response(good, **cut)), "truncated"),
        "cut off, nothing said": (said(response(output=[], **cut)), "truncated"),
        "cut off, no details": (said(response(status="incomplete")), "truncated"),
        "filtered": (said(response("Sekrit", **filtered)), "filtered"),
        "refused": (said(response(output=refusal)), "refused"),
        "failed": (said(response(**failed)), "unavailable"),
        "failed, no error": (said(response(status="failed")), "unavailable"),
        "cancelled": (said(response(status="cancelled")), "unavailable"),
        "not ready": (said(response(status="queued")), "unavailable"),
        "busy": (said(response(**busy)), "rate_limited"),
        "wrong place": (said(response(**elsewhere)), "rejected"),
        "prompt refused": (said(response(**prompt)), "filtered"),
        "output null": (said(response(output=None)), "malformed"),
        "output empty": (said(response(output=[])), "malformed"),
        "content null": (
            said(response(output=[{"type": "message", "content": None}])),
            "malformed",
        ),
        "a chat answer": (said({"choices": [{"message": {"content": good}}]}), "malformed"),
        "empty": (said(response("")), "malformed"),
        "not in the enum": (said(response(good.replace("met", "Sekrit"))), "malformed"),
        "broken": (said(response('{"R1": Sekrit')), "malformed"),
    }


BOTH = {
    "login page": (httpx2.Response(200, html="<html>Sekrit</html>"), "unavailable"),
    "empty body": (httpx2.Response(200), "unavailable"),
    "error in 200": (said({"error": {"message": "Sekrit", "code": 429}}), "rate_limited"),
    "text error in 200": (said({"error": "Sekrit"}), "unavailable"),
    "no quota": (
        said({"error": {"code": "insufficient_quota", "message": "Sekrit"}}, 429),
        "rejected",
    ),
    "no balance": (said({"error": {"message": "Sekrit"}}, 402), "rejected"),
    "wait too long": (
        said({"error": {"message": "Sekrit"}}, 429, retry_after="121"),
        "rate_limited",
    ),
    "cheap tier full": (said({"error": {"message": "Sekrit"}}, 498), "rate_limited"),
    "overloaded": (said({"error": {"message": "Sekrit"}}, 529), "unavailable"),
    "bad key": (said({"error": {"message": "Sekrit"}}, 401), "rejected"),
    "too long": (said({"error": {"message": "prompt is too long: Sekrit"}}, 400), "over_budget"),
    "too large": (httpx2.Response(413, text="Sekrit"), "over_budget"),
    "filtered question": (
        said({"error": {"code": "content_filter", "message": "Sekrit"}}, 400),
        "filtered",
    ),
    "moved": (httpx2.Response(302, headers={"location": "https://elsewhere.example"}), "rejected"),
}


def rows(
    api: str, completion: Completion, response: Response, good: dict[str, Any]
) -> dict[str, tuple[httpx2.Response, str]]:
    text = json.dumps(good)
    own = chat_rows(completion, text) if api == "chat" else responses_rows(response, text)
    return own | BOTH


@pytest.mark.parametrize("api", APIS)
async def test_every_way_to_go_wrong_has_its_outcome_and_leaks_nothing(
    api: str,
    make: Make,
    server: Server,
    question: Question,
    completion: Completion,
    response: Response,
    good: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
    journal: Recorded,
) -> None:
    caplog.set_level(logging.DEBUG)
    wrong = {}
    for name, (answer, outcome) in rows(api, completion, response, good).items():
        server.script, before = [answer], len(journal.rows)
        with pytest.raises((NotAssessed, Transient)) as caught:
            await make(api=api).assess(question, journal)
        outcomes = {call.outcome.value for call in journal.calls[before:]}
        if outcomes != {outcome}:
            wrong[name] = outcomes
        printed = "".join(traceback.format_exception(caught.value)) + caplog.text
        printed += "".join(call.model_dump_json() for call in journal.calls)
        assert not [secret for secret in SECRETS if secret in printed], name
    assert not wrong


@pytest.mark.parametrize("api", APIS)
async def test_an_empty_purse_is_asked_once(
    api: str, make: Make, server: Server, question: Question, journal: Recorded
) -> None:
    server.script = [BOTH["no quota"][0]]
    with pytest.raises(NotAssessed):
        await make(api=api).assess(question, journal)
    assert len(server.requests) == 1


@pytest.mark.parametrize("api", APIS)
async def test_a_date_to_come_back_at_is_obeyed(
    api: str, time: Any, make: Make, server: Server, question: Question, journal: Recorded
) -> None:
    """The clock of these tests stands at eight on the 21st of November 2026."""
    soon = said({"error": {}}, 429, retry_after="Sat, 21 Nov 2026 08:01:40 GMT")
    late = said({"error": {}}, 429, retry_after="Sat, 21 Nov 2026 08:03:45 GMT")
    server.script = [soon, late]
    with pytest.raises(RateLimited) as caught:
        await make(api=api).assess(question, journal)
    assert time.slept == [100.0]
    assert caught.value.retry_after is not None
    assert caught.value.retry_after.total_seconds() == 125.0


@pytest.mark.parametrize(
    ("words", "setting"),
    [
        ("Unsupported parameter: 'max_completion_tokens'", "model.token_limit_name"),
        ("max_tokens is too large", "model.max_output_tokens"),
        ("Unrecognized request argument: reasoning_effort", "model.reasoning_effort"),
        ("Invalid service_tier argument", "model.service_tier"),
        ("Unknown parameter: prompt_cache_options", "model.explicit_cache"),
        ("property 'store' is unsupported", "store nothing"),
    ],
)
async def test_a_parameter_that_the_server_names_leads_to_its_setting(
    words: str, setting: str, make: Make, server: Server, question: Question, journal: Recorded
) -> None:
    server.script = [said({"error": {"message": f"{words} Sekrit"}}, 400)]
    with pytest.raises(NotAssessed) as caught:
        await make().assess(question, journal)
    assert setting in str(caught.value)
    assert "Sekrit" not in str(caught.value)
