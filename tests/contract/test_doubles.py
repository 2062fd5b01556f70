"""A double that passes no contract is a lie: each is held here beside the real thing."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol
from uuid import UUID

import pytest
import stamina
from pydantic import SecretStr

from screening.ats.herp import HerpHire
from screening.ats.http import AtsClient
from screening.ats.pacing import WindowPace
from screening.errors import (
    CapabilityOff,
    Gone,
    KeyRejected,
    NotAssessed,
    OutcomeUnknown,
    RateLimited,
    ScopeMissing,
    ScreeningError,
    Unreadable,
)
from screening.extract.sandbox.reader import SandboxedReader
from screening.llm.keyword import KeywordBaseline
from screening.model import (
    Answer,
    Assessment,
    CandidacyId,
    CandidacyStatus,
    CommentFormat,
    Document,
    DocumentFormat,
    FileId,
    Language,
    Line,
    ModelCall,
    ModelOutcome,
    PlannedCall,
    Question,
    RequisitionId,
    Step,
)
from screening.ports import Assessor, Ats, Reader
from screening.prompt import questions
from screening.rubric import compile_rubric
from screening.simulators.herp import ALL_SCOPES, API_PATH, HerpSimulator
from screening.simulators.herp_faults import Fault, FaultKind, HerpFaults, Route
from screening.simulators.server import serve
from screening.simulators.world import World, WorldCandidacy, WorldFile, WorldRequisition
from support.builders import (
    CV,
    HOUR,
    QUOTE,
    STEP,
    TENANT,
    make_candidacy,
    make_file,
    make_requisition,
    open_bench,
    shipped_texts,
)
from support.fakes import (
    START,
    Applied,
    Call,
    FakeAssessor,
    FakeAts,
    FakeReader,
    Killed,
    MortalDatabase,
    ScriptedClock,
)

KEY = "key-of-the-tests"


def id_of(number: int) -> CandidacyId:
    return CandidacyId(str(UUID(int=number, version=4)))


ONE, EARLIER, ELSEWHERE, ENDED, NOBODY = (id_of(number) for number in range(1, 6))
OPEN, UNLISTED = RequisitionId(id_of(900)), RequisitionId(id_of(901))
OTHER_STEP = Step("entry")
PLACE = {ONE: (STEP, 60), EARLIER: (STEP, 3 * 24 * 60), ELSEWHERE: (OTHER_STEP, 60)}
FILES = {
    "f1": make_file("f1", name="resume.txt", size_bytes=len(CV)),
    "f2": make_file("f2", name="private.txt", private=True, size_bytes=len(CV)),
}


# ---------------------------------------------------------------- the ATS


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One way a post goes wrong, as either side is told to produce it."""

    kind: FaultKind
    error: type[ScreeningError]
    applied: Applied = Applied.NEVER


BREAKDOWNS = [
    Breakdown(FaultKind.ERROR, OutcomeUnknown),
    Breakdown(FaultKind.DROP, OutcomeUnknown),
    Breakdown(FaultKind.ERROR_AFTER, OutcomeUnknown, Applied.AT_ONCE),
    Breakdown(FaultKind.DROP_AFTER, OutcomeUnknown, Applied.AT_ONCE),
    Breakdown(FaultKind.BUSY, RateLimited),
    Breakdown(FaultKind.KEY_REJECTED, KeyRejected),
    Breakdown(FaultKind.SCOPE_MISSING, ScopeMissing),
    Breakdown(FaultKind.GONE, Gone),
]


class Site(Protocol):
    """An adapter, and the persons on the other side."""

    @property
    def ats(self) -> Ats:
        """The adapter."""
        ...

    def say(self, id: CandidacyId, body: str) -> None:
        """Write a comment as a person."""

    def move(self, id: CandidacyId, step: Step) -> None:
        """Move as a person."""

    def end(self, id: CandidacyId) -> None:
        """End as a person."""

    def leave(self, id: CandidacyId) -> None:
        """Remove a candidacy."""

    def break_post(self, breakdown: Breakdown) -> None:
        """Let the next post go wrong."""

    def posted(self) -> list[str]:
        """Return the bodies that were applied."""
        ...


