"""What one tenant's trips need, and how a trip can end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from screening.comment import CommentTemplate
from screening.model import Budget, CandidacyRef, Outcome, Reason, RequisitionId, Rubric, TenantId
from screening.policy import Policy
from screening.ports import (
    Assessor,
    Ats,
    Brake,
    Clock,
    Compiler,
    Corrections,
    Ledger,
    ModelWatch,
    Reader,
    RubricBook,
)
from screening.prompt import PromptTemplate


@dataclass(frozen=True, slots=True)
class Kit:
    """Everything one tenant's trips need; made in ``wiring.py`` and nowhere else."""

    tenant: TenantId
    ats: Ats
    reader: Reader
    assessor: Assessor
    second: Assessor | None
    """Another model for further judgements; ``None``: the same is asked again."""
    compiler: Compiler | None
    """``None`` where rules alone make requirements of the ATS's text."""
    book: RubricBook
    corrections: Corrections
    watch: ModelWatch
    ledger: Ledger
    brake: Brake
    clock: Clock
    policy: Policy
    prompt_for: Callable[[CandidacyRef], PromptTemplate]
    """Choose the question's text: the one in production, or for a few the canary."""
    comment: CommentTemplate
    rubrics: Mapping[RequisitionId, Rubric]
    """Rubrics written by an admin; they win over the ATS's text."""
    zone: tzinfo
    """In which times are written in comments."""
    secret: bytes
    budget: Budget
    """What the model may cost; no part of any basis."""
    settle: timedelta
    """How long an ATS may take to apply a write after we gave up on it."""
    max_prompt_characters: int
    trust_loose_form: bool
    """Whether an answer in a form that no server enforces may stand behind an action."""
    only: frozenset[RequisitionId]
    """When not empty, only these requisitions are screened."""
    code_version: str


@dataclass(frozen=True, slots=True)
class Ending:
    """The screening is over."""

    outcome: Outcome
    reason: Reason


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nothing more can be done before a time."""

    until: datetime
    reason: str
