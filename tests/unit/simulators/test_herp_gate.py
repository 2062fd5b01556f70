from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Protocol

import httpx
import pytest

from screening.simulators.herp import HerpSimulator

Make = Callable[..., HerpSimulator]
Calling = Callable[[HerpSimulator], AbstractAsyncContextManager[httpx.AsyncClient]]
Ids = Callable[[int], str]


class Clock(Protocol):
    def __call__(self) -> datetime: ...
    def advance(self, **units: float) -> None: ...


async def test_the_window_opens_with_the_first_request_and_is_fixed(
    herp: Make, calling: Calling, clock: Clock
) -> None:
    async with calling(herp(limit=3)) as client:
        first = await client.get("/v1/candidacies/nobody")
        clock.advance(seconds=30)
        second = await client.get("/v1/users")
        third = await client.get("/v1/users")
        fourth = await client.get("/v1/users")
        clock.advance(seconds=30)
        fifth = await client.get("/v1/users")
    answers = [first, second, third, fourth, fifth]
    assert [answer.status_code for answer in answers] == [404, 200, 200, 429, 200]
    left = [answer.headers["x-remaining-request"] for answer in answers]
    assert left == ["2", "1", "0", "0", "2"]
    resets = [answer.headers["x-reset-at"] for answer in answers]
    assert resets[:4] == ["2026-11-02T14:16:03+09:00"] * 4
    assert resets[4] == "2026-11-02T14:17:03+09:00"
    assert "retry-after" not in fourth.headers
    assert fourth.json().keys() == {"message"}


async def test_waiting_until_the_announced_reset_is_enough(
    herp: Make, calling: Calling, clock: Clock
) -> None:
    async with calling(herp(limit=1)) as client:
        reset = (await client.get("/v1/users")).headers["x-reset-at"]
        clock.advance(seconds=(datetime.fromisoformat(reset) - clock()).total_seconds())
        assert (await client.get("/v1/users")).status_code == 200


async def test_other_integrations_eat_from_the_same_window(herp: Make, calling: Calling) -> None:
    simulator = herp(limit=100)
    simulator.spend(98)
    async with calling(simulator) as client:
        statuses = [(await client.get("/v1/users")).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


async def test_without_a_limit_there_are_no_headers(herp: Make, calling: Calling) -> None:
    async with calling(herp(limit=None)) as client:
        answer = await client.get("/v1/users")
    assert answer.status_code == 200
    assert "x-remaining-request" not in answer.headers


@pytest.mark.parametrize("header", ["", "Bearer wrong", "Basic key-of-the-tests"])
async def test_a_wrong_key_is_401_and_costs_nothing(
    herp: Make, calling: Calling, header: str
) -> None:
    async with calling(herp()) as client:
        refused = await client.get("/v1/users", headers={"authorization": header})
        good = await client.get("/v1/users")
    assert refused.status_code == 401
    assert good.headers["x-remaining-request"] == "99"


async def test_a_key_expires_at_its_time(herp: Make, calling: Calling, clock: Clock) -> None:
    simulator = herp()
    simulator.expire_key("key-of-the-tests", at=clock() + timedelta(seconds=10))
    async with calling(simulator) as client:
        before = await client.get("/v1/users")
        clock.advance(seconds=10)
        after = await client.get("/v1/users")
    assert (before.status_code, after.status_code) == (200, 401)


async def test_an_unknown_key_cannot_expire(herp: Make) -> None:
    with pytest.raises(KeyError):
        herp().expire_key("another")


@pytest.mark.parametrize(
    ("scope", "method", "path"),
    [
        ("candidacy:read", "GET", "/v1/candidacies"),
        ("candidacy:read", "GET", "/v1/candidacies/{id}/files"),
        ("candidacy:read", "GET", "/v1/candidacies/{id}/contacts"),
        ("candidacy:write", "POST", "/v1/candidacies/{id}/timeline-comments"),
        ("candidacy:write", "PATCH", "/v1/candidacies/{id}/step"),
        ("requisition:read", "GET", "/v1/requisitions"),
        ("requisition:read", "GET", "/v1/requisition-groups"),
        ("user:read", "GET", "/v1/users"),
    ],
)
async def test_a_missing_scope_is_403_and_its_presence_is_enough(
    herp: Make, calling: Calling, ids: Ids, scope: str, method: str, path: str
) -> None:
    all_others = {"candidacy:read", "candidacy:write", "requisition:read", "user:read"} - {scope}
    body = {"body": "x", "step": "firstInterview"} if method != "GET" else None
    for scopes, expected in ((frozenset(all_others), 403), (frozenset({scope}), 200)):
        async with calling(herp(scopes=scopes)) as client:
            answer = await client.request(method, path.format(id=ids(1)), json=body)
        assert answer.status_code == expected
        assert "x-remaining-request" in answer.headers
