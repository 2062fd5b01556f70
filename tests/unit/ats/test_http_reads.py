"""What becomes of a read for every way in which an ATS can answer, or not answer."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from screening.ats.answers import Endpoint
from screening.ats.http import AtsClient
from screening.ats.pacing import WindowPace
from screening.errors import (
    Busy,
    ContractDrift,
    Gone,
    KeyRejected,
    RateLimited,
    ScopeMissing,
    Unreachable,
)

Answer = httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]

ONE = Endpoint("GET", "/v1/candidacies/{candidacy}", "candidacy:read")
LIST = Endpoint("GET", "/v1/candidacies", "candidacy:read")


class BrokenOff(httpx.AsyncByteStream):
    """A body that ends before its end."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b'{"id": "c1", '
        raise httpx.RemoteProtocolError("incomplete chunked read")


def broken_off() -> httpx.Response:
    return httpx.Response(200, stream=BrokenOff())


def page() -> httpx.Response:
    return httpx.Response(200, html="<h1>Sign in, 見本 一郎</h1>")


async def test_a_read_carries_the_key_and_names_itself(
    client: AtsClient, answers: list[Answer], sent: list[httpx.Request]
) -> None:
    answers.append(httpx.Response(200, json={"id": "c1"}))
    assert await client.read(ONE, candidacy="c1") == {"id": "c1"}
    assert sent[0].headers["authorization"] == "Bearer key-of-acme"
    assert sent[0].headers["user-agent"] == "document-screening/test"
    assert sent[0].url == "https://ats.example/hire/v1/candidacies/c1"


PASSING: dict[str, Callable[[], httpx.Response | Exception]] = {
    "500": lambda: httpx.Response(500),
    "503": lambda: httpx.Response(503),
    "408": lambda: httpx.Response(408),
    "slow": lambda: httpx.ReadTimeout("slow"),
    "dropped": lambda: httpx.RemoteProtocolError("gone"),
    "refused": lambda: httpx.ConnectError("refused"),
    "broken off": broken_off,
    "half an object": lambda: httpx.Response(200, content=b'{"id": '),
    "nothing": lambda: httpx.Response(200, content=b""),
    "no text": lambda: httpx.Response(200, content=b"\xff\xfe\x00"),
    "bad zip": lambda: httpx.Response(
        200, headers={"content-encoding": "gzip"}, stream=httpx.ByteStream(b"{}")
    ),
    "too deep": lambda: httpx.Response(200, content=b"[" * 200_000),
}


@pytest.mark.parametrize("name", PASSING)
async def test_a_passing_fault_of_a_read_is_tried_again(
    client: AtsClient, answers: list[Answer], name: str
) -> None:
    fault = PASSING[name]
    answers += [fault(), fault(), httpx.Response(200, json={"id": "c1"})]
    assert await client.read(ONE, candidacy="c1") == {"id": "c1"}


LASTING: dict[str, tuple[Callable[[], httpx.Response | Exception], type[Exception], str]] = {
    "500": (lambda: httpx.Response(500, headers={"x-request-id": "r-1"}), Busy, "500.*r-1"),
    "slow": (lambda: httpx.ReadTimeout("見本 一郎"), Busy, "ReadTimeout"),
    "refused": (lambda: httpx.ConnectError("見本 一郎"), Unreachable, "network"),
    "no connection": (lambda: httpx.ConnectTimeout("見本 一郎"), Unreachable, "not be sent"),
    "no place": (lambda: httpx.PoolTimeout("見本 一郎"), Unreachable, "not be sent"),
    "broken off": (broken_off, Busy, "no whole answer"),
    "malformed": (lambda: httpx.Response(200, content=b'{"name": "\xe8'), Busy, "unreadable JSON"),
}


