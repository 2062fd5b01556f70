import hashlib
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from openai import AsyncOpenAI

from screening.errors import Misconfigured
from screening.simulators.model import API_PATH, ModelSimulator
from screening.simulators.model_schema import FORBIDDEN_IN_STRICT
from screening.simulators.model_wire import RawFault
from screening.simulators.personalities import Personality
from screening.simulators.server import serve
from screening.simulators.world import World

USER = """\
R1 [must] Experience with PostgreSQL
    also: Postgres; PSQL
R2 [want] Leads a team

=== BEGIN UNTRUSTED DOCUMENTS f00d ===
--- file 1 of 1, page 1 ---
L1|Ran PostgreSQL in production, 2019 to 2024
=== END UNTRUSTED DOCUMENTS f00d ===
Now answer."""


def closed(**members: object) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": members,
        "required": list(members),
        "additionalProperties": False,
    }


EVIDENCE = closed(line={"type": "integer"}, quote={"type": "string"})
REQUIREMENT = closed(
    evidence={"type": "array", "items": EVIDENCE},
    missing={"type": "string"},
    answer={"type": "string", "enum": ["not_stated", "not_met", "partly", "met"]},
    confidence={"type": "string", "enum": ["high", "medium", "low"]},
)
SCHEMA = closed(
    R1=REQUIREMENT,
    R2=REQUIREMENT,
    questions={"type": "array", "items": {"type": "string"}},
    instructions_seen={"type": "boolean"},
)


def asking(*, user: object = USER, schema: object = SCHEMA, **changes: object) -> dict[str, Any]:
    declared = {"name": "answer", "strict": True, "schema": schema}
    body = {
        "model": "keyword-baseline",
        "store": False,
        "messages": [
            {"role": "system", "content": "Read."},
            {"role": "user", "content": user},
        ],
        "response_format": {"type": "json_schema", "json_schema": declared},
    }
    return {**body, **changes}


class Pauses:
    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@asynccontextmanager
async def calling(simulator: ModelSimulator) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"authorization": "Bearer any"}
    async with (
        serve(simulator.app) as url,
        httpx.AsyncClient(base_url=url + API_PATH, headers=headers, timeout=5) as client,
    ):
        yield client


async def asked(client: httpx.AsyncClient, **changes: object) -> httpx.Response:
    return await client.post("/chat/completions", json=asking(**changes))


async def test_the_baseline_answers_under_the_name_that_was_asked_for() -> None:
    simulator = ModelSimulator(Personality.LITERAL)
    async with calling(simulator) as client:
        answer = await asked(client)
        models = (await client.get("/models")).json()
    content = answer.json()
    choice = content["choices"][0]
    said = json.loads(choice["message"]["content"])
    assert (content["model"], choice["finish_reason"]) == ("keyword-baseline", "stop")
    assert said["R1"]["evidence"][0]["line"] == 1
    assert said["R2"]["answer"] == "not_stated"
    assert models["data"][0]["id"] == "keyword-baseline"


