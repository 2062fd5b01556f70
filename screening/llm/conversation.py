"""Getting one usable answer out of a model: repeats after faults, repairs, and the record of it.

It knows no vendor: what sends one attempt and reads its answer is passed in.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from screening.errors import NotAssessed, RateLimited, Transient
from screening.llm.attempt import Attempt, Message, schema_in_words
from screening.llm.breaker import Breaker
from screening.llm.enquiry import Enquiry, Malformed
from screening.llm.estimate import most_input_tokens, most_usd
from screening.llm.ladder import Ladder
from screening.llm.prices import Price, cost
from screening.llm.reply import Reply
from screening.model import ModelCall, ModelOutcome, PlannedCall
from screening.ports import Clock, Journal

MOST_REPEATS = 4
"""Repeats after rate limits and outages, for one question with all its turns."""
LONGEST_WAIT = timedelta(seconds=120)
"""A server that asks to wait longer is asked again by the queue, not by a sleeping worker."""
LONGEST_REPAIRABLE = 20_000
"""Characters of an answer that the model is shown again; a longer one is asked for afresh."""

Filled = TypeVar("Filled")
Send = Callable[[Attempt], Awaitable[Reply]]
"""Send one attempt and read what comes; raises ``TimeoutError`` or nothing."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Who is asked, how long and how often, and by whose clock."""

    model: str
    price: Price | None
    clock: Clock
    sleep: Callable[[float], Awaitable[None]]
    random: Callable[[], float]
    """Gives numbers from 0 to 1."""
    attempt_deadline: timedelta
    deadline: timedelta
    max_output_tokens: int
    ladder: Ladder
    breaker: Breaker


@dataclass(frozen=True)
class _Understood(Generic[Filled]):
    filled: Filled


