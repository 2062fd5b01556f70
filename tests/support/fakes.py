"""Doubles with real state: an ATS, a reader, an assessor, brakes, a clock, a ledger that can break.

``tests/contract/test_doubles.py`` holds each against the real thing.
"""

import asyncio
import hashlib
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from screening.errors import CapabilityOff, Gone, NotAssessed, Refused, Spared, Unreadable
from screening.model import (
    Answer,
    Assessment,
    AssessorIdentity,
    AssessorKind,
    AtsTraits,
    Candidacy,
    CandidacyId,
    CandidacyStatus,
    Claim,
    CommentFormat,
    CommentId,
    Document,
    DocumentFormat,
    FileId,
    FileMeta,
    Line,
    ModelCall,
    ModelOutcome,
    Person,
    PlannedCall,
    Question,
    Quote,
    Requirement,
    Requisition,
    RequisitionId,
    Step,
    TenantId,
    TimelineComment,
    UnreadableReason,
    UserId,
)
from screening.ports import Clock, Journal
from screening.store.address import parse
from screening.store.database import Database

START = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
TRAITS = AtsTraits(
    name="double",
    comment_formats=(CommentFormat.PLAIN, CommentFormat.MARKDOWN),
    comment_limit=20_000,
    comments_readable=True,
    step_move_may_notify=False,
    termination_may_notify=False,
    termination_needs_reason=False,
)


