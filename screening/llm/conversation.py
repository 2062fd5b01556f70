"""Getting one usable answer out of a model: repeats after faults, repairs, and the record of it.

It knows no vendor: what sends one attempt and reads its answer is passed in.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from screening.errors import NotAssessed, RateLimited, Transient
from screening.llm import wire
from screening.llm.prices import Price, cost
from screening.llm.reply import Reply
from screening.model import Assessment, AssessorIdentity, ModelCall, ModelOutcome, Question
from screening.ports import Clock, Journal

MOST_REPEATS = 4
"""Repeats after rate limits and outages, for one question with all its turns."""
LONGEST_WAIT = timedelta(seconds=120)
"""A server that asks to wait longer is asked again by the queue, not by a sleeping worker."""
LONGEST_REPAIRABLE = 20_000
"""Characters of an answer that the model is shown again; a longer one is asked for afresh."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message to the model."""

    role: Literal["system", "user", "assistant"]
    text: str


Send = Callable[[tuple[Message, ...], Question], Awaitable[Reply]]
"""Send one attempt and read what comes; raises ``TimeoutError`` or nothing."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How long and how often, and by whose clock."""

    identity: AssessorIdentity
    price: Price | None
    clock: Clock
    sleep: Callable[[float], Awaitable[None]]
    random: Callable[[], float]
    """Gives numbers from 0 to 1."""
    attempt_deadline: timedelta
    deadline: timedelta


class Conversation:
    """One question on its way to an answer."""

    def __init__(self, question: Question, journal: Journal, send: Send, rules: Rules) -> None:
        self._question = question
        self._journal = journal
        self._send = send
        self._rules = rules
        self._deadline = rules.clock() + rules.deadline
        self._attempts = 0
        self._repeats = 0
        self._reasons: tuple[str, ...] = ()

    async def answer(self) -> Assessment:
        """Ask; a malformed answer gets one repair turn and then one fresh question."""
        opening = _opening(self._question)
        said = await self._turn(opening)
        if isinstance(said, str):
            said = await self._turn(_repairing(opening, said, self._reasons))
        if isinstance(said, str):
            said = await self._turn(opening)
        if isinstance(said, str):
            raise NotAssessed(
                ModelOutcome.MALFORMED,
                f"the model's answer was malformed in {self._attempts} attempts; the last time: "
                + "; ".join(self._reasons),
            )
        return said

    async def _turn(self, messages: tuple[Message, ...]) -> Assessment | str:
        """Get one answer, repeating after faults; the text itself when it is malformed."""
        while True:
            started = self._rules.clock()
            reply = await self._attempt(messages, started)
            assessment, reply = self._understood(reply)
            await self._journal.record(self._call(reply, started), assessment)
            if assessment is not None:
                return assessment
            if reply.outcome is ModelOutcome.MALFORMED:
                return reply.text
            if not reply.repeatable:
                raise NotAssessed(reply.outcome, _sentence(reply))
            await self._wait(reply)

    async def _attempt(self, messages: tuple[Message, ...], started: datetime) -> Reply:
        self._attempts += 1
        limit = min(self._rules.attempt_deadline, self._deadline - started)
        try:
            async with asyncio.timeout(max(limit.total_seconds(), 0)):
                return await self._send(messages, self._question)
        except TimeoutError:
            return Reply(ModelOutcome.UNAVAILABLE, hint="the model did not answer in time")

    def _understood(self, reply: Reply) -> tuple[Assessment | None, Reply]:
        """Read the model's text; the reply becomes malformed when that cannot be done."""
        self._reasons = (reply.hint,)
        if reply.outcome is not ModelOutcome.OK:
            return None, reply
        try:
            return wire.parse(reply.text, self._question, assessor=self._rules.identity), reply
        except wire.Malformed as error:
            self._reasons = error.reasons
            return None, replace(reply, outcome=ModelOutcome.MALFORMED)

    def _call(self, reply: Reply, started: datetime) -> ModelCall:
        return ModelCall(
            question=self._question.fingerprint,
            attempt=self._attempts,
            model=self._rules.identity.model,
            returned_model=reply.returned_model,
            outcome=reply.outcome,
            status=reply.status,
            input_tokens=reply.usage.input_tokens,
            cached_tokens=reply.usage.cached_tokens,
            output_tokens=reply.usage.output_tokens,
            cost_usd=cost(self._rules.price, reply.usage),
            duration=max(self._rules.clock() - started, timedelta(0)),
            started_at=started,
            request_id=reply.request_id,
            system_fingerprint=reply.system_fingerprint,
        )

    async def _wait(self, reply: Reply) -> None:
        """Wait before a repeat; raise ``Transient`` when that is the queue's business."""
        delay = reply.retry_after or _backoff(self._repeats, self._rules.random())
        late = self._rules.clock() + delay >= self._deadline
        if late or delay > LONGEST_WAIT or self._repeats >= MOST_REPEATS:
            raise _later(reply, self._attempts)
        self._repeats += 1
        await self._rules.sleep(delay.total_seconds())


def _backoff(repeats: int, chance: float) -> timedelta:
    """Spread the repeats of many workers: at random between 1 s and a doubling limit."""
    limit = min(30.0, 2.0 * 2**repeats)
    return timedelta(seconds=1 + chance * (limit - 1))


def _opening(question: Question) -> tuple[Message, ...]:
    user = f"{question.requirements}\n\n{question.documents}"
    return Message("system", question.system), Message("user", user)


def _repairing(
    opening: tuple[Message, ...], text: str, reasons: tuple[str, ...]
) -> tuple[Message, ...]:
    """Show the model its own answer and what is wrong; ask afresh if there is none to show."""
    if not text.strip() or len(text) > LONGEST_REPAIRABLE:
        return opening
    return (*opening, Message("assistant", text), Message("user", wire.repair(reasons)))


def _later(reply: Reply, attempts: int) -> Transient:
    message = f"{_sentence(reply)}, attempts: {attempts}"
    if reply.outcome is ModelOutcome.RATE_LIMITED:
        return RateLimited(message, retry_after=reply.retry_after)
    return Transient(message, retry_after=reply.retry_after)


def _sentence(reply: Reply) -> str:
    status = "no answer" if reply.status is None else f"status {reply.status}"
    return f"{reply.hint} ({status})"
