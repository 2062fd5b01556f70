"""``bench judge`` prints what was measured, for people and for programs, and fails when it must."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from screening.bench.judging_report import CvResult
from screening.cli import judging
from screening.cli.bench import bench
from screening.simulators.world import World

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command over a world in which nobody applied."""

    def nobody(_: Path) -> World:
        return World()

    monkeypatch.setattr(judging, "load_world", nobody)
    return lambda *arguments: CliRunner().invoke(bench, ["judge", *arguments])


def test_where_nobody_applied_nothing_holds_and_the_exit_code_says_so(run: Run) -> None:
    result = run("--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert found["holds"] is False
    assert found["source"] == "simulator"
    assert [check["holds"] for check in found["checks"]] == [False] * len(found["checks"])
    assert found["cvs"] == []


def test_people_are_told_where_every_figure_comes_from(run: Run) -> None:
    result = run()
    assert result.exit_code == 1
    assert result.stdout.startswith("Source of every figure: simulator, oracle.")
    assert "BROKEN" in result.stdout


def test_an_unknown_personality_is_named_with_the_choices(run: Run) -> None:
    result = run("--personality", "kind")
    assert "unknown personality kind: choose from literal" in str(result.exception)


def test_the_page_names_every_check_and_every_key(run: Run) -> None:
    page = (Path(__file__).parents[3] / "docs" / "judging-bench.md").read_text(encoding="utf-8")
    found = json.loads(run("--json").stdout)
    names = [check["name"] for check in found["checks"] if not check["name"].endswith("nobody")]
    for name in (*names, *found, *found["totals"]):
        assert f"`{name}" in page, name
    for key in CvResult.model_fields:
        assert f"`{key}`" in page, key
