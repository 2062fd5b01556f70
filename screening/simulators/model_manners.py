"""How personalities go wrong: on the wire instead of an answer, or in what they say."""

from collections.abc import Callable
from dataclasses import replace

from starlette.responses import Response

from screening.simulators.model_wire import Completion, RawFault, error
from screening.simulators.personalities import Personality
from screening.simulators.wire import Dropped, as_html

_OTHER_MODEL = "another-model-2026-01-01"


def mannered(personality: Personality, completion: Completion) -> Completion:
    """Let a completion come out as the personality has it."""
    manner = _MANNERS.get(personality)
    return manner(completion) if manner else completion


def _busy(number: int, retry_after: int) -> Response:  # noqa: ARG001 - the table's shape
    return error(429, "slow down", code="rate_limit_exceeded", retry_after=retry_after)


def _without_quota(number: int, retry_after: int) -> Response:  # noqa: ARG001 - the table's shape
    return error(429, "the account has no quota left", code="insufficient_quota")


def _down(number: int, retry_after: int) -> Response:  # noqa: ARG001 - the table's shape
    return error(503, "overloaded", code=None) if number % 2 else Dropped()


def _sign_in_page(number: int, retry_after: int) -> Response:  # noqa: ARG001 - the table's shape
    return as_html()


def _refusing(completion: Completion) -> Completion:
    return replace(completion, text="", refusal="I cannot help with judging a person.")


def _rambling(completion: Completion) -> Completion:
    half = completion.text[: len(completion.text) // 2]
    prose = "Let me think about this person step by step. First of all, " * 5
    return replace(completion, text=f"{prose}\n{half}", finish="length")


def _breaking(completion: Completion) -> Completion:
    return replace(completion, text=completion.text[: len(completion.text) * 3 // 4])


def _filtered(completion: Completion) -> Completion:
    return replace(completion, text="", finish="content_filter")


def _drifting(completion: Completion) -> Completion:
    return replace(completion, model=_OTHER_MODEL)


FAILING: dict[Personality | RawFault, Callable[[int, int], Response]] = {
    Personality.BUSY: _busy,
    Personality.QUOTA: _without_quota,
    Personality.DOWN: _down,
    Personality.HTML: _sign_in_page,
}
"""Personalities that give no completion at all; called with the call's number and Retry-After."""

_MANNERS: dict[Personality, Callable[[Completion], Completion]] = {
    Personality.REFUSER: _refusing,
    Personality.RAMBLER: _rambling,
    Personality.BROKEN: _breaking,
    Personality.FILTERED: _filtered,
    Personality.DRIFT: _drifting,
}
