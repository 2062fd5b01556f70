"""What every ledger promises, held over SQLite always and over PostgreSQL where there is one.

Set SCREENING_TEST_POSTGRES to the address of a server on which this user may create databases,
such as postgresql://postgres@127.0.0.1:5432/postgres; each test makes one and drops it again.
"""

import asyncio
import os
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from screening.errors import BudgetSpent, LeaseLost, NotAssessed
from screening.model import (
    Answer,
    Assessment,
    AssessorIdentity,
    AssessorKind,
    Budget,
    Candidacy,
    CandidacyId,
    CandidacyRef,
    CandidacyStatus,
    Claim,
    CommentFormat,
    CommentId,
    Decision,
    Effect,
    EffectState,
    Evidence,
    FileId,
    FileReading,
    Finding,
    Fingerprint,
    Lease,
    ModelCall,
    ModelOutcome,
    OpenScreening,
    Outcome,
    PlannedCall,
    PostComment,
    Reason,
    Reference,
    Requirement,
    RequirementId,
    RequirementKind,
    RequisitionId,
    Rubric,
    RubricSource,
    ScreeningId,
    ScreeningRecord,
    Sighting,
    Step,
    TenantId,
    Versions,
)
from screening.ports import Brake, Journal, Ledger
from screening.store.brake import SqlBrake
from screening.store.failures import LedgerDefect
from screening.store.ledger import SqlLedger
from screening.store.open import open_ledger

T0 = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
TERM = timedelta(seconds=60)
MINUTE = timedelta(minutes=1)
TENANT = TenantId("acme")
REF = CandidacyRef(tenant=TENANT, id=CandidacyId("c-1"))
FIRST = Sighting(ref=REF, step=Step("documents"), step_updated_at=T0 - MINUTE)
SECOND = Sighting(ref=REF, step=Step("interview"), step_updated_at=T0)
QUESTION = Fingerprint("a" * 64)
BASIS = Fingerprint("b" * 64)


@pytest.fixture(params=["sqlite", "postgres"])
async def address(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'ledger.db'}"
        return
    server = os.environ.get("SCREENING_TEST_POSTGRES")
    if not server:
        pytest.skip("PostgreSQL not tested: SCREENING_TEST_POSTGRES holds no address")
    name = f"screening_test_{uuid.uuid4().hex}"
    await _on_server(server, f'CREATE DATABASE "{name}"')
    url = make_url(server).set(database=name)
    yield url.render_as_string(hide_password=False)
    await _on_server(server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
async def ledger(address: str) -> AsyncIterator[SqlLedger]:
    opened = await open_ledger(address)
    yield opened
    await opened.close()


async def _on_server(server: str, statement: str) -> None:
    url = make_url(server).set(drivername="postgresql+asyncpg")
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(statement))
    await engine.dispose()


# ---------------------------------------------------------------- builders


def ref(id: str, tenant: str = "acme") -> CandidacyRef:
    return CandidacyRef(tenant=TenantId(tenant), id=CandidacyId(id))


def sighting(id: str, tenant: str = "acme") -> Sighting:
    return Sighting(ref=ref(id, tenant), step=Step("documents"), step_updated_at=T0)


def record(
    opened: OpenScreening, *, basis: Fingerprint = BASIS, actions: int = 1
) -> ScreeningRecord:
    requirement = Requirement(
        id=RequirementId("R1"), kind=RequirementKind.MUST, text="Python in production"
    )
    evidence = Evidence(
        file_id=FileId("f-1"), file_name="cv.pdf", page=1, line=3, text="Python 実務5年"
    )
    finding = Finding(
        requirement_id=RequirementId("R1"),
        answer=Answer.MET,
        claimed=Answer.MET,
        evidence=(evidence,),
    )
    comment = PostComment(body="書類選考の結果", format=CommentFormat.PLAIN)
    return ScreeningRecord(
        id=opened.id,
        reference=Reference("SCR-0123ABCD"),
        ref=opened.sighting.ref,
        step=opened.sighting.step,
        step_updated_at=opened.sighting.step_updated_at,
        requisition=None,
        basis=basis,
        versions=Versions(
            code="0",
            prompt=QUESTION,
            template=QUESTION,
            rubric=QUESTION,
            policy=QUESTION,
            policy_name="comment-only",
            assessor=AssessorIdentity(kind=AssessorKind.LLM, model="some-model"),
        ),
        files=(),
        readings=(),
        unread=(),
        rubric=Rubric(
            requisition_id=RequisitionId("r-1"),
            source=RubricSource.RULES,
            requirements=(requirement,),
        ),
        assessments=(),
        findings=(finding,),
        verdict=None,
        decision=Decision(outcome=Outcome.SCREENED, reason=Reason.JUDGED),
        actions=(comment,) * actions,
        decided_at=T0,
    )


def call(attempt: int = 1, cost: str | None = "0.1234567890123456789") -> ModelCall:
    return ModelCall(
        question=QUESTION,
        attempt=attempt,
        model="some-model",
        outcome=ModelOutcome.OK,
        status=200,
        input_tokens=1200,
        cost_usd=None if cost is None else Decimal(cost),
        duration=timedelta(seconds=1, microseconds=7),
        started_at=T0,
    )


def assessment(missing: str = "") -> Assessment:
    return Assessment(
        assessor=AssessorIdentity(kind=AssessorKind.LLM, model="some-model"),
        question=QUESTION,
        claims=(Claim(requirement_id=RequirementId("R1"), answer=Answer.MET, missing=missing),),
    )


async def claim(ledger: Ledger, *, now: datetime = T0, owner: str = "one") -> Lease:
    """Claim the one candidacy that is due."""
    (bell,) = await ledger.due(now=now, limit=10)
    lease = await ledger.claim(bell.work, owner=owner, now=now, term=TERM)
    assert lease is not None
    return lease


async def begin(ledger: Ledger, seen: Sighting = FIRST, *, now: datetime = T0) -> Lease:
    assert await ledger.notice(seen, due_at=now)
    return await claim(ledger, now=now)


@dataclass(frozen=True, slots=True)
class Decided:
    lease: Lease
    screening: ScreeningId
    effect: Effect


async def decided(ledger: Ledger, seen: Sighting = FIRST, *, now: datetime = T0) -> Decided:
    lease = await begin(ledger, seen, now=now)
    opened = await ledger.open(lease, seen, now=now)
    await ledger.decide(lease, record(opened), now=now)
    (effect,) = await ledger.effects(opened.id)
    return Decided(lease, opened.id, effect)


