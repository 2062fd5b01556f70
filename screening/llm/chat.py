"""Chat completions: the way of asking that every compatible server knows."""

import json
from collections.abc import Mapping

from screening.fingerprint import fingerprint
from screening.llm.attempt import Attempt
from screening.llm.dialect import (
    EMPTY,
    FAILED,
    FILTERED,
    REFUSED,
    SEVERAL,
    TRUNCATED,
    Body,
    Judged,
    Options,
    count,
    is_object,
    objects,
    said,
)
from screening.llm.prices import Usage
from screening.model import AnswerForm, ModelOutcome

_CUT = frozenset({"length", "max_tokens", "model_length"})
_STOPPED = frozenset({"safety", "recitation", "prohibited_content", "blocklist"})


class Chat:
    """Asks for one chat completion."""

    path = "chat/completions"

    def body(self, attempt: Attempt, options: Options) -> Body:
        """Put a question into chat messages."""
        limit = "max_tokens" if options.short_limit_name else "max_completion_tokens"
        body: Body = {
            "model": options.model,
            "messages": messages(attempt, options, text_type="text"),
            "store": False,
            limit: options.max_output_tokens,
            **_form(attempt),
            **cache(attempt, options),
        }
        if options.reasoning_effort is not None:
            body["reasoning_effort"] = options.reasoning_effort
        if options.service_tier is not None:
            body["service_tier"] = options.service_tier
        return body

    def judge(self, root: Mapping[str, object], name: str) -> Judged:
        """Read the first choice."""
        choices = objects(root.get("choices"))
        if not choices:
            return Judged(ModelOutcome.MALFORMED, hint="the answer has no choice")
        choice = choices[0]
        reason = str(choice.get("finish_reason")).lower()
        message = choice.get("message")
        message = message if is_object(message) else {}
        if reason.startswith("content_filter") or reason in _STOPPED:
            return FILTERED
        if reason == "error" or choice.get("error"):
            return FAILED
        if reason == "refusal" or message.get("refusal"):
            return REFUSED
        if reason in _CUT:
            return TRUNCATED
        return _filled(message, name)

    def usage(self, root: Mapping[str, object]) -> Usage:
        """Read what the server counted; DeepSeek names the cached part in its own way."""
        found = root.get("usage")
        usage = found if is_object(found) else {}
        details = usage.get("prompt_tokens_details")
        details = details if is_object(details) else {}
        cached = count(details.get("cached_tokens"))
        return Usage(
            input_tokens=count(usage.get("prompt_tokens")),
            cached_tokens=count(usage.get("prompt_cache_hit_tokens")) if cached is None else cached,
            cache_write_tokens=count(details.get("cache_write_tokens")),
            output_tokens=count(usage.get("completion_tokens")),
        )


def cache(attempt: Attempt, options: Options) -> Body:
    """Name the cache of the shared part, and let nothing but that part be written into it."""
    if not options.explicit_cache or not attempt.prefix:
        return {}
    key = fingerprint("prefix", options.model, attempt.system, attempt.prefix)[:32]
    return {"prompt_cache_key": key, "prompt_cache_options": {"mode": "explicit"}}


def messages(attempt: Attempt, options: Options, *, text_type: str) -> list[Body]:
    """Put a question into messages; the shared part stands apart where its end is marked."""
    asked: object = attempt.prefix + attempt.own
    if options.explicit_cache and attempt.prefix:
        shared = {"type": text_type, "text": attempt.prefix}
        own = {"type": text_type, "text": attempt.own}
        asked = [{**shared, "prompt_cache_breakpoint": {"mode": "explicit"}}, own]
    turns: list[Body] = [{"role": turn.role, "content": turn.text} for turn in attempt.turns]
    return [
        {"role": "system", "content": attempt.system},
        {"role": "user", "content": asked},
        *turns,
    ]


def _form(attempt: Attempt) -> Body:
    schema, name = attempt.schema, attempt.name
    if attempt.form is AnswerForm.JSON_SCHEMA:
        form = {"name": name, "strict": True, "schema": schema}
        return {"response_format": {"type": "json_schema", "json_schema": form}}
    if attempt.form is AnswerForm.TOOL:
        function = {"name": name, "strict": True, "parameters": schema}
        return {
            "tools": [{"type": "function", "function": function}],
            "tool_choice": {"type": "function", "function": {"name": name}},
        }
    if attempt.form is AnswerForm.JSON_OBJECT:
        return {"response_format": {"type": "json_object"}}
    return {}


def _filled(message: Mapping[str, object], name: str) -> Judged:
    functions = (call.get("function") for call in objects(message.get("tool_calls")))
    filled = [each for each in functions if is_object(each) and each.get("name") == name]
    if len(filled) > 1:
        return SEVERAL
    if filled:
        return said(arguments(filled[0].get("arguments")))
    return _text(message.get("content"))


def arguments(value: object) -> str:
    """Return what a tool was called with as text; some servers send it as an object."""
    if is_object(value):
        return json.dumps(value, ensure_ascii=False)
    return value if isinstance(value, str) else ""


def _text(content: object) -> Judged:
    """Read a message's text, which some servers send in parts."""
    if isinstance(content, str):
        return said(content)
    parts = objects(content)
    if any(part.get("type") == "refusal" for part in parts):
        return REFUSED
    texts = (part.get("text") for part in parts if part.get("type") in {"text", "output_text"})
    whole = "".join(text for text in texts if isinstance(text, str))
    return said(whole) if whole else EMPTY
