"""Listening: whose comments are read when, what is kept of them, and what a failure costs."""

import asyncio
import json
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest

from screening.errors import Busy, ContractDrift, KeyRejected, RateLimited
from screening.hear import AGAIN, FIRST_WAITS, GRACE, LATER, MOST_READ, Heard, hear, listen
from screening.hear import next_hearing as following
from screening.model import Answer, CandidacyId, CandidacyRef, EffectState, Outcome, UserId
from screening.telemetry import pseudonym, set_up_logging
from support.builders import DAY, HOUR, MINUTE, ONE, TENANT, Bench, make_candidacy, open_bench
from support.fakes import START, Call, Killed, PulledBrake
from support.told import REF, make_requirement, make_rubric, tell

RECRUITER = UserId("U-AB12C")
CORRECTORS = frozenset({RECRUITER})
PERIOD = 14 * DAY
FIRST, SECOND, THIRD = FIRST_WAITS
HINT = "Wrong? Comment “#fix R2 met”: your correction wins.\nRef SCR-00000001 | a | b | c"


async def told(bench: Bench, id: CandidacyId = ONE, *, number: int = 1) -> CandidacyRef:
    """Let a candidacy stand in the ATS with a comment of ours, posted now."""
    bench.ats.arrive(make_candidacy(id))
    ref = CandidacyRef(tenant=TENANT, id=id)
    await tell(bench.ledger, ref, number=number, at=bench.clock(), body=HINT)
    bench.ats.say(id, HINT, author="U-KEY01", comment=f"ours-{number}", timed=True)
    return ref


async def turn(bench: Bench, *, correctors: frozenset[UserId] = CORRECTORS) -> Heard:
    return await listen(bench.kit, correctors=correctors, period=PERIOD)


async def answers(bench: Bench, ref: CandidacyRef = REF) -> list[tuple[str, Answer]]:
    return [(one.requirement_id, one.answer) for one in await bench.kit.corrections.of(ref)]


def reads(bench: Bench) -> int:
    return bench.ats.asked.count(Call.COMMENTS)


async def test_a_permitted_users_correction_is_kept_with_its_time_and_author(
    tmp_path: Path,
) -> None:
    async with open_bench(tmp_path) as bench:
        await told(bench)
        bench.clock.turn(5 * MINUTE)
        bench.ats.say(ONE, "#fix R1 met, R2 no", author=RECRUITER, comment="k1", timed=True)
        bench.clock.turn(5 * MINUTE)
        assert await turn(bench) == Heard(read=1, kept=2)
        first, second = await bench.kit.corrections.of(REF)
    assert (first.requirement, first.before, first.answer) == ("Python", "not_met", "met")
    assert (second.requirement, second.before, second.answer) == ("Go", "not_stated", "not_met")
    assert first.by == second.by == RECRUITER
    assert first.said_at == START + 5 * MINUTE


