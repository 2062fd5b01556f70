"""The applicant tracking system, and our share of its allowance."""

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from typing import Protocol

from screening.model import (
    AtsTraits,
    Candidacy,
    CandidacyId,
    CommentFormat,
    CommentId,
    FileId,
    FileMeta,
    Person,
    Requisition,
    RequisitionId,
    Step,
    TimelineComment,
)


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
