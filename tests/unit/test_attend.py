"""One claim on one candidacy: what each error means for the work, and that none is lost."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from structlog.contextvars import get_contextvars
from structlog.testing import capture_logs
from structlog.typing import EventDict

from screening.attend import (
    FIRST_WAIT,
    LONGEST_WAIT,
    MOST_CRASHES,
    WAIT_FOR_BRAKE,
    WAIT_FOR_OPERATOR,
)
from screening.errors import (
    Busy,
    ContractDrift,
    KeyRejected,
    OutcomeUnknown,
    RateLimited,
    Refused,
    ScopeMissing,
    ScreeningError,
    TenantStopped,
    Transient,
    Unreachable,
)
from screening.model import EffectState, Lease, Outcome, Reason, WorkId
from screening.store.failures import LedgerBusy
from screening.store.ledger import SqlLedger
from screening.telemetry import pseudonym
from support.builders import (
    HOUR,
    MINUTE,
    ONE,
    STEP,
    TENANT,
    TERM,
    TWO,
    Bench,
    open_bench,
    ref,
)
from support.fakes import START, Applied, Call, Killed, PulledBrake

NOTHING = timedelta(0)


@pytest.fixture
def logs() -> Iterator[list[EventDict]]:
    with capture_logs() as captured:
        yield captured


def names(logs: list[EventDict]) -> list[str]:
    return [str(one["event"]) for one in logs]


async def due_work(bench: Bench) -> WorkId:
    (bell,) = await bench.ledger.due(now=bench.clock(), limit=2)
    return bell.work


async def waits(bench: Bench, times: int) -> list[timedelta]:
    """Attend again and again, and return how long each return was for."""
    found = []
    for _ in range(times):
        await bench.attend()
        found.append(await bench.next_at() - bench.clock())
        bench.clock.now = await bench.next_at()
    return found


# ---------------------------------------------------------------- claiming


async def test_a_finished_trip_rests_and_is_counted(tmp_path: Path, logs: list[EventDict]) -> None:
    async with open_bench(tmp_path) as bench:
        bench.arrive()
        await bench.screen_all()
        ended = {"tenant": TENANT, "outcome": "screened", "reason": "judged"}
        assert bench.counted("screening_ended_total", **ended) == 1
        assert bench.counted("screening_seconds_count", tenant=TENANT) == 1
        assert names(logs) == ["screening.ended"]


async def test_work_that_is_not_due_is_left_alone(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        bench.arrive()
        await bench.sweep()
        work = await due_work(bench)
        await bench.drain()
        asked = len(bench.ats.asked)
        await bench.attendant.attend(work)
        assert len(bench.ats.asked) == asked
        assert len(bench.ats.timeline(ONE)) == 1


async def test_of_many_who_attend_at_once_one_makes_the_trip(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        bench.arrive()
        await bench.sweep()
        work = await due_work(bench)
        async with asyncio.TaskGroup() as group:
            for _ in range(5):
                group.create_task(bench.attendant.attend(work))
        assert len(bench.ats.timeline(ONE)) == len(bench.assessor.questions) == 1


async def test_logs_are_bound_to_tenant_and_pseudonym_while_attending(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        bench.arrive()
        bound = []

        bench.ats.after(Call.FILES, lambda: bound.append(get_contextvars()))
        await bench.screen_all()
        assert bound == [{"tenant": TENANT, "candidacy": pseudonym(ref())}]


# ---------------------------------------------------------------- errors


async def test_a_tenant_that_left_the_settings_keeps_its_work(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        bench.arrive()
        await bench.sweep()
        kits, bench.attendant.kits = bench.attendant.kits, {}
        await bench.attend()
        assert await bench.parked_for() == "tenant_not_in_settings"
        assert await bench.next_at() == START + LONGEST_WAIT
        bench.attendant.kits = kits
        await bench.drain()
        assert len(bench.ats.timeline(ONE)) == 1


@pytest.mark.parametrize("error", [KeyRejected("401: KEY_ACME"), ScopeMissing("403: x:read")])
async def test_a_stopped_tenant_asks_the_ats_nothing_more_until_it_answers_again(
    tmp_path: Path, error: TenantStopped, logs: list[EventDict]
) -> None:
    async with open_bench(tmp_path) as bench:
        bench.arrive(ONE)
        bench.arrive(TWO)
        bench.ats.fail(Call.FILES, error)
        await bench.sweep()
        asked = len(bench.ats.asked)
        await bench.attend()
        assert bench.ats.asked[asked:].count(Call.FILES) == 1
        assert bench.attendant.stopped == {TENANT: str(error)}
        assert bench.counted("screening_tenant_stopped", tenant=TENANT) == 1
        assert [one.next_at for one in await bench.tally()] == [START + WAIT_FOR_OPERATOR] * 2
        assert names(logs).count("tenant.stopped") == 1
        bench.attendant.start_again(TENANT)
        assert bench.counted("screening_tenant_stopped", tenant=TENANT) == 0
        await bench.drain()
        assert [one.outcome for one in await bench.tally()] == [Outcome.SCREENED] * 2
        assert names(logs).count("tenant.resumed") == 1


async def test_a_tenant_that_was_never_stopped_is_not_said_to_have_resumed(
    tmp_path: Path, logs: list[EventDict]
) -> None:
    async with open_bench(tmp_path) as bench:
        bench.attendant.start_again(TENANT)
        assert logs == []


async def test_a_tenant_stopped_twice_is_said_once(tmp_path: Path, logs: list[EventDict]) -> None:
    async with open_bench(tmp_path) as bench:
        bench.attendant.stop(TENANT, KeyRejected("401"))
        bench.attendant.stop(TENANT, KeyRejected("401 again"))
        assert names(logs) == ["tenant.stopped"]
        assert bench.attendant.stopped == {TENANT: "401 again"}


async def test_the_brake_is_asked_again_every_minute(tmp_path: Path) -> None:
    async with open_bench(tmp_path, brake=PulledBrake()) as bench:
        bench.arrive()
        await bench.sweep()
        assert await waits(bench, 5) == [WAIT_FOR_BRAKE] * 5
        assert await bench.parked_for() == "brake_pulled"
        assert len(bench.assessor.questions) == 1


PASSING = [Busy("502"), Unreachable("refused"), Transient("?"), OutcomeUnknown("?")]


@pytest.mark.parametrize("error", PASSING, ids=lambda one: type(one).__name__)
async def test_a_passing_error_is_waited_out(tmp_path: Path, error: ScreeningError) -> None:
    async with open_bench(tmp_path) as bench:
        bench.arrive()
        bench.ats.fail(Call.FILES, error)
        await bench.sweep()
        await bench.attend()
        assert await bench.parked_for() == type(error).__name__
        await bench.drain()
        assert len(bench.ats.timeline(ONE)) == 1


async def test_waits_grow_and_are_capped_at_an_hour(tmp_path: Path) -> None:
    async with open_bench(tmp_path, jitter=1.0) as bench:
        bench.arrive()
        bench.ats.fail(Call.FILES, Busy("502"), times=20)
        await bench.sweep()
        found = await waits(bench, 20)
        assert found[0] == FIRST_WAIT
        assert found == sorted(found)
        assert found[:10] == [FIRST_WAIT * 2**attempt for attempt in range(10)]
        assert found[10:] == [LONGEST_WAIT] * 10


async def test_waits_are_spread_over_their_second_half(tmp_path: Path) -> None:
    async with open_bench(tmp_path, jitter=0.0) as bench:
        bench.arrive()
        bench.ats.fail(Call.FILES, Busy("502"), times=3)
        await bench.sweep()
        assert await waits(bench, 3) == [FIRST_WAIT / 2, FIRST_WAIT, FIRST_WAIT * 2]


async def test_waiting_for_settling_or_files_does_not_make_later_waits_longer(
    tmp_path: Path,
) -> None:
    async with open_bench(tmp_path) as bench:
        bench.arrive(cv=None)
        await bench.sweep()
        await bench.attend()
        assert await bench.parked_for() == "no_files_yet"
        bench.clock.now = await bench.next_at()
        bench.ats.fail(Call.FILES, Busy("502"))
        assert await waits(bench, 1) == [FIRST_WAIT / 2]


@pytest.mark.parametrize(
    ("asked", "wait"),
    [
        (RateLimited("429", retry_after=7 * MINUTE), 7 * MINUTE),
        (RateLimited("429", until=START + 3 * MINUTE), 3 * MINUTE),
        (RateLimited("429", until=START + 3 * MINUTE, retry_after=HOUR), 3 * MINUTE),
        (RateLimited("429", until=START - HOUR), NOTHING),
        (Busy("503", retry_after=2 * HOUR), HOUR),
    ],
    ids=["after", "until", "until wins", "past", "never above an hour"],
)
async def test_the_other_side_says_how_long_and_a_second_of_jitter_is_added(
    tmp_path: Path, asked: Transient, wait: timedelta
) -> None:
    async with open_bench(tmp_path, jitter=0.25) as bench:
        bench.arrive()
        bench.ats.fail(Call.FILES, asked)
        await bench.sweep()
        assert await waits(bench, 1) == [wait + timedelta(seconds=0.25)]


async def test_a_candidacy_that_is_gone_leaves_nothing_open(
    tmp_path: Path, logs: list[EventDict]
) -> None:
    async with open_bench(tmp_path) as bench:
        bench.arrive()
        await bench.sweep()
        bench.ats.leave(ONE)
        await bench.drain()
        (tally,) = await bench.tally()
        assert tally.next_at is None
        assert [one.outcome for one in await bench.screenings()] in ([], [Outcome.GONE])
        assert bench.ats.writes == []
        assert "screening.ended" in names(logs)
        labels = {"tenant": TENANT, "outcome": "gone", "reason": "not_found"}
        assert bench.counted("screening_ended_total", **labels) == 1


async def test_a_candidacy_that_goes_while_its_comment_waits_ends_as_gone(tmp_path: Path) -> None:
    """The comment was planned, nothing was sent, and the candidacy is not there any more."""
    async with open_bench(tmp_path) as bench:
        bench.arrive()
        bench.ats.fail(Call.POST_COMMENT, OutcomeUnknown("?"))
        await bench.sweep()
        await bench.attend()
        bench.ats.leave(ONE)
        await bench.drain()
        (tally,) = await bench.tally()
        assert tally.outcome is Outcome.GONE
        assert tally.comment_state is EffectState.UNPROVEN
        assert tally.next_at is None


@pytest.mark.parametrize("call", [Call.CANDIDACY, Call.FILES, Call.REQUISITION, Call.DOWNLOAD])
async def test_an_unknown_shape_is_for_an_operator(
    tmp_path: Path, call: Call, logs: list[EventDict]
) -> None:
    async with open_bench(tmp_path) as bench:
        bench.arrive()
        await bench.sweep()
        bench.ats.fail(call, ContractDrift("keys: x"), times=99)
        await bench.drain()
        (tally,) = await bench.tally()
        assert tally.next_at is None
        assert bench.ats.writes == []
        failed = [one for one in logs if one["event"] == "screening.failed"]
        assert {one["error"] for one in failed} == {"keys: x"}
        labels = {"tenant": TENANT, "outcome": "needs_operator", "reason": "ats_drift"}
        assert bench.counted("screening_ended_total", **labels) == 1
        assert {one.outcome for one in await bench.screenings()} <= {Outcome.NEEDS_OPERATOR}


async def test_what_ended_before_keeps_its_end_when_a_later_trip_fails(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        bench.arrive()
        await bench.screen_all()
        bench.clock.turn(HOUR)
        bench.ats.move(ONE, STEP)
        bench.ats.fail(Call.FILES, ContractDrift("keys: x"), times=99)
        await bench.screen_all()
        first, second = await bench.screenings()
        assert (first.outcome, second.outcome) == (Outcome.SCREENED, Outcome.NEEDS_OPERATOR)


async def test_a_refused_read_is_for_an_operator(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        bench.arrive()
        bench.ats.fail(Call.FILES, Refused("400"), times=99)
        (tally,) = await bench.screen_all()
        assert tally.outcome is Outcome.NEEDS_OPERATOR


async def test_an_operator_may_have_it_tried_again(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        bench.arrive()
        bench.ats.fail(Call.FILES, ContractDrift("keys: x"), times=99)
        await bench.screen_all()
        bench.ats.forget(Call.FILES)
        await bench.nudge()
        await bench.drain()
        assert (await bench.screenings())[-1].outcome is Outcome.SCREENED
        assert len(bench.ats.timeline(ONE)) == 1


# ---------------------------------------------------------------- deaths


async def die(bench: Bench) -> None:
    """Let a process claim the work and die in the middle of it."""
    bench.ats.fail(Call.DOWNLOAD, Killed())
    with suppress(Killed):
        await bench.attend()
    bench.clock.turn(2 * TERM)


async def test_work_survives_a_few_deaths(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        bench.arrive()
        await bench.sweep()
        for _ in range(MOST_CRASHES - 1):
            await die(bench)
        await bench.drain()
        (tally,) = await bench.tally()
        assert tally.outcome is Outcome.SCREENED
        assert len(bench.ats.timeline(ONE)) == 1


async def test_a_candidacy_that_kills_its_worker_again_and_again_is_for_an_operator(
    tmp_path: Path,
) -> None:
    async with open_bench(tmp_path) as bench:
        bench.arrive()
        await bench.sweep()
        for _ in range(MOST_CRASHES):
            await die(bench)
        asked = len(bench.ats.asked)
        await bench.attend()
        (tally,) = await bench.tally()
        assert (tally.outcome, tally.reason) == (Outcome.NEEDS_OPERATOR, Reason.CRASHED)
        assert tally.next_at is None
        assert len(bench.ats.asked) == asked


async def test_an_orderly_return_forgives_earlier_deaths(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        bench.arrive()
        await bench.sweep()
        for _ in range(3):
            for _ in range(MOST_CRASHES - 1):
                await die(bench)
            bench.ats.fail(Call.FILES, Busy("502"))
            await bench.attend()
            bench.clock.now = await bench.next_at()
        await bench.drain()
        assert (await bench.screenings())[-1].outcome is Outcome.SCREENED


# ---------------------------------------------------------------- leases


async def taken_over(bench: Bench) -> Lease:
    """Let the first worker's term pass and another worker claim."""
    bench.clock.turn(2 * TERM)
    return await bench.claim()