@dataclass(frozen=True, slots=True)
class Double:
    """The double."""

    ats: FakeAts

    def say(self, id: CandidacyId, body: str) -> None:
        self.ats.say(id, body)

    def move(self, id: CandidacyId, step: Step) -> None:
        self.ats.move(id, step)

    def end(self, id: CandidacyId) -> None:
        self.ats.end(id)

    def leave(self, id: CandidacyId) -> None:
        self.ats.leave(id)

    def break_post(self, breakdown: Breakdown) -> None:
        self.ats.fail(Call.POST_COMMENT, breakdown.error(), applied=breakdown.applied)

    def posted(self) -> list[str]:
        return [write.text for write in self.ats.writes]


@dataclass(frozen=True, slots=True)
class Real:
    """The adapter for HERP Hire, against a server that behaves like it."""

    ats: HerpHire
    herp: HerpSimulator

    def say(self, id: CandidacyId, body: str) -> None:
        self.herp.add_comment(id, body)

    def move(self, id: CandidacyId, step: Step) -> None:
        self.herp.move(id, step)

    def end(self, id: CandidacyId) -> None:
        self.herp.terminate(id, "rejected")

    def leave(self, id: CandidacyId) -> None:
        self.herp.remove(id)

    def break_post(self, breakdown: Breakdown) -> None:
        self.herp.script(Fault(route=Route.POST_COMMENT, kind=breakdown.kind))

    def posted(self) -> list[str]:
        return [write.body for write in self.herp.writes if write.committed]


@asynccontextmanager
async def open_double() -> AsyncIterator[Double]:
    clock = ScriptedClock()
    ats = FakeAts(TENANT, clock)
    ats.publish(make_requisition().model_copy(update={"id": OPEN}))
    for each, (step, minutes) in PLACE.items():
        since = START - timedelta(minutes=minutes)
        ats.arrive(make_candidacy(each, step=step, since=since, requisition=OPEN))
    ats.arrive(make_candidacy(ENDED, status=CandidacyStatus.TERMINATED))
    for file in FILES.values():
        ats.attach(ONE, file, CV)
    yield Double(ats)


def world() -> World:
    files = tuple(
        WorldFile(
            id=file.id,
            name=file.name,
            content=CV,
            mime_type="text/plain",
            private=bool(file.private),
        )
        for file in FILES.values()
    )
    rows = [
        WorldCandidacy(
            id=each,
            name="n",
            requisition_id=OPEN,
            step=step,
            step_minutes_ago=minutes,
            file=files if each == ONE else (),
        )
        for each, (step, minutes) in PLACE.items()
    ]
    ended = WorldCandidacy(id=ENDED, name="n", step=STEP, status=CandidacyStatus.TERMINATED)
    wanted = WorldRequisition(
        id=OPEN, name="Backend Engineer", required_skills="- Experience with PostgreSQL"
    )
    return World(requisition=(wanted,), candidacy=(*rows, ended))


@asynccontextmanager
async def open_real() -> AsyncIterator[Real]:
    clock = ScriptedClock()
    herp = HerpSimulator(world(), clock=clock, keys={KEY: ALL_SCOPES}, faults=HerpFaults())

    async def sleep(seconds: float) -> None:
        clock.turn(timedelta(seconds=seconds))

    async with serve(herp.app) as url:
        client = AtsClient(
            url + API_PATH,
            SecretStr(KEY),
            tenant=TENANT,
            pace=WindowPace(clock),
            clock=clock,
            user_agent="test",
            sleep=sleep,
        )
        ats = HerpHire(client, tenant=TENANT, clock=clock)
        with stamina.set_testing(True, attempts=1):
            yield Real(ats, herp)
        await ats.close()


SITES: dict[str, Callable[[], AbstractAsyncContextManager[Site]]] = {
    "HERP Hire": open_real,
    "double": open_double,
}


@pytest.fixture(params=SITES)
async def site(request: pytest.FixtureRequest) -> AsyncIterator[Site]:
    async with SITES[str(request.param)]() as opened:
        yield opened


