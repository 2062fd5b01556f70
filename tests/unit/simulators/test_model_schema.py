"""What a server that enforces a schema lets through, and what strict mode refuses."""

from typing import Any

import pytest

from screening.simulators.model_schema import (
    MOST_LEVELS,
    MOST_PROPERTIES,
    check_strict,
    enforced,
    smallest,
)
from screening.simulators.model_servers import BadRequest


def closed(**members: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": members,
        "required": list(members),
        "additionalProperties": False,
    }


def test_members_come_in_the_order_of_the_schema_and_no_others_come() -> None:
    schema = closed(b={"type": "string"}, a={"type": "integer"})
    value = enforced({"a": 1, "more": 2, "b": "x"}, schema)
    assert value == {"b": "x", "a": 1}
    assert isinstance(value, dict)
    assert list(value) == ["b", "a"]


@pytest.mark.parametrize(
    ("schema", "value", "fitted"),
    [
        ({"type": "string"}, 3, ""),
        ({"type": "string", "minLength": 3}, "a", "a.."),
        ({"type": "string", "minLength": 2}, None, ".."),
        ({"type": "integer"}, True, 0),
        ({"type": "integer", "minimum": 5}, None, 5),
        ({"type": "number", "exclusiveMinimum": 0}, None, 1),
        ({"type": "boolean"}, "yes", False),
        ({"type": "null"}, "x", None),
        ({"enum": ["x", "y"]}, "y", "y"),
        ({"enum": ["x", "y"]}, "z", "x"),
        ({"const": 7}, "z", 7),
        ({"type": "array", "items": {"type": "integer"}}, ["1", 2], [0, 2]),
        ({"type": "array", "minItems": 2, "items": {"type": "string"}}, None, ["", ""]),
        ({"type": "array", "maxItems": 1, "items": {"type": "string"}}, ["a", "b"], ["a"]),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, None, None),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "a", "a"),
        ({"anyOf": [{"type": "string"}, {"type": "integer"}]}, [], ""),
        ({}, 3, ""),
    ],
)
def test_what_does_not_fit_becomes_the_smallest_that_does(
    schema: dict[str, Any], value: Any, fitted: Any
) -> None:
    assert enforced(value, schema) == fitted


def test_references_are_followed_and_a_broken_one_allows_anything() -> None:
    schema = {
        **closed(one={"$ref": "#/$defs/Word"}, other={"$ref": "#/$defs/Missing"}),
        "$defs": {"Word": {"enum": ["alpha"]}},
    }
    assert enforced({"one": "x", "other": "y"}, schema) == {"one": "alpha", "other": ""}


def test_a_reference_to_itself_ends() -> None:
    schema: dict[str, Any] = {"$ref": "#"}
    assert smallest(schema) == ""


def test_strict_mode_takes_a_closed_schema_and_nothing_else() -> None:
    check_strict(closed(a={"type": "array", "items": closed(b={"type": "string"})}), "format")
    broken: tuple[dict[str, Any], ...] = (
        {"type": "array"},
        closed(a={"anyOf": [{"type": "object", "properties": {}}]}),
        closed(a={"type": "string", "maxLength": 3}),
        {**closed(a={"type": "string"}), "required": []},
    )
    for bad in broken:
        with pytest.raises(BadRequest):
            check_strict(bad, "format")


def test_strict_mode_takes_neither_huge_nor_deep_schemas() -> None:
    many = closed(**{f"m{number}": {"type": "string"} for number in range(MOST_PROPERTIES + 1)})
    deep: dict[str, Any] = {"type": "string"}
    for _ in range(MOST_LEVELS + 1):
        deep = closed(a=deep)
    for bad in (many, deep):
        with pytest.raises(BadRequest, match="too large or too deep"):
            check_strict(bad, "format")
