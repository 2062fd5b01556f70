"""Every promise of the judging bench can be broken, and says so; nothing seen is nothing held."""

from typing import Any

import pytest

from screening.bench.judging_checks import checks, totals
from screening.bench.judging_report import CvResult, JudgingReport
from screening.bench.judging_tables import tell_judging

ONE_CALL, SAME, LONG, READ, WRITTEN, QUICK, ORACLE = range(7)


def cv(candidacy: str, **changes: Any) -> CvResult:
    made: dict[str, Any] = {
        "candidacy": candidacy,
        "group": "fixture",
        "personality": "oracle",
        "requisition": "r",
        "outcome": "screened",
        "reason": "judged",
        "characters": 800,
        "model_calls": 1,
        "judgements": 1,
        "calm": True,
        "prompt_characters": 9_000,
        "prompt_tokens": 2_500,
        "answer_tokens": 400,
        "cached_tokens": 2_000,
        "cache_write_tokens": 0,
        "shared_tokens": 2_000,
        "shared_sha256": "a",
        "seconds": 0.1,
        "cpu_seconds": 0.1,
        "reading_seconds": 0.2,
        "model_seconds": 0.01,
        "peak_memory_bytes": 100 * 1024 * 1024,
        "reader_peak_memory_bytes": None,
        "low": 70,
        "high": 80,
    }
    return CvResult.model_validate({**made, **changes})


GOOD = (
    cv("one", cached_tokens=0, cache_write_tokens=2_000),
    cv("two"),
    cv("long", group="long"),
    cv("plain", group="plain"),
    cv("padded", group="padded", low=72, high=78),
)
PAIRS = [("plain", "padded")]


def broken(*cvs: CvResult) -> list[int]:
    return [at for at, check in enumerate(checks(cvs, PAIRS)) if not check.holds]


def test_what_is_as_promised_holds() -> None:
    assert broken(*GOOD) == []


def test_of_nothing_nothing_holds() -> None:
    found = checks([], [])
    assert [check.holds for check in found] == [False] * len(found)


@pytest.mark.parametrize(
    ("changes", "check"),
    [
        ({"model_calls": 2}, ONE_CALL),
        ({"shared_sha256": "b"}, SAME),
        ({"shared_tokens": 1_023}, LONG),
        ({"cached_tokens": 1_023}, READ),
        ({"cache_write_tokens": 2_001}, WRITTEN),
    ],
)
def test_one_candidacy_breaks_a_promise(changes: dict[str, Any], check: int) -> None:
    assert broken(GOOD[0], cv("two", **changes), *GOOD[2:]) == [check]


def test_a_second_call_is_right_where_something_is_near_a_border() -> None:
    assert broken(GOOD[0], cv("two", model_calls=2, calm=False), *GOOD[2:]) == []


def test_one_candidacy_of_each_requisition_shows_no_sameness() -> None:
    alone = cv("two", requisition="other")
    assert broken(GOOD[0], alone, *GOOD[2:]) == [SAME, READ]


def test_the_least_disturbed_of_several_long_ones_counts_in_each_language() -> None:
    slow = cv("slow", group="long", cpu_seconds=0.9)
    assert broken(*GOOD, slow) == []
    assert broken(*GOOD, cv("other", group="long", requisition="ru", cpu_seconds=0.31)) == [QUICK]
    unjudged = [one for one in GOOD if one.group != "long"]
    assert broken(*unjudged, cv("lost", group="long", judgements=0)) == [QUICK]


@pytest.mark.parametrize(
    "changes", [{"low": 67}, {"high": 83}, {"low": None, "high": None}, {"judgements": 0}]
)
def test_filler_that_moves_or_ends_a_judgement_breaks_a_promise(changes: dict[str, Any]) -> None:
    assert broken(*GOOD[:4], cv("padded", group="padded", **changes)) == [ORACLE]


def test_pairs_of_which_neither_is_judged_measure_nothing() -> None:
    neither = [one.model_copy(update={"judgements": 0}) for one in GOOD[3:]]
    assert broken(*GOOD[:3], *neither) == [ORACLE]


def test_totals_are_of_judged_fixtures_only() -> None:
    unread = cv("three", judgements=0, calm=False, model_calls=0, prompt_tokens=0)
    found = totals([*GOOD, unread])
    assert (found.judged, found.calm, found.model_calls_per_cv) == (2, 2, 1)
    assert found.cached_share == 0.4
    assert found.peak_memory_bytes == 100 * 1024 * 1024
    nothing = totals([])
    assert (nothing.judged, nothing.cached_share, nothing.peak_memory_bytes) == (0, 0.0, None)


def test_every_figure_is_said_to_come_from_a_simulator() -> None:
    cvs = [*GOOD, cv("three", judgements=0, reason="no_files", outcome="not_screened")]
    report = JudgingReport(
        personality="oracle", totals=totals(cvs), checks=checks(cvs, PAIRS), cvs=tuple(cvs)
    )
    assert report.holds
    told = list(tell_judging(report))
    assert told[0].startswith("Source of every figure: simulator, oracle.")
    assert all("(simulator)" in line for line in told if line.startswith("holds"))
    assert any("not screened: no files" in line for line in told)
    assert not any(line.startswith("padded") for line in told)
    written = report.model_dump(mode="json")
    assert written["source"] == written["totals"]["source"] == "simulator"
    assert {one["source"] for one in written["cvs"]} == {"simulator"}
