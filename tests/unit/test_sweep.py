"""Polling: what is noticed, when it falls due, and how far back each poll looks."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from screening.errors import Busy, ContractDrift, KeyRejected
from screening.model import CandidacyId, CandidacyStatus, RequisitionId, Step
from screening.sweep import LONG, SHORT, Rounds, Swept, sweep
from support.builders import (
    DAY,
    HOUR,
    LATER_STEP,
    MINUTE,
    ONE,
    REQUISITION,
    STEP,
    TWO,
    make_candidacy,
    open_bench,
)
from support.fakes import START, Call

TOKYO = ZoneInfo("Asia/Tokyo")
ELSEWHERE = RequisitionId("requisition-two")


async def test_each_candidacy_at_a_screened_step_is_noticed_once(tmp_path: Path) -> None:
    async with open_bench(tmp_path, screened_steps=(STEP, LATER_STEP)) as bench:
        bench.ats.arrive(make_candidacy(ONE))
        bench.ats.arrive(make_candidacy(TWO, step=LATER_STEP))
        bench.ats.arrive(make_candidacy(CandidacyId("three"), step=Step("offer")))
        bench.ats.arrive(make_candidacy(CandidacyId("four"), status=CandidacyStatus.TERMINATED))
        assert await sweep(bench.kit, since=None) == Swept(seen=2, new=2)
        assert await sweep(bench.kit, since=None) == Swept(seen=2, new=0)
        assert {one.ref.id for one in await bench.tally()} == {ONE, TWO}


async def test_a_new_step_change_is_new_work(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        bench.arrive()
        await bench.screen_all()
        bench.clock.turn(HOUR)
        bench.ats.move(ONE, STEP)
        assert await bench.sweep() == 1


async def test_work_falls_due_when_late_files_have_had_their_time(tmp_path: Path) -> None:
    async with open_bench(tmp_path, settle=5 * MINUTE) as bench:
        bench.ats.arrive(make_candidacy(since=START - MINUTE))
        await bench.sweep()
        assert await bench.next_at() == START + 4 * MINUTE


async def test_what_stood_for_long_is_due_now_and_not_in_the_past(tmp_path: Path) -> None:
    """A first poll finds months of candidacies; none may push in front of the others."""
    async with open_bench(tmp_path) as bench:
        bench.ats.arrive(make_candidacy(since=START - 90 * DAY))
        await bench.sweep()
        assert await bench.next_at() == START


async def test_only_the_requisitions_that_the_settings_name_are_noticed(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        bench.use(replace(bench.kit, only=frozenset({REQUISITION})))
        bench.ats.arrive(make_candidacy(ONE))
        bench.ats.arrive(make_candidacy(TWO, requisition=ELSEWHERE))
        bench.ats.arrive(make_candidacy(CandidacyId("three"), requisition=None))
        assert await sweep(bench.kit, since=None) == Swept(seen=1, new=1)


async def test_a_look_back_leaves_out_what_changed_before_its_first_day(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        midnight = datetime(2026, 11, 1, tzinfo=TOKYO).astimezone(UTC)
        bench.ats.arrive(make_candidacy(ONE, since=midnight))
        bench.ats.arrive(make_candidacy(TWO, since=midnight - MINUTE))
        assert (await sweep(bench.kit, since=date(2026, 11, 1))).seen == 1


@pytest.mark.parametrize("error", [Busy("502"), KeyRejected("401")])
async def test_a_poll_that_fails_keeps_what_it_saw_and_is_made_again(
    tmp_path: Path, error: Busy | KeyRejected
) -> None:
    async with open_bench(tmp_path, screened_steps=(STEP, LATER_STEP)) as bench:
        bench.ats.arrive(make_candidacy(ONE))
        bench.ats.arrive(make_candidacy(TWO, step=LATER_STEP))
        bench.ats.after(Call.STANDING, lambda: bench.ats.fail(Call.STANDING, error))
        with pytest.raises(type(error)):
            await bench.sweep()
        assert [one.ref.id for one in await bench.tally()] == [ONE]
        assert await bench.sweep() == 1


# ---------------------------------------------------------------- how far back


def test_the_first_poll_looks_at_everything() -> None:
    assert Rounds(TOKYO).since(START) is None


def test_after_a_look_at_everything_the_look_back_is_short() -> None:
    rounds = Rounds(TOKYO)
    rounds.done(None, START)
    assert rounds.since(START + MINUTE) == date(2026, 10, 31)


def test_every_hour_the_look_back_is_long_and_then_short_again() -> None:
    rounds = Rounds(TOKYO)
    rounds.done(None, START)
    later = START + HOUR
    since = rounds.since(later)
    assert since == date(2026, 10, 19)
    rounds.done(since, later)
    assert rounds.since(later + MINUTE) == date(2026, 10, 31)


def test_a_short_look_back_does_not_stand_in_for_a_long_one() -> None:
    rounds = Rounds(TOKYO)
    rounds.done(None, START)
    for minutes in range(1, 60):
        now = START + minutes * MINUTE
        rounds.done(rounds.since(now), now)
    assert rounds.since(START + HOUR) == date(2026, 10, 19)


def test_every_day_everything_is_looked_at() -> None:
    rounds = Rounds(TOKYO)
    rounds.done(None, START)
    assert rounds.since(START + DAY - MINUTE) is not None
    assert rounds.since(START + DAY) is None


def test_a_poll_that_failed_is_made_again_in_full() -> None:
    """Only what went through is noted."""
    rounds = Rounds(TOKYO)
    assert rounds.since(START) is None
    assert rounds.since(START + MINUTE) is None


def test_days_are_those_of_the_ats() -> None:
    """At 16:00 UTC a new day has begun in Tokyo."""
    rounds = Rounds(TOKYO)
    before, after = datetime(2026, 11, 2, 14, 59, tzinfo=UTC), datetime(2026, 11, 2, 15, tzinfo=UTC)
    rounds.done(None, before)
    assert rounds.since(before) == date(2026, 10, 31)
    assert rounds.since(after) == date(2026, 11, 1)


@pytest.mark.parametrize("outage", [timedelta(minutes=1), SHORT, LONG, timedelta(days=100)])
def test_after_an_outage_of_any_length_the_next_poll_looks_back_beyond_it(
    outage: timedelta,
) -> None:
    """Nothing that moved while we were away is missed."""
    rounds = Rounds(TOKYO)
    rounds.done(None, START)
    since = rounds.since(START + outage)
    assert since is None or since <= START.astimezone(TOKYO).date()


async def test_drift_at_one_step_does_not_hide_the_others(tmp_path: Path) -> None:
    async with open_bench(tmp_path, screened_steps=(STEP, LATER_STEP)) as bench:
        bench.ats.arrive(make_candidacy(TWO, step=LATER_STEP))
        bench.ats.fail(Call.STANDING, ContractDrift("1 of 3 rows cannot be read"))
        with pytest.raises(ContractDrift, match="1 of 3"):
            await sweep(bench.kit, since=None)
        assert {one.ref.id for one in await bench.tally()} == {TWO}