async def finish(
    ledger: Ledger,
    lease: Lease,
    screening: ScreeningId,
    outcome: Outcome,
    reason: Reason,
    *,
    now: datetime = T0,
) -> None:
    """End a screening and hand the candidacy back."""
    await ledger.end(lease, screening, outcome, reason, now=now)
    await ledger.rest(lease, now=now)


async def is_due(ledger: Ledger, now: datetime) -> bool:
    return bool(await ledger.due(now=now, limit=10))


async def comment_state(ledger: Ledger, screening: ScreeningId) -> EffectState:
    (effect,) = await ledger.effects(screening)
    return effect.state


# ---------------------------------------------------------------- noticing


async def test_a_job_key_makes_work_once(ledger: Ledger) -> None:
    assert await ledger.notice(FIRST, due_at=T0)
    assert not await ledger.notice(FIRST, due_at=T0 + MINUTE)
    assert len(await ledger.due(now=T0, limit=10)) == 1


async def test_a_hundred_notices_at_once_make_one_piece_of_work(ledger: Ledger) -> None:
    made = await asyncio.gather(*(ledger.notice(FIRST, due_at=T0) for _ in range(100)))
    assert made.count(True) == 1


async def test_the_same_moment_in_another_zone_is_the_same_key(ledger: Ledger) -> None:
    await ledger.notice(FIRST, due_at=T0)
    tokyo = FIRST.step_updated_at.astimezone(timezone(timedelta(hours=9)))
    assert not await ledger.notice(FIRST.model_copy(update={"step_updated_at": tokyo}), due_at=T0)


async def test_a_new_step_makes_new_work_for_a_candidacy_at_rest(ledger: Ledger) -> None:
    lease = await begin(ledger)
    await ledger.rest(lease, now=T0)
    assert not await is_due(ledger, T0 + MINUTE)
    assert await ledger.notice(SECOND, due_at=T0 + MINUTE)
    assert (await claim(ledger, now=T0 + MINUTE)).since == T0 + MINUTE


async def test_a_key_already_screened_is_no_new_work_after_another_was_seen(
    ledger: Ledger,
) -> None:
    lease = await begin(ledger)
    await ledger.open(lease, FIRST, now=T0)
    await ledger.notice(SECOND, due_at=T0)
    assert not await ledger.notice(FIRST, due_at=T0)


async def test_a_new_key_never_postpones_work_that_is_due_earlier(ledger: Ledger) -> None:
    await ledger.notice(FIRST, due_at=T0)
    await ledger.notice(SECOND, due_at=T0 + 10 * MINUTE)
    assert await is_due(ledger, T0)


async def test_a_nudge_makes_an_unknown_candidacy_due(ledger: Ledger) -> None:
    await ledger.nudge(REF, due_at=T0)
    assert (await claim(ledger)).ref == REF


async def test_a_nudge_wakes_parked_work_and_begins_its_time_anew(ledger: Ledger) -> None:
    lease = await begin(ledger)
    await ledger.park(lease, until=T0 + 60 * MINUTE, reason="busy", counts=True, now=T0)
    await ledger.nudge(REF, due_at=T0 + MINUTE)
    again = await claim(ledger, now=T0 + MINUTE)
    assert (again.since, again.attempts) == (T0 + MINUTE, 0)


# ---------------------------------------------------------------- due


async def test_due_lists_the_oldest_of_each_tenant_in_turn(ledger: Ledger) -> None:
    for minute, (name, tenant) in enumerate(
        [("a1", "a"), ("a2", "a"), ("a3", "a"), ("b1", "b"), ("b2", "b")]
    ):
        await ledger.notice(sighting(name, tenant), due_at=T0 + minute * MINUTE)
    now = T0 + 10 * MINUTE
    order = []
    for bell in await ledger.due(now=now, limit=10):
        lease = await ledger.claim(bell.work, owner="one", now=now, term=TERM)
        assert lease is not None
        order.append(lease.ref.id)
    assert order == ["a1", "b1", "a2", "b2", "a3"]


async def test_due_leaves_out_the_future_the_held_and_what_exceeds_the_limit(
    ledger: Ledger,
) -> None:
    await begin(ledger, sighting("held"))
    await ledger.notice(sighting("future"), due_at=T0 + MINUTE)
    assert await ledger.due(now=T0, limit=10) == ()
    for number in range(4):
        await ledger.notice(sighting(f"c{number}"), due_at=T0)
    assert len(await ledger.due(now=T0, limit=3)) == 3


# ---------------------------------------------------------------- leases


async def test_a_claim_is_refused_while_held_before_due_and_for_the_unknown(
    ledger: Ledger,
) -> None:
    lease = await begin(ledger)
    await ledger.notice(sighting("later"), due_at=T0 + MINUTE)
    (later,) = await ledger.due(now=T0 + MINUTE, limit=10)
    for work in (lease.work, later.work, type(lease.work)("unknown")):
        assert await ledger.claim(work, owner="two", now=T0, term=TERM) is None


async def test_of_twenty_who_claim_at_once_one_gets_it(ledger: Ledger) -> None:
    await ledger.notice(FIRST, due_at=T0)
    (bell,) = await ledger.due(now=T0, limit=1)
    claims = (ledger.claim(bell.work, owner=str(number), now=T0, term=TERM) for number in range(20))
    assert len([lease for lease in await asyncio.gather(*claims) if lease]) == 1


async def test_a_lease_lives_to_its_last_moment_and_can_be_renewed_beyond(ledger: Ledger) -> None:
    lease = await begin(ledger)
    assert not await is_due(ledger, lease.until)
    renewed = await ledger.renew(lease, now=lease.until, term=TERM)
    assert renewed.until == lease.until + TERM
    assert not await is_due(ledger, lease.until + MINUTE / 2)
    assert await is_due(ledger, renewed.until + MINUTE)


async def test_a_claim_that_never_came_back_is_due_again_and_counted(ledger: Ledger) -> None:
    await begin(ledger)
    fences, crashes, now = [], [], T0
    for _ in range(3):
        now += 2 * MINUTE
        lease = await claim(ledger, now=now)
        fences.append(lease.fence)
        crashes.append(lease.crashes)
    assert (fences, crashes) == ([2, 3, 4], [1, 2, 3])
    await ledger.park(lease, until=now, reason="busy", counts=False, now=now)
    assert (await claim(ledger, now=now)).crashes == 0


