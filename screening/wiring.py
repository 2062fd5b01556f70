"""The one place where objects are made, by plain constructor calls, and closed again."""

import asyncio
import random
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from screening import __version__
from screening.ats import capabilities
from screening.ats.herp import HerpHire
from screening.ats.http import AtsClient
from screening.ats.pacing import WindowPace
from screening.ats.turns import Sleep
from screening.errors import Misconfigured
from screening.extract.limits import ReadingLimits
from screening.extract.sandbox.reader import SandboxedReader
from screening.kit import Kit
from screening.llm.compiling import ModelCompiler
from screening.llm.keyword import KeywordBaseline
from screening.llm.openai import OpenAIAssessor
from screening.llm.prices import Price, look_up
from screening.model import AnswerForm, AssessorKind, Budget, RequisitionId, Rubric, TenantId
from screening.policy import Policy
from screening.ports import Assessor, Ats, Clock, Compiler, Pace, Reader
from screening.requirements import posing
from screening.rubric import settled
from screening.settings import (
    BudgetSettings,
    ModelSettings,
    ReadingSettings,
    Settings,
    TenantSettings,
)
from screening.store.brake import SqlBrake
from screening.store.corrections import SqlCorrections
from screening.store.ledger import SqlLedger
from screening.store.open import open_ledger
from screening.store.pacing import RedisPace
from screening.store.redis import Redis, connect
from screening.store.rubrics import SqlRubricBook
from screening.store.watch import SqlModelWatch
from screening.telemetry import Metrics
from screening.texts import Texts, read_rubric, read_texts
from screening.verdict import Thresholds

USER_AGENT = f"document-screening/{__version__}"
_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class House:
    """Everything one process works with."""

    settings: Settings
    texts: Texts
    ledger: SqlLedger
    brake: SqlBrake
    reader: Reader
    assessor: Assessor
    second: Assessor | None
    book: SqlRubricBook
    corrections: SqlCorrections
    watch: SqlModelWatch
    clock: Clock
    metrics: Metrics
    kits: Mapping[TenantId, Kit]


def utc_now() -> datetime:
    """Return the time; the only clock of the program."""
    return datetime.now(UTC)


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
    metrics = Metrics()
    async with AsyncExitStack() as stack:
        ledger = await open_ledger(settings.ledger.url)
        stack.push_async_callback(ledger.close)
        assessor = make_assessor(settings.model, texts, clock, sleep)
        stack.push_async_callback(assessor.close)
        second = None
        if settings.second_model is not None:
            second = make_assessor(settings.second_model, texts, clock, sleep)
            stack.push_async_callback(second.close)
        reader = make_reader(settings.reading)
        stack.push_async_callback(reader.close)
        redis = _redis(settings)
        if redis is not None:
            stack.push_async_callback(redis.aclose)
        kits: dict[TenantId, Kit] = {}
        house = House(
            settings=settings,
            texts=texts,
            ledger=ledger,
            brake=SqlBrake(ledger.database, file=settings.brake_file),
            reader=reader,
            assessor=assessor,
            second=second,
            book=SqlRubricBook(ledger.database),
            corrections=SqlCorrections(ledger.database),
            watch=SqlModelWatch(ledger.database),
            clock=clock,
            metrics=metrics,
            kits=kits,
        )
        for name in settings.tenants:
            system = (ats or {}).get(name) or _system(house, name, redis, sleep)
            stack.push_async_callback(system.close)
            kits[name] = _kit(house, name, system, await ledger.secret())
        yield house


@asynccontextmanager
async def open_brake(settings: Settings) -> AsyncIterator[SqlBrake]:
    """Open only the brake."""
    ledger = await open_ledger(settings.ledger.url)
    try:
        yield SqlBrake(ledger.database, file=settings.brake_file)
    finally:
        await ledger.close()


@asynccontextmanager
async def open_watch(settings: Settings) -> AsyncIterator[SqlModelWatch]:
    """Open only what is known of the models' names."""
    ledger = await open_ledger(settings.ledger.url)
    try:
        yield SqlModelWatch(ledger.database)
    finally:
        await ledger.close()


