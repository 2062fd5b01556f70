"""The assessor that asks a model at an OpenAI-compatible address.

The only importer of openai and httpx2. The package's own retries, parsing and reading of the
environment are not used: they repeat hopeless calls, lose the usage of failed ones, put texts into
errors, and send what nobody set.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, TypeVar

import httpx2
import openai
from pydantic import SecretStr

from screening.llm.address import checked_address, checked_key, is_loopback
from screening.llm.attempt import Attempt
from screening.llm.breaker import PAUSE, Breaker
from screening.llm.chat import Chat
from screening.llm.conversation import Conversation, Rules
from screening.llm.dialect import Body, Dialect, Effort, Options, ServiceTier
from screening.llm.enquiry import Enquiry
from screening.llm.ladder import Ladder
from screening.llm.prices import NOTHING, Price, Usage
from screening.llm.reply import Reply, read_reply
from screening.llm.responses import Responses
from screening.llm.wire import AssessmentForm
from screening.model import (
    AnswerForm,
    Assessment,
    AssessorIdentity,
    AssessorKind,
    ModelOutcome,
    Question,
)
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
    )
)

_NEVER_SENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)

Filled = TypeVar("Filled")
Api = Literal["chat", "responses"]
TokenLimitName = Literal["max_completion_tokens", "max_tokens"]
_DIALECTS: dict[Api, type[Chat] | type[Responses]] = {"chat": Chat, "responses": Responses}


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back over HTTP."""

    status: int
    headers: httpx2.Headers
    body: bytes


class NoConnection(Exception):
    """No answer came; ``sent`` says whether the question may have gone out."""

    def __init__(self, *, sent: bool) -> None:
        super().__init__()
        self.sent = sent


class Line:
    """The line to one server, with nothing on it but what is given."""

    def __init__(
        self,
        *,
        base_url: str,
        api_key: SecretStr,
        attempt_deadline: timedelta,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        """Check address and key; nothing is opened before the first question."""
        self._client = _client(base_url, api_key, attempt_deadline, transport)

    async def post(self, path: str, body: Body) -> Answered:
        """Send a question once; raise ``TimeoutError`` or ``NoConnection``."""
        try:
            response = await self._client.post(path, body=body, cast_to=httpx2.Response)
        except openai.APIStatusError as error:
            response = error.response
        except (openai.OpenAIError, httpx2.HTTPError) as error:
            sent = not isinstance(error.__cause__, _NEVER_SENT)
            if sent and isinstance(error, openai.APITimeoutError):
                raise TimeoutError from None
            raise NoConnection(sent=sent) from None
        return Answered(response.status_code, response.headers, response.content)

    async def close(self) -> None:
        """Release connections."""
        await self._client.close()


class OpenAIAssessor:
    """Asks over chat completions, which every compatible server has, or over Responses."""

    def __init__(
        self,
        *,
        base_url: str,
        api_key: SecretStr,
        model: str,
        kind: AssessorKind = AssessorKind.LLM,
        api: Api = "chat",
        answer_form: AnswerForm | None = None,
        price: Price | None,
        clock: Clock,
        sleep: Callable[[float], Awaitable[None]],
        random: Callable[[], float],
        attempt_deadline: timedelta = timedelta(seconds=120),
        deadline: timedelta = timedelta(seconds=300),
        max_output_tokens: int = 4_000,
        token_limit_name: TokenLimitName = "max_completion_tokens",  # noqa: S107 - no password
        reasoning_effort: Effort | None = None,
        explicit_cache: bool = False,
        service_tier: ServiceTier | None = None,
        spare: timedelta = PAUSE,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        """Check address and key; nothing is opened before the first question.

        ``random`` gives numbers from 0 to 1. ``kind`` says what answers at the address, so that the
        keyword baseline behind a simulated server is never taken for an LLM. ``answer_form`` is
        ``None`` to find out which form the server takes. ``spare`` is how long a server is left
        alone that fails again and again. ``transport`` is for tests.
        """
        self._identity = AssessorIdentity(kind=kind, model=model)
        self._dialect: Dialect = _DIALECTS[api]()
        self._options = Options(
            model=model,
            max_output_tokens=max_output_tokens,
            short_limit_name=token_limit_name == "max_tokens",  # noqa: S105 - no password
            reasoning_effort=reasoning_effort,
            explicit_cache=explicit_cache,
            service_tier=service_tier,
        )
        self._rules = Rules(
            model=model,
            price=price,
            clock=clock,
            sleep=sleep,
            random=random,
            attempt_deadline=attempt_deadline,
            deadline=deadline,
            max_output_tokens=max_output_tokens,
            ladder=Ladder(answer_form),
            breaker=Breaker(clock, pause=spare),
        )
        self._line = Line(
            base_url=base_url,
            api_key=api_key,
            attempt_deadline=attempt_deadline,
            transport=transport,
        )

    @property
    def identity(self) -> AssessorIdentity:
        """Name the model as the settings do."""
        return self._identity

    async def assess(self, question: Question, journal: Journal) -> Assessment:
        """Ask; raise ``NotAssessed``, or ``Transient`` when asking later may help."""
        form = AssessmentForm(question, self._identity)
        enquiry = Enquiry[Assessment](
            fingerprint=question.fingerprint,
            system=question.system,
            shared=question.requirements,
            own=question.documents,
            form=form,
        )
        return await self.ask(enquiry, journal)

    async def ask(self, enquiry: Enquiry[Filled], journal: Journal) -> Filled:
        """Ask anything that has a form; raise as ``assess`` does."""
        return await Conversation(enquiry, journal, self._send, self._rules).answer()

    async def close(self) -> None:
        """Release connections."""
        await self._line.close()

    async def _send(self, attempt: Attempt) -> Reply:
        body = self._dialect.body(attempt, self._options)
        try:
            answered = await self._line.post(self._dialect.path, body)
        except NoConnection as lost:
            return Reply(
                ModelOutcome.UNAVAILABLE,
                hint="no connection to the model: check model.base_url",
                usage=Usage() if lost.sent else NOTHING,
            )
        return read_reply(
            answered.status,
            answered.headers,
            answered.body,
            attempt=attempt,
            dialect=self._dialect,
            now=self._rules.clock(),
        )


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
