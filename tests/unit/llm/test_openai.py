"""What goes over the wire to the model, and what becomes of everything that can come back."""

import asyncio
import gzip
import json
import logging
import traceback
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any, Protocol

import httpx2
import pytest
from pydantic import SecretStr

from screening.errors import Misconfigured, NotAssessed, RateLimited, Transient
from screening.llm.openai import OpenAIAssessor
from screening.model import Assessment, AssessorKind, ModelCall, ModelOutcome, PlannedCall, Question

BASE = "https://models.example/v1"
KEY = "sk-very-secret"
SECRETS = ("secret place", KEY, "Skill 1", "Sekrit")
Completion = Callable[..., dict[str, Any]]


class Recorded(Protocol):
    rows: list[tuple[ModelCall, Assessment | None]]
    calls: list[ModelCall]
    outcomes: list[str]

    async def begin(self, planned: PlannedCall) -> None: ...
    async def record(self, call: ModelCall, assessment: Assessment | None) -> None: ...


class Clocked(Protocol):
    slept: list[float]
    now: Any

    def clock(self) -> Any: ...
    async def sleep(self, seconds: float) -> None: ...


class Server(Protocol):
    script: list[httpx2.Response | Exception]
    requests: list[httpx2.Request]

    def bodies(self) -> list[dict[str, Any]]: ...


Make = Callable[..., OpenAIAssessor]


def said(body: object, status: int = 200, **headers: str) -> httpx2.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx2.Response(status, json=body, headers=named)


def failed(status: int, code: str | None = None, **headers: str) -> httpx2.Response:
    return said({"error": {"message": "Sekrit", "code": code}}, status, **headers)


async def test_a_good_answer_is_returned_and_recorded_with_its_cost(
    make: Make, server: Server, question: Question, journal: Recorded, completion: Completion
) -> None:
    server.script = [said(completion(), x_request_id="req_7")]
    assessor = make()
    assessment = await assessor.assess(question, journal)
    await assessor.close()
    ((call, kept),) = journal.rows
    assert kept == assessment
    assert assessment.assessor == assessor.identity
    assert assessor.identity.kind is AssessorKind.LLM
    assert (call.outcome, call.status, call.attempt) == (ModelOutcome.OK, 200, 1)
    assert (call.input_tokens, call.cached_tokens, call.output_tokens) == (1000, 400, 100)
    assert call.cost_usd == Decimal("0.00124")
    assert (call.model, call.returned_model) == ("model", "model-2026-01-01")
    assert (call.request_id, call.system_fingerprint) == ("req_7", "fp_1")
    assert call.question == question.fingerprint


async def test_a_baseline_behind_an_address_is_not_called_an_llm(
    make: Make, server: Server, question: Question, journal: Recorded, completion: Completion
) -> None:
    server.script = [said(completion())]
    assessment = await make(kind=AssessorKind.KEYWORD_BASELINE).assess(question, journal)
    assert assessment.assessor.kind is AssessorKind.KEYWORD_BASELINE


async def test_the_request_is_one_stateless_stored_nowhere_chat_completion(
    make: Make, server: Server, question: Question, journal: Recorded, completion: Completion
) -> None:
    server.script = [said(completion())]
    await make().assess(question, journal)
    (request,) = server.requests
    (body,) = server.bodies()
    assert str(request.url) == f"{BASE}/chat/completions"
    assert body["store"] is False
    assert body["messages"] == [
        {"role": "system", "content": question.system},
        {"role": "user", "content": f"{question.requirements}\n\n{question.documents}"},
    ]
    assert body["response_format"]["json_schema"]["strict"] is True
    assert set(body) == {"model", "messages", "response_format", "store", "max_completion_tokens"}


async def test_options_are_sent_only_when_set(
    make: Make, server: Server, question: Question, journal: Recorded, completion: Completion
) -> None:
    server.script = [said(completion())]
    assessor = make(
        token_limit_name="max_tokens",
        max_output_tokens=900,
        reasoning_effort="low",
        explicit_cache=True,
        service_tier="flex",
    )
    await assessor.assess(question, journal)
    await assessor.assess(question.model_copy(update={"documents": "L1|other"}), journal)
    first, second = server.bodies()
    assert first["max_tokens"] == 900
    assert "max_completion_tokens" not in first
    assert (first["reasoning_effort"], first["service_tier"]) == ("low", "flex")
    assert first["prompt_cache_key"] == second["prompt_cache_key"]
    assert len(first["prompt_cache_key"]) == 32
    assert not {"temperature", "top_p", "metadata", "user", "safety_identifier"} & set(first)