class Conversation(Generic[Filled]):
    """One enquiry on its way to an answer."""

    def __init__(
        self, enquiry: Enquiry[Filled], journal: Journal, send: Send, rules: Rules
    ) -> None:
        self._enquiry = enquiry
        self._journal = journal
        self._send = send
        self._rules = rules
        self._deadline = rules.clock() + rules.deadline
        self._form = rules.ladder.first
        self._attempts = 0
        self._repeats = 0
        self._reasons: tuple[str, ...] = ()

    async def answer(self) -> Filled:
        """Ask; a malformed answer gets one repair turn and then one fresh question.

        The fresh one shows the model the schema: a server that enforced it would not be here.
        """
        said = await self._turn()
        if isinstance(said, str):
            said = await self._turn(*self._repairing(said))
        if isinstance(said, str):
            said = await self._turn(show_schema=True)
        if isinstance(said, str):
            raise NotAssessed(
                ModelOutcome.MALFORMED,
                f"the model's answer was malformed in {self._attempts} attempts; the last time: "
                + "; ".join(self._reasons),
            )
        return said.filled

    async def _turn(self, *turns: Message, show_schema: bool = False) -> _Understood[Filled] | str:
        """Get one answer, repeating after faults; the text itself when it is malformed."""
        while True:
            attempt = self._attempt(turns, show_schema=show_schema)
            started = self._rules.clock()
            reply = await self._made(attempt, started)
            understood, reply = self._understand(reply)
            kept = self._enquiry.kept(understood.filled) if understood else None
            await self._journal.record(self._call(reply, started), kept)
            if understood is not None:
                return understood
            if reply.outcome is ModelOutcome.MALFORMED:
                return reply.text
            if not self._steps_down(reply):
                await self._wait(reply)

    def _attempt(self, turns: tuple[Message, ...], *, show_schema: bool) -> Attempt:
        enquiry = self._enquiry
        return Attempt(
            system=enquiry.system,
            shared=enquiry.shared,
            own=enquiry.own,
            turns=turns,
            form=self._form,
            name=enquiry.form.name,
            schema=enquiry.form.schema(),
            show_schema=show_schema,
        )

    async def _made(self, attempt: Attempt, started: datetime) -> Reply:
        """Make one attempt, unless the server is being spared or the money is spent."""
        if started >= self._deadline:
            raise Transient(f"no time is left for this question, attempts: {self._attempts}")
        with self._rules.breaker.trial() as trial:
            await self._journal.begin(self._planned(attempt, started))
            self._attempts += 1
            reply = await self._in_time(attempt)
            trial.failed = reply.outcome is ModelOutcome.UNAVAILABLE
        if reply.answered:
            self._rules.ladder.took(attempt.form)
        return reply

    async def _in_time(self, attempt: Attempt) -> Reply:
        limit = min(self._rules.attempt_deadline, self._deadline - self._rules.clock())
        try:
            async with asyncio.timeout(max(limit.total_seconds(), 0)):
                return await self._send(attempt)
        except TimeoutError:
            return Reply(ModelOutcome.UNAVAILABLE, hint="the model did not answer in time")

    def _understand(self, reply: Reply) -> tuple[_Understood[Filled] | None, Reply]:
        """Read the model's text; the reply becomes malformed when that cannot be done."""
        self._reasons = (reply.hint,)
        if reply.outcome is not ModelOutcome.OK:
            return None, reply
        try:
            filled = self._enquiry.form.read(
                reply.text, answered_in=self._form, returned_model=reply.returned_model
            )
        except Malformed as error:
            self._reasons = error.reasons
            return None, replace(reply, outcome=ModelOutcome.MALFORMED)
        return _Understood(filled), reply

    def _steps_down(self, reply: Reply) -> bool:
        """Go on to a looser form when that is all that the server refused; raise on another no."""
        if reply.repeatable:
            return False
        below = self._rules.ladder.below(self._form) if reply.form_refused else None
        if below is None:
            raise NotAssessed(reply.outcome, _sentence(reply))
        self._form = below
        return True

    def _planned(self, attempt: Attempt, started: datetime) -> PlannedCall:
        input_tokens = most_input_tokens(attempt)
        output_tokens = self._rules.max_output_tokens
        return PlannedCall(
            question=self._enquiry.fingerprint,
            attempt=self._attempts + 1,
            model=self._rules.model,
            most_tokens=input_tokens + output_tokens,
            most_usd=most_usd(
                self._rules.price, input_tokens=input_tokens, output_tokens=output_tokens
            ),
            started_at=started,
        )

    def _call(self, reply: Reply, started: datetime) -> ModelCall:
        return ModelCall(
            question=self._enquiry.fingerprint,
            attempt=self._attempts,
            model=self._rules.model,
            returned_model=reply.returned_model,
            outcome=reply.outcome,
            status=reply.status,
            input_tokens=reply.usage.input_tokens,
            cached_tokens=reply.usage.cached_tokens,
            cache_write_tokens=reply.usage.cache_write_tokens,
            output_tokens=reply.usage.output_tokens,
            cost_usd=cost(self._rules.price, reply.usage),
            duration=max(self._rules.clock() - started, timedelta(0)),
            started_at=started,
            request_id=reply.request_id,
            system_fingerprint=reply.system_fingerprint,
            form=self._form,
            service_tier=reply.service_tier,
        )

    def _repairing(self, said: str) -> tuple[Message, ...]:
        """Show the model its own answer and what is wrong; ask afresh if there is none to show."""
        if not said.strip() or len(said) > LONGEST_REPAIRABLE:
            return ()
        return Message("assistant", said), Message("user", self._repair())

    def _repair(self) -> str:
        """Ask for the same answer in the agreed form; about the form only, without any content."""
        schema = schema_in_words(self._enquiry.form.schema())
        return (
            f"Your last message did not have the agreed form: {'; '.join(self._reasons)}. {schema}"
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


def _later(reply: Reply, attempts: int) -> Transient:
    message = f"{_sentence(reply)}, attempts: {attempts}"
    # "At once", or a moment that has passed, was no help: the queue then waits as it thinks fit.
    later = reply.retry_after or None
    if reply.outcome is ModelOutcome.RATE_LIMITED:
        return RateLimited(message, retry_after=later)
    return Transient(message, retry_after=later)


def _sentence(reply: Reply) -> str:
    status = "no answer" if reply.status is None else f"status {reply.status}"
    return f"{reply.hint} ({status})"
