"""The invented world that the simulators show: requisitions, candidacies, files and labels.

It is read from ``world.toml`` in a folder that also holds the documents.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError, model_validator

from screening.errors import Misconfigured
from screening.model import Answer, CandidacyStatus, Outcome, Reason

WORLD_FILE = "world.toml"


class _Told(BaseModel):
    """A frozen value that may be written with the ATS's own member names."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class WorldRequisition(_Told):
    """One opening, in the ATS's own words."""

    id: str
    name: str
    required_skills: str = Field("", alias="requiredSkills")
    preferred_skills: str = Field("", alias="preferredSkills")
    personality: str = ""
    archived: bool = False
    extra: dict[str, JsonValue] = {}


class WorldFile(_Told):
    """One file of a candidacy."""

    id: str
    name: str
    path: str = ""
    """Relative to the world's folder; empty when ``content`` holds the bytes."""
    content: bytes = b""
    mime_type: str = Field("application/pdf", alias="mimeType")
    """What the ATS claims, true or not."""
    type: str = "resume"
    private: bool = False


class Expectation(_Told):
    """How the screening of a candidacy should end."""

    outcome: Outcome
    reason: Reason | None = None


class Label(_Told):
    """What a document says on one requirement; ``quote`` is empty when it says nothing."""

    requirement: str
    answer: Answer
    quote: str = ""


class WorldCandidacy(_Told):
    """One candidacy; times are minutes before the simulator starts."""

    id: str = Field(min_length=36, max_length=36)
    name: str
    requisition_id: str | None = Field(None, alias="requisitionId")
    step: str = "resumeScreening"
    status: CandidacyStatus = CandidacyStatus.ACTIVE
    channel: dict[str, JsonValue] = {"type": "careerPage"}
    applied_minutes_ago: float = 60
    step_minutes_ago: float = 60
    extra: dict[str, JsonValue] = {}
    """Members that the ATS shows as they are, such as ``note``, ``tags`` or ``age``."""
    file: tuple[WorldFile, ...] = ()
    expect: Expectation | None = None
    meanwhile: Literal["terminated", "moved"] | None = None
    """What a person does to it right after its files were first listed."""
    label: tuple[Label, ...] = ()


class World(_Told):
    """Everything that the simulators know."""

    requisition: tuple[WorldRequisition, ...] = ()
    candidacy: tuple[WorldCandidacy, ...] = ()
    folder: Path | None = None

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        files = [file.id for candidacy in self.candidacy for file in candidacy.file]
        _no_doubles("requisition", (each.id for each in self.requisition))
        _no_doubles("candidacy", (each.id for each in self.candidacy))
        _no_doubles("file", files)
        return self

    def read(self, file: WorldFile) -> bytes:
        """Return a file's bytes; raise ``Misconfigured`` when they are not there."""
        if file.content or not file.path:
            return file.content
        path = (self.folder or Path()) / file.path
        try:
            return path.read_bytes()
        except OSError:
            message = f"the world names a file that cannot be read: {path}; make the world again"
            raise Misconfigured(message) from None


def load_world(folder: Path) -> World:
    """Read a world; raise ``Misconfigured`` with the member at fault."""
    path = folder / WORLD_FILE
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        return World.model_validate({**content, "folder": folder})
    except OSError:
        message = f"there is no world at {path}: name the folder that holds {WORLD_FILE}"
        raise Misconfigured(message) from None
    except tomllib.TOMLDecodeError as error:
        raise Misconfigured(f"{path} is not valid TOML: {error}") from None
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the world"
        raise Misconfigured(f"{path}: {where}: {first['msg']}") from None


def default_world_folder() -> Path:
    """Find the world of this source tree or installed package."""
    here = Path(__file__).resolve().parent
    for folder in (here / "world", here.parents[1] / "fixtures" / "world"):
        if (folder / WORLD_FILE).is_file():
            return folder
    message = f"no {WORLD_FILE} was found beside the package: reinstall it, or name a world folder"
    raise Misconfigured(message)


def _no_doubles(kind: str, ids: Iterable[str]) -> None:
    doubled = [each for each, count in Counter(ids).items() if count > 1]
    if doubled:
        raise ValueError(f"the {kind} id {doubled[0]} occurs twice")
