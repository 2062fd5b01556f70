"""How the servers that call themselves OpenAI-compatible differ, as a table.

Each row says what was reported of one server, so that a client can be tried against all of them.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

Door = Literal["chat", "responses"]


class BadRequest(ValueError):
    """The request is refused with 400; ``param`` names the member at fault."""

    def __init__(self, message: str, *, param: str) -> None:
        super().__init__(message)
        self.param = param


class Manner(StrEnum):
    """Which server the simulator behaves like."""

    OPENAI = "openai"
    """The strictest: everything is checked, and the form is enforced."""
    AZURE = "azure"
    """As OpenAI; a service tier that the model lacks is refused."""
    VLLM = "vllm"
    """Enforces the form, but takes only one system message, and that first."""
    OLLAMA = "ollama"
    """Enforces the form; ``strict`` means nothing to it."""
    OLLAMA_CLOUD = "ollama_cloud"
    """Accepts the form and does not enforce it."""
    LLAMACPP = "llamacpp"
    """Enforces the form and silently skips keywords that it does not know."""
    ANTHROPIC_COMPAT = "anthropic_compat"
    """Takes the form only as strict."""
    GEMINI_COMPAT = "gemini_compat"
    """Rejects ``$schema``, and members that it does not know."""
    GEMINI_NO_STORE = "gemini_no_store"
    """As that was reported in April 2026: ``store`` is one of the members it does not know."""
    DEEPSEEK = "deepseek"
    """Chat rejects the form; its Responses door enforces it."""
    OLD = "old"
    """Knows ``max_tokens``, and no form, tool, tier or cache."""


class Care(StrEnum):
    """What a server does with a thing that it is asked for."""

    ENFORCED = "enforced"
    IGNORED = "ignored"
    """Accepted, and without effect."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Server:
    """What is special about one server."""

    schema: Care = Care.ENFORCED
    """``json_schema`` at the chat door."""
    strict: Literal["checked", "ignored", "required"] = "ignored"
    """What ``strict`` means: strict rules are checked, nothing, or no schema goes without it."""
    tools: Care = Care.ENFORCED
    json_object: Care = Care.ENFORCED
    wants_the_word_json: bool = False
    """Whether ``json_object`` is refused when no message says JSON."""
    doors: frozenset[Door] = frozenset({"chat", "responses"})
    needs_key: bool = False
    needs_store_false: bool = False
    """Whether the caller must say that nothing may be kept. ``store: true`` is refused by all."""
    one_system_message: bool = False
    refused: frozenset[str] = frozenset()
    """Members that it refuses, known or not."""
    known_only: bool = False
    """Whether it refuses members that it does not know."""
    no_schema_keyword: bool = False
    """Whether ``$schema`` is refused."""
    tiers: frozenset[str] | None = None
    """The service tiers that it accepts; ``None``: any, without effect."""
    cache: Literal["marked", "counted", "silent"] = "counted"
    """Whether it heeds marks, only counts what it finds again, or says nothing of its cache."""
    errors: Literal["openai", "google", "numbered"] = "openai"
    """The shape of an error: OpenAI's, Google's list of one, or with the status as its code."""
    tool_finish: Literal["stop", "tool_calls"] = "tool_calls"
    """What ends an answer that calls the tool it had to call."""


SAMPLING = frozenset(
    {"temperature", "top_p", "presence_penalty", "frequency_penalty", "logit_bias", "logprobs"}
)
"""What models that reason refuse."""

_OPENAI = Server(
    strict="checked",
    wants_the_word_json=True,
    needs_key=True,
    needs_store_false=True,
    refused=SAMPLING | {"max_tokens"},
    known_only=True,
    tiers=frozenset({"auto", "default", "flex", "scale", "priority", "fast"}),
    cache="marked",
    tool_finish="stop",
)
_GEMINI = Server(
    doors=frozenset({"chat"}),
    needs_key=True,
    known_only=True,
    refused=frozenset({"prompt_cache_options", "prompt_cache_key", "presence_penalty"}),
    no_schema_keyword=True,
    errors="google",
)

SERVERS: dict[Manner, Server] = {
    Manner.OPENAI: _OPENAI,
    Manner.AZURE: replace(_OPENAI, tiers=frozenset({"auto", "default", "priority"})),
    Manner.VLLM: Server(one_system_message=True, errors="numbered"),
    Manner.OLLAMA: Server(cache="silent"),
    Manner.OLLAMA_CLOUD: Server(
        schema=Care.IGNORED,
        tools=Care.IGNORED,
        json_object=Care.IGNORED,
        needs_key=True,
        cache="silent",
    ),
    Manner.LLAMACPP: Server(errors="numbered", cache="silent"),
    Manner.ANTHROPIC_COMPAT: Server(
        strict="required",
        json_object=Care.IGNORED,
        doors=frozenset({"chat"}),
        needs_key=True,
        cache="silent",
    ),
    Manner.GEMINI_COMPAT: _GEMINI,
    Manner.GEMINI_NO_STORE: replace(_GEMINI, refused=_GEMINI.refused | {"store"}),
    Manner.DEEPSEEK: Server(schema=Care.REFUSED, wants_the_word_json=True, needs_key=True),
    Manner.OLD: Server(
        schema=Care.REFUSED,
        tools=Care.REFUSED,
        json_object=Care.REFUSED,
        doors=frozenset({"chat"}),
        needs_key=True,
        refused=frozenset(
            {
                "max_completion_tokens",
                "reasoning_effort",
                "service_tier",
                "prompt_cache_key",
                "prompt_cache_options",
            }
        ),
        cache="silent",
    ),
}
