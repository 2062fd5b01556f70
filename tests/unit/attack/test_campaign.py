"""Cases go through the whole house: simulated ATS and model over HTTP, real reader and rules."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from screening.attack.campaign import attack
from screening.attack.cases import names
from screening.attack.outcome import is_strong_control
from screening.cli.attack import attack as command
from screening.errors import Misconfigured
from screening.model import Language, Severity


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
