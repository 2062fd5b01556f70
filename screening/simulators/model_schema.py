"""What strict mode refuses in a schema, and what a server that enforces a schema lets through."""

from collections.abc import Iterator, Mapping

from pydantic import JsonValue

from screening.simulators.model_servers import BadRequest

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

MOST_PROPERTIES = 5_000
MOST_LEVELS = 10

Json = Mapping[str, JsonValue]
Schema = JsonValue


def check_strict(schema: Schema, param: str) -> None:
    """Raise ``BadRequest`` for what strict mode does not take."""
    if not isinstance(schema, dict) or schema.get("type") != "object" or "anyOf" in schema:
        raise BadRequest("the root of a strict schema is a plain object", param=param)
    properties = 0
    for where, part in parts(schema, "schema"):
        forbidden = sorted(FORBIDDEN_IN_STRICT & set(part))
        if forbidden:
            raise BadRequest(
                f"{where}: {forbidden[0]} is not permitted in strict mode", param=param
            )
        if part.get("type") == "object":
            _check_object(where, part, param)
        properties += len(_object(part.get("properties")))
        if properties > MOST_PROPERTIES or _level(where) > MOST_LEVELS:
            raise BadRequest(f"{where}: the schema is too large or too deep", param=param)


def parts(schema: Json, where: str) -> Iterator[tuple[str, Json]]:
    """Yield every schema inside a schema, but not the names of properties as keywords."""
    yield where, schema
    inner: list[tuple[str, JsonValue]] = [
        (f"{where}.{name}", part) for name, part in _object(schema.get("properties")).items()
    ]
    inner.append((f"{where}[]", schema.get("items")))
    for keyword in ("anyOf", "allOf", "oneOf"):
        choices = schema.get(keyword)
        inner += (
            [(f"{where}/{keyword}", part) for part in choices] if isinstance(choices, list) else []
        )
    for name, part in inner:
        if isinstance(part, dict):
            yield from parts(part, name)


def enforced(value: JsonValue, schema: Schema, root: Schema = None) -> JsonValue:
    """Turn a value into one that fits a schema, as a server does that masks tokens.

    Members come in the schema's order; what does not fit becomes the smallest thing that does.
    """
    whole = schema if root is None else root
    part = _resolved(schema, whole)
    if "const" in part or isinstance(part.get("enum"), list):
        return _chosen(value, part)
    if choices := _choices(part):
        fitting = [one for one in choices if _is_kind(value, _resolved(one, whole).get("type"))]
        return enforced(value, (fitting or choices)[0], whole)
    kind = part.get("type")
    if kind == "object":
        members = value if isinstance(value, dict) else {}
        properties = _object(part.get("properties"))
        return {
            name: enforced(members.get(name), inner, whole) for name, inner in properties.items()
        }
    if kind == "array":
        return _items(value, part, whole)
    if _is_kind(value, kind):
        return _long_enough(value, part)
    return _smallest(part, kind)


def smallest(schema: Schema) -> JsonValue:
    """Make the smallest value that fits a schema."""
    return enforced(None, schema)


def _check_object(where: str, part: Json, param: str) -> None:
    properties, required = part.get("properties"), part.get("required")
    if part.get("additionalProperties") is not False:
        raise BadRequest(f"{where}: additionalProperties must be false", param=param)
    if not isinstance(properties, dict) or not isinstance(required, list):
        raise BadRequest(f"{where}: properties and required are needed", param=param)
    if {str(each) for each in required} != set(properties):
        raise BadRequest(f"{where}: required must name every property", param=param)


def _level(where: str) -> int:
    return where.count(".") + where.count("[]")


def _object(value: JsonValue) -> Json:
    return value if isinstance(value, dict) else {}


def _resolved(schema: Schema, root: Schema) -> Json:
    """Follow references; one that leads nowhere allows anything."""
    for _ in range(MOST_LEVELS):
        found = _object(schema)
        target = found.get("$ref")
        if not isinstance(target, str):
            return found
        schema = root
        for step in target.removeprefix("#/").split("/"):
            schema = _object(schema).get(step)
    return {}


def _choices(schema: Json) -> list[JsonValue]:
    for keyword in ("anyOf", "oneOf", "allOf"):
        choices = schema.get(keyword)
        if isinstance(choices, list) and choices:
            return choices
    return []


def _chosen(value: JsonValue, schema: Json) -> JsonValue:
    if "const" in schema:
        return schema["const"]
    choices = schema.get("enum")
    options = choices if isinstance(choices, list) and choices else [""]
    return value if value in options else options[0]


def _items(value: JsonValue, schema: Json, root: Schema) -> JsonValue:
    items = value if isinstance(value, list) else []
    least, most = schema.get("minItems"), schema.get("maxItems")
    if isinstance(least, int):
        items = items + [None] * (least - len(items))
    if isinstance(most, int):
        items = items[:most]
    return [enforced(one, schema.get("items"), root) for one in items]


def _is_kind(value: JsonValue, kind: JsonValue) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    if value is None:
        return kind == "null"
    expected = _TYPES.get(kind) if isinstance(kind, str) else None
    return expected is not None and isinstance(value, expected)


_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "array": list,
    "object": dict,
}


def _long_enough(value: JsonValue, schema: Json) -> JsonValue:
    least = schema.get("minLength")
    if isinstance(value, str) and isinstance(least, int):
        return value.ljust(least, ".")
    return value


def _smallest(schema: Json, kind: JsonValue) -> JsonValue:
    least = schema.get("minLength")
    if kind == "string" or kind is None:
        return "." * least if isinstance(least, int) else ""
    floor, above = schema.get("minimum"), schema.get("exclusiveMinimum")
    if kind in ("integer", "number"):
        if isinstance(above, int | float):
            return int(above) + 1
        return floor if isinstance(floor, int | float) else 0
    return False if kind == "boolean" else None
