"""Is everything that a worker needs in order? Each check says what it saw and what to do."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from screening.errors import NotAssessed, ScreeningError, Transient, Unreadable
from screening.fingerprint import fence_name
from screening.kit import Kit
from screening.llm.environment import environment_conflicts
from screening.llm.prices import look_up
from screening.model import (
    Assessment,
    AssessorKind,
    Document,
    FileId,
    FileMeta,
    ModelCall,
    Outcome,
    Requirement,
    RequirementId,
    RequirementKind,
    RequisitionId,
    Rubric,
    RubricSource,
    Value,
)
from screening.prompt import questions
from screening.settings import Settings
from screening.wiring import House, open_house

_SOON = timedelta(days=30)
_ENDS_SOON = timedelta(days=90)
_SAMPLE = b"Invented sample: ran a PostgreSQL database in production for four years.\n"


class State(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


class Check(Value):
    """One thing that was looked at."""

    name: str
    state: State
    says: str


@dataclass(slots=True)
class _Quiet:
    """A journal for a question that belongs to no candidacy."""

    calls: int = 0

    async def record(self, call: ModelCall, assessment: Assessment | None) -> None:
        """Count the call."""
        del call, assessment
        self.calls += 1


async def examine(settings: Settings, environ: Mapping[str, str]) -> AsyncIterator[Check]:
    """Make every check, one after the other; a failed one does not stop the others."""
    for conflict in environment_conflicts(environ, base_url=settings.model.base_url or ""):
        yield Check(name="environment", state=State.FAIL, says=conflict)
    async with AsyncExitStack() as stack:
        try:
            house = await stack.enter_async_context(open_house(settings))
        except ScreeningError as error:
            yield Check(name="start", state=State.FAIL, says=str(error))
            return
        yield Check(name="settings", state=State.OK, says="read, with all prompts and templates")
        yield await _ledger(house)
        document, reading = await _reading(house)
        yield reading
        if document is not None:
            yield await _model(house, document)
        for check in _calendar(house):
            yield check
        for kit in house.kits.values():
            async for check in _tenant(kit):
                yield check


async def _ledger(house: House) -> Check:
    waiting = 0
    stuck = 0
    for tenant in house.kits:
        for tally in await house.ledger.tally(tenant):
            waiting += tally.outcome is None
            stuck += tally.outcome is Outcome.NEEDS_OPERATOR
    says = f"opened; {waiting} candidacies waiting"
    if stuck:
        says += f"; {stuck} need an operator: look at each with screening explain"
    return Check(name="ledger", state=State.WARN if stuck else State.OK, says=says)


async def _reading(house: House) -> tuple[Document | None, Check]:
    file = FileMeta(id=FileId("sample"), name="sample.txt", kind="resume")
    try:
        document = await house.reader.read(file, _SAMPLE)
    except Unreadable as error:
        says = f"the child process that reads files did not answer ({error.reason}): look at the "
        says += "limits under [reading], and whether this machine lets processes start children"
        return None, Check(name="reading", state=State.FAIL, says=says)
    return document, Check(name="reading", state=State.OK, says="a sample was read in its child")


async def _model(house: House, document: Document) -> Check:
    identity = house.assessor.identity
    if house.settings.model.base_url is None:
        says = "keyword baseline, not an LLM: set model.base_url and model.name for a real model"
        return Check(name="model", state=State.WARN, says=says)
    rubric = Rubric(
        requisition_id=RequisitionId("sample"),
        source=RubricSource.RULES,
        requirements=(
            Requirement(
                id=RequirementId("R1"), kind=RequirementKind.MUST, text="Experience with PostgreSQL"
            ),
        ),
    )
    kit = next(iter(house.kits.values()))
    (question,) = questions(
        kit.prompt,
        rubric,
        (document,),
        language=kit.policy.language,
        fence=fence_name(kit.secret, "doctor"),
    )
    try:
        await house.assessor.assess(question, _Quiet())
    except (NotAssessed, Transient) as error:
        return Check(name="model", state=State.FAIL, says=str(error))
    if identity.kind is AssessorKind.KEYWORD_BASELINE:
        says = f"{identity.model} answered; it is not an LLM"
        return Check(name="model", state=State.WARN, says=says)
    return Check(name="model", state=State.OK, says=f"{identity.model} answered a sample question")


def _calendar(house: House) -> list[Check]:
    today = house.clock().date()
    model = look_up(dict(house.texts.models), house.settings.model.name)
    checks = []
    if model is not None and model.shutdown is not None and model.shutdown - today < _ENDS_SOON:
        says = f"{model.name} is listed to end on {model.shutdown}: choose another in model.name"
        checks.append(Check(name="model", state=State.WARN, says=says))
    for name, tenant in house.settings.tenants.items():
        if tenant.key_expires is not None and tenant.key_expires - today < _SOON:
            checks.append(_expiry(name, tenant.key_expires, today))
    return checks


def _expiry(tenant: str, expires: date, today: date) -> Check:
    days = (expires - today).days
    state = State.WARN if days > 0 else State.FAIL
    when = f"ends in {days} days" if days > 0 else "has ended"
    says = f"the ATS key {when} ({expires}): have an administrator make a new one"
    return Check(name=f"tenant {tenant}", state=state, says=says)


async def _tenant(kit: Kit) -> AsyncIterator[Check]:
    name = f"tenant {kit.tenant}"
    if await kit.brake.pulled(kit.tenant):
        says = "the brake is pulled: nothing is written until screening brake release"
        yield Check(name=name, state=State.WARN, says=says)
    try:
        found = None
        for step in kit.policy.screened_steps:
            count = 0
            async for candidacy in kit.ats.standing(step, since=None):
                count += 1
                found = found or candidacy
            yield Check(name=name, state=State.OK, says=f"{count} active candidacies at {step}")
        if found is None:
            says = "no candidacy to look at: files, comments and requisitions were not checked"
            yield Check(name=name, state=State.WARN, says=says)
            return
        await kit.ats.files(found.ref.id)
        await kit.ats.comments(found.ref.id)
        yield Check(name=name, state=State.OK, says="files and comments are readable")
        if found.requisition_id is not None:
            known = await kit.ats.requisition(found.requisition_id)
            says = (
                "requisitions are readable" if known else "a candidacy's requisition is not listed"
            )
            yield Check(
                name=name,
                state=State.OK if known else State.WARN,
                says=f"requisitions: {says}",
            )
    except ScreeningError as error:
        yield Check(name=name, state=State.FAIL, says=str(error))
        return
    says = "whether the key may write is only proven by writing: screening probe --write CANDIDACY"
    yield Check(name=name, state=State.OK, says=says)
