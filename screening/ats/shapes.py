"""Reading answers whose shape is not proven: tolerant of names, loud where nothing is recognised.

An empty reading of comments would make us post twice, so a list that is not found is
``ContractDrift``. Messages name keys only, and only those that look like keys.
"""

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from screening.ats.answers import Endpoint
from screening.errors import ContractDrift

_M = TypeVar("_M", bound=BaseModel)
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,39}")
_SHOWN = 30


def rows(
    endpoint: Endpoint, answer: object, *, wrappers: Iterable[str], needs: Iterable[str]
) -> list[Mapping[str, object]]:
    """Find the list of objects in an answer: bare, under a known wrapper, or told by a member.

    ``needs`` are the alternative names of a member that each object must have. An empty list
    counts as empty only when it is bare or under a known wrapper.
    """
    names = tuple(needs)
    found = _list_in(answer, tuple(wrappers), names)
    if found is None:
        raise ContractDrift(
            f"{endpoint}: no list of objects with {' or '.join(names)} in the answer; "
            f"keys: {keys_of(answer)}"
        )
    return found


def listed(
    endpoint: Endpoint, answer: object, *, wrapper: str, needs: Iterable[str]
) -> list[object]:
    """Find a list whose items are read one by one, so that an odd one does not hide the others."""
    known = answer.get(wrapper) if isinstance(answer, dict) else None
    if isinstance(known, list):
        return known
    return list(rows(endpoint, answer, wrappers=(wrapper,), needs=needs))


def unwrapped(answer: object, *, wrapper: str) -> object:
    """Return the object inside a wrapper, or the answer itself when it is not wrapped."""
    inner = answer.get(wrapper) if isinstance(answer, dict) else None
    return inner if isinstance(inner, dict) else answer


def decoded(endpoint: Endpoint, model: type[_M], answer: object) -> _M:
    """Parse an object into a reply model; say which members failed, never their values."""
    try:
        return model.model_validate(answer)
    except ValidationError as error:
        faults = sorted({_place(fault["loc"]) for fault in error.errors(include_input=False)})
    raise ContractDrift(
        f"{endpoint}: unusable members {', '.join(faults)}; keys: {keys_of(answer)}"
    )


def keys_of(answer: object) -> str:
    """List an answer's keys for a message; what does not look like a key is not shown."""
    if isinstance(answer, list):
        return f"a list; its first item has {keys_of(answer[0])}" if answer else "an empty list"
    if not isinstance(answer, dict):
        return "no object"
    names = sorted(shown(name) for name in answer)
    return ", ".join(names[:_SHOWN]) or "none"


def shown(name: object) -> str:
    """Return a key's name if it looks like one."""
    return name if isinstance(name, str) and _KEY.fullmatch(name) else "?"


def _list_in(
    answer: object, wrappers: tuple[str, ...], needs: tuple[str, ...]
) -> list[Mapping[str, object]] | None:
    if isinstance(answer, list):
        return _objects(answer, needs)
    if not isinstance(answer, dict):
        return None
    for wrapper in wrappers:
        if wrapper in answer:
            return _objects(answer[wrapper], needs)
    for value in answer.values():
        if value and (found := _objects(value, needs)):
            return found
    return None


def _objects(value: object, needs: tuple[str, ...]) -> list[Mapping[str, object]] | None:
    if not isinstance(value, list):
        return None
    whole = all(isinstance(item, dict) and any(name in item for name in needs) for item in value)
    return value if whole else None


def _place(location: tuple[int | str, ...]) -> str:
    return ".".join("[]" if isinstance(part, int) else shown(part) for part in location) or "all"