async def test_parking_counts_attempts_only_when_asked(ledger: Ledger) -> None:
    lease = await begin(ledger)
    for counts, attempts in ((True, 1), (False, 1), (True, 2)):
        await ledger.park(lease, until=T0, reason="busy", counts=counts, now=T0)
        lease = await claim(ledger)
        assert (lease.attempts, lease.since) == (attempts, T0)


Write = Callable[[Ledger, Decided], Awaitable[object]]
WRITES: dict[str, Write] = {
    "renew": lambda ledger, it: ledger.renew(it.lease, now=T0, term=TERM),
    "park": lambda ledger, it: ledger.park(it.lease, until=T0, reason="busy", counts=True, now=T0),
    "rest": lambda ledger, it: ledger.rest(it.lease, now=T0),
    "open": lambda ledger, it: ledger.open(it.lease, SECOND, now=T0),
    "decide": lambda ledger, it: ledger.decide(
        it.lease, record(OpenScreening(id=it.screening, sighting=FIRST)), now=T0
    ),
    "end": lambda ledger, it: ledger.end(
        it.lease, it.screening, Outcome.GONE, Reason.NOT_FOUND, now=T0
    ),
    "record": lambda ledger, it: ledger.journal(it.lease, it.screening).record(call(), None),
    "intend": lambda ledger, it: ledger.intend(it.lease, it.effect.id, now=T0),
    "settle": lambda ledger, it: ledger.settle(
        it.lease, it.effect.id, EffectState.STOOD_DOWN, now=T0
    ),
}


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("thief", ["one", "two"])
async def test_no_write_passes_once_another_has_claimed(
    ledger: Ledger, write: str, thief: str
) -> None:
    it = await decided(ledger)
    now = it.lease.until + MINUTE
    stolen = await claim(ledger, now=now, owner=thief)
    before = (await ledger.events(REF), await ledger.effects(it.screening))
    with pytest.raises(LeaseLost):
        await WRITES[write](ledger, it)
    assert (await ledger.events(REF), await ledger.effects(it.screening)) == before
    assert await ledger.calls(it.screening) == ()
    await ledger.renew(stolen, now=now, term=TERM)


@pytest.mark.parametrize("write", WRITES)
async def test_no_write_passes_once_the_lease_is_given_back(ledger: Ledger, write: str) -> None:
    """The fence has not moved yet: nobody has claimed since."""
    it = await decided(ledger)
    await ledger.park(it.lease, until=T0, reason="busy", counts=False, now=T0)
    before = (await ledger.events(REF), await ledger.effects(it.screening))
    with pytest.raises(LeaseLost):
        await WRITES[write](ledger, it)
    assert (await ledger.events(REF), await ledger.effects(it.screening)) == before


# ---------------------------------------------------------------- noticed while held


async def test_work_noticed_while_held_is_due_after_a_rest(ledger: Ledger) -> None:
    lease = await begin(ledger)
    assert await ledger.notice(SECOND, due_at=T0 + MINUTE)
    await ledger.rest(lease, now=T0)
    assert not await is_due(ledger, T0)
    again = await claim(ledger, now=T0 + MINUTE)
    assert again.since == T0 + MINUTE


async def test_work_noticed_while_held_is_due_after_an_end(ledger: Ledger) -> None:
    lease = await begin(ledger)
    opened = await ledger.open(lease, FIRST, now=T0)
    await ledger.notice(SECOND, due_at=T0)
    await finish(ledger, lease, opened.id, Outcome.GONE, Reason.NOT_FOUND, now=T0)
    assert await is_due(ledger, T0)


async def test_a_nudge_while_held_is_not_lost(ledger: Ledger) -> None:
    lease = await begin(ledger)
    await ledger.nudge(REF, due_at=T0)
    await ledger.rest(lease, now=T0)
    assert await is_due(ledger, T0)


async def test_work_noticed_while_held_comes_before_a_long_parking(ledger: Ledger) -> None:
    lease = await begin(ledger)
    await ledger.notice(SECOND, due_at=T0 + MINUTE)
    await ledger.park(lease, until=T0 + 60 * MINUTE, reason="busy", counts=True, now=T0)
    again = await claim(ledger, now=T0 + MINUTE)
    assert (again.since, again.attempts) == (T0 + MINUTE, 0)


async def test_work_noticed_while_held_never_delays_a_parking(ledger: Ledger) -> None:
    lease = await begin(ledger)
    await ledger.notice(SECOND, due_at=T0 + 60 * MINUTE)
    await ledger.park(lease, until=T0 + MINUTE, reason="busy", counts=True, now=T0)
    assert await is_due(ledger, T0 + MINUTE)


async def test_work_noticed_before_a_crash_is_done_by_the_next_claim(ledger: Ledger) -> None:
    await begin(ledger)
    await ledger.notice(SECOND, due_at=T0 + MINUTE)
    after = await claim(ledger, now=T0 + 5 * MINUTE)
    assert (after.since, after.crashes) == (T0 + MINUTE, 1)
    await ledger.rest(after, now=T0 + 5 * MINUTE)
    assert not await is_due(ledger, T0 + 60 * MINUTE)


async def test_work_noticed_for_later_survives_a_crash_and_the_claim_after_it(
    ledger: Ledger,
) -> None:
    await begin(ledger)
    await ledger.notice(SECOND, due_at=T0 + 30 * MINUTE)
    after = await claim(ledger, now=T0 + 5 * MINUTE)
    await ledger.rest(after, now=T0 + 5 * MINUTE)
    assert not await is_due(ledger, T0 + 29 * MINUTE)
    assert await is_due(ledger, T0 + 30 * MINUTE)


# ---------------------------------------------------------------- opening


async def test_opening_twice_gives_the_same_screening(ledger: Ledger) -> None:
    lease = await begin(ledger)
    first = await ledger.open(lease, FIRST, now=T0)
    assert await ledger.open(lease, FIRST, now=T0 + MINUTE) == first
    assert len(await ledger.screenings(REF)) == 1


async def test_a_decided_screening_is_opened_with_its_record(ledger: Ledger) -> None:
    it = await decided(ledger)
    again = await ledger.open(it.lease, FIRST, now=T0)
    assert again.record == record(again)
    assert again.outcome is None


