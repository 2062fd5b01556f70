"""What is asked: requirements, rubrics and questions to the model."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

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


class RubricSource(StrEnum):
    """Who compiled the rubric."""

    RULES = "rules"
    ADMIN = "admin"


class Rubric(Value):
    """A requisition's requirements, compiled."""

    schema_version: Literal[1] = 1
    requisition_id: RequisitionId
    source: RubricSource
    requirements: tuple[Requirement, ...]


class Question(Value):
    """One call to the model: what is sent, and what must come back."""

    system: str
    requirements: str
    """The part that is byte-identical for all candidates of a requisition, after ``system``."""
    documents: str
    asked: tuple[Requirement, ...]
    """The requirements that the answer must cover, each exactly once."""
    lines: int
    """How many numbered lines the documents have; a cited line beyond it is invented."""
    prompt_version: Fingerprint
    fingerprint: Fingerprint
    """Of everything that is sent, so that the same question is never paid for twice."""