class ScriptedClock:
    """A clock that only tests turn."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def turn(self, by: timedelta) -> None:
        """Let time pass."""
        self.now += by


class OpenBrake:
    """A brake that nobody pulled."""

    async def pulled(self, tenant: TenantId) -> bool:
        """Say no."""
        del tenant
        return False


class PulledBrake:
    """A brake that is pulled for everybody."""

    async def pulled(self, tenant: TenantId) -> bool:
        """Say yes."""
        del tenant
        return True


# ---------------------------------------------------------------- the ATS


class Call(StrEnum):
    """A method of the ATS, as tests name it."""

    CANDIDACY = "candidacy"
    STANDING = "standing"
    REQUISITION = "requisition"
    FILES = "files"
    DOWNLOAD = "download"
    COMMENTS = "comments"
    POST_COMMENT = "post_comment"
    MOVE_STEP = "move_step"
    TERMINATE = "terminate"


class Applied(StrEnum):
    """What became of a write whose answer was an error."""

    NEVER = "never"
    AT_ONCE = "at once"
    LATE = "late"
    """Only when the test calls ``let_through``."""


@dataclass(frozen=True, slots=True)
class Held:
    """A call that waits until the test lets it go on, or for ever."""

    reached: asyncio.Event = field(default_factory=asyncio.Event)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(frozen=True, slots=True)
class Write:
    """One write that was applied."""

    call: Call
    candidacy: CandidacyId
    text: str


@dataclass(frozen=True, slots=True)
class _Failure:
    error: Exception
    applied: Applied


class FakeAts:
    """One tenant's ATS in memory; persons act on it by its plain methods, the worker by the port's.

    Faults are scripted for each method and used up in order.
    """

    def __init__(
        self,
        tenant: TenantId,
        clock: Clock,
        *,
        proven: bool = False,
        traits: AtsTraits = TRAITS,
        zone: str = "Asia/Tokyo",
    ) -> None:
        self.tenant = tenant
        self.writes: list[Write] = []
        self.asked: list[Call] = []
        self._clock = clock
        self._proven = proven
        self._traits = traits
        self._zone = ZoneInfo(zone)
        self._people: dict[CandidacyId, Candidacy] = {}
        self._files: defaultdict[CandidacyId, dict[FileId, FileMeta]] = defaultdict(dict)
        self._contents: dict[tuple[CandidacyId, FileId], bytes] = {}
        self._requisitions: dict[RequisitionId, Requisition] = {}
        self._timelines: defaultdict[CandidacyId, list[TimelineComment]] = defaultdict(list)
        self._failures: defaultdict[Call, deque[_Failure]] = defaultdict(deque)
        self._afterwards: defaultdict[Call, deque[Callable[[], None]]] = defaultdict(deque)
        self._held: dict[Call, Held] = {}
        self._late: list[tuple[CandidacyId, str]] = []
        self.people: dict[CandidacyId, Person] = {}

    # What persons do.

    def arrive(self, candidacy: Candidacy) -> None:
        """Let a candidacy come in, or be as it is now."""
        self._people[candidacy.ref.id] = candidacy

    def leave(self, id: CandidacyId) -> None:
        """Remove a candidacy."""
        del self._people[id]

    def move(self, id: CandidacyId, step: Step) -> None:
        """Move a candidacy to a step, now."""
        self._change(id, step=step, step_updated_at=self._clock())

    def end(self, id: CandidacyId) -> None:
        """End a candidacy."""
        self._change(id, status=CandidacyStatus.TERMINATED)

    def reassign(self, id: CandidacyId, requisition: RequisitionId) -> None:
        """Put a candidacy to another requisition."""
        self._change(id, requisition_id=requisition)

    def attach(self, id: CandidacyId, file: FileMeta, content: bytes) -> None:
        """Upload a file, or describe one anew."""
        self._files[id][file.id] = file
        self._contents[id, file.id] = content

    def detach(self, id: CandidacyId, file: FileId, *, listed: bool = False) -> None:
        """Delete a file; ``listed`` leaves it in the list, as an ATS does for a while."""
        del self._contents[id, file]
        if not listed:
            del self._files[id][file]

    def hide(self, id: CandidacyId, file: FileId) -> None:
        """Make a file private."""
        self._files[id][file] = self._files[id][file].model_copy(update={"private": True})

    def publish(self, requisition: Requisition) -> None:
        """Open or change a requisition."""
        self._requisitions[requisition.id] = requisition

    def timeline(self, id: CandidacyId) -> list[str]:
        """Return what a recruiter reads, oldest first."""
        return [each.body for each in self._timelines[id]]

    def say(
        self,
        id: CandidacyId,
        body: str,
        *,
        author: str | None = None,
        comment: str | None = "by-hand",
        timed: bool = False,
    ) -> None:
        """Write a comment as a person, or write it anew under its id; with its time if wanted."""
        written = TimelineComment(
            id=CommentId(comment) if comment is not None else None,
            body=body,
            author_id=UserId(author) if author is not None else None,
            created_at=self._clock() if timed else None,
        )
        same = [n for n, one in enumerate(self._timelines[id]) if author and one.id == written.id]
        if comment is not None and same:
            before = self._timelines[id][same[0]]
            self._timelines[id][same[0]] = before.model_copy(update={"body": body})
        else:
            self._timelines[id].append(written)

    # What tests script.

    def fail(
        self, call: Call, error: Exception, *, times: int = 1, applied: Applied = Applied.NEVER
    ) -> None:
        """Answer the next calls with an error, whether or not a write is applied."""
        self._failures[call].extend(_Failure(error, applied) for _ in range(times))

    def forget(self, call: Call) -> None:
        """Let a call go well again."""
        self._failures[call].clear()
        self._held.pop(call, None)

    def after(self, call: Call, action: Callable[[], None]) -> None:
        """Do something once, right after the next such call was answered."""
        self._afterwards[call].append(action)

    def hold(self, call: Call) -> Held:
        """Keep the next such call waiting."""
        return self._held.setdefault(call, Held())

    def let_through(self) -> None:
        """Apply what was to be applied late."""
        for candidacy, body in self._late:
            self._comment(candidacy, body)
        self._late.clear()

    # The port.

    @property
    def traits(self) -> AtsTraits:
        """What differs between systems."""
        return self._traits

    async def candidacy(self, id: CandidacyId) -> Candidacy:
        """Read one candidacy."""
        await self._begin(Call.CANDIDACY)
        found = self._person(id)
        self._done(Call.CANDIDACY)
        return found

    async def person(self, id: CandidacyId) -> Person:
        """Return who the candidate is."""
        return self.people.get(id, Person())

    async def standing(self, step: Step, *, since: date | None) -> AsyncIterator[Candidacy]:
        """List active candidacies at a step, newest step change first."""
        await self._begin(Call.STANDING)
        rows = sorted(self._people.values(), key=lambda one: one.step_updated_at, reverse=True)
        for row in rows:
            if row.status is not CandidacyStatus.ACTIVE or row.step != step:
                continue
            if since is None or row.step_updated_at.astimezone(self._zone).date() >= since:
                yield row
        self._done(Call.STANDING)

    async def requisition(self, id: RequisitionId) -> Requisition | None:
        """Return a requisition, if there is one."""
        await self._begin(Call.REQUISITION)
        self._done(Call.REQUISITION)
        return self._requisitions.get(id)

    async def files(self, id: CandidacyId) -> tuple[FileMeta, ...]:
        """List a candidacy's files."""
        await self._begin(Call.FILES)
        self._person(id)
        found = tuple(self._files[id].values())
        self._done(Call.FILES)
        return found

    async def download(self, id: CandidacyId, file: FileId, *, limit_bytes: int) -> bytes:
        """Return a file's bytes."""
        await self._begin(Call.DOWNLOAD)
        self._person(id)
        content = self._contents.get((id, file))
        if content is None:
            raise Gone
        if len(content) > limit_bytes:
            raise Unreadable(UnreadableReason.TOO_LARGE)
        self._done(Call.DOWNLOAD)
        return content

    async def comments(self, id: CandidacyId) -> tuple[TimelineComment, ...]:
        """Read all comments."""
        await self._begin(Call.COMMENTS)
        self._person(id)
        found = tuple(self._timelines[id])
        self._done(Call.COMMENTS)
        return found

    async def post_comment(
        self, id: CandidacyId, body: str, format: CommentFormat
    ) -> CommentId | None:
        """Post a comment."""
        del format
        if self._failures[Call.POST_COMMENT]:
            applied = self._failures[Call.POST_COMMENT][0].applied
            if applied is Applied.AT_ONCE:
                self._comment(id, body)
            elif applied is Applied.LATE:
                self._late.append((id, body))
        await self._begin(Call.POST_COMMENT)
        self._person(id)
        posted = self._comment(id, body)
        self._done(Call.POST_COMMENT)
        return posted

    async def move_step(self, id: CandidacyId, step: Step) -> None:
        """Move a candidacy, if that was proven."""
        await self._act(Call.MOVE_STEP, id, step)
        self.move(id, step)

    async def terminate(self, id: CandidacyId, reason: str) -> None:
        """End a candidacy, if that was proven."""
        await self._act(Call.TERMINATE, id, reason)
        self.end(id)

    async def close(self) -> None:
        """Have nothing to release."""

    # Inside.

    async def _begin(self, call: Call) -> None:
        self.asked.append(call)
        held = self._held.pop(call, None)
        if held is not None:
            held.reached.set()
            await held.go_on.wait()
        if self._failures[call]:
            raise self._failures[call].popleft().error

    def _done(self, call: Call) -> None:
        if self._afterwards[call]:
            self._afterwards[call].popleft()()

    def _person(self, id: CandidacyId) -> Candidacy:
        if id not in self._people:
            raise Gone
        return self._people[id]

    def _change(self, id: CandidacyId, **changes: object) -> None:
        self._people[id] = self._people[id].model_copy(update=changes)

    def _comment(self, id: CandidacyId, body: str) -> CommentId:
        posted = CommentId(f"comment-{len(self.writes) + 1}")
        self._timelines[id].append(TimelineComment(id=posted, body=body, created_at=self._clock()))
        self.writes.append(Write(Call.POST_COMMENT, id, body))
        return posted

    async def _act(self, call: Call, id: CandidacyId, text: str) -> None:
        if not self._proven:
            raise CapabilityOff
        await self._begin(call)
        if self._person(id).status is CandidacyStatus.TERMINATED:
            raise Refused
        self.writes.append(Write(call, id, text))