def make_client(
    name: TenantId,
    tenant: TenantSettings,
    metrics: Metrics,
    *,
    redis: Redis | None = None,
    clock: Clock = utc_now,
    sleep: Sleep = asyncio.sleep,
) -> AtsClient:
    """Make the paced client of one tenant's ATS."""
    if tenant.key is None:
        raise Misconfigured(f"tenants.{name}.key_env: no key was read from the environment.")
    return AtsClient(
        tenant.base_url,
        tenant.key,
        tenant=name,
        pace=_pace(name, tenant, clock, redis),
        clock=clock,
        user_agent=USER_AGENT,
        key_name=f"the key in {tenant.key_env} of tenant {name}" if tenant.key_env else None,
        on_request=lambda method, _path, status: metrics.requested(name, method, status),
        sleep=sleep,
    )


def make_ats(name: TenantId, tenant: TenantSettings, client: AtsClient, clock: Clock) -> Ats:
    """Make one tenant's ATS over its client."""
    proven = capabilities.load(tenant.capabilities, tenant=name) if tenant.capabilities else None
    return HerpHire(client, tenant=name, clock=clock, capabilities=proven)


def make_assessor(
    model: ModelSettings, texts: Texts, clock: Clock, sleep: Sleep = asyncio.sleep
) -> Assessor:
    """Make the assessor that the settings name; an address is always asked over HTTP."""
    if model.base_url is None:
        return KeywordBaseline()
    if model.key is None:
        raise Misconfigured("model.key_env: no key was read from the environment.")
    return OpenAIAssessor(
        base_url=model.base_url,
        api_key=model.key,
        model=model.name,
        kind=model.kind,
        price=_price(model, texts),
        clock=clock,
        sleep=sleep,
        random=random.random,
        api=model.api,
        answer_form=None if model.answer_form == "auto" else AnswerForm(model.answer_form),
        explicit_cache=model.explicit_cache,
        service_tier=model.service_tier,
        max_output_tokens=model.max_output_tokens,
        token_limit_name=model.token_limit_name,
        reasoning_effort=model.reasoning_effort,
        attempt_deadline=timedelta(seconds=model.attempt_seconds),
        deadline=timedelta(seconds=model.deadline_seconds),
    )


def make_reader(reading: ReadingSettings) -> Reader:
    """Make the reader of files."""
    limits = ReadingLimits(
        file_bytes=reading.max_file_mebibytes * _MEBIBYTE,
        pages=reading.max_pages,
        characters=reading.max_characters,
        duration=timedelta(seconds=reading.seconds),
        memory_bytes=reading.memory_mebibytes * _MEBIBYTE,
        recognised_pages=reading.max_recognised_pages,
        recognition_duration=timedelta(seconds=reading.recognition_seconds),
        recognition_memory_bytes=reading.recognition_memory_mebibytes * _MEBIBYTE,
        open_archives=reading.open_archives,
    )
    return SandboxedReader(limits, at_once=reading.at_once, recognition=reading.recognition)


def policy_of(name: TenantId, settings: Settings) -> Policy:
    """Turn one tenant's settings into its policy."""
    tenant = settings.tenants[name]
    return Policy(
        name=name,
        screened_steps=tenant.steps,
        language=tenant.language,
        comment_format=tenant.comment_format,
        show_score=tenant.show_score,
        thresholds=Thresholds(
            promising_from=tenant.promising_from, doubtful_below=tenant.doubtful_below
        ),
        read_private_files=tenant.read_private_files,
        quote_when_privacy_unknown=tenant.quote_when_privacy_unknown,
        file_kinds_excluded=tenant.file_kinds_excluded,
        settle=timedelta(minutes=tenant.settle_minutes),
        look_again=tuple(timedelta(minutes=wait) for wait in tenant.look_again_minutes),
        blind=tenant.blind,
        most_runs=tenant.most_runs,
        border=tenant.border,
        corrections=bool(tenant.correctors),
        not_screened_comment=tenant.not_screened_comment,
        max_files=tenant.max_files,
        max_candidacy_bytes=tenant.max_candidacy_mebibytes * _MEBIBYTE,
        max_file_bytes=settings.reading.max_file_mebibytes * _MEBIBYTE,
        give_up_after=timedelta(hours=tenant.give_up_hours),
    )


