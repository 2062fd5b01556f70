"""``screening prompts`` as an admin meets it: drafts, releases, labels."""

import json
import shutil
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from screening.cli.prompts import prompts
from screening.cli.rewriting import rewrite
from screening.errors import Misconfigured
from screening.texts import read_shelf, read_texts, shipped_folder

Run = Callable[..., Result]
MOST_SECONDS = 5


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A prompts folder of an admin's own, with a draft of the next version."""
    root = shutil.copytree(shipped_folder(), tmp_path / "prompts")
    text = (root / "assess" / "v2.md").read_text(encoding="utf-8")
    draft = text.replace('version = "2"', 'version = "3"').replace("careful", "patient")
    (root / "assess" / "v3.md").write_text(draft, encoding="utf-8")
    return root


@pytest.fixture
def run(folder: Path) -> Iterator[Run]:
    """Run a command on the folder; a fault is the result's exception."""

    def _run(*words: str) -> Result:
        return CliRunner().invoke(prompts, [*words, "--prompts", str(folder)])

    yield _run
    assert not list(folder.glob(".*")), "a draft of a change was left behind"


def done(result: Result) -> str:
    assert result.exception is None, result.output
    return result.output


def refused(result: Result) -> str:
    assert isinstance(result.exception, Misconfigured)
    return str(result.exception)


def promote(run: Run, to: str = "production", *more: str) -> Result:
    return run("promote", "assess@3", "--to", to, "--by", "Mika", *more)


def test_a_draft_goes_live_and_is_taken_back_within_seconds(folder: Path, run: Run) -> None:
    before = read_texts(folder).prompt.fingerprint
    done(run("release", "assess@3"))
    begun = time.perf_counter()
    assert "production assess@3, no canary" in done(promote(run))
    assert read_texts(folder).prompt.version == "3"
    assert "production assess@2" in done(run("rollback", "assess", "--by", "Olga"))
    assert time.perf_counter() - begun < MOST_SECONDS
    assert read_texts(folder).prompt.fingerprint == before


def test_every_move_is_kept_with_its_name_and_reason(folder: Path, run: Run) -> None:
    done(run("release", "assess@3"))
    done(promote(run, "canary", "--percent", "20", "--why", 'the "periods" part'))
    done(promote(run))
    done(run("rollback", "assess", "--by", "Olga"))
    moves = tomllib.loads((folder / "labels.toml").read_text(encoding="utf-8"))["move"]
    assert [(one["label"], one.get("from"), one.get("to"), one["by"]) for one in moves] == [
        ("canary", None, 3, "Mika"),
        ("canary", 3, None, "Mika"),
        ("production", 2, 3, "Mika"),
        ("production", 3, 2, "Olga"),
    ]
    assert (moves[0]["percent"], moves[0]["why"]) == (20, 'the "periods" part')
    assert "by Olga" in done(run("list"))


def test_a_draft_cannot_be_used_before_it_is_released(folder: Path, run: Run) -> None:
    labels = (folder / "labels.toml").read_bytes()
    for to in ("production", "canary"):
        assert "assess@3, which is not in released.toml" in refused(promote(run, to))
    assert (folder / "labels.toml").read_bytes() == labels


def test_a_version_that_is_not_there_cannot_be_used(run: Run) -> None:
    said = refused(run("promote", "assess@9", "--to", "production", "--by", "Mika"))
    assert "assess@9, but there is no such file" in said


def test_a_release_cannot_be_repeated_or_edited(folder: Path, run: Run) -> None:
    done(run("release", "assess@3"))
    assert "released already" in refused(run("release", "assess@3"))
    path = folder / "assess" / "v3.md"
    path.write_text(path.read_text(encoding="utf-8") + "One word more.\n", encoding="utf-8")
    assert "must not change" in refused(promote(run))
    assert "next free number" in refused(run("list"))


