"""Is everything that a worker needs in order? Each check says what it saw and what to do.

It asks the model one invented question and each ATS about four, and writes nothing anywhere but
the empty ledger that a first start makes.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import date, timedelta

from screening import evidence
from screening.doctor.check import Check, fail, ok, warn
from screening.doctor.models import models_end
from screening.doctor.probe import probe
from screening.doctor.reading import reading, recognition, walls
from screening.errors import Misconfigured, NotAssessed, ScreeningError, Transient
from screening.fingerprint import fence_name
from screening.kit import Kit
from screening.llm.prices import look_up
from screening.model import (
    Answer,
    Assessment,
    AssessorKind,
    Candidacy,
    Document,
    ModelCall,
    Outcome,
    PlannedCall,
    Requirement,
    RequirementId,
    RequirementKind,
    RequisitionId,
    Rubric,
    RubricSource,
    Step,
)
from screening.prompt import questions
from screening.settings import Settings, with_keys
from screening.wiring import House, open_house

_KEY_ENDS_SOON = timedelta(days=30)
_MOST_SECONDS = 30
"""A doctor waits no longer for a model, whatever the settings allow a worker."""
_RUBRIC = Rubric(
    requisition_id=RequisitionId("sample"),
    source=RubricSource.RULES,
    requirements=(
        Requirement(
            id=RequirementId("R1"), kind=RequirementKind.MUST, text="Experience with PostgreSQL"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class _Impatient:
    """A journal for a question that belongs to no candidacy; it ends the wait for a dead server."""

    address: str

    async def begin(self, planned: PlannedCall) -> None:
        """Let it begin: it costs next to nothing."""

    async def record(self, call: ModelCall, assessment: Assessment | None) -> None:
        """Keep nothing; give up when no answer came at all."""
        if assessment is None and call.status is None:
            raise Transient(
                f"no answer from model.base_url ({self.address}): start that server, correct the "
                "address, or see whether a firewall or proxy is in the way"
            )


async def examine(
    settings: Settings,
    environ: Mapping[str, str],
    *,
    source: str,
    queue: Callable[[], Awaitable[None]],
    probing: bool = False,
) -> AsyncIterator[Check]:
    """Make every check, one after the other; a failed one stops only what rests on it.

    ``settings`` are as they stand in the file ``source``; the keys are looked for here. ``queue``
    asks the queue and raises ``Misconfigured``. ``probing`` asks the model's server some more.
    """
    yield ok("settings", f"{source} is in order; tenants: {', '.join(settings.tenants)}")
    yield await _tried("queue", f"{settings.queue.url.partition(':')[0]}: it answers", queue())
    try:
        settings = with_keys(_impatient(settings), environ, source=source)
    except Misconfigured as error:
        for line in str(error).splitlines():
            yield fail("keys", line)
        return
    async with AsyncExitStack() as stack:
        try:
            house = await stack.enter_async_context(open_house(settings))
        except ScreeningError as error:
            yield fail("start", str(error))
            return
        async for check in _rooms(house, probing=probing):
            yield check


async def _rooms(house: House, *, probing: bool) -> AsyncIterator[Check]:
    yield ok(
        "prompts", f"all read; the question's fingerprint is {house.texts.prompt.fingerprint[:8]}"
    )
    yield await _ledger(house)
    document, read = await reading(house)
    yield read
    yield await asyncio.to_thread(walls)
    yield await asyncio.to_thread(recognition, house.settings)
    if document is not None:
        yield await _model(house, document)
    for check in _models_end(house):
        yield check
    if probing:
        async for check in probe(house.settings.model, clock=house.clock):
            yield check
        if house.settings.second_model is not None:
            async for check in probe(house.settings.second_model, clock=house.clock):
                yield check.model_copy(update={"name": f"{check.name} of second_model"})
    for kit in house.kits.values():
        async for check in _tenant(house, kit):
            yield check


async def _ledger(house: House) -> Check:
    waiting, stuck = 0, []
    for tenant in house.kits:
        for tally in await house.ledger.tally(tenant):
            waiting += tally.next_at is not None
            if tally.outcome is Outcome.NEEDS_OPERATOR:
                stuck.append(tally.ref.id)
    says = f"{house.ledger.database.place} is open; candidacies waiting for a worker: {waiting}"
    if not stuck:
        return ok("ledger", says)
    first = ", ".join(stuck[:3]) + (", ..." if len(stuck) > 3 else "")
    return warn("ledger", f"{says}; {len(stuck)} need a person: run screening explain on {first}")


async def _model(house: House, document: Document) -> Check:
    model = house.settings.model
    if model.base_url is None:
        return warn("model", _not_an_llm("the keyword baseline answers, in this process"))
    kit = next(iter(house.kits.values()))
    fence = fence_name(kit.secret, "doctor")
    (question,) = questions(
        house.texts.prompt, _RUBRIC, (document,), language=kit.policy.language, fence=fence
    )
    started = house.clock()
    try:
        said = await house.assessor.assess(question, _Impatient(model.base_url))
    except (NotAssessed, Transient) as error:
        return fail("model", str(error))
    seconds = (house.clock() - started).total_seconds()
    answered = f"{model.name} answered a sample question in {seconds:.1f} s"
    (finding,) = evidence.verify(said.claims, _RUBRIC, (document,))
    if finding.answer is not Answer.MET:
        says = f"{answered}, but wrongly: it did not quote the one line that it was given. Choose "
        return warn("model", says + "a stronger model in model.name")
    if model.kind is AssessorKind.KEYWORD_BASELINE:
        return warn("model", _not_an_llm(f"a keyword baseline answered at {model.base_url}"))
    return ok("model", answered + _price_unknown(house))


def _not_an_llm(who: str) -> str:
    return f'{who}; it is not an LLM: set model.kind = "llm", model.base_url and model.name'


def _price_unknown(house: House) -> str:
    model = house.settings.model
    known = look_up(dict(house.texts.models), model.name)
    if (model.input_price is None or model.output_price is None) and not (known and known.price):
        return "; its price is not known: set model.input_price and model.output_price"
    return ""


def _models_end(house: House) -> list[Check]:
    used = (house.settings.model, house.settings.second_model)
    names = [model.name for model in used if model is not None and model.base_url is not None]
    return models_end(names, house.texts.models, today=house.clock().date())


async def _tenant(house: House, kit: Kit) -> AsyncIterator[Check]:
    name, tenant = f"tenant {kit.tenant}", house.settings.tenants[kit.tenant]
    for check in _key_end(name, tenant.key_expires, house):
        yield check
    if await kit.brake.pulled(kit.tenant):
        yield warn(name, _pulled(house.settings))
    found = None
    for step in kit.policy.screened_steps:
        try:
            first = await _first(kit, step)
        except ScreeningError as error:
            yield fail(name, str(error))
            return
        yield ok(name, f"{step}: readable" + ("" if first else ", and nobody is there"))
        found = found or first
    for wanted in dict.fromkeys((*tenant.only_requisitions, *tenant.requisitions)):
        yield await _tried(name, f"requisition {wanted} is listed", _listed(kit, wanted))
    if found is None:
        says = "files, comments and requisitions were not checked: no candidacy to look at. Put an "
        yield warn(name, says + "invented one at a screened step and ask again")
        return
    async for check in _candidacy(name, kit, found):
        yield check


async def _listed(kit: Kit, wanted: RequisitionId) -> None:
    """Complain of a requisition that the settings name and nobody knows: none would be screened."""
    if await kit.ats.requisition(wanted) is None:
        says = f"the settings name requisition {wanted}, which the ATS lists neither open nor "
        raise Misconfigured(says + "archived: correct its id in only_requisitions or requisitions")


async def _candidacy(name: str, kit: Kit, found: Candidacy) -> AsyncIterator[Check]:
    yield await _tried(name, "a candidacy's files are listed", kit.ats.files(found.ref.id))
    yield await _comments(name, kit, found)
    if found.requisition_id is not None:
        wanted = kit.ats.requisition(found.requisition_id)
        yield await _tried(name, "requisitions are readable", wanted)
    says = "writing comments was not tried: it shows with the first comment, or with screening "
    yield ok(name, says + "probe --write on a test candidacy")


async def _comments(name: str, kit: Kit, found: Candidacy) -> Check:
    """Read a candidacy's comments; a correction counts only if the ATS says who wrote it."""
    try:
        comments = await kit.ats.comments(found.ref.id)
    except ScreeningError as error:
        return fail(name, str(error))
    says = "its timeline comments are readable"
    if kit.policy.corrections and comments and not any(one.author_id for one in comments):
        lack = ", but the ATS does not say who wrote them, so nobody's correction can count: "
        return warn(name, f"{says}{lack}empty tenants.{kit.tenant}.correctors")
    return ok(name, says)