def _system(house: House, name: TenantId, redis: Redis | None, sleep: Sleep) -> Ats:
    tenant = house.settings.tenants[name]
    client = make_client(name, tenant, house.metrics, redis=redis, clock=house.clock, sleep=sleep)
    return make_ats(name, tenant, client, house.clock)


def _kit(house: House, name: TenantId, system: Ats, secret: bytes) -> Kit:
    settings = house.settings
    tenant = settings.tenants[name]
    policy = policy_of(name, settings)
    return Kit(
        tenant=name,
        ats=system,
        reader=house.reader,
        assessor=house.assessor,
        second=house.second,
        compiler=_compiler(house, tenant, secret),
        book=house.book,
        corrections=house.corrections,
        watch=house.watch,
        ledger=house.ledger,
        brake=house.brake,
        clock=house.clock,
        policy=policy,
        prompt_for=partial(house.texts.prompts.for_candidacy, secret=secret),
        comment=house.texts.comments[policy.language],
        rubrics={**house.texts.rubrics, **_own_rubrics(name, tenant)},
        zone=ZoneInfo(tenant.time_zone),
        secret=secret,
        budget=_budget(house, name, tenant),
        settle=timedelta(seconds=settings.worker.settle_seconds),
        max_prompt_characters=settings.model.max_prompt_characters,
        trust_loose_form=settings.model.trust_loose_form,
        only=frozenset(tenant.only_requisitions),
        code_version=__version__,
    )


def _compiler(house: House, tenant: TenantSettings, secret: bytes) -> Compiler | None:
    """Make what takes texts apart with the model; only an LLM can, where an admin lets it."""
    client = house.assessor
    if tenant.requirements == "rules" or not isinstance(client, OpenAIAssessor):
        return None
    if client.identity.kind is not AssessorKind.LLM:
        return None
    return ModelCompiler(client, pose=posing(house.texts.compiling, secret), settle=settled)


def _budget(house: House, name: TenantId, tenant: TenantSettings) -> Budget:
    caps = tenant.budget
    _refuse_unpriced(house, name, caps)
    return Budget(
        screening_tokens=caps.candidacy_tokens,
        screening_usd=caps.candidacy_usd,
        requisition_usd=caps.requisition_usd,
        day_usd=caps.day_usd,
        month_usd=caps.month_usd,
        zone=tenant.time_zone,
    )


def _refuse_unpriced(house: House, name: TenantId, caps: BudgetSettings) -> None:
    """Refuse a limit in money for a model of which nobody knows what it costs."""
    limits = {"candidacy_usd", "requisition_usd", "day_usd", "month_usd"}
    given = sorted(limit for limit in limits if getattr(caps, limit) is not None)
    asked = {"model": house.settings.model, "second_model": house.settings.second_model}
    for section, model in asked.items():
        priced = model is None or model.base_url is None or _price(model, house.texts)
        if given and not priced:
            raise Misconfigured(
                f"tenants.{name}.budget.{given[0]} cannot be kept: the price of {section}.name is "
                f"not known. Set {section}.input_price and {section}.output_price."
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


def _price(model: ModelSettings, texts: Texts) -> Price | None:
    prices = {
        "input": model.input_price,
        "output": model.output_price,
        "cached_input": model.cached_input_price,
        "cache_write": model.cache_write_price,
    }
    given = {name: price for name, price in prices.items() if price is not None}
    if {"input", "output"} <= given.keys():
        return Price.model_validate(given)
    known = look_up(dict(texts.models), model.name)
    return known.price.model_copy(update=given) if known and known.price else None


def _redis(settings: Settings) -> Redis | None:
    if settings.queue.url.startswith("memory"):
        return None
    return connect(settings.queue.url)


def _pace(name: TenantId, tenant: TenantSettings, clock: Clock, redis: Redis | None) -> Pace:
    share, leave = tenant.requests_per_minute, tenant.leave_for_others
    if redis is None:
        return WindowPace(clock, allowance=share, leave=leave)
    return RedisPace(redis, name, clock, allowance=share, leave=leave)
