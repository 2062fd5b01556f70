"""Finding the one JSON object in what a model wrote; strict where JSON readers are not."""

import json
import re
from typing import Any

LONGEST_ANSWER = 200_000
"""Characters; an honest answer to twelve requirements has a tenth of this."""

_THOUGHTS = re.compile(r"^\s*<think>.*?</think>", re.DOTALL)


class NotOneObject(ValueError):
    """The text does not hold exactly one JSON object."""


def only_object(text: str) -> dict[str, Any]:
    """Return the only JSON object in a text, with or without prose or a code fence around it.

    Raise ``NotOneObject`` for none, several, a broken one, a member given twice, NaN or infinity.
    The message never holds a part of the text.
    """
    if len(text) > LONGEST_ANSWER:
        raise NotOneObject(f"longer than {LONGEST_ANSWER} characters")
    text = _THOUGHTS.sub("", text, count=1)
    start = text.find("{")
    if start < 0:
        raise NotOneObject("there is no JSON object")
    found, end = _decode(text, start)
    if "{" in text[end:]:
        raise NotOneObject("there is more than one JSON object")
    return found


def _decode(text: str, start: int) -> tuple[dict[str, Any], int]:
    try:
        found, end = _DECODER.raw_decode(text, start)
    except NotOneObject:
        raise
    except (ValueError, RecursionError):
        raise NotOneObject("the JSON object is broken or cut off") from None
    return found, end


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise NotOneObject("a member is given twice")
    return members


def _no_constant(_: str) -> None:
    raise NotOneObject("NaN and infinity are not JSON")


_DECODER = json.JSONDecoder(object_pairs_hook=_without_repeats, parse_constant=_no_constant)
