"""What we let through of HERP Hire's answers.

Memo, tags, evaluations, age, contacts, names and the agent's data have no field here, so they
cannot leave the adapter. Names that no public source proves have alternatives.
"""

from datetime import datetime
from typing import Annotated

from pydantic import (
    AliasChoices,
    AliasPath,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
)


class _Reply(BaseModel):
    """An answer of HERP's. It may grow members; those we do not name are dropped."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


def _time_or_none(value: object) -> object:
    if not isinstance(value, str):
        return None
    try:
        time = datetime.fromisoformat(value)
    except ValueError:
        return None
    return time if time.tzinfo else None


def _flag_or_none(value: object) -> object:
    return value if isinstance(value, bool) else None


def _text_or_none(value: object) -> object:
    return value if isinstance(value, str) else None


def _size_or_none(value: object) -> object:
    usable = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return value if usable else None


def _text_or_empty(value: object) -> object:
    return "" if value is None else value


_Time = Annotated[AwareDatetime | None, BeforeValidator(_time_or_none)]
_Flag = Annotated[bool | None, BeforeValidator(_flag_or_none)]
_Text = Annotated[str | None, BeforeValidator(_text_or_none)]
_Size = Annotated[int | None, BeforeValidator(_size_or_none)]
_FreeText = Annotated[str, BeforeValidator(_text_or_empty)]
_Id = Annotated[str, Field(min_length=1)]


class ChannelReply(_Reply):
    """Where a candidacy came from: the kind only."""

    type: _FreeText = ""


class CandidacyReply(_Reply):
    """A candidacy, as a row of the list or alone."""

    id: _Id
    status: str
    step: str
    step_updated_at: AwareDatetime = Field(alias="stepUpdatedAt")
    applied_at: AwareDatetime = Field(alias="appliedAt")
    requisition_id: str | None = Field(default=None, alias="requisitionId")
    channel: ChannelReply | None = None


class PageReply(_Reply):
    """What every paged list says besides its rows."""

    has_next_page: bool = Field(alias="hasNextPage", strict=True)


class RequisitionReply(_Reply):
    """A requisition: its name and its three free texts."""

    id: _Id
    name: _FreeText = Field(default="", validation_alias=AliasChoices("name", "title"))
    required_skills: _FreeText = Field(default="", alias="requiredSkills")
    preferred_skills: _FreeText = Field(default="", alias="preferredSkills")
    personality: _FreeText = ""
    archived: _Flag = Field(default=None, validation_alias=AliasChoices("isArchived", "archived"))
    archived_at: _Text = Field(default=None, alias="archivedAt")
    status: _Text = None


class FileReply(_Reply):
    """A file's description; only ``type`` is a proven name."""

    id: _Id = Field(validation_alias=AliasChoices("id", "fileId"))
    name: _Text = Field(default=None, validation_alias=AliasChoices("name", "fileName"))
    kind: _Text = Field(default=None, validation_alias=AliasChoices("type", "kind", "fileType"))
    mime: _Text = Field(default=None, validation_alias=AliasChoices("mimeType", "contentType"))
    size: _Size = Field(default=None, validation_alias=AliasChoices("size", "fileSize"))
    uploaded_at: _Time = Field(
        default=None, validation_alias=AliasChoices("uploadedAt", "createdAt")
    )
    private: _Flag = Field(default=None, validation_alias=AliasChoices("isPrivate", "private"))


class CommentReply(_Reply):
    """A timeline comment; no name in it is proven but ``body``."""

    id: _Text = Field(default=None, validation_alias=AliasChoices("id", "commentId"))
    body: str
    author_id: _Text = Field(
        default=None,
        validation_alias=AliasChoices(
            AliasPath("createdBy", "id"), AliasPath("author", "id"), "createdBy", "authorId"
        ),
    )
    created_at: _Time = Field(default=None, alias="createdAt")


class UserReply(_Reply):
    """A user of the tenant: no name, no address."""

    id: _Id
    role: _Text = None