async def test_whoever_lost_the_lease_writes_nothing_more(
    tmp_path: Path, logs: list[EventDict]
) -> None:
    async with open_bench(tmp_path) as bench:
        bench.arrive()
        await bench.sweep()
        held = bench.ats.hold(Call.DOWNLOAD)
        slow = asyncio.create_task(bench.attend())
        await held.reached.wait()
        lease = await taken_over(bench)
        held.go_on.set()
        await slow
        assert names(logs) == ["lease.lost"]
        assert bench.ats.writes == []
        await bench.trip(lease)
        assert len(bench.ats.timeline(ONE)) == 1


async def test_a_paused_worker_that_wakes_after_its_lease_posts_no_second_comment(
    tmp_path: Path,
) -> None:
    """It sleeps right before the intent; the other one has posted when it wakes."""
    async with open_bench(tmp_path) as bench:
        bench.arrive()
        await bench.sweep()
        held = bench.assessor.hold()
        slow = asyncio.create_task(bench.attend())
        await held.reached.wait()
        await bench.trip(await taken_over(bench))
        held.go_on.set()
        await slow
        assert len(bench.ats.timeline(ONE)) == 1


class Watched(SqlLedger):
    """A ledger that tells when it prolonged a lease and when it begins to let one rest."""

    def __init__(self, ledger: SqlLedger, *, busy: bool = False) -> None:
        super().__init__(ledger.database)
        self.renewed = asyncio.Event()
        self.resting = asyncio.Event()
        self._busy = busy

    async def renew(self, lease: Lease, *, now: datetime, term: timedelta) -> Lease:
        """Prolong, and tell; or be busy."""
        if self._busy:
            raise LedgerBusy("the ledger is busy")
        prolonged = await super().renew(lease, now=now, term=term)
        self.renewed.set()
        return prolonged

    async def rest(self, lease: Lease, *, now: datetime) -> None:
        """Tell, and let it rest."""
        self.resting.set()
        await super().rest(lease, now=now)


