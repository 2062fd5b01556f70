"""Cases go through the whole house: simulated ATS and model over HTTP, real reader and rules."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest
from click.testing import CliRunner

from screening.attack.campaign import attack
from screening.attack.cases import cases, names
from screening.attack.outcome import is_strong_control, seen
from screening.attack.stage import play
from screening.cli.attack import attack as command
from screening.errors import Misconfigured
from screening.model import Answer, Doubt, Language, Severity


async def test_a_hidden_order_changes_nothing_and_a_strong_candidate_is_cleared() -> None:
    done: list[tuple[int, int]] = []
    report = await attack([Language.EN], only="nearly white", progress=lambda *at: done.append(at))
    hidden, honest, strong = report.seen
    assert report.faults == ()
    assert hidden.severity is Severity.BLOCK
    assert hidden.answers == honest.answers
    assert is_strong_control(strong.case)
    assert strong.cleared is not None
    assert done[-1] == (3, 3)


async def test_an_order_in_plain_sight_makes_nothing_but_a_case_for_a_person() -> None:
    report = await attack([Language.JA], only="verdicts said to be given")
    assert report.seen[0].severity is Severity.BLOCK
    assert report.seen[0].cleared is None


async def test_formulas_and_markup_stay_text_wherever_they_are_shown() -> None:
    report = await attack([Language.RU], only="name")
    assert report.surroundings == ()
    assert [one.unsafe for one in report.seen if one.unsafe] == []


async def test_a_correction_by_somebody_who_may_not_is_not_kept() -> None:
    report = await attack([Language.EN], only="correction by somebody")
    assert [one.corrected for one in report.seen] == [False, False, False]


async def test_a_model_that_refuses_or_floods_leads_to_a_person() -> None:
    refused = await attack([Language.EN], only="model refuses")
    flooded = await attack([Language.EN], only="flood instead")
    assert [one.reason for one in (refused.seen[0], flooded.seen[0])] == [
        "model refused",
        "model truncated",
    ]


async def test_a_name_that_no_case_has_is_said() -> None:
    with pytest.raises(Misconfigured, match="no such thing"):
        await attack([Language.EN], only="no such thing")


async def test_weak_evidence_is_a_case_for_a_person_without_any_doubt() -> None:
    for case in ("quotes a prompt", "list of courses", "team-mate"):
        report = await attack([Language.EN], only=case)
        weak = report.seen[0]
        assert (dict(weak.answers)["R2"], weak.doubts, weak.cleared) == (Answer.MET, (), None)
        assert report.faults == ()


@pytest.mark.parametrize("language", Language)
async def test_files_that_deny_each_other_are_doubted(language: Language) -> None:
    report = await attack([language], only="contradict each other")
    assert report.seen[0].doubts == (Doubt.CONTRADICTED,)
    assert report.seen[0].cleared is None


@pytest.mark.parametrize("language", Language)
async def test_quotes_of_somebody_else_are_shown_only_with_a_doubt_that_says_so(
    language: Language,
) -> None:
    chosen = cases(language, only="another person")
    played = (await play(chosen, language, progress=lambda _: None)).played[0]
    assert (seen(played).doubts, seen(played).false_quotes) == ((Doubt.ANOTHER_PERSON,), 0)
    record = played.tally.record
    assert record is not None
    silent = record.model_copy(
        update={"decision": record.decision.model_copy(update={"doubts": ()})}
    )
    tally = played.tally.model_copy(update={"record": silent})
    assert seen(replace(played, tally=tally)).false_quotes > 0


def test_the_command_names_every_case() -> None:
    listed = CliRunner().invoke(command, ["--list"])
    assert listed.exit_code == 0
    assert all(name in listed.output for _, name in names())


def test_the_command_prints_stable_keys_and_ends_well() -> None:
    chosen = ["attack", "--language", "en", "--case", "nearly white", "--json"]
    ended = subprocess.run(
        [sys.executable, "-m", "screening", *chosen], capture_output=True, check=False, timeout=120
    )
    shown = json.loads(ended.stdout)
    assert (ended.returncode, shown["holds"], ended.stderr) == (0, True, b"")
    assert set(shown) == {"holds", "faults", "simulated", "seconds", "classes", "cases"}


def test_all_that_is_promised_holds_for_every_case_in_one_language() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "screening", "attack", "--quick", "--json"],
        capture_output=True,
        check=False,
        timeout=300,
    )
    shown = json.loads(ended.stdout)
    assert (ended.returncode, shown["faults"], ended.stderr) == (0, [], b"")
    played = [one["case"] for one in shown["cases"] if one["class"] != "controls"]
    assert sorted(played) == sorted(name for _, name in names())
    assert all(one["outcome"] for one in shown["cases"])
    assert [one["case"] for one in shown["cases"] if one["cleared"]] == ["a strong candidate"]
