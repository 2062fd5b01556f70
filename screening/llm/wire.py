"""The form that the model fills in, and its strict reading into an ``Assessment``.

The form asks for evidence before the answer, holds no number that could pass for a score, and has
no length keywords: servers ignore or reject them. All limits are checked here instead.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from screening.llm.enquiry import Malformed
from screening.llm.json_object import NotOneObject, only_object, stands_alone
from screening.model import (
    Answer,
    AnswerForm,
    Assessment,
    AssessorIdentity,
    Claim,
    Confidence,
    Question,
    Quote,
    Requirement,
)

MOST_QUOTES = 3
MOST_PERIODS = 12
MOST_QUESTIONS = 3
LONGEST_QUOTE = 400
"""Three times what is asked for; a longer quote is dropped."""
LONGEST_REMARK = 300
"""Of ``missing`` and of one question; a longer one is dropped."""
_MOST_REASONS = 12
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_LINE_PREFIX = re.compile(r"^L[0-9]+\|")
_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is not asked for",
    "enum": "is none of the allowed words",
    "int_type": "must be a whole number",
    "string_type": "must be a text",
    "bool_type": "must be true or false",
    "list_type": "must be a list",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
}


class _Wire(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Evidence(_Wire):
    line: Annotated[int, Field(ge=0, lt=1_000_000_000)]
    quote: str


class _Reply(_Wire):
    evidence: list[_Evidence]
    missing: str
    answer: Annotated[Answer, Field(strict=False)]
    confidence: Annotated[Confidence, Field(strict=False)]


class _DatedReply(_Reply):
    periods: list[_Evidence]


class _Rest(_Wire):
    questions: list[str]
    instructions_seen: bool


_OURS = {*_Evidence.model_fields, *_DatedReply.model_fields, *_Rest.model_fields}
_Form = TypeVar("_Form", bound=_Wire)


@dataclass(frozen=True, slots=True)
class AssessmentForm:
    """The form of the answer to one question."""

    question: Question
    assessor: AssessorIdentity
    name: str = "assessment"

    def schema(self) -> dict[str, object]:
        """Build its JSON schema."""
        return schema(self.question)

    def read(self, text: str, *, answered_in: AnswerForm, returned_model: str | None) -> Assessment:
        """Read a filled form; raise ``Malformed``.

        With words around the object, no server enforced the form in which it was asked for.
        """
        said = parse(text, self.question, assessor=self.assessor, loose=answered_in.loose)
        kept = answered_in.loose or stands_alone(text)
        form = answered_in if kept else AnswerForm.PLAIN
        return said.model_copy(update={"form": form, "returned_model": returned_model})


def schema(question: Question) -> dict[str, object]:
    """Build the JSON schema of the answer to one question: flat, closed, all members required."""
    options = [each.value for each in question.options]
    members: dict[str, object] = {
        each.id: _requirement_schema(options, dated=_is_dated(each)) for each in question.asked
    }
    members["questions"] = {"type": "array", "items": {"type": "string"}}
    members["instructions_seen"] = {"type": "boolean"}
    return _closed(members)


def parse(
    text: str, question: Question, *, assessor: AssessorIdentity, loose: bool = False
) -> Assessment:
    """Read the model's text; raise ``Malformed``, and nothing else, if any part is not as asked.

    ``loose`` passes over braces in the words around the answer.
    """
    try:
        root = only_object(text, loose=loose)
    except NotOneObject as error:
        raise Malformed(str(error)) from None
    reasons: list[str] = []
    replies = _replies(root, question, reasons)
    ids = {each.id for each in question.asked}
    others = {name: value for name, value in root.items() if name not in ids}
    rest = _read(_Rest, others, "", reasons)
    if reasons or rest is None:
        raise Malformed(*reasons[:_MOST_REASONS])
    return Assessment(
        assessor=assessor,
        question=question.fingerprint,
        claims=tuple(_claim(each, replies[each.id]) for each in question.asked),
        questions=_remarks(rest.questions)[:MOST_QUESTIONS],
        instructions_seen=rest.instructions_seen,
        run=question.run,
        without_flagged=question.without_flagged,
    )


def _is_dated(requirement: Requirement) -> bool:
    """Tell whether code must count how long it was done, and so needs to be told when."""
    return requirement.minimum_months is not None


def _requirement_schema(options: list[str], *, dated: bool) -> dict[str, object]:
    quote = _closed({"line": {"type": "integer"}, "quote": {"type": "string"}})
    quotes = {"type": "array", "items": quote}
    return _closed(
        {
            "evidence": quotes,
            **({"periods": quotes} if dated else {}),
            "missing": {"type": "string"},
            "answer": {"type": "string", "enum": options},
            "confidence": {"type": "string", "enum": [each.value for each in Confidence]},
        }
    )


def _closed(members: dict[str, object]) -> dict[str, object]:
    return {
        "type": "object",
        "properties": members,
        "required": list(members),
        "additionalProperties": False,
    }


def _replies(
    root: Mapping[str, object], question: Question, reasons: list[str]
) -> dict[str, _Reply]:
    found: dict[str, _Reply] = {}
    for requirement in question.asked:
        if requirement.id not in root:
            reasons.append(f"{requirement.id} is missing")
            continue
        form = _DatedReply if _is_dated(requirement) else _Reply
        if reply := _read(form, root[requirement.id], requirement.id, reasons):
            found[requirement.id] = reply
    return found


def _read(form: type[_Form], value: object, name: str, reasons: list[str]) -> _Form | None:
    """Read one part, or add to the reasons why it cannot be read and return ``None``."""
    try:
        return form.model_validate(value)
    except ValidationError as error:
        faults = error.errors(include_input=False, include_url=False, include_context=False)
        reasons.extend(_reason(name, each["loc"], each["type"]) for each in faults)
        return None


def _reason(name: str, place: tuple[int | str, ...], kind: str) -> str:
    """Word one fault; a member that is not ours is not named, for the model made its name."""
    path = [name] if name else []
    path += [str(step) for step in place if isinstance(step, int) or step in _OURS]
    if kind == "extra_forbidden" and place[-1] not in _OURS:
        return f"a member of {'.'.join(path) or 'the object'} is not asked for"
    return f"{'.'.join(path) or 'the object'} {_WORDS.get(kind, 'is not as asked')}"


def _claim(requirement: Requirement, reply: _Reply) -> Claim:
    periods = reply.periods if isinstance(reply, _DatedReply) else []
    return Claim(
        requirement_id=requirement.id,
        answer=reply.answer,
        quotes=_quotes(reply.evidence)[:MOST_QUOTES],
        periods=_quotes(periods)[:MOST_PERIODS],
        missing=next(iter(_remarks([reply.missing])), ""),
        confidence=reply.confidence,
    )


def _quotes(evidence: Iterable[_Evidence]) -> tuple[Quote, ...]:
    quotes = [
        Quote(line=each.line, text=_LINE_PREFIX.sub("", _clean(each.quote))) for each in evidence
    ]
    return tuple(each for each in quotes if 0 < len(each.text) <= LONGEST_QUOTE)


def _remarks(texts: Iterable[str]) -> tuple[str, ...]:
    cleaned = (_clean(each) for each in texts)
    return tuple(each for each in cleaned if 0 < len(each) <= LONGEST_REMARK)


def _clean(text: str) -> str:
    """Put a text on one line, without control characters and halves of characters."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return " ".join(_CONTROL.sub(" ", whole).split())
