"""Values as stored text, and the one reader that lifts old versions of them."""

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import TypeAdapter

from screening.errors import Misconfigured
from screening.model import Action, Assessment, ScreeningRecord
from screening.model.base import Value

_ACTIONS: TypeAdapter[Action] = TypeAdapter(Action)
_NEWEST: dict[type[Value], int] = {ScreeningRecord: 3, Assessment: 1}
"""The newest ``schema_version`` that this program reads."""

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
    """Read a value of any version that was ever written."""
    version = json.loads(text).get("schema_version")
    if version == _NEWEST[kind]:
        return kind.model_validate_json(text)
    if kind is ScreeningRecord and version in _LIFTS:
        return _read(kind, _LIFTS[version](json.loads(text)))
    raise Misconfigured(
        f"the ledger holds a {kind.__name__} of version {version}, and this program reads "
        f"version {_NEWEST[kind]}: run the version of the program that wrote it, or a newer one"
    )


def _from_1(record: dict[str, Any]) -> str:
    """Lift a screening of version 1, which did not say in which file a hidden text was.

    It then stands with the first file.
    """
    hashes, hidden = record.pop("file_hashes"), record.pop("hidden", [])
    record["readings"] = [
        {
            "file_id": file["id"],
            "sha256": digest,
            "format": None,
            "pages": None,
            "lines": None,
            "hidden": hidden if number == 0 else [],
        }
        for number, (file, digest) in enumerate(zip(record["files"], hashes, strict=True))
    ]
    return json.dumps({**record, "schema_version": 2})


def _from_2(record: dict[str, Any]) -> str:
    """Lift a screening of version 2, which rests on one judgement; what it lacks has defaults."""
    return json.dumps({**record, "schema_version": 3})


_LIFTS: Mapping[int, Callable[[dict[str, Any]], str]] = {1: _from_1, 2: _from_2}
