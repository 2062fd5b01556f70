"""The compiler that asks a model: its form, the strict reading of it, and nothing of the checks.

What the model proposes is never taken as it stands. The caller hands in the check, which holds
every line of it against the text.
"""

import re
from collections.abc import Callable
from typing import Annotated, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from screening.llm.enquiry import Enquiry, Malformed
from screening.llm.json_object import NotOneObject, only_object
from screening.model import AnswerForm, Fingerprint, RequirementKind, Requisition, Rubric
from screening.ports import Journal

_MOST_REASONS = 12
_MOST_MONTHS = 720
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_LINE_PREFIX = re.compile(r"^L[0-9]+\|")
_Filled = TypeVar("_Filled")


class Client(Protocol):
    """What asks a model anything that has a form."""

    async def ask(self, enquiry: Enquiry[_Filled], journal: Journal) -> _Filled:
        """Ask; raise as an assessor does."""
        ...


class Posed(Protocol):
    """The question about one text, ready to be sent."""

    @property
    def system(self) -> str:
        """Give the instructions."""
        ...

    @property
    def text(self) -> str:
        """Give the numbered text behind its fence."""
        ...

    @property
    def fingerprint(self) -> Fingerprint:
        """Name everything that is sent."""
        ...


class _Wire(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class ProposedRequirement(_Wire):
    """One requirement as the model fills it in: where it stands comes first."""

    line: Annotated[int, Field(ge=0, lt=1_000_000)]
    quote: str
    kind: Annotated[RequirementKind, Field(strict=False)]
    text: str
    minimum_months: Annotated[int, Field(ge=0, le=_MOST_MONTHS)]
    synonyms: Annotated[tuple[str, ...], Field(strict=False)]


class Proposal(_Wire):
    """The whole filled form."""

    requirements: Annotated[tuple[ProposedRequirement, ...], Field(strict=False)]
    instructions_seen: bool


Pose = Callable[[Requisition], Posed]
Settle = Callable[[Requisition, tuple[ProposedRequirement, ...]], Rubric | None]


class ModelCompiler:
    """Takes a requisition's text apart with a model, whose every line is then checked."""

    def __init__(self, client: Client, *, pose: Pose, settle: Settle) -> None:
        """Take what asks, what makes the question of a text, and what checks a proposal."""
        self._client = client
        self._pose = pose
        self._settle = settle

    async def compile(self, requisition: Requisition, journal: Journal) -> Rubric | None:
        """Propose a rubric; ``None`` when the proposal was no use.

        It is no use either when the model says that the text gives orders: then the rules, which
        cannot be talked to, make the requirements.
        """
        posed = self._pose(requisition)
        enquiry = Enquiry[Proposal](
            fingerprint=posed.fingerprint,
            system=posed.system,
            shared="",
            own=posed.text,
            form=RequirementsForm(),
        )
        said = await self._client.ask(enquiry, journal)
        if said.instructions_seen:
            return None
        return self._settle(requisition, said.requirements)


class RequirementsForm:
    """The form in which a text is taken apart; no member of it could pass for a score."""

    name = "requirements"

    def schema(self) -> dict[str, object]:
        """Build its JSON schema: flat, closed, all members required."""
        text = {"type": "string"}
        kinds = [each.value for each in RequirementKind]
        requirement = _closed(
            {
                "line": {"type": "integer"},
                "quote": text,
                "kind": {"type": "string", "enum": kinds},
                "text": text,
                "minimum_months": {"type": "integer"},
                "synonyms": {"type": "array", "items": text},
            }
        )
        return _closed(
            {
                "requirements": {"type": "array", "items": requirement},
                "instructions_seen": {"type": "boolean"},
            }
        )

    def read(self, text: str, *, answered_in: AnswerForm, returned_model: str | None) -> Proposal:  # noqa: ARG002 - the form's signature
        """Read a filled form; raise ``Malformed``, whose reasons hold none of its text."""
        try:
            found = only_object(text, loose=answered_in.loose)
        except NotOneObject as error:
            raise Malformed(str(error)) from None
        try:
            said = Proposal.model_validate(found)
        except ValidationError as error:
            faults = error.errors(include_input=False, include_url=False, include_context=False)
            raise Malformed(*(_reason(each["loc"]) for each in faults[:_MOST_REASONS])) from None
        cleaned = tuple(map(_cleaned, said.requirements))
        return said.model_copy(update={"requirements": cleaned})


def _closed(members: dict[str, object]) -> dict[str, object]:
    return {
        "type": "object",
        "properties": members,
        "required": list(members),
        "additionalProperties": False,
    }


_OURS = {*ProposedRequirement.model_fields, *Proposal.model_fields}


def _reason(place: tuple[int | str, ...]) -> str:
    """Name the member at fault; one that is not ours is not named, for the model made its name."""
    path = [str(step) for step in place if isinstance(step, int) or step in _OURS]
    return f"{'.'.join(path) or 'the object'} is not as asked"


def _cleaned(one: ProposedRequirement) -> ProposedRequirement:
    return one.model_copy(
        update={
            "quote": _LINE_PREFIX.sub("", _flat(one.quote)),
            "text": _LINE_PREFIX.sub("", _flat(one.text)),
            "synonyms": tuple(filter(None, map(_flat, one.synonyms))),
        }
    )


def _flat(text: str) -> str:
    """Put a text on one line, without control characters and halves of characters."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return " ".join(_CONTROL.sub(" ", whole).split())
