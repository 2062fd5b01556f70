"""What the model said, and how each call to it ended."""

from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime

from screening.model.base import Fingerprint, RequirementId, Value


class Answer(StrEnum):
    """One requirement's answer. Silence is not a "no"."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    """Contradicted by the documents."""
    NOT_STATED = "not_stated"


class Confidence(StrEnum):
    """How sure the model says it is. Never multiplied into anything."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Quote(Value):
    """What the model says the document says."""

    line: int | None
    text: str


class Claim(Value):
    """The model's answer on one requirement, before any check."""

    requirement_id: RequirementId
    answer: Answer
    quotes: tuple[Quote, ...] = ()
    periods: tuple[Quote, ...] = ()
    """Where the documents say when it was done, for a requirement of a minimum time."""
    missing: str = ""
    confidence: Confidence = Confidence.MEDIUM


class AssessorKind(StrEnum):
    """What answered. The keyword baseline is never called AI."""

    LLM = "llm"
    KEYWORD_BASELINE = "keyword_baseline"


class AssessorIdentity(Value):
    """Which assessor answered; ``model`` is the name the comment shows."""

    kind: AssessorKind
    model: str


class AnswerForm(StrEnum):
    """How the form of the answer was asked for, the strictest first."""

    JSON_SCHEMA = "json_schema"
    TOOL = "tool"
    JSON_OBJECT = "json_object"
    PLAIN = "plain"

    @property
    def loose(self) -> bool:
        """Whether no server enforces it."""
        return self in {AnswerForm.JSON_OBJECT, AnswerForm.PLAIN}


class Assessment(Value):
    """What the model said to one question."""

    schema_version: Literal[1] = 1
    assessor: AssessorIdentity
    question: Fingerprint
    claims: tuple[Claim, ...]
    """Exactly one for each requirement asked, in the rubric's order."""
    questions: tuple[str, ...] = ()
    instructions_seen: bool = False
    """Whether the model says that the documents try to instruct it."""
    run: int = 1
    without_flagged: bool = False
    """See ``Question``."""
    form: AnswerForm = AnswerForm.JSON_SCHEMA
    returned_model: str | None = None
    """What the server says has answered; ``None`` when it does not say."""


class ModelOutcome(StrEnum):
    """How one call to the model ended."""

    OK = "ok"
    REFUSED = "refused"
    FILTERED = "filtered"
    TRUNCATED = "truncated"
    MALFORMED = "malformed"
    UNAVAILABLE = "unavailable"
    RATE_LIMITED = "rate_limited"
    REJECTED = "rejected"
    """400, 401, 403, 404, 422 or an exhausted quota: settings or account, not this candidacy."""
    OVER_BUDGET = "over_budget"
    UNDER_WAY = "under_way"
    """Sent, or about to be. One that stays so was cut off with its worker: it may be paid."""


class ModelCall(Value):
    """One attempt at the model, paid or not."""

    question: Fingerprint
    attempt: int
    """From 1; 0 when a server that fails was spared and nothing was sent."""
    model: str
    returned_model: str | None = None
    outcome: ModelOutcome
    status: int | None = None
    input_tokens: int | None = None
    cached_tokens: int | None = None
    cache_write_tokens: int | None = None
    output_tokens: int | None = None
    cost_usd: Decimal | None = None
    """``None`` when no price is configured for the model or no usage came back."""
    duration: timedelta
    started_at: AwareDatetime
    request_id: str | None = None
    system_fingerprint: str | None = None
    form: AnswerForm = AnswerForm.JSON_SCHEMA
    service_tier: str | None = None


class Budget(Value):
    """What the model may cost one tenant; ``None`` is no limit. No part of any basis."""

    screening_tokens: int | None = None
    screening_usd: Decimal | None = None
    requisition_usd: Decimal | None = None
    """Of a requisition in a month."""
    day_usd: Decimal | None = None
    month_usd: Decimal | None = None
    zone: str = "UTC"
    """The time zone in which days and months begin."""


class PlannedCall(Value):
    """An attempt about to be made, at the most that it can cost."""

    question: Fingerprint
    attempt: int
    model: str
    most_tokens: int
    """Of input and output together, never too low."""
    most_usd: Decimal | None
    """``None`` without a price."""
    started_at: AwareDatetime