async def test_nothing_from_the_environment_goes_along(
    make: Make,
    server: Server,
    question: Question,
    journal: Recorded,
    completion: Completion,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_ADMIN_KEY"):
        monkeypatch.setenv(name, "ambient")
    monkeypatch.setenv("OPENAI_BASE_URL", "https://elsewhere.example/v1")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Ambient: 1\nAuthorization: Bearer ambient")
    server.script = [said(completion())]
    await make().assess(question, journal)
    (request,) = server.requests
    assert request.url.host == "models.example"
    assert request.headers["authorization"] == f"Bearer {KEY}"
    names = set(request.headers.keys())
    assert names <= {
        "host",
        "accept",
        "accept-encoding",
        "connection",
        "user-agent",
        "content-type",
        "content-length",
        "authorization",
    }


async def test_japanese_text_is_sent_as_it_is_and_not_escaped(
    make: Make, server: Server, question: Question, journal: Recorded, completion: Completion
) -> None:
    server.script = [said(completion())]
    await make().assess(question.model_copy(update={"documents": "L1|経験"}), journal)
    assert "経験".encode() in server.requests[0].content


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (failed(400), "rejected"),
        (failed(401), "rejected"),
        (failed(403), "rejected"),
        (failed(404), "rejected"),
        (failed(422), "rejected"),
        (failed(429, "insufficient_quota"), "rejected"),
        (failed(302, location="https://elsewhere.example/"), "rejected"),
        (failed(400, "content_filter"), "filtered"),
        (failed(400, "context_length_exceeded"), "over_budget"),
        (failed(413, "rate_limit_exceeded"), "over_budget"),
        (said({"error": {"message": "Request too large: tokens per min"}}, 429), "over_budget"),
        (
            said({"error": "`inputs` tokens + more must be <= 4096. Given: 5000"}, 422),
            "over_budget",
        ),
    ],
)
async def test_a_definite_no_is_asked_once_and_is_no_judgement(
    answer: httpx2.Response,
    outcome: str,
    make: Make,
    server: Server,
    question: Question,
    journal: Recorded,
) -> None:
    server.script = [answer]
    with pytest.raises(NotAssessed) as caught:
        await make().assess(question, journal)
    assert caught.value.outcome.value == outcome
    assert str(answer.status_code) in str(caught.value)
    assert len(server.requests) == 1
    assert [(call.outcome.value, call.status) for call in journal.calls] == [
        (outcome, answer.status_code)
    ]


async def test_an_unknown_models_name_is_not_taken_for_an_option(
    make: Make, server: Server, question: Question, journal: Recorded
) -> None:
    message = "The model phi-4-mini-reasoning does not exist"
    server.script = [said({"error": {"message": message, "code": "model_not_found"}}, 404)]
    with pytest.raises(NotAssessed, match=r"check model\.name"):
        await make().assess(question, journal)


@pytest.mark.parametrize(
    ("members", "outcome"),
    [
        ({"content": "", "refusal": "Sekrit"}, "refused"),
        ({"finish": "content_filter"}, "filtered"),
        ({"finish": "length"}, "truncated"),
        ({"content": '{"R1": ', "finish": "length"}, "truncated"),
    ],
)
async def test_a_refusal_a_filter_and_a_cut_are_asked_once_and_their_cost_is_kept(
    members: dict[str, Any],
    outcome: str,
    make: Make,
    server: Server,
    question: Question,
    journal: Recorded,
    completion: Completion,
) -> None:
    server.script = [said(completion(**members))]
    with pytest.raises(NotAssessed) as caught:
        await make().assess(question, journal)
    assert caught.value.outcome.value == outcome
    assert journal.outcomes == [outcome]
    assert journal.calls[0].cost_usd == Decimal("0.00124")


FAULTS = [
    failed(408),
    failed(409),
    failed(500),
    failed(503),
    said({"error": {"message": "Sekrit"}}),
    httpx2.Response(200, html="<html>Sekrit</html>"),
    httpx2.Response(200, content=b'{"choices": ['),
    httpx2.Response(200, content=b"no gzip", headers={"x-broken": "1"}),
    httpx2.ConnectError("Sekrit"),
    httpx2.ReadError("Sekrit"),
    httpx2.ReadTimeout("Sekrit"),
    httpx2.RemoteProtocolError("Sekrit"),
]


