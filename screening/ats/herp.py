"""HERP Hire, as a list of its end points.

What is known of this API and what is not, and what we do about it: ``docs/adapters.md``.
"""

from collections.abc import AsyncIterator, Mapping
from datetime import date, datetime, timedelta, timezone
from typing import TypeVar

from screening.ats.answers import Endpoint
from screening.ats.capabilities import Capabilities
from screening.ats.herp_replies import (
    CandidacyReply,
    CommentReply,
    FileReply,
    PageReply,
    PersonReply,
    RequisitionReply,
    UserReply,
)
from screening.ats.herp_requisitions import RequisitionShelf
from screening.ats.herp_words import STEPS, TERMINATION_REASONS, plain_id
from screening.ats.http import WRITE_WITHIN, AtsClient
from screening.ats.shapes import decoded, keys_of, listed, rows, unwrapped
from screening.errors import CapabilityOff, ContractDrift, Refused
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
    UserId,
    Value,
)
from screening.ports import Clock

PRODUCTION = "https://public-api.herp.cloud/hire"
COMMENT_LIMIT = 6_000
"""HERP allows 20,000 of a unit that nobody states. 6,000 characters fit even if it means bytes."""

CANDIDACIES = Endpoint("GET", "/v1/candidacies", "candidacy:read")
CANDIDACY = Endpoint("GET", "/v1/candidacies/{candidacy}", "candidacy:read")
FILES = Endpoint("GET", "/v1/candidacies/{candidacy}/files", "candidacy:read")
FILE = Endpoint("GET", "/v1/candidacies/{candidacy}/files/{file}", "candidacy:read")
COMMENTS = Endpoint("GET", "/v1/candidacies/{candidacy}/timeline-comments", "candidacy:read")
COMMENT = Endpoint("POST", "/v1/candidacies/{candidacy}/timeline-comments", "candidacy:write")
STEP = Endpoint("PATCH", "/v1/candidacies/{candidacy}/step", "candidacy:write")
TERMINATION = Endpoint("PATCH", "/v1/candidacies/{candidacy}/termination", "candidacy:write")
REQUISITIONS = Endpoint("GET", "/v1/requisitions", "requisition:read")
REQUISITION_GROUPS = Endpoint("GET", "/v1/requisition-groups", "requisition:read")
USERS = Endpoint("GET", "/v1/users", "user:read")

_TEXTS = frozenset({"requiredSkills", "preferredSkills", "personality"})
_TOO_MANY_WITHOUT = 3
"""HERP leaves out what is not filled in; that nobody filled in any text of three positions or more
is less likely than that the texts go by other names."""
TEXT_TYPES = {CommentFormat.PLAIN: "text/plain", CommentFormat.MARKDOWN: "text/markdown"}
_JAPAN = timezone(timedelta(hours=9), "JST")
_TRAITS = AtsTraits(
    name="herp",
    comment_formats=(CommentFormat.MARKDOWN, CommentFormat.PLAIN),
    comment_limit=COMMENT_LIMIT,
    write_within=WRITE_WITHIN,
    comments_readable=True,
    step_move_may_notify=True,
    termination_may_notify=True,
    termination_needs_reason=True,
)


def japan_day(now: datetime) -> date:
    """Return the day that HERP's date filters mean; until nine in Japan, UTC is a day behind."""
    return now.astimezone(_JAPAN).date()


_Known = TypeVar("_Known", CandidacyReply, PersonReply)


class AtsUser(Value):
    """A user of the tenant, without name or address."""

    id: UserId
    role: str | None = None


