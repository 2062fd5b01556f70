"""Reading what a server says when it says no, in any of the shapes that servers use for it.

Only the members that name a fault are looked at, and only for words of ours: a server may send the
whole question back inside an error, and nothing of that may be taken for its own words.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from screening.llm.dialect import is_object, objects
from screening.model import AnswerForm, ModelOutcome

_LONGEST = 2_000
_CODES = ("code", "type", "status")
_WORDS = ("message", "msg", "param", "detail")
_QUOTA = re.compile(r"insufficient_quota|insufficient_balance|billing_\w+|account_deactivated")
_FILTERED = re.compile(
    r"content_filter|content_policy|bio_policy|misalignment_policy|invalid_prompt"
)
_TOO_LONG = re.compile(
    r"context[_ ](?:length|window|size)|maximum context|string_above_max_length"
    r"|prompt (?:is )?too long|input token count|too many (?:input )?tokens"
    r"|longer than the maximum|reduce the length|\btokens\b.{0,60}\bmust be <="
)
_TOO_LARGE = re.compile(r"request too large")
"""For a limit of tokens a minute: it stays too large, however long one waits."""
_UNKNOWN_MODEL = re.compile(r"model_not_found|not_found_error")
_ABOUT_FORM = {
    AnswerForm.JSON_SCHEMA: re.compile(
        r"response_?(?:format|schema|mime)|json_?schema|text\.format|structured|schema|grammar|guided"
    ),
    AnswerForm.TOOL: re.compile(r"tool|function|schema|strict"),
    AnswerForm.JSON_OBJECT: re.compile(
        r"response_?(?:format|mime)|json_?object|text\.format|json.mode"
    ),
}
_REMEDIES = {
    "max_completion_tokens": 'set model.token_limit_name = "max_tokens"',
    "max_tokens": "lower model.max_output_tokens, or change model.token_limit_name",
    "max_output_tokens": "lower model.max_output_tokens",
    "reasoning": "remove model.reasoning_effort",
    "service_tier": "remove model.service_tier",
    "prompt_cache": "set model.explicit_cache = false",
    "store": "it cannot be told to store nothing, so it is not asked: choose another server",
    "response_format": "set another model.answer_form",
    "text.format": "set another model.answer_form",
    "tool": "set another model.answer_form",
    "data_residency": "the account belongs to another region: check model.base_url",
}
_LOOK_AT = {
    400: "the server does not accept the request: check model.name and the options under [model]",
    401: "the key was rejected: check the variable that model.key_env names",
    403: "the key may not use this model: check the key's rights, and model.name",
    404: "not found: check model.name, model.base_url and model.api",
    422: "the server does not accept the request: check model.name and the options under [model]",
}
_STATUS_OF = {
    "invalid_api_key": 401,
    "authentication_error": 401,
    "permission_error": 403,
    "model_not_found": 404,
    "not_found_error": 404,
    "data_residency_mismatch": 400,
    "invalid_request_error": 400,
}
"""What some codes would be over HTTP, for servers that put them under status 200."""
_QUOTA_SPENT = "the account's quota is used up: check the account's billing and limits"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer."""

    outcome: ModelOutcome
    hint: str
    form_refused: bool = False
    """Whether the server said no to the form of the answer, and to nothing else."""


_TOO_LONG_FOR_IT = Failure(
    ModelOutcome.OVER_BUDGET, "the question is longer than the model, or the account, can take"
)


def read_failure(status: int, root: Mapping[str, object], form: AnswerForm) -> Failure:
    """Read an answer that is an error, under whatever status it came."""
    codes, words = _said(root)
    status = _stated_status(status, root, codes)
    if status == 402 or _QUOTA.search(codes):
        return Failure(ModelOutcome.REJECTED, _QUOTA_SPENT)
    if _FILTERED.search(codes):
        return Failure(ModelOutcome.FILTERED, "the server's content filter stopped the question")
    if status == 413 or _TOO_LARGE.search(words):
        return _TOO_LONG_FOR_IT
    if status in {429, 498} or "rate_limit" in codes:  # 498: Groq, when its cheap tier is full
        return Failure(ModelOutcome.RATE_LIMITED, "the model's rate limit is reached")
    if status in {408, 409} or status >= 500:
        return Failure(ModelOutcome.UNAVAILABLE, "the model's server failed")
    if status in {400, 422} and _TOO_LONG.search(f"{codes} {words}"):
        return _TOO_LONG_FOR_IT
    if status in {400, 422} or (status == 404 and not _UNKNOWN_MODEL.search(codes)):
        return _not_accepted(status, f"{codes} {words}", form)
    hint = _LOOK_AT.get(status, "unexpected answer: check model.base_url")
    return Failure(ModelOutcome.REJECTED, hint)


def _not_accepted(status: int, words: str, form: AnswerForm) -> Failure:
    about_form = _ABOUT_FORM.get(form)
    refused = about_form is not None and about_form.search(words) is not None
    named = next((name for name in _REMEDIES if name in words), None)
    if status == 404 and not refused:  # it names a model, and that name may hold any of the words
        named = None
    hint = f"the server does not accept {named}: {_REMEDIES[named]}" if named else _LOOK_AT[status]
    return Failure(ModelOutcome.REJECTED, hint, form_refused=refused)


def _said(root: Mapping[str, object]) -> tuple[str, str]:
    """Return the server's codes and its words, in lower case."""
    places = list(_places(root))
    codes = " ".join(str(place.get(name)) for place in places for name in _CODES)
    words = " ".join(_word(place.get(name)) for place in places for name in _WORDS)
    steps = " ".join(_path(place.get("loc")) for place in places)
    error = _word(root.get("error"))
    return codes[:_LONGEST].lower(), f"{error} {words} {steps}"[:_LONGEST].lower()


def _places(root: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """Go through the objects in which servers name a fault."""
    yield root
    error = root.get("error")
    if is_object(error):
        yield error
    yield from objects(root.get("detail"))


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""


def _path(value: object) -> str:
    """Return where in the request a fault lies, as FastAPI says it."""
    return ".".join(str(step) for step in value) if isinstance(value, list) else ""


def _stated_status(status: int, root: Mapping[str, object], codes: str) -> int:
    """Return the status; gateways put the real one into an error object under HTTP 200."""
    if status >= 300:
        return status
    error = root.get("error")
    code = error.get("code") if is_object(error) else None
    known = isinstance(code, int | str) and re.fullmatch(r"[45][0-9]{2}", str(code))
    if known:
        return int(str(code))
    return next((meant for name, meant in _STATUS_OF.items() if name in codes), 502)
