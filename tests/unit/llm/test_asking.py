"""Anything with a form can be asked, and no attempt is made that the journal did not let begin."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Protocol

import httpx2
import pytest

from screening.errors import BudgetSpent, NotAssessed, Transient
from screening.llm.enquiry import Enquiry, Malformed
from screening.llm.json_object import NotOneObject, only_object
from screening.llm.openai import OpenAIAssessor
from screening.model import (
    AnswerForm,
    Assessment,
    Fingerprint,
    ModelCall,
    ModelOutcome,
    PlannedCall,
    Question,
)

Make = Callable[..., OpenAIAssessor]
Completion = Callable[..., dict[str, Any]]


class Recorded(Protocol):
    begun: list[PlannedCall]
    rows: list[tuple[ModelCall, Assessment | None]]
    calls: list[ModelCall]
    outcomes: list[str]
    refusing: Exception | None

    async def begin(self, planned: PlannedCall) -> None: ...
    async def record(self, call: ModelCall, assessment: Assessment | None) -> None: ...


class Server(Protocol):
    script: list[httpx2.Response | Exception]
    requests: list[httpx2.Request]

    def bodies(self) -> list[dict[str, Any]]: ...


class Time(Protocol):
    now: datetime
    slept: list[float]


@dataclass(frozen=True)
class Words:
    """A form of another kind: a list of words."""

    name: str = "words"

    def schema(self) -> Mapping[str, object]:
        words = {"type": "array", "items": {"type": "string"}}
        return {
            "type": "object",
            "properties": {"words": words},
            "required": ["words"],
            "additionalProperties": False,
        }

    def read(
        self, text: str, *, answered_in: AnswerForm, returned_model: str | None
    ) -> tuple[str, ...]:
        try:
            words = only_object(text, loose=answered_in.loose).get("words")
        except NotOneObject as error:
            raise Malformed(str(error)) from None
        if not isinstance(words, list):
            raise Malformed("words must be a list")
        return (*map(str, words), str(returned_model))


WORDS = Enquiry(
    fingerprint=Fingerprint("w" * 64),
    system="Say words.",
    shared="Rules.",
    own="Two.",
    form=Words(),
)


def said(body: object, status: int = 200) -> httpx2.Response:
    return httpx2.Response(status, json=body)


async def test_any_form_is_asked_for_by_its_name_and_read_by_itself(
    make: Make, server: Server, journal: Recorded, completion: Completion
) -> None:
    server.script = [said(completion('{"words": ["a", "b"]}'))]
    assert await make().ask(WORDS, journal) == ("a", "b", "model-2026-01-01")
    (body,) = server.bodies()
    assert body["response_format"]["json_schema"] == {
        "name": "words",
        "strict": True,
        "schema": Words().schema(),
    }
    assert [message["content"] for message in body["messages"]] == ["Say words.", "Rules.\n\nTwo."]
    ((call, kept),) = journal.rows
    assert kept is None
    assert call.question == WORDS.fingerprint


async def test_any_form_gets_its_repair_turn_with_the_reasons_and_the_schema(
    make: Make, server: Server, journal: Recorded, completion: Completion
) -> None:
    server.script = [said(completion('{"words": 7}')), said(completion('{"words": []}'))]
    assert await make().ask(WORDS, journal) == ("model-2026-01-01",)
    shown = server.bodies()[1]["messages"][3]["content"]
    assert "words must be a list" in shown
    assert json.dumps(Words().schema(), separators=(",", ":")) in shown


async def test_the_last_fresh_question_shows_the_schema_that_the_server_did_not_enforce(
    make: Make, server: Server, journal: Recorded, completion: Completion
) -> None:
    server.script = [said(completion("[]"))]
    with pytest.raises(NotAssessed) as caught:
        await make().ask(WORDS, journal)
    assert caught.value.outcome is ModelOutcome.MALFORMED
    first, _, third = (body["messages"][1]["content"] for body in server.bodies())
    assert '"additionalProperties":false' not in first
    assert '"additionalProperties":false' in third
    assert third.startswith("Rules.")
    assert third.endswith("Two.")


async def test_every_attempt_begins_in_the_journal_before_it_is_sent(
    make: Make, server: Server, journal: Recorded, question: Question, completion: Completion
) -> None:
    server.script = [said({}, 500), said(completion("no")), said(completion())]
    await make().assess(question, journal)
    assert [planned.attempt for planned in journal.begun] == [1, 2, 3]
    assert [call.attempt for call in journal.calls] == [1, 2, 3]
    assert [planned.started_at for planned in journal.begun] == [
        call.started_at for call in journal.calls
    ]
    assert {planned.question for planned in journal.begun} == {question.fingerprint}
    assert {planned.model for planned in journal.begun} == {"model"}


async def test_what_is_begun_is_never_cheaper_than_what_is_sent(
    make: Make, server: Server, journal: Recorded, question: Question, completion: Completion
) -> None:
    server.script = [said(completion("no")), said(completion())]
    await make(max_output_tokens=900).assess(question, journal)
    for planned, request in zip(journal.begun, server.requests, strict=True):
        texts = [message["content"] for message in json.loads(request.content)["messages"]]
        sent = sum(len(text.encode()) for text in texts)
        assert planned.most_tokens >= sent + 900
        assert planned.most_usd is not None
        assert planned.most_usd >= (Decimal(sent) * Decimal("1.25") + 900 * 6) / 1_000_000
    assert journal.begun[1].most_tokens > journal.begun[0].most_tokens


async def test_without_a_price_nobody_says_what_a_call_may_cost(
    make: Make, server: Server, journal: Recorded, question: Question, completion: Completion
) -> None:
    server.script = [said(completion())]
    await make(price=None).assess(question, journal)
    assert journal.begun[0].most_usd is None
    assert journal.calls[0].cost_usd is None


@pytest.mark.parametrize(
    "refusal",
    [
        NotAssessed(ModelOutcome.OVER_BUDGET, "budget.candidacy_usd"),
        BudgetSpent(datetime(2026, 11, 22, tzinfo=UTC), "budget.day_usd"),
    ],
)
async def test_a_journal_that_refuses_stops_the_work_before_anything_is_sent(
    refusal: Exception, make: Make, server: Server, journal: Recorded, question: Question
) -> None:
    journal.refusing = refusal
    with pytest.raises(type(refusal)) as caught:
        await make().assess(question, journal)
    assert caught.value is refusal
    assert server.requests == []
    assert journal.rows == []


async def test_money_that_runs_out_between_two_attempts_stops_the_second(
    make: Make, server: Server, journal: Recorded, question: Question, completion: Completion
) -> None:
    class Spending:
        async def begin(self, planned: PlannedCall) -> None:
            if planned.attempt == 2:
                raise NotAssessed(ModelOutcome.OVER_BUDGET)
            await journal.begin(planned)

        async def record(self, call: ModelCall, assessment: Assessment | None) -> None:
            await journal.record(call, assessment)

    server.script = [said(completion("no"))]
    with pytest.raises(NotAssessed) as caught:
        await make().assess(question, Spending())
    assert caught.value.outcome is ModelOutcome.OVER_BUDGET
    assert len(server.requests) == 1
    assert journal.outcomes == ["malformed"]


@pytest.mark.parametrize(
    ("fault", "cost"),
    [
        (httpx2.ConnectError("x"), 0),
        (httpx2.ConnectTimeout("x"), 0),
        (httpx2.PoolTimeout("x"), 0),
        (httpx2.ReadError("x"), None),
        (httpx2.ReadTimeout("x"), None),
        (httpx2.WriteError("x"), None),
    ],
)
async def test_only_what_was_surely_never_sent_is_known_to_cost_nothing(
    fault: Exception,
    cost: int | None,
    make: Make,
    server: Server,
    journal: Recorded,
    question: Question,
) -> None:
    server.script = [fault]
    with pytest.raises(Transient):
        await make().assess(question, journal)
    assert {call.cost_usd for call in journal.calls} == {cost}
    assert {call.output_tokens for call in journal.calls} == {cost}


async def test_a_question_whose_time_is_over_is_not_sent_again(
    make: Make,
    server: Server,
    time: Time,
    journal: Recorded,
    question: Question,
    completion: Completion,
) -> None:
    class Slow:
        async def begin(self, planned: PlannedCall) -> None:
            await journal.begin(planned)

        async def record(self, call: ModelCall, assessment: Assessment | None) -> None:
            await journal.record(call, assessment)
            time.now += timedelta(seconds=400)

    server.script = [said(completion("no"))]
    with pytest.raises(Transient, match="no time is left"):
        await make().assess(question, Slow())
    assert journal.outcomes == ["malformed"]


async def test_the_assessment_says_which_run_it_was_and_how_it_was_asked_for(
    make: Make, server: Server, journal: Recorded, question: Question, completion: Completion
) -> None:
    server.script = [said(completion())]
    second = question.model_copy(update={"run": 2, "without_flagged": True})
    assessment = await make().assess(second, journal)
    assert (assessment.run, assessment.without_flagged) == (2, True)
    assert assessment.form is AnswerForm.JSON_SCHEMA
    assert assessment.returned_model == "model-2026-01-01"


async def test_half_a_character_in_an_answer_does_not_stop_the_repair(
    make: Make, server: Server, journal: Recorded, question: Question, completion: Completion
) -> None:
    half = json.dumps(completion("half \ud83d of it")).encode()
    server.script = [httpx2.Response(200, content=half), said(completion())]
    assert await make().assess(question, journal)
    assert server.bodies()[1]["messages"][2]["content"] == "half \ufffd of it"
