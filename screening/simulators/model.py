"""A simulated OpenAI-compatible model server. No answer of it comes from an LLM."""

import asyncio
import hashlib
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from screening.errors import Misconfigured
from screening.model import Value
from screening.simulators.model_envelope import envelope
from screening.simulators.model_faults import answer, instead, spoiled_text
from screening.simulators.model_manners import committed
from screening.simulators.model_oracle import Oracle
from screening.simulators.model_requests import ModelRequest, understand
from screening.simulators.model_servers import SERVERS, BadRequest, Door, Manner
from screening.simulators.model_speech import Speech
from screening.simulators.model_wire import Completion, RawFault, Wire, tokens
from screening.simulators.personalities import Personality
from screening.simulators.prompt_cache import PromptCache
from screening.simulators.wire import Dropped, Held, Sleep, as_json
from screening.simulators.world import World

API_PATH = "/v1"
"""Append it to the server's address to get the base address of the API."""

BASELINE_MODEL = "keyword-baseline"
"""The model name under which the literal personality says what it is."""


class SeenCall(Value):
    """One call that arrived; the prompt itself is not kept."""

    number: int
    path: str
    body_sha256: str
    model: str | None
    """``None`` when the request was refused before it was understood."""
    store: bool | None
    behaviour: str
    """The personality, or the scripted fault, that answered."""
    status: int | None
    """``None`` when it got no answer."""
    form: str | None = None
    """How the form of the answer was asked for."""
    tier: str | None = None
    prompt_characters: int = 0
    input_tokens: int = 0
    cached_tokens: int = 0
    cache_write_tokens: int = 0
    output_tokens: int = 0
    seconds: float = 0
    """What the simulator itself took, without the waits that it was told to make."""
    cpu_seconds: float = 0
    """How long it kept the processor busy."""


