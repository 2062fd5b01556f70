"""The words of one comment language: every label that the code puts into a comment.

They stand in the front matter of ``prompts/comment.<language>.md``, between two lines of ``+++``,
as TOML. A missing or unknown label fails when the template is parsed, and is named.
"""

import tomllib
from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from string import Formatter
from typing import Annotated, Final, Self

from pydantic import AfterValidator, Field, ValidationError, model_validator

from screening.errors import Misconfigured
from screening.model import (
    Answer,
    AssessorKind,
    Band,
    CharacterTrick,
    Demotion,
    Doubt,
    HiddenReason,
    Language,
    Quality,
    Reason,
    UnreadableReason,
    Value,
)
from screening.policy import NOT_SCREENED

FENCE: Final = "+++"


def _with(*names: str) -> AfterValidator:
    """Allow these placeholders in a label and no others, and none of their attributes."""

    def check(label: str) -> str:
        for name in _placeholders(label):
            if name not in names:
                allowed = ", ".join(f"{{{one}}}" for one in names) or "none"
                raise ValueError(f"{{{name}}} is no placeholder of this label; it has: {allowed}")
        return label

    return AfterValidator(check)


Label = Annotated[str, Field(min_length=1), _with()]
"""A label without placeholders."""
DoubtLabel = Annotated[str, Field(min_length=1), _with("details", "characters")]


class ReasonWords(Value):
    """Why a candidacy was not screened, and what a person can do."""

    why: Label
    todo: Label


class Words(Value):
    """All labels of one language."""

    language: Language
    quote_characters: Annotated[int, Field(ge=20, le=200)]
    """How long a quote may be where there is room."""
    time: Annotated[str, Field(min_length=1)]
    """How a time is written, in the signs of ``strftime``."""
    quote: Annotated[str, _with("quote")]
    page: Annotated[str, _with("page")]
    part: Annotated[str, _with("part")]
    """A sheet, an attachment, a member of an archive."""
    place: Annotated[str, _with("file", "page")]
    recognised: Label
    """Beside a quote that was recognised from a picture."""
    approximate: Label
    """Beside a quote that the model gave with the errors of a misreading."""
    tenure: Annotated[str, _with("months", "minimum")]
    tenure_stated: Annotated[str, _with("months", "minimum")]
    """The same where the document gives a length and no dates."""
    agreement: Annotated[str, _with("same", "runs")]
    tenure_unknown: Label
    """Where a minimum time is asked for and no dates could be counted."""
    corrected: Label
    requirements_changed: Label
    blind: Label
    """That the model did not know who the candidate is."""
    same_documents: Annotated[str, _with("references")]
    score: Annotated[str, _with("score")]
    interval: Annotated[str, _with("low", "high")]
    no_score: Label
    scale: Annotated[str, _with("promising_from", "doubtful_below")]
    """What the bands rest on."""
    silent: Label
    unverified: Label
    private: Label
    """Why private files are not quoted."""
    private_file: Annotated[str, Field(min_length=1), _with("number")]
    """What stands for a private file's name."""
    unread_file: Annotated[str, _with("file", "reason")]
    contents: Annotated[str, _with("count", "names")]
    """What an archive holds that was not opened."""
    hidden_text: Annotated[str, _with("kind", "characters")]
    opening: Annotated[str, _with("words")]
    """The first words of a text that a person cannot see, or that reads like orders."""
    odd_characters: Annotated[str, _with("kind", "count")]
    quality: Annotated[str, _with("details")]
    """That some files were not read well."""
    file_quality: Annotated[str, _with("file", "quality")]
    model: Annotated[str, _with("model")]
    repeated: Annotated[str, _with("model", "runs")]
    """The same after several judgements, perhaps by two models."""
    nameless_file: Label
    more: Annotated[str, _with("count")]
    more_warnings: Annotated[str, _with("count")]
    separator: Annotated[str, Field(min_length=1)]
    """Between the members of a list inside a line."""
    assessor: dict[AssessorKind, Label]
    marks: dict[Answer, Label]
    demotions: dict[Demotion, Label]
    """Why a requirement counts as not stated; those not named here say ``unverified``."""
    bands: dict[Band, Label]
    reasons: dict[Reason, ReasonWords]
    unreadable: dict[UnreadableReason, Label]
    hidden: dict[HiddenReason, Label]
    characters: dict[CharacterTrick, Label]
    qualities: dict[Quality, Label]
    doubts: dict[Doubt, DoubtLabel]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        missing = [
            *_lacking("assessor", self.assessor, AssessorKind),
            *_lacking("marks", self.marks, Answer),
            *_lacking("bands", self.bands, Band),
            *_lacking("reasons", self.reasons, sorted(NOT_SCREENED)),
            *_lacking("unreadable", self.unreadable, UnreadableReason),
            *_lacking("hidden", self.hidden, HiddenReason),
            *_lacking("characters", self.characters, CharacterTrick),
            *_lacking("qualities", self.qualities, Quality),
            *_lacking("doubts", self.doubts, Doubt),
        ]
        if missing:
            raise ValueError(f"missing labels: {', '.join(missing)}")
        return self


def split(text: str, *, where: str) -> tuple[str, str]:
    """Split a template file into its front matter and its body."""
    lines = text.replace("\r\n", "\n").lstrip("\ufeff").split("\n")
    fences = [number for number, line in enumerate(lines) if line.rstrip() == FENCE]
    if len(fences) < 2 or fences[0] != 0:
        raise Misconfigured(
            f"{where}: the labels must stand first, between two lines of {FENCE}: "
            "see the shipped file of the same name."
        )
    return "\n".join(lines[1 : fences[1]]), "\n".join(lines[fences[1] + 1 :]).lstrip("\n")


def parse_words(front_matter: str, *, where: str) -> Words:
    """Read the labels; raise ``Misconfigured`` that names each faulty one."""
    try:
        return Words.model_validate(tomllib.loads(front_matter))
    except tomllib.TOMLDecodeError as error:
        raise Misconfigured(f"{where}: the labels are not valid TOML: {error}.") from None
    except ValidationError as error:
        raise Misconfigured("\n".join(_sentences(error, where))) from None


def _sentences(error: ValidationError, where: str) -> Iterator[str]:
    for fault in error.errors(include_input=False, include_url=False, include_context=False):
        label = ".".join(str(part) for part in fault["loc"] if part != "[key]")
        message = fault["msg"].removeprefix("Value error, ")
        if fault["type"] == "missing":
            yield f"{where}: label {label} is missing: add it, as in the shipped file."
        elif fault["type"] in {"extra_forbidden", "enum"} and label:
            yield f"{where}: label {label} is not known: remove it or correct its name."
        else:
            yield f"{where}: {f'label {label}: ' if label else ''}{message}."


def _lacking(name: str, table: Collection[str], keys: Iterable[StrEnum]) -> Iterator[str]:
    return (f"{name}.{key.value}" for key in keys if key not in table)


def _placeholders(label: str) -> Iterator[str]:
    for _, name, _, _ in Formatter().parse(label):
        if name is not None:
            yield name
