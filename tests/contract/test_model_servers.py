"""The assessor gets its answer from every kind of compatible server, over real HTTP.

The servers are simulated: each behaves as was reported of the one whose name it has.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Literal

import pytest
from pydantic import SecretStr

from screening.errors import NotAssessed
from screening.llm.openai import OpenAIAssessor
from screening.llm.prices import Price
from screening.model import (
    Answer,
    AnswerForm,
    Assessment,
    Fingerprint,
    ModelCall,
    ModelOutcome,
    PlannedCall,
    Question,
    Requirement,
    RequirementId,
    RequirementKind,
)
from screening.simulators.model import API_PATH, ModelSimulator
from screening.simulators.model_servers import Manner
from screening.simulators.personalities import Personality
from screening.simulators.server import serve

SCHEMA, TOOL, OBJECT, PLAIN = AnswerForm
Api = Literal["chat", "responses"]
FENCE = "=== {} UNTRUSTED DOCUMENTS 0123456789ab ==="


class Journal:
    """Keeps what is reported."""

    def __init__(self) -> None:
        self.begun: list[PlannedCall] = []
        self.calls: list[ModelCall] = []
        self.kept: list[Assessment] = []

    async def begin(self, planned: PlannedCall) -> None:
        self.begun.append(planned)

    async def record(self, call: ModelCall, assessment: Assessment | None) -> None:
        self.calls.append(call)
        self.kept += [assessment] if assessment is not None else []


class Clock:
    """A clock that sleeping moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        await asyncio.sleep(0)


@pytest.fixture
def question() -> Question:
    asked = (
        Requirement(id=RequirementId("R1"), kind=RequirementKind.MUST, text="Terraform"),
        Requirement(id=RequirementId("R2"), kind=RequirementKind.MUST, text="Kubernetes"),
    )
    lines = ("L1|AWSのインフラ構築をTerraformでコード化", "L2|Руководил командой")
    return Question(
        system="Read carefully. Answer in JSON.",
        requirements="Requirements:\nR1 [must] Terraform\nR2 [must] Kubernetes",
        documents="\n".join((FENCE.format("BEGIN"), *lines, FENCE.format("END"))),
        asked=asked,
        lines=2,
        prompt_version=Fingerprint("p" * 64),
        fingerprint=Fingerprint("q" * 64),
    )


@asynccontextmanager
async def asking(simulator: ModelSimulator, **options: Any) -> AsyncIterator[OpenAIAssessor]:
    clock = Clock()
    async with serve(simulator.app) as address:
        assessor = OpenAIAssessor(
            base_url=address + API_PATH,
            api_key=SecretStr("any"),
            model="simulated",
            price=Price(input=Decimal(1), output=Decimal(6)),
            clock=clock,
            sleep=clock.sleep,
            random=lambda: 0.0,
            **options,
        )
        try:
            yield assessor
        finally:
            await assessor.close()


FOUND: list[tuple[Manner, Api, AnswerForm]] = [
    (Manner.OPENAI, "chat", SCHEMA),
    (Manner.OPENAI, "responses", SCHEMA),
    (Manner.AZURE, "chat", SCHEMA),
    (Manner.AZURE, "responses", SCHEMA),
    (Manner.VLLM, "chat", SCHEMA),
    (Manner.OLLAMA, "chat", SCHEMA),
    (Manner.OLLAMA_CLOUD, "chat", SCHEMA),
    (Manner.LLAMACPP, "chat", SCHEMA),
    (Manner.ANTHROPIC_COMPAT, "chat", SCHEMA),
    (Manner.GEMINI_COMPAT, "chat", SCHEMA),
    (Manner.DEEPSEEK, "chat", TOOL),
    (Manner.DEEPSEEK, "responses", SCHEMA),
]


@pytest.mark.parametrize(("manner", "api", "form"), FOUND)
async def test_every_server_answers_in_the_strictest_form_that_it_takes(
    manner: Manner, api: Api, form: AnswerForm, question: Question
) -> None:
    simulator = ModelSimulator(Personality.LITERAL, manner=manner)
    journal = Journal()
    async with asking(simulator, api=api) as assessor:
        first = await assessor.assess(question, journal)
        await assessor.assess(question, journal)
    assert first.form is form
    assert [claim.answer for claim in first.claims] == [Answer.MET, Answer.NOT_STATED]
    taken = [call.form for call in journal.calls if call.outcome is ModelOutcome.OK]
    assert taken == [form, form]
    assert len(journal.calls) == 2 + list(AnswerForm).index(form)


@pytest.mark.parametrize("form", [SCHEMA, TOOL])
async def test_a_requirement_of_a_least_time_is_answered_with_its_periods(
    form: AnswerForm, question: Question
) -> None:
    first, second = question.asked
    timed = question.model_copy(
        update={
            "asked": (first.model_copy(update={"minimum_months": 24}), second),
            "documents": question.documents.replace("AWS", "2020年4月〜2023年3月 AWS"),
        }
    )
    journal = Journal()
    async with asking(ModelSimulator(Personality.LITERAL), answer_form=form) as assessor:
        assessment = await assessor.assess(timed, journal)
    assert [bool(claim.periods) for claim in assessment.claims] == [True, False]
    assert journal.kept == [assessment]


