"""What the ledger keeps: work, leases, effects, events."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from pydantic import AwareDatetime, Field

from screening.model.assessment import Answer
from screening.model.base import (
    CommentId,
    EffectId,
    Reference,
    RequirementId,
    ScreeningId,
    Step,
    UserId,
    Value,
    WorkId,
)
from screening.model.candidacy import Candidacy, CandidacyRef
from screening.model.decision import Action, Outcome, Reason, ScreeningRecord


class Sighting(Value):
    """A candidacy seen at a step since a time: the key of one piece of work."""

    ref: CandidacyRef
    step: Step
    step_updated_at: AwareDatetime


class Bell(Value):
    """A hint that work is due; all that a queue message carries."""

    work: WorkId
    fence: int


class Lease(Value):
    """The right to work on one candidacy until a time, under a fence."""

    work: WorkId
    ref: CandidacyRef
    owner: str
    fence: int
    until: AwareDatetime
    since: AwareDatetime
    """When this piece of work was first due: how long we have been trying."""
    attempts: int
    """Orderly returns so far, since the work was first due."""
    crashes: int
    """Claims that ended without an orderly return, in a row."""
    round: int = 0
    """How often this candidacy was asked to be looked at anew after a decision."""
    seen: Candidacy | None = None
    """The candidacy as a poll last saw it, when it was noticed."""


class OpenScreening(Value):
    """The screening of one job key: open, or ended with an outcome."""

    id: ScreeningId
    sighting: Sighting
    outcome: Outcome | None = None
    reason: Reason | None = None
    record: ScreeningRecord | None = None
    """Present once the decision is stored."""


class EffectState(StrEnum):
    """Where one write stands."""

    PLANNED = "planned"
    SENDING = "sending"
    """Committed before the first byte."""
    UNKNOWN = "unknown"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    STOOD_DOWN = "stood_down"
    UNPROVEN = "unproven"
    """Neither presence nor absence could be shown; a person must look."""


class Effect(Value):
    """One intended write and its fate."""

    id: EffectId
    screening_id: ScreeningId
    action: Action
    reference: Reference
    state: EffectState
    attempt: int
    sent_at: AwareDatetime | None = None
    absent_since: AwareDatetime | None = None
    """When a read after the settle time first showed that it is not there."""
    remote_id: CommentId | None = None


class Event(Value):
    """One line of the append-only history; holds no person's words."""

    at: AwareDatetime
    name: str
    screening_id: ScreeningId | None = None
    detail: dict[str, str | int | None] = Field(default_factory=dict)


class Correction(Value):
    """What a recruiter says of one requirement, in a comment of theirs."""

    ref: CandidacyRef
    requirement_id: RequirementId
    requirement: str
    """The requirement's words, because numbers may change with the rubric."""
    answer: Answer
    by: UserId
    comment_id: CommentId
    said_at: AwareDatetime
    screening_id: ScreeningId
    """The screening that was corrected."""
    before: Answer


class Tally(Value):
    """One candidacy in a summary."""

    ref: CandidacyRef
    screening_id: ScreeningId | None
    outcome: Outcome | None
    reason: Reason | None
    record: ScreeningRecord | None
    comment_id: CommentId | None
    comment_state: EffectState | None
    model_calls: int
    cost_usd: Decimal | None
    started_at: AwareDatetime
    ended_at: AwareDatetime | None
    next_at: datetime | None
