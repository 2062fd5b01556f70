"""A server that fails is spared for a while, tried by one call, and then asked as usual."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Protocol

import httpx2
import pytest

from screening.errors import BudgetSpent, NotAssessed, Transient
from screening.llm.breaker import FAILURES, PAUSE, WITHIN, Breaker
from screening.llm.openai import OpenAIAssessor
from screening.model import Assessment, ModelCall, PlannedCall, Question

SECOND = timedelta(seconds=1)


class Time(Protocol):
    now: datetime
    slept: list[float]

    def clock(self) -> datetime: ...


class Recorded(Protocol):
    outcomes: list[str]
    refusing: Exception | None

    async def begin(self, planned: PlannedCall) -> None: ...
    async def record(self, call: ModelCall, assessment: Assessment | None) -> None: ...


class Server(Protocol):
    script: list[Any]
    requests: list[httpx2.Request]


@pytest.fixture
def breaker(time: Time) -> Breaker:
    return Breaker(time.clock)


def call(breaker: Breaker, *, failed: bool | None) -> None:
    with breaker.trial() as trial:
        trial.failed = failed


def fail(breaker: Breaker, times: int = FAILURES) -> None:
    for _ in range(times):
        call(breaker, failed=True)


def spared(breaker: Breaker) -> timedelta:
    with pytest.raises(Transient) as caught, breaker.trial():
        raise AssertionError("it was let through")
    assert caught.value.retry_after is not None
    return caught.value.retry_after


def test_five_failures_in_a_row_spare_the_server_for_two_minutes(
    breaker: Breaker, time: Time
) -> None:
    fail(breaker, FAILURES - 1)
    call(breaker, failed=True)
    assert spared(breaker) == PAUSE
    time.now += PAUSE - SECOND
    assert spared(breaker) == SECOND


def test_one_answer_in_between_begins_the_count_anew(breaker: Breaker) -> None:
    fail(breaker, FAILURES - 1)
    call(breaker, failed=False)
    fail(breaker, FAILURES - 1)
    call(breaker, failed=False)


def test_failures_far_apart_spare_nobody(breaker: Breaker, time: Time) -> None:
    for _ in range(3 * FAILURES):
        call(breaker, failed=True)
        time.now += WITHIN / (FAILURES - 1) + SECOND


def test_failures_at_the_edge_of_a_minute_count(breaker: Breaker, time: Time) -> None:
    for _ in range(FAILURES):
        call(breaker, failed=True)
        time.now += WITHIN / (FAILURES - 1)
    assert spared(breaker) < PAUSE


def test_after_the_pause_one_call_tries_while_the_others_wait(breaker: Breaker, time: Time) -> None:
    fail(breaker)
    time.now += PAUSE
    with breaker.trial() as trial:
        assert spared(breaker) > timedelta(0)
        trial.failed = False
    call(breaker, failed=False)
    fail(breaker, FAILURES - 1)
    call(breaker, failed=None)


def test_a_failing_try_spares_the_server_again(breaker: Breaker, time: Time) -> None:
    fail(breaker)
    time.now += PAUSE
    call(breaker, failed=True)
    assert spared(breaker) == PAUSE


def test_a_try_that_was_never_made_leaves_its_turn_to_the_next(
    breaker: Breaker, time: Time
) -> None:
    fail(breaker)
    time.now += PAUSE
    call(breaker, failed=None)
    with pytest.raises(BudgetSpent), breaker.trial():
        raise BudgetSpent(time.now)
    call(breaker, failed=False)
    call(breaker, failed=False)


def test_calls_that_were_under_way_do_not_prolong_the_pause(breaker: Breaker, time: Time) -> None:
    with breaker.trial() as late:
        fail(breaker)
        time.now += SECOND
        late.failed = True
    assert spared(breaker) == PAUSE - SECOND


def test_a_good_answer_that_was_under_way_ends_the_pause(breaker: Breaker) -> None:
    with breaker.trial() as late:
        fail(breaker)
        late.failed = False
    call(breaker, failed=False)


async def test_an_assessor_neither_asks_nor_records_while_its_server_is_spared(
    make: Callable[..., OpenAIAssessor],
    server: Server,
    time: Time,
    question: Question,
    journal: Recorded,
    completion: Callable[..., dict[str, Any]],
) -> None:
    server.script = [httpx2.Response(503)] * 5 + [httpx2.Response(200, json=completion())]
    assessor = make()
    with pytest.raises(Transient):
        await assessor.assess(question, journal)
    with pytest.raises(Transient) as caught:
        await assessor.assess(question, journal)
    assert caught.value.retry_after == PAUSE
    assert len(server.requests) == len(journal.outcomes) == 5
    await make().assess(question, journal)
    assert len(server.requests) == 6
    time.now += PAUSE
    await assessor.assess(question, journal)
    assert journal.outcomes == ["unavailable"] * 5 + ["ok"] * 2


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422, 429])
async def test_a_server_that_says_no_is_not_spared(
    status: int,
    make: Callable[..., OpenAIAssessor],
    server: Server,
    question: Question,
    journal: Recorded,
) -> None:
    server.script = [httpx2.Response(status)]
    assessor = make()
    for _ in range(FAILURES + 1):
        with pytest.raises((NotAssessed, Transient)):
            await assessor.assess(question, journal)
    assert len(server.requests) == len(journal.outcomes) >= FAILURES + 1


async def test_a_probe_that_the_budget_refuses_does_not_lock_the_server_out(
    make: Callable[..., OpenAIAssessor],
    server: Server,
    time: Time,
    question: Question,
    journal: Recorded,
    completion: Callable[..., dict[str, Any]],
) -> None:
    server.script = [httpx2.Response(503)] * 5 + [httpx2.Response(200, json=completion())]
    assessor = make()
    with pytest.raises(Transient):
        await assessor.assess(question, journal)
    time.now += PAUSE
    journal.refusing = BudgetSpent(time.now)
    with pytest.raises(BudgetSpent):
        await assessor.assess(question, journal)
    journal.refusing = None
    assert await assessor.assess(question, journal)