async def test_an_old_server_is_asked_in_plain_words_and_remembered(question: Question) -> None:
    simulator = ModelSimulator(Personality.LITERAL, manner=Manner.OLD)
    journal = Journal()
    async with asking(simulator, token_limit_name="max_tokens") as assessor:
        first = await assessor.assess(question, journal)
        await assessor.assess(question, journal)
    assert first.form is PLAIN
    assert [call.form for call in journal.calls] == [*AnswerForm, PLAIN]


@pytest.mark.parametrize("manner", [Manner.ANTHROPIC_COMPAT, Manner.GEMINI_COMPAT])
async def test_a_server_without_responses_is_named_by_its_setting(
    manner: Manner, question: Question
) -> None:
    simulator = ModelSimulator(Personality.LITERAL, manner=manner)
    async with asking(simulator, api="responses") as assessor:
        with pytest.raises(NotAssessed, match=r"model\.api") as caught:
            await assessor.assess(question, Journal())
    assert caught.value.outcome is ModelOutcome.REJECTED


async def test_a_server_that_cannot_be_told_to_keep_nothing_is_not_used(question: Question) -> None:
    simulator = ModelSimulator(Personality.LITERAL, manner=Manner.GEMINI_NO_STORE)
    async with asking(simulator) as assessor:
        with pytest.raises(NotAssessed, match="store nothing"):
            await assessor.assess(question, Journal())
    assert len(simulator.calls) == 1


@pytest.mark.parametrize("form", list(AnswerForm))
@pytest.mark.parametrize("api", ["chat", "responses"])
async def test_the_strictest_server_takes_every_form_in_either_way(
    api: Api, form: AnswerForm, question: Question
) -> None:
    simulator = ModelSimulator(Personality.LITERAL, manner=Manner.OPENAI)
    options = {"api": api, "answer_form": form, "explicit_cache": True, "service_tier": "flex"}
    journal = Journal()
    async with asking(simulator, **options) as assessor:
        assessment = await assessor.assess(question, journal)
    assert assessment.form is form
    (seen,) = simulator.calls
    assert (seen.form, seen.tier, seen.store) == (form, "flex", False)
    assert [call.service_tier for call in journal.calls] == ["flex"]


async def test_a_tier_that_the_server_lacks_is_named(question: Question) -> None:
    simulator = ModelSimulator(Personality.LITERAL, manner=Manner.AZURE)
    async with asking(simulator, service_tier="flex") as assessor:
        with pytest.raises(NotAssessed, match=r"model\.service_tier"):
            await assessor.assess(question, Journal())


@pytest.mark.parametrize("api", ["chat", "responses"])
async def test_the_shared_part_is_written_once_and_read_for_all_others(
    api: Api, question: Question
) -> None:
    long = question.model_copy(
        update={"system": question.system + " Look at every line with care." * 300}
    )
    simulator = ModelSimulator(Personality.LITERAL, manner=Manner.OPENAI)
    journal = Journal()
    async with asking(simulator, api=api, explicit_cache=True) as assessor:
        for number in range(5):
            documents = long.documents.replace("L2|", f"L2|{number} ")
            await assessor.assess(long.model_copy(update={"documents": documents}), journal)
    written = [call.cache_write_tokens for call in journal.calls]
    read = [call.cached_tokens for call in journal.calls]
    assert written[0] == read[1]
    assert written[0]
    assert written[1:] == [0] * 4
    assert read[0] == 0
    assert len(set(read[1:])) == 1


@pytest.mark.parametrize("manner", [Manner.OPENAI, Manner.VLLM, Manner.OLLAMA, Manner.DEEPSEEK])
async def test_no_server_ever_counts_more_than_was_begun(
    manner: Manner, question: Question
) -> None:
    simulator = ModelSimulator(Personality.LITERAL, manner=manner)
    journal = Journal()
    async with asking(simulator) as assessor:
        await assessor.assess(question, journal)
    for planned, call in zip(journal.begun, journal.calls, strict=True):
        counted = (call.input_tokens or 0) + (call.output_tokens or 0)
        assert planned.most_tokens >= counted
        assert planned.most_usd is not None
        assert planned.most_usd >= (call.cost_usd or 0)


async def test_what_is_sent_is_the_same_for_the_same_question(question: Question) -> None:
    bodies = set()
    for _ in range(3):
        simulator = ModelSimulator(Personality.LITERAL, keep_bodies=True)
        async with asking(simulator, explicit_cache=True) as assessor:
            await assessor.assess(question, Journal())
        (body,) = simulator.bodies
        assert json.loads(body)["store"] is False
        bodies.add(body)
    assert len(bodies) == 1
