"""What all candidates of a requisition share is sent as the same bytes, and nothing of them in it.

The requests are also held against the types of the installed package, which nobody checks at run
time: a body that the vendor's own types refuse would be refused by the vendor, too.
"""

import json
from collections.abc import Callable
from typing import Any, Protocol

import httpx2
import pytest
from openai.types.chat.completion_create_params import CompletionCreateParamsNonStreaming
from openai.types.responses.response_create_params import ResponseCreateParamsNonStreaming
from pydantic import TypeAdapter

from screening.llm.openai import OpenAIAssessor
from screening.model import Answer, AnswerForm, Assessment, ModelCall, PlannedCall, Question

Completion = Callable[..., dict[str, Any]]
Make = Callable[..., OpenAIAssessor]
APIS = ("chat", "responses")
TYPES: dict[str, TypeAdapter[Any]] = {
    "chat": TypeAdapter(CompletionCreateParamsNonStreaming),
    "responses": TypeAdapter(ResponseCreateParamsNonStreaming),
}
PERSON = ("Hanako Sakurai", "hanako@mail.example", "090-0000-1234", "cand-77", "Сакураи")


class Recorded(Protocol):
    calls: list[ModelCall]

    async def begin(self, planned: PlannedCall) -> None: ...
    async def record(self, call: ModelCall, assessment: Assessment | None) -> None: ...


class Server(Protocol):
    script: list[Any]
    requests: list[httpx2.Request]

    def bodies(self) -> list[dict[str, Any]]: ...


@pytest.fixture
def answering(server: Server, completion: Completion, good: dict[str, Any]) -> Server:
    """Answer well whichever way one asks."""
    item = {"type": "message", "content": [{"type": "output_text", "text": json.dumps(good)}]}
    both = completion() | {"status": "completed", "output": [item]}
    server.script = [httpx2.Response(200, json=both)]
    return server


@pytest.mark.parametrize("form", list(AnswerForm))
@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("explicit_cache", [True, False])
async def test_every_request_fits_the_types_of_the_installed_package_and_stores_nothing(
    explicit_cache: bool,
    api: str,
    form: AnswerForm,
    make: Make,
    answering: Server,
    question: Question,
    journal: Recorded,
) -> None:
    assessor = make(
        api=api,
        answer_form=form,
        explicit_cache=explicit_cache,
        service_tier="flex",
        reasoning_effort="low",
    )
    await assessor.assess(question, journal)
    (body,) = answering.bodies()
    read = TYPES[api].validate_python(body)
    assert set(read) == set(body)
    assert body["store"] is False
    allowed = {
        "model",
        "messages",
        "input",
        "store",
        "service_tier",
        "reasoning_effort",
        "reasoning",
    }
    allowed |= {"max_completion_tokens", "max_output_tokens", "response_format", "text"}
    allowed |= {"tools", "tool_choice", "prompt_cache_key", "prompt_cache_options"}
    assert set(body) <= allowed


def parts(body: dict[str, Any]) -> list[dict[str, Any]]:
    content = messages(body)[1]["content"]
    assert isinstance(content, list)
    return content


@pytest.mark.parametrize("form", list(AnswerForm))
@pytest.mark.parametrize("api", APIS)
async def test_a_hundred_candidates_share_one_prefix_byte_by_byte(
    api: str,
    form: AnswerForm,
    make: Make,
    answering: Server,
    question: Question,
    journal: Recorded,
) -> None:
    assessor = make(api=api, answer_form=form, explicit_cache=True)
    for number in range(100):
        documents = f"L1|{PERSON[number % 5]} {number}, 経験 {number} 年"
        await assessor.assess(question.model_copy(update={"documents": documents}), journal)
    bodies = answering.bodies()
    shared = {json.dumps([*messages(body)[:1], parts(body)[0]]) for body in bodies}
    assert len(shared) == 1
    assert len({body["prompt_cache_key"] for body in bodies}) == 1
    assert len({json.dumps(parts(body)[1]) for body in bodies}) == 100
    for body in bodies:
        first, second = parts(body)
        assert first["prompt_cache_breakpoint"] == {"mode": "explicit"}
        assert "prompt_cache_breakpoint" not in second
        assert body["prompt_cache_options"] == {"mode": "explicit"}
        assert first["text"].startswith(question.requirements)
    until_own = {
        content[: content.index(b"L1|")] for content in (r.content for r in answering.requests)
    }
    assert len(until_own) == 1