async def test_a_screening_that_ended_undecided_is_opened_again_by_hand(ledger: Ledger) -> None:
    lease = await begin(ledger)
    opened = await ledger.open(lease, FIRST, now=T0)
    await finish(ledger, lease, opened.id, Outcome.NEEDS_OPERATOR, Reason.GAVE_UP, now=T0)
    (ended,) = await ledger.screenings(REF)
    assert (ended.outcome, ended.reason) == (Outcome.NEEDS_OPERATOR, Reason.GAVE_UP)
    await ledger.nudge(REF, due_at=T0)
    again = await ledger.open(await claim(ledger), FIRST, now=T0)
    assert again == opened


async def screened(ledger: Ledger) -> Decided:
    """Bring the first candidacy to its comment and hand it back."""
    it = await decided(ledger)
    await ledger.intend(it.lease, it.effect.id, now=T0)
    await ledger.settle(it.lease, it.effect.id, EffectState.CONFIRMED, now=T0)
    await finish(ledger, it.lease, it.screening, Outcome.SCREENED, Reason.JUDGED)
    return it


async def test_a_screening_that_ended_decided_stays_ended(ledger: Ledger) -> None:
    await screened(ledger)
    again = await ledger.open(await begin(ledger, SECOND), FIRST, now=T0)
    assert again.outcome is Outcome.SCREENED
    assert again.record is not None


async def test_a_nudge_has_a_decided_candidacy_looked_at_anew(ledger: Ledger) -> None:
    it = await screened(ledger)
    await ledger.nudge(REF, due_at=T0)
    lease = await claim(ledger)
    again = await ledger.open(lease, FIRST, now=T0)
    assert again.id != it.screening
    assert (again.outcome, again.record) == (None, None)
    assert await ledger.open(lease, FIRST, now=T0) == again
    assert await ledger.commented(REF, BASIS) == it.screening
    old, _ = await ledger.screenings(REF)
    assert old.outcome is Outcome.SCREENED


async def test_two_nudges_before_the_next_look_begin_two_rounds_of_which_one_is_used(
    ledger: Ledger,
) -> None:
    await screened(ledger)
    await ledger.nudge(REF, due_at=T0)
    await ledger.nudge(REF, due_at=T0)
    await ledger.open(await claim(ledger), FIRST, now=T0)
    assert len(await ledger.screenings(REF)) == 2


async def test_a_key_screened_in_a_later_round_is_no_new_work(ledger: Ledger) -> None:
    await screened(ledger)
    await ledger.nudge(REF, due_at=T0)
    await ledger.open(await claim(ledger), SECOND, now=T0)
    assert not await ledger.notice(SECOND, due_at=T0)


async def test_a_lease_carries_the_candidacy_as_the_poll_saw_it_until_a_nudge(
    ledger: Ledger,
) -> None:
    seen = Candidacy(
        ref=REF,
        status=CandidacyStatus.ACTIVE,
        step=FIRST.step,
        step_updated_at=FIRST.step_updated_at,
        applied_at=T0 - MINUTE,
        requisition_id=None,
        channel="agent",
    )
    await ledger.notice(FIRST, due_at=T0, candidacy=seen)
    lease = await claim(ledger)
    assert lease.seen == seen
    await ledger.rest(lease, now=T0)
    await ledger.nudge(REF, due_at=T0)
    assert (await claim(ledger)).seen is None


async def test_an_undecided_older_screening_is_overtaken(ledger: Ledger) -> None:
    lease = await begin(ledger)
    await ledger.open(lease, FIRST, now=T0)
    await ledger.open(lease, SECOND, now=T0)
    old, new = await ledger.screenings(REF)
    assert (old.outcome, old.reason) == (Outcome.OVERTAKEN, Reason.MOVED_BY_PERSON)
    assert new.outcome is None


async def test_an_unsent_comment_of_an_older_screening_stands_down(ledger: Ledger) -> None:
    it = await decided(ledger)
    await ledger.open(it.lease, SECOND, now=T0)
    assert await comment_state(ledger, it.screening) is EffectState.STOOD_DOWN
    old, _ = await ledger.screenings(REF)
    assert old.outcome is Outcome.OVERTAKEN
    with pytest.raises(LedgerDefect):
        await ledger.intend(it.lease, it.effect.id, now=T0)


@pytest.mark.parametrize("state", [EffectState.SENDING, EffectState.UNKNOWN])
async def test_a_comment_on_its_way_keeps_its_older_screening_open_and_the_candidacy_due(
    ledger: Ledger, state: EffectState
) -> None:
    it = await decided(ledger)
    await ledger.intend(it.lease, it.effect.id, now=T0)
    if state is EffectState.UNKNOWN:
        await ledger.settle(it.lease, it.effect.id, state, now=T0)
    new = await ledger.open(it.lease, SECOND, now=T0)
    assert await comment_state(ledger, it.screening) is state
    await finish(ledger, it.lease, new.id, Outcome.NOTHING_NEW, Reason.SAME_BASIS, now=T0)
    lease = await claim(ledger)
    await ledger.settle(lease, it.effect.id, EffectState.CONFIRMED, now=T0)
    await finish(ledger, lease, it.screening, Outcome.SCREENED, Reason.JUDGED, now=T0)
    assert not await is_due(ledger, T0 + MINUTE)


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        (EffectState.CONFIRMED, (Outcome.SCREENED, Reason.JUDGED)),
        (EffectState.REFUSED, (Outcome.NEEDS_OPERATOR, Reason.WRITE_REFUSED)),
        (EffectState.UNPROVEN, (Outcome.NEEDS_OPERATOR, Reason.OUTCOME_UNPROVEN)),
    ],
)
async def test_an_older_screening_whose_end_was_not_written_ends_as_its_comment_says(
    ledger: Ledger, state: EffectState, outcome: tuple[Outcome, Reason]
) -> None:
    it = await decided(ledger)
    await ledger.intend(it.lease, it.effect.id, now=T0)
    await ledger.settle(it.lease, it.effect.id, state, now=T0)
    await ledger.open(it.lease, SECOND, now=T0)
    old, _ = await ledger.screenings(REF)
    assert (old.outcome, old.reason) == outcome


async def test_a_sighting_of_another_candidacy_is_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerDefect, match="another candidacy"):
        await ledger.open(await begin(ledger), sighting("c-2"), now=T0)


# ---------------------------------------------------------------- deciding


async def test_a_decision_plans_its_comment_with_a_frozen_body(ledger: Ledger) -> None:
    it = await decided(ledger)
    assert it.effect.state is EffectState.PLANNED
    assert it.effect.attempt == 0
    assert it.effect.action.body == "書類選考の結果"
    assert it.effect.reference == "SCR-0123ABCD"


