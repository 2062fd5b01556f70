"""What the simulated HERP Hire tenant holds, and what was written to it."""

import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from pydantic import AwareDatetime

from screening.model import CandidacyStatus, Value
from screening.ports import Clock
from screening.simulators.world import World, WorldCandidacy, WorldFile, WorldRequisition

STEPS = (
    "entry",
    "casualInterview",
    "resumeScreening",
    "firstInterview",
    "secondInterview",
    "thirdInterview",
    "finalInterview",
    "offered",
    "offerAccepted",
)
TERMINATION_REASONS = ("hired", "refusedByCandidate", "rejected", "notEligible")
USERS = {"U-AB12C": "採用 太郎", "U-DE34F": "面接 花子", "U-KEY01": "API連携"}
API_USER = "U-KEY01"
"""Who appears as the author of what comes through the API."""


class Write(Value):
    """One accepted write, applied or not."""

    kind: Literal["comment", "step", "termination"]
    candidacy: str
    body: str
    """The comment's text, the step or the reason."""
    at: AwareDatetime
    """When the request arrived."""
    request_id: str
    committed: bool


@dataclass(frozen=True, slots=True)
class Comment:
    """One timeline comment."""

    id: str
    body: str
    text_type: str
    mention_to: tuple[str, ...]
    author: str
    at: datetime
    changed_at: datetime | None = None
    """When a person changed its text on screen, if one did."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file with its bytes."""

    meta: WorldFile
    content: bytes
    uploaded_at: datetime


@dataclass(slots=True)
class Row:
    """One candidacy as it is now."""

    origin: WorldCandidacy
    applied_at: datetime
    step: str
    step_updated_at: datetime
    updated_at: datetime
    status: CandidacyStatus = CandidacyStatus.ACTIVE
    reason: str = ""
    terminated_at: datetime | None = None
    files: list[StoredFile] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    files_listed: bool = False


@dataclass(slots=True)
class _Late:
    due: datetime
    write: int
    apply: Callable[[], object]


class HerpState:
    """One tenant. Methods that people use on screen and methods behind the API change it alike."""

    def __init__(self, world: World, *, clock: Clock, seed: int = 0) -> None:
        self._clock = clock
        self._world = world
        self._random = random.Random(f"ids:{seed}")  # noqa: S311 - repeatable ids, no secret
        self._late: list[_Late] = []
        self._writes: list[Write] = []
        self.rows: dict[str, Row] = {}
        self.requisitions: dict[str, WorldRequisition] = {r.id: r for r in world.requisition}
        self.started_at = clock()
        for candidacy in world.candidacy:
            self.arrive(candidacy)

    def new_id(self) -> str:
        """Make an id that is the same in every run."""
        return str(uuid.UUID(int=self._random.getrandbits(128), version=4))

    # ------------------------------------------------------------ what people do on screen

    def arrive(self, candidacy: WorldCandidacy) -> None:
        """Let a candidacy appear now; its times may lie in the past."""
        now = self._clock()
        moved = now - timedelta(minutes=candidacy.step_minutes_ago)
        applied = now - timedelta(minutes=candidacy.applied_minutes_ago)
        row = Row(
            origin=candidacy,
            applied_at=applied,
            step=candidacy.step,
            step_updated_at=moved,
            # HERP Hire often shows an update one second before the step change that caused it.
            updated_at=moved - timedelta(seconds=1),
            status=candidacy.status,
        )
        if candidacy.status is CandidacyStatus.TERMINATED:
            row.reason = str(candidacy.extra.get("terminationReason", "rejected"))
            row.terminated_at = moved
        row.files = [StoredFile(file, self._world.read(file), applied) for file in candidacy.file]
        self.rows[candidacy.id] = row

    def move(self, id: str, step: str) -> None:
        """Move a candidacy to a step."""
        row, now = self.rows[id], self._clock()
        row.step = step
        row.step_updated_at = row.updated_at = now

    def terminate(self, id: str, reason: str) -> None:
        """End a candidacy."""
        row, now = self.rows[id], self._clock()
        row.status = CandidacyStatus.TERMINATED
        row.reason = reason
        row.terminated_at = now
        row.updated_at = now

    def comment(
        self,
        id: str,
        body: str,
        *,
        author: str,
        text_type: str = "text/plain",
        mention_to: tuple[str, ...] = (),
    ) -> Comment:
        """Add a timeline comment; the step's time stays as it is."""
        row, now = self.rows[id], self._clock()
        comment = Comment(self.new_id(), body, text_type, mention_to, author, now)
        row.comments.append(comment)
        row.updated_at = now
        return comment

    def rewrite(self, id: str, comment: str, body: str) -> None:
        """Change a comment's text on screen; its author and its time stay."""
        row, now = self.rows[id], self._clock()
        row.comments = [
            replace(each, body=body, changed_at=now) if each.id == comment else each
            for each in row.comments
        ]

    def add_file(self, id: str, file: WorldFile) -> None:
        """Attach a file now."""
        stored = StoredFile(file, self._world.read(file), self._clock())
        self.rows[id].files.append(stored)

    def replace_file(self, id: str, file: WorldFile) -> None:
        """Change what is said about a file; raise ``KeyError`` when there is none."""
        files = self.rows[id].files
        index = next((n for n, each in enumerate(files) if each.meta.id == file.id), None)
        if index is None:
            raise KeyError(file.id)
        files[index] = StoredFile(file, files[index].content, files[index].uploaded_at)

    # ------------------------------------------------------------ what comes through the API

    @property
    def writes(self) -> tuple[Write, ...]:
        """Every accepted write, oldest first, with what became of it by now."""
        self.settle()
        return tuple(self._writes)

    def record(self, write: Write) -> None:
        """Keep a write."""
        self._writes.append(write)

    def postpone(self, write: Write, due: datetime, apply: Callable[[], object]) -> None:
        """Keep a write that is applied only at a later time."""
        self._late.append(_Late(due, len(self._writes), apply))
        self.record(write)

    def settle(self) -> None:
        """Apply the late writes that are due."""
        now = self._clock()
        for late in [each for each in self._late if each.due <= now]:
            self._late.remove(late)
            late.apply()
            written = self._writes[late.write]
            self._writes[late.write] = written.model_copy(update={"committed": True})

    def after_files_listed(self, id: str) -> None:
        """Let the person of the world act once on a candidacy that was just looked at."""
        row = self.rows[id]
        if row.files_listed:
            return
        row.files_listed = True
        if row.origin.meanwhile == "terminated":
            self.terminate(id, "refusedByCandidate")
        elif row.origin.meanwhile == "moved":
            later = min(STEPS.index(row.step) + 1, len(STEPS) - 1)
            self.move(id, STEPS[later])
