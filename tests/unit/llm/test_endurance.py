"""Over real HTTP: a slow drip ends with its deadline, and many calls leave nothing behind."""

import asyncio
import gc
import json
import time as wall
import tracemalloc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, Protocol

import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from screening.errors import Transient
from screening.llm.openai import OpenAIAssessor
from screening.model import Assessment, ModelCall, PlannedCall, Question
from screening.simulators.server import serve

MEBIBYTE = 1024 * 1024


class Recorded(Protocol):
    begun: list[PlannedCall]
    rows: list[tuple[ModelCall, Assessment | None]]
    outcomes: list[str]

    async def begin(self, planned: PlannedCall) -> None: ...
    async def record(self, call: ModelCall, assessment: Assessment | None) -> None: ...


class Forgetful:
    """A journal that keeps only a count."""

    def __init__(self) -> None:
        self.answers = 0

    async def begin(self, planned: PlannedCall) -> None:
        assert planned.attempt

    async def record(self, call: ModelCall, assessment: Assessment | None) -> None:
        assert call.attempt
        self.answers += assessment is not None


@asynccontextmanager
async def asking(answer: Callable[[Request], Any], **options: Any) -> AsyncIterator[OpenAIAssessor]:
    paths = ("/v1/chat/completions", "/v1/responses")
    app = Starlette(routes=[Route(path, answer, methods=["POST"]) for path in paths])
    async with serve(app) as address:
        assessor = OpenAIAssessor(
            base_url=f"{address}/v1",
            api_key=SecretStr("key"),
            model="m",
            price=None,
            clock=lambda: datetime.now(UTC),
            sleep=asyncio.sleep,
            random=lambda: 0.0,
            **options,
        )
        try:
            yield assessor
        finally:
            await assessor.close()


async def dripping(_: Request) -> Response:
    """Send a byte now and then, for ever; each one resets a time-out between bytes."""

    async def bytes_for_ever() -> AsyncIterator[bytes]:
        while True:
            yield b" "
            await asyncio.sleep(0.02)

    return StreamingResponse(bytes_for_ever(), media_type="application/json")


@pytest.mark.parametrize("api", ["chat", "responses"])
async def test_a_slow_drip_ends_with_the_deadline_of_the_whole_question(
    api: Literal["chat", "responses"], question: Question, journal: Recorded
) -> None:
    deadline = timedelta(seconds=1.4)
    options = {"attempt_deadline": timedelta(seconds=0.2), "deadline": deadline, "api": api}
    async with asking(dripping, **options) as assessor:
        started = wall.monotonic()
        with pytest.raises(Transient, match="did not answer in time"):
            await assessor.assess(question, journal)
        took = wall.monotonic() - started
    assert took < deadline.total_seconds() + 2
    assert journal.outcomes == ["unavailable", "unavailable"]


async def test_hundreds_of_calls_leave_nothing_behind(
    question: Question, completion: Callable[..., dict[str, Any]]
) -> None:
    bodies = [completion(), completion('{"R1": 1}'), completion()]
    sent = [json.dumps(body).encode() for body in bodies]
    count = 0

    async def answer(_: Request) -> Response:
        nonlocal count
        count += 1
        return Response(sent[count % 3], media_type="application/json")

    async with asking(answer) as assessor:
        journal = Forgetful()

        async def ask(times: int) -> None:
            for _ in range(times):
                await assessor.assess(question, journal)

        await ask(60)
        gc.collect()
        tracemalloc.start()
        before, _ = tracemalloc.get_traced_memory()
        await ask(300)
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert journal.answers == 360
    assert after - before < MEBIBYTE / 2


async def test_many_forms_on_one_client_keep_one_ladder(
    question: Question, completion: Callable[..., dict[str, Any]]
) -> None:
    """Sixteen at once meet a server that knows no schema; from then on nobody asks for one."""
    refused = 0

    async def answer(request: Request) -> Response:
        nonlocal refused
        if "response_format" in await request.json():
            refused += 1
            return JSONResponse({"error": {"message": "response_format is unknown"}}, 400)
        return JSONResponse(completion())

    async with asking(answer) as assessor:
        tasks = (assessor.assess(question, Forgetful()) for _ in range(16))
        first = await asyncio.gather(*tasks)
        seen = refused
        await assessor.assess(question, Forgetful())
    assert seen <= 16
    assert refused == seen
    assert {each.form.value for each in first} == {"tool"}
