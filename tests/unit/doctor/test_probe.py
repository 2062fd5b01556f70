"""The probe tells apart what servers enforce, accept and refuse, and names the setting."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Literal

import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from screening.doctor.check import Check, State
from screening.doctor.probe import probe
from screening.model import AssessorKind
from screening.settings import ModelSettings
from screening.simulators.server import serve

NOW = datetime(2026, 11, 21, tzinfo=UTC)
Care = Literal["enforced", "accepted", "refused"]
Body = dict[str, Any]


class Server:
    """A model's server with a will of its own about each thing that it may be asked for."""

    def __init__(
        self,
        *,
        schema: Care = "enforced",
        tool: Care = "enforced",
        json_object: Care = "accepted",
        refuses: Callable[[Body], str | None] = lambda _: None,
        usage: bool = True,
        logprobs: bool = False,
        says: str | None = None,
    ) -> None:
        self.care: dict[str, Care] = {
            "json_schema": schema,
            "tool": tool,
            "json_object": json_object,
        }
        self.refuses = refuses
        self.says = says
        self.usage = usage
        self.logprobs = logprobs
        self.bodies: list[Body] = []
        paths = ("/v1/chat/completions", "/v1/responses")
        self.app = Starlette(routes=[Route(path, self.answer, methods=["POST"]) for path in paths])

    async def answer(self, request: Request) -> Response:
        body = await request.json()
        self.bodies.append(body)
        form = asked_form(body)
        care = self.care.get(form, "accepted")
        no = self.refuses(body) or (f"{form} is not supported" if care == "refused" else None)
        if no is not None:
            return JSONResponse({"error": {"message": no, "type": "invalid_request_error"}}, 400)
        word = "alpha" if care == "enforced" else "banana"
        text = self.says or f'{{"word": "{word}"}}'
        whole = chat(body, text) if "messages" in body else response(body, text)
        if self.logprobs:
            whole["choices"][0]["logprobs"] = {"content": [{"token": "a"}]}
        return JSONResponse(whole if self.usage else {**whole, "usage": None})


def asked_form(body: Body) -> str:
    if "tools" in body:
        return "tool"
    form = body.get("response_format") or body.get("text", {}).get("format") or {}
    return str(form.get("type", "plain"))


def chat(body: Body, text: str) -> Body:
    message: Body = {"role": "assistant", "content": text}
    if "tools" in body:
        function = {"name": "probe", "arguments": text}
        message |= {"content": None, "tool_calls": [{"type": "function", "function": function}]}
    usage = {"prompt_tokens": 9, "completion_tokens": 3}
    return {
        "model": "m",
        "choices": [{"finish_reason": "stop", "message": message}],
        "usage": usage,
    }


def response(body: Body, text: str) -> Body:
    item: Body = {"type": "message", "content": [{"type": "output_text", "text": text}]}
    if "tools" in body:
        item = {"type": "function_call", "name": "probe", "arguments": text}
    usage = {"input_tokens": 9, "output_tokens": 3}
    return {"model": "m", "status": "completed", "output": [item], "usage": usage}


async def probed(server: Server, **settings: Any) -> list[Check]:
    async with serve(server.app) as address:
        model = ModelSettings(
            kind=AssessorKind.LLM,
            base_url=f"{address}/v1",
            name="m",
            key=SecretStr("key"),
            **settings,
        )
        return [check async for check in probe(model, clock=lambda: NOW)]


def about(checks: list[Check], word: str) -> Check:
    (found,) = [check for check in checks if check.says.startswith(word)]
    return found


@pytest.mark.parametrize(
    ("care", "state", "setting"),
    [
        (("enforced", "enforced"), State.OK, 'answer_form = "json_schema"'),
        (("accepted", "enforced"), State.OK, 'answer_form = "tool"'),
        (("refused", "enforced"), State.OK, 'answer_form = "tool"'),
        (("accepted", "accepted"), State.WARN, 'answer_form = "json_object"'),
        (("refused", "refused"), State.WARN, 'answer_form = "json_object"'),
    ],
)
@pytest.mark.parametrize("api", ["chat", "responses"])
async def test_enforced_accepted_and_refused_forms_are_told_apart(
    api: str, care: tuple[Care, Care], state: State, setting: str
) -> None:
    schema, tool = care
    form = about(await probed(Server(schema=schema, tool=tool), api=api), "form")
    words = {"enforced": "is enforced", "accepted": "not enforced", "refused": "not supported"}
    assert words[schema] in form.says.partition("tool")[0]
    assert form.state is state
    assert setting in form.says


