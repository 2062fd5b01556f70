"""Each fault spoils one call in its own way, at both doors."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from screening.simulators.model import API_PATH, ModelSimulator
from screening.simulators.model_faults import instead
from screening.simulators.model_servers import SERVERS, Manner
from screening.simulators.model_wire import RawFault, Wire
from screening.simulators.personalities import Personality
from screening.simulators.server import serve

USER = "R1 [must] Go\n=== BEGIN UNTRUSTED DOCUMENTS x ===\nL1|Go\n=== END UNTRUSTED DOCUMENTS x ==="


async def no_wait(seconds: float) -> None:
    del seconds


@asynccontextmanager
async def calling(simulator: ModelSimulator) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"authorization": "Bearer any"}
    async with (
        serve(simulator.app) as url,
        httpx.AsyncClient(base_url=url + API_PATH, headers=headers, timeout=5) as client,
    ):
        yield client


async def chat(client: httpx.AsyncClient) -> httpx.Response:
    body = {"model": "m", "store": False, "messages": [{"role": "user", "content": USER}]}
    return await client.post("/chat/completions", json=body)


async def respond(client: httpx.AsyncClient) -> Any:
    return (
        await client.post("/responses", json={"model": "m", "store": False, "input": USER})
    ).json()


@pytest.mark.parametrize(
    ("fault", "status", "code", "wait"),
    [
        (RawFault.OVERLOADED, 503, None, None),
        (RawFault.TOO_LONG, 400, "context_length_exceeded", None),
        (RawFault.QUESTION_FILTERED, 400, "content_filter", None),
        (RawFault.RATE_LIMITED, 429, "rate_limit_exceeded", "3"),
        (RawFault.RATE_LIMITED_BARE, 429, "rate_limit_exceeded", None),
        (RawFault.RATE_LIMITED_DATE, 429, "rate_limit_exceeded", "Thu, 01 Jan 2026 00:00:00 GMT"),
        (RawFault.RETRY_LATE, 429, "rate_limit_exceeded", "600"),
        (RawFault.QUOTA, 429, "insufficient_quota", None),
        (RawFault.BILLING, 429, "billing_hard_limit_reached", None),
        (RawFault.TIER_BUSY, 429, "resource_unavailable", None),
        (RawFault.TIER_FULL, 498, "capacity_exceeded", None),
    ],
)
async def test_errors_have_their_status_their_code_and_their_wait(
    fault: RawFault, status: int, code: str | None, wait: str | None
) -> None:
    simulator = ModelSimulator(Personality.LITERAL, retry_after=3)
    simulator.script(fault)
    async with calling(simulator) as client:
        answer = await chat(client)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert answer.headers.get("retry-after") == wait
    assert simulator.calls[0].input_tokens == 0


def test_a_date_to_wait_for_lies_ahead_of_the_clock_that_is_given() -> None:
    now = datetime(2026, 11, 22, 3, 0, 0, tzinfo=UTC)
    wire = replace(Wire(SERVERS[Manner.OPENAI], no_wait, retry_after=90), now=now)
    answer = instead(RawFault.RATE_LIMITED_DATE, wire)
    assert answer is not None
    assert answer.headers["retry-after"] == "Sun, 22 Nov 2026 03:01:30 GMT"


def content_of(answer: httpx.Response) -> str:
    content: str = answer.json()["choices"][0]["message"]["content"]
    return content


@pytest.mark.parametrize(
    ("fault", "holds"),
    [
        (RawFault.HTML, lambda answer: answer.text.startswith("<!doctype html>")),
        (RawFault.PLAIN_TEXT, lambda answer: answer.text == "It is done."),
        (RawFault.DRIFT, lambda answer: answer.json()["model"] == "another-model-2026-01-01"),
        (RawFault.REFUSED, lambda answer: answer.json()["choices"][0]["message"]["refusal"]),
        (RawFault.THOUGHTS, lambda answer: content_of(answer).startswith("<think>")),
        (RawFault.TWO_OBJECTS, lambda answer: content_of(answer).count('"instructions_seen"') == 2),
        (RawFault.SLOW_DRIP, lambda answer: json.loads(content_of(answer))["R1"]),
        (RawFault.FAILED, lambda answer: answer.json()["error"]["message"] == "overloaded"),
        (
            RawFault.FILTERED,
            lambda answer: answer.json()["choices"][0]["finish_reason"] == "content_filter",
        ),
        (RawFault.CUT, lambda answer: answer.json()["choices"][0]["finish_reason"] == "length"),
    ],
)
async def test_answers_are_spoiled_in_their_own_way(
    fault: RawFault, holds: Callable[[httpx.Response], bool]
) -> None:
    simulator = ModelSimulator(Personality.LITERAL, sleep=no_wait)
    simulator.script(fault)
    async with calling(simulator) as client:
        answer = await chat(client)
    assert answer.status_code == 200
    assert holds(answer)


@pytest.mark.parametrize("fault", [RawFault.CUT, RawFault.BROKEN_JSON])
async def test_half_an_object_is_no_json(fault: RawFault) -> None:
    simulator = ModelSimulator(Personality.LITERAL)
    simulator.script(fault)
    async with calling(simulator) as client:
        answer = await chat(client)
    with pytest.raises(ValueError, match=r"."):
        json.loads(content_of(answer))


@pytest.mark.parametrize(
    ("fault", "holds"),
    [
        (RawFault.FAILED, lambda root: root["status"] == "failed" and root["error"]),
        (RawFault.COMMENTARY, lambda root: root["output"][1]["phase"] == "commentary"),
        (RawFault.REFUSED, lambda root: root["output"][1]["content"][0]["type"] == "refusal"),
        (RawFault.CUT_BUT_VALID, lambda root: root["status"] == "incomplete"),
        (
            RawFault.FILTERED,
            lambda root: root["incomplete_details"]["reason"] == "content_filter",
        ),
        (RawFault.EMPTY_CHOICES, lambda root: root["output"] == [] and "choices" not in root),
        (RawFault.NULL_CHOICES, lambda root: root["output"] is None),
    ],
)
async def test_the_responses_door_has_its_own_words_for_it(
    fault: RawFault, holds: Callable[[Any], bool]
) -> None:
    simulator = ModelSimulator(Personality.LITERAL)
    simulator.script(fault)
    async with calling(simulator) as client:
        assert holds(await respond(client))


async def test_nothing_may_be_kept_at_the_responses_door_either() -> None:
    async with calling(ModelSimulator(Personality.LITERAL)) as client:
        for more in ({"background": True}, {"previous_response_id": "resp_1"}, {"store": True}):
            body = {"model": "m", "store": False, "input": USER, **more}
            assert (await client.post("/responses", json=body)).status_code == 400
