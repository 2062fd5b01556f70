"""How the model simulator's answers look on the wire, whole or spoiled."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from pydantic import JsonValue
from starlette.responses import Response

from screening.simulators.model_requests import Door
from screening.simulators.wire import Dropped, Held, Sleep, as_json, truncated

Json = dict[str, JsonValue]


class RawFault(StrEnum):
    """One way in which a single call goes wrong, whatever the personality."""

    SERVER_ERROR = "server_error"
    UNAUTHORIZED = "unauthorized"
    FORBIDDEN = "forbidden"
    MODEL_NOT_FOUND = "model_not_found"
    RETRY_LATE = "retry_late"
    """429 with a Retry-After of ten minutes."""
    DROP = "drop"
    HANG = "hang"
    TRUNCATED_BODY = "truncated_body"
    MALFORMED_BODY = "malformed_body"
    """The envelope itself is broken JSON."""
    ERROR_IN_200 = "error_in_200"
    EMPTY_CHOICES = "empty_choices"
    NULL_CHOICES = "null_choices"
    NO_USAGE = "no_usage"
    CUT_BUT_VALID = "cut_but_valid"
    """Complete JSON, yet reported as cut off."""
    EMPTY_CONTENT = "empty_content"
    FENCED = "fenced"
    """The JSON stands in a Markdown fence."""
    PROSE = "prose"
    """No JSON at all."""
    DUPLICATE_KEYS = "duplicate_keys"
    NOT_A_NUMBER = "not_a_number"
    UNKNOWN_ANSWER = "unknown_answer"
    """An answer that is none of the four."""
    MISSING_REQUIREMENT = "missing_requirement"
    EXTRA_REQUIREMENT = "extra_requirement"
    HUGE = "huge"
    """Five megabytes of text."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What the model produced, before it is wrapped."""

    text: str
    model: str
    input_tokens: int
    cached_tokens: int
    number: int
    """Which call this is, from 1."""
    finish: str = "stop"
    """``stop``, ``length`` or ``content_filter``."""
    refusal: str | None = None

    @property
    def output_tokens(self) -> int:
        """Tokens of what came out."""
        return tokens(self.text or self.refusal or "")