# ---------------------------------------------------------------- reading and asking


class FakeReader:
    """Reads plain UTF-8 text; what else a reader may say of a file is scripted by the file's id."""

    def __init__(self) -> None:
        self.unreadable: dict[FileId, UnreadableReason] = {}
        self.read_files: list[FileId] = []

    async def read(self, file: FileMeta, content: bytes) -> Document:
        """Read a file's lines; anything but a text is unreadable."""
        self.read_files.append(file.id)
        if file.id in self.unreadable:
            raise Unreadable(self.unreadable[file.id])
        if not content.strip():
            raise Unreadable(UnreadableReason.EMPTY)
        try:
            texts = content.decode().splitlines()
        except UnicodeDecodeError:
            raise Unreadable(UnreadableReason.UNSUPPORTED) from None
        if content.startswith((b"%PDF", b"PK", b"<")) or b"\0" in content:
            raise Unreadable(UnreadableReason.UNSUPPORTED)
        lines = (text.rstrip() for text in texts)
        return Document(
            file=file,
            sha256=hashlib.sha256(content).hexdigest(),
            format=DocumentFormat.TEXT,
            pages=None,
            lines=tuple(
                Line(number=at, page=None, text=text)
                for at, text in enumerate((line for line in lines if line), 1)
            ),
        )

    async def close(self) -> None:
        """Hold nothing, end nothing."""


