"""What an OpenAI-compatible server refuses, and what is asked in what it accepts."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import JsonValue

from screening.simulators.prompt_reading import text_of, user_text

FORBIDDEN_IN_STRICT = frozenset(
    {
        "minLength",
        "maxLength",
        "patternProperties",
        "propertyNames",
        "minProperties",
        "maxProperties",
        "unevaluatedProperties",
        "unevaluatedItems",
        "contains",
        "minContains",
        "maxContains",
        "uniqueItems",
        "$ref",
        "$defs",
        "definitions",
    }
)
"""Keywords that strict mode refuses, and references, which some compatible servers mishandle."""

Json = Mapping[str, JsonValue]
Door = Literal["chat", "responses"]


class BadRequest(ValueError):
    """The request is refused with 400; ``param`` names the member at fault."""

    def __init__(self, message: str, *, param: str) -> None:
        super().__init__(message)
        self.param = param


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """One accepted request."""

    door: Door
    model: str
    store: bool
    prompt: str
    """Everything sent, in its order, for counting."""
    user: str
    """The message that shows the documents."""
    schema: Json | None


def understand(door: Door, content: bytes) -> ModelRequest:
    """Check a request as a strict server does; raise ``BadRequest``."""
    try:
        members = json.loads(content)
    except ValueError:
        raise BadRequest("the body is not valid JSON", param="body") from None
    if not isinstance(members, dict):
        raise BadRequest("the body is not an object", param="body")
    model = members.get("model")
    if not isinstance(model, str) or not model:
        raise BadRequest("a model is required", param="model")
    if members.get("stream"):
        raise BadRequest("this simulator does not stream", param="stream")
    if members.get("store") is not False:
        raise BadRequest("store must be false: nothing may be kept", param="store")
    messages = _messages(door, members)
    texts = [text_of(each.get("content")) for each in messages if isinstance(each, dict)]
    return ModelRequest(
        door=door,
        model=model,
        store=False,
        prompt="\n".join(texts),
        user=user_text(messages),
        schema=_schema(door, members),
    )


def smallest(schema: JsonValue) -> JsonValue:
    """Make the smallest value that fits a schema, as a server that enforces it would at least."""
    if not isinstance(schema, dict):
        return ""
    choices = schema.get("enum")
    if isinstance(choices, list) and choices:
        return choices[0]
    properties = schema.get("properties")
    if isinstance(properties, dict):
        return {name: smallest(member) for name, member in properties.items()}
    kind = schema.get("type")
    return _SMALLEST.get(kind, "") if isinstance(kind, str) else ""


_SMALLEST: dict[str, JsonValue] = {
    "object": {},
    "array": [],
    "boolean": False,
    "integer": 0,
    "number": 0,
    "null": None,
}


def _messages(door: Door, members: Json) -> list[JsonValue]:
    if door == "chat":
        messages = members.get("messages")
        if not isinstance(messages, list) or not messages:
            raise BadRequest("messages are required", param="messages")
        return messages
    asked = members.get("input")
    if isinstance(asked, str):
        asked = [{"role": "user", "content": asked}]
    if not isinstance(asked, list) or not asked:
        raise BadRequest("an input is required", param="input")
    instructions = members.get("instructions")
    return [{"role": "system", "content": instructions}, *asked] if instructions else asked


def _schema(door: Door, members: Json) -> Json | None:
    if door == "chat":
        param, wanted = "response_format", members.get("response_format")
        declared = wanted.get("json_schema") if isinstance(wanted, dict) else None
    else:
        text = members.get("text")
        wanted = text.get("format") if isinstance(text, dict) else None
        param, declared = "text.format", wanted
    if not isinstance(wanted, dict) or wanted.get("type") != "json_schema":
        return None
    if not isinstance(declared, dict) or not isinstance(declared.get("schema"), dict):
        raise BadRequest("a schema is required", param=param)
    name, schema = declared.get("name"), declared["schema"]
    if not isinstance(name, str) or not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", name):
        raise BadRequest("the schema needs a name of letters, digits, _ and -", param=param)
    if declared.get("strict") is True:
        _check_strict(schema, param)
    return schema if isinstance(schema, dict) else None


def _check_strict(schema: JsonValue, param: str) -> None:
    if not isinstance(schema, dict) or schema.get("type") != "object" or "anyOf" in schema:
        raise BadRequest("the root of a strict schema is a plain object", param=param)
    for where, part in _parts(schema, "schema"):
        forbidden = sorted(FORBIDDEN_IN_STRICT & set(part))
        if forbidden:
            raise BadRequest(
                f"{where}: {forbidden[0]} is not permitted in strict mode", param=param
            )
        if part.get("type") == "object":
            _check_object(where, part, param)


def _check_object(where: str, part: Json, param: str) -> None:
    properties, required = part.get("properties"), part.get("required")
    if part.get("additionalProperties") is not False:
        raise BadRequest(f"{where}: additionalProperties must be false", param=param)
    if not isinstance(properties, dict) or not isinstance(required, list):
        raise BadRequest(f"{where}: properties and required are needed", param=param)
    if {str(each) for each in required} != set(properties):
        raise BadRequest(f"{where}: required must name every property", param=param)


def _parts(schema: Json, where: str) -> Iterator[tuple[str, Json]]:
    """Yield every schema inside a schema, but not the names of properties as keywords."""
    yield where, schema
    properties = schema.get("properties")
    inner: list[tuple[str, JsonValue]] = []
    if isinstance(properties, dict):
        inner += [(f"{where}.{name}", part) for name, part in properties.items()]
    inner.append((f"{where}[]", schema.get("items")))
    for keyword in ("anyOf", "allOf", "oneOf"):
        choices = schema.get(keyword)
        inner += (
            [(f"{where}.{keyword}", part) for part in choices] if isinstance(choices, list) else []
        )
    for name, part in inner:
        if isinstance(part, dict):
            yield from _parts(part, name)