class HerpHire:
    """Port ``Ats`` for one tenant of HERP Hire."""

    def __init__(
        self,
        client: AtsClient,
        *,
        tenant: TenantId,
        clock: Clock,
        capabilities: Capabilities | None = None,
    ) -> None:
        self._client = client
        self._tenant = tenant
        self._capabilities = capabilities
        self._requisitions = RequisitionShelf(
            clock, fetch_open=self._open_requisitions, fetch_all=self._all_requisitions
        )

    @property
    def traits(self) -> AtsTraits:
        """What differs between systems and matters to policy."""
        return _TRAITS

    async def candidacy(self, id: CandidacyId) -> Candidacy:
        """Read one candidacy as it is now."""
        return self._candidacy(await self._one(id, CandidacyReply), id)

    async def person(self, id: CandidacyId) -> Person:
        """Read who the candidate is, only to keep it from the model."""
        return (await self._one(id, PersonReply)).person()

    async def standing(self, step: Step, *, since: date | None) -> AsyncIterator[Candidacy]:
        """List active candidacies at a step, newest step change first, each row checked here.

        A row that cannot be read does not hide the others: it is told when they are through.
        """
        query = {
            "status": CandidacyStatus.ACTIVE.value,
            "step": step,
            "sort": "stepUpdatedAt",
            "direction": "desc",
        }
        if since is not None:
            query["stepUpdatedAtFrom"] = since.isoformat()
        count = 0
        odd: list[ContractDrift] = []
        async for row in self._paged(CANDIDACIES, "candidacies", query):
            count += 1
            try:
                reply = decoded(CANDIDACIES, CandidacyReply, row)
            except ContractDrift as drift:
                odd.append(drift)
                continue
            late_enough = since is None or japan_day(reply.step_updated_at) >= since
            if reply.status == CandidacyStatus.ACTIVE and reply.step == step and late_enough:
                yield self._candidacy(reply, CandidacyId(reply.id))
        if odd:
            raise ContractDrift(
                f"{len(odd)} of {count} rows cannot be read, the others were; the first: {odd[0]}"
            )

    async def requisition(self, id: RequisitionId) -> Requisition | None:
        """Return a requisition, or ``None`` when it is listed neither open nor archived."""
        return await self._requisitions.find(RequisitionId(plain_id(id)))

    async def files(self, id: CandidacyId) -> tuple[FileMeta, ...]:
        """List a candidacy's files."""
        answer = await self._client.read(FILES, candidacy=plain_id(id))
        wrappers = ("files", *self._seen_wrapper("files"))
        found = rows(FILES, answer, wrappers=wrappers, needs=("id", "fileId"))
        return tuple(_file(decoded(FILES, FileReply, row)) for row in found)

    async def download(self, id: CandidacyId, file: FileId, *, limit_bytes: int) -> bytes:
        """Return a file's bytes; raise ``Unreadable(TOO_LARGE)`` as soon as the limit is passed."""
        return await self._client.download(
            FILE, limit_bytes=limit_bytes, candidacy=plain_id(id), file=file
        )

    async def comments(self, id: CandidacyId) -> tuple[TimelineComment, ...]:
        """Read all timeline comments; an unknown shape is ``ContractDrift``, never empty."""
        answer = await self._client.read(COMMENTS, candidacy=plain_id(id))
        wrappers = ("timelineComments", "comments", *self._seen_wrapper("comments"))
        found = rows(COMMENTS, answer, wrappers=wrappers, needs=("body",))
        return tuple(_comment(decoded(COMMENTS, CommentReply, row)) for row in found)

    async def post_comment(
        self, id: CandidacyId, body: str, format: CommentFormat
    ) -> CommentId | None:
        """Post one timeline comment, once; ``None`` when accepted without an id."""
        if not body or len(body) > COMMENT_LIMIT:
            raise Refused(
                f"{COMMENT} was not sent: the comment has {len(body)} characters, "
                f"1 to {COMMENT_LIMIT} are allowed; shorten the comment template"
            )
        text = {"body": body, "textType": TEXT_TYPES[format]}
        return _comment_id(await self._client.write(COMMENT, text, candidacy=plain_id(id)))

    async def move_step(self, id: CandidacyId, step: Step) -> None:
        """Move to a step; ``CapabilityOff`` unless the capability file proves it."""
        if self._capabilities is None or not self._capabilities.step_verified:
            raise CapabilityOff(_not_proven(STEP))
        if step not in STEPS:
            raise Refused(f"{STEP} was not sent: HERP has no step of this name; check the settings")
        await self._client.write(STEP, {"step": step}, candidacy=plain_id(id))

    async def terminate(self, id: CandidacyId, reason: str) -> None:
        """End the candidacy; ``CapabilityOff`` unless the capability file proves it."""
        if self._capabilities is None or not self._capabilities.termination_verified:
            raise CapabilityOff(_not_proven(TERMINATION))
        if reason not in TERMINATION_REASONS:
            raise Refused(f"{TERMINATION} was not sent: HERP has no reason of this name")
        await self._client.write(TERMINATION, {"terminationReason": reason}, candidacy=plain_id(id))

    async def users(self) -> tuple[AtsUser, ...]:
        """List the tenant's users: ids and roles only."""
        replies = [decoded(USERS, UserReply, row) async for row in self._paged(USERS, "users", {})]
        return tuple(AtsUser(id=UserId(reply.id), role=reply.role) for reply in replies)

    async def close(self) -> None:
        """Release connections."""
        await self._client.close()

    # ------------------------------------------------------------ lists

    async def _paged(
        self, endpoint: Endpoint, wrapper: str, query: Mapping[str, str]
    ) -> AsyncIterator[object]:
        """Yield the rows of all pages, each once: new rows shift the later pages.

        A row without an id is yielded as well, for its reader to complain of it.
        """
        seen: set[str] = set()
        page, more = 0, True
        while more:
            page += 1
            answer = await self._client.read(endpoint, query={**query, "page": str(page)})
            found = listed(endpoint, answer, wrapper=wrapper, needs=("id",))
            fresh = {_id_of(row): row for row in found if _id_of(row) not in seen}
            seen.update(fresh)
            for row in fresh.values():
                yield row
            more = decoded(endpoint, PageReply, answer).has_next_page
            if more and not fresh:
                raise ContractDrift(f"{endpoint}: page {page} brought nothing new, yet is not last")

    async def _open_requisitions(self) -> dict[RequisitionId, Requisition]:
        return await self._listed_requisitions({"status": "active"})

    async def _all_requisitions(self) -> dict[RequisitionId, Requisition]:
        return await self._listed_requisitions({})

    async def _listed_requisitions(
        self, query: Mapping[str, str]
    ) -> dict[RequisitionId, Requisition]:
        found = [row async for row in self._paged(REQUISITIONS, "requisitions", query)]
        replies = [decoded(REQUISITIONS, RequisitionReply, row) for row in found]
        named = [row.keys() for row in found if isinstance(row, dict)]
        if len(found) >= _TOO_MANY_WITHOUT and not any(_TEXTS & names for names in named):
            raise ContractDrift(
                f"{REQUISITIONS}: no requisition has any of {', '.join(sorted(_TEXTS))}; "
                f"keys: {keys_of(found[0])}"
            )
        return {RequisitionId(reply.id): _requisition(reply) for reply in replies}

    # ------------------------------------------------------------ one value

    async def _one(self, id: CandidacyId, model: type[_Known]) -> _Known:
        """Read a candidacy's own page; an answer on another one is ``ContractDrift``."""
        answer = await self._client.read(CANDIDACY, candidacy=plain_id(id))
        reply = decoded(CANDIDACY, model, unwrapped(answer, wrapper="candidacy"))
        if reply.id.casefold() != id.casefold():
            raise ContractDrift(f"{CANDIDACY} answered with another candidacy than the one asked")
        return reply

    def _candidacy(self, reply: CandidacyReply, id: CandidacyId) -> Candidacy:
        if reply.status not in tuple(CandidacyStatus):
            raise ContractDrift("a candidacy of HERP has a status that this version does not know")
        return Candidacy(
            ref=CandidacyRef(tenant=self._tenant, id=id),
            status=CandidacyStatus(reply.status),
            step=Step(reply.step),
            step_updated_at=reply.step_updated_at,
            applied_at=reply.applied_at or reply.step_updated_at,
            requisition_id=RequisitionId(reply.requisition_id) if reply.requisition_id else None,
            channel=reply.channel,
        )

    def _seen_wrapper(self, name: str) -> tuple[str, ...]:
        return self._capabilities.wrapper(name) if self._capabilities else ()


