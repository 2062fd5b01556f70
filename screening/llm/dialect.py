"""What the two ways of asking an OpenAI-compatible server have in common."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol, TypeGuard

from screening.llm.attempt import Attempt
from screening.llm.prices import Usage
from screening.model import ModelOutcome

Effort = Literal["minimal", "low", "medium", "high"]
ServiceTier = Literal["auto", "default", "flex", "priority"]
Body = dict[str, object]


@dataclass(frozen=True, slots=True)
class Options:
    """What is sent with every question; what is ``None`` or ``False`` is not sent at all."""

    model: str
    max_output_tokens: int
    short_limit_name: bool = False
    """Call the limit ``max_tokens``, as older servers do."""
    reasoning_effort: Effort | None = None
    explicit_cache: bool = False
    service_tier: ServiceTier | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What an envelope holds."""

    outcome: ModelOutcome
    text: str = ""
    hint: str = ""


class Dialect(Protocol):
    """One way of asking and of answering."""

    @property
    def path(self) -> str:
        """Where questions go, after the base address."""
        ...

    def body(self, attempt: Attempt, options: Options) -> Body:
        """Put a question into this dialect."""
        ...

    def judge(self, root: Mapping[str, object], name: str) -> Judged:
        """Read an answer without an error object; ``name`` is the form's. Never raise."""
        ...

    def usage(self, root: Mapping[str, object]) -> Usage:
        """Read what the server counted."""
        ...


FILTERED = Judged(ModelOutcome.FILTERED, hint="the server's content filter stopped the answer")
REFUSED = Judged(ModelOutcome.REFUSED, hint="the model refused to answer")
TRUNCATED = Judged(
    ModelOutcome.TRUNCATED, hint="the answer was cut off: raise model.max_output_tokens"
)
EMPTY = Judged(ModelOutcome.MALFORMED, hint="the answer is empty")
SEVERAL = Judged(ModelOutcome.MALFORMED, hint="the form was filled in more than once")
FAILED = Judged(ModelOutcome.UNAVAILABLE, hint="the model's server failed")


def said(text: str) -> Judged:
    """Take a text for the answer, unless it is empty; halves of characters cannot be sent back."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return Judged(ModelOutcome.OK, whole) if whole.strip() else EMPTY


def is_object(value: object) -> TypeGuard[dict[str, object]]:
    """Tell whether a JSON value is an object."""
    return isinstance(value, dict)


def objects(value: object) -> list[dict[str, object]]:
    """Return the objects in a JSON list; none if it is no list."""
    return [each for each in value if is_object(each)] if isinstance(value, list) else []


def count(value: object) -> int | None:
    """Read a number of tokens."""
    good = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9
    return value if good and isinstance(value, int) else None
