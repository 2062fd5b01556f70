"""Finding the one JSON object in what a model wrote; strict where JSON readers are not."""

import json
import re
from typing import Any

LONGEST_ANSWER = 200_000
"""Characters; an honest answer to twelve requirements has a tenth of this."""

_MOST_BRACES = 50
"""Braces in prose that are passed over; more of them are no answer."""
_THOUGHTS = re.compile(r"^\s*<think>.*?</think>", re.DOTALL)


class NotOneObject(ValueError):
    """The text does not hold exactly one JSON object."""


class _Broken(NotOneObject):
    """What begins with a brace is no JSON."""


def only_object(text: str, *, loose: bool = False) -> dict[str, Any]:
    """Return the only JSON object in a text, with or without prose or a code fence around it.

    Raise ``NotOneObject`` for none, several, a broken one, a member given twice, NaN or infinity.
    The message never holds a part of the text. ``loose`` passes over braces in the prose that begin
    no object; two objects are still too many, for one may be a document's and not the model's.
    """
    if len(text) > LONGEST_ANSWER:
        raise NotOneObject(f"longer than {LONGEST_ANSWER} characters")
    text = _THOUGHTS.sub("", text, count=1)
    found, end = _next_object(text, 0, loose=loose)
    if found is None:
        raise NotOneObject("there is no JSON object")
    if _another(text, end, loose=loose):
        raise NotOneObject("there is more than one JSON object")
    return found


def stands_alone(text: str) -> bool:
    """Tell whether nothing but an object was written, as a server that enforces a form sees to."""
    bare = _THOUGHTS.sub("", text, count=1).strip()
    return bare.startswith("{") and bare.endswith("}")


def _another(text: str, start: int, *, loose: bool) -> bool:
    if not loose:
        return "{" in text[start:]
    try:
        return _next_object(text, start, loose=True)[0] is not None
    except NotOneObject:
        return False


def _next_object(text: str, start: int, *, loose: bool) -> tuple[dict[str, Any] | None, int]:
    """Return the next object and where it ends; ``None`` when no brace is left."""
    for _ in range(_MOST_BRACES):
        start = text.find("{", start)
        if start < 0:
            return None, start
        try:
            return _decode(text, start)
        except _Broken:
            if not loose:
                raise
            start += 1
    raise NotOneObject("the JSON object is broken or cut off")


def _decode(text: str, start: int) -> tuple[dict[str, Any], int]:
    try:
        return _DECODER.raw_decode(text, start)
    except NotOneObject:
        raise
    except (ValueError, RecursionError):
        raise _Broken("the JSON object is broken or cut off") from None


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise NotOneObject("a member is given twice")
    return members


def _no_constant(_: str) -> None:
    raise NotOneObject("NaN and infinity are not JSON")


_DECODER = json.JSONDecoder(object_pairs_hook=_without_repeats, parse_constant=_no_constant)
