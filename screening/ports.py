"""What the pipeline needs from the outside: one Protocol for each neighbour.

No port has a method that can reach the candidate.
"""

from collections.abc import AsyncIterator, Callable
from datetime import date, datetime, timedelta
from typing import Protocol

from screening.model import (
    Approval,
    Assessment,
    AssessorIdentity,
    AtsTraits,
    Bell,
    Budget,
    Candidacy,
    CandidacyId,
    CandidacyRef,
    CommentFormat,
    CommentId,
    Correction,
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
    Person,
    PlannedCall,
    Question,
    Reason,
    Reference,
    Requisition,
    RequisitionId,
    Rubric,
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

    async def person(self, id: CandidacyId) -> Person:
        """Read who the candidate is, only to keep it from the model; never stored."""
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
    """Where every attempt at a model is reported, before and after it is made."""

    async def begin(self, planned: PlannedCall) -> None:
        """Keep that an attempt is about to be sent, before its first byte.

        When it could cost more than is left, raise ``BudgetSpent`` or ``NotAssessed(OVER_BUDGET)``.
        """
        ...

    async def record(self, call: ModelCall, assessment: Assessment | None) -> None:
        """Keep how the attempt that was begun has ended, and the answer if it is a usable one."""
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


class Compiler(Protocol):
    """Takes a requisition's text apart into single requirements, with a model."""

    async def compile(self, requisition: Requisition, journal: Journal) -> Rubric | None:
        """Propose a rubric; ``None`` when the model's proposal was no use.

        Raise ``NotAssessed``, ``BudgetSpent`` or ``Transient`` as an assessor does.
        """
        ...


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