async def _first(kit: Kit, step: Step) -> Candidacy | None:
    """Ask for one page only, however many stand there."""
    async for candidacy in kit.ats.standing(step, since=None):
        return candidacy
    return None


def _key_end(name: str, expires: date | None, house: House) -> list[Check]:
    if expires is None:
        return []
    days = (expires - house.clock().date()).days
    if days > _KEY_ENDS_SOON.days:
        return []
    remedy = "have an administrator make a new one, and set key_expires anew"
    if days <= 0:
        return [fail(name, f"its key ended on {expires}, as key_expires says: {remedy}")]
    return [warn(name, f"its key ends in {days} days, on {expires}: {remedy}")]


def _pulled(settings: Settings) -> str:
    released = "screening brake release"
    if settings.brake_file is not None:
        released += f", and {settings.brake_file} is removed"
    return f"the brake is pulled: nothing is written to the ATS until {released}"


async def _tried(name: str, says: str, call: Awaitable[object]) -> Check:
    try:
        await call
    except ScreeningError as error:
        return fail(name, str(error))
    return ok(name, says)


def _impatient(settings: Settings) -> Settings:
    model = settings.model
    shorter = {
        "attempt_seconds": min(model.attempt_seconds, _MOST_SECONDS),
        "deadline_seconds": min(model.deadline_seconds, _MOST_SECONDS),
    }
    return settings.model_copy(update={"model": model.model_copy(update=shorter)})
