"""Make everything that one process works with, and close it in the opposite order."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

from screening import __version__
from screening.ats.turns import Sleep
from screening.errors import Misconfigured
from screening.kit import Kit
from screening.model import RequisitionId, Rubric, TenantId
from screening.ports import Assessor, Ats, Clock, Reader
from screening.settings import (
    Settings,
    TenantSettings,
)
from screening.store.brake import SqlBrake
from screening.store.corrections import SqlCorrections
from screening.store.ledger import SqlLedger
from screening.store.open import open_ledger
from screening.store.redis import Redis, connect
from screening.store.rubrics import SqlRubricBook
from screening.store.watch import SqlModelWatch
from screening.telemetry import Metrics
from screening.texts import Texts, read_rubric, read_texts
from screening.wiring.asking import make_assessor, make_budget, make_compiler
from screening.wiring.ats import make_ats, make_client
from screening.wiring.clock import utc_now
from screening.wiring.tenant import make_reader, policy_of


@dataclass(frozen=True, slots=True)
class House:
    """Everything one process works with."""

    settings: Settings
    texts: Texts
    ledger: SqlLedger
    reader: Reader
    assessor: Assessor
    second: Assessor | None
    clock: Clock
    metrics: Metrics
    kits: Mapping[TenantId, Kit]

    @property
    def brake(self) -> SqlBrake:
        """The switch that stops all actions."""
        return SqlBrake(self.ledger.database, file=self.settings.brake_file)


@asynccontextmanager
async def open_house(
    settings: Settings,
    *,
    clock: Clock = utc_now,
    sleep: Sleep = asyncio.sleep,
    ats: Mapping[TenantId, Ats] | None = None,
) -> AsyncIterator[House]:
    """Make everything for all tenants, and close it in the opposite order.

    ``ats`` stands in for the systems that the settings name, for files that are tried locally.
    """
    texts = read_texts(settings.prompts)
    async with AsyncExitStack() as stack:
        ledger = await open_ledger(settings.ledger.url)
        stack.push_async_callback(ledger.close)
        assessor = make_assessor(settings.model, texts, clock, sleep)
        stack.push_async_callback(assessor.close)
        second = await _second(settings, texts, stack, clock=clock, sleep=sleep)
        reader = make_reader(settings.reading)
        stack.push_async_callback(reader.close)
        redis = _redis(settings)
        if redis is not None:
            stack.push_async_callback(redis.aclose)
        kits: dict[TenantId, Kit] = {}
        house = House(
            settings,
            texts,
            ledger,
            reader,
            assessor,
            second,
            clock=clock,
            metrics=Metrics(),
            kits=kits,
        )
        for name in settings.tenants:
            system = (ats or {}).get(name) or _system(house, name, redis, sleep)
            stack.push_async_callback(system.close)
            kits[name] = _kit(house, name, system, await ledger.secret())
        yield house


async def _second(
    settings: Settings, texts: Texts, stack: AsyncExitStack, *, clock: Clock, sleep: Sleep
) -> Assessor | None:
    if settings.second_model is None:
        return None
    second = make_assessor(settings.second_model, texts, clock, sleep)
    stack.push_async_callback(second.close)
    return second


def _system(house: House, name: TenantId, redis: Redis | None, sleep: Sleep) -> Ats:
    tenant = house.settings.tenants[name]
    client = make_client(name, tenant, house.metrics, redis=redis, clock=house.clock, sleep=sleep)
    return make_ats(name, tenant, client, house.clock)


def _kit(house: House, name: TenantId, system: Ats, secret: bytes) -> Kit:
    settings = house.settings
    tenant = settings.tenants[name]
    models = (settings.model, settings.second_model)
    policy = policy_of(name, settings)
    return Kit(
        tenant=name,
        ats=system,
        reader=house.reader,
        assessor=house.assessor,
        second=house.second,
        compiler=make_compiler(house.assessor, tenant, house.texts, secret),
        book=SqlRubricBook(house.ledger.database),
        corrections=SqlCorrections(house.ledger.database),
        watch=SqlModelWatch(house.ledger.database),
        ledger=house.ledger,
        brake=house.brake,
        clock=house.clock,
        policy=policy,
        prompt_for=partial(house.texts.prompts.for_candidacy, secret=secret),
        comment=house.texts.comments[policy.language],
        rubrics={**house.texts.rubrics, **_own_rubrics(name, tenant)},
        zone=ZoneInfo(tenant.time_zone),
        secret=secret,
        budget=make_budget(name, settings, house.texts),
        settle=timedelta(seconds=settings.worker.settle_seconds),
        max_prompt_characters=settings.model.max_prompt_characters,
        trust_loose_form=all(one.trust_loose_form for one in models if one is not None),
        only=frozenset(tenant.only_requisitions),
        code_version=__version__,
    )


def _own_rubrics(name: TenantId, tenant: TenantSettings) -> dict[RequisitionId, Rubric]:
    rubrics: dict[RequisitionId, Rubric] = {}
    for wanted, requisition in tenant.requisitions.items():
        if requisition.rubric is None:
            continue
        try:
            rubrics[wanted] = read_rubric(requisition.rubric, wanted)
        except Misconfigured as error:
            setting = f"tenants.{name}.requisitions.{wanted}.rubric"
            raise Misconfigured(f"{setting}: {error}") from None
    return rubrics


def _redis(settings: Settings) -> Redis | None:
    if settings.queue.url.startswith("memory"):
        return None
    return connect(settings.queue.url)