@pytest.mark.parametrize("fault", FAULTS)
async def test_an_outage_is_repeated_and_then_forgotten(
    fault: httpx2.Response | Exception,
    make: Make,
    server: Server,
    time: Clocked,
    question: Question,
    journal: Recorded,
    completion: Completion,
) -> None:
    server.script = [fault, said(completion())]
    assert await make().assess(question, journal)
    assert journal.outcomes == ["unavailable", "ok"]
    assert [call.attempt for call in journal.calls] == [1, 2]
    assert time.slept == [1.5]


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_lasting_outage_is_left_to_the_queue_after_four_repeats(
    fault: httpx2.Response | Exception,
    make: Make,
    server: Server,
    time: Clocked,
    question: Question,
    journal: Recorded,
) -> None:
    server.script = [fault]
    with pytest.raises(Transient, match="attempts: 5") as caught:
        await make().assess(question, journal)
    assert not isinstance(caught.value, RateLimited)
    assert journal.outcomes == ["unavailable"] * 5
    assert time.slept == [1.5, 2.5, 4.5, 8.5]


@pytest.mark.parametrize("chance", [0.0, 1.0])
async def test_waits_are_spread_between_one_and_thirty_seconds(
    chance: float,
    make: Make,
    server: Server,
    time: Clocked,
    question: Question,
    journal: Recorded,
) -> None:
    server.script = [failed(500)]
    with pytest.raises(Transient):
        await make(random=lambda: chance).assess(question, journal)
    assert time.slept == ([1.0] * 4 if chance == 0 else [2.0, 4.0, 8.0, 16.0])


async def test_a_broken_compression_is_an_outage(
    make: Make, server: Server, question: Question, journal: Recorded, completion: Completion
) -> None:
    def broken(request: httpx2.Request) -> httpx2.Response:
        server.requests.append(request)
        content = gzip.compress(json.dumps(completion()).encode())[:40] + b"garbage"
        stream = httpx2.ByteStream(content)
        return httpx2.Response(200, headers={"content-encoding": "gzip"}, stream=stream)

    with pytest.raises(Transient):
        await make(transport=httpx2.MockTransport(broken)).assess(question, journal)
    assert journal.outcomes == ["unavailable"] * 5


async def test_retry_after_is_obeyed_up_to_two_minutes(
    make: Make,
    server: Server,
    time: Clocked,
    question: Question,
    journal: Recorded,
    completion: Completion,
) -> None:
    server.script = [failed(429, retry_after="120"), said(completion())]
    await make().assess(question, journal)
    assert time.slept == [120.0]
    assert journal.outcomes == ["rate_limited", "ok"]


async def test_a_longer_retry_after_is_handed_to_the_queue_at_once(
    make: Make, server: Server, time: Clocked, question: Question, journal: Recorded
) -> None:
    server.script = [failed(429, retry_after="121")]
    with pytest.raises(RateLimited) as caught:
        await make().assess(question, journal)
    assert caught.value.retry_after == timedelta(seconds=121)
    assert time.slept == []


@pytest.mark.parametrize("stated", ["0", "Thu, 01 Jan 2015 00:00:00 GMT"])
async def test_a_moment_that_has_passed_is_no_reason_to_ask_for_ever_without_a_pause(
    stated: str, make: Make, server: Server, time: Clocked, question: Question, journal: Recorded
) -> None:
    server.script = [failed(429, retry_after=stated)]
    with pytest.raises(RateLimited) as caught:
        await make().assess(question, journal)
    assert time.slept == [1.5, 2.5, 4.5, 8.5]
    assert caught.value.retry_after is None


async def test_the_deadline_holds_over_all_attempts_and_waits(
    make: Make, server: Server, time: Clocked, question: Question, journal: Recorded
) -> None:
    started = time.now
    server.script = [failed(503, retry_after="100")]
    with pytest.raises(Transient):
        await make(deadline=timedelta(seconds=300)).assess(question, journal)
    assert time.now - started <= timedelta(seconds=300)
    assert time.slept == [100.0, 100.0]


async def test_a_server_that_never_answers_is_an_outage(
    make: Make, question: Question, journal: Recorded
) -> None:
    async def hang(request: httpx2.Request) -> httpx2.Response:
        await asyncio.Event().wait()
        raise AssertionError(request)

    assessor = make(transport=httpx2.MockTransport(hang), attempt_deadline=timedelta(seconds=0.01))
    with pytest.raises(Transient, match="did not answer in time"):
        await assessor.assess(question, journal)
    assert journal.outcomes == ["unavailable"] * 5
    assert [call.status for call in journal.calls] == [None] * 5