async def test_a_candidacy_is_read_as_it_stands_now(site: Site) -> None:
    before = await site.ats.candidacy(ONE)
    assert (before.step, before.step_updated_at) == (STEP, START - HOUR)
    assert (before.ref.tenant, before.requisition_id) == (TENANT, OPEN)
    site.move(ONE, OTHER_STEP)
    after = await site.ats.candidacy(ONE)
    assert (after.step, after.step_updated_at) == (OTHER_STEP, START)
    site.end(ONE)
    assert (await site.ats.candidacy(ONE)).status is CandidacyStatus.TERMINATED


async def standing(ats: Ats, since: date | None) -> list[CandidacyId]:
    return [each.ref.id async for each in ats.standing(STEP, since=since)]


async def test_active_candidacies_of_a_step_are_listed_newest_first(site: Site) -> None:
    assert await standing(site.ats, None) == [ONE, EARLIER]
    assert await standing(site.ats, START.date()) == [ONE]
    assert await standing(site.ats, START.date() + timedelta(days=1)) == []


async def test_a_requisition_is_found_or_none(site: Site) -> None:
    found = await site.ats.requisition(OPEN)
    assert found is not None
    assert found.must_text == "- Experience with PostgreSQL"
    assert await site.ats.requisition(UNLISTED) is None


async def test_files_are_listed_and_fetched_within_a_limit(site: Site) -> None:
    found = await site.ats.files(ONE)
    assert [(each.id, each.name, each.private) for each in found] == [
        (each.id, each.name, each.private) for each in FILES.values()
    ]
    assert await site.ats.files(EARLIER) == ()
    assert await site.ats.download(ONE, found[0].id, limit_bytes=len(CV)) == CV
    with pytest.raises(Unreadable):
        await site.ats.download(ONE, found[0].id, limit_bytes=len(CV) - 1)
    with pytest.raises(Gone):
        await site.ats.download(ONE, FileId("f9"), limit_bytes=len(CV))


async def test_a_posted_comment_is_read_back_beside_those_of_persons(site: Site) -> None:
    site.say(ONE, "Looks good")
    posted = await site.ats.post_comment(ONE, "Ref SCR-7K3FQ2MD", CommentFormat.MARKDOWN)
    found = await site.ats.comments(ONE)
    assert sorted(each.body for each in found) == ["Looks good", "Ref SCR-7K3FQ2MD"]
    assert posted in {None, *(each.id for each in found)}
    assert await site.ats.comments(EARLIER) == ()


async def test_what_is_not_there_is_gone(site: Site) -> None:
    site.leave(EARLIER)
    for nobody in (NOBODY, EARLIER):
        for call in (site.ats.candidacy, site.ats.files, site.ats.comments):
            with pytest.raises(Gone):
                await call(nobody)
        with pytest.raises(Gone):
            await site.ats.post_comment(nobody, "text", CommentFormat.PLAIN)
    assert site.posted() == []


@pytest.mark.parametrize("breakdown", BREAKDOWNS, ids=lambda one: one.kind.value)
async def test_the_error_of_a_post_says_what_became_of_it(site: Site, breakdown: Breakdown) -> None:
    site.break_post(breakdown)
    with pytest.raises(breakdown.error):
        await site.ats.post_comment(ONE, "text", CommentFormat.PLAIN)
    assert site.posted() == ["text"] * (breakdown.applied is Applied.AT_ONCE)
    if breakdown.error is not KeyRejected:
        assert len(await site.ats.comments(ONE)) == len(site.posted())


async def test_no_action_without_its_proof(site: Site) -> None:
    with pytest.raises(CapabilityOff):
        await site.ats.move_step(ONE, OTHER_STEP)
    with pytest.raises(CapabilityOff):
        await site.ats.terminate(ONE, "rejected")
    assert (await site.ats.candidacy(ONE)).step == STEP


# ---------------------------------------------------------------- reader


