"""What the pipeline needs from the outside: one Protocol for each neighbour.

No port has a method that can reach the candidate.
"""

from collections.abc import AsyncIterator, Callable
from datetime import date, datetime, timedelta
from typing import Protocol

from screening.model import (
    Assessment,
    AssessorIdentity,
    AtsTraits,
    Bell,
    Candidacy,
    CandidacyId,
    CandidacyRef,
    CommentFormat,
    CommentId,
    Document,
    Effect,
    EffectId,
    EffectState,
    Event,
    FileId,
    FileMeta,
    Fingerprint,
    Lease,
    ModelCall,
    OpenScreening,
    Outcome,
    Question,
    Reason,
    Requisition,
    RequisitionId,
    ScreeningId,
    ScreeningRecord,
    Sighting,
    Step,
    Tally,
    TenantId,
    TimelineComment,
    WorkId,
)

Clock = Callable[[], datetime]
"""Now, as an aware UTC time."""


class Ats(Protocol):
    """One tenant's applicant tracking system.

    Reads raise ``Gone``, ``Transient``, ``TenantStopped`` or ``ContractDrift``. Writes raise
    ``Unreachable`` or ``RateLimited`` when nothing was applied, ``Refused`` or ``Gone`` on a
    definite no, and ``OutcomeUnknown`` for everything else.
    """

    @property
    def traits(self) -> AtsTraits:
        """What differs between systems and matters to policy."""
        ...

    async def candidacy(self, id: CandidacyId) -> Candidacy:
        """Read one candidacy as it is now."""
        ...

    def standing(self, step: Step, *, since: date | None) -> AsyncIterator[Candidacy]:
        """List active candidacies at a step, newest step change first.

        ``since`` is a day in the ATS's own time zone; ``None`` means all. Every row is checked
        again here, because an ATS may ignore a filter that it does not know.
        """
        ...

    async def requisition(self, id: RequisitionId) -> Requisition | None:
        """Return a requisition, or ``None`` when the ATS lists it neither open nor archived."""
        ...

    async def files(self, id: CandidacyId) -> tuple[FileMeta, ...]:
        """List a candidacy's files."""
        ...

    async def download(self, id: CandidacyId, file: FileId, *, limit_bytes: int) -> bytes:
        """Return a file's bytes; raise ``Unreadable(TOO_LARGE)`` as soon as the limit is passed."""
        ...

    async def comments(self, id: CandidacyId) -> tuple[TimelineComment, ...]:
        """Read all timeline comments; an unknown shape is ``ContractDrift``, never empty."""
        ...

    async def post_comment(
        self, id: CandidacyId, body: str, format: CommentFormat
    ) -> CommentId | None:
        """Post one timeline comment, once; ``None`` when accepted without an id."""
        ...

    async def move_step(self, id: CandidacyId, step: Step) -> None:
        """Move to a step; ``CapabilityOff`` unless the capability file proves it."""
        ...

    async def terminate(self, id: CandidacyId, reason: str) -> None:
        """End the candidacy; ``CapabilityOff`` unless the capability file proves it."""
        ...

    async def close(self) -> None:
        """Release connections."""
        ...


class Reader(Protocol):
    """Turns bytes into visible text."""

    async def read(self, file: FileMeta, content: bytes) -> Document:
        """Read one file.

        Raise ``Unreadable`` with a reason, or ``Transient`` when this machine could not start the
        reading. Never any other error.
        """
        ...

    async def close(self) -> None:
        """End the processes that it keeps ready."""
        ...


class Journal(Protocol):
    """Where an assessor reports every attempt, as it happens."""

    async def record(self, call: ModelCall, assessment: Assessment | None) -> None:
        """Keep one attempt, and the answer if there was a usable one."""
        ...


class Assessor(Protocol):
    """Asks the model one question."""

    @property
    def identity(self) -> AssessorIdentity:
        """Which assessor this is; part of the basis."""
        ...

    async def assess(self, question: Question, journal: Journal) -> Assessment:
        """Ask; raise ``NotAssessed`` or, when asking later may help, ``Transient``."""
        ...

    async def close(self) -> None:
        """Release connections."""
        ...


class Brake(Protocol):
    """The switch that stops all actions."""

    async def pulled(self, tenant: TenantId) -> bool:
        """Tell whether actions are stopped; no answer from the store means yes."""
        ...


class Pace(Protocol):
    """One tenant's share of the ATS's allowance, shared by all who call."""

    async def book(self) -> timedelta:
        """Book one request and return how long to wait before sending it, in order of asking."""
        ...

    async def learn(self, *, remaining: int | None, reset_at: datetime | None) -> None:
        """Take in what the last answer said about the window."""
        ...

    async def pause(self, until: datetime) -> None:
        """Let nothing be sent before a time, after a 429."""
        ...


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

    def journal(self, lease: Lease, screening: ScreeningId) -> Journal:
        """Return the journal that keeps this screening's model calls."""
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

    async def tally(self, tenant: TenantId) -> tuple[Tally, ...]:
        """Return one row for each candidacy of a tenant with its latest screening."""
        ...

    async def secret(self) -> bytes:
        """Return this installation's own secret, made when the ledger was made."""
        ...

    async def close(self) -> None:
        """Release connections."""
        ...
