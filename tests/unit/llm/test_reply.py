"""Whatever a server answers becomes a typed result; only the model's text is kept."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.llm.attempt import Attempt
from screening.llm.chat import Chat
from screening.llm.reply import Reply, read_reply
from screening.llm.responses import Responses
from screening.model import AnswerForm, ModelOutcome

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
ATTEMPT = Attempt(
    system="",
    shared="",
    own="",
    turns=(),
    form=AnswerForm.JSON_SCHEMA,
    name="assessment",
    schema={},
)
Completion = Callable[..., dict[str, Any]]


def read(body: object, status: int = 200, **headers: str) -> Reply:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return read_reply(status, named, content, attempt=ATTEMPT, dialect=Chat(), now=NOW)


def test_a_good_answer_brings_text_usage_and_names(completion: Completion) -> None:
    reply = read(completion("hello"), x_request_id="req_1")
    assert (reply.outcome, reply.text, reply.status) == (ModelOutcome.OK, "hello", 200)
    assert (reply.usage.input_tokens, reply.usage.cached_tokens) == (1000, 400)
    assert reply.usage.output_tokens == 100
    assert reply.returned_model == "model-2026-01-01"
    assert (reply.system_fingerprint, reply.request_id) == ("fp_1", "req_1")


def test_content_in_parts_is_joined(completion: Completion) -> None:
    parts = [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}, 7, {"type": "x"}]
    assert read(completion(parts)).text == "ab"


@pytest.mark.parametrize(
    ("content", "members", "outcome"),
    [
        ("", {"refusal": "I cannot"}, "refused"),
        ([{"type": "refusal", "refusal": "no"}], {}, "refused"),
        ("{}", {"finish": "content_filter"}, "filtered"),
        ('{"cut": ', {"finish": "length"}, "truncated"),
        ('{"valid": "json"}', {"finish": "length"}, "truncated"),
        ("", {"finish": "length"}, "truncated"),
        ("", {}, "malformed"),
        ("  ", {}, "malformed"),
        (7, {}, "malformed"),
        ([], {}, "malformed"),
    ],
)
def test_an_answer_without_a_usable_text_has_its_own_outcome_and_still_its_usage(
    content: object, members: dict[str, Any], outcome: str, completion: Completion
) -> None:
    reply = read(completion(content, **members))
    assert (reply.outcome, reply.text) == (outcome, "")
    assert reply.usage.input_tokens == 1000
    assert not reply.repeatable


@pytest.mark.parametrize("choices", [[], None, "x", [None], {}, 7])
def test_an_answer_without_a_choice_is_malformed(choices: object, completion: Completion) -> None:
    assert read(completion() | {"choices": choices}).outcome is ModelOutcome.MALFORMED


@pytest.mark.parametrize(
    "body", [b"<html>Sign in</html>", b"", b'{"choices": [', b"[]", b"\xff\xfe", b"[" * 100_000]
)
def test_an_answer_that_is_no_json_object_may_be_repeated_and_names_the_address(
    body: bytes,
) -> None:
    reply = read(body)
    assert reply.outcome is ModelOutcome.UNAVAILABLE
    assert reply.repeatable
    assert "model.base_url" in reply.hint


@pytest.mark.parametrize(
    ("status", "error", "outcome"),
    [
        (400, {"code": "bad"}, "rejected"),
        (401, {"code": "invalid_api_key"}, "rejected"),
        (403, None, "rejected"),
        (404, {"code": "model_not_found"}, "rejected"),
        (422, None, "rejected"),
        (302, None, "rejected"),
        (429, {"code": "insufficient_quota"}, "rejected"),
        (429, {"type": "insufficient_quota", "code": None}, "rejected"),
        (429, {"code": "billing_hard_limit_reached"}, "rejected"),
        (429, {"code": "rate_limit_exceeded"}, "rate_limited"),
        (429, "slow down", "rate_limited"),
        (400, {"code": "content_filter"}, "filtered"),
        (400, {"code": "context_length_exceeded"}, "over_budget"),
        (413, None, "over_budget"),
        (408, None, "unavailable"),
        (409, None, "unavailable"),
        (500, {"message": "x"}, "unavailable"),
        (503, None, "unavailable"),
        (200, {"message": "overloaded"}, "unavailable"),
        (200, {"code": 401}, "rejected"),
        (200, {"code": "429"}, "rate_limited"),
        (200, {"code": "insufficient_quota"}, "rejected"),
        (200, "some text", "unavailable"),
    ],
)
def test_an_error_is_sorted_by_what_can_be_done(status: int, error: object, outcome: str) -> None:
    reply = read({"error": error}, status)
    assert reply.outcome.value == outcome
    assert reply.repeatable == (outcome in {"unavailable", "rate_limited"})
    assert reply.hint


@pytest.mark.parametrize(
    ("status", "setting"),
    [(401, "model.key_env"), (404, "model.name"), (400, "[model]"), (302, "model.base_url")],
)
def test_a_rejection_names_the_setting_to_look_at(status: int, setting: str) -> None:
    assert setting in read({"error": {"message": "secret"}}, status).hint


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [
        ("7", 7),
        (" 0.5 ", 0.5),
        ("Sat, 21 Nov 2026 08:01:00 GMT", 60),
        ("Sat, 21 Nov 2026 07:00:00 GMT", 0),
        ("Sat, 21 Nov 2026 08:01:00 -0000", 60),
        ("soon", None),
        ("-3", None),
        ("1e9", None),
        ("", None),
        ("9999999", 3_600),
        ("Thu, 01 Jan 2099 00:00:00 GMT", 3_600),
        ("99999999999", 3_600),
        ("Thu Jan  1 00:00:00 2099", 3_600),
        ("Thu, 01 Jan 2099 00:00:00 -0000", 3_600),
    ],
)
def test_retry_after_is_read_as_seconds_or_date(stated: str, seconds: float | None) -> None:
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert read({}, 429, retry_after=stated).retry_after == expected


@pytest.mark.parametrize(
    "usage",
    [
        None,
        7,
        {"prompt_tokens": -1, "completion_tokens": True},
        {"prompt_tokens": "9", "prompt_tokens_details": []},
        {"prompt_tokens": 10**12, "prompt_tokens_details": {"cached_tokens": 1.5}},
    ],
)
def test_an_unusable_usage_is_unknown_and_not_zero(usage: object, completion: Completion) -> None:
    found = read(completion() | {"usage": usage}).usage
    assert (found.input_tokens, found.cached_tokens, found.output_tokens) == (None, None, None)


@pytest.mark.parametrize("name", [7, "", "a\nb", "x" * 201, "名前"])
def test_a_strange_name_of_a_model_is_not_kept(name: object, completion: Completion) -> None:
    body = completion() | {"model": name, "system_fingerprint": name}
    reply = read(body, x_request_id=str(name) if name != 7 else "")
    assert (reply.returned_model, reply.system_fingerprint, reply.request_id) == (None, None, None)


scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=9)
anything = st.recursive(scalars, lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(), x))
names = ["error", "choices", "usage", "model", "code", "type", "message", "content", "refusal"]
names += [
    "output",
    "status",
    "incomplete_details",
    "reason",
    "detail",
    "loc",
    "msg",
    "phase",
    "text",
]
names += ["tool_calls", "function", "name", "arguments", "finish_reason", "prompt_tokens_details"]
shaped = st.recursive(
    scalars, lambda x: st.lists(x, max_size=3) | st.dictionaries(st.sampled_from(names), x)
)


@given(
    st.sampled_from([200, 201, 302, 400, 429, 500, 599]),
    st.dictionaries(st.sampled_from(["retry-after", "x-request-id"]), st.text(max_size=20)),
    anything | shaped,
)
def test_no_answer_raises(status: int, headers: dict[str, str], body: object) -> None:
    content = json.dumps(body).encode()
    for dialect in (Chat(), Responses()):
        for form in AnswerForm:
            attempt = replace(ATTEMPT, form=form)
            reply = read_reply(status, headers, content, attempt=attempt, dialect=dialect, now=NOW)
            check_text(reply)


def check_text(reply: Reply) -> None:
    assert (reply.text != "") == (reply.outcome is ModelOutcome.OK)


@given(st.binary())
def test_no_bytes_raise(body: bytes) -> None:
    assert read(body).text == ""
