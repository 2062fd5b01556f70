"""``screening bench quotes`` as people meet it."""

import json
import logging
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog

from screening.cli import main

OURS = Path(__file__).resolve().parents[3] / "fixtures" / "quotes"
Said = tuple[int, str]
Command = Callable[..., Said]


@pytest.fixture
def command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Command]:
    """Run a command in this process; return its exit code and what it printed."""

    def _command(*words: str | Path) -> Said:
        monkeypatch.setattr(sys, "argv", ["screening", "bench", "quotes", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            main()
        return int(end.value.code or 0), capsys.readouterr().out

    yield _command
    # a command silences all logs of its process
    logging.disable(logging.NOTSET)
    structlog.reset_defaults()


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """Make a folder that calls an invented quote true."""
    copy = tmp_path / "quotes"
    shutil.copytree(OURS, copy, ignore=shutil.ignore_patterns("*.py"))
    (copy / "true.toml").write_text('en = ["Ten years of hands-on Rust in production"]\n')
    (copy / "altered.toml").write_text('[en]\nterm = ["Fluent in French"]\n')
    (copy / "held-out.toml").write_text('[en]\nterm = ["Fluent in Greek"]\n')
    return copy


def test_the_exit_code_tells_that_a_promise_does_not_hold(command: Command, wrong: Path) -> None:
    code, out = command(wrong)
    assert code == 1
    assert "DOES NOT HOLD" in out
    assert "ms a quote in 40,000 characters" in out


def test_the_same_facts_come_as_json(command: Command, wrong: Path) -> None:
    code, out = command(wrong, "--json")
    told = json.loads(out)
    assert (code, told["holds"]) == (1, False)
    assert {"true", "altered", "held_out", "times", "checks"} <= set(told)
