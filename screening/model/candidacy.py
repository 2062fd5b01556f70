"""What the ATS holds: candidacies, requisitions, files and comments."""

from datetime import timedelta
from enum import StrEnum

from pydantic import AwareDatetime

from screening.model.base import (
    CandidacyId,
    CommentId,
    FileId,
    RequisitionId,
    Step,
    TenantId,
    UserId,
    Value,
)


class CandidacyStatus(StrEnum):
    """Whether the selection still runs."""

    ACTIVE = "active"
    TERMINATED = "terminated"


class CandidacyRef(Value):
    """Which candidacy, of which tenant."""

    tenant: TenantId
    id: CandidacyId


class Candidacy(Value):
    """What we allow ourselves to know of a candidacy: no name, contact, memo or tag."""

    ref: CandidacyRef
    status: CandidacyStatus
    step: Step
    step_updated_at: AwareDatetime
    applied_at: AwareDatetime
    requisition_id: RequisitionId | None
    """``None`` when the ATS has no position set for it."""
    channel: str
    """The kind of source only, such as ``agent`` or ``media``."""


class Person(Value):
    """Who the ATS says the candidate is. Used to keep it from the model; never stored or logged."""

    names: tuple[str, ...] = ()
    """Every name and part of one, in every script that the ATS has."""
    contacts: tuple[str, ...] = ()
    """E-mail addresses, telephone numbers and links."""
    others: tuple[str, ...] = ()
    """What else tells who it is, such as an address or a birth date."""


class Requisition(Value):
    """One opening with its requirements as the recruiters wrote them."""

    id: RequisitionId
    name: str
    must_text: str = ""
    want_text: str = ""
    persona_text: str = ""
    archived: bool = False


class FileMeta(Value):
    """One file as the ATS describes it. Nothing in it is trusted but the id."""

    id: FileId
    name: str
    kind: str
    declared_mime: str | None = None
    size_bytes: int | None = None
    uploaded_at: AwareDatetime | None = None
    private: bool | None = None
    """``None`` when the ATS does not say."""


class TimelineComment(Value):
    """A comment read back from the ATS."""

    id: CommentId | None
    body: str
    author_id: UserId | None = None
    created_at: AwareDatetime | None = None


class CommentFormat(StrEnum):
    """How the ATS shows a comment."""

    PLAIN = "plain"
    MARKDOWN = "markdown"


class AtsTraits(Value):
    """What differs between ATS systems and matters to policy."""

    name: str
    comment_formats: tuple[CommentFormat, ...]
    comment_limit: int
    """Hard limit of a comment, in characters."""
    write_within: timedelta = timedelta(0)
    """How long after a write began its request may still be waiting, sent or answered."""
    comments_readable: bool
    """Whether comments can be read back to look for our own."""
    step_move_may_notify: bool
    termination_may_notify: bool
    termination_needs_reason: bool
