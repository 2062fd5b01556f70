"""The ledger as its port promises it: each method is one transaction."""

from datetime import datetime, timedelta

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
from screening.store import (
    effects,
    ending,
    installation,
    journal,
    leases,
    noticing,
    screenings,
    summaries,
)
from screening.store.database import Database
from screening.store.journal import SqlJournal


class SqlLedger:
    """What was seen, decided, intended and done, in SQLite or PostgreSQL.

    ``open_ledger`` makes one. Times are arguments, never read from a clock. A database that is
    busy, full or away is a ``Transient``; a step that the ledger forbids is a ``LedgerDefect``.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    async def notice(
        self, sighting: Sighting, *, due_at: datetime, candidacy: Candidacy | None = None
    ) -> bool:
        """Record a candidacy at a screened step; ``True`` when this made new work."""
        return await self.database.write(
            lambda connection: noticing.notice(
                connection, sighting, due_at=due_at, candidacy=candidacy
            )
        )

    async def nudge(self, ref: CandidacyRef, *, due_at: datetime) -> None:
        """Make a candidacy due by hand, known or not; a decided one is looked at anew."""
        await self.database.write(lambda connection: noticing.nudge(connection, ref, due_at=due_at))

    async def due(self, *, now: datetime, limit: int) -> tuple[Bell, ...]:
        """Return due work that nobody holds, oldest first, tenants in turn."""
        return await self.database.read(
            lambda connection: noticing.due(connection, now=now, limit=limit)
        )

    async def claim(
        self, work: WorkId, *, owner: str, now: datetime, term: timedelta
    ) -> Lease | None:
        """Take a candidacy that is due and free; ``None`` when it is not."""
        return await self.database.write(
            lambda connection: leases.claim(connection, work, owner=owner, now=now, term=term)
        )

    async def renew(self, lease: Lease, *, now: datetime, term: timedelta) -> Lease:
        """Prolong a lease."""
        return await self.database.write(
            lambda connection: leases.renew(connection, lease, now=now, term=term)
        )

    async def park(
        self, lease: Lease, *, until: datetime, reason: str, counts: bool, now: datetime
    ) -> None:
        """Hand a candidacy back, due again at a time; ``counts`` adds to its attempts."""
        await self.database.write(
            lambda connection: leases.park(
                connection, lease, until=until, reason=reason, counts=counts, now=now
            )
        )

    async def rest(self, lease: Lease, *, now: datetime) -> None:
        """Hand a candidacy back with nothing more to do."""
        await self.database.write(lambda connection: ending.rest(connection, lease, now=now))

    async def open(self, lease: Lease, sighting: Sighting, *, now: datetime) -> OpenScreening:
        """Return the screening of this job key, made now if it is new."""
        return await self.database.write(
            lambda connection: screenings.open_screening(connection, lease, sighting, now=now)
        )

    async def commented(self, ref: CandidacyRef, basis: Fingerprint) -> ScreeningId | None:
        """Return the screening whose decision on this basis stands for this candidacy, if any."""
        return await self.database.read(
            lambda connection: screenings.commented(connection, ref, basis)
        )

    async def decide(self, lease: Lease, record: ScreeningRecord, *, now: datetime) -> None:
        """Store the decision, its findings and its planned effects."""
        await self.database.write(
            lambda connection: screenings.decide(connection, lease, record, now=now)
        )

    async def end(
        self,
        lease: Lease,
        screening: ScreeningId,
        outcome: Outcome,
        reason: Reason,
        *,
        now: datetime,
    ) -> None:
        """Give a screening its final outcome and hand the candidacy back."""
        await self.database.write(
            lambda connection: ending.end(connection, lease, screening, outcome, reason, now=now)
        )

    async def answer(self, ref: CandidacyRef, question: Fingerprint) -> Assessment | None:
        """Return the stored answer to exactly this question."""
        return await self.database.read(
            lambda connection: journal.answer(connection, ref, question)
        )

    def journal(
        self,
        lease: Lease,
        screening: ScreeningId,
        *,
        requisition: RequisitionId | None = None,
        budget: Budget | None = None,
    ) -> SqlJournal:
        """Return the journal that keeps this screening's model calls within a budget."""
        return SqlJournal(self.database, lease, screening, requisition=requisition, budget=budget)

    async def effects(self, screening: ScreeningId) -> tuple[Effect, ...]:
        """Return a screening's effects, comment first."""
        return await self.database.read(lambda connection: effects.of(connection, screening))

    async def intend(self, lease: Lease, effect: EffectId, *, now: datetime) -> Effect:
        """Commit the intent to send now, before the first byte; counts one attempt."""
        return await self.database.write(
            lambda connection: effects.intend(connection, lease, effect, now=now)
        )

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
        return await self.database.write(
            lambda connection: effects.settle(
                connection,
                lease,
                effect,
                state,
                now=now,
                remote_id=remote_id,
                absent_since=absent_since,
            )
        )

    async def events(self, ref: CandidacyRef) -> tuple[Event, ...]:
        """Return a candidacy's history, oldest first."""
        return await self.database.read(lambda connection: summaries.history(connection, ref))

    async def calls(self, screening: ScreeningId) -> tuple[ModelCall, ...]:
        """Return a screening's model calls, oldest first."""
        return await self.database.read(lambda connection: journal.calls(connection, screening))

    async def screenings(self, ref: CandidacyRef) -> tuple[OpenScreening, ...]:
        """Return a candidacy's screenings, oldest first."""
        return await self.database.read(lambda connection: screenings.all_of(connection, ref))

    async def same_documents(
        self, ref: CandidacyRef, hashes: tuple[str, ...]
    ) -> tuple[Reference, ...]:
        """Return earlier decided screenings of other candidacies with one of these files."""
        return await self.database.read(
            lambda connection: screenings.same_documents(connection, ref, hashes)
        )

    async def tally(self, tenant: TenantId) -> tuple[Tally, ...]:
        """Return one row for each candidacy of a tenant with its latest screening."""
        return await self.database.read(lambda connection: summaries.tally(connection, tenant))

    async def secret(self) -> bytes:
        """Return this installation's own secret, made when the ledger was made."""
        return await self.database.read(installation.secret)

    async def close(self) -> None:
        """Release connections."""
        await self.database.close()
