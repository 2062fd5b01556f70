"""What an OpenAI-compatible server refuses, and what is asked in what it accepts."""

import json
from dataclasses import dataclass

from pydantic import JsonValue

from screening.simulators.model_form import AskedForm, asked_form
from screening.simulators.model_schema import Json
from screening.simulators.model_servers import BadRequest, Door, Server
from screening.simulators.prompt_reading import text_of, user_text

_PARTS = {"chat": {"text"}, "responses": {"input_text", "output_text"}}
_ROLES = {"system", "developer", "user", "assistant"}
_LIVES = {"chat": ("30m",), "responses": ("30m", "12h")}
_LIMITS = ("max_completion_tokens", "max_tokens", "max_output_tokens")
_EFFORTS = (None, "none", "minimal", "low", "medium", "high", "xhigh")
_BOTH = {
    "model", "store", "stream", "metadata", "user", "tools", "tool_choice", "parallel_tool_calls",
    "service_tier", "safety_identifier", "prompt_cache_key", "prompt_cache_options",
    "prompt_cache_retention", "temperature", "top_p", "top_logprobs",
}  # fmt: skip
_KNOWN: dict[str, set[str]] = {
    "chat": _BOTH
    | {
        "messages", "response_format", "max_tokens", "max_completion_tokens", "reasoning_effort",
        "n", "seed", "stop", "verbosity", "logprobs", "logit_bias", "presence_penalty",
        "frequency_penalty", "modalities", "stream_options",
    },
    "responses": _BOTH
    | {
        "input", "instructions", "text", "max_output_tokens", "reasoning", "include", "background",
        "truncation", "previous_response_id", "conversation", "max_tool_calls",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """One accepted request."""

    door: Door
    model: str
    store: bool | None
    """Whether it may be kept; ``None`` where that was not said."""
    prompt: str
    """Everything sent, in its order, for counting."""
    system: str
    """What the system messages say."""
    user: str
    """The message that shows the documents."""
    form: AskedForm
    most_tokens: int | None = None
    """Where the answer is cut off."""
    tier: str = "default"
    """The tier that served it."""
    marks: tuple[int, ...] = ()
    """Where the marked beginnings of the prompt end, in bytes."""
    whole: bool = True
    """Whether the cache keeps the whole prompt too."""
    cache_name: str = ""
    """What tells caches apart: the model, the key, and the form, which stands before all else."""


def understand(door: Door, content: bytes, server: Server) -> ModelRequest:
    """Check a request as a strict server does; raise ``BadRequest``."""
    members = _members(content)
    model = members.get("model")
    if not isinstance(model, str) or not model:
        raise BadRequest("a model is required", param="model")
    _check_members(door, members, server)
    messages = _messages(door, members)
    said = _said(door, messages, server)
    form = asked_form(door, members, said.prompt, server)
    shown = json.dumps(form.schema, sort_keys=True) if form.schema else ""
    return ModelRequest(
        door=door,
        model=model,
        store=False if members.get("store") is False else None,
        prompt=said.prompt,
        system=said.system,
        user=user_text(messages),
        form=form,
        most_tokens=_limit(members),
        tier=_tier(members, server),
        marks=said.marks,
        whole=_whole(door, members, server),
        cache_name="\n".join((model, str(members.get("prompt_cache_key")), shown)),
    )


def _members(content: bytes) -> Json:
    try:
        members = json.loads(content)
    except (ValueError, RecursionError):
        raise BadRequest("the body is not valid JSON", param="body") from None
    if not isinstance(members, dict):
        raise BadRequest("the body is not an object", param="body")
    return members


def _check_members(door: Door, members: Json, server: Server) -> None:
    store = members.get("store")
    if store or (server.needs_store_false and store is not False):
        raise BadRequest("store must be false: nothing may be kept", param="store")
    if members.get("stream"):
        raise BadRequest("this simulator does not stream", param="stream")
    for name in sorted(members):
        if name in server.refused and not (name == "temperature" and members[name] == 1):
            raise BadRequest(f"{name} is not supported with this model", param=name)
        if server.known_only and name not in _KNOWN[door]:
            raise BadRequest(f"Unknown name {json.dumps(name)}: cannot find field", param=name)
    for name in ("background", "previous_response_id", "conversation"):
        if members.get(name):
            raise BadRequest(f"{name} would keep something: nothing may be kept", param=name)
    _check_effort(door, members)


def _check_effort(door: Door, members: Json) -> None:
    name = "reasoning_effort" if door == "chat" else "reasoning"
    effort = members.get(name)
    if isinstance(effort, dict):
        effort = effort.get("effort")
    if effort not in _EFFORTS:
        raise BadRequest(f"the effort {effort!r} is unknown", param=name)


def _messages(door: Door, members: Json) -> list[JsonValue]:
    name = "messages" if door == "chat" else "input"
    asked = members.get(name)
    if door == "responses" and isinstance(asked, str):
        asked = [{"role": "user", "content": asked}]
    if not isinstance(asked, list) or not asked:
        raise BadRequest(f"{name} is required", param=name)
    instructions = members.get("instructions") if door == "responses" else None
    return [{"role": "system", "content": instructions}, *asked] if instructions else asked


@dataclass(frozen=True, slots=True)
class _Said:
    prompt: str
    system: str
    marks: tuple[int, ...]


def _said(door: Door, messages: list[JsonValue], server: Server) -> _Said:
    texts: list[str] = []
    system: list[str] = []
    marks: list[int] = []
    for index, message in enumerate(messages):
        param = f"{'messages' if door == 'chat' else 'input'}[{index}]"
        role = message.get("role") if isinstance(message, dict) else None
        if not isinstance(message, dict) or role not in _ROLES:
            raise BadRequest("a message needs a role that is known", param=param)
        if role in ("system", "developer"):
            if server.one_system_message and index:
                raise BadRequest("the system message must come first, and once", param=param)
            system.append(text_of(message.get("content")))
        before = "\n".join([*texts, ""])
        marks += _marks(door, message.get("content"), before, param, server)
        texts.append(text_of(message.get("content")))
    return _Said("\n".join(texts), "\n".join(system), tuple(marks))


def _marks(door: Door, content: JsonValue, before: str, param: str, server: Server) -> list[int]:
    """Find the marked ends in a message's parts, in bytes from the beginning of the prompt."""
    if isinstance(content, str):
        return []
    if not isinstance(content, list) or not content:
        raise BadRequest("a message needs content", param=param)
    marks = []
    reached = len(before.encode())
    for part in content:
        if not isinstance(part, dict) or part.get("type") not in _PARTS[door]:
            raise BadRequest(f"a part is of type {min(_PARTS[door])}", param=param)
        reached += len(text_of([part]).encode())
        if "prompt_cache_breakpoint" in part and server.known_only:
            _check_mark(part["prompt_cache_breakpoint"], param, server)
        if "prompt_cache_breakpoint" in part and server.cache == "marked":
            marks.append(reached)
    return marks


def _check_mark(mark: JsonValue, param: str, server: Server) -> None:
    if server.cache != "marked":
        raise BadRequest('Unknown name "prompt_cache_breakpoint": cannot find field', param=param)
    if not isinstance(mark, dict) or mark.get("mode") != "explicit":
        raise BadRequest("a breakpoint's mode is explicit", param=param)
    if mark.get("ttl", "30m") not in _LIVES["responses"]:
        raise BadRequest("a breakpoint's ttl is 30m or 12h", param=param)


def _whole(door: Door, members: Json, server: Server) -> bool:
    """Tell whether the cache keeps the whole prompt: always, unless marks alone were asked for."""
    options = members.get("prompt_cache_options")
    if options is None or server.cache != "marked":
        return True
    if not isinstance(options, dict) or not set(options) <= {"mode", "ttl", "prewarm"}:
        raise BadRequest("unknown options", param="prompt_cache_options")
    if options.get("mode", "implicit") not in ("implicit", "explicit"):
        raise BadRequest("the mode is implicit or explicit", param="prompt_cache_options.mode")
    if options.get("ttl", "30m") not in _LIVES[door]:
        raise BadRequest("this lifetime is not supported", param="prompt_cache_options.ttl")
    return options.get("mode") != "explicit"


def _limit(members: Json) -> int | None:
    for name in _LIMITS:
        limit = members.get(name)
        if limit is not None and (not isinstance(limit, int) or limit < 1):
            raise BadRequest("the limit is a positive integer", param=name)
        if isinstance(limit, int):
            return limit
    return None


def _tier(members: Json, server: Server) -> str:
    tier = members.get("service_tier")
    if tier is None or server.tiers is None:
        return "default"
    if tier not in server.tiers:
        raise BadRequest("this tier is not offered for this model", param="service_tier")
    return {"auto": "default", "fast": "priority"}.get(str(tier), str(tier))
