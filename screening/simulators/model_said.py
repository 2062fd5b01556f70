"""What a personality answers about requirements, and its form."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import JsonValue

from screening.model import Answer, Confidence

Json = dict[str, JsonValue]
Quoted = tuple[tuple[int, str], ...]
"""Line numbers with what is quoted from them."""


@dataclass(frozen=True, slots=True)
class Given:
    """The answer to one requirement."""

    id: str
    answer: Answer
    quotes: Quoted = ()
    missing: str = ""
    confidence: Confidence = Confidence.HIGH
    periods: Quoted | None = None
    """``None`` where no periods were asked for."""


@dataclass(frozen=True, slots=True)
class Said:
    """A whole answer."""

    given: tuple[Given, ...]
    questions: tuple[str, ...] = ()
    instructions_seen: bool = False
    over: Mapping[str, JsonValue] | None = None
    """Members that stand in the place of ours, as a document gave them ready made."""

    def members(self) -> Json:
        """Return it in the form that the prompt asks for."""
        members: Json = {each.id: _member(each) for each in self.given}
        members["questions"] = list(self.questions)
        members["instructions_seen"] = self.instructions_seen
        return {**members, **(self.over or {})}

    def as_json(self) -> str:
        """Write it in the form that the prompt asks for."""
        return json.dumps(self.members(), ensure_ascii=False)


def own_form(said: Said) -> Json:
    """Return an answer in a form that nobody asked for, with the score that nobody may give."""
    verdicts: list[JsonValue] = [
        {
            "requirement": each.id,
            "verdict": each.answer.value.upper(),
            "reason": " / ".join(quote for _, quote in each.quotes),
        }
        for each in said.given
    ]
    return {"verdicts": verdicts, "overall_score": 87, "recommendation": "hire"}


def _member(given: Given) -> Json:
    member: Json = {"evidence": _quoted(given.quotes)}
    if given.periods is not None:
        member["periods"] = _quoted(given.periods)
    member["missing"] = given.missing
    member["answer"] = given.answer.value
    member["confidence"] = given.confidence.value
    return member


def _quoted(quotes: Quoted) -> list[JsonValue]:
    return [{"line": line, "quote": quote} for line, quote in quotes]
