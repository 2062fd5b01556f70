"""A tiny world, a clock that stands still, and the simulators on loopback."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
import pytest

from screening.model import Answer, CandidacyStatus
from screening.simulators.herp import ALL_SCOPES, API_PATH, HerpSimulator
from screening.simulators.herp_faults import HerpFaults, HerpShape
from screening.simulators.server import serve
from screening.simulators.world import (
    Label,
    World,
    WorldCandidacy,
    WorldFile,
    WorldRequisition,
)

KEY = "key-of-the-tests"


class StandingClock:
    """A clock that moves only when a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 2, 5, 15, 2, 700_000, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **units: float) -> None:
        self.now += timedelta(**units)


class Pauses:
    """Takes the place of waiting and remembers how long it would have been."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


def candidacy_id(number: int) -> str:
    return str(UUID(int=number, version=4))


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def ids() -> Callable[[int], str]:
    return candidacy_id


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
def world() -> World:
    opening = WorldRequisition(
        id=candidacy_id(900),
        name="バックエンドエンジニア",
        required_skills="・Pythonの開発経験3年以上",
        preferred_skills="・Goの経験",
    )
    archived = WorldRequisition(id=candidacy_id(901), name="旧ポジション", archived=True)
    labels = (
        Label(requirement="Python 3 years", answer=Answer.MET, quote="Python, 2019 to 2024"),
        Label(requirement="Leads a team", answer=Answer.NOT_STATED),
    )
    agent = {"type": "agent", "agent": {"id": "a", "company": "見本紹介", "name": "担当 次郎"}}
    return World(
        requisition=(opening, archived),
        candidacy=(
            WorldCandidacy(
                id=candidacy_id(1),
                name="見本 一郎",
                requisition_id=opening.id,
                channel=agent,
                applied_minutes_ago=600,
                step_minutes_ago=10,
                extra={"note": "書類NG", "age": "33"},
                file=(
                    WorldFile(id="f1", name="職務経歴書.pdf", content=b"%PDF-1 one"),
                    WorldFile(id="f2", name="秘.xls", content=b"PK", type="odd", private=True),
                ),
                label=labels,
            ),
            WorldCandidacy(id=candidacy_id(2), name="見本 花子", step="entry", step_minutes_ago=20),
            WorldCandidacy(
                id=candidacy_id(3),
                name="見本 三郎",
                status=CandidacyStatus.TERMINATED,
                step_minutes_ago=2000,
            ),
            WorldCandidacy(
                id=candidacy_id(4),
                name="見本 四郎",
                meanwhile="terminated",
                file=(WorldFile(id="f4", name="resume.pdf", content=b"%PDF-1 four"),),
            ),
            WorldCandidacy(id=candidacy_id(5), name="見本 五郎", meanwhile="moved"),
        ),
    )


@pytest.fixture
def herp(world: World, clock: StandingClock, pauses: Pauses) -> Callable[..., HerpSimulator]:
    def make(
        *,
        scopes: frozenset[str] = ALL_SCOPES,
        faults: HerpFaults | None = None,
        shape: HerpShape | None = None,
        limit: int | None = 100,
        shown: World = world,
    ) -> HerpSimulator:
        return HerpSimulator(
            shown,
            clock=clock,
            keys={KEY: scopes},
            faults=faults,
            shape=shape,
            limit=limit,
            sleep=pauses,
        )

    return make


@pytest.fixture
def calling() -> Callable[[HerpSimulator], AbstractAsyncContextManager[httpx.AsyncClient]]:
    @asynccontextmanager
    async def call(simulator: HerpSimulator) -> AsyncIterator[httpx.AsyncClient]:
        headers = {"authorization": f"Bearer {KEY}"}
        async with (
            serve(simulator.app) as url,
            httpx.AsyncClient(base_url=url + API_PATH, headers=headers, timeout=5) as client,
        ):
            yield client

    return call