def _id_of(row: object) -> str:
    """Tell rows apart: by their id, or by all they say."""
    found = row.get("id") if isinstance(row, dict) else None
    return plain_id(found) if isinstance(found, str) else repr(row)


def _requisition(reply: RequisitionReply) -> Requisition:
    return Requisition(
        id=RequisitionId(reply.id),
        name=reply.name,
        must_text=reply.required_skills,
        want_text=reply.preferred_skills,
        persona_text=reply.personality,
        archived=bool(reply.archived or reply.archived_at or reply.status == "archived"),
    )


def _file(reply: FileReply) -> FileMeta:
    return FileMeta(
        id=FileId(reply.id),
        name=reply.name or "",
        kind=reply.kind or "",
        declared_mime=reply.mime,
        size_bytes=reply.size,
        uploaded_at=reply.uploaded_at,
        private=reply.private,
    )


def _comment(reply: CommentReply) -> TimelineComment:
    return TimelineComment(
        id=CommentId(reply.id) if reply.id else None,
        body=reply.body,
        author_id=UserId(reply.author_id) if reply.author_id else None,
        created_at=reply.created_at,
    )


def _comment_id(answer: object) -> CommentId | None:
    """Find the id in an answer that nobody documents: at the top, or one wrapper deep."""
    if not isinstance(answer, dict):
        return None
    for place in (answer, *answer.values()):
        found = (place.get("id") or place.get("commentId")) if isinstance(place, dict) else None
        if isinstance(found, str):
            return CommentId(found)
    return None


def _not_proven(endpoint: Endpoint) -> str:
    return (
        f"{endpoint} is off: the capability file does not prove it; "
        "run `screening probe` with a test candidacy"
    )
