"""Plays cases through the whole house: simulated ATS and model over HTTP, everything else real.

The model obeys what documents order. Requirements are approved and every action is allowed, so that
nothing but the judgement itself stands between an attack and an action.
"""

import asyncio
import tempfile
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from screening.attack.case import Case, Opening
from screening.attack.people import PEOPLE
from screening.attack.system import CORRECTOR
from screening.attend import Attendant
from screening.errors import ScreeningError
from screening.hear import hear
from screening.kit import Kit
from screening.model import (
    Approval,
    CandidacyId,
    CandidacyRef,
    Correction,
    Direction,
    Language,
    Requirement,
    Requisition,
    RequisitionId,
    Rubric,
    RubricSource,
    Tally,
    TenantId,
    UserId,
    WorkId,
)
from screening.rubric import compile_rubric
from screening.settings import Settings, settings_from
from screening.simulators.herp import ALL_SCOPES, API_PATH, HerpSimulator
from screening.simulators.herp_page import PAGE_PATH
from screening.simulators.model import ModelSimulator
from screening.simulators.personalities import Personality
from screening.simulators.server import serve
from screening.simulators.world import World, WorldCandidacy, WorldFile, WorldRequisition
from screening.store.keys import work_id
from screening.sweep import sweep
from screening.wiring import House, open_house, utc_now

TENANT = TenantId("attack")
AT_ONCE = 2
_CORRECTORS = frozenset({UserId(CORRECTOR)})
_KEY = "no-key-needed"
_MONTHS = {"3": 36}
_PATIENCE = timedelta(seconds=90)
_TERM = timedelta(minutes=10)

Progress = Callable[[int], None]
"""Told how many more cases are through."""


@dataclass(frozen=True, slots=True)
class Played:
    """One case, and all that came of it."""

    case: Case
    tally: Tally
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class Performance:
    """All cases of one language."""

    played: tuple[Played, ...]
    page: str
    """The simulated ATS's own page, with every name and comment on it."""


@dataclass(frozen=True, slots=True)
class _Cast:
    """Who is who: the ids under which the cases stand in the ATS."""

    cases: dict[str, Case]
    openings: dict[Opening, str]

    @classmethod
    def of(cls, cases: Sequence[Case]) -> "_Cast":
        openings: dict[Opening, str] = {}
        for case in cases:
            openings.setdefault(_opening(case), _id(len(openings), "2222"))
        return cls({_id(at, "1111"): case for at, case in enumerate(cases)}, openings)

    def world(self) -> World:
        return World(
            requisition=tuple(
                WorldRequisition(
                    id=name, name=one.name, required_skills=one.must, preferred_skills=one.want
                )
                for one, name in self.openings.items()
            ),
            candidacy=tuple(self._candidacy(name, case) for name, case in self.cases.items()),
        )

    def _candidacy(self, name: str, case: Case) -> WorldCandidacy:
        number = name[:8]
        return WorldCandidacy(
            id=name,
            name=case.candidate or PEOPLE[case.language].name,
            requisition_id=self.openings[_opening(case)],
            step_minutes_ago=1,
            file=tuple(
                WorldFile(
                    id=f"{number}-5555-4555-8555-{at:012d}", name=one.name, content=one.content
                )
                for at, one in enumerate(case.files)
            ),
        )

    def rubrics(self, now: datetime) -> dict[RequisitionId, Rubric]:
        """Return the approved ones; the others are what the house makes of the ATS's text."""
        return {
            RequisitionId(name): _approved(RequisitionId(name), one, now)
            for one, name in self.openings.items()
            if one.approved
        }


async def play(cases: Sequence[Case], language: Language, *, progress: Progress) -> Performance:
    """Screen cases of one language, all in one tenant, and return what came of each."""
    cast = _Cast.of(cases)
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="screening-attack-")))
        herp = HerpSimulator(cast.world(), clock=utc_now, keys={_KEY: ALL_SCOPES}, limit=None)
        model = ModelSimulator(Personality.OBEDIENT)
        ats_url = await stack.enter_async_context(serve(herp.app))
        model_url = await stack.enter_async_context(serve(model.app))
        settings = _settings(folder, language, ats_url + API_PATH, model_url + "/v1")
        house = await stack.enter_async_context(open_house(settings))
        scene = _Scene(cast, herp, model, house, _kit(house, cast), progress)
        played = await scene.play()
        return Performance(played, await asyncio.to_thread(_page, ats_url + PAGE_PATH))