async def test_nobody_elses_correction_is_kept_but_it_is_counted(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        await told(bench)
        bench.ats.say(ONE, "#fix R1 met", author="U-DE34F", comment="k1")
        bench.ats.say(ONE, "#fix R2 met", comment="k2")
        bench.ats.say(ONE, "Please invite", author="candidate", comment="k3")
        bench.clock.turn(FIRST)
        assert await turn(bench) == Heard(read=1, refused=2)
        assert await answers(bench) == []


async def test_our_own_hint_is_no_correction_even_under_a_permitted_name(tmp_path: Path) -> None:
    """Under another id, or copied by a person, it is still our text."""
    async with open_bench(tmp_path) as bench:
        await told(bench)
        bench.ats.say(ONE, HINT, author=RECRUITER, comment="k1", timed=True)
        bench.clock.turn(FIRST)
        everybody = CORRECTORS | {UserId("U-KEY01")}
        assert await turn(bench, correctors=everybody) == Heard(read=1)


async def test_each_correction_is_kept_once_however_often_it_is_read(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        await told(bench)
        bench.ats.say(ONE, "#fix R1 met", author=RECRUITER, comment="k1", timed=True)
        kept = []
        for _ in range(5):
            bench.clock.turn(12 * HOUR)
            kept.append((await turn(bench)).kept)
        assert kept == [1, 0, 0, 0, 0]
        assert reads(bench) == 5


async def test_an_edited_comment_keeps_both_words_and_the_latest_counts(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        await told(bench)
        bench.ats.say(ONE, "#fix R1 met", author=RECRUITER, comment="k1", timed=True)
        bench.clock.turn(FIRST)
        await turn(bench)
        bench.ats.say(ONE, "#fix R1 part", author=RECRUITER, comment="k1")
        bench.clock.turn(HOUR)
        assert (await turn(bench)).kept == 1
        bench.clock.turn(4 * HOUR)
        assert (await turn(bench)).kept == 0
        assert await answers(bench) == [("R1", "met"), ("R1", "partly")]


async def test_a_later_comment_without_a_time_corrects_too(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        await told(bench)
        bench.ats.say(ONE, "#fix R1 met", author=RECRUITER, comment=None)
        bench.clock.turn(FIRST)
        assert (await turn(bench)).kept == 1
        bench.clock.turn(HOUR)
        assert (await turn(bench)).kept == 0
        (one,) = await bench.kit.corrections.of(REF)
        assert one.said_at == START + FIRST


async def test_after_a_second_screening_each_comment_counts_for_what_it_answered(
    tmp_path: Path,
) -> None:
    async with open_bench(tmp_path) as bench:
        await told(bench)
        bench.clock.turn(MINUTE)
        bench.ats.say(ONE, "#fix R1 met", author=RECRUITER, comment="k1", timed=True)
        bench.clock.turn(MINUTE)
        other = make_rubric(make_requirement(1, "Kubernetes"))
        await tell(bench.ledger, REF, number=2, at=bench.clock(), body=HINT, rubric=other)
        bench.clock.turn(MINUTE)
        bench.ats.say(ONE, "#fix R1 no", author=RECRUITER, comment="k2", timed=True)
        bench.clock.turn(FIRST)
        await turn(bench)
        said = [(one.requirement, one.answer) for one in await bench.kit.corrections.of(REF)]
    assert said == [("Python", Answer.MET), ("Kubernetes", Answer.NOT_MET)]


async def test_what_was_kept_is_logged_by_pseudonym_and_count_alone(tmp_path: Path) -> None:
    printed = StringIO()
    set_up_logging(printed)
    async with open_bench(tmp_path) as bench:
        await told(bench)
        bench.ats.say(ONE, "She told me! #fix R1 met", author=RECRUITER, comment="k1")
        bench.clock.turn(FIRST)
        await turn(bench)
    (line,) = [json.loads(line) for line in printed.getvalue().splitlines()]
    assert line.pop("timestamp")
    assert line == {
        "event": "correction.kept",
        "level": "info",
        "tenant": TENANT,
        "candidacy": pseudonym(REF),
        "count": 1,
    }


# ---------------------------------------------------------------- when


async def test_reading_grows_rarer_and_ends(tmp_path: Path) -> None:
    """Ten minutes, one hour, four hours after our comment, then twice a day until the end."""
    async with open_bench(tmp_path) as bench:
        await told(bench)
        times = []
        while bench.clock() < START + PERIOD + 3 * DAY:
            before = reads(bench)
            await turn(bench)
            if reads(bench) > before:
                times.append(bench.clock() - START)
            bench.clock.turn(10 * MINUTE)
    assert times[:5] == [FIRST, SECOND, THIRD, THIRD + LATER, THIRD + 2 * LATER]
    assert times[-1] == PERIOD
    assert len(times) == 31


def test_the_last_reading_ends_the_period() -> None:
    assert following(START, now=START, period=PERIOD) == START + FIRST
    assert following(START, now=START + FIRST, period=PERIOD) == START + SECOND
    assert following(START, now=START + 2 * HOUR, period=PERIOD) == START + THIRD
    assert following(START, now=START + 5 * DAY, period=PERIOD) == START + 5 * DAY + LATER
    assert following(START, now=START + PERIOD - HOUR, period=PERIOD) == START + PERIOD
    assert following(START, now=START + PERIOD, period=PERIOD) is None
    assert following(START, now=START, period=MINUTE) == START + MINUTE


async def test_without_correctors_nothing_is_read(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        await told(bench)
        bench.clock.turn(DAY)
        assert await turn(bench, correctors=frozenset()) == Heard()
        assert bench.ats.asked == []


async def test_a_turn_reads_few_and_the_oldest_first(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        for number in range(MOST_READ + 2):
            await told(bench, CandidacyId(f"c{number}"), number=number)
            bench.clock.turn(MINUTE)
        bench.clock.turn(HOUR)
        assert (await turn(bench)).read == MOST_READ
        left = await bench.kit.corrections.to_hear(TENANT, now=bench.clock(), limit=9)
        assert [one.id for one in left] == [f"c{MOST_READ}", f"c{MOST_READ + 1}"]
        assert (await turn(bench)).read == 2


async def test_old_comments_are_closed_without_a_single_request(tmp_path: Path) -> None:
    """As when corrections are switched on after a year of screening."""
    async with open_bench(tmp_path) as bench:
        for number in range(MOST_READ * 2):
            await told(bench, CandidacyId(f"c{number}"), number=number % 10)
        bench.clock.turn(PERIOD + GRACE + MINUTE)
        await told(bench, number=1)
        bench.clock.turn(FIRST)
        assert (await turn(bench)).read == 1
        assert reads(bench) == 1
        assert await turn(bench) == Heard()


async def test_after_an_outage_over_the_end_it_is_read_once_more(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        await told(bench)
        bench.ats.say(ONE, "#fix R1 met", author=RECRUITER, comment="k1", timed=True)
        bench.clock.turn(PERIOD + GRACE)
        assert await turn(bench) == Heard(read=1, kept=1)
        bench.clock.turn(DAY)
        assert await turn(bench) == Heard()


async def test_under_the_brake_answers_are_still_read(tmp_path: Path) -> None:
    async with open_bench(tmp_path, brake=PulledBrake()) as bench:
        await told(bench)
        bench.ats.say(ONE, "#fix R1 met", author=RECRUITER, comment="k1", timed=True)
        bench.clock.turn(FIRST)
        assert (await turn(bench)).kept == 1


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        (EffectState.CONFIRMED, Outcome.NOT_SCREENED),
        (EffectState.SENDING, Outcome.SCREENED),
    ],
)
async def test_a_candidacy_without_findings_in_the_ats_is_not_read(
    tmp_path: Path, state: EffectState, outcome: Outcome
) -> None:
    async with open_bench(tmp_path) as bench:
        bench.ats.arrive(make_candidacy(ONE))
        await tell(bench.ledger, at=START, state=state, outcome=outcome, body=HINT)
        bench.clock.turn(DAY)
        assert await turn(bench) == Heard()
        assert await hear(bench.kit, REF, correctors=CORRECTORS, period=PERIOD) == Heard()
        assert reads(bench) == 0


# ---------------------------------------------------------------- failures


async def test_a_candidacy_that_is_gone_is_not_asked_for_again(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        await told(bench)
        bench.ats.leave(ONE)
        bench.clock.turn(FIRST)
        assert await turn(bench) == Heard(read=1)
        bench.clock.turn(DAY)
        assert await turn(bench) == Heard()


@pytest.mark.parametrize("error", [Busy(), RateLimited(), KeyRejected()])
async def test_a_failed_reading_ends_the_turn_and_is_made_up_for_soon(
    tmp_path: Path, error: Exception
) -> None:
    async with open_bench(tmp_path) as bench:
        await told(bench)
        await told(bench, CandidacyId("two"), number=2)
        bench.ats.say(ONE, "#fix R1 met", author=RECRUITER, comment="k1", timed=True)
        bench.clock.turn(FIRST)
        bench.ats.fail(Call.COMMENTS, error)
        with pytest.raises(type(error)):
            await turn(bench)
        assert reads(bench) == 1
        assert await turn(bench) == Heard(read=1)  # the other one
        bench.clock.turn(AGAIN)
        assert await turn(bench) == Heard(read=1, kept=1)


async def test_an_unknown_shape_keeps_nobody_else_from_being_heard(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        await told(bench)
        two = await told(bench, CandidacyId("two"), number=2)
        bench.ats.say(two.id, "#fix R1 met", author=RECRUITER, comment="k1", timed=True)
        bench.clock.turn(FIRST)
        bench.ats.fail(Call.COMMENTS, ContractDrift())
        with pytest.raises(ContractDrift):
            await turn(bench)
        assert await answers(bench, two) == [("R1", "met")]


@pytest.mark.parametrize("point", [1, 2, 3, 4])
@pytest.mark.parametrize("side", ["before", "after"])
async def test_a_death_at_any_write_changes_nothing_twice(
    tmp_path: Path, point: int, side: str
) -> None:
    """The writes: the claim, two corrections, and when to hear again."""
    async with open_bench(tmp_path) as bench:
        await told(bench)
        bench.ats.say(ONE, "#fix R1 met, R2 part", author=RECRUITER, comment="k1", timed=True)
        bench.clock.turn(FIRST)
        bench.database.die(**{side: point})
        with pytest.raises(Killed):
            await turn(bench)
        bench.database.start_again()
        for wait in (timedelta(0), AGAIN, HOUR, 4 * HOUR):
            bench.clock.turn(wait)
            await turn(bench)
        assert await answers(bench) == [("R1", "met"), ("R2", "partly")]
        events = [one for one in await bench.events() if one.name == "correction.kept"]
        assert len(events) == 2


async def test_two_workers_at_once_keep_each_correction_once(tmp_path: Path) -> None:
    """One waits for the ATS's answer while the other reads and keeps."""
    async with open_bench(tmp_path) as bench:
        await told(bench)
        bench.ats.say(ONE, "#fix R1 met", author=RECRUITER, comment="k1", timed=True)
        bench.clock.turn(FIRST)
        held = bench.ats.hold(Call.COMMENTS)
        slow = asyncio.create_task(turn(bench))
        await held.reached.wait()
        assert await turn(bench) == Heard()  # nothing is due while it reads
        quick = await hear(bench.kit, REF, correctors=CORRECTORS, period=PERIOD)
        held.go_on.set()
        assert (quick.kept, (await slow).kept) == (1, 0)
        assert await answers(bench) == [("R1", "met")]
