"""Questions, answers, a journal and a clock for the tests of the assessors."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import httpx2
import pytest
from pydantic import SecretStr

from screening.llm.openai import OpenAIAssessor
from screening.llm.prices import Price
from screening.model import (
    Assessment,
    Fingerprint,
    ModelCall,
    PlannedCall,
    Question,
    Requirement,
    RequirementId,
    RequirementKind,
)


def _requirement(number: int) -> Requirement:
    return Requirement(
        id=RequirementId(f"R{number}"), kind=RequirementKind.MUST, text=f"Skill {number}"
    )


@pytest.fixture
def question() -> Question:
    return Question(
        system="Read carefully.",
        requirements="R1 [must] Skill 1\nR2 [must] Skill 2",
        documents="L1|Skill 1 in a secret place",
        asked=(_requirement(1), _requirement(2)),
        lines=1,
        prompt_version=Fingerprint("p" * 64),
        fingerprint=Fingerprint("q" * 64),
    )


@pytest.fixture
def good() -> dict[str, Any]:
    """A complete answer to the question, as the model writes it; a test may change it."""
    member = {
        "evidence": [{"line": 1, "quote": "Skill 1 in a secret place"}],
        "missing": "",
        "answer": "met",
        "confidence": "high",
    }
    other = {"evidence": [], "missing": "No word of it", "answer": "not_stated"}
    return {
        "R1": member,
        "R2": {**other, "confidence": "low"},
        "questions": ["Which Skill 2?"],
        "instructions_seen": False,
    }


class Journal:
    """Keeps what is reported, in order."""

    def __init__(self) -> None:
        self.begun: list[PlannedCall] = []
        self.rows: list[tuple[ModelCall, Assessment | None]] = []
        self.refusing: Exception | None = None

    async def begin(self, planned: PlannedCall) -> None:
        if self.refusing is not None:
            raise self.refusing
        assert len(self.begun) == len(self.rows), "each attempt begins after the one before ended"
        self.begun.append(planned)

    async def record(self, call: ModelCall, assessment: Assessment | None) -> None:
        self.rows.append((call, assessment))

    @property
    def calls(self) -> list[ModelCall]:
        return [call for call, _ in self.rows]

    @property
    def outcomes(self) -> list[str]:
        return [call.outcome.value for call in self.calls]


@pytest.fixture
def journal() -> Journal:
    return Journal()


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 8, tzinfo=UTC)
        self.slept: list[float] = []

    def clock(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def time() -> Time:
    return Time()


Completion = Callable[..., dict[str, Any]]


@pytest.fixture
def completion(good: dict[str, Any]) -> Completion:
    """Make the body of a chat completion, good unless a member is given."""

    def make(
        content: object = None, *, finish: str | None = "stop", **message: object
    ) -> dict[str, Any]:
        text = json.dumps(good) if content is None else content
        return {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1,
            "model": "model-2026-01-01",
            "system_fingerprint": "fp_1",
            "choices": [
                {
                    "index": 0,
                    "finish_reason": finish,
                    "message": {"role": "assistant", "content": text, **message},
                }
            ],
            "usage": {
                "prompt_tokens": 1000,
                "completion_tokens": 100,
                "total_tokens": 1100,
                "prompt_tokens_details": {"cached_tokens": 400},
            },
        }

    return make


class Server:
    """Answers from a script, the last entry for ever; an exception is a broken connection."""

    def __init__(self) -> None:
        self.script: list[httpx2.Response | Exception] = []
        self.requests: list[httpx2.Request] = []

    def handle(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        answer = self.script[min(len(self.requests), len(self.script)) - 1]
        if isinstance(answer, Exception):
            raise answer
        return httpx2.Response(answer.status_code, headers=answer.headers, content=answer.content)

    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(request.content) for request in self.requests]


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def make(server: Server, time: Time) -> Callable[..., OpenAIAssessor]:
    """Make an assessor on the scripted server; options as for the real one."""

    def made(**options: Any) -> OpenAIAssessor:
        given: dict[str, Any] = {
            "base_url": "https://models.example/v1",
            "api_key": SecretStr("sk-very-secret"),
            "model": "model",
            "price": Price(input=Decimal(1), output=Decimal(6), cached_input=Decimal("0.1")),
            "clock": time.clock,
            "sleep": time.sleep,
            "random": lambda: 0.5,
            "transport": httpx2.MockTransport(server.handle),
        }
        return OpenAIAssessor(**(given | options))

    return made
