"""What recruiters said of our findings, and whose comments are to be read for it."""

from datetime import datetime

from screening.model import CandidacyRef, Correction, TenantId
from screening.store.database import Database


class SqlCorrections:
    """The corrections of all candidacies."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, ref: CandidacyRef) -> tuple[Correction, ...]:
        """Return a candidacy's corrections, oldest first."""
        return ()

    async def keep(self, correction: Correction) -> bool:
        """Keep one; ``False`` when it is known already."""
        return True

    async def to_hear(
        self, tenant: TenantId, *, now: datetime, limit: int
    ) -> tuple[CandidacyRef, ...]:
        """Return candidacies with a comment of ours whose answers are due to be read."""
        return ()

    async def heard(self, ref: CandidacyRef, *, next_at: datetime | None) -> None:
        """Note that a candidacy's comments were read."""
