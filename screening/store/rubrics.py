"""The rubrics that were made of the ATS's texts, and what people said of them."""

from datetime import datetime

from screening.model import Approval, Fingerprint, RequisitionId, Rubric, TenantId
from screening.store.database import Database


class SqlRubricBook:
    """The book of rubrics."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(
        self, tenant: TenantId, requisition: RequisitionId, text_hash: Fingerprint
    ) -> Rubric | None:
        """Return the rubric that stands for exactly this text."""
        return None

    async def all(self, tenant: TenantId, requisition: RequisitionId) -> tuple[Rubric, ...]:
        """Return every rubric of a requisition, oldest first."""
        return ()

    async def keep(self, tenant: TenantId, rubric: Rubric, *, now: datetime) -> Rubric:
        """Keep a rubric and return the one that stands."""
        return rubric

    async def approve(self, tenant: TenantId, rubric: Rubric, approval: Approval) -> Rubric:
        """Let a rubric stand for its text from now on."""
        return rubric.model_copy(update={"approval": approval})
