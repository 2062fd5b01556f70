"""What is kept besides the ledger: rubrics, corrections, models' names, the brake."""

from datetime import datetime
from typing import Protocol

from screening.model import (
    Approval,
    CandidacyRef,
    Correction,
    Fingerprint,
    RequisitionId,
    Rubric,
    TenantId,
)


class RubricBook(Protocol):
    """The rubrics that were made of the ATS's texts, and what people said of them."""

    async def find(
        self, tenant: TenantId, requisition: RequisitionId, text_hash: Fingerprint
    ) -> Rubric | None:
        """Return the rubric that stands for exactly this text: an approved one, else the first."""
        ...

    async def all(self, tenant: TenantId, requisition: RequisitionId) -> tuple[Rubric, ...]:
        """Return every rubric of a requisition, oldest first."""
        ...

    async def keep(self, tenant: TenantId, rubric: Rubric, *, now: datetime) -> Rubric:
        """Keep a rubric and return the one that stands: of two for one text, the first kept."""
        ...

    async def approve(self, tenant: TenantId, rubric: Rubric, approval: Approval) -> Rubric:
        """Let a rubric stand for its text from now on, in the place of any before it."""
        ...


class Corrections(Protocol):
    """What recruiters said of our findings. A candidacy with a correction is never acted on."""

    async def of(self, ref: CandidacyRef) -> tuple[Correction, ...]:
        """Return a candidacy's corrections, oldest first; the latest of a requirement counts."""
        ...

    async def keep(self, correction: Correction) -> bool:
        """Keep one; ``False`` when this comment's word on this requirement is known already."""
        ...

    async def to_hear(
        self, tenant: TenantId, *, now: datetime, limit: int
    ) -> tuple[CandidacyRef, ...]:
        """Return candidacies with a comment of ours whose answers are due to be read, oldest first.

        Reading is due less and less often, and ends some days after our comment.
        """
        ...

    async def heard(self, ref: CandidacyRef, *, next_at: datetime | None) -> None:
        """Note that a candidacy's comments were read, and when to read them again, if ever."""
        ...


class ModelWatch(Protocol):
    """Which model the server says has answered, and whether that is the one that was accepted."""

    async def accepted(self, model: str, returned: str, *, now: datetime) -> bool:
        """Tell whether it is; the first that ever answers under a name is."""
        ...

    async def accept(self, model: str, returned: str, *, now: datetime) -> None:
        """Accept another one from now on."""
        ...


class Brake(Protocol):
    """The switch that stops all actions."""

    async def pulled(self, tenant: TenantId) -> bool:
        """Tell whether actions are stopped; no answer from the store means yes."""
        ...