async def test_calls_are_kept_account_of_without_the_prompt() -> None:
    simulator = ModelSimulator(Personality.LITERAL)
    async with calling(simulator) as client:
        answer = await asked(client)
    (call,) = simulator.calls
    usage = answer.json()["usage"]
    assert call.body_sha256 == hashlib.sha256(answer.request.content).hexdigest()
    assert (call.model, call.store, call.behaviour) == ("keyword-baseline", False, "literal")
    assert (call.status, call.path) == (200, "/v1/chat/completions")
    assert call.input_tokens == usage["prompt_tokens"] == -(-len("Read.\n" + USER) // 4)
    assert call.output_tokens == usage["completion_tokens"] > 0
    assert usage["total_tokens"] == call.input_tokens + call.output_tokens
    assert "PostgreSQL" not in call.model_dump_json()
    assert simulator.bodies == ()


async def test_bodies_are_kept_only_when_asked_for() -> None:
    simulator = ModelSimulator(Personality.LITERAL, keep_bodies=True)
    async with calling(simulator) as client:
        answer = await asked(client)
    assert simulator.bodies == (answer.request.content,)


async def test_a_shared_beginning_is_counted_as_cached() -> None:
    simulator = ModelSimulator(Personality.LITERAL)
    async with calling(simulator) as client:
        for ending in ("a", "b"):
            messages = [{"role": "user", "content": "rules " * 2000 + ending}]
            answer = await asked(client, messages=messages)
    assert answer.json()["usage"]["prompt_tokens_details"]["cached_tokens"] >= 1024


@pytest.mark.parametrize("header", ["", "Bearer", "Basic abc"])
async def test_without_a_key_nothing_is_answered(header: str) -> None:
    simulator = ModelSimulator(Personality.LITERAL)
    async with calling(simulator) as client:
        for path in ("/chat/completions", "/responses"):
            refused = await client.post(path, json=asking(), headers={"authorization": header})
            assert refused.status_code == 401
        assert (await client.get("/models", headers={"authorization": header})).status_code == 401
    assert {call.status for call in simulator.calls} == {401}


@pytest.mark.parametrize(
    ("changes", "param"),
    [
        ({"store": True}, "store"),
        ({"store": None}, "store"),
        ({"model": ""}, "model"),
        ({"messages": []}, "messages"),
        ({"stream": True}, "stream"),
        ({"response_format": {"type": "json_schema"}}, "response_format"),
        ({"schema": {**SCHEMA, "type": "array"}}, "response_format"),
        ({"schema": {**SCHEMA, "required": ["R1"]}}, "response_format"),
        ({"schema": {**SCHEMA, "additionalProperties": True}}, "response_format"),
        ({"schema": {**SCHEMA, "anyOf": []}}, "response_format"),
        ({"schema": {**SCHEMA, "$defs": {}}}, "response_format"),
    ],
)
async def test_a_request_that_a_strict_server_refuses_is_refused(
    changes: dict[str, object], param: str
) -> None:
    simulator = ModelSimulator(Personality.LITERAL)
    async with calling(simulator) as client:
        answer = await asked(client, **changes)
    assert answer.status_code == 400
    assert answer.json()["error"]["param"] == param
    assert simulator.calls[0].status == 400


@pytest.mark.parametrize("keyword", sorted(FORBIDDEN_IN_STRICT))
async def test_a_forbidden_keyword_is_found_deep_in_a_strict_schema(keyword: str) -> None:
    inner = closed(line={"type": "integer"}, quote={"type": "string", keyword: 3})
    schema = closed(R1={"type": "array", "items": inner})
    async with calling(ModelSimulator(Personality.LITERAL)) as client:
        strict = await asked(client, schema=schema)
        declared = {"name": "a", "strict": False, "schema": schema}
        wanted = {"type": "json_schema", "json_schema": declared}
        loose = await asked(client, response_format=wanted)
    assert strict.status_code == 400
    assert keyword in strict.json()["error"]["message"]
    assert loose.status_code == 200


async def test_a_question_of_another_kind_gets_the_smallest_answer_that_fits() -> None:
    async with calling(ModelSimulator(Personality.LITERAL)) as client:
        fitted = await asked(client, user="What now?")
        free = await asked(client, user="What now?", response_format={"type": "text"})
    said = json.loads(fitted.json()["choices"][0]["message"]["content"])
    assert list(said) == ["R1", "R2", "questions", "instructions_seen"]
    assert said["R2"] == {
        "evidence": [],
        "missing": "",
        "answer": "not_stated",
        "confidence": "high",
    }
    assert "model simulator" in free.json()["choices"][0]["message"]["content"]


async def test_a_body_that_is_no_json_is_refused() -> None:
    async with calling(ModelSimulator(Personality.LITERAL)) as client:
        for content in (b"{", b"[]", b"\xff"):
            answer = await client.post("/chat/completions", content=content)
            assert answer.status_code == 400


async def test_failing_personalities_fail_on_the_wire() -> None:
    simulator = ModelSimulator(Personality.BUSY, retry_after=7)
    async with calling(simulator) as client:
        busy = await asked(client)
        simulator.become(Personality.QUOTA)
        quota = await asked(client)
        simulator.become(Personality.HTML)
        html = await asked(client)
    assert (busy.status_code, busy.headers["retry-after"]) == (429, "7")
    assert (quota.status_code, quota.json()["error"]["code"]) == (429, "insufficient_quota")
    assert "retry-after" not in quota.headers
    assert (html.status_code, html.headers["content-type"][:9]) == (200, "text/html")


async def test_down_is_503_and_dropped_connections_in_turn() -> None:
    simulator = ModelSimulator(Personality.DOWN)
    async with calling(simulator) as client:
        for _ in range(2):
            assert (await asked(client)).status_code == 503
            with pytest.raises(httpx.RemoteProtocolError):
                await asked(client)
    assert [call.status for call in simulator.calls] == [503, None, 503, None]


async def test_speaking_badly_is_seen_in_the_completion() -> None:
    simulator = ModelSimulator(Personality.REFUSER)
    async with calling(simulator) as client:

        async def choice(personality: Personality) -> dict[str, Any]:
            simulator.become(personality)
            found: dict[str, Any] = (await asked(client)).json()["choices"][0]
            return found

        refused = await choice(Personality.REFUSER)
        rambled = await choice(Personality.RAMBLER)
        broken = await choice(Personality.BROKEN)
        filtered = await choice(Personality.FILTERED)
    assert (refused["message"]["content"], refused["finish_reason"]) == (None, "stop")
    assert refused["message"]["refusal"]
    assert (rambled["finish_reason"], rambled["message"]["content"][:3]) == ("length", "Let")
    assert (filtered["finish_reason"], filtered["message"]["content"]) == ("content_filter", "")
    assert broken["finish_reason"] == "stop"
    with pytest.raises(ValueError, match=r"."):
        json.loads(broken["message"]["content"])


async def test_drift_answers_under_another_name() -> None:
    async with calling(ModelSimulator(Personality.DRIFT)) as client:
        assert (await asked(client)).json()["model"] == "another-model-2026-01-01"


async def test_slow_waits_for_its_delay() -> None:
    pauses = Pauses()
    simulator = ModelSimulator(Personality.SLOW, latency_seconds=2, delay_seconds=90, sleep=pauses)
    async with calling(simulator) as client:
        assert (await asked(client)).status_code == 200
    assert pauses.seconds == [2, 90]


async def test_a_script_comes_before_the_personality_and_only_once() -> None:
    simulator = ModelSimulator(Personality.LITERAL)
    simulator.script(Personality.BUSY, times=2)
    simulator.script(RawFault.SERVER_ERROR)
    async with calling(simulator) as client:
        statuses = [(await asked(client)).status_code for _ in range(4)]
    assert statuses == [429, 429, 500, 200]
    assert [call.behaviour for call in simulator.calls] == [
        "busy",
        "busy",
        "server_error",
        "literal",
    ]


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        (RawFault.SERVER_ERROR, 500, None),
        (RawFault.UNAUTHORIZED, 401, "invalid_api_key"),
        (RawFault.FORBIDDEN, 403, "unsupported_country"),
        (RawFault.MODEL_NOT_FOUND, 404, "model_not_found"),
        (RawFault.RETRY_LATE, 429, "rate_limit_exceeded"),
    ],
)
async def test_scripted_errors_have_their_status_and_code(
    fault: RawFault, status: int, code: str | None
) -> None:
    simulator = ModelSimulator(Personality.LITERAL)
    simulator.script(fault)
    async with calling(simulator) as client:
        answer = await asked(client)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