async def test_the_same_decision_twice_is_harmless(ledger: Ledger) -> None:
    it = await decided(ledger)
    (opened,) = await ledger.screenings(REF)
    await ledger.decide(it.lease, record(opened), now=T0 + MINUTE)
    assert len(await ledger.effects(it.screening)) == 1


async def test_another_decision_on_the_same_screening_is_refused(ledger: Ledger) -> None:
    it = await decided(ledger)
    (opened,) = await ledger.screenings(REF)
    with pytest.raises(LedgerDefect, match="decided or ended already"):
        await ledger.decide(it.lease, record(opened, basis=QUESTION), now=T0)


async def test_a_decision_without_a_screening_is_refused(ledger: Ledger) -> None:
    lease = await begin(ledger)
    unopened = OpenScreening(id=ScreeningId("none"), sighting=FIRST)
    with pytest.raises(LedgerDefect, match="not opened"):
        await ledger.decide(lease, record(unopened), now=T0)


async def test_a_decision_is_stored_whole_or_not_at_all(ledger: Ledger) -> None:
    lease = await begin(ledger)
    opened = await ledger.open(lease, FIRST, now=T0)
    with pytest.raises(LedgerDefect, match="breaks a rule"):  # two comments of one screening
        await ledger.decide(lease, record(opened, actions=2), now=T0)
    assert await ledger.open(lease, FIRST, now=T0) == opened
    assert await ledger.effects(opened.id) == ()


async def test_a_basis_is_decided_once_for_a_candidacy(ledger: Ledger) -> None:
    it = await decided(ledger)
    await ledger.intend(it.lease, it.effect.id, now=T0)
    assert await ledger.commented(REF, BASIS) == it.screening
    assert await ledger.commented(REF, QUESTION) is None
    assert await ledger.commented(ref("c-2"), BASIS) is None
    second = await ledger.open(it.lease, SECOND, now=T0)
    with pytest.raises(LedgerDefect, match="decided already"):
        await ledger.decide(it.lease, record(second), now=T0)


async def test_a_basis_whose_comment_stood_down_may_be_decided_again(ledger: Ledger) -> None:
    it = await decided(ledger)
    second = await ledger.open(it.lease, SECOND, now=T0)
    assert await ledger.commented(REF, BASIS) is None
    await ledger.decide(it.lease, record(second), now=T0)
    assert await ledger.commented(REF, BASIS) == second.id


async def test_a_comment_that_may_exist_keeps_its_basis(ledger: Ledger) -> None:
    it = await decided(ledger)
    await ledger.intend(it.lease, it.effect.id, now=T0)
    await ledger.end(
        it.lease, it.screening, Outcome.NEEDS_OPERATOR, Reason.OUTCOME_UNPROVEN, now=T0
    )
    assert await comment_state(ledger, it.screening) is EffectState.UNPROVEN
    assert await ledger.commented(REF, BASIS) == it.screening


# ---------------------------------------------------------------- ending


async def test_an_end_keeps_the_candidacy_claimed_until_it_rests(ledger: Ledger) -> None:
    lease = await begin(ledger)
    opened = await ledger.open(lease, FIRST, now=T0)
    await ledger.end(lease, opened.id, Outcome.SKIPPED, Reason.TERMINATED, now=T0)
    lease = await ledger.renew(lease, now=T0, term=TERM)
    await ledger.rest(lease, now=T0)
    assert not await is_due(ledger, T0 + 60 * MINUTE)


async def test_a_crash_between_the_end_and_the_rest_leaves_the_candidacy_due(
    ledger: Ledger,
) -> None:
    lease = await begin(ledger)
    opened = await ledger.open(lease, FIRST, now=T0)
    await ledger.end(lease, opened.id, Outcome.SKIPPED, Reason.TERMINATED, now=T0)
    await ledger.rest(await claim(ledger, now=T0 + 2 * MINUTE), now=T0 + 2 * MINUTE)
    assert not await is_due(ledger, T0 + 60 * MINUTE)


async def test_the_same_end_twice_is_harmless_and_another_is_refused(ledger: Ledger) -> None:
    it = await decided(ledger)
    await ledger.end(it.lease, it.screening, Outcome.GONE, Reason.NOT_FOUND, now=T0)
    before = await ledger.events(REF)
    await ledger.end(it.lease, it.screening, Outcome.GONE, Reason.NOT_FOUND, now=T0)
    assert await ledger.events(REF) == before
    with pytest.raises(LedgerDefect, match="ended already"):
        await ledger.end(it.lease, it.screening, Outcome.SCREENED, Reason.JUDGED, now=T0)


@pytest.mark.parametrize("sent", [False, True])
async def test_nothing_ends_as_screened_before_its_comment_is_settled(
    ledger: Ledger, sent: bool
) -> None:
    it = await decided(ledger)
    if sent:
        await ledger.intend(it.lease, it.effect.id, now=T0)
    with pytest.raises(LedgerDefect, match="not done"):
        await ledger.end(it.lease, it.screening, Outcome.SCREENED, Reason.JUDGED, now=T0)


async def test_nothing_ends_as_screened_without_a_decision(ledger: Ledger) -> None:
    lease = await begin(ledger)
    opened = await ledger.open(lease, FIRST, now=T0)
    with pytest.raises(LedgerDefect, match="not done"):
        await ledger.end(lease, opened.id, Outcome.SCREENED, Reason.JUDGED, now=T0)


@pytest.mark.parametrize("sent", [False, True])
@pytest.mark.parametrize("outcome", [Outcome.OVERTAKEN, Outcome.NEEDS_OPERATOR, Outcome.GONE])
async def test_no_other_end_leaves_anything_in_the_air(
    ledger: Ledger, outcome: Outcome, sent: bool
) -> None:
    it = await decided(ledger)
    if sent:
        await ledger.intend(it.lease, it.effect.id, now=T0)
    await ledger.end(it.lease, it.screening, outcome, Reason.CRASHED, now=T0)
    expected = EffectState.UNPROVEN if sent else EffectState.STOOD_DOWN
    assert await comment_state(ledger, it.screening) is expected


