"""A clock that only sleeping moves, and an ATS that answers what the test says."""

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
import stamina
from pydantic import SecretStr

from screening.ats.capabilities import Capabilities
from screening.ats.herp import HerpHire
from screening.ats.http import AtsClient
from screening.ats.pacing import WindowPace
from screening.model import TenantId
from screening.ports import Clock

START = datetime(2026, 11, 4, 3, 0, tzinfo=UTC)
Answer = httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def retries_without_waiting() -> Iterator[None]:
    with stamina.set_testing(True, attempts=3, cap=True):
        yield


@pytest.fixture
def slept() -> list[float]:
    """Every wait, in seconds, in order."""
    return []


@pytest.fixture
def clock(slept: list[float]) -> Clock:
    return lambda: START + timedelta(seconds=sum(slept))


@pytest.fixture
def pass_time(slept: list[float]) -> Callable[[timedelta], None]:
    return lambda time: slept.append(time.total_seconds())


@pytest.fixture
def answers() -> list[Answer]:
    """What the ATS answers, in order; one request too many is a failure."""
    return []


@pytest.fixture
def sent() -> list[httpx.Request]:
    """Every request that arrived."""
    return []


@pytest.fixture
def transport(answers: list[Answer], sent: list[httpx.Request]) -> httpx.MockTransport:
    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        assert answers, f"one request too many: {request.method} {request.url.path}"
        given = answers.pop(0)
        if isinstance(given, Exception):
            raise given
        return given if isinstance(given, httpx.Response) else given(request)

    return httpx.MockTransport(answer)


@pytest.fixture
def observed() -> list[tuple[str, str, int | None]]:
    return []


@pytest.fixture
def pace(clock: Clock) -> WindowPace:
    return WindowPace(clock)


@pytest.fixture
async def client(
    transport: httpx.MockTransport,
    clock: Clock,
    slept: list[float],
    pace: WindowPace,
    observed: list[tuple[str, str, int | None]],
) -> AsyncIterator[AtsClient]:
    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    made = AtsClient(
        "https://ats.example/hire",
        SecretStr("key-of-acme"),
        tenant=TenantId("acme"),
        pace=pace,
        clock=clock,
        user_agent="document-screening/test",
        key_name="HERP_KEY_ACME",
        on_request=lambda *seen: observed.append(seen),
        sleep=sleep,
        transport=transport,
    )
    yield made
    await made.close()


@pytest.fixture
def herp(client: AtsClient, clock: Clock) -> HerpHire:
    return HerpHire(client, tenant=TenantId("acme"), clock=clock)


@pytest.fixture
def proven(client: AtsClient, clock: Clock) -> HerpHire:
    """The same with every action proven."""
    capabilities = Capabilities(
        tenant=TenantId("acme"), probed_at=START, step_verified=True, termination_verified=True
    )
    return HerpHire(client, tenant=TenantId("acme"), clock=clock, capabilities=capabilities)