def test_the_list_tells_drafts_releases_and_labels_apart(run: Run) -> None:
    done(run("release", "assess@3"))
    done(promote(run, "canary"))
    listed = done(run("list"))
    assert [line.split()[0] for line in listed.splitlines()[:3]] == [
        "assess@2",
        "assess@3",
        "compile@1",
    ]
    assert "released  canary 5 %" in listed
    told = json.loads(done(run("list", "--json")))
    assert told["versions"][1]["labels"] == ["canary 5 %"]
    assert len(told["versions"][1]["identity"]) == 64
    assert told["labels"]["assess"] == {"production": 2, "canary": 3, "canary_percent": 5}
    assert told["moves"][0]["to"] == 3


def test_a_version_is_shown_as_it_stands(folder: Path, run: Run) -> None:
    text = (folder / "assess" / "v3.md").read_text(encoding="utf-8")
    assert done(run("show", "assess@3")) == text
    assert 'version = "2"' in done(run("show", "assess"))


def test_a_difference_is_shown_in_the_text_and_as_sent(run: Run) -> None:
    told = done(run("diff", "assess", "assess@3"))
    assert "--- assess@2\n+++ assess@3\n" in told
    assert "--- assess@2 as sent\n+++ assess@3 as sent\n" in told
    assert '+version = "3"' in told.split("as sent")[0]
    assert "version" not in told.split("as sent")[-1], "the head is for people and never sent"
    assert "No difference in the text." in done(run("diff", "compile@1", "compile"))


def test_versions_of_different_prompts_are_not_compared(run: Run) -> None:
    assert "different prompts" in refused(run("diff", "assess", "compile"))


@pytest.mark.parametrize("name", ["assess@", "judge@1", "../x@1", "assess@01", "assess@3.md", ""])
def test_a_name_that_is_none_is_refused(run: Run, name: str) -> None:
    assert "names no version" in refused(run("release", name))


def test_an_unknown_version_is_answered_with_those_there_are(run: Run) -> None:
    assert "there are assess@2, assess@3, compile@1" in refused(run("show", "assess@7"))


@pytest.mark.parametrize("by", ["", "  ", "a\nb", "x" * 101])
def test_a_move_needs_a_name(run: Run, by: str) -> None:
    said = refused(run("rollback", "assess", "--by", by))
    assert said.startswith("--by needs a name")


def test_the_folder_inside_an_installed_program_is_not_changed(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screening.texts.__file__", str(folder.parent / "texts.py"))
    assert "came with the program" in refused(run("release", "assess@3"))
    assert "came with the program" in refused(promote(run))


def test_two_changes_at_once_are_not_made(folder: Path) -> None:
    path = folder / "labels.toml"
    draft = folder / ".labels.toml.draft"

    def second(text: str) -> str:
        with pytest.raises(Misconfigured, match="being changed by somebody else"):
            rewrite(path, str.upper)
        return text

    rewrite(path, second)
    assert not draft.exists()


def test_a_change_that_fails_leaves_the_file_and_no_draft(folder: Path) -> None:
    path = folder / "labels.toml"
    before = path.read_bytes()

    def failing(text: str) -> str:
        raise Misconfigured(text[:0] + "no")

    with pytest.raises(Misconfigured, match="no"):
        rewrite(path, failing)
    assert path.read_bytes() == before
    assert not list(folder.glob(".*"))


def test_a_change_where_nothing_can_be_written_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="cannot be changed"):
        rewrite(tmp_path / "nowhere" / "labels.toml", str)


def test_the_settings_name_the_folder(folder: Path, tmp_path: Path) -> None:
    config = tmp_path / "screening.toml"
    example = (Path(__file__).parents[3] / "screening.example.toml").read_text(encoding="utf-8")
    config.write_text(f'prompts = "{folder}"\n' + example, encoding="utf-8")
    listed = CliRunner().invoke(prompts, ["list", "--config", str(config)])
    assert "assess@3" in done(listed)


def test_without_settings_the_shipped_prompts_are_meant(tmp_path: Path) -> None:
    listed = CliRunner().invoke(prompts, ["list", "--config", str(tmp_path / "none.toml")])
    shelf = read_shelf(shipped_folder())
    assert [line.split()[0] for line in done(listed).splitlines()] == list(shelf.versions)