class ModelSimulator:
    """One model server with one personality, and what was asked of it."""

    def __init__(
        self,
        personality: Personality,
        *,
        manner: Manner = Manner.OPENAI,
        world: World | None = None,
        seed: int = 0,
        noise: float = 0.2,
        latency_seconds: float = 0,
        delay_seconds: float = 30,
        pause_seconds: float = 0.2,
        retry_after: int = 1,
        models: Sequence[str] = (BASELINE_MODEL,),
        keep_bodies: bool = False,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._oracle = Oracle(world) if world is not None else None
        self._speech = Speech(self._oracle, seed=seed, noise=noise)
        self._server = SERVERS[manner]
        self._latency_seconds = latency_seconds
        self._delay_seconds = delay_seconds
        self._wire = Wire(
            self._server,
            sleep,
            hang_seconds=delay_seconds,
            pause_seconds=pause_seconds,
            retry_after=retry_after,
        )
        self._models = tuple(models)
        self._keep_bodies = keep_bodies
        self._sleep = sleep
        self._begin()
        self.become(personality)
        self.app = Starlette(
            routes=[
                Route(f"{API_PATH}/chat/completions", self._chat, methods=["POST"]),
                Route(f"{API_PATH}/responses", self._responses, methods=["POST"]),
                Route(f"{API_PATH}/models", self._list_models),
            ]
        )

    def _begin(self) -> None:
        """Begin with nothing seen and nothing scripted."""
        self._scripted: deque[Personality | RawFault] = deque()
        self._cache = PromptCache()
        self._calls: list[SeenCall] = []
        self._bodies: list[bytes] = []
        self._started = 0
        self._answering = 0
        self.most_at_once = 0
        """The largest number of calls that were being answered at the same time."""

    @property
    def calls(self) -> tuple[SeenCall, ...]:
        """Every call that was answered or dropped, in the order in which they ended."""
        return tuple(self._calls)

    @property
    def bodies(self) -> tuple[bytes, ...]:
        """What was sent, when the simulator was told to keep it."""
        return tuple(self._bodies)

    def become(self, personality: Personality) -> None:
        """Take another personality from now on."""
        if personality is Personality.ORACLE and self._oracle is None:
            raise Misconfigured("the oracle answers from labels: give it a world folder")
        self._personality = personality

    def script(self, behaviour: Personality | RawFault, *, times: int = 1) -> None:
        """Let the next calls go this way, once each, before the personality answers again."""
        self._scripted.extend([behaviour] * times)

    async def _chat(self, request: Request) -> Response:
        return await self._counted(request, "chat")

    async def _responses(self, request: Request) -> Response:
        return await self._counted(request, "responses")

    async def _list_models(self, request: Request) -> Response:
        if not self._may_ask(request):
            return self._wire.error(401, "a key is required", code="invalid_api_key")
        listed = [{"id": name, "object": "model", "owned_by": "simulator"} for name in self._models]
        return as_json({"object": "list", "data": listed})

    async def _counted(self, request: Request, door: Door) -> Response:
        self._answering += 1
        self.most_at_once = max(self.most_at_once, self._answering)
        try:
            return await self._call(request, door)
        finally:
            self._answering -= 1

    async def _call(self, request: Request, door: Door) -> Response:
        content = await request.body()
        began = _Moment.now()
        self._started += 1
        behaviour = self._scripted.popleft() if self._scripted else self._personality
        call = SeenCall(
            number=self._started,
            path=request.url.path,
            body_sha256=hashlib.sha256(content).hexdigest(),
            model=None,
            store=None,
            behaviour=behaviour.value,
            status=None,
        )
        if self._keep_bodies:
            self._bodies.append(content)
        if not self._may_ask(request):
            refusal = self._wire.error(401, "a key is required", code="invalid_api_key")
            return self._noted(call, refusal)
        if door not in self._server.doors:
            return self._noted(call, self._wire.error(404, "there is no such path", code=None))
        try:
            asked = understand(door, content, self._server)
        except BadRequest as refused:
            refusal = self._wire.error(400, str(refused), code=None, param=refused.param)
            return self._noted(call, refusal)
        call = began.added(_asked(call, asked))
        await self._wait(behaviour)
        return self._behave(call, asked, behaviour)

    async def _wait(self, behaviour: Personality | RawFault) -> None:
        await self._sleep(self._latency_seconds)
        if behaviour is Personality.SLOW:
            await self._sleep(self._delay_seconds)

    def _behave(
        self, call: SeenCall, asked: ModelRequest, behaviour: Personality | RawFault
    ) -> Response:
        fault = committed(behaviour, call.number)
        failure = instead(fault, self._wire)
        if failure is not None:
            return self._noted(call, failure)
        began = _Moment.now()
        personality = behaviour if isinstance(behaviour, Personality) else self._personality
        completion = spoiled_text(fault, self._complete(call, asked, personality))
        response = answer(fault, envelope(asked, completion, self._server), self._wire)
        used = call.model_copy(
            update={
                "input_tokens": completion.input_tokens,
                "cached_tokens": completion.cached_tokens,
                "cache_write_tokens": completion.cache_write_tokens,
                "output_tokens": completion.output_tokens,
            }
        )
        return self._noted(began.added(used), response)

    def _complete(
        self, call: SeenCall, asked: ModelRequest, personality: Personality
    ) -> Completion:
        used = self._cache.use(
            asked.prompt, name=asked.cache_name, marks=asked.marks, whole=asked.whole
        )
        speech = self._speech.on(asked, personality)
        return Completion(
            text=speech.text,
            finish=speech.finish,
            model=asked.model,
            input_tokens=tokens(asked.prompt),
            cached_tokens=used.read,
            cache_write_tokens=used.written,
            number=call.number,
        ).limited(asked.most_tokens)

    def _may_ask(self, request: Request) -> bool:
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        return not self._server.needs_key or (scheme.lower() == "bearer" and bool(key.strip()))

    def _noted(self, call: SeenCall, response: Response) -> Response:
        status = None if isinstance(response, Dropped | Held) else response.status_code
        self._calls.append(call.model_copy(update={"status": status}))
        response.headers["x-request-id"] = f"req_simulated_{call.number}"
        return response


@dataclass(frozen=True, slots=True)
class _Moment:
    """When the simulator began to work on something."""

    clock: float
    cpu: float

    @classmethod
    def now(cls) -> Self:
        return cls(time.perf_counter(), time.thread_time())

    def added(self, call: SeenCall) -> SeenCall:
        """Add what passed since then to a call."""
        took = {
            "seconds": call.seconds + time.perf_counter() - self.clock,
            "cpu_seconds": call.cpu_seconds + time.thread_time() - self.cpu,
        }
        return call.model_copy(update=took)


def _asked(call: SeenCall, asked: ModelRequest) -> SeenCall:
    return call.model_copy(
        update={
            "model": asked.model,
            "store": asked.store,
            "form": asked.form.kind,
            "tier": asked.tier,
            "prompt_characters": len(asked.prompt),
        }
    )
