"""The assessor that asks a model at an OpenAI-compatible address.

The only importer of openai and httpx2. The package's own retries, parsing and reading of the
environment are not used: they repeat hopeless calls, lose the usage of failed ones, put texts into
errors, and send what nobody set.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Literal

import httpx2
import openai
from openai.types.chat import ChatCompletionMessageParam
from openai.types.shared_params import ResponseFormatJSONSchema
from pydantic import SecretStr

from screening.fingerprint import fingerprint
from screening.llm import wire
from screening.llm.address import checked_address, checked_key, is_loopback
from screening.llm.conversation import Conversation, Message, Rules
from screening.llm.prices import Price
from screening.llm.reply import Reply, read_reply
from screening.model import Assessment, AssessorIdentity, AssessorKind, ModelOutcome, Question
from screening.ports import Clock, Journal

_CONNECT_SECONDS = 5.0
_SENT_HEADERS = frozenset(
    (
        "host",
        "accept",
        "accept-encoding",
        "connection",
        "user-agent",
        "content-type",
        "content-length",
        "x-stainless-raw-response",  # the package reads it back from the request
    )
)

TokenLimitName = Literal["max_completion_tokens", "max_tokens"]
Effort = Literal["minimal", "low", "medium", "high"]


class OpenAIAssessor:
    """Asks over chat completions, the one interface that every compatible server has."""

    def __init__(
        self,
        *,
        base_url: str,
        api_key: SecretStr,
        model: str,
        kind: AssessorKind = AssessorKind.LLM,
        price: Price | None,
        clock: Clock,
        sleep: Callable[[float], Awaitable[None]],
        random: Callable[[], float],
        attempt_deadline: timedelta = timedelta(seconds=120),
        deadline: timedelta = timedelta(seconds=300),
        max_output_tokens: int = 4_000,
        token_limit_name: TokenLimitName = "max_completion_tokens",  # noqa: S107 - no password
        reasoning_effort: Effort | None = None,
        send_cache_key: bool = False,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        """Check address and key; nothing is opened before the first question.

        ``random`` gives numbers from 0 to 1. ``kind`` says what answers at the address, so that the
        keyword baseline behind a simulated server is never taken for an LLM.
        ``reasoning_effort`` is sent only when set, and ``prompt_cache_key`` only on demand: some
        servers reject them. ``transport`` is for tests.
        """
        self._rules = Rules(
            identity=AssessorIdentity(kind=kind, model=model),
            price=price,
            clock=clock,
            sleep=sleep,
            random=random,
            attempt_deadline=attempt_deadline,
            deadline=deadline,
        )
        self._max_output_tokens = max_output_tokens
        self._short_limit_name = token_limit_name == "max_tokens"  # noqa: S105 - no password
        self._reasoning_effort = reasoning_effort
        self._send_cache_key = send_cache_key
        self._client = _client(base_url, api_key, attempt_deadline, transport)

    @property
    def identity(self) -> AssessorIdentity:
        """Name the model as the settings do."""
        return self._rules.identity

    async def assess(self, question: Question, journal: Journal) -> Assessment:
        """Ask; raise ``NotAssessed``, or ``Transient`` when asking later may help."""
        return await Conversation(question, journal, self._send, self._rules).answer()

    async def close(self) -> None:
        """Release connections."""
        await self._client.close()

    async def _send(self, messages: tuple[Message, ...], question: Question) -> Reply:
        try:
            status, headers, body = await self._post(messages, question)
        except openai.APITimeoutError:
            raise TimeoutError from None
        except (openai.OpenAIError, httpx2.HTTPError):
            return Reply(
                ModelOutcome.UNAVAILABLE, hint="no connection to the model: check model.base_url"
            )
        return read_reply(status, headers, body, now=self._rules.clock())

    async def _post(
        self, messages: tuple[Message, ...], question: Question
    ) -> tuple[int, httpx2.Headers, bytes]:
        limit, short = self._max_output_tokens, self._short_limit_name
        try:
            raw = await self._client.chat.completions.with_raw_response.create(
                model=self.identity.model,
                messages=[_wire_message(each) for each in messages],
                response_format=_response_format(question),
                store=False,
                max_completion_tokens=openai.omit if short else limit,
                max_tokens=limit if short else openai.omit,
                reasoning_effort=self._reasoning_effort or openai.omit,
                prompt_cache_key=_cache_key(question) if self._send_cache_key else openai.omit,
            )
        except openai.APIStatusError as error:
            response = error.response
        else:
            response = raw.http_response
        return response.status_code, response.headers, response.content


def _client(
    base_url: str,
    api_key: SecretStr,
    attempt_deadline: timedelta,
    transport: httpx2.AsyncBaseTransport | None,
) -> openai.AsyncOpenAI:
    address = checked_address(base_url)
    authorization = f"Bearer {checked_key(api_key)}"

    async def only_our_headers(request: httpx2.Request) -> None:
        """Send nothing that the package took from the environment or tells of this machine."""
        for name in set(request.headers.keys()) - _SENT_HEADERS:
            del request.headers[name]
        request.headers["authorization"] = authorization

    timeout = httpx2.Timeout(attempt_deadline.total_seconds(), connect=_CONNECT_SECONDS)
    http = httpx2.AsyncClient(
        timeout=timeout,
        follow_redirects=False,  # the key and the documents go to no other host
        trust_env=not is_loopback(address),  # the operator's proxy and certificates count
        event_hooks={"request": [only_our_headers]},
        transport=transport,
    )
    return openai.AsyncOpenAI(
        base_url=address,
        api_key=api_key.get_secret_value(),
        organization="",
        project="",
        max_retries=0,
        timeout=timeout,
        http_client=http,
    )


def _wire_message(message: Message) -> ChatCompletionMessageParam:
    if message.role == "system":
        return {"role": "system", "content": message.text}
    if message.role == "user":
        return {"role": "user", "content": message.text}
    return {"role": "assistant", "content": message.text}


def _response_format(question: Question) -> ResponseFormatJSONSchema:
    return {
        "type": "json_schema",
        "json_schema": {"name": "assessment", "strict": True, "schema": wire.schema(question)},
    }


def _cache_key(question: Question) -> str:
    return fingerprint("prefix", question.system, question.requirements)[:32]
