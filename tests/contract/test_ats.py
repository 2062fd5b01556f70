"""What every ATS adapter promises, held against a real HTTP server that behaves like the ATS."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
import stamina
from pydantic import JsonValue, SecretStr

from screening.ats.capabilities import Capabilities, load, save
from screening.ats.herp import HerpHire, japan_day
from screening.ats.http import AtsClient, Timeouts
from screening.ats.pacing import WindowPace
from screening.ats.probe import ProbeReport, probe
from screening.errors import (
    Busy,
    CapabilityOff,
    ContractDrift,
    Gone,
    KeyRejected,
    OutcomeUnknown,
    RateLimited,
    Refused,
    ScopeMissing,
    ScreeningError,
    Unreachable,
    Unreadable,
)
from screening.model import (
    CandidacyId,
    CandidacyStatus,
    CommentFormat,
    FileId,
    Person,
    RequisitionId,
    Step,
    TenantId,
)
from screening.ports import Ats
from screening.simulators.herp import ALL_SCOPES, API_PATH, HerpSimulator
from screening.simulators.herp_faults import Fault, FaultKind, HerpFaults, HerpShape, Route
from screening.simulators.herp_storage import STORAGE_PATH
from screening.simulators.server import serve
from screening.simulators.world import World, WorldCandidacy, WorldFile, WorldRequisition

KEY = "key-of-the-tests"
ACME = TenantId("acme")
STEP = Step("resumeScreening")
START = datetime(2026, 11, 2, 5, 15, 2, 700_000, tzinfo=UTC)
NOBODY = CandidacyId("00000000-0000-4000-8000-00000000ffff")


def candidacy_id(number: int) -> CandidacyId:
    return CandidacyId(str(UUID(int=number, version=4)))


ONE, AT_ENTRY, ENDED = candidacy_id(1), candidacy_id(2), candidacy_id(3)
OPEN, OLD = RequisitionId(candidacy_id(900)), RequisitionId(candidacy_id(901))
CV = b"%PDF-1.7 " + bytes(range(256)) * 40
SECRETS = {
    "note": "SECRET-verdict",
    "tags": ["SECRET-tag"],
    "age": "SECRET-33",
    "email": "SECRET@example.com",
    "telephoneNumber": "SECRET-080",
    "career": "SECRET-career",
}


@dataclass(frozen=True, slots=True)
class Tenant:
    """One adapter, and the other side as its owner sees it."""

    ats: HerpHire
    client: AtsClient
    simulator: HerpSimulator
    slept: list[float]
    url: str

    @property
    def committed(self) -> list[tuple[str, str]]:
        return [(each.kind, each.candidacy) for each in self.simulator.writes if each.committed]

    @property
    def statuses(self) -> list[int | None]:
        return [each.status for each in self.simulator.requests]


Opened = Callable[..., AbstractAsyncContextManager[Tenant]]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def retries_without_waiting() -> Iterator[None]:
    with stamina.set_testing(True, attempts=3, cap=True):
        yield


@pytest.fixture
def world() -> World:
    files = (
        WorldFile(id="f1", name="職務経歴書.pdf", content=CV),
        WorldFile(id="f2", name="秘.xls", content=b"PK", type="odd", private=True),
    )
    agent = {"type": "agent", "agent": {"id": "a", "company": "SECRET-co", "name": "SECRET-ag"}}
    return World(
        requisition=(
            WorldRequisition(id=OPEN, name="エンジニア", required_skills="・Python", extra={}),
            WorldRequisition(id=OLD, name="旧ポジション", archived=True),
        ),
        candidacy=(
            WorldCandidacy(
                id=ONE,
                name="SECRET-name",
                requisition_id=OPEN,
                channel=agent,
                step_minutes_ago=10,
                extra=SECRETS,
                file=files,
            ),
            WorldCandidacy(id=AT_ENTRY, name="SECRET-two", step="entry"),
            WorldCandidacy(id=ENDED, name="SECRET-three", status=CandidacyStatus.TERMINATED),
        ),
    )


@pytest.fixture
def opened(world: World) -> Opened:
    @asynccontextmanager
    async def open_tenant(
        *,
        shape: HerpShape | None = None,
        scopes: frozenset[str] = ALL_SCOPES,
        limit: int | None = 100,
        capabilities: Capabilities | None = None,
        shown: World = world,
        path: str = API_PATH,
        key: str = KEY,
    ) -> AsyncIterator[Tenant]:
        slept: list[float] = []

        def clock() -> datetime:
            return START + timedelta(seconds=sum(slept))

        async def sleep(seconds: float) -> None:
            slept.append(seconds)

        async def hang(seconds: float) -> None:
            await asyncio.Event().wait() if seconds >= 1 else None

        simulator = HerpSimulator(
            shown,
            clock=clock,
            keys={KEY: scopes},
            shape=shape,
            limit=limit,
            faults=HerpFaults(),
            sleep=hang,
        )
        async with serve(simulator.app) as url:
            client = AtsClient(
                url + path,
                SecretStr(key),
                tenant=ACME,
                pace=WindowPace(clock),
                clock=clock,
                user_agent="document-screening/test",
                key_name="HERP_KEY_ACME",
                timeouts=Timeouts(whole=timedelta(milliseconds=400)),
                sleep=sleep,
            )
            ats = HerpHire(client, tenant=ACME, clock=clock, capabilities=capabilities)
            try:
                yield Tenant(ats, client, simulator, slept, url)
            finally:
                await ats.close()

    return open_tenant


def proven() -> Capabilities:
    return Capabilities(tenant=ACME, probed_at=START, step_verified=True, termination_verified=True)


async def standing(ats: Ats, since: date | None = None) -> list[CandidacyId]:
    return [each.ref.id async for each in ats.standing(STEP, since=since)]


# ---------------------------------------------------------------- reading


SHAPES = {
    "usual": HerpShape(),
    "alternative": HerpShape(names="alternative"),
    "bare": HerpShape(files_wrapper=None, comments_wrapper=None),
    "other wrappers": HerpShape(
        files_wrapper="items", comments_wrapper="entries", candidacy_wrapper="candidacy"
    ),
    "not compressed": HerpShape(gzip=False, updated_at_in_single=True),
}


@pytest.mark.parametrize("name", SHAPES)
async def test_whatever_its_shape_the_same_is_read_and_nothing_private(
    opened: Opened, name: str
) -> None:
    async with opened(shape=SHAPES[name]) as tenant:
        tenant.simulator.add_comment(ONE, "ref SCR-TEST")
        ats: Ats = tenant.ats
        candidacy = await ats.candidacy(ONE)
        files = await ats.files(ONE)
        comments = await ats.comments(ONE)
        requisition = await ats.requisition(OPEN)
    assert (candidacy.step, candidacy.channel, candidacy.requisition_id) == (STEP, "agent", OPEN)
    assert candidacy.step_updated_at == START.replace(microsecond=0) - timedelta(minutes=10)
    assert [(each.id, each.kind, each.private) for each in files] == [
        ("f1", "resume", False),
        ("f2", "odd", True),
    ]
    assert (files[0].name, files[0].size_bytes) == ("職務経歴書.pdf", len(CV))
    assert [(each.body, each.author_id) for each in comments] == [("ref SCR-TEST", "U-AB12C")]
    assert comments[0].id is not None
    assert requisition is not None
    assert (requisition.name, requisition.must_text) == ("エンジニア", "・Python")
    for value in (candidacy, *files, *comments, requisition):
        assert "SECRET" not in value.model_dump_json()


@pytest.mark.parametrize("name", SHAPES)
async def test_the_person_is_told_apart_from_the_candidacy(opened: Opened, name: str) -> None:
    async with opened(shape=SHAPES[name]) as tenant:
        ats: Ats = tenant.ats
        person = await ats.person(ONE)
    assert person.names == ("SECRET-name",)
    assert person.contacts == ("SECRET@example.com", "SECRET-080")
    told = person.model_dump_json()
    assert not any(word in told for word in ("verdict", "SECRET-tag", "SECRET-ag", "career"))
    assert tenant.statuses == [200]


async def test_a_person_in_odd_or_other_members_is_read_as_far_as_it_can_be(
    opened: Opened, world: World
) -> None:
    odd: dict[str, JsonValue] = {
        "nameKana": "ひみつ たろう",
        "lastName": "秘密",
        "firstName": "太郎",
        "email": ["a@example.com", 7, None],
        "telephoneNumber": {"mobile": "080-0000-0000"},
        "birthday": 19900401,
        "address": "東京都架空区",
        "age": "33",
    }
    one = world.candidacy[0].model_copy(update={"name": "秘密 太郎", "extra": odd})
    async with opened(shown=world.model_copy(update={"candidacy": (one,)})) as tenant:
        person = await tenant.ats.person(ONE)
    assert person == Person(
        names=("秘密 太郎", "ひみつ たろう", "秘密 太郎"),
        contacts=("a@example.com", "080-0000-0000"),
        others=("東京都架空区",),
    )


async def test_the_person_of_nobody_is_gone(opened: Opened) -> None:
    async with opened() as tenant:
        with pytest.raises(Gone):
            await tenant.ats.person(NOBODY)


async def test_without_the_flag_privacy_is_unknown(opened: Opened) -> None:
    async with opened(shape=HerpShape(private_flag=False)) as tenant:
        assert {each.private for each in await tenant.ats.files(ONE)} == {None}


async def test_only_active_candidacies_at_the_step_are_standing(opened: Opened) -> None:
    async with opened() as tenant:
        assert await standing(tenant.ats) == [ONE]
        assert await standing(tenant.ats, japan_day(START)) == [ONE]
        assert await standing(tenant.ats, japan_day(START) + timedelta(days=1)) == []


async def test_no_row_is_lost_or_doubled_when_rows_arrive_between_pages(
    opened: Opened,
) -> None:
    rows = tuple(
        WorldCandidacy(id=candidacy_id(number), name="n", step_minutes_ago=float(number))
        for number in range(1, 251)
    )
    async with opened(shown=World(candidacy=rows)) as tenant:
        late = WorldCandidacy(id=candidacy_id(999), name="n", step_minutes_ago=0.5)
        tenant.simulator.after(Route.LIST_CANDIDACIES, lambda: tenant.simulator.arrive(late))
        found = await standing(tenant.ats)
    assert found == [candidacy_id(number) for number in range(1, 251)]


async def test_requisitions_are_found_open_archived_or_not_at_all(opened: Opened) -> None:
    async with opened() as tenant:
        old = await tenant.ats.requisition(OLD)
        assert old is not None
        assert old.archived
        assert await tenant.ats.requisition(RequisitionId(NOBODY)) is None


async def test_users_are_ids_only(opened: Opened) -> None:
    async with opened() as tenant:
        users = await tenant.ats.users()
    assert {each.id for each in users} == {"U-AB12C", "U-DE34F", "U-KEY01"}
    assert not [each for each in users if "@" in each.model_dump_json()]


async def test_what_is_not_there_is_gone(opened: Opened) -> None:
    async with opened() as tenant:
        for call in (tenant.ats.candidacy, tenant.ats.files, tenant.ats.comments):
            with pytest.raises(Gone):
                await call(NOBODY)
        with pytest.raises(Gone):
            await tenant.ats.download(ONE, FileId("f9"), limit_bytes=100)
        with pytest.raises(Gone):
            await tenant.ats.post_comment(NOBODY, "text", CommentFormat.PLAIN)


READ_FAULTS: dict[FaultKind, type[ScreeningError] | None] = {
    FaultKind.ERROR: Busy,
    FaultKind.DROP: Busy,
    FaultKind.HANG: Busy,
    FaultKind.BUSY: RateLimited,
    FaultKind.KEY_REJECTED: KeyRejected,
    FaultKind.SCOPE_MISSING: ScopeMissing,
    FaultKind.GONE: Gone,
    FaultKind.HTML: ContractDrift,
    FaultKind.EMPTY: Busy,
    FaultKind.MALFORMED: Busy,
    FaultKind.UNKNOWN_SHAPE: ContractDrift,
    FaultKind.TRUNCATED: Busy,
    FaultKind.SLOW: None,
}


@pytest.mark.parametrize("kind", READ_FAULTS, ids=lambda kind: kind.value)
async def test_every_fault_of_a_read_is_a_typed_error(opened: Opened, kind: FaultKind) -> None:
    expected = READ_FAULTS[kind]
    async with opened() as tenant:
        tenant.simulator.script(Fault(route=Route.LIST_COMMENTS, kind=kind, times=3))
        if expected is None:
            assert await tenant.ats.comments(ONE) == ()
            return
        with pytest.raises(expected) as caught:
            await tenant.ats.comments(ONE)
    assert "GET /v1/candidacies/{candidacy}/timeline-comments" in str(caught.value)
    assert ONE not in str(caught.value)


PASSING = (
    FaultKind.ERROR,
    FaultKind.DROP,
    FaultKind.HANG,
    FaultKind.BUSY,
    FaultKind.EMPTY,
    FaultKind.MALFORMED,
    FaultKind.TRUNCATED,
)


@pytest.mark.parametrize("kind", PASSING, ids=lambda kind: kind.value)
async def test_a_read_outlives_one_passing_fault(opened: Opened, kind: FaultKind) -> None:
    async with opened() as tenant:
        tenant.simulator.script(Fault(route=Route.GET_CANDIDACY, kind=kind))
        assert (await tenant.ats.candidacy(ONE)).ref.id == ONE


# ---------------------------------------------------------------- downloads


async def test_a_download_gives_the_very_bytes(opened: Opened) -> None:
    async with opened() as tenant:
        assert await tenant.ats.download(ONE, FileId("f1"), limit_bytes=len(CV)) == CV
        with pytest.raises(Unreadable):
            await tenant.ats.download(ONE, FileId("f1"), limit_bytes=len(CV) - 1)


async def test_the_key_stays_at_home_when_another_host_holds_the_file(opened: Opened) -> None:
    async with opened(shape=HerpShape(download="redirect")) as tenant:
        assert await tenant.ats.download(ONE, FileId("f1"), limit_bytes=100_000) == CV
    seen = {each.path: each.had_authorization for each in tenant.simulator.requests}
    assert seen == {Route.DOWNLOAD.path: True, STORAGE_PATH: False}


async def test_a_second_redirect_is_not_followed(opened: Opened) -> None:
    async with opened(shape=HerpShape(download="redirect_twice")) as tenant:
        with pytest.raises(ContractDrift, match="second redirect"):
            await tenant.ats.download(ONE, FileId("f1"), limit_bytes=100_000)
    assert tenant.statuses == [302, 302]


@pytest.mark.parametrize("kind", [FaultKind.TRUNCATED, FaultKind.ERROR, FaultKind.DROP])
async def test_a_broken_download_is_begun_again(opened: Opened, kind: FaultKind) -> None:
    async with opened() as tenant:
        tenant.simulator.script(Fault(route=Route.DOWNLOAD, kind=kind))
        assert await tenant.ats.download(ONE, FileId("f1"), limit_bytes=100_000) == CV


# ---------------------------------------------------------------- writing


@pytest.mark.parametrize("status", [200, 201, 204])
@pytest.mark.parametrize("returned", [True, False], ids=["with id", "without id"])
async def test_a_posted_comment_is_there_once(opened: Opened, status: int, returned: bool) -> None:
    shape = HerpShape.model_validate({"write_status": status, "comment_id_returned": returned})
    body = "## 書類選考の要約\n\n- 必須 3/4\n\nref: SCR-7K3FQ2MD"
    async with opened(shape=shape) as tenant:
        posted = await tenant.ats.post_comment(ONE, body, CommentFormat.MARKDOWN)
        (comment,) = await tenant.ats.comments(ONE)
    assert comment.body == body
    assert posted == (comment.id if returned and status != 204 else None)
    assert tenant.committed == [("comment", ONE)]


WRITE_FAULTS: dict[FaultKind, type[ScreeningError] | None] = {
    FaultKind.ERROR: OutcomeUnknown,
    FaultKind.DROP: OutcomeUnknown,
    FaultKind.HANG: OutcomeUnknown,
    FaultKind.BUSY: RateLimited,
    FaultKind.KEY_REJECTED: KeyRejected,
    FaultKind.SCOPE_MISSING: ScopeMissing,
    FaultKind.GONE: Gone,
    FaultKind.HTML: OutcomeUnknown,
    FaultKind.EMPTY: None,
    FaultKind.MALFORMED: None,
    FaultKind.UNKNOWN_SHAPE: None,
    FaultKind.TRUNCATED: OutcomeUnknown,
    FaultKind.SLOW: None,
    FaultKind.ERROR_AFTER: OutcomeUnknown,
    FaultKind.DROP_AFTER: OutcomeUnknown,
    FaultKind.HANG_AFTER: OutcomeUnknown,
    FaultKind.LATE: OutcomeUnknown,
}


@pytest.mark.parametrize("kind", WRITE_FAULTS, ids=lambda kind: kind.value)
async def test_a_write_is_sent_once_and_a_definite_no_was_never_applied(
    opened: Opened, kind: FaultKind
) -> None:
    expected = WRITE_FAULTS[kind]
    async with opened() as tenant:
        tenant.simulator.script(Fault(route=Route.POST_COMMENT, kind=kind))
        if expected is None:
            await tenant.ats.post_comment(ONE, "text", CommentFormat.PLAIN)
        else:
            with pytest.raises(expected) as caught:
                await tenant.ats.post_comment(ONE, "text", CommentFormat.PLAIN)
            assert ONE not in str(caught.value)
    assert len(tenant.simulator.requests) == 1
    if expected is not OutcomeUnknown:
        assert len(tenant.committed) == (expected is None)


async def test_actions_are_off_until_proven(opened: Opened) -> None:
    async with opened() as tenant:
        with pytest.raises(CapabilityOff):
            await tenant.ats.move_step(ONE, Step("firstInterview"))
        with pytest.raises(CapabilityOff):
            await tenant.ats.terminate(ONE, "rejected")
    assert tenant.simulator.requests == ()


async def test_proven_actions_do_what_they_say(opened: Opened) -> None:
    async with opened(capabilities=proven()) as tenant:
        await tenant.ats.move_step(ONE, Step("firstInterview"))
        assert (await tenant.ats.candidacy(ONE)).step == "firstInterview"
        await tenant.ats.terminate(ONE, "rejected")
        assert (await tenant.ats.candidacy(ONE)).status is CandidacyStatus.TERMINATED
        with pytest.raises(Refused):
            await tenant.ats.terminate(ONE, "rejected")
    assert tenant.committed == [("step", ONE), ("termination", ONE)]


# ---------------------------------------------------------------- key, scopes, allowance


async def test_an_expired_key_is_named(opened: Opened) -> None:
    async with opened() as tenant:
        await tenant.ats.candidacy(ONE)
        tenant.simulator.expire_key(KEY)
        with pytest.raises(KeyRejected, match="HERP_KEY_ACME") as caught:
            await tenant.ats.candidacy(ONE)
    assert KEY not in str(caught.value)


@pytest.mark.parametrize("scope", sorted(ALL_SCOPES))
async def test_a_missing_scope_is_named(opened: Opened, scope: str) -> None:
    async with opened(scopes=ALL_SCOPES - {scope}) as tenant:
        calls: dict[str, Callable[[], Awaitable[object]]] = {
            "candidacy:read": lambda: tenant.ats.files(ONE),
            "candidacy:write": lambda: tenant.ats.post_comment(ONE, "t", CommentFormat.PLAIN),
            "requisition:read": lambda: tenant.ats.requisition(OPEN),
            "user:read": lambda: tenant.ats.users(),
        }
        with pytest.raises(ScopeMissing, match=scope):
            await calls[scope]()


async def test_a_wrong_base_address_is_told_apart_from_a_missing_candidacy(
    opened: Opened,
) -> None:
    async with opened(path="/hire/public") as tenant:
        with pytest.raises(ContractDrift, match="base address"):
            await standing(tenant.ats)


async def test_a_backlog_never_meets_the_limit(opened: Opened) -> None:
    async with opened() as tenant:
        for _ in range(150):
            await tenant.ats.candidacy(ONE)
    assert set(tenant.statuses) == {200}
    assert 120 <= sum(tenant.slept) <= 125


async def test_what_others_use_up_is_waited_for(opened: Opened) -> None:
    async with opened() as tenant:
        tenant.simulator.spend(100)
        assert (await tenant.ats.candidacy(ONE)).ref.id == ONE
    assert tenant.statuses == [429, 200]


async def test_a_used_up_allowance_refuses_a_write_for_certain(opened: Opened) -> None:
    async with opened() as tenant:
        tenant.simulator.spend(100)
        with pytest.raises(RateLimited) as caught:
            await tenant.ats.post_comment(ONE, "text", CommentFormat.PLAIN)
        assert caught.value.until is not None
        assert START < caught.value.until <= START + timedelta(seconds=63)
    assert tenant.committed == []


async def test_others_keep_twenty_of_the_hundred(opened: Opened) -> None:
    async with opened() as tenant:
        tenant.simulator.spend(50)
        for _ in range(30):
            await tenant.ats.candidacy(ONE)
        assert tenant.slept == []
        await tenant.ats.candidacy(ONE)
    assert sum(tenant.slept) > 55
    assert set(tenant.statuses) == {200}


# ---------------------------------------------------------------- the probe


def text_of(report: ProbeReport) -> str:
    return "\n".join(row.model_dump_json() for row in report.rows)


async def test_a_probe_reads_only_and_shows_names_and_types(opened: Opened) -> None:
    async with opened() as tenant:
        tenant.simulator.add_comment(ONE, "SECRET-comment")
        report = await probe(tenant.client, tenant=ACME, clock=lambda: START)
    assert tenant.simulator.writes == ()
    assert {row.number for row in report.rows} == set(range(1, 13))
    found = {row.number: row for row in report.rows}
    assert "candidacies[].note: string (1)" in found[1].keys
    assert found[2].finding == "ignored: rows came back"
    assert found[5].finding == "404 with a message"
    assert found[6].finding == "private flag: isPrivate"
    assert found[12].status == 401
    assert len(tenant.simulator.requests) <= 20
    for secret in ("SECRET", "見本", "採用", "職務", "example.com", ONE, KEY):
        assert secret not in text_of(report)
        assert secret not in report.capabilities.model_dump_json()
    assert report.capabilities.seen["files"].wrapper == "files"
    assert report.capabilities.private_flag == "isPrivate"
    assert not report.capabilities.step_verified
    assert not report.capabilities.termination_verified


async def test_a_probe_with_a_test_candidacy_proves_the_step_and_no_more(
    opened: Opened,
) -> None:
    async with opened() as tenant:
        report = await probe(tenant.client, tenant=ACME, clock=lambda: START, write_to=AT_ENTRY)
    assert report.capabilities.step_verified
    assert not report.capabilities.termination_verified
    assert {candidacy for _, candidacy in tenant.committed} == {AT_ENTRY}
    assert [kind for kind, _ in tenant.committed] == ["comment", "step", "step"]
    posted = next(row for row in report.rows if row.number == 13)
    assert posted.finding.startswith("read back 1 times")


async def test_a_probe_terminates_only_with_its_own_permission(
    opened: Opened, tmp_path: Path
) -> None:
    async with opened() as tenant:
        report = await probe(
            tenant.client,
            tenant=ACME,
            clock=lambda: START,
            write_to=AT_ENTRY,
            may_terminate=True,
        )
        again = await probe(
            tenant.client, tenant=ACME, clock=lambda: START, previous=report.capabilities
        )
    assert report.capabilities.termination_verified
    assert [row.status for row in report.rows if row.number == 15] == [200, 400]
    assert tenant.committed[-1] == ("termination", AT_ENTRY)
    assert again.capabilities.step_verified
    assert again.capabilities.termination_verified
    save(tmp_path / "caps" / "acme.json", again.capabilities)
    assert load(tmp_path / "caps" / "acme.json", tenant=ACME) == again.capabilities


async def test_a_probe_tries_no_action_on_a_candidacy_that_cannot_prove_it(
    opened: Opened,
) -> None:
    async with opened() as tenant:
        report = await probe(
            tenant.client, tenant=ACME, clock=lambda: START, write_to=ENDED, may_terminate=True
        )
    assert [kind for kind, _ in tenant.committed] == ["comment"]
    tried = {row.number: row.finding for row in report.rows if row.number > 13}
    assert all(finding.startswith("not tried") for finding in tried.values())
    assert set(tried) == {14, 15}
    assert not report.capabilities.step_verified
    assert not report.capabilities.termination_verified


async def test_a_probe_with_a_wrong_key_reports_it_row_by_row(opened: Opened) -> None:
    async with opened(key="wrong") as tenant:
        report = await probe(tenant.client, tenant=ACME, clock=lambda: START)
    assert {row.status for row in report.rows} == {401}
    assert report.capabilities.seen == {}


async def test_an_unreachable_ats_is_a_row_without_status(opened: Opened) -> None:
    async with opened() as tenant:
        url = tenant.url
    client = AtsClient(
        url,
        SecretStr(KEY),
        tenant=ACME,
        pace=WindowPace(lambda: START),
        clock=lambda: START,
        user_agent="test",
    )
    report = await probe(client, tenant=ACME, clock=lambda: START)
    with pytest.raises(Unreachable):
        await HerpHire(client, tenant=ACME, clock=lambda: START).post_comment(
            ONE, "text", CommentFormat.PLAIN
        )
    await client.close()
    assert {row.status for row in report.rows} == {None}
    assert "could not be sent" in report.rows[0].finding
