"""One attempt at an answer as any server would get it, before it takes a server's own shape."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from screening.model import AnswerForm

_SHOWN = "Answer with one JSON object that fits this JSON schema, and with nothing else:\n{schema}"


@dataclass(frozen=True, slots=True)
class Message:
    """One message to the model."""

    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is sent: the question, what was said since, and how the answer is asked for."""

    system: str
    shared: str
    """What many questions have in common, right after ``system``."""
    own: str
    turns: tuple[Message, ...]
    """A malformed answer and what is wrong with it; empty for a fresh question."""
    form: AnswerForm
    name: str
    """The name of what is filled in."""
    schema: Mapping[str, object]
    show_schema: bool = False
    """Write the schema into the question even where the server gets it apart."""

    @property
    def prefix(self) -> str:
        """The first part of the question, up to where a cache may end."""
        shown = self.form.loose or self.show_schema
        parts = (self.shared, schema_in_words(self.schema) if shown else "")
        return "".join(f"{part}\n\n" for part in parts if part)

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text that a model may be charged for."""
        apart = () if self.form.loose else (compact(self.schema),)
        said = tuple(turn.text for turn in self.turns)
        return (self.system, self.prefix, self.own, *said, *apart)


def schema_in_words(schema: Mapping[str, object]) -> str:
    """Ask for an answer that fits a schema."""
    return _SHOWN.format(schema=compact(schema))


def compact(schema: Mapping[str, object]) -> str:
    """Write a schema on one line, its members in their order."""
    return json.dumps(schema, ensure_ascii=False, separators=(",", ":"))
