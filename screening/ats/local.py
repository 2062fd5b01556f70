"""Files on this machine in the shape of an ATS, for ``screening try``: nothing is sent anywhere."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from screening.errors import CapabilityOff, Gone, Unreadable
from screening.model import (
    AtsTraits,
    Candidacy,
    CandidacyId,
    CandidacyRef,
    CandidacyStatus,
    CommentFormat,
    CommentId,
    FileId,
    FileMeta,
    Person,
    Requisition,
    RequisitionId,
    Step,
    TenantId,
    TimelineComment,
    UnreadableReason,
)

STEP = Step("local")
CANDIDACY = CandidacyId("local")


@dataclass(slots=True)
class LocalFiles:
    """One candidacy made of local files; its comments are kept here instead of posted."""

    tenant: TenantId
    paths: tuple[Path, ...]
    wanted: Requisition
    now: datetime
    who: Person = field(default_factory=Person)
    """Whose the files are, as far as it was said."""
    posted: list[str] = field(default_factory=list)

    @property
    def traits(self) -> AtsTraits:
        """Everything an ATS could allow."""
        return AtsTraits(
            name="local files",
            comment_formats=(CommentFormat.PLAIN, CommentFormat.MARKDOWN),
            comment_limit=20_000,
            comments_readable=True,
            step_move_may_notify=False,
            termination_may_notify=False,
            termination_needs_reason=False,
        )

    async def candidacy(self, id: CandidacyId) -> Candidacy:
        """Return the one candidacy there is."""
        if id != CANDIDACY:
            raise Gone
        return Candidacy(
            ref=CandidacyRef(tenant=self.tenant, id=id),
            status=CandidacyStatus.ACTIVE,
            step=STEP,
            step_updated_at=self.now,
            applied_at=self.now,
            requisition_id=self.wanted.id,
            channel="local",
        )

    async def person(self, id: CandidacyId) -> Person:
        """Return what was said of the person: files alone do not say whose they are."""
        await self.candidacy(id)
        return self.who

    async def standing(self, step: Step, *, since: date | None) -> AsyncIterator[Candidacy]:
        """List the one candidacy there is."""
        if step == STEP and since is None:
            yield await self.candidacy(CANDIDACY)

    async def requisition(self, id: RequisitionId) -> Requisition | None:
        """Return the requisition that was given."""
        return self.wanted if id == self.wanted.id else None

    async def files(self, id: CandidacyId) -> tuple[FileMeta, ...]:
        """List the files in the order in which they were given."""
        await self.candidacy(id)
        return tuple(
            FileMeta(
                id=FileId(str(number)),
                name=path.name,
                kind="resume",
                size_bytes=path.stat().st_size,
                private=False,
            )
            for number, path in enumerate(self.paths)
        )

    async def download(self, id: CandidacyId, file: FileId, *, limit_bytes: int) -> bytes:
        """Read a file."""
        await self.candidacy(id)
        path = self.paths[int(file)]
        if path.stat().st_size > limit_bytes:
            raise Unreadable(UnreadableReason.TOO_LARGE)
        return path.read_bytes()

    async def comments(self, id: CandidacyId) -> tuple[TimelineComment, ...]:
        """Return what was posted."""
        await self.candidacy(id)
        return tuple(TimelineComment(id=None, body=body) for body in self.posted)

    async def post_comment(
        self, id: CandidacyId, body: str, format: CommentFormat
    ) -> CommentId | None:
        """Keep a comment."""
        await self.candidacy(id)
        del format
        self.posted.append(body)
        return CommentId(str(len(self.posted)))

    async def move_step(self, id: CandidacyId, step: Step) -> None:
        """Refuse: there is nothing to move."""
        del id, step
        raise CapabilityOff

    async def terminate(self, id: CandidacyId, reason: str) -> None:
        """Refuse: there is nothing to end."""
        del id, reason
        raise CapabilityOff

    async def close(self) -> None:
        """Have nothing to close."""
