"""``screening bench extract`` as people meet it, over a small folder and the real child."""

import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog

from screening.bench.survival import Count, Run, Speed, Survival
from screening.cli import main

Said = tuple[int, str, str]
Command = Callable[..., Said]


@pytest.fixture
def command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Command]:
    """Run a command in this process; return its exit code and what it said."""

    def _command(*words: str | Path) -> Said:
        monkeypatch.setattr(sys, "argv", ["screening", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        return int(end.value.code or 0), said.out, said.err

    yield _command
    # a command silences all logs of its process
    logging.disable(logging.NOTSET)
    structlog.reset_defaults()


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Make somebody's own folder: one file with another text beside it."""
    (tmp_path / "cv.txt").write_text("Rowan Makebelieve\nnine years of welding\n")
    (tmp_path / "cv.txt.txt").write_text("Rowan Makebelieve\nnine years of sailing\n")
    return tmp_path


def test_a_folder_of_ones_own_is_measured_without_its_words(command: Command, own: Path) -> None:
    code, out, err = command("bench", "extract", own)
    assert (code, err) == (1, "")
    assert "1 files below" in out
    assert "sailing" not in out
    assert "Makebelieve" not in out


def test_the_words_are_shown_on_request(command: Command, own: Path) -> None:
    (own / "truth.toml").write_text('["*"]\nrecall = 1.0\n')
    code, out, _ = command("bench", "extract", own, "--show-text")
    assert code == 1
    assert "nine years of sailing" in out
    code, out, _ = command("bench", "extract", own)
    assert code == 1
    assert "sailing" not in out


def test_json_has_stable_keys(command: Command, own: Path) -> None:
    code, out, _ = command("bench", "extract", own, "--json")
    assert code == 1
    report = json.loads(out)
    assert set(report) == {
        "folder", "recognition", "files", "by_format", "by_layout", "speed", "outcomes",
        "peak_memory", "checks",
    }  # fmt: skip
    (file,) = report["files"]
    assert file["name"] == "cv.txt"
    assert file["outcome"] == "read"
    assert 0 < file["recall"] < 1


def test_what_is_no_folder_is_one_sentence(command: Command, tmp_path: Path) -> None:
    code, out, err = command("bench", "extract", tmp_path / "nowhere")
    assert (code, out) == (2, "")
    assert err.startswith("Error: ")
    assert err.endswith("name one whose files are to be read.\n")


def test_a_truth_that_does_not_fit_is_one_sentence(command: Command, own: Path) -> None:
    (own / "truth.toml").write_text('["cv.txt"]\nlanguage = "tlh"\n')
    code, _, err = command("bench", "extract", own)
    assert code == 2
    assert '["cv.txt"] language' in err


def survival(*, errors: tuple[str, ...] = ()) -> Survival:
    run = Run(
        files=2,
        outcomes=(Count(outcome="read", files=2),),
        slowest_seconds=0.1,
        overruns=(),
        errors=errors,
        unanswered=(),
    )
    return Survival(
        files=run,
        worker_bytes=(1,),
        growth_bytes=0,
        mutations=run,
        hostile=run,
        hostile_files=(),
        warm=Speed(files=2, median=1, p95=1),
        fresh=Speed(files=2, median=1, p95=1),
    )


@pytest.mark.parametrize(
    ("found", "code", "last"),
    [
        (survival(), 0, "Everything holds."),
        (survival(errors=("cv.txt",)), 1, "SOMETHING DOES NOT HOLD."),
    ],
)
def test_survive_tells_whether_everything_holds(
    command: Command,
    own: Path,
    monkeypatch: pytest.MonkeyPatch,
    found: Survival,
    code: int,
    last: str,
) -> None:
    """The run itself takes minutes; here it is one that was over before."""
    asked: list[tuple[Path, int, int]] = []

    async def over(folder: Path, *, files: int, mutations: int, **_: object) -> Survival:
        asked.append((folder, files, mutations))
        return found

    monkeypatch.setattr("screening.bench.survive.survive", over)
    said = command("bench", "survive", own, "--files", "3", "--mutations", "2")
    assert (said[0], said[1].splitlines()[-1]) == (code, last)
    assert asked == [(own, 3, 2)]
    assert set(json.loads(command("bench", "survive", own, "--json")[1])) >= {"files", "hostile"}


def test_the_help_imports_no_reader() -> None:
    code = (
        "import sys; from screening.cli import cli; "
        "cli.main(['bench', 'extract', '--help'], standalone_mode=False); "
        "sys.exit(any(name.startswith(('screening.extract', 'screening.bench')) "
        "for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