async def test_an_operator_can_have_an_unsent_comment_decided_and_sent_again(
    ledger: Ledger,
) -> None:
    it = await decided(ledger)
    await finish(ledger, it.lease, it.screening, Outcome.NEEDS_OPERATOR, Reason.GAVE_UP)
    assert await comment_state(ledger, it.screening) is EffectState.STOOD_DOWN
    await ledger.nudge(REF, due_at=T0)
    lease = await claim(ledger)
    again = await ledger.open(lease, FIRST, now=T0)
    await ledger.decide(lease, record(again), now=T0)
    assert await comment_state(ledger, again.id) is EffectState.PLANNED


async def test_a_screening_of_another_candidacy_cannot_be_ended(ledger: Ledger) -> None:
    it = await decided(ledger)
    other = await begin(ledger, sighting("c-2"))
    with pytest.raises(LedgerDefect, match="not of the leased candidacy"):
        await ledger.end(other, it.screening, Outcome.GONE, Reason.NOT_FOUND, now=T0)


# ---------------------------------------------------------------- effects


async def test_an_intent_is_committed_with_its_attempt_and_time(ledger: Ledger) -> None:
    it = await decided(ledger)
    sending = await ledger.intend(it.lease, it.effect.id, now=T0 + MINUTE)
    assert (sending.state, sending.attempt) == (EffectState.SENDING, 1)
    assert sending.sent_at == T0 + MINUTE
    assert await ledger.effects(it.screening) == (sending,)


async def test_a_comment_is_confirmed_with_its_id(ledger: Ledger) -> None:
    it = await decided(ledger)
    await ledger.intend(it.lease, it.effect.id, now=T0)
    settled = await ledger.settle(
        it.lease, it.effect.id, EffectState.CONFIRMED, now=T0, remote_id=CommentId("k-7")
    )
    assert (settled.state, settled.remote_id) == (EffectState.CONFIRMED, "k-7")


async def test_an_attempt_never_sent_is_taken_back_and_can_be_made_again(ledger: Ledger) -> None:
    it = await decided(ledger)
    await ledger.intend(it.lease, it.effect.id, now=T0)
    back = await ledger.settle(it.lease, it.effect.id, EffectState.PLANNED, now=T0)
    assert (back.state, back.attempt, back.sent_at) == (EffectState.PLANNED, 0, None)
    again = await ledger.intend(it.lease, it.effect.id, now=T0 + MINUTE)
    assert (again.attempt, again.sent_at) == (1, T0 + MINUTE)


@pytest.mark.parametrize("state", [EffectState.PLANNED, EffectState.REFUSED])
async def test_only_the_claim_that_sent_can_say_that_nothing_was_applied(
    ledger: Ledger, state: EffectState
) -> None:
    it = await decided(ledger)
    await ledger.intend(it.lease, it.effect.id, now=T0)
    after_crash = await claim(ledger, now=T0 + 2 * MINUTE)
    with pytest.raises(LedgerDefect, match="another claim"):
        await ledger.settle(after_crash, it.effect.id, state, now=T0 + 2 * MINUTE)


async def test_what_may_have_arrived_is_sent_again_only_after_proven_absence(
    ledger: Ledger,
) -> None:
    it = await decided(ledger)
    await ledger.intend(it.lease, it.effect.id, now=T0)
    with pytest.raises(LedgerDefect, match="must not be sent"):
        await ledger.intend(it.lease, it.effect.id, now=T0)
    await ledger.settle(it.lease, it.effect.id, EffectState.UNKNOWN, now=T0)
    with pytest.raises(LedgerDefect, match="must not be sent"):
        await ledger.intend(it.lease, it.effect.id, now=T0)
    absent = await ledger.settle(
        it.lease, it.effect.id, EffectState.UNKNOWN, now=T0, absent_since=T0 + MINUTE
    )
    assert absent.absent_since == T0 + MINUTE
    again = await ledger.intend(it.lease, it.effect.id, now=T0 + 2 * MINUTE)
    assert (again.attempt, again.absent_since) == (2, None)


async def test_an_absence_from_before_the_sending_proves_nothing(ledger: Ledger) -> None:
    it = await decided(ledger)
    await ledger.intend(it.lease, it.effect.id, now=T0)
    with pytest.raises(LedgerDefect, match="absence"):
        await ledger.settle(
            it.lease, it.effect.id, EffectState.UNKNOWN, now=T0, absent_since=T0 - MINUTE
        )


async def test_what_may_have_arrived_does_not_stand_down(ledger: Ledger) -> None:
    it = await decided(ledger)
    await ledger.intend(it.lease, it.effect.id, now=T0)
    await ledger.settle(it.lease, it.effect.id, EffectState.UNKNOWN, now=T0)
    with pytest.raises(LedgerDefect, match="cannot stand down"):
        await ledger.settle(it.lease, it.effect.id, EffectState.STOOD_DOWN, now=T0)


FORWARD = {
    EffectState.PLANNED: {EffectState.STOOD_DOWN},
    EffectState.SENDING: {
        EffectState.PLANNED,
        EffectState.CONFIRMED,
        EffectState.REFUSED,
        EffectState.UNKNOWN,
        EffectState.UNPROVEN,
    },
    EffectState.UNKNOWN: {
        EffectState.UNKNOWN,
        EffectState.CONFIRMED,
        EffectState.STOOD_DOWN,
        EffectState.UNPROVEN,
    },
}


async def _bring_to(ledger: Ledger, it: Decided, state: EffectState) -> None:
    if state is EffectState.PLANNED:
        return
    if state is EffectState.STOOD_DOWN:
        await ledger.settle(it.lease, it.effect.id, state, now=T0)
        return
    await ledger.intend(it.lease, it.effect.id, now=T0)
    if state is not EffectState.SENDING:
        absent = T0 if state is EffectState.UNKNOWN else None
        await ledger.settle(it.lease, it.effect.id, state, now=T0, absent_since=absent)


@pytest.mark.parametrize("before", EffectState)
async def test_effects_go_only_where_the_table_lets_them(
    ledger: Ledger, before: EffectState
) -> None:
    for number, after in enumerate(EffectState):
        seen = sighting(f"c-{number}")
        it = await decided(ledger, seen)
        await _bring_to(ledger, it, before)
        if after in FORWARD.get(before, set()):
            settled = await ledger.settle(it.lease, it.effect.id, after, now=T0)
            assert settled.state is after
        else:
            with pytest.raises(LedgerDefect, match=f"is {before} and cannot become {after}"):
                await ledger.settle(it.lease, it.effect.id, after, now=T0)
            assert await comment_state(ledger, it.screening) is before