def messages(body: dict[str, Any]) -> list[dict[str, Any]]:
    found = body.get("messages") or body.get("input")
    assert isinstance(found, list)
    return found


async def test_the_cache_is_named_by_model_and_shared_part(
    make: Make, answering: Server, question: Question, journal: Recorded
) -> None:
    other = question.model_copy(update={"requirements": "R1 [want] Skill 1\nR2 [must] Skill 2"})
    await make(explicit_cache=True).assess(question, journal)
    await make(explicit_cache=True).assess(other, journal)
    await make(explicit_cache=True, model="other").assess(question, journal)
    assert len({body["prompt_cache_key"] for body in answering.bodies()}) == 3


async def test_a_question_that_shares_nothing_names_no_cache_and_sends_no_empty_part(
    make: Make, answering: Server, question: Question, journal: Recorded
) -> None:
    alone = question.model_copy(update={"requirements": ""})
    await make(explicit_cache=True).assess(alone, journal)
    (body,) = answering.bodies()
    assert body["messages"][1] == {"role": "user", "content": question.documents}
    assert "prompt_cache_key" not in body
    assert "prompt_cache_options" not in body


@pytest.mark.parametrize("api", APIS)
async def test_without_the_setting_nothing_of_a_cache_is_sent(
    api: str, make: Make, answering: Server, question: Question, journal: Recorded
) -> None:
    await make(api=api).assess(question, journal)
    assert b"cache" not in answering.requests[0].content


@pytest.mark.parametrize("form", list(AnswerForm))
@pytest.mark.parametrize("api", APIS)
async def test_no_word_of_a_candidate_stands_outside_the_question(
    api: str, form: AnswerForm, make: Make, answering: Server, question: Question, journal: Recorded
) -> None:
    documents = "".join(f"L1|{word}\n" for word in PERSON)
    asked = question.model_copy(update={"documents": documents, "options": tuple(Answer)[::-1]})
    await make(api=api, answer_form=form, explicit_cache=True).assess(asked, journal)
    (request,) = answering.requests
    (body,) = answering.bodies()
    own = parts(body)[1].pop("text")
    assert all(word in own for word in PERSON)
    rest = json.dumps(body, ensure_ascii=False) + str(request.url) + str(request.headers)
    assert not [word for word in PERSON if word in rest]
    assert not {"metadata", "user", "safety_identifier", "previous_response_id"} & set(body)


@pytest.mark.parametrize("api", APIS)
async def test_what_was_read_and_written_and_the_tier_are_recorded(
    api: str,
    make: Make,
    server: Server,
    completion: Completion,
    good: dict[str, Any],
    question: Question,
    journal: Recorded,
) -> None:
    details = {"cached_tokens": 300, "cache_write_tokens": 500}
    usage = {
        "prompt_tokens": 1000,
        "completion_tokens": 100,
        "prompt_tokens_details": details,
        "input_tokens": 1000,
        "output_tokens": 100,
        "input_tokens_details": details,
    }
    item = {"type": "message", "content": [{"type": "output_text", "text": json.dumps(good)}]}
    more = {"status": "completed", "output": [item], "usage": usage, "service_tier": "flex"}
    server.script = [httpx2.Response(200, json=completion() | more)]
    await make(api=api, explicit_cache=True, service_tier="flex").assess(question, journal)
    (call,) = journal.calls
    assert (call.input_tokens, call.cached_tokens, call.cache_write_tokens) == (1000, 300, 500)
    assert call.service_tier == "flex"
    assert call.cost_usd is not None
    assert call.cost_usd * 1_000_000 == 200 + 30 + 625 + 600
    assert server.bodies()[0]["service_tier"] == "flex"
