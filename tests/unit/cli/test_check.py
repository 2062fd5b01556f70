"""``screening check``: every file of the prompts folder has its line, and a fault ends CI."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from screening.cli.check import check
from screening.errors import Misconfigured
from screening.texts import read_texts, shipped_folder

Report = tuple[int, str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(shipped_folder(), tmp_path / "prompts")


def report(folder: Path, *more: str) -> Report:
    result = CliRunner().invoke(check, ["--prompts", str(folder), *more])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


def edit(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def test_the_shipped_prompts_have_no_fault() -> None:
    code, said = report(shipped_folder())
    assert code == 0
    assert {line.split()[0] for line in said.splitlines()} == {"OK"}


def test_every_file_has_a_line_of_its_own(folder: Path) -> None:
    (folder / "requirements" / "backend.toml").write_text(
        '[[requirement]]\nkind = "must"\ntext = "3 years of running PostgreSQL"\n'
    )
    _, said = report(folder)
    for name in (
        "assess/v2.md",
        "compile/v1.md",
        "released.toml",
        "labels.toml",
        "comment.ja.md",
        "comment.en.md",
        "comment.ru.md",
        "models.toml",
        "requirements/backend.toml",
    ):
        (line,) = [line for line in said.splitlines() if f"{folder / name}: " in line]
        assert line.startswith("OK ")


def test_an_edit_without_a_new_version_fails(folder: Path) -> None:
    edit(folder / "assess" / "v2.md", lambda text: text.replace("careful", "careless"))
    code, said = report(folder)
    assert code == 1
    assert "FAULT" in said
    assert "assess@2 was released and must not change" in said
    assert "copy with the next free number" in said
    with pytest.raises(Misconfigured, match="assess@2 was released and must not change"):
        read_texts(folder)


def test_line_ends_and_trailing_spaces_are_no_edit(folder: Path) -> None:
    before = read_texts(folder).prompt.fingerprint
    path = folder / "assess" / "v2.md"
    text = path.read_text(encoding="utf-8")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", " \r\n").encode() + b"\r\n\r\n")
    assert report(folder)[0] == 0
    assert read_texts(folder).prompt.fingerprint == before


def test_a_draft_is_no_fault(folder: Path) -> None:
    text = (folder / "assess" / "v2.md").read_text(encoding="utf-8")
    draft = folder / "assess" / "v3.md"
    draft.write_text(text.replace('version = "2"', 'version = "3"'), encoding="utf-8")
    code, said = report(folder)
    assert code == 0
    assert "a draft, not released" in said


def number_wrongly(folder: Path) -> None:
    shutil.copy(folder / "assess" / "v2.md", folder / "assess" / "v3.md")


def name_wrongly(folder: Path) -> None:
    shutil.copy(folder / "assess" / "v2.md", folder / "assess" / "new.md")


def use_an_unknown_variable(folder: Path) -> None:
    edit(folder / "compile" / "v1.md", lambda text: text.replace("# reminder", "# reminder\n{{x}}"))


def remove_the_folder(folder: Path) -> None:
    shutil.rmtree(folder / "compile")


def delete_a_release(folder: Path) -> None:
    (folder / "assess" / "v2.md").unlink()


def point_nowhere(folder: Path) -> None:
    edit(folder / "labels.toml", lambda text: text.replace("= 2", "= 7"))


def shorten_a_hash(folder: Path) -> None:
    edit(folder / "released.toml", lambda text: text.replace('"\n', '0"\n', 1))


def release_a_stranger(folder: Path) -> None:
    edit(folder / "released.toml", lambda text: f'{text}"judge@1" = "{"0" * 64}"\n')


def break_the_list(folder: Path) -> None:
    edit(folder / "released.toml", lambda text: text + "oops\n")


def spoil_a_template(folder: Path) -> None:
    edit(folder / "comment.ja.md", lambda _: "")


def spoil_prices(folder: Path) -> None:
    edit(folder / "models.toml", lambda _: "model = 3")


def ask_for_an_age(folder: Path) -> None:
    (folder / "requirements" / "x.toml").write_text(
        '[[requirement]]\nkind = "must"\ntext = "35歳以下の男性"\n', encoding="utf-8"
    )


def misspell_a_key(folder: Path) -> None:
    (folder / "requirements" / "x.toml").write_text('[[requirement]]\nkind = "must"\ntxt = "Go"\n')


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (number_wrongly, "assess/v3.md"),
        (name_wrongly, "assess/new.md"),
        (use_an_unknown_variable, "compile/v1.md"),
        (remove_the_folder, "compile"),
        (delete_a_release, "released.toml"),
        (point_nowhere, "labels.toml"),
        (shorten_a_hash, "released.toml"),
        (release_a_stranger, "released.toml"),
        (break_the_list, "released.toml"),
        (spoil_a_template, "comment.ja.md"),
        (spoil_prices, "models.toml"),
        (ask_for_an_age, "requirements/x.toml"),
        (misspell_a_key, "requirements/x.toml"),
    ],
)
def test_every_fault_is_told_at_its_place_and_ends_with_code_one(
    folder: Path, spoil: Callable[[Path], None], place: str
) -> None:
    spoil(folder)
    code, said = report(folder)
    faults = [line for line in said.splitlines() if line.startswith("FAULT")]
    assert code == 1
    assert any(f"{folder / place}:" in line for line in faults), said


def test_one_fault_does_not_hide_another(folder: Path) -> None:
    for spoil in (number_wrongly, spoil_a_template, spoil_prices):
        spoil(folder)
    _, said = report(folder)
    assert sum(line.startswith("FAULT") for line in said.splitlines()) == 3
    assert "not compared with the versions because of the faults above" in said


def test_a_wording_that_is_only_unwise_is_a_remark(folder: Path) -> None:
    (folder / "requirements" / "x.toml").write_text(
        '[[requirement]]\nkind = "must"\ntext = "Excellent communication skills"\n'
    )
    code, said = report(folder)
    assert code == 0
    assert "REMARK" in said


def test_a_program_gets_the_same_lines(folder: Path) -> None:
    spoil_prices(folder)
    code, said = report(folder, "--json")
    rows = json.loads(said)
    assert code == 1
    assert {row["grade"] for row in rows} == {"ok", "fault"}
    assert all(set(row) == {"grade", "place", "says"} for row in rows)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(check, ["--prompts", str(tmp_path / "nowhere")])
    assert isinstance(result.exception, Misconfigured)
    assert "nowhere" in str(result.exception)


@pytest.mark.parametrize("text", [f"weight = {'1' * 5_000}", f"x = {'[' * 3_000}"])
@pytest.mark.parametrize(
    "file", ["requirements/q.toml", "models.toml", "labels.toml", "released.toml", "assess/v2.md"]
)
def test_toml_that_breaks_its_reader_is_a_fault_like_any_other(
    folder: Path, file: str, text: str
) -> None:
    (folder / file).write_text(f"---\n{text}\n---\n" if file.endswith(".md") else text)
    code, said = report(folder)
    assert code == 1
    assert any(line.startswith(f"FAULT   {folder / file}: ") for line in said.splitlines())