@pytest.mark.parametrize("fault", [RawFault.DROP, RawFault.HANG, RawFault.TRUNCATED_BODY])
async def test_scripted_connections_break(fault: RawFault) -> None:
    simulator = ModelSimulator(Personality.LITERAL, sleep=Pauses())
    simulator.script(fault)
    async with calling(simulator) as client:
        with pytest.raises(httpx.RemoteProtocolError):
            await asked(client)
        assert (await asked(client)).status_code == 200


def content_of(answer: httpx.Response) -> str:
    content: str = answer.json()["choices"][0]["message"]["content"]
    return content


@pytest.mark.parametrize(
    ("fault", "holds"),
    [
        (RawFault.EMPTY_CHOICES, lambda answer: answer.json()["choices"] == []),
        (RawFault.NULL_CHOICES, lambda answer: answer.json()["choices"] is None),
        (RawFault.ERROR_IN_200, lambda answer: answer.json()["error"]["message"]),
        (RawFault.NO_USAGE, lambda answer: "usage" not in answer.json()),
        (
            RawFault.CUT_BUT_VALID,
            lambda answer: (
                json.loads(content_of(answer))["R1"]
                and answer.json()["choices"][0]["finish_reason"] == "length"
            ),
        ),
        (RawFault.EMPTY_CONTENT, lambda answer: content_of(answer) == ""),
        (RawFault.FENCED, lambda answer: content_of(answer).startswith("```json\n{")),
        (RawFault.PROSE, lambda answer: "{" not in content_of(answer)),
        (RawFault.DUPLICATE_KEYS, lambda answer: content_of(answer).count('"questions"') == 2),
        (RawFault.NOT_A_NUMBER, lambda answer: '"score": NaN' in content_of(answer)),
        (RawFault.UNKNOWN_ANSWER, lambda answer: '"not_stated"' not in content_of(answer)),
        (RawFault.MISSING_REQUIREMENT, lambda answer: "R2" not in json.loads(content_of(answer))),
        (RawFault.EXTRA_REQUIREMENT, lambda answer: "R999" in json.loads(content_of(answer))),
        (RawFault.HUGE, lambda answer: len(content_of(answer)) > 10_000_000),
    ],
)
async def test_scripted_answers_are_spoiled_in_their_own_way(
    fault: RawFault, holds: Callable[[httpx.Response], bool]
) -> None:
    simulator = ModelSimulator(Personality.LITERAL)
    simulator.script(fault)
    async with calling(simulator) as client:
        answer = await asked(client)
    assert answer.status_code == 200
    assert holds(answer)


