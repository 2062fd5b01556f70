"""What a probe may say of an answer: names and types, never a value."""

from collections import Counter
from collections.abc import Iterator, Mapping

from screening.ats.capabilities import SeenShape
from screening.ats.shapes import shown

_DEPTH = 4
_TYPES = {str: "string", bool: "boolean", int: "number", float: "number", type(None): "null"}


def types_of(answer: object) -> tuple[str, ...]:
    """List every member's place, types and count, such as ``files[].id: string (3)``."""
    counted = Counter(_places(answer, "", _DEPTH))
    types: dict[str, list[str]] = {}
    for (place, kind), count in counted.items():
        types.setdefault(place, []).append(f"{kind} ({count})")
    return tuple(f"{place or '(answer)'}: {', '.join(kinds)}" for place, kinds in types.items())


def rows_in(answer: object, member: str) -> list[Mapping[str, object]]:
    """Return the objects of the first list whose objects have a member; empty when none."""
    lists = [answer] if isinstance(answer, list) else _members(answer).values()
    for value in lists:
        if isinstance(value, list):
            found: list[Mapping[str, object]] = [
                item for item in value if isinstance(item, dict) and member in item
            ]
            if found:
                return found
    return []


def shape_of(answer: object, *members: str) -> SeenShape | None:
    """Tell where the list of objects with one of these members is; ``None`` when nowhere."""
    for member in members:
        found = rows_in(answer, member)
        if not found:
            continue
        keys = tuple(sorted({shown(key) for row in found for key in row}))
        wrapper = next((key for key, value in _members(answer).items() if value == found), None)
        return SeenShape(wrapper=wrapper, keys=keys)
    return None


def text(row: object, member: str) -> str:
    """Return a member's text for a comparison; empty when it has none."""
    value = _members(row).get(member)
    return value if isinstance(value, str) else ""


def _members(answer: object) -> Mapping[str, object]:
    return answer if isinstance(answer, dict) else {}


def _places(answer: object, place: str, depth: int) -> Iterator[tuple[str, str]]:
    if isinstance(answer, dict) and depth:
        for name, value in answer.items():
            yield from _places(value, f"{place}.{shown(name)}".lstrip("."), depth - 1)
    elif isinstance(answer, list) and depth:
        yield place, "list"
        for value in answer:
            yield from _places(value, f"{place}[]", depth - 1)
    else:
        yield place, _TYPES.get(type(answer), "list" if isinstance(answer, list) else "object")
