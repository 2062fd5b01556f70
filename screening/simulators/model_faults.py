"""How each fault of the model simulator spoils a call: what is said, or how it is sent."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime

from starlette.responses import Response

from screening.simulators.model_wire import Completion, Json, RawFault, Wire
from screening.simulators.wire import Dribbled, Dropped, Held, as_html, as_json, truncated

HUGE_CHARACTERS = 10_000_000
OTHER_MODEL = "another-model-2026-01-01"


def instead(fault: RawFault | None, wire: Wire) -> Response | None:
    """Return what comes in the place of any completion, if that is where the fault lies."""
    return _INSTEAD[fault](wire) if fault in _INSTEAD else None


def spoiled_text(fault: RawFault | None, completion: Completion) -> Completion:
    """Spoil what the model says, if that is where the fault lies."""
    if fault in _SPOILED:
        return _SPOILED[fault](completion)
    spoil = _TEXT.get(fault) if fault else None
    return replace(completion, text=spoil(completion.text)) if spoil else completion


def answer(fault: RawFault | None, content: Json, wire: Wire) -> Response:
    """Send an envelope, spoiled if that is where the fault lies."""
    if fault in _MEMBERS:
        spoiled = {**content, **_MEMBERS[fault]}
        content = {name: spoiled[name] for name in spoiled if name in content or name == "error"}
    if fault is RawFault.NO_USAGE:
        content = {name: value for name, value in content.items() if name != "usage"}
    whole = as_json(content)
    return _WHOLE[fault](whole, wire) if fault in _WHOLE else whole


def _soon(wire: Wire) -> Response:
    return wire.busy({"retry-after": str(wire.retry_after)})


def _at_a_date(wire: Wire) -> Response:
    now = wire.now
    date = "Thu, 01 Jan 2026 00:00:00 GMT"
    if now is not None:
        date = format_datetime(now + timedelta(seconds=wire.retry_after), usegmt=True)
    return wire.busy({"retry-after": date})


def _refusing(completion: Completion) -> Completion:
    return replace(completion, text="", refusal="I cannot help with judging a person.")


def _cutting(completion: Completion) -> Completion:
    return replace(completion, text=completion.text[: len(completion.text) // 2], finish="length")


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
    RawFault.THOUGHTS: lambda text: f"<think>First {{the}} musts ...</think>\n{text}",
    RawFault.PROSE: lambda text: "This person looks like a good choice to me.",  # noqa: ARG005 - the table's shape
    RawFault.BROKEN_JSON: lambda text: text[: len(text) * 3 // 4],
    RawFault.TWO_OBJECTS: lambda text: f"{text}\n{text}",
    RawFault.DUPLICATE_KEYS: lambda text: text.replace("{", '{"questions": [], ', 1),
    RawFault.NOT_A_NUMBER: lambda text: text.replace("{", '{"score": NaN, ', 1),
    RawFault.UNKNOWN_ANSWER: lambda text: (
        text.replace('"not_stated"', '"probably"')
        .replace('"met"', '"excellent"')
        .replace('"partly"', '"so_so"')
    ),
    RawFault.MISSING_REQUIREMENT: _without_last,
    RawFault.EXTRA_REQUIREMENT: _with_another,
    RawFault.HUGE: lambda text: text + " " * HUGE_CHARACTERS,
}

_SPOILED: dict[RawFault | None, Callable[[Completion], Completion]] = {
    RawFault.REFUSED: _refusing,
    RawFault.FILTERED: lambda one: replace(one, text="", finish="content_filter"),
    RawFault.CUT: _cutting,
    RawFault.CUT_BUT_VALID: lambda one: replace(one, finish="length"),
    RawFault.COMMENTARY: lambda one: replace(one, phase="commentary"),
    RawFault.FAILED: lambda one: replace(one, text="", finish="failed"),
    RawFault.DRIFT: lambda one: replace(one, model=OTHER_MODEL),
}

_OVERLOADED: Json = {"message": "overloaded", "type": "server_error", "param": None, "code": None}

_MEMBERS: dict[RawFault | None, Json] = {
    RawFault.EMPTY_CHOICES: {"choices": [], "output": []},
    RawFault.NULL_CHOICES: {"choices": None, "output": None},
    RawFault.ERROR_IN_200: {"choices": None, "output": None, "error": {"message": "overloaded"}},
    RawFault.FAILED: {"choices": None, "error": _OVERLOADED},
}

_INSTEAD: dict[RawFault | None, Callable[[Wire], Response]] = {
    RawFault.SERVER_ERROR: lambda wire: wire.error(500, "internal error", code=None),
    RawFault.OVERLOADED: lambda wire: wire.error(503, "overloaded", code=None),
    RawFault.UNAUTHORIZED: lambda wire: wire.error(401, "invalid key", code="invalid_api_key"),
    RawFault.FORBIDDEN: lambda wire: wire.error(403, "not permitted", code="unsupported_country"),
    RawFault.MODEL_NOT_FOUND: lambda wire: wire.error(404, "no such model", code="model_not_found"),
    RawFault.TOO_LONG: lambda wire: wire.error(
        400, "the messages are too long", code="context_length_exceeded", param="messages"
    ),
    RawFault.QUESTION_FILTERED: lambda wire: wire.error(
        400, "the prompt was filtered", code="content_filter", param="prompt"
    ),
    RawFault.RATE_LIMITED: _soon,
    RawFault.RATE_LIMITED_BARE: lambda wire: wire.busy({}),
    RawFault.RATE_LIMITED_DATE: _at_a_date,
    RawFault.RETRY_LATE: lambda wire: wire.busy({"retry-after": "600"}),
    RawFault.QUOTA: lambda wire: wire.error(
        429, "the account has no quota left", code="insufficient_quota"
    ),
    RawFault.BILLING: lambda wire: wire.error(
        429, "the hard limit is reached", code="billing_hard_limit_reached"
    ),
    RawFault.TIER_BUSY: lambda wire: wire.error(
        429, "no room in this tier", code="resource_unavailable"
    ),
    RawFault.TIER_FULL: lambda wire: wire.error(
        498, "no room in this tier", code="capacity_exceeded"
    ),
    RawFault.DROP: lambda _: Dropped(),
    RawFault.HANG: lambda wire: Held(wire.hang_seconds, sleep=wire.sleep),
    RawFault.PLAIN_TEXT: lambda _: Response("It is done.", media_type="text/plain"),
    RawFault.HTML: lambda _: as_html(),
}

_WHOLE: dict[RawFault | None, Callable[[Response, Wire], Response]] = {
    RawFault.TRUNCATED_BODY: lambda whole, _: truncated(whole),
    RawFault.SLOW_DRIP: lambda whole, wire: Dribbled(
        whole, pause=wire.pause_seconds, sleep=wire.sleep
    ),
    RawFault.MALFORMED_BODY: lambda whole, _: Response(
        bytes(whole.body)[:-2], media_type="application/json"
    ),
}