def tokens(text: str) -> int:
    """Estimate tokens from the real length: four bytes each."""
    return -(-len(text.encode()) // 4)


def error(
    status: int, message: str, *, code: str | None, param: str | None = None, retry_after: int = 0
) -> Response:
    """Answer with an error object."""
    kind = code if code == "insufficient_quota" else _KINDS.get(status, "server_error")
    content = {"error": {"message": message, "type": kind, "param": param, "code": code}}
    headers = {"retry-after": str(retry_after)} if retry_after else None
    return as_json(content, status, headers)


def spoiled_text(fault: RawFault | None, completion: Completion) -> Completion:
    """Spoil what the model says, if that is where the fault lies."""
    if fault is RawFault.CUT_BUT_VALID:
        return replace(completion, finish="length")
    spoil = _TEXT.get(fault) if fault else None
    return replace(completion, text=spoil(completion.text)) if spoil else completion


def envelope(door: Door, completion: Completion) -> Json:
    """Wrap what the model produced."""
    return _chat(completion) if door == "chat" else _responses(completion)


def answer(fault: RawFault | None, content: Json, *, hang_seconds: float, sleep: Sleep) -> Response:
    """Send an envelope, spoiled if that is where the fault lies."""
    if fault is RawFault.HANG:
        return Held(hang_seconds, sleep=sleep)
    if fault in _MEMBERS:
        content = {**content, **_MEMBERS[fault]}
    if fault is RawFault.NO_USAGE:
        content = {name: value for name, value in content.items() if name != "usage"}
    whole = as_json(content)
    return _WHOLE[fault](whole) if fault in _WHOLE else whole


_KINDS = {
    400: "invalid_request_error",
    401: "invalid_request_error",
    403: "invalid_request_error",
    404: "invalid_request_error",
    429: "requests",
}


def _chat(completion: Completion) -> Json:
    message: Json = {
        "role": "assistant",
        "content": None if completion.refusal else completion.text,
        "refusal": completion.refusal,
    }
    usage: Json = {
        "prompt_tokens": completion.input_tokens,
        "completion_tokens": completion.output_tokens,
        "total_tokens": completion.input_tokens + completion.output_tokens,
        "prompt_tokens_details": {"cached_tokens": completion.cached_tokens},
        "completion_tokens_details": {"reasoning_tokens": 0},
    }
    choice: Json = {
        "index": 0,
        "message": message,
        "logprobs": None,
        "finish_reason": completion.finish,
    }
    return {
        "id": f"chatcmpl-simulated-{completion.number}",
        "object": "chat.completion",
        "created": 1_767_225_600 + completion.number,
        "model": completion.model,
        "system_fingerprint": "fp_simulator",
        "service_tier": "default",
        "choices": [choice],
        "usage": usage,
    }


def _responses(completion: Completion) -> Json:
    said: Json = {"type": "output_text", "text": completion.text, "annotations": []}
    if completion.refusal:
        said = {"type": "refusal", "refusal": completion.refusal}
    cut = _INCOMPLETE.get(completion.finish)
    message: Json = {
        "id": f"msg_simulated_{completion.number}",
        "type": "message",
        "status": "incomplete" if cut else "completed",
        "role": "assistant",
        "content": [said],
    }
    usage: Json = {
        "input_tokens": completion.input_tokens,
        "input_tokens_details": {"cached_tokens": completion.cached_tokens},
        "output_tokens": completion.output_tokens,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": completion.input_tokens + completion.output_tokens,
    }
    return {
        "id": f"resp_simulated_{completion.number}",
        "object": "response",
        "created_at": 1_767_225_600 + completion.number,
        "status": "incomplete" if cut else "completed",
        "error": None,
        "incomplete_details": {"reason": cut} if cut else None,
        "instructions": None,
        "metadata": {},
        "model": completion.model,
        "output": [message],
        "parallel_tool_calls": False,
        "store": False,
        "tool_choice": "auto",
        "tools": [],
        "usage": usage,
    }


_INCOMPLETE = {"length": "max_output_tokens", "content_filter": "content_filter"}


def _without_last(text: str) -> str:
    members = _requirements(text)
    kept = dict(members)
    del kept[max(name for name in members if name.startswith("R"))]
    return json.dumps(kept, ensure_ascii=False)


def _with_another(text: str) -> str:
    members = _requirements(text)
    return json.dumps({"R999": members.get("R1"), **members}, ensure_ascii=False)


def _requirements(text: str) -> Json:
    members: Json = json.loads(text)
    return members


_TEXT: dict[RawFault, Callable[[str], str]] = {
    RawFault.EMPTY_CONTENT: lambda text: "",  # noqa: ARG005 - the table's shape
    RawFault.FENCED: lambda text: f"```json\n{text}\n```",
    RawFault.PROSE: lambda text: "This person looks like a good choice to me.",  # noqa: ARG005 - the table's shape
    RawFault.DUPLICATE_KEYS: lambda text: text.replace("{", '{"questions": [], ', 1),
    RawFault.NOT_A_NUMBER: lambda text: text.replace("{", '{"score": NaN, ', 1),
    RawFault.UNKNOWN_ANSWER: lambda text: (
        text.replace('"not_stated"', '"probably"')
        .replace('"met"', '"excellent"')
        .replace('"partly"', '"so_so"')
    ),
    RawFault.MISSING_REQUIREMENT: _without_last,
    RawFault.EXTRA_REQUIREMENT: _with_another,
    RawFault.HUGE: lambda text: text + " " * 5_000_000,
}

_MEMBERS: dict[RawFault | None, Json] = {
    RawFault.EMPTY_CHOICES: {"choices": [], "output": []},
    RawFault.NULL_CHOICES: {"choices": None, "output": None},
    RawFault.ERROR_IN_200: {"choices": None, "output": None, "error": {"message": "overloaded"}},
}

_WHOLE: dict[RawFault | None, Callable[[Response], Response]] = {
    RawFault.SERVER_ERROR: lambda _: error(500, "internal error", code=None),
    RawFault.UNAUTHORIZED: lambda _: error(401, "invalid key", code="invalid_api_key"),
    RawFault.FORBIDDEN: lambda _: error(403, "not permitted", code="unsupported_country"),
    RawFault.MODEL_NOT_FOUND: lambda _: error(404, "no such model", code="model_not_found"),
    RawFault.RETRY_LATE: lambda _: error(
        429, "slow down", code="rate_limit_exceeded", retry_after=600
    ),
    RawFault.DROP: lambda _: Dropped(),
    RawFault.TRUNCATED_BODY: truncated,
    RawFault.MALFORMED_BODY: lambda whole: Response(
        bytes(whole.body)[:-2], media_type="application/json"
    ),
}
