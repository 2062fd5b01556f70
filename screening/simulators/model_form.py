"""How the form of an answer is asked for: a schema, a tool that must be called, JSON, or not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import JsonValue

from screening.simulators.model_schema import Json, check_strict, parts
from screening.simulators.model_servers import BadRequest, Care, Door, Server

FormKind = Literal["json_schema", "tool", "json_object", "plain"]

_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class AskedForm:
    """The form that one request asks for."""

    kind: FormKind = "plain"
    name: str = ""
    schema: Json | None = None
    care: Care = Care.IGNORED
    """What the server does about it; never ``REFUSED``, for then there is no request."""

    @property
    def tool(self) -> bool:
        """Whether the answer comes as the call of a tool."""
        return self.kind == "tool" and self.care is Care.ENFORCED


def asked_form(door: Door, members: Json, said: str, server: Server) -> AskedForm:
    """Read and check the form; ``said`` is the text of all messages."""
    form = _tool(door, members, server) or _format(door, members, server)
    if form.kind == "json_object" and server.wants_the_word_json and "json" not in said.lower():
        raise BadRequest("the messages must say JSON to use json_object", param="response_format")
    return form


def _format(door: Door, members: Json, server: Server) -> AskedForm:
    param, wanted, declared = _declared(door, members)
    kind = wanted.get("type", "text")
    if kind == "text":
        return AskedForm()
    if kind == "json_object":
        return AskedForm("json_object", care=_cared(server.json_object, kind, param))
    if kind != "json_schema":
        raise BadRequest(f"the format {kind!r} is unknown", param=param)
    care = Care.ENFORCED if door == "responses" else server.schema
    schema = _checked(declared, "schema", server, param)
    return AskedForm("json_schema", str(declared["name"]), schema, _cared(care, kind, param))


def _declared(door: Door, members: Json) -> tuple[str, Json, Json]:
    """Return the member's name, the format, and what it declares; the doors nest it differently."""
    if door == "chat":
        param, wanted = "response_format", members.get("response_format")
        declared = wanted.get("json_schema") if isinstance(wanted, dict) else None
    else:
        param, text = "text.format", members.get("text")
        wanted = declared = text.get("format") if isinstance(text, dict) else None
    return param, _object(wanted), _object(declared)


def _tool(door: Door, members: Json, server: Server) -> AskedForm | None:
    tools, choice = members.get("tools"), members.get("tool_choice")
    if not isinstance(tools, list) or not tools:
        if choice is not None:
            raise BadRequest("a tool choice needs tools", param="tool_choice")
        return None
    offered = [_function(door, tool) for tool in tools]
    named = _function(door, choice).get("name") if isinstance(choice, dict) else None
    tool = next((one for one in offered if one.get("name") == named), offered[0])
    schema = _checked(tool, "parameters", server, "tools")
    if named is not None and tool.get("name") != named:
        raise BadRequest("the tool that must be called is not offered", param="tool_choice")
    if named is None and choice != "required":
        return None
    return AskedForm("tool", str(tool["name"]), schema, _cared(server.tools, "tools", "tools"))


def _function(door: Door, tool: JsonValue) -> Json:
    found = _object(tool)
    return _object(found.get("function")) if door == "chat" else found


def _checked(declared: Json, member: str, server: Server, param: str) -> Json:
    schema, name = declared.get(member), declared.get("name")
    if not isinstance(schema, dict):
        raise BadRequest("a schema is required", param=param)
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise BadRequest("the schema needs a name of letters, digits, _ and -", param=param)
    strict = declared.get("strict") is True
    if server.strict == "required" and not strict:
        raise BadRequest("strict must be true", param=param)
    if strict and server.strict != "ignored":
        check_strict(schema, param)
    if server.no_schema_keyword and any("$schema" in part for _, part in parts(schema, "")):
        raise BadRequest('Unknown name "$schema": cannot find field', param=param)
    return schema


def _cared(care: Care, asked: str, param: str) -> Care:
    if care is Care.REFUSED:
        raise BadRequest(f"{asked} is unavailable now", param=param)
    return care


def _object(value: JsonValue) -> Mapping[str, JsonValue]:
    return value if isinstance(value, dict) else {}
