"""Values as stored text, and the one reader that lifts old versions of them."""

import json
from typing import TypeVar

from pydantic import TypeAdapter

from screening.errors import Misconfigured
from screening.model import Action, Assessment, ScreeningRecord
from screening.model.base import Value

_ACTIONS: TypeAdapter[Action] = TypeAdapter(Action)
_READABLE = 1
"""The newest ``schema_version`` that this program reads. There is no older one to lift yet."""

_Stored = TypeVar("_Stored", bound=Value)


def write(value: Value) -> str:
    """Write a value as text; equal values give equal text."""
    return value.model_dump_json()


def read_record(text: str) -> ScreeningRecord:
    """Read a stored screening."""
    return _read(ScreeningRecord, text)


def read_assessment(text: str) -> Assessment:
    """Read a stored answer of the model."""
    return _read(Assessment, text)


def read_action(text: str) -> Action:
    """Read a stored action with its frozen body."""
    return _ACTIONS.validate_json(text)


def _read(kind: type[_Stored], text: str) -> _Stored:
    version = json.loads(text).get("schema_version")
    if version != _READABLE:
        raise Misconfigured(
            f"the ledger holds a {kind.__name__} of version {version}, and this program reads "
            f"version {_READABLE}: run the version of the program that wrote it, or a newer one"
        )
    return kind.model_validate_json(text)