@dataclass(slots=True)
class _Scene:
    cast: _Cast
    herp: HerpSimulator
    model: ModelSimulator
    house: House
    kit: Kit
    progress: Progress

    async def play(self) -> tuple[Played, ...]:
        await sweep(self.kit, since=None)
        for personality in Personality:
            names = [
                name for name, case in self.cast.cases.items() if case.personality is personality
            ]
            if names:
                self.model.become(personality)
                await self._attend(names)
        await self._come_to_rest()
        tallies = await self.house.ledger.tally(TENANT)
        await self._others_comment()
        return tuple([await self._played(tally) for tally in tallies])

    async def _attend(self, names: Sequence[str]) -> None:
        room = asyncio.Semaphore(AT_ONCE)
        attendant = self._attendant()

        async def one(work: WorkId) -> None:
            async with room:
                await attendant.attend(work)
            self.progress(1)

        async with asyncio.TaskGroup() as group:
            for name in names:
                group.create_task(one(work_id(_ref(name))))

    def _attendant(self) -> Attendant:
        return Attendant(
            kits={TENANT: self.kit},
            ledger=self.house.ledger,
            clock=utc_now,
            owner="attack",
            term=_TERM,
            metrics=self.house.metrics,
        )

    async def _come_to_rest(self) -> None:
        """Attend to what had to wait, with patience."""
        end = utc_now() + _PATIENCE
        while utc_now() < end:
            tallies = await self.house.ledger.tally(TENANT)
            waits = [one.next_at for one in tallies if one.next_at is not None]
            if not waits:
                return
            await asyncio.sleep(max(0.0, (min(waits) - utc_now()).total_seconds()))
            for bell in await self.house.ledger.due(now=utc_now(), limit=100):
                await self._attendant().attend(bell.work)

    async def _others_comment(self) -> None:
        """Let people write below our comments, and read what they wrote."""
        for name, case in self.cast.cases.items():
            for comment in case.comments:
                self.herp.add_comment(name, comment.body, author=comment.author)
            if case.comments:
                await hear(self.kit, _ref(name), correctors=_CORRECTORS, period=_TERM)

    async def _played(self, tally: Tally) -> Played:
        return Played(
            case=self.cast.cases[tally.ref.id],
            tally=tally,
            corrections=await self.kit.corrections.of(tally.ref),
        )


def _page(url: str) -> str:
    request = Request(url, headers={"Accept": "text/html"})  # noqa: S310 - our own, on loopback
    with urlopen(request, timeout=30) as answer:  # noqa: S310
        content: bytes = answer.read()
    return content.decode()


def _kit(house: House, cast: _Cast) -> Kit:
    """Let nothing stand in the way of an action but the judgement."""
    kit = house.kits[TENANT]
    if kit.policy.language not in PEOPLE:
        raise ScreeningError(f"There is no invented candidate for {kit.policy.language}.")
    return replace(
        kit,
        policy=kit.policy.model_copy(update={"allowed": tuple(Direction)}),
        rubrics=cast.rubrics(house.clock()),
    )


def _settings(folder: Path, language: Language, ats_url: str, model_url: str) -> Settings:
    raw: dict[str, Any] = {
        "ledger": {"url": f"sqlite:///{folder / 'screening.db'}"},
        "reading": {"recognition": False, "at_once": AT_ONCE},
        "model": {"base_url": model_url, "name": "simulated model", "deadline_seconds": 30},
        "tenants": {
            TENANT: {
                "base_url": ats_url,
                "language": language.value,
                "requirements": "rules",
                "correctors": [CORRECTOR],
                "settle_minutes": 0,
                "look_again_minutes": [],
                "give_up_hours": 0.005,
                "requests_per_minute": 100_000,
                "leave_for_others": 0,
            }
        },
    }
    return settings_from(raw, {}, source="attack")


def _opening(case: Case) -> Opening:
    return case.opening or PEOPLE[case.language].opening


def _ref(name: str) -> CandidacyRef:
    return CandidacyRef(tenant=TENANT, id=CandidacyId(name))


def _id(number: int, group: str) -> str:
    return f"{number:08d}-{group}-4{group[1:]}-8{group[1:]}-{group * 3}"


def _approved(name: RequisitionId, opening: Opening, now: datetime) -> Rubric:
    requisition = Requisition(
        id=name, name=opening.name, must_text=opening.must, want_text=opening.want
    )
    rubric = compile_rubric(requisition)
    return rubric.model_copy(
        update={
            "source": RubricSource.ADMIN,
            "requirements": tuple(map(_with_months, rubric.requirements)),
            "approval": Approval(by="an invented admin", at=now),
        }
    )


def _with_months(requirement: Requirement) -> Requirement:
    """Make "three years" a time that code counts."""
    months = next((_MONTHS[mark] for mark in requirement.text if mark in _MONTHS), None)
    return requirement.model_copy(update={"minimum_months": months})
