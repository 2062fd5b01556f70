"""What a client refuses before it sends anything, and its deadlines."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import httpx
import pytest
from pydantic import SecretStr

from screening.ats.answers import Endpoint
from screening.ats.http import AtsClient, Timeouts
from screening.ats.pacing import WindowPace
from screening.errors import Busy, Misconfigured, OutcomeUnknown, RateLimited, Unreachable
from screening.model import TenantId
from screening.ports import Clock, Pace

LIST = Endpoint("GET", "/v1/candidacies", "candidacy:read")
POST = Endpoint("POST", "/v1/candidacies/{candidacy}/timeline-comments", "candidacy:write")
OK = httpx.Response(200, json={})


class LostPace:
    """A shared pace whose store is gone for some of its calls."""

    def __init__(self, *, booking: bool) -> None:
        self._booking = booking

    async def book(self) -> timedelta:
        if self._booking:
            return timedelta(0)
        raise Unreachable("no store")

    async def learn(self, *, remaining: int | None, reset_at: datetime | None) -> None:
        raise Unreachable(f"no store for {remaining}, {reset_at}")

    async def pause(self, until: datetime) -> None:
        raise Unreachable(f"no store for {until}")


class Server:
    """Gives one answer to everything and keeps what arrived."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer = answer
        self.sent: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(request)
        return self.answer


@pytest.fixture
def make(clock: Clock) -> Callable[..., AtsClient]:
    def made(
        url: str = "https://ats.example/hire",
        key: str = "key",
        pace: Pace | None = None,
        timeouts: Timeouts | None = None,
        answer: Callable[[httpx.Request], httpx.Response] = lambda _: OK,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> AtsClient:
        return AtsClient(
            url,
            SecretStr(key),
            tenant=TenantId("acme"),
            pace=pace or WindowPace(clock),
            clock=clock,
            user_agent="test",
            timeouts=timeouts,
            transport=transport or httpx.MockTransport(answer),
        )

    return made


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ats.example/hire",
        "http://ats.example/hire",
        "ftp://ats.example",
        "https://user:secret@ats.example/hire",
        "https://ats.example/hire?x=1",
        "https://ats.example/#x",
        "https://[bad",
        "https://ats.example:port",
    ],
)
def test_an_unusable_base_address_is_named_before_anything_is_sent(
    make: Callable[..., AtsClient], url: str
) -> None:
    with pytest.raises(Misconfigured, match="tenant acme") as caught:
        make(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8801/hire/", "http://localhost/hire"])
async def test_this_machine_may_be_asked_without_encryption(
    make: Callable[..., AtsClient], url: str
) -> None:
    server = Server(OK)
    client = make(url, answer=server)
    await client.read(LIST)
    await client.close()
    assert [request.url.path for request in server.sent] == ["/hire/v1/candidacies"]


@pytest.mark.parametrize("key", ["", "ｋｅｙ", "key\n", "key with space"])
def test_a_key_that_no_header_can_carry_is_refused_and_not_shown(
    make: Callable[..., AtsClient], key: str
) -> None:
    with pytest.raises(Misconfigured, match="the ATS key of tenant acme") as caught:
        make(key=key)
    assert not key or key not in str(caught.value)


async def test_without_the_shared_pace_nothing_is_sent(make: Callable[..., AtsClient]) -> None:
    server = Server(OK)
    client = make(pace=LostPace(booking=False), answer=server)
    with pytest.raises(Unreachable):
        await client.read(LIST)
    with pytest.raises(Unreachable):
        await client.write(POST, {}, candidacy="c1")
    await client.close()
    assert not server.sent


async def test_an_answer_is_not_lost_when_the_pace_cannot_be_told(
    make: Callable[..., AtsClient],
) -> None:
    client = make(pace=LostPace(booking=True))
    assert await client.write(POST, {}, candidacy="c1") == {}
    await client.close()


async def test_a_limit_is_kept_even_when_the_pace_cannot_be_told(
    make: Callable[..., AtsClient],
) -> None:
    server = Server(httpx.Response(429, headers={"retry-after": "600"}))
    client = make(pace=LostPace(booking=True), answer=server)
    for _ in range(2):
        with pytest.raises(RateLimited):
            await client.write(POST, {}, candidacy="c1")
    await client.close()
    assert len(server.sent) == 1


class Silent(httpx.AsyncBaseTransport):
    """Never answers."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await asyncio.Event().wait()
        raise AssertionError(request.method)


async def test_a_silent_ats_is_given_up_within_the_deadline(
    make: Callable[..., AtsClient],
) -> None:
    timeouts = Timeouts(whole=timedelta(milliseconds=10))
    client = make(transport=Silent(), timeouts=timeouts)
    with pytest.raises(Busy, match="TimeoutError"):
        await client.read(LIST)
    with pytest.raises(OutcomeUnknown, match="TimeoutError"):
        await client.write(POST, {}, candidacy="c1")
    await client.close()
