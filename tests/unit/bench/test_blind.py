"""Five hundred invented CVs: nothing of the person is left, and the work is."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from screening.bench.blind import MOST_LEFT, BlindReport, bench_blind, left_of, names_in, taken_of
from screening.bench.blind_texts import LabelledCv, make_cvs
from screening.cli.bench import bench

FOLDER = Path(__file__).resolve().parents[3] / "fixtures" / "blind"


@pytest.fixture(scope="module")
def report() -> BlindReport:
    return bench_blind(FOLDER, count=500, seed=0)


@pytest.fixture
def cv() -> LabelledCv:
    return next(make_cvs(FOLDER, 1, 0))


@pytest.mark.parametrize("part", ["known_templates", "held_out_templates"])
def test_no_name_is_left_and_hardly_anything_else(report: BlindReport, part: str) -> None:
    half = getattr(report, part)
    assert half.cvs > 100
    assert half.names_left.part == 0
    assert half.others_left.of > 800
    assert half.others_left.rate <= MOST_LEFT
    assert half.work_taken.of > 8_000
    assert half.work_taken.rate <= MOST_LEFT


def test_the_check_before_sending_stops_no_blind_cv(report: BlindReport) -> None:
    assert (report.known_templates.stopped.part, report.held_out_templates.stopped.part) == (0, 0)


def test_a_cv_that_nobody_blinded_is_seen_to_tell_everything(cv: LabelledCv) -> None:
    """The measure itself can fail."""
    lines = [line.text for line in cv.lines]
    items = sum(len(line.items) for line in cv.lines)
    assert len(list(left_of(cv, lines))) == items > 5
    assert names_in(cv, "\n".join(lines))


def test_a_cv_of_which_nothing_is_left_is_seen_to_have_lost_its_work(cv: LabelledCv) -> None:
    assert all(taken_of(line, "") for line in cv.lines if line.work and line.text.strip(" |"))


def test_the_same_seed_makes_the_same_people() -> None:
    assert list(make_cvs(FOLDER, 5, 3)) == list(make_cvs(FOLDER, 5, 3))
    assert list(make_cvs(FOLDER, 5, 3)) != list(make_cvs(FOLDER, 5, 4))


def test_the_command_prints_the_figures_and_keeps_its_keys() -> None:
    done = CliRunner().invoke(bench, ["blind", "--cvs", "46", "--json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert set(told) == {
        "seed",
        "seconds_per_cv",
        "known_templates",
        "held_out_templates",
        "holds",
    }
    plain = CliRunner().invoke(bench, ["blind", "--cvs", "46"])
    assert "It holds." in plain.stdout
