"""What is asked: requirements, rubrics and questions to the model."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from screening.model.assessment import Answer
from screening.model.base import Fingerprint, RequirementId, RequisitionId, Value


class RequirementKind(StrEnum):
    """How a requirement counts."""

    MUST = "must"
    WANT = "want"
    NOTE = "note"
    """Shown with its evidence, weight 0."""
    ASK = "ask"
    """A question for the recruiter; never judged on paper."""


class Requirement(Value):
    """One atomic requirement of a requisition."""

    id: Annotated[RequirementId, Field(pattern=r"^R[1-9][0-9]{0,2}$")]
    kind: RequirementKind
    text: Annotated[str, Field(min_length=1, max_length=500)]
    weight: Annotated[int, Field(ge=0, le=5)] = 1
    synonyms: tuple[str, ...] = ()
    partial_credit: Annotated[Decimal, Field(ge=0, le=1)] = Decimal("0.5")
    minimum_months: Annotated[int, Field(ge=1, le=720)] | None = None
    """How long it must have been done; counted by code from quoted periods."""


class RubricSource(StrEnum):
    """Who compiled the rubric."""

    RULES = "rules"
    MODEL = "model"
    """A model took the ATS's text apart, and rules checked what it made of it."""
    ADMIN = "admin"


class Approval(Value):
    """That a person stands behind a rubric."""

    by: Annotated[str, Field(min_length=1, max_length=100)]
    at: AwareDatetime


class Rubric(Value):
    """A requisition's requirements, compiled."""

    schema_version: Literal[1] = 1
    requisition_id: RequisitionId
    source: RubricSource
    requirements: tuple[Requirement, ...]
    text_hash: Fingerprint | None = None
    """Of the ATS's text from which it was made; ``None`` when it was made from no text of its."""
    approval: Approval | None = None
    """Without one, a judgement by it may lead to nothing but a comment."""


class Question(Value):
    """One call to the model: what is sent, and what must come back."""

    system: str
    requirements: str
    """The part that is byte-identical for all candidates of a requisition, after ``system``."""
    documents: str
    asked: tuple[Requirement, ...]
    """The requirements that the answer must cover, each exactly once."""
    options: tuple[Answer, ...] = tuple(Answer)
    """The order in which the form offers the answers."""
    run: int = 1
    """Which of several judgements of the same candidacy this is; each asks in another order."""
    without_flagged: bool = False
    """Whether passages that read like orders were left out, to see what depends on them."""
    lines: int
    """How many numbered lines the documents have; a cited line beyond it is invented."""
    prompt_version: Fingerprint
    fingerprint: Fingerprint
    """Of everything that is sent, so that the same question is never paid for twice."""