async def test_being_cancelled_is_no_outage(
    make: Make, question: Question, journal: Recorded
) -> None:
    asked = asyncio.Event()

    async def hang(request: httpx2.Request) -> httpx2.Response:
        asked.set()
        await asyncio.Event().wait()
        raise AssertionError(request)

    task = asyncio.create_task(make(transport=httpx2.MockTransport(hang)).assess(question, journal))
    await asked.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert journal.rows == []


BAD = '{"R1": "Sekrit"}'


async def test_a_malformed_answer_gets_one_repair_turn(
    make: Make, server: Server, question: Question, journal: Recorded, completion: Completion
) -> None:
    server.script = [said(completion(BAD)), said(completion())]
    assert await make().assess(question, journal)
    assert journal.outcomes == ["malformed", "ok"]
    _, repairing = server.bodies()
    assert repairing["messages"][2] == {"role": "assistant", "content": BAD}
    asked = repairing["messages"][3]
    assert asked["role"] == "user"
    assert "R2 is missing" in asked["content"]
    assert "Sekrit" not in asked["content"]


async def test_after_the_repair_turn_the_question_is_asked_afresh_and_then_given_up(
    make: Make, server: Server, question: Question, journal: Recorded, completion: Completion
) -> None:
    server.script = [said(completion(BAD))]
    with pytest.raises(NotAssessed) as caught:
        await make().assess(question, journal)
    assert caught.value.outcome is ModelOutcome.MALFORMED
    assert journal.outcomes == ["malformed"] * 3
    assert sum(call.cost_usd or 0 for call in journal.calls) == 3 * Decimal("0.00124")
    assert [len(body["messages"]) for body in server.bodies()] == [2, 4, 2]


@pytest.mark.parametrize("members", [{"content": ""}, {"content": "x" * 20_001}])
async def test_an_answer_that_cannot_be_shown_again_is_asked_afresh(
    members: dict[str, Any],
    make: Make,
    server: Server,
    question: Question,
    journal: Recorded,
    completion: Completion,
) -> None:
    server.script = [said(completion(**members)), said(completion())]
    assert await make().assess(question, journal)
    assert [len(body["messages"]) for body in server.bodies()] == [2, 2]


@pytest.mark.parametrize("choices", [[], None])
async def test_an_answer_without_choices_is_malformed(
    choices: object,
    make: Make,
    server: Server,
    question: Question,
    journal: Recorded,
    completion: Completion,
) -> None:
    server.script = [said(completion() | {"choices": choices})]
    with pytest.raises(NotAssessed) as caught:
        await make().assess(question, journal)
    assert caught.value.outcome is ModelOutcome.MALFORMED
    assert journal.outcomes == ["malformed"] * 3


@pytest.mark.parametrize(
    "answer",
    [
        *FAULTS,
        failed(401),
        said({"choices": [{"message": {"content": BAD}}]}),
        said({"choices": [{"message": {"content": "Sekrit"}}]}),
        said({"choices": [{"message": {"content": "", "refusal": "Sekrit"}}]}),
    ],
)
async def test_no_content_and_no_vendor_error_gets_out(
    answer: httpx2.Response | Exception,
    make: Make,
    server: Server,
    question: Question,
    journal: Recorded,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    server.script = [answer]
    with pytest.raises((NotAssessed, Transient)) as caught:
        await make().assess(question, journal)
    printed = "".join(traceback.format_exception(caught.value)) + caplog.text
    printed += "".join(call.model_dump_json() for call in journal.calls)
    assert not [secret for secret in SECRETS if secret in printed]


async def test_a_failing_journal_stops_the_work(
    make: Make, server: Server, question: Question, completion: Completion
) -> None:
    class Lost:
        async def begin(self, planned: PlannedCall) -> None:
            assert planned.attempt == 1

        async def record(self, call: ModelCall, assessment: Assessment | None) -> None:
            raise Misconfigured(f"{call.attempt} {assessment is None}")

    server.script = [said(completion())]
    with pytest.raises(Misconfigured):
        await make().assess(question, Lost())
    assert len(server.requests) == 1


@pytest.mark.parametrize("wrong", [{"base_url": "models.example/v1"}, {"api_key": SecretStr("")}])
def test_a_wrong_address_or_key_is_refused_before_any_call(
    wrong: dict[str, Any], make: Make
) -> None:
    with pytest.raises(Misconfigured):
        make(**wrong)