async def test_a_server_that_takes_no_form_at_all_is_asked_in_plain_words() -> None:
    server = Server(schema="refused", tool="refused", json_object="refused")
    form = about(await probed(server), "form")
    assert 'answer_form = "plain"' in form.says
    assert "trust_loose_form" in form.says


async def test_a_healthy_server_leads_to_one_line_for_each_thing() -> None:
    checks = await probed(Server(logprobs=True))
    assert [check.says.partition(":")[0] for check in checks] == [
        "limit",
        "store",
        "usage",
        "form",
        "a second system message",
        "logprobs",
    ]
    assert {check.state for check in checks} == {State.OK}
    assert "logprobs: given" in checks[-1].says


async def test_the_older_name_of_the_limit_is_found() -> None:
    def old(body: Body) -> str | None:
        return "Unsupported parameter" if "max_completion_tokens" in body else None

    checks = await probed(Server(refuses=old))
    limit = about(checks, "limit")
    assert limit.state is State.WARN
    assert 'token_limit_name = "max_tokens"' in limit.says
    assert about(checks, "form").state is State.OK


async def test_a_server_that_refuses_to_keep_nothing_fails() -> None:
    server = Server(refuses=lambda body: "Unknown name: store" if "store" in body else None)
    (store,) = await probed(server)
    assert store.state is State.FAIL
    assert "refuses store = false" in store.says


async def test_a_server_that_refuses_everything_fails_with_its_hint() -> None:
    (check,) = await probed(Server(refuses=lambda _: "no such model"))
    assert check.state is State.FAIL
    assert "model.name" in check.says


async def test_tokens_that_are_not_counted_are_warned_of() -> None:
    assert about(await probed(Server(usage=False)), "usage").state is State.WARN


async def test_a_second_system_message_and_logprobs_may_be_refused() -> None:
    def picky(body: Body) -> str | None:
        roles = [message["role"] for message in body["messages"]]
        return "no" if roles.count("system") > 1 or "logprobs" in body else None

    checks = await probed(Server(refuses=picky))
    assert "refused" in about(checks, "a second system message").says
    assert "refused" in about(checks, "logprobs").says


async def test_prose_where_a_form_was_asked_for_is_no_enforcement() -> None:
    form = about(await probed(Server(says="A banana, of course.")), "form")
    assert form.says.count("accepted, but not enforced") == 2


async def test_words_around_the_right_answer_are_no_enforcement() -> None:
    form = about(await probed(Server(says='Of course: {"word": "alpha"}')), "form")
    assert form.says.count("accepted, but not enforced") == 2


@pytest.mark.parametrize("setting", [{"explicit_cache": True}, {"service_tier": "flex"}])
async def test_an_option_that_the_server_refuses_is_found(setting: dict[str, Any]) -> None:
    def plain(body: Body) -> str | None:
        extra = {"prompt_cache_options", "service_tier"} & body.keys()
        return f"Unknown parameter: {extra.pop()}" if extra else None

    (check,) = await probed(Server(refuses=plain), **setting)
    assert check.state is State.FAIL
    assert f"model.{next(iter(setting))}" in check.says


async def test_an_answer_that_was_cut_off_leaves_its_form_unknown() -> None:
    class Cut(Server):
        async def answer(self, request: Request) -> Response:
            whole = chat(await request.json(), "")
            whole["choices"][0]["finish_reason"] = "length"
            return JSONResponse(whole)

    form = about(await probed(Cut()), "form")
    assert form.state is State.WARN
    assert form.says.count("not found out") == 3


async def test_a_server_that_fails_in_between_leaves_its_form_unknown() -> None:
    class Failing(Server):
        async def answer(self, request: Request) -> Response:
            if self.bodies:
                return Response(status_code=503)
            return await super().answer(request)

    form = about(await probed(Failing()), "form")
    assert form.says.count("not found out") == 3
    assert 'answer_form = "plain"' not in form.says


async def test_nothing_is_kept_and_nothing_is_said_but_made_up_words() -> None:
    server = Server()
    await probed(server)
    assert len(server.bodies) <= 8
    assert all(body["store"] is False for body in server.bodies)


async def test_a_server_that_is_not_there_fails_at_once() -> None:
    model = ModelSettings(
        base_url="http://127.0.0.1:9/v1", kind=AssessorKind.LLM, name="m", key=SecretStr("key")
    )
    (check,) = [check async for check in probe(model, clock=lambda: NOW)]
    assert check.state is State.FAIL
    assert "model.base_url" in check.says


async def test_the_baseline_has_no_server_to_ask() -> None:
    model = ModelSettings(kind=AssessorKind.KEYWORD_BASELINE)
    (check,) = [check async for check in probe(model, clock=lambda: NOW)]
    assert check.state is State.WARN
