"""What can go wrong in the HERP Hire simulator, and what may differ from tenant to tenant."""

import random
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from screening.model import Value


class Route(StrEnum):
    """An end point: its method and its path below ``/hire``."""

    LIST_CANDIDACIES = "GET /v1/candidacies"
    GET_CANDIDACY = "GET /v1/candidacies/{id}"
    LIST_FILES = "GET /v1/candidacies/{id}/files"
    DOWNLOAD = "GET /v1/candidacies/{id}/files/{file}"
    LIST_COMMENTS = "GET /v1/candidacies/{id}/timeline-comments"
    POST_COMMENT = "POST /v1/candidacies/{id}/timeline-comments"
    MOVE_STEP = "PATCH /v1/candidacies/{id}/step"
    TERMINATE = "PATCH /v1/candidacies/{id}/termination"
    LIST_CONTACTS = "GET /v1/candidacies/{id}/contacts"
    LIST_REQUISITIONS = "GET /v1/requisitions"
    LIST_GROUPS = "GET /v1/requisition-groups"
    LIST_USERS = "GET /v1/users"

    @property
    def method(self) -> str:
        """The HTTP method."""
        return self.value.split(" ")[0]

    @property
    def path(self) -> str:
        """The path template."""
        return self.value.split(" ")[1]

    @property
    def writes(self) -> bool:
        """Whether it changes something."""
        return self.method != "GET"

    @property
    def scope(self) -> str:
        """The scope that a key needs for it."""
        if self.writes:
            return "candidacy:write"
        return _SCOPES.get(self, "candidacy:read")


_SCOPES = {
    Route.LIST_REQUISITIONS: "requisition:read",
    Route.LIST_GROUPS: "requisition:read",
    Route.LIST_USERS: "user:read",
}


class FaultKind(StrEnum):
    """One way in which a request goes wrong."""

    ERROR = "error"
    """500; a write is not applied."""
    DROP = "drop"
    """The connection ends without an answer; a write is not applied."""
    HANG = "hang"
    """No answer until the other side gives up; a write is not applied."""
    BUSY = "busy"
    """429, whatever the window says; a write is not applied."""
    KEY_REJECTED = "key_rejected"
    SCOPE_MISSING = "scope_missing"
    GONE = "gone"
    HTML = "html"
    """200 with a sign-in page; a write is not applied."""
    EMPTY = "empty"
    """200 without a body; a write is applied."""
    MALFORMED = "malformed"
    """200 with broken JSON; a write is applied."""
    UNKNOWN_SHAPE = "unknown_shape"
    """200 with JSON that holds nothing expected; a write is applied."""
    TRUNCATED = "truncated"
    """The answer breaks off in its middle; a write is applied."""
    SLOW = "slow"
    """The whole answer, in small pieces; a write is applied."""
    ERROR_AFTER = "error_after"
    """500 after a write was applied."""
    DROP_AFTER = "drop_after"
    """A write is applied, then the connection ends without an answer."""
    HANG_AFTER = "hang_after"
    """A write is applied, then no answer until the other side gives up."""
    LATE = "late"
    """The connection ends, and a write is applied some time after that."""


WRITES_ONLY = frozenset(
    {FaultKind.ERROR_AFTER, FaultKind.DROP_AFTER, FaultKind.HANG_AFTER, FaultKind.LATE}
)
NOT_APPLIED = frozenset(
    {
        FaultKind.ERROR,
        FaultKind.DROP,
        FaultKind.HANG,
        FaultKind.BUSY,
        FaultKind.KEY_REJECTED,
        FaultKind.SCOPE_MISSING,
        FaultKind.GONE,
        FaultKind.HTML,
    }
)

_BY_CHANCE = (
    FaultKind.ERROR,
    FaultKind.DROP,
    FaultKind.HANG,
    FaultKind.BUSY,
    FaultKind.TRUNCATED,
    FaultKind.SLOW,
)


