"""What we let through of HERP Hire's answers.

Memo, tags, evaluations, age and the agent's data have no field here, so they cannot leave the
adapter; name and contacts only as a ``Person``. Names that no public source proves have
alternatives.
"""

from datetime import datetime
from typing import Annotated

from pydantic import (
    AfterValidator,
    AliasChoices,
    AliasPath,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
)

from screening.ats.herp_words import plain_id
from screening.model import Person

UNKNOWN = "unknown"
"""What a candidacy's channel is called when HERP does not say."""


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


def _id_or_none(value: object) -> object:
    """Take a number for an id; what is neither is left for the field to refuse."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return plain_id(value) or None if isinstance(value, str) else value


def _texts(value: object) -> object:
    """Take a text, several, or objects that hold them; what is odd tells nothing."""
    items = value if isinstance(value, list) else [value]
    flat = [
        text
        for item in items
        for text in (item.values() if isinstance(item, dict) else (item,))
        if isinstance(text, str) and text.strip()
    ]
    return tuple(flat)


def _channel(value: object) -> object:
    """Return the channel's kind, which may stand alone or in an object; nobody needs it."""
    kind = value.get("type") if isinstance(value, dict) else value
    return kind if isinstance(kind, str) and kind else UNKNOWN


def _to_the_second(time: datetime) -> datetime:
    """Cut off what a list leaves out, so that a list and a single answer name the same time."""
    return time.replace(microsecond=0)


_Time = Annotated[AwareDatetime | None, BeforeValidator(_time_or_none)]
_Flag = Annotated[bool | None, BeforeValidator(_flag_or_none)]
_Text = Annotated[str | None, BeforeValidator(_text_or_none)]
_Size = Annotated[int | None, BeforeValidator(_size_or_none)]
_Texts = Annotated[tuple[str, ...], BeforeValidator(_texts)]
_FreeText = Annotated[str, BeforeValidator(_text_or_empty)]
_Id = Annotated[str, Field(min_length=1)]
_PlainId = Annotated[str, Field(min_length=1), AfterValidator(plain_id)]
_Second = Annotated[AwareDatetime, AfterValidator(_to_the_second)]


class CandidacyReply(_Reply):
    """A candidacy, as a row of the list or alone; what nobody needs may be absent or odd."""

    id: _PlainId
    status: str
    step: str
    step_updated_at: _Second = Field(alias="stepUpdatedAt")
    applied_at: _Time = Field(default=None, alias="appliedAt")
    requisition_id: Annotated[str | None, BeforeValidator(_id_or_none)] = Field(
        default=None, alias="requisitionId"
    )
    channel: Annotated[str, BeforeValidator(_channel)] = UNKNOWN


class PersonReply(_Reply):
    """Who a candidacy is of. Only ``name``, ``email`` and ``telephoneNumber`` are proven names."""

    id: _PlainId
    name: _Texts = Field(default=(), validation_alias=AliasChoices("name", "fullName"))
    kana: _Texts = Field(
        default=(),
        validation_alias=AliasChoices("nameKana", "kana", "furigana", "phoneticName"),
    )
    family: _Texts = Field(default=(), validation_alias=AliasChoices("lastName", "familyName"))
    given: _Texts = Field(default=(), validation_alias=AliasChoices("firstName", "givenName"))
    family_kana: _Texts = Field(default=(), alias="lastNameKana")
    given_kana: _Texts = Field(default=(), alias="firstNameKana")
    email: _Texts = Field(default=(), validation_alias=AliasChoices("email", "emailAddress"))
    phone: _Texts = Field(
        default=(),
        validation_alias=AliasChoices("telephoneNumber", "phoneNumber", "phone", "tel"),
    )
    links: _Texts = ()
    address: _Texts = ()
    birth: _Texts = Field(
        default=(), validation_alias=AliasChoices("birthday", "birthDate", "dateOfBirth")
    )

    def person(self) -> Person:
        """Say it in our words; a name in two members becomes one."""
        apart = ((*self.family, *self.given), (*self.family_kana, *self.given_kana))
        return Person(
            names=(*self.name, *self.kana, *(" ".join(parts) for parts in apart if parts)),
            contacts=(*self.email, *self.phone, *self.links),
            others=(*self.address, *self.birth),
        )


class PageReply(_Reply):
    """What every paged list says besides its rows."""

    has_next_page: bool = Field(alias="hasNextPage", strict=True)


class RequisitionReply(_Reply):
    """A requisition: its name and its three free texts."""

    id: Annotated[str, BeforeValidator(_id_or_none)]
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
            AliasPath("createdBy", "id"), AliasPath("author", "id"), "authorId"
        ),
    )
    created_at: _Time = Field(default=None, alias="createdAt")


class UserReply(_Reply):
    """A user of the tenant: no name, no address."""

    id: _Id
    role: _Text = None
