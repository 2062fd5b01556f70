"""What was seen, decided, intended and done."""

from datetime import datetime, timedelta
from typing import Protocol

from screening.model import (
    Assessment,
    Bell,
    Budget,
    Candidacy,
    CandidacyRef,
    CommentId,
    Effect,
    EffectId,
    EffectState,
    Event,
    Fingerprint,
    Lease,
    ModelCall,
    OpenScreening,
    Outcome,
    Reason,
    Reference,
    RequisitionId,
    ScreeningId,
    ScreeningRecord,
    Sighting,
    Tally,
    TenantId,
    WorkId,
)
from screening.ports.asking import Journal


class Ledger(Protocol):
    """What was seen, decided, intended and done. The queue is only its bell.

    Methods that take a lease write only while that lease's fence is current and raise
    ``LeaseLost`` otherwise.
    """

    async def notice(
        self, sighting: Sighting, *, due_at: datetime, candidacy: Candidacy | None = None
    ) -> bool:
        """Record a candidacy at a screened step; ``True`` when this made new work.

        ``candidacy`` is kept with it, to spare the first reading.
        """
        ...

    async def nudge(self, ref: CandidacyRef, *, due_at: datetime) -> None:
        """Make a candidacy due by hand, known or not; a decided one is looked at anew."""
        ...

    async def due(self, *, now: datetime, limit: int) -> tuple[Bell, ...]:
        """Return due work that nobody holds, oldest first, tenants in turn."""
        ...

    async def claim(
        self, work: WorkId, *, owner: str, now: datetime, term: timedelta
    ) -> Lease | None:
        """Take a candidacy that is due and free; ``None`` when it is not."""
        ...

    async def renew(self, lease: Lease, *, now: datetime, term: timedelta) -> Lease:
        """Prolong a lease."""
        ...

    async def park(
        self, lease: Lease, *, until: datetime, reason: str, counts: bool, now: datetime
    ) -> None:
        """Hand a candidacy back, due again at a time; ``counts`` adds to its attempts."""
        ...

    async def rest(self, lease: Lease, *, now: datetime) -> None:
        """Hand a candidacy back with nothing more to do."""
        ...

    async def open(self, lease: Lease, sighting: Sighting, *, now: datetime) -> OpenScreening:
        """Return the screening of this job key, made now if it is new.

        Older open screenings of the candidacy whose decision is not stored end as ``OVERTAKEN``.
        """
        ...

    async def commented(self, ref: CandidacyRef, basis: Fingerprint) -> ScreeningId | None:
        """Return the screening that already decided on this basis for this candidacy, if any."""
        ...

    async def decide(self, lease: Lease, record: ScreeningRecord, *, now: datetime) -> None:
        """Store the decision, its findings and its planned effects in one transaction."""
        ...

    async def end(
        self,
        lease: Lease,
        screening: ScreeningId,
        outcome: Outcome,
        reason: Reason,
        *,
        now: datetime,
    ) -> None:
        """Give a screening its final outcome; the candidacy stays claimed until ``rest``."""
        ...

    async def answer(self, ref: CandidacyRef, question: Fingerprint) -> Assessment | None:
        """Return the stored answer to exactly this question, so that it is not paid for twice."""
        ...

    def journal(
        self,
        lease: Lease,
        screening: ScreeningId,
        *,
        requisition: RequisitionId | None = None,
        budget: Budget | None = None,
    ) -> Journal:
        """Return the journal that keeps this screening's model calls within a budget."""
        ...

    async def effects(self, screening: ScreeningId) -> tuple[Effect, ...]:
        """Return a screening's effects, comment first."""
        ...

    async def intend(self, lease: Lease, effect: EffectId, *, now: datetime) -> Effect:
        """Commit the intent to send now, before the first byte; counts one attempt."""
        ...

    async def settle(
        self,
        lease: Lease,
        effect: EffectId,
        state: EffectState,
        *,
        now: datetime,
        remote_id: CommentId | None = None,
        absent_since: datetime | None = None,
    ) -> Effect:
        """Record what became of an effect; ``PLANNED`` takes back an attempt never sent."""
        ...

    async def events(self, ref: CandidacyRef) -> tuple[Event, ...]:
        """Return a candidacy's history, oldest first."""
        ...

    async def calls(self, screening: ScreeningId) -> tuple[ModelCall, ...]:
        """Return a screening's model calls, oldest first."""
        ...

    async def screenings(self, ref: CandidacyRef) -> tuple[OpenScreening, ...]:
        """Return a candidacy's screenings, oldest first."""
        ...

    async def same_documents(
        self, ref: CandidacyRef, hashes: tuple[str, ...]
    ) -> tuple[Reference, ...]:
        """Return earlier decided screenings of the tenant's other candidacies with such a file."""
        ...

    async def tally(self, tenant: TenantId) -> tuple[Tally, ...]:
        """Return one row for each candidacy of a tenant with its latest screening."""
        ...

    async def secret(self) -> bytes:
        """Return this installation's own secret, made when the ledger was made."""
        ...

    async def close(self) -> None:
        """Release connections."""
        ...
