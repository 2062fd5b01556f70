"""A write is sent once, and only a definite answer counts as one."""

import json
from collections.abc import AsyncIterator, Callable

import httpx
import pytest

from screening.ats.answers import Endpoint
from screening.ats.http import AtsClient
from screening.errors import (
    Gone,
    KeyRejected,
    OutcomeUnknown,
    RateLimited,
    Refused,
    ScopeMissing,
    ScreeningError,
    Unreachable,
)

Answer = httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]

POST = Endpoint("POST", "/v1/candidacies/{candidacy}/timeline-comments", "candidacy:write")
BODY = {"body": "見本 一郎さんの書類"}


class BrokenOff(httpx.AsyncByteStream):
    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b'{"id": '
        raise httpx.RemoteProtocolError("incomplete chunked read")


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(201, json={"id": "m1"}),
        httpx.Response(200, content=b""),
        httpx.Response(204),
        httpx.Response(200, content=b"done"),
        httpx.Response(202, content=b'{"id"'),
    ],
)
async def test_any_success_with_any_body_is_accepted(
    client: AtsClient, answers: list[Answer], answer: httpx.Response
) -> None:
    answers.append(answer)
    await client.write(POST, BODY, candidacy="c1")


async def test_what_is_sent_is_json_in_utf8_on_a_connection_of_its_own(
    client: AtsClient, answers: list[Answer], sent: list[httpx.Request]
) -> None:
    answers.append(httpx.Response(201))
    await client.write(POST, BODY, candidacy="c1")
    assert json.loads(sent[0].content) == BODY
    assert sent[0].headers["content-type"] == "application/json"
    assert sent[0].method == "POST"


@pytest.mark.parametrize(
    ("answer", "error", "said"),
    [
        (httpx.Response(400, json={"message": "見本"}), Refused, "400"),
        (httpx.Response(409), Refused, "409"),
        (httpx.Response(413), Refused, "413"),
        (httpx.Response(422), Refused, "not applied"),
        (httpx.Response(401), KeyRejected, "HERP_KEY_ACME"),
        (httpx.Response(403), ScopeMissing, "candidacy:write"),
        (httpx.Response(404), Gone, "404"),
        (httpx.Response(429), RateLimited, "used up"),
        (httpx.Response(429, headers={"retry-after": "3"}), RateLimited, "used up"),
        (httpx.ConnectError("見本"), Unreachable, "could not be sent"),
        (httpx.ConnectTimeout("見本"), Unreachable, "could not be sent"),
        (httpx.PoolTimeout("見本"), Unreachable, "could not be sent"),
        (httpx.ProxyError("見本"), Unreachable, "could not be sent"),
        (httpx.Response(408), OutcomeUnknown, "408"),
        (httpx.Response(500), OutcomeUnknown, "500"),
        (httpx.Response(502), OutcomeUnknown, "502"),
        (httpx.Response(504), OutcomeUnknown, "504"),
        (httpx.Response(302, headers={"location": "/login"}), OutcomeUnknown, "302"),
        (httpx.Response(200, html="<h1>見本</h1>"), OutcomeUnknown, "web page"),
        (httpx.Response(200, stream=BrokenOff()), OutcomeUnknown, "no whole answer"),
        (httpx.Response(200, headers={"content-length": "999999999"}), OutcomeUnknown, "whole"),
        (httpx.ReadTimeout("見本"), OutcomeUnknown, "ReadTimeout"),
        (httpx.WriteTimeout("見本"), OutcomeUnknown, "WriteTimeout"),
        (httpx.ReadError("見本"), OutcomeUnknown, "ReadError"),
        (httpx.WriteError("見本"), OutcomeUnknown, "WriteError"),
        (httpx.RemoteProtocolError("見本"), OutcomeUnknown, "RemoteProtocolError"),
        (TimeoutError("見本"), OutcomeUnknown, "TimeoutError"),
    ],
)
async def test_a_write_is_sent_once_and_its_end_is_named(
    client: AtsClient,
    answers: list[Answer],
    sent: list[httpx.Request],
    answer: httpx.Response | Exception,
    error: type[ScreeningError],
    said: str,
) -> None:
    answers.append(answer)
    with pytest.raises(error, match=said) as caught:
        await client.write(POST, BODY, candidacy="c1")
    assert len(sent) == 1
    assert "見本" not in str(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


async def test_a_limit_met_by_a_write_holds_back_the_next_write(
    client: AtsClient, answers: list[Answer], sent: list[httpx.Request]
) -> None:
    answers.append(httpx.Response(429, headers={"retry-after": "600"}))
    for _ in range(2):
        with pytest.raises(RateLimited):
            await client.write(POST, BODY, candidacy="c1")
    assert len(sent) == 1


async def test_half_a_character_does_not_break_a_write(
    client: AtsClient, answers: list[Answer], sent: list[httpx.Request]
) -> None:
    answers.append(httpx.Response(201))
    await client.write(POST, {"body": "a\ud800b"}, candidacy="c1")
    assert json.loads(sent[0].content) == {"body": "a?b"}
