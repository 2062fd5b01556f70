"""How a completion is wrapped at the two doors of an OpenAI-compatible server."""

from pydantic import JsonValue

from screening.simulators.model_requests import ModelRequest
from screening.simulators.model_servers import Server
from screening.simulators.model_wire import Completion, Json

_CREATED = 1_767_225_600
_INCOMPLETE = {"length": "max_output_tokens", "content_filter": "content_filter"}


def envelope(asked: ModelRequest, completion: Completion, server: Server) -> Json:
    """Wrap what the model produced."""
    whole = _chat if asked.door == "chat" else _responses
    return whole(asked, completion, server)


def _chat(asked: ModelRequest, completion: Completion, server: Server) -> Json:
    calls = asked.form.tool and not completion.refusal
    message: Json = {
        "role": "assistant",
        "content": None if completion.refusal or calls else completion.text,
        "refusal": completion.refusal,
    }
    finish = completion.finish
    if calls:
        function: Json = {"name": asked.form.name, "arguments": completion.text}
        call: Json = {
            "id": f"call_simulated_{completion.number}",
            "type": "function",
            "function": function,
        }
        message["tool_calls"] = [call]
        finish = server.tool_finish if finish == "stop" else finish
    choice: Json = {"index": 0, "message": message, "logprobs": None, "finish_reason": finish}
    usage: Json = {
        "prompt_tokens": completion.input_tokens,
        "completion_tokens": completion.output_tokens,
        "total_tokens": completion.input_tokens + completion.output_tokens,
    }
    if server.cache != "silent":
        usage["prompt_tokens_details"] = _cache_details(completion, server)
        usage["completion_tokens_details"] = {"reasoning_tokens": 0}
    return {
        "id": f"chatcmpl-simulated-{completion.number}",
        "object": "chat.completion",
        "created": _CREATED + completion.number,
        "model": completion.model,
        "system_fingerprint": "fp_simulator",
        "service_tier": asked.tier,
        "choices": [choice],
        "usage": usage,
    }


def _responses(asked: ModelRequest, completion: Completion, server: Server) -> Json:
    cut = _INCOMPLETE.get(completion.finish)
    failed = completion.finish == "failed"
    thought: Json = {"id": f"rs_simulated_{completion.number}", "type": "reasoning", "summary": []}
    usage: Json = {
        "input_tokens": completion.input_tokens,
        "input_tokens_details": _cache_details(completion, server),
        "output_tokens": completion.output_tokens,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": completion.input_tokens + completion.output_tokens,
    }
    error: Json = {"code": "server_error", "message": "the model failed"}
    return {
        "id": f"resp_simulated_{completion.number}",
        "object": "response",
        "created_at": _CREATED + completion.number,
        "status": "failed" if failed else "incomplete" if cut else "completed",
        "error": error if failed else None,
        "incomplete_details": {"reason": cut} if cut else None,
        "instructions": None,
        "metadata": {},
        "model": completion.model,
        "output": [] if failed else [thought, _output(asked, completion, cut)],
        "parallel_tool_calls": False,
        "service_tier": asked.tier,
        "store": False,
        "tool_choice": "auto",
        "tools": [],
        "usage": usage,
    }


def _output(asked: ModelRequest, completion: Completion, cut: str | None) -> Json:
    status = "incomplete" if cut else "completed"
    if asked.form.tool and not completion.refusal:
        return {
            "id": f"fc_simulated_{completion.number}",
            "type": "function_call",
            "status": status,
            "call_id": f"call_simulated_{completion.number}",
            "name": asked.form.name,
            "arguments": completion.text,
        }
    said: Json = {"type": "output_text", "text": completion.text, "annotations": []}
    if completion.refusal:
        said = {"type": "refusal", "refusal": completion.refusal}
    content: list[JsonValue] = [said]
    message: Json = {
        "id": f"msg_simulated_{completion.number}",
        "type": "message",
        "status": status,
        "role": "assistant",
        "content": content,
    }
    return {**message, "phase": completion.phase} if completion.phase else message


def _cache_details(completion: Completion, server: Server) -> Json:
    details: Json = {"cached_tokens": completion.cached_tokens}
    if server.cache == "marked":
        details["cache_write_tokens"] = completion.cache_write_tokens
    return details