async def test_a_body_altered_after_the_decision_is_never_sent(ledger: SqlLedger) -> None:
    it = await decided(ledger)
    alter = text("UPDATE effects SET action = replace(action, :ours, :theirs)")
    values = {"ours": "書類選考", "theirs": "something"}
    await ledger.database.write(lambda connection: connection.execute(alter, values))
    with pytest.raises(LedgerDefect, match="altered"):
        await ledger.intend(it.lease, it.effect.id, now=T0)
    assert await comment_state(ledger, it.screening) is EffectState.PLANNED


async def test_an_effect_of_another_candidacy_cannot_be_sent(ledger: Ledger) -> None:
    it = await decided(ledger)
    other = await begin(ledger, sighting("c-2"))
    with pytest.raises(LedgerDefect, match="not of the leased candidacy"):
        await ledger.intend(other, it.effect.id, now=T0)


# ---------------------------------------------------------------- the model's calls and answers


async def test_an_answer_is_kept_with_its_call_and_found_again(ledger: Ledger) -> None:
    lease = await begin(ledger)
    opened = await ledger.open(lease, FIRST, now=T0)
    journal = ledger.journal(lease, opened.id)
    await journal.record(call(attempt=1, cost=None), None)
    assert await ledger.answer(REF, QUESTION) is None
    await journal.record(call(attempt=2), assessment())
    assert await ledger.answer(REF, QUESTION) == assessment()
    assert await ledger.answer(ref("c-2"), QUESTION) is None
    assert await ledger.calls(opened.id) == (call(attempt=1, cost=None), call(attempt=2))


async def test_the_first_answer_to_a_question_stays(ledger: Ledger) -> None:
    lease = await begin(ledger)
    opened = await ledger.open(lease, FIRST, now=T0)
    journal = ledger.journal(lease, opened.id)
    await journal.record(call(attempt=1), assessment("first"))
    await journal.record(call(attempt=2), assessment("second"))
    assert await ledger.answer(REF, QUESTION) == assessment("first")
    assert len(await ledger.calls(opened.id)) == 2


async def test_an_answer_to_another_question_is_refused(ledger: Ledger) -> None:
    lease = await begin(ledger)
    opened = await ledger.open(lease, FIRST, now=T0)
    other = call().model_copy(update={"question": BASIS})
    with pytest.raises(LedgerDefect, match="another question"):
        await ledger.journal(lease, opened.id).record(other, assessment())


async def test_a_journal_of_another_candidacys_screening_is_refused(ledger: Ledger) -> None:
    it = await decided(ledger)
    other = await begin(ledger, sighting("c-2"))
    with pytest.raises(LedgerDefect, match="not of the leased candidacy"):
        await ledger.journal(other, it.screening).record(call(), None)


# ---------------------------------------------------------------- what the model may cost


def planned(
    usd: str | None = "0.40", *, tokens: int = 1_000, at: datetime = T0, attempt: int = 1
) -> PlannedCall:
    return PlannedCall(
        question=QUESTION,
        attempt=attempt,
        model="some-model",
        most_tokens=tokens,
        most_usd=None if usd is None else Decimal(usd),
        started_at=at,
    )


async def spender(ledger: Ledger, budget: Budget, id: str = "c-1", *, of: str = "r-1") -> Journal:
    seen = sighting(id)
    lease = await begin(ledger, seen)
    opened = await ledger.open(lease, seen, now=T0)
    return ledger.journal(lease, opened.id, requisition=RequisitionId(of), budget=budget)


async def test_a_call_is_charged_at_its_most_until_it_has_ended(ledger: Ledger) -> None:
    journal = await spender(ledger, Budget(screening_usd=Decimal("0.70")))
    await journal.begin(planned())
    with pytest.raises(NotAssessed, match="candidacy_usd"):
        await journal.begin(planned())
    await journal.record(call(cost="0.05"), None)
    await journal.begin(planned())


async def test_a_call_that_was_cut_off_stays_charged(ledger: Ledger) -> None:
    """Nobody knows whether the vendor took money for it."""
    lease = await begin(ledger)
    opened = await ledger.open(lease, FIRST, now=T0)
    budget = Budget(screening_usd=Decimal("0.70"))
    await ledger.journal(lease, opened.id, budget=budget).begin(planned())
    with pytest.raises(NotAssessed):
        await ledger.journal(lease, opened.id, budget=budget).begin(planned())
    assert [one.outcome for one in await ledger.calls(opened.id)] == [ModelOutcome.UNDER_WAY]


@pytest.mark.parametrize(
    ("status", "passes"),
    [(400, True), (429, True), (503, True), (504, False), (None, False), (200, False)],
)
async def test_only_a_rejected_call_without_usage_costs_nothing(
    ledger: Ledger, status: int | None, passes: bool
) -> None:
    journal = await spender(ledger, Budget(screening_usd=Decimal("0.70")))
    await journal.begin(planned())
    failed = {"outcome": ModelOutcome.UNAVAILABLE, "status": status, "input_tokens": None}
    await journal.record(call(cost=None).model_copy(update=failed), None)
    if passes:
        await journal.begin(planned())
    else:
        with pytest.raises(NotAssessed):
            await journal.begin(planned())


async def test_a_budget_of_tokens_needs_no_price(ledger: Ledger) -> None:
    journal = await spender(ledger, Budget(screening_tokens=1_500, screening_usd=Decimal("0.01")))
    await journal.begin(planned(None))
    with pytest.raises(NotAssessed, match="candidacy_tokens"):
        await journal.begin(planned(None))


async def test_a_requisitions_budget_is_shared_by_its_candidacies_only(ledger: Ledger) -> None:
    budget = Budget(requisition_usd=Decimal("0.70"))
    await (await spender(ledger, budget)).begin(planned())
    with pytest.raises(NotAssessed, match="requisition_usd"):
        await (await spender(ledger, budget, "c-2")).begin(planned())
    await (await spender(ledger, budget, "c-3", of="r-2")).begin(planned())


EVENING = datetime(2026, 11, 30, 14, 59, tzinfo=UTC)
"""One minute before midnight and before the month ends, in Tokyo."""