@pytest.mark.parametrize("name", LASTING)
async def test_a_lasting_fault_of_a_read_is_transient_and_says_no_more_than_it_may(
    client: AtsClient, answers: list[Answer], name: str
) -> None:
    fault, error, said = LASTING[name]
    answers += [fault() for _ in range(3)]
    with pytest.raises(error, match=said) as caught:
        await client.read(ONE, candidacy="c1")
    assert "GET /v1/candidacies/{candidacy}" in str(caught.value)
    assert "見本" not in str(caught.value)
    assert "c1" not in str(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


@pytest.mark.parametrize(
    ("answer", "error", "said"),
    [
        (httpx.Response(401, json={"message": "x"}), KeyRejected, "HERP_KEY_ACME.*new key"),
        (httpx.Response(403), ScopeMissing, "HERP_KEY_ACME lacks the scope candidacy:read"),
        (httpx.Response(404), Gone, "404"),
        (httpx.Response(410), Gone, "410"),
        (httpx.Response(400), ContractDrift, "400"),
        (httpx.Response(409), ContractDrift, "409"),
        (httpx.Response(302, headers={"location": "https://x.example/"}), ContractDrift, "base"),
        (page(), ContractDrift, "web page"),
    ],
)
async def test_a_definite_answer_to_a_read_is_final(
    client: AtsClient,
    answers: list[Answer],
    answer: httpx.Response,
    error: type[Exception],
    said: str,
) -> None:
    answers.append(answer)
    with pytest.raises(error, match=said) as caught:
        await client.read(ONE, candidacy="c1")
    assert "見本" not in str(caught.value)


async def test_a_list_that_is_not_found_points_at_the_base_address(
    client: AtsClient, answers: list[Answer]
) -> None:
    answers.append(httpx.Response(404))
    with pytest.raises(ContractDrift, match="base address"):
        await client.read(LIST)


async def test_a_request_id_that_is_not_one_is_not_shown(
    client: AtsClient, answers: list[Answer]
) -> None:
    answers.append(httpx.Response(404, headers={"x-request-id": "Taro Mihon <a@example.com>"}))
    with pytest.raises(Gone) as caught:
        await client.read(ONE, candidacy="c1")
    assert "Mihon" not in str(caught.value)


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"retry-after": "20"}, 21.0),
        ({"retry-after": "Wed, 04 Nov 2026 03:00:20 GMT"}, 21.0),
        ({"x-reset-at": "2026-11-04T12:00:30+09:00"}, 31.0),
        ({}, 61.0),
    ],
)
async def test_a_limit_that_ends_soon_is_waited_out_by_a_read(
    client: AtsClient,
    answers: list[Answer],
    slept: list[float],
    headers: dict[str, str],
    wait: float,
) -> None:
    answers += [httpx.Response(429, headers=headers), httpx.Response(200, json={})]
    assert await client.read(LIST) == {}
    assert sum(slept) == wait


async def test_a_limit_that_lasts_is_handed_back_with_its_end(
    client: AtsClient, answers: list[Answer], slept: list[float]
) -> None:
    answers.append(httpx.Response(429, headers={"retry-after": "300"}))
    with pytest.raises(RateLimited) as caught:
        await client.read(LIST)
    assert caught.value.until == datetime(2026, 11, 4, 3, 5, 1, tzinfo=UTC)
    assert not slept


async def test_two_limits_in_a_row_are_handed_back(
    client: AtsClient, answers: list[Answer]
) -> None:
    answers += [httpx.Response(429, headers={"retry-after": "5"})] * 2
    with pytest.raises(RateLimited):
        await client.read(LIST)


async def test_after_a_limit_nothing_is_sent_before_its_end(
    client: AtsClient, answers: list[Answer], sent: list[httpx.Request]
) -> None:
    answers.append(httpx.Response(429, headers={"retry-after": "300"}))
    for _ in range(3):
        with pytest.raises(RateLimited):
            await client.read(LIST)
    assert len(sent) == 1


async def test_the_pace_learns_from_every_answer(
    client: AtsClient, answers: list[Answer], pace: WindowPace
) -> None:
    headers = {"x-remaining-request": "10", "x-reset-at": "2026-11-04T12:00:40+09:00"}
    answers.append(httpx.Response(404, headers=headers))
    with pytest.raises(Gone):
        await client.read(ONE, candidacy="c1")
    assert await pace.book() == timedelta(seconds=41)


async def test_every_request_is_observed_by_its_template(
    client: AtsClient, answers: list[Answer], observed: list[tuple[str, str, int | None]]
) -> None:
    answers += [httpx.ReadTimeout("slow"), httpx.Response(200, json={})]
    await client.read(ONE, candidacy="c1")
    path = "/v1/candidacies/{candidacy}"
    assert observed == [("GET", path, None), ("GET", path, 200)]


@pytest.mark.parametrize(
    ("id", "path"),
    [
        ("a/../b", "/hire/v1/candidacies/a%2F..%2Fb"),
        ("x?status=active", "/hire/v1/candidacies/x%3Fstatus%3Dactive"),
        ("応募", "/hire/v1/candidacies/%E5%BF%9C%E5%8B%9F"),
    ],
)
async def test_an_id_never_leads_to_another_end_point(
    client: AtsClient, answers: list[Answer], sent: list[httpx.Request], id: str, path: str
) -> None:
    answers.append(httpx.Response(404))
    with pytest.raises(Gone):
        await client.read(ONE, candidacy=id)
    assert sent[0].url.raw_path == path.encode()


@pytest.mark.parametrize("id", ["", ".", ".."])
async def test_an_id_that_names_nothing_is_not_sent(client: AtsClient, id: str) -> None:
    with pytest.raises(Gone):
        await client.read(ONE, candidacy=id)


async def test_an_endless_answer_is_cut_off(client: AtsClient, answers: list[Answer]) -> None:
    answers.append(httpx.Response(200, headers={"content-length": str(99 * 1024 * 1024)}))
    with pytest.raises(ContractDrift, match="endless"):
        await client.read(LIST)
