"""A whole tenant on loopback: simulated ATS and model, real ledger and pipeline, a turned clock."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from screening.attend import Attendant
from screening.keys import LOCAL_KEY
from screening.model import Tally, TenantId
from screening.settings import Settings, settings_from
from screening.simulators.herp import ALL_SCOPES, API_PATH, HerpSimulator
from screening.simulators.herp_faults import HerpFaults
from screening.simulators.model import ModelSimulator
from screening.simulators.personalities import Personality
from screening.simulators.server import serve
from screening.simulators.world import World, WorldCandidacy, WorldFile, WorldRequisition
from screening.sweep import sweep
from screening.wiring import House, open_house

TENANT = TenantId("acme")
REQUISITION = "22222222-2222-4222-8222-222222222222"
MOST_ROUNDS = 60


class TurnedClock:
    """A clock that tests turn by hand; it never runs by itself."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Turn the clock instead of waiting."""
        self.now += timedelta(seconds=seconds)

    def turn(self, by: timedelta) -> None:
        self.now += by


@dataclass(slots=True)
class Scene:
    """Everything that a test looks at."""

    clock: TurnedClock
    herp: HerpSimulator
    model: ModelSimulator
    settings: Settings
    house: House
    attendant: Attendant

    async def sweep(self) -> int:
        """Poll once, looking at everything."""
        return (await sweep(self.house.kits[TENANT], since=None)).new

    async def turn(self) -> int:
        """Attend once to all that is due now."""
        bells = await self.house.ledger.due(now=self.clock(), limit=100)
        for bell in bells:
            await self.attendant.attend(bell.work)
        return len(bells)

    async def drain(self, *, until: timedelta = timedelta(days=3)) -> None:
        """Attend to all that is due, turning the clock on to the next due time."""
        end = self.clock() + until
        for _ in range(MOST_ROUNDS):
            if await self.turn():
                continue
            waiting = [one.next_at for one in await self.tally() if one.next_at is not None]
            if not waiting or min(waiting) > end:
                return
            self.clock.now = max(self.clock.now, min(waiting))
        pytest.fail("the work did not come to rest")

    async def screen_all(self) -> tuple[Tally, ...]:
        """Poll once and bring everything to rest."""
        await self.sweep()
        await self.drain()
        return await self.tally()

    async def tally(self) -> tuple[Tally, ...]:
        """Return one row for each candidacy."""
        return await self.house.ledger.tally(TENANT)

    def comments(self) -> list[str]:
        """Return the bodies that the ATS took, oldest first."""
        return [write.body for write in self.herp.writes if write.kind == "comment"]


@asynccontextmanager
async def open_scene(
    folder: Path,
    world: World,
    *,
    personality: Personality = Personality.LITERAL,
    faults: HerpFaults | None = None,
    limit: int | None = None,
    scopes: frozenset[str] = ALL_SCOPES,
    **tenant: object,
) -> AsyncIterator[Scene]:
    """Open a scene; the remaining keyword arguments change the tenant's settings."""
    clock = TurnedClock()
    herp = HerpSimulator(world, clock=clock, keys={LOCAL_KEY: scopes}, faults=faults, limit=limit)
    simulated = ModelSimulator(personality, world=world)
    async with serve(herp.app) as ats_url, serve(simulated.app) as model_url:
        raw = {
            "ledger": {"url": f"sqlite:///{folder / 'screening.db'}"},
            "reading": {"recognition": False},
            "model": {
                "base_url": f"{model_url}/v1",
                "name": "simulated",
                "deadline_seconds": 1,
                "spare_seconds": 1,
            },
            "tenants": {
                TENANT: {
                    "base_url": ats_url + API_PATH,
                    "language": "en",
                    "requirements": "rules",
                    "requests_per_minute": 10_000,
                    "leave_for_others": 0,
                    **tenant,
                }
            },
        }
        settings = settings_from(raw, {}, source="test")
        async with open_house(settings, clock=clock, sleep=clock.sleep) as house:
            attendant = Attendant(
                kits=house.kits,
                ledger=house.ledger,
                clock=clock,
                owner="test",
                term=timedelta(seconds=60),
                metrics=house.metrics,
                jitter=lambda: 0.0,
            )
            yield Scene(clock, herp, simulated, settings, house, attendant)


def make_world(**texts: str | None) -> World:
    """Make a world: each keyword is a person's short name and the text of their ``resume.txt``."""
    people = enumerate(texts.items())
    return World(
        requisition=(
            WorldRequisition(
                id=REQUISITION,
                name="Backend Engineer",
                required_skills="- Experience with PostgreSQL\n- Experience with Kubernetes",
                preferred_skills="- Experience with Terraform",
            ),
        ),
        candidacy=tuple(_candidacy(number, name, text) for number, (name, text) in people),
    )


def name(number: int) -> str:
    """Return the id of a candidacy of ``make_world`` by its number."""
    return f"{number:08d}-1111-4111-8111-111111111111"


def _candidacy(number: int, person: str, text: str | None) -> WorldCandidacy:
    file = WorldFile(
        id=f"{number:08d}-5555-4555-8555-555555555555",
        name="resume.txt",
        content=(text or "").encode(),
        mime_type="text/plain",
    )
    return WorldCandidacy(
        id=name(number),
        name=person,
        requisition_id=REQUISITION,
        step_minutes_ago=0,
        file=(file,) if text is not None else (),
    )
