"""Builders of values, and the bench: one tenant's trip over doubles and a real ledger."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from screening.attend import Attendant
from screening.kit import Ending, Kit, Waiting
from screening.model import (
    Budget,
    Candidacy,
    CandidacyId,
    CandidacyRef,
    CandidacyStatus,
    Effect,
    Event,
    FileId,
    FileMeta,
    Language,
    Lease,
    OpenScreening,
    Requisition,
    RequisitionId,
    Step,
    Tally,
    TenantId,
)
from screening.pipeline import screen
from screening.policy import Policy
from screening.ports import Brake
from screening.store.corrections import SqlCorrections
from screening.store.ledger import SqlLedger
from screening.store.open import open_ledger
from screening.store.rubrics import SqlRubricBook
from screening.store.watch import SqlModelWatch
from screening.sweep import sweep
from screening.telemetry import Metrics
from screening.texts import Texts, read_texts
from support.fakes import START, FakeAssessor, FakeAts, FakeReader, MortalDatabase, OpenBrake
from support.fakes import ScriptedClock as Clock

TENANT = TenantId("acme")
ONE, TWO = CandidacyId("candidacy-one"), CandidacyId("candidacy-two")
REQUISITION = RequisitionId("requisition-one")
STEP, LATER_STEP = Step("documents"), Step("interview")
FILE = FileId("file-one")
CV = b"Summary of work\nOperated PostgreSQL clusters in production for six years.\n"
QUOTE = "Operated PostgreSQL clusters in production for six years."
TERM = timedelta(seconds=60)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MOST_ROUNDS = 100


def make_candidacy(
    id: CandidacyId = ONE,
    *,
    status: CandidacyStatus = CandidacyStatus.ACTIVE,
    step: Step = STEP,
    since: datetime = START - HOUR,
    requisition: RequisitionId | None = REQUISITION,
) -> Candidacy:
    """Make a candidacy that has stood at the screened step for an hour."""
    return Candidacy(
        ref=CandidacyRef(tenant=TENANT, id=id),
        status=status,
        step=step,
        step_updated_at=since,
        applied_at=datetime(2026, 10, 1, tzinfo=UTC),
        requisition_id=requisition,
        channel="agent",
    )


def make_file(
    id: str = FILE,
    *,
    name: str = "resume.txt",
    kind: str = "resume",
    private: bool | None = False,
    size_bytes: int | None = None,
) -> FileMeta:
    """Make a file that may be read and quoted."""
    return FileMeta(id=FileId(id), name=name, kind=kind, private=private, size_bytes=size_bytes)


def make_requisition(must: str = "- Experience with PostgreSQL", want: str = "") -> Requisition:
    """Make an opening with one must."""
    return Requisition(id=REQUISITION, name="Backend Engineer", must_text=must, want_text=want)


def make_policy(**changes: object) -> Policy:
    """Make a policy in English."""
    plain = {"name": TENANT, "screened_steps": (STEP,), "language": Language.EN}
    return Policy.model_validate({**plain, **changes})


@cache
def shipped_texts() -> Texts:
    """Read the prompts and templates that are shipped."""
    return read_texts(None)


@dataclass(slots=True)
class Bench:
    """Everything that a test of the trip looks at and turns."""

    clock: Clock
    ats: FakeAts
    reader: FakeReader
    assessor: FakeAssessor
    database: MortalDatabase
    ledger: SqlLedger
    kit: Kit
    attendant: Attendant

    @property
    def metrics(self) -> Metrics:
        """What the attendant counts."""
        return self.attendant.metrics

    def arrive(self, id: CandidacyId = ONE, cv: bytes | None = CV) -> None:
        """Let a candidacy come in with one file, or with none."""
        self.ats.arrive(make_candidacy(id))
        if cv is not None:
            self.ats.attach(id, make_file(), cv)

    def use(self, kit: Kit) -> None:
        """Change what the tenant's trips are given from now on."""
        self.kit = kit
        self.attendant.kits = {TENANT: kit}

    async def sweep(self) -> int:
        """Poll once, looking at everything; return how much was new."""
        return (await sweep(self.kit, since=None)).new

    async def nudge(self, id: CandidacyId = ONE) -> None:
        """Ask for a candidacy by hand."""
        await self.ledger.nudge(ref(id), due_at=self.clock())

    async def claim(self, *, term: timedelta = TERM) -> Lease:
        """Claim the work that is due."""
        for bell in await self.ledger.due(now=self.clock(), limit=1):
            lease = await self.ledger.claim(bell.work, owner="bench", now=self.clock(), term=term)
            if lease is not None:
                return lease
        pytest.fail("nothing is due")

    async def trip(self, lease: Lease | None = None) -> Ending | Waiting:
        """Make one trip, under a claim made now unless one is given."""
        return await screen(self.kit, lease or await self.claim())

    async def attend(self) -> int:
        """Attend once to all that is due now."""
        bells = await self.ledger.due(now=self.clock(), limit=100)
        for bell in bells:
            await self.attendant.attend(bell.work)
        return len(bells)

    async def drain(self, *, until: timedelta = 3 * DAY) -> None:
        """Attend to all that is due, turning the clock on to whatever is due next."""
        end = self.clock() + until
        for _ in range(MOST_ROUNDS):
            if await self.attend():
                continue
            waiting = [one.next_at for one in await self.tally() if one.next_at is not None]
            if not waiting or min(waiting) > end:
                return
            # A lease that nobody gave back is over only after its term.
            self.clock.now = max(self.clock.now + MINUTE, min(waiting))
        pytest.fail("the work did not come to rest")

    async def screen_all(self) -> tuple[Tally, ...]:
        """Poll once and bring everything to rest."""
        await self.sweep()
        await self.drain()
        return await self.tally()

    async def tally(self) -> tuple[Tally, ...]:
        """Return one row for each candidacy."""
        return await self.ledger.tally(TENANT)

    async def next_at(self) -> datetime:
        """Return when the one candidacy is due."""
        (tally,) = await self.tally()
        assert tally.next_at is not None, "the work is at rest"
        return tally.next_at

    async def screenings(self, id: CandidacyId = ONE) -> tuple[OpenScreening, ...]:
        """Return a candidacy's screenings, oldest first."""
        return await self.ledger.screenings(ref(id))

    async def effect(self, id: CandidacyId = ONE) -> Effect:
        """Return the one effect of a candidacy's latest screening."""
        latest = (await self.screenings(id))[-1]
        (effect,) = await self.ledger.effects(latest.id)
        return effect

    async def events(self, id: CandidacyId = ONE) -> tuple[Event, ...]:
        """Return a candidacy's history."""
        return await self.ledger.events(ref(id))

    async def parked_for(self) -> str:
        """Return why the one candidacy was handed back last."""
        parked = [one for one in await self.events() if one.name == "work.parked"]
        return str(parked[-1].detail["reason"])

    def counted(self, name: str, **labels: str) -> float:
        """Return what a counter shows, 0 when it was never touched."""
        return self.metrics.registry.get_sample_value(name, labels) or 0.0


