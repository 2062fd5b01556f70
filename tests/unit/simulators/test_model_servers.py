"""Each manner is what was reported of a server: what it refuses, enforces, counts and calls."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from screening.simulators.model import API_PATH, ModelSimulator
from screening.simulators.model_servers import SERVERS, Care, Manner
from screening.simulators.personalities import Personality
from screening.simulators.server import serve

PROBE = {
    "type": "object",
    "properties": {"word": {"type": "string", "enum": ["alpha", "beta"]}},
    "required": ["word"],
    "additionalProperties": False,
}
BANANA = [{"role": "user", "content": 'Answer with the word "banana", as JSON.'}]


@asynccontextmanager
async def calling(manner: Manner) -> AsyncIterator[httpx.AsyncClient]:
    simulator = ModelSimulator(Personality.LITERAL, manner=manner)
    headers = {"authorization": "Bearer any"}
    async with (
        serve(simulator.app) as url,
        httpx.AsyncClient(base_url=url + API_PATH, headers=headers, timeout=5) as client,
    ):
        yield client


def body(**changes: object) -> dict[str, Any]:
    made = {"model": "m", "store": False, "messages": BANANA, **changes}
    return {name: value for name, value in made.items() if value is not ...}


def schema_format(schema: object = PROBE, *, strict: bool = True) -> dict[str, Any]:
    declared = {"name": "probe", "strict": strict, "schema": schema}
    return {"type": "json_schema", "json_schema": declared}


def tool(*, strict: bool = True) -> dict[str, Any]:
    function = {"name": "probe", "strict": strict, "parameters": PROBE}
    return {
        "tools": [{"type": "function", "function": function}],
        "tool_choice": {"type": "function", "function": {"name": "probe"}},
    }


async def chat(client: httpx.AsyncClient, **changes: object) -> httpx.Response:
    return await client.post("/chat/completions", json=body(**changes))


def said(answer: httpx.Response) -> Any:
    return json.loads(answer.json()["choices"][0]["message"]["content"])


@pytest.mark.parametrize("manner", list(Manner))
async def test_a_schema_is_enforced_accepted_or_refused(manner: Manner) -> None:
    """This is what a capability probe must tell apart."""
    server = SERVERS[manner]
    store = ... if "store" in server.refused else False
    async with calling(manner) as client:
        answer = await chat(client, store=store, response_format=schema_format())
    if server.schema is Care.REFUSED:
        assert answer.status_code == 400
    else:
        word = "alpha" if server.schema is Care.ENFORCED else "banana"
        assert said(answer) == {"word": word}


@pytest.mark.parametrize("manner", list(Manner))
async def test_a_tool_that_must_be_called_is_called_or_refused(manner: Manner) -> None:
    server = SERVERS[manner]
    store = ... if "store" in server.refused else False
    async with calling(manner) as client:
        answer = await chat(client, store=store, **tool())
    if server.tools is Care.REFUSED:
        assert answer.status_code == 400
        return
    choice = answer.json()["choices"][0]
    if server.tools is Care.IGNORED:
        assert "tool_calls" not in choice["message"]
        return
    (call,) = choice["message"]["tool_calls"]
    assert choice["message"]["content"] is None
    assert choice["finish_reason"] == server.tool_finish
    assert call["function"] == {"name": "probe", "arguments": '{"word": "alpha"}'}


@pytest.mark.parametrize("manner", [Manner.OPENAI, Manner.AZURE, Manner.DEEPSEEK])
async def test_json_mode_wants_the_word_json(manner: Manner) -> None:
    async with calling(manner) as client:
        told = await chat(client, response_format={"type": "json_object"})
        messages = [{"role": "user", "content": 'Answer with the word "banana".'}]
        untold = await chat(client, messages=messages, response_format={"type": "json_object"})
    assert said(told) == {"answer": "banana"}
    assert untold.status_code == 400


async def test_openai_refuses_what_models_that_reason_refuse() -> None:
    async with calling(Manner.OPENAI) as client:
        for name in ("temperature", "top_p", "logprobs", "max_tokens"):
            answer = await chat(client, **{name: 0})
            assert (answer.status_code, answer.json()["error"]["param"]) == (400, name)
        assert (await chat(client, temperature=1)).status_code == 200
        assert (await chat(client, num_ctx=4096)).status_code == 400
        assert (await chat(client, reasoning_effort="low")).status_code == 200
        assert (await chat(client, reasoning_effort="much")).status_code == 400
        assert (await chat(client, max_completion_tokens=0)).status_code == 400


@pytest.mark.parametrize("manner", list(Manner))
async def test_nobody_may_keep_anything(manner: Manner) -> None:
    async with calling(manner) as client:
        assert (await chat(client, store=True)).status_code == 400
        unsaid = await chat(client, store=...)
    assert unsaid.status_code == (400 if SERVERS[manner].needs_store_false else 200)


@pytest.mark.parametrize("manner", list(Manner))
async def test_local_servers_ask_for_no_key(manner: Manner) -> None:
    async with calling(manner) as client:
        answer = await client.get("/models", headers={"authorization": ""})
    assert answer.status_code == (401 if SERVERS[manner].needs_key else 200)


async def test_vllm_takes_one_system_message_and_that_first() -> None:
    system = {"role": "system", "content": "Read."}
    async with calling(Manner.VLLM) as client:
        assert (await chat(client, messages=[system, *BANANA])).status_code == 200
        late = await chat(client, messages=[system, *BANANA, system])
    assert late.status_code == 400
    assert late.json()["error"]["code"] == 400


async def test_lax_servers_let_a_loose_schema_pass() -> None:
    loose = {"type": "object", "properties": {"word": {"type": "string", "maxLength": 3}}}
    async with calling(Manner.OLLAMA) as client:
        assert said(await chat(client, response_format=schema_format(loose))) == {"word": "banana"}
    async with calling(Manner.OPENAI) as client:
        assert (await chat(client, response_format=schema_format(loose))).status_code == 400


async def test_anthropic_takes_no_schema_but_a_strict_one() -> None:
    async with calling(Manner.ANTHROPIC_COMPAT) as client:
        loose = await chat(client, response_format=schema_format(strict=False))
        strict = await chat(client, response_format=schema_format())
    assert (loose.status_code, strict.status_code) == (400, 200)


async def test_gemini_knows_no_dollar_schema_and_words_its_errors_as_a_list() -> None:
    marked = {**PROBE, "$schema": "https://json-schema.org/draft/2020-12/schema"}
    async with calling(Manner.GEMINI_COMPAT) as client:
        answer = await chat(client, response_format=schema_format(marked))
        assert (await client.post("/responses", json=body())).status_code == 404
    assert answer.status_code == 400
    assert answer.json()[0]["error"]["status"] == "INVALID_ARGUMENT"


async def test_gemini_was_reported_to_refuse_store() -> None:
    async with calling(Manner.GEMINI_NO_STORE) as client:
        assert (await chat(client)).status_code == 400
        assert (await chat(client, store=...)).status_code == 200


async def test_deepseek_enforces_at_its_other_door() -> None:
    form = {"type": "json_schema", "name": "probe", "strict": True, "schema": PROBE}
    asked = {"model": "m", "store": False, "input": BANANA, "text": {"format": form}}
    async with calling(Manner.DEEPSEEK) as client:
        answer = await client.post("/responses", json=asked)
    output = answer.json()["output"]
    assert [item["type"] for item in output] == ["reasoning", "message"]
    assert json.loads(output[1]["content"][0]["text"]) == {"word": "alpha"}


async def test_an_old_server_knows_the_short_limit_only() -> None:
    async with calling(Manner.OLD) as client:
        assert (await chat(client, max_tokens=100)).status_code == 200
        for name in ("max_completion_tokens", "service_tier", "prompt_cache_key"):
            assert (await chat(client, **{name: "100"})).status_code == 400


async def test_the_responses_door_calls_tools_in_its_own_shape() -> None:
    function = {"type": "function", "name": "probe", "strict": True, "parameters": PROBE}
    asked = {
        "model": "m",
        "store": False,
        "input": BANANA,
        "tools": [function],
        "tool_choice": {"type": "function", "name": "probe"},
    }
    async with calling(Manner.OPENAI) as client:
        answer = (await client.post("/responses", json=asked)).json()
        asked["tool_choice"] = {"type": "function", "name": "other"}
        other = await client.post("/responses", json=asked)
    assert answer["output"][1]["type"] == "function_call"
    assert json.loads(answer["output"][1]["arguments"]) == {"word": "alpha"}
    assert other.status_code == 400


@pytest.mark.parametrize(
    ("manner", "tier", "served"),
    [
        (Manner.OPENAI, "flex", "flex"),
        (Manner.OPENAI, "auto", "default"),
        (Manner.OPENAI, "fast", "priority"),
        (Manner.OPENAI, "cheap", None),
        (Manner.AZURE, "flex", None),
        (Manner.VLLM, "flex", "default"),
    ],
)
async def test_a_tier_is_served_refused_or_ignored(
    manner: Manner, tier: str, served: str | None
) -> None:
    async with calling(manner) as client:
        answer = await chat(client, service_tier=tier)
    assert answer.status_code == (200 if served else 400)
    assert answer.json().get("service_tier") == served


async def test_an_answer_beyond_its_limit_is_cut_off_and_says_so() -> None:
    async with calling(Manner.OPENAI) as client:
        answer = await chat(client, response_format=schema_format(), max_completion_tokens=2)
    choice = answer.json()["choices"][0]
    assert choice["finish_reason"] == "length"
    assert choice["message"]["content"] == '{"word":'
    assert answer.json()["usage"]["completion_tokens"] == 2


@pytest.mark.parametrize(
    ("manner", "details"),
    [
        (Manner.OPENAI, {"cached_tokens": 0, "cache_write_tokens": 0}),
        (Manner.VLLM, {"cached_tokens": 0}),
        (Manner.OLLAMA, None),
    ],
)
async def test_servers_say_much_little_or_nothing_of_their_cache(
    manner: Manner, details: dict[str, int] | None
) -> None:
    async with calling(manner) as client:
        usage = (await chat(client)).json()["usage"]
    assert usage.get("prompt_tokens_details") == details