@pytest.mark.parametrize(
    ("budget", "setting"),
    [
        (Budget(day_usd=Decimal("0.70"), zone="Asia/Tokyo"), "day_usd"),
        (Budget(month_usd=Decimal("0.70"), zone="Asia/Tokyo"), "month_usd"),
    ],
)
async def test_a_spent_day_or_month_ends_at_midnight_where_the_tenant_is(
    ledger: Ledger, budget: Budget, setting: str
) -> None:
    await (await spender(ledger, budget)).begin(planned(at=EVENING))
    other = await spender(ledger, budget, "c-2")
    with pytest.raises(BudgetSpent, match=setting) as caught:
        await other.begin(planned(at=EVENING))
    assert caught.value.until == EVENING + MINUTE
    await other.begin(planned(at=EVENING + MINUTE))


async def test_of_twenty_calls_at_once_only_as_many_begin_as_the_money_is_for(
    ledger: Ledger,
) -> None:
    budget = Budget(day_usd=Decimal("2.00"))
    journals = [await spender(ledger, budget, f"c-{at}") for at in range(20)]
    ended = await asyncio.gather(
        *(journal.begin(planned()) for journal in journals), return_exceptions=True
    )
    assert sum(one is None for one in ended) == 5
    assert sum(isinstance(one, BudgetSpent) for one in ended) == 15


# ---------------------------------------------------------------- the same file elsewhere


async def test_the_same_file_in_another_candidacy_of_the_tenant_is_found(ledger: Ledger) -> None:
    reading = FileReading(file_id=FileId("f"), sha256="a" * 64, format=None, pages=1, lines=2)
    for name, tenant, number in (("c-1", "acme", "1"), ("c-2", "acme", "2"), ("c-3", "other", "3")):
        seen = sighting(name, tenant)
        lease = await begin(ledger, seen)
        opened = await ledger.open(lease, seen, now=T0)
        changed = {"readings": (reading,), "reference": Reference(f"SCR-{number * 8}")}
        await ledger.decide(lease, record(opened).model_copy(update=changed), now=T0)
    assert await ledger.same_documents(ref("c-1"), ("a" * 64, "b" * 64)) == ("SCR-22222222",)
    assert await ledger.same_documents(ref("c-9"), ("a" * 64,)) == ("SCR-11111111", "SCR-22222222")
    assert await ledger.same_documents(ref("c-9"), ("b" * 64,)) == ()
    assert await ledger.same_documents(ref("c-9"), ()) == ()


# ---------------------------------------------------------------- what people read


async def test_the_history_tells_the_trip_in_order_and_without_words(ledger: Ledger) -> None:
    it = await decided(ledger)
    await ledger.intend(it.lease, it.effect.id, now=T0)
    await ledger.settle(it.lease, it.effect.id, EffectState.CONFIRMED, now=T0)
    await finish(ledger, it.lease, it.screening, Outcome.SCREENED, Reason.JUDGED, now=T0)
    events = await ledger.events(REF)
    assert [event.name for event in events] == [
        "candidacy.noticed",
        "work.claimed",
        "screening.opened",
        "screening.decided",
        "effect.sending",
        "effect.confirmed",
        "screening.ended",
        "work.rested",
    ]
    told = " ".join(event.model_dump_json() for event in events)
    assert "書類選考" not in told
    assert "実務" not in told


async def test_the_tally_has_one_row_for_each_candidacy_with_its_latest_screening(
    ledger: Ledger,
) -> None:
    it = await decided(ledger)
    journal = ledger.journal(it.lease, it.screening)
    await journal.record(call(cost="0.1"), None)
    await journal.record(call(cost="0.2"), None)
    await journal.record(call(cost=None), None)
    await ledger.intend(it.lease, it.effect.id, now=T0)
    await ledger.settle(
        it.lease, it.effect.id, EffectState.CONFIRMED, now=T0, remote_id=CommentId("k-7")
    )
    await finish(ledger, it.lease, it.screening, Outcome.SCREENED, Reason.JUDGED, now=T0 + MINUTE)
    await ledger.notice(sighting("c-2"), due_at=T0 + MINUTE)
    await ledger.notice(sighting("c-1", "other"), due_at=T0)
    done, waiting = await ledger.tally(TENANT)
    assert (done.screening_id, done.outcome, done.comment_id) == (
        it.screening,
        Outcome.SCREENED,
        "k-7",
    )
    assert (done.comment_state, done.model_calls, done.cost_usd) == (
        EffectState.CONFIRMED,
        3,
        Decimal("0.3"),
    )
    assert (done.started_at, done.ended_at, done.next_at) == (T0, T0 + MINUTE, None)
    assert done.record is not None
    assert (waiting.ref.id, waiting.screening_id, waiting.cost_usd) == ("c-2", None, None)
    assert waiting.next_at == T0 + MINUTE


async def test_the_secret_is_made_once_and_stays(ledger: Ledger, address: str) -> None:
    secret = await ledger.secret()
    other = await open_ledger(address)
    assert await other.secret() == secret
    assert len(secret) == 32
    await other.close()


async def test_many_who_open_a_new_ledger_at_once_get_the_same_one(address: str) -> None:
    ledgers = await asyncio.gather(*(open_ledger(address) for _ in range(6)))
    assert len({await ledger.secret() for ledger in ledgers}) == 1
    for ledger in ledgers:
        await ledger.close()


async def test_a_worker_cancelled_in_the_middle_leaves_the_ledger_usable(ledger: Ledger) -> None:
    """Whatever a cancelled write had got to, the next one goes through and sees whole rows."""
    for number in range(30):
        task = asyncio.create_task(ledger.notice(sighting(f"c-{number}"), due_at=T0))
        for _ in range(number):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert await ledger.notice(sighting("last"), due_at=T0)
    rows = await ledger.tally(TENANT)
    for row in rows:
        assert [event.name for event in await ledger.events(row.ref)] == ["candidacy.noticed"]


# ---------------------------------------------------------------- the brake


async def test_the_brake_stops_one_tenant_or_all_until_released(ledger: SqlLedger) -> None:
    brake = SqlBrake(ledger.database)
    port: Brake = brake
    other = TenantId("other")
    assert not await port.pulled(TENANT)
    await brake.pull(TENANT, why="test", now=T0)
    await brake.pull(TENANT, why="again", now=T0)
    assert (await port.pulled(TENANT), await port.pulled(other)) == (True, False)
    await brake.release(TENANT, now=T0)
    await brake.pull(None, why="all", now=T0)
    assert (await port.pulled(TENANT), await port.pulled(other)) == (True, True)
    await brake.release(TENANT, now=T0)
    assert await port.pulled(TENANT)
    await brake.release(None, now=T0)
    assert not await port.pulled(TENANT)