class Fault(Value):
    """A scripted fault: the next request of a route goes wrong so, once."""

    route: Route
    kind: FaultKind
    candidacy: str | None = None
    """``None`` means the next request, whichever candidacy it is about."""
    times: Annotated[int, Field(ge=1)] = 1

    @model_validator(mode="after")
    def _fits_the_route(self) -> Self:
        if self.kind in WRITES_ONLY and not self.route.writes:
            raise ValueError(f"{self.kind.value} is for writes only")
        return self


Rate = Annotated[float, Field(ge=0, le=1)]


class HerpFaults(Value):
    """How often requests go wrong by chance, and how wrong."""

    reads: Mapping[FaultKind, Rate] = {}
    writes: Mapping[FaultKind, Rate] = {}
    seed: int = 0
    late_by: timedelta = timedelta(seconds=2)
    """How long after its arrival a ``LATE`` write is applied."""
    hang_seconds: float = 60
    slow_pause_seconds: float = 0.05
    comments_lag: timedelta = timedelta(0)
    """How far the list of comments runs behind, as a lagging copy of a database does."""

    @model_validator(mode="after")
    def _rates_fit(self) -> Self:
        if WRITES_ONLY & set(self.reads):
            raise ValueError("a read cannot go wrong after a write was applied")
        if sum(self.reads.values()) > 1 or sum(self.writes.values()) > 1:
            raise ValueError("the rates of all faults together exceed 1")
        return self

    @classmethod
    def everywhere(cls, rate: float, *, seed: int = 0, hang_seconds: float = 60) -> Self:
        """Let every network and server fault happen at the same rate."""
        reads = dict.fromkeys(_BY_CHANCE, rate)
        writes = dict.fromkeys((*_BY_CHANCE, *sorted(WRITES_ONLY)), rate)
        return cls(reads=reads, writes=writes, seed=seed, hang_seconds=hang_seconds)


class HerpShape(Value):
    """What is not proven about HERP Hire and may differ from tenant to tenant."""

    files_wrapper: str | None = "files"
    """``None`` means a bare list."""
    comments_wrapper: str | None = "timelineComments"
    candidacy_wrapper: str | None = None
    names: Literal["usual", "alternative"] = "usual"
    """Which of the guessed member names files, comments and requisitions show."""
    private_flag: bool = True
    """Whether files say at all that they are private."""
    updated_at_in_single: bool = False
    write_status: Literal[200, 201, 204] = 200
    comment_id_returned: bool = True
    comment_authors: bool = True
    """Whether comments say who wrote them."""
    api_author: str = "U-KEY01"
    """Who appears as the author of what comes through the API; the admin who made the key, say."""
    repeated_step: Literal[200, 400] = 200
    repeated_termination: Literal[200, 400] = 400
    invalid_filter: Literal["ignored", "refused"] = "ignored"
    download: Literal["direct", "redirect", "redirect_twice"] = "direct"
    """Whether files come from another host."""
    download_type: str | None = None
    """The content type of downloads; ``None`` means what the file list claims."""
    gzip: bool = True


class FaultScript:
    """Chooses the fault of each request: scripted ones first, then by chance."""

    def __init__(self, faults: HerpFaults) -> None:
        self._faults = faults
        self._random = random.Random(faults.seed)  # noqa: S311 - repeatable chance, no secret
        self._queue: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Queue a scripted fault."""
        self._queue.extend([fault] * fault.times)

    def next(self, route: Route, candidacy: str | None) -> FaultKind | None:
        """Take the fault of this request, if it has one."""
        for index, fault in enumerate(self._queue):
            if fault.route is route and fault.candidacy in (None, candidacy):
                return self._queue.pop(index).kind
        return self._by_chance(self._faults.writes if route.writes else self._faults.reads)

    def _by_chance(self, rates: Mapping[FaultKind, float]) -> FaultKind | None:
        if not rates:
            return None
        left = self._random.random()
        for kind, rate in rates.items():
            left -= rate
            if left < 0:
                return kind
        return None