async def test_a_malformed_envelope_is_no_json() -> None:
    simulator = ModelSimulator(Personality.LITERAL)
    simulator.script(RawFault.MALFORMED_BODY)
    async with calling(simulator) as client:
        answer = await asked(client)
    with pytest.raises(ValueError, match=r"."):
        answer.json()


async def test_the_same_seed_gives_the_same_answers_and_a_repetition_may_differ() -> None:
    async def answers(seed: int) -> list[str]:
        simulator = ModelSimulator(Personality.NOISY, seed=seed, noise=0.5)
        async with calling(simulator) as client:
            return [content_of(await asked(client)) for _ in range(8)]

    one, same, other = await answers(1), await answers(1), await answers(2)
    assert one == same != other
    assert len(set(one)) > 1


def test_the_oracle_needs_a_world() -> None:
    with pytest.raises(Misconfigured, match="world folder"):
        ModelSimulator(Personality.ORACLE)


async def test_the_oracle_answers_over_the_wire(world: World) -> None:
    user = USER.replace("Experience with PostgreSQL", "Python 3 years").replace(
        "Ran PostgreSQL in production, 2019 to 2024", "I wrote Python, 2019 to 2024, daily"
    )
    async with calling(ModelSimulator(Personality.ORACLE, world=world)) as client:
        said = json.loads(content_of(await asked(client, user=user)))
    assert said["R1"]["evidence"] == [{"line": 1, "quote": "Python, 2019 to 2024"}]
    assert (said["R1"]["answer"], said["R2"]["answer"]) == ("met", "not_stated")


async def test_the_vendor_client_understands_both_doors() -> None:
    simulator = ModelSimulator(Personality.LITERAL)
    async with (
        serve(simulator.app) as url,
        AsyncOpenAI(api_key="any", base_url=url + API_PATH, max_retries=0) as client,
    ):
        chat = await client.chat.completions.create(
            model="keyword-baseline",
            store=False,
            messages=[{"role": "user", "content": USER}],
        )
        response = await client.responses.create(
            model="keyword-baseline", store=False, instructions="Read.", input=USER
        )
        simulator.script(Personality.REFUSER)
        refused = await client.responses.create(model="keyword-baseline", store=False, input=USER)
        simulator.script(Personality.RAMBLER)
        cut = await client.responses.create(model="keyword-baseline", store=False, input=USER)
        listed = await client.models.list()
    said = chat.choices[0].message.content
    assert chat.usage is not None
    assert said == response.output_text
    assert json.loads(response.output_text)["R1"]["answer"] in ("met", "partly")
    assert response.usage is not None
    assert response.usage.output_tokens == chat.usage.completion_tokens
    assert response.status == "completed"
    assert refused.output_text == ""
    assert cut.status == "incomplete"
    assert cut.incomplete_details is not None
    assert cut.incomplete_details.reason == "max_output_tokens"
    assert [model.id for model in listed.data] == ["keyword-baseline"]


async def test_a_strict_schema_of_the_responses_door_is_checked() -> None:
    bad = {"type": "json_schema", "name": "a", "strict": True, "schema": {"type": "object"}}
    body = {"model": "m", "store": False, "input": USER, "text": {"format": bad}}
    async with calling(ModelSimulator(Personality.LITERAL)) as client:
        answer = await client.post("/responses", json=body)
        no_input = await client.post("/responses", json={**body, "input": []})
    assert (answer.status_code, answer.json()["error"]["param"]) == (400, "text.format")
    assert (no_input.status_code, no_input.json()["error"]["param"]) == (400, "input")
