"""Responses: OpenAI's own newer way of asking, which some compatible servers know, too."""

from collections.abc import Mapping

from screening.llm.attempt import Attempt
from screening.llm.chat import arguments, cache, messages
from screening.llm.dialect import (
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

_UNFINISHED = frozenset({"failed", "cancelled", "in_progress", "queued"})
_NO_OUTPUT = Judged(ModelOutcome.MALFORMED, hint='the answer has no output: try model.api = "chat"')


class Responses:
    """Asks for one response that nobody keeps."""

    path = "responses"

    def body(self, attempt: Attempt, options: Options) -> Body:
        """Put a question into input items."""
        body: Body = {
            "model": options.model,
            "input": messages(attempt, options, text_type="input_text"),
            "store": False,
            "max_output_tokens": options.max_output_tokens,
            **_form(attempt),
            **cache(attempt, options),
        }
        if options.reasoning_effort is not None:
            body["reasoning"] = {"effort": options.reasoning_effort}
        if options.service_tier is not None:
            body["service_tier"] = options.service_tier
        return body

    def judge(self, root: Mapping[str, object], name: str) -> Judged:
        """Read the status first: text that was cut off may be valid JSON by chance."""
        status = str(root.get("status"))
        if status == "incomplete":
            details = root.get("incomplete_details")
            reason = details.get("reason") if is_object(details) else None
            return FILTERED if reason == "content_filter" else TRUNCATED
        if status in _UNFINISHED:
            return FAILED
        items = objects(root.get("output"))
        if not items:
            return _NO_OUTPUT
        return _filled(items, name)

    def usage(self, root: Mapping[str, object]) -> Usage:
        """Read what the server counted."""
        found = root.get("usage")
        usage = found if is_object(found) else {}
        details = usage.get("input_tokens_details")
        details = details if is_object(details) else {}
        return Usage(
            input_tokens=count(usage.get("input_tokens")),
            cached_tokens=count(details.get("cached_tokens")),
            cache_write_tokens=count(details.get("cache_write_tokens")),
            output_tokens=count(usage.get("output_tokens")),
        )


def _form(attempt: Attempt) -> Body:
    schema, name = attempt.schema, attempt.name
    if attempt.form is AnswerForm.JSON_SCHEMA:
        form = {"type": "json_schema", "name": name, "strict": True, "schema": schema}
        return {"text": {"format": form}}
    if attempt.form is AnswerForm.TOOL:
        tool = {"type": "function", "name": name, "strict": True, "parameters": schema}
        return {"tools": [tool], "tool_choice": {"type": "function", "name": name}}
    if attempt.form is AnswerForm.JSON_OBJECT:
        return {"text": {"format": {"type": "json_object"}}}
    return {}


def _filled(items: list[dict[str, object]], name: str) -> Judged:
    calls = [item for item in items if item.get("type") == "function_call"]
    filled = [call for call in calls if call.get("name") == name]
    if len(filled) > 1:
        return SEVERAL
    if filled:
        return said(arguments(filled[0].get("arguments")))
    final = [
        part
        for item in items
        if item.get("type") == "message" and item.get("phase") != "commentary"
        for part in objects(item.get("content"))
    ]
    if any(part.get("type") == "refusal" for part in final):
        return REFUSED
    texts = (part.get("text") for part in final if part.get("type") == "output_text")
    return said("".join(text for text in texts if isinstance(text, str)))
