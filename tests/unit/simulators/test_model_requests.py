"""What a strict server refuses, member by member."""

import json
from typing import Any

import pytest

from screening.simulators.model_requests import understand
from screening.simulators.model_servers import SERVERS, BadRequest, Manner

SCHEMA = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}
TEXT = {"type": "text", "text": "Hi"}


def asked(manner: Manner = Manner.OPENAI, **changes: Any) -> None:
    body = {"model": "m", "store": False, "messages": [{"role": "user", "content": "Hi"}]}
    understand("chat", json.dumps({**body, **changes}).encode(), SERVERS[manner])


def message(**changes: Any) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": "Hi", **changes}]}


def test_a_plain_question_is_taken() -> None:
    asked()
    asked(**message(content=[TEXT]))
    asked(prompt_cache_options={"mode": "implicit", "ttl": "30m"}, service_tier=None)


@pytest.mark.parametrize(
    ("changes", "param"),
    [
        ({"messages": ["Hi"]}, "messages[0]"),
        (message(role="robot"), "messages[0]"),
        (message(content=None), "messages[0]"),
        (message(content=[]), "messages[0]"),
        (message(content=[{"type": "input_text", "text": "Hi"}]), "messages[0]"),
        (
            message(
                content=[{**TEXT, "prompt_cache_breakpoint": {"mode": "explicit", "ttl": "1h"}}]
            ),
            "messages[0]",
        ),
        ({"prompt_cache_options": "explicit"}, "prompt_cache_options"),
        ({"prompt_cache_options": {"more": 1}}, "prompt_cache_options"),
        ({"prompt_cache_options": {"mode": "none"}}, "prompt_cache_options.mode"),
        ({"prompt_cache_options": {"ttl": "12h"}}, "prompt_cache_options.ttl"),
        ({"response_format": {"type": "xml"}}, "response_format"),
        (
            {
                "response_format": {
                    "type": "json_schema",
                    "json_schema": {"name": "a b", "schema": SCHEMA},
                }
            },
            "response_format",
        ),
        ({"tool_choice": "required"}, "tool_choice"),
        ({"unknown": 1}, "unknown"),
        ({"max_completion_tokens": "many"}, "max_completion_tokens"),
    ],
)
def test_what_openai_refuses_is_refused_by_name(changes: dict[str, Any], param: str) -> None:
    with pytest.raises(BadRequest) as refused:
        asked(**changes)
    assert refused.value.param == param


def test_a_server_that_knows_no_marks_refuses_or_ignores_them() -> None:
    marked = message(content=[{**TEXT, "prompt_cache_breakpoint": {"mode": "explicit"}}])
    asked(Manner.VLLM, **marked)
    with pytest.raises(BadRequest, match="prompt_cache_breakpoint"):
        asked(Manner.GEMINI_COMPAT, **marked)


def test_a_tool_that_is_only_offered_is_not_called() -> None:
    function = {"name": "probe", "strict": True, "parameters": SCHEMA}
    tools = [{"type": "function", "function": function}]
    body = {"model": "m", "store": False, "tools": tools, **message()}
    server = SERVERS[Manner.OPENAI]
    assert understand("chat", json.dumps(body).encode(), server).form.kind == "plain"
    body["tool_choice"] = "required"
    assert understand("chat", json.dumps(body).encode(), server).form.kind == "tool"