async def test_a_lease_is_prolonged_while_the_trip_lasts(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        bench.arrive()
        await bench.sweep()
        watched = bench.attendant.ledger = Watched(bench.ledger)
        bench.attendant.term = timedelta(milliseconds=20)
        held = bench.ats.hold(Call.DOWNLOAD)
        slow = asyncio.create_task(bench.attend())
        await held.reached.wait()
        for _ in range(3):
            bench.clock.turn(HOUR)
            for _ in range(2):  # the first may have read the clock before it was turned
                watched.renewed.clear()
                await watched.renewed.wait()
            assert await bench.ledger.due(now=bench.clock(), limit=1) == ()
        held.go_on.set()
        await slow
        assert len(bench.ats.timeline(ONE)) == 1


async def test_a_keeper_that_finds_the_lease_lost_ends_the_trip_at_once(
    tmp_path: Path, logs: list[EventDict]
) -> None:
    async with open_bench(tmp_path) as bench:
        bench.arrive()
        await bench.sweep()
        work, soon = await due_work(bench), bench.clock() + HOUR
        bench.attendant.term = timedelta(milliseconds=20)
        held = bench.ats.hold(Call.DOWNLOAD)
        slow = asyncio.create_task(bench.attend())
        await held.reached.wait()
        assert await bench.ledger.claim(work, owner="other", now=soon, term=TERM) is not None
        await slow
        assert not held.go_on.is_set()
        assert names(logs) == ["lease.lost"]


async def test_a_lease_that_cannot_be_prolonged_is_handed_back_and_the_work_done_later(
    tmp_path: Path,
) -> None:
    async with open_bench(tmp_path) as bench:
        bench.arrive()
        await bench.sweep()
        bench.attendant.ledger = Watched(bench.ledger, busy=True)
        bench.attendant.term = timedelta(milliseconds=20)
        bench.ats.hold(Call.DOWNLOAD)
        await bench.attend()
        assert await bench.parked_for() == "LedgerBusy"
        bench.ats.forget(Call.DOWNLOAD)
        bench.attendant.ledger, bench.attendant.term = bench.ledger, TERM
        await bench.drain()
        assert len(bench.ats.timeline(ONE)) == 1


async def test_a_shutdown_hands_the_work_back_at_once(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        bench.arrive()
        await bench.sweep()
        held = bench.ats.hold(Call.DOWNLOAD)
        slow = asyncio.create_task(bench.attend())
        await held.reached.wait()
        slow.cancel()
        with pytest.raises(asyncio.CancelledError):
            await slow
        assert await bench.parked_for() == "shutdown"
        assert await bench.next_at() == bench.clock()
        await bench.drain()
        assert len(bench.ats.timeline(ONE)) == 1


async def test_a_shutdown_in_the_middle_of_a_post_still_leaves_one_comment(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        bench.arrive()
        await bench.sweep()
        bench.ats.fail(Call.POST_COMMENT, OutcomeUnknown("never answered"), applied=Applied.AT_ONCE)
        held = bench.ats.hold(Call.POST_COMMENT)
        slow = asyncio.create_task(bench.attend())
        await held.reached.wait()
        slow.cancel()
        with pytest.raises(asyncio.CancelledError):
            await slow
        assert (await bench.effect()).state is EffectState.SENDING
        bench.ats.forget(Call.POST_COMMENT)
        await bench.drain()
        assert (await bench.effect()).state is EffectState.CONFIRMED
        assert len(bench.ats.timeline(ONE)) == len(bench.assessor.questions) == 1


async def test_a_shutdown_goes_through_even_when_the_lease_is_lost_meanwhile(
    tmp_path: Path,
) -> None:
    async with open_bench(tmp_path) as bench:
        bench.arrive()
        await bench.sweep()
        held = bench.ats.hold(Call.DOWNLOAD)
        slow = asyncio.create_task(bench.attend())
        await held.reached.wait()
        await taken_over(bench)
        slow.cancel()
        with pytest.raises(asyncio.CancelledError):
            await slow


async def test_a_shutdown_right_at_the_end_of_the_work_is_only_a_shutdown(tmp_path: Path) -> None:
    """The write that lets the work rest comes to its end; then there is nothing to hand back."""
    async with open_bench(tmp_path) as bench:
        bench.arrive()
        await bench.sweep()
        watched = bench.attendant.ledger = Watched(bench.ledger)
        slow = asyncio.create_task(bench.attend())
        await watched.resting.wait()
        slow.cancel()
        with pytest.raises(asyncio.CancelledError):
            await slow
        await bench.drain()
        (tally,) = await bench.tally()
        assert (tally.outcome, tally.next_at) == (Outcome.SCREENED, None)
