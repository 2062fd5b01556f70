"""A simulated OpenAI-compatible model server. No answer of it comes from an LLM."""

import asyncio
import hashlib
import json
import random
from collections import Counter, deque
from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from screening.errors import Misconfigured
from screening.model import Value
from screening.simulators.model_manners import FAILING, mannered
from screening.simulators.model_oracle import Oracle
from screening.simulators.model_requests import (
    BadRequest,
    Door,
    ModelRequest,
    smallest,
    understand,
)
from screening.simulators.model_wire import (
    Completion,
    RawFault,
    answer,
    envelope,
    error,
    spoiled_text,
    tokens,
)
from screening.simulators.personalities import Mind, Personality, say
from screening.simulators.prompt_cache import PromptCache
from screening.simulators.prompt_reading import read_prompt
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
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0


class ModelSimulator:
    """One model server with one personality, and what was asked of it."""

    def __init__(
        self,
        personality: Personality,
        *,
        world: World | None = None,
        seed: int = 0,
        noise: float = 0.2,
        latency_seconds: float = 0,
        delay_seconds: float = 30,
        retry_after: int = 1,
        models: Sequence[str] = (BASELINE_MODEL,),
        keep_bodies: bool = False,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._oracle = Oracle(world) if world is not None else None
        self._seed = seed
        self._noise = noise
        self._latency_seconds = latency_seconds
        self._delay_seconds = delay_seconds
        self._retry_after = retry_after
        self._models = tuple(models)
        self._keep_bodies = keep_bodies
        self._sleep = sleep
        self._scripted: deque[Personality | RawFault] = deque()
        self._repeats: Counter[str] = Counter()
        self._cache = PromptCache()
        self._calls: list[SeenCall] = []
        self._bodies: list[bytes] = []
        self._started = 0
        self._answering = 0
        self.most_at_once = 0
        """The largest number of calls that were being answered at the same time."""
        self.become(personality)
        self.app = Starlette(
            routes=[
                Route(f"{API_PATH}/chat/completions", self._chat, methods=["POST"]),
                Route(f"{API_PATH}/responses", self._responses, methods=["POST"]),
                Route(f"{API_PATH}/models", self._list_models),
            ]
        )

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
        if not _has_key(request):
            return error(401, "a key is required", code="invalid_api_key")
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
        if not _has_key(request):
            return self._noted(call, error(401, "a key is required", code="invalid_api_key"))
        try:
            asked = understand(door, content)
        except BadRequest as refused:
            return self._noted(call, error(400, str(refused), code=None, param=refused.param))
        await self._sleep(self._latency_seconds)
        call = call.model_copy(update={"model": asked.model, "store": asked.store})
        return await self._behave(call, asked, behaviour)

    async def _behave(
        self, call: SeenCall, asked: ModelRequest, behaviour: Personality | RawFault
    ) -> Response:
        if behaviour in FAILING:
            return self._noted(call, FAILING[behaviour](call.number, self._retry_after))
        if behaviour is Personality.SLOW:
            await self._sleep(self._delay_seconds)
        fault = behaviour if isinstance(behaviour, RawFault) else None
        personality = behaviour if isinstance(behaviour, Personality) else self._personality
        completion = spoiled_text(fault, self._complete(call, asked, personality))
        content = envelope(asked.door, completion)
        response = answer(fault, content, hang_seconds=self._delay_seconds, sleep=self._sleep)
        used = call.model_copy(
            update={
                "input_tokens": completion.input_tokens,
                "cached_tokens": completion.cached_tokens,
                "output_tokens": completion.output_tokens,
            }
        )
        return self._noted(used, response)

    def _complete(
        self, call: SeenCall, asked: ModelRequest, personality: Personality
    ) -> Completion:
        completion = Completion(
            text=self._speak(call, asked, personality),
            model=asked.model,
            input_tokens=tokens(asked.prompt),
            cached_tokens=self._cache.cached_tokens(asked.prompt),
            number=call.number,
        )
        return mannered(personality, completion)

    def _speak(self, call: SeenCall, asked: ModelRequest, personality: Personality) -> str:
        prompt = read_prompt(asked.user)
        if not prompt.asked:
            if asked.schema is None:
                return "This is the model simulator. It answers screening questions only."
            return json.dumps(smallest(dict(asked.schema)))
        self._repeats[call.body_sha256] += 1
        moment = f"{self._seed}:{call.body_sha256}:{self._repeats[call.body_sha256]}"
        chance = random.Random(moment)  # noqa: S311 - repeatable chance, no secret
        return say(personality, prompt, Mind(chance, self._oracle, self._noise)).as_json()

    def _noted(self, call: SeenCall, response: Response) -> Response:
        status = None if isinstance(response, Dropped | Held) else response.status_code
        self._calls.append(call.model_copy(update={"status": status}))
        response.headers["x-request-id"] = f"req_simulated_{call.number}"
        return response


def _has_key(request: Request) -> bool:
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    return scheme.lower() == "bearer" and bool(key.strip())