class FakeAssessor:
    """Says *met* with a whole line as its quote where a line holds a requirement's last word.

    Scripted errors come first, each reported to the journal as a real assessor would.
    """

    def __init__(self, clock: Clock, *, model: str = "double") -> None:
        self.identity = AssessorIdentity(kind=AssessorKind.LLM, model=model)
        self.questions: list[Question] = []
        self.returned_model: str | None = None
        self.spared = False
        """Refuse to ask, as while a server that fails is being spared."""
        self.most_usd: Decimal | None = None
        self._clock = clock
        self._failures: deque[Exception | None] = deque()
        self._held: Held | None = None

    def fail(self, *errors: Exception | None) -> None:
        """Answer the next questions with errors; ``None`` lets one be answered well."""
        self._failures.extend(errors)

    def hold(self) -> Held:
        """Keep the next question waiting."""
        self._held = Held()
        return self._held

    async def assess(self, question: Question, journal: Journal) -> Assessment:
        """Answer one question."""
        if self.spared:
            raise Spared(retry_after=timedelta(minutes=2))
        await journal.begin(self._planned(question))
        self.questions.append(question)
        held, self._held = self._held, None
        if held is not None:
            held.reached.set()
            await held.go_on.wait()
        error = self._failures.popleft() if self._failures else None
        if error is not None:
            await journal.record(self._call(question, _outcome(error)), None)
            raise error
        assessment = Assessment(
            assessor=self.identity,
            question=question.fingerprint,
            claims=tuple(_claim(one, tuple(_lines(question))) for one in question.asked),
            run=question.run,
            without_flagged=question.without_flagged,
            returned_model=self.returned_model,
        )
        await journal.record(self._call(question, ModelOutcome.OK), assessment)
        return assessment

    async def close(self) -> None:
        """Have nothing to release."""

    def _planned(self, question: Question) -> PlannedCall:
        return PlannedCall(
            question=question.fingerprint,
            attempt=1,
            model=self.identity.model,
            most_tokens=1_000,
            most_usd=self.most_usd,
            started_at=self._clock(),
        )

    def _call(self, question: Question, outcome: ModelOutcome) -> ModelCall:
        return ModelCall(
            question=question.fingerprint,
            attempt=1,
            model=self.identity.model,
            outcome=outcome,
            duration=timedelta(seconds=2),
            started_at=self._clock(),
        )


def _outcome(error: Exception) -> ModelOutcome:
    return error.outcome if isinstance(error, NotAssessed) else ModelOutcome.UNAVAILABLE


def _lines(question: Question) -> Iterator[tuple[int, str]]:
    for line in question.documents.splitlines():
        number, bar, text = line.partition("|")
        if bar and number.startswith("L") and number[1:].isdigit():
            yield int(number[1:]), text


def _claim(requirement: Requirement, lines: tuple[tuple[int, str], ...]) -> Claim:
    wanted = requirement.text.split()[-1].casefold()
    for number, text in lines:
        if wanted in text.casefold():
            quote = Quote(line=number, text=text)
            return Claim(requirement_id=requirement.id, answer=Answer.MET, quotes=(quote,))
    return Claim(requirement_id=requirement.id, answer=Answer.NOT_STATED)


# ---------------------------------------------------------------- a ledger whose process dies

_T = TypeVar("_T")


class Killed(Exception):
    """The process died here."""


class MortalDatabase(Database):
    """The real ledger's database in a process that dies before or after a chosen write."""

    def __init__(self, url: str) -> None:
        super().__init__(parse(url))
        self.dead = False
        self._dies_before = 0
        self._dies_after = 0
        self._writes = 0

    def die(self, *, before: int = 0, after: int = 0) -> None:
        """Die at the write with this number, counted from now."""
        self._writes, self._dies_before, self._dies_after = 0, before, after

    def start_again(self) -> None:
        """Start a new process on the same ledger."""
        self.die()
        self.dead = False

    async def write(self, work: Callable[[AsyncConnection], Awaitable[_T]]) -> _T:
        """Write, unless the process is dead or dies first."""
        self._writes += 1
        self._look(self._dies_before)
        written = await super().write(work)
        self._look(self._dies_after)
        return written

    def _look(self, end: int) -> None:
        self.dead = self.dead or self._writes == end
        if self.dead:
            raise Killed
