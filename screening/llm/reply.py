"""Reading one HTTP answer of an OpenAI-compatible server, whatever it holds, into a typed result.

Such servers answer with error objects under HTTP 200, login pages, empty choices and more; nothing
here raises. Of the answer only the model's own text is kept, and that never reaches a message.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TypeGuard

from screening.llm.prices import Usage
from screening.model import ModelOutcome

_NAME = re.compile(r"[\w.:/@+ \-]{1,200}", re.ASCII)
_QUOTA = re.compile(r"insufficient_quota|billing_\w+|account_deactivated")
_NO_USAGE = Usage()
LONGEST_RETRY = timedelta(hours=1)
"""No header puts a question off for longer; a wrong one must not stop the work for days."""
_LOOK_AT = {
    400: "the server does not accept the request: check model.name and the options under [model]",
    401: "the key was rejected: check the variable that model.key_env names",
    403: "the key may not use this model: check the key's rights, and model.name",
    404: "not found: check model.name and model.base_url",
    422: "the server does not accept the request: check model.name and the options under [model]",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What one attempt brought. ``OK`` means that there is a text, not yet that it is usable."""

    outcome: ModelOutcome
    text: str = ""
    hint: str = ""
    """What an operator should look at; no content."""
    status: int | None = None
    """``None`` when no answer came."""
    retry_after: timedelta | None = None
    """At most an hour, whatever the server says."""
    usage: Usage = _NO_USAGE
    returned_model: str | None = None
    system_fingerprint: str | None = None
    request_id: str | None = None

    @property
    def repeatable(self) -> bool:
        """Whether the same request may succeed a little later."""
        return self.outcome in {ModelOutcome.UNAVAILABLE, ModelOutcome.RATE_LIMITED}


def read_reply(status: int, headers: Mapping[str, str], body: bytes, *, now: datetime) -> Reply:
    """Read an HTTP answer; ``headers`` finds names in lower case."""
    root = _object(body)
    choice = _first_choice(root)
    outcome, text, hint = _judge(status, root, choice)
    return Reply(
        outcome=outcome,
        text=text,
        hint=hint,
        status=status,
        retry_after=_retry_after(headers, now),
        usage=_usage(root.get("usage")) if root else Usage(),
        returned_model=_name(root.get("model")) if root else None,
        system_fingerprint=_name(root.get("system_fingerprint")) if root else None,
        request_id=_name(headers.get("x-request-id") or headers.get("apim-request-id")),
    )


_Judged = tuple[ModelOutcome, str, str]


def _judge(
    status: int, root: dict[str, object] | None, choice: dict[str, object] | None
) -> _Judged:
    error = root.get("error") if root else None
    if not 200 <= status < 300 or error:
        return _failure(status, error)
    if root is None:
        hint = "the answer is not JSON: check that model.base_url ends in /v1 and is no login page"
        return ModelOutcome.UNAVAILABLE, "", hint
    if choice is None:
        return ModelOutcome.MALFORMED, "", "the answer has no choice"
    return _of_choice(choice)


def _of_choice(choice: dict[str, object]) -> _Judged:
    reason = choice.get("finish_reason")
    message = choice.get("message")
    text, refused = _text(message) if _is_object(message) else ("", False)
    if reason == "content_filter":
        return ModelOutcome.FILTERED, "", "the server's content filter stopped the answer"
    if refused:
        return ModelOutcome.REFUSED, "", "the model refused to answer"
    if reason == "length":
        hint = "the answer was cut off: raise model.max_output_tokens"
        return ModelOutcome.TRUNCATED, "", hint
    if not text.strip():
        return ModelOutcome.MALFORMED, "", "the answer is empty"
    return ModelOutcome.OK, text, ""


def _failure(status: int, error: object) -> _Judged:
    details = error if _is_object(error) else {}
    codes = " ".join(str(details.get(key)) for key in ("code", "type"))
    status = _stated_status(status, details)
    if _QUOTA.search(codes):
        hint = "the account's quota is used up: check the account's billing and limits"
        return ModelOutcome.REJECTED, "", hint
    if "content_filter" in codes:
        return ModelOutcome.FILTERED, "", "the server's content filter stopped the question"
    if status == 413 or "context_length" in codes:
        return ModelOutcome.OVER_BUDGET, "", "the question is longer than the model can take"
    if status == 429:
        return ModelOutcome.RATE_LIMITED, "", "the model's rate limit is reached"
    if status in {408, 409} or status >= 500:
        return ModelOutcome.UNAVAILABLE, "", "the model's server failed"
    hint = _LOOK_AT.get(status, "unexpected answer: check model.base_url")
    return ModelOutcome.REJECTED, "", hint


def _stated_status(status: int, details: dict[str, object]) -> int:
    """Return the status; gateways put the real one into an error object under HTTP 200."""
    if status >= 300:
        return status
    code = details.get("code")
    known = isinstance(code, int | str) and re.fullmatch(r"[45][0-9]{2}", str(code))
    return int(str(code)) if known else 502


def _object(body: bytes) -> dict[str, object] | None:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if _is_object(found) else None


def _first_choice(root: dict[str, object] | None) -> dict[str, object] | None:
    choices = root.get("choices") if root else None
    first = choices[0] if isinstance(choices, list) and choices else None
    return first if _is_object(first) else None


def _text(message: dict[str, object]) -> tuple[str, bool]:
    """Return the message's text, which some servers send in parts, and whether it is a refusal."""
    content = message.get("content")
    if message.get("refusal"):
        return "", True
    if isinstance(content, str):
        return content, False
    parts = [part for part in content if _is_object(part)] if isinstance(content, list) else []
    refused = any(part.get("type") == "refusal" for part in parts)
    texts = [part.get("text") for part in parts]
    return "".join(text for text in texts if isinstance(text, str)), refused


def _usage(found: object) -> Usage:
    usage = found if _is_object(found) else {}
    details = usage.get("prompt_tokens_details")
    return Usage(
        input_tokens=_count(usage.get("prompt_tokens")),
        cached_tokens=_count(details.get("cached_tokens")) if _is_object(details) else None,
        output_tokens=_count(usage.get("completion_tokens")),
    )


def _count(value: object) -> int | None:
    good = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9
    return value if good and isinstance(value, int) else None


def _name(value: object) -> str | None:
    """Keep a short plain name; anything else from a foreign server is not recorded."""
    return value if isinstance(value, str) and _NAME.fullmatch(value) else None


def _retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Read ``Retry-After`` as seconds or as a date; ``None`` when absent or unreadable."""
    stated = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,7}(\.[0-9]+)?", stated):
        return min(timedelta(seconds=float(stated)), LONGEST_RETRY)
    try:
        moment = parsedate_to_datetime(stated)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        return None
    return min(max(moment - now, timedelta(0)), LONGEST_RETRY)


def _is_object(value: object) -> TypeGuard[dict[str, object]]:
    return isinstance(value, dict)