@pytest.fixture(params=[SandboxedReader, FakeReader])
def reader(request: pytest.FixtureRequest) -> Reader:
    made: Reader = request.param()
    return made


async def test_a_plain_text_is_read_line_by_line(reader: Reader) -> None:
    content = b"Summary  \n\n  Operated PostgreSQL.\n"
    document = await reader.read(FILES["f1"], content)
    assert [line.number for line in document.lines] == [1, 2]
    assert [line.text.strip() for line in document.lines] == ["Summary", "Operated PostgreSQL."]
    assert document.file == FILES["f1"]
    assert document.sha256 == (await reader.read(FILES["f1"], content)).sha256
    assert document.sha256 != (await reader.read(FILES["f1"], content + b"x\n")).sha256


@pytest.mark.parametrize("content", [b"", b" \n", b"\x00", b"PK\x03\x04", b"%PDF-", b"\xff" * 9])
async def test_what_is_no_text_is_unreadable(reader: Reader, content: bytes) -> None:
    with pytest.raises(Unreadable):
        await reader.read(FILES["f1"], content)


# ---------------------------------------------------------------- assessor


class Kept:
    """A journal in memory."""

    def __init__(self) -> None:
        self.rows: list[tuple[ModelCall, Assessment | None]] = []

    async def begin(self, planned: PlannedCall) -> None:
        """Let it begin."""

    async def record(self, call: ModelCall, assessment: Assessment | None) -> None:
        self.rows.append((call, assessment))


def make_question() -> Question:
    lines = (Line(number=1, page=None, text=QUOTE), Line(number=2, page=None, text="Sings."))
    document = Document(
        file=FILES["f1"], sha256="0" * 64, format=DocumentFormat.TEXT, pages=None, lines=lines
    )
    rubric = compile_rubric(make_requisition(must="- PostgreSQL\n- Kubernetes\n- Terraform"))
    prompt = shipped_texts().prompt
    (made,) = questions(prompt, rubric, (document,), language=Language.EN, fence="0" * 12)
    return made


ASSESSORS: dict[str, Callable[[], Assessor]] = {
    "baseline": KeywordBaseline,
    "double": lambda: FakeAssessor(ScriptedClock()),
}


@pytest.mark.parametrize("name", ASSESSORS)
async def test_every_requirement_is_answered_once_with_a_quote_or_not_at_all(name: str) -> None:
    assessor, journal, question = ASSESSORS[name](), Kept(), make_question()
    assessment = await assessor.assess(question, journal)
    assert [one.requirement_id for one in assessment.claims] == [one.id for one in question.asked]
    assert [one.answer for one in assessment.claims] == [
        Answer.MET,
        Answer.NOT_STATED,
        Answer.NOT_STATED,
    ]
    assert [quote.text for quote in assessment.claims[0].quotes] == [QUOTE]
    assert assessment.question == question.fingerprint
    assert assessment.assessor == assessor.identity
    await assessor.close()


async def test_the_double_reports_every_attempt_as_a_model_does() -> None:
    assessor, journal, question = FakeAssessor(ScriptedClock()), Kept(), make_question()
    assessor.fail(NotAssessed(ModelOutcome.REFUSED))
    with pytest.raises(NotAssessed):
        await assessor.assess(question, journal)
    answer = await assessor.assess(question, journal)
    assert [(call.outcome, kept) for call, kept in journal.rows] == [
        (ModelOutcome.REFUSED, None),
        (ModelOutcome.OK, answer),
    ]


# ---------------------------------------------------------------- a process that dies


async def test_a_dead_process_writes_nothing_until_it_is_started_again(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        bench.arrive()
        bench.database.die(before=1)
        for _ in range(2):
            with pytest.raises(Killed):
                await bench.sweep()
            assert await bench.tally() == ()
        bench.database.start_again()
        assert isinstance(bench.ledger.database, MortalDatabase)
        assert await bench.sweep() == 1


async def test_a_death_after_a_write_keeps_the_write(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        bench.arrive()
        bench.database.die(after=1)
        with pytest.raises(Killed):
            await bench.sweep()
        assert len(await bench.tally()) == 1