def ref(id: CandidacyId = ONE) -> CandidacyRef:
    """Name a candidacy of the tenant."""
    return CandidacyRef(tenant=TENANT, id=id)


@asynccontextmanager
async def open_bench(
    folder: Path,
    *,
    brake: Brake | None = None,
    jitter: float = 0.0,
    **policy: object,
) -> AsyncIterator[Bench]:
    """Open a bench with one published requisition and nobody at it; change its policy by name."""
    clock = Clock()
    ats, reader, assessor = FakeAts(TENANT, clock), FakeReader(), FakeAssessor(clock)
    ats.publish(make_requisition())
    database = MortalDatabase(await _new_ledger(folder))
    ledger = SqlLedger(database)
    kit = await _kit(clock, ats, reader, assessor, ledger)
    kit = replace(kit, policy=make_policy(**policy), brake=brake or OpenBrake())
    attendant = Attendant(
        kits={TENANT: kit},
        ledger=ledger,
        clock=clock,
        owner="bench",
        term=TERM,
        metrics=Metrics(),
        jitter=lambda: jitter,
    )
    bench = Bench(clock, ats, reader, assessor, database, ledger, kit, attendant)
    try:
        yield bench
    finally:
        await ledger.close()


async def _kit(
    clock: Clock, ats: FakeAts, reader: FakeReader, assessor: FakeAssessor, ledger: SqlLedger
) -> Kit:
    texts = shipped_texts()
    return Kit(
        tenant=TENANT,
        ats=ats,
        reader=reader,
        assessor=assessor,
        second=None,
        compiler=None,
        book=SqlRubricBook(ledger.database),
        corrections=SqlCorrections(ledger.database),
        watch=SqlModelWatch(ledger.database),
        budget=Budget(),
        ledger=ledger,
        brake=OpenBrake(),
        clock=clock,
        policy=make_policy(),
        prompt_for=lambda _ref: texts.prompt,
        comment=texts.comments[Language.EN],
        rubrics={},
        zone=ZoneInfo("Asia/Tokyo"),
        secret=await ledger.secret(),
        settle=timedelta(seconds=90),
        max_prompt_characters=100_000,
        trust_loose_form=False,
        only=frozenset(),
        code_version="0",
    )


async def _new_ledger(folder: Path) -> str:
    """Make a ledger file; the tables are made once and then copied, which is ten times faster."""
    model = folder.parent / "new-ledger" / "ledger.db"
    if not await asyncio.to_thread(model.exists):
        await (await open_ledger(f"sqlite:///{model}")).close()
    return f"sqlite:///{await asyncio.to_thread(_copy, model, folder)}"


def _copy(model: Path, folder: Path) -> Path:
    number = len(tuple(folder.iterdir()))
    return Path(shutil.copy(model, folder / f"ledger-{number}.db"))
