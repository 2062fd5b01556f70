"""What the model simulator sends: a completion, an error, and the ways to spoil either."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from pydantic import JsonValue
from starlette.responses import Response

from screening.simulators.model_servers import Server
from screening.simulators.wire import Sleep, as_json

Json = dict[str, JsonValue]


class RawFault(StrEnum):
    """One way in which a single call goes wrong, whatever the personality."""

    SERVER_ERROR = "server_error"
    OVERLOADED = "overloaded"
    UNAUTHORIZED = "unauthorized"
    FORBIDDEN = "forbidden"
    MODEL_NOT_FOUND = "model_not_found"
    TOO_LONG = "too_long"
    """400: the question exceeds what the model can take."""
    QUESTION_FILTERED = "question_filtered"
    """400: a content filter stopped the question."""
    RATE_LIMITED = "rate_limited"
    """429 with seconds to wait."""
    RATE_LIMITED_BARE = "rate_limited_bare"
    """429 without a word on when."""
    RATE_LIMITED_DATE = "rate_limited_date"
    """429 with a date to wait for."""
    RETRY_LATE = "retry_late"
    """429 with a Retry-After of ten minutes."""
    QUOTA = "quota"
    """429, the account is empty."""
    BILLING = "billing"
    """429, a hard limit of the account."""
    TIER_BUSY = "tier_busy"
    """429, the cheap tier has no room."""
    TIER_FULL = "tier_full"
    """498, as one vendor says the same."""
    DROP = "drop"
    HANG = "hang"
    SLOW_DRIP = "slow_drip"
    """The whole answer, in small pieces with pauses."""
    TRUNCATED_BODY = "truncated_body"
    """The connection is reset in the middle of the body."""
    MALFORMED_BODY = "malformed_body"
    """The envelope itself is broken JSON."""
    PLAIN_TEXT = "plain_text"
    """A sentence with 200 where an envelope should be."""
    HTML = "html"
    """A sign-in page with 200."""
    ERROR_IN_200 = "error_in_200"
    FAILED = "failed"
    """The Responses door's own failure with 200; at the chat door, an error object."""
    EMPTY_CHOICES = "empty_choices"
    NULL_CHOICES = "null_choices"
    NO_USAGE = "no_usage"
    DRIFT = "drift"
    """Another model's name than the one asked for."""
    REFUSED = "refused"
    FILTERED = "filtered"
    CUT = "cut"
    """Half of the JSON, properly reported as cut off."""
    CUT_BUT_VALID = "cut_but_valid"
    """Complete JSON, yet reported as cut off."""
    COMMENTARY = "commentary"
    """The Responses door's word for talk that is not yet the answer."""
    EMPTY_CONTENT = "empty_content"
    FENCED = "fenced"
    """The JSON stands in a Markdown fence."""
    THOUGHTS = "thoughts"
    """A local model thinks aloud before the JSON."""
    PROSE = "prose"
    """No JSON at all."""
    BROKEN_JSON = "broken_json"
    TWO_OBJECTS = "two_objects"
    DUPLICATE_KEYS = "duplicate_keys"
    NOT_A_NUMBER = "not_a_number"
    UNKNOWN_ANSWER = "unknown_answer"
    """An answer that is none of the four."""
    MISSING_REQUIREMENT = "missing_requirement"
    EXTRA_REQUIREMENT = "extra_requirement"
    HUGE = "huge"
    """Ten megabytes of text."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What the model produced, before it is wrapped."""

    text: str
    model: str
    input_tokens: int
    cached_tokens: int
    number: int
    """Which call this is, from 1."""
    cache_write_tokens: int = 0
    finish: str = "stop"
    """``stop``, ``length``, ``content_filter`` or ``failed``."""
    refusal: str | None = None
    phase: str | None = None
    """What the Responses door calls it, when that is not an answer."""

    @property
    def output_tokens(self) -> int:
        """Tokens of what came out."""
        return tokens(self.text or self.refusal or "")

    def limited(self, most: int | None) -> "Completion":
        """Cut off what exceeds the tokens that were allowed."""
        if most is None or self.output_tokens <= most or self.finish != "stop":
            return self
        text = self.text.encode()[: 4 * most].decode(errors="ignore")
        return replace(self, text=text, finish="length")


def tokens(text: str) -> int:
    """Estimate tokens from the real length: four bytes each."""
    return -(-len(text.encode()) // 4)


@dataclass(frozen=True, slots=True)
class Wire:
    """What answers need to know of the server that gives them."""

    server: Server
    sleep: Sleep
    hang_seconds: float = 30
    pause_seconds: float = 0.2
    """Between the pieces of a slow answer."""
    retry_after: int = 1
    now: datetime | None = None
    """For a date to wait for; ``None`` gives one that has passed."""

    def error(
        self,
        status: int,
        message: str,
        *,
        code: str | None,
        param: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Answer with an error object in the server's own shape."""
        kind = code if code == "insufficient_quota" else _KINDS.get(status, "server_error")
        content: Json = {"message": message, "type": kind, "param": param, "code": code}
        if self.server.errors == "numbered":
            content = {"object": "error", **content, "code": status}
        if self.server.errors == "google":
            status_word = "INVALID_ARGUMENT" if status == 400 else "UNAVAILABLE"
            content = {"code": status, "message": message, "status": status_word}
            return as_json([{"error": content}], status, headers)
        return as_json({"error": content}, status, headers)

    def busy(self, headers: Mapping[str, str]) -> Response:
        """Answer 429."""
        return self.error(429, "slow down", code="rate_limit_exceeded", headers=headers)


_KINDS = {
    400: "invalid_request_error",
    401: "invalid_request_error",
    403: "invalid_request_error",
    404: "invalid_request_error",
    429: "requests",
}
