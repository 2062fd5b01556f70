"""The files that admins tune: read once, and a fault stops the start with one sentence."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import screening
from screening.errors import Misconfigured
from screening.model import (
    CandidacyId,
    CandidacyRef,
    Language,
    RequirementKind,
    RequisitionId,
    TenantId,
)
from screening.texts import read_rubric, read_text, read_texts, read_version, shipped_folder

RUBRIC = """
[[requirement]]
kind = "must"
text = "Experience with PostgreSQL"
"""
TRAILING_JUNK = "\nThis line is not TOML.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A prompts folder of an admin's own, as shipped."""
    return shutil.copytree(shipped_folder(), tmp_path / "prompts")


def test_the_shipped_texts_are_complete() -> None:
    texts = read_texts(None)
    assert set(texts.comments) == set(Language)
    assert texts.models
    assert texts.rubrics == {}, "an example must never be taken for a requisition's requirements"
    assert {one.fingerprint for one in texts.comments.values()}.isdisjoint(
        {texts.prompt.fingerprint, texts.compiling.fingerprint}
    )


def test_a_few_candidacies_are_asked_by_the_canary_and_the_rest_as_before(folder: Path) -> None:
    text = (folder / "assess" / "v2.md").read_text(encoding="utf-8")
    canary = folder / "assess" / "v3.md"
    canary.write_text(text.replace('version = "2"', 'version = "3"'), encoding="utf-8")
    identity = read_version(canary).identity
    with (folder / "released.toml").open("a", encoding="utf-8") as released:
        released.write(f'"assess@3" = "{identity}"\n')
    (folder / "labels.toml").write_text(
        "[assess]\nproduction = 2\ncanary = 3\ncanary_percent = 50\n[compile]\nproduction = 1\n"
    )
    shelf = read_texts(folder).prompts
    refs = [
        CandidacyRef(tenant=TenantId("acme"), id=CandidacyId(f"candidacy-{number}"))
        for number in range(100)
    ]
    asked = [shelf.for_candidacy(ref, secret=b"secret").version for ref in refs]
    assert set(asked) == {"2", "3"}
    assert asked == [shelf.for_candidacy(ref, secret=b"secret").version for ref in refs]
    assert read_texts(folder).prompt.version == "2"


def test_a_folder_without_versions_says_what_to_do(folder: Path) -> None:
    shutil.rmtree(folder / "assess")
    with pytest.raises(Misconfigured, match=r"assess does not exist: .*copy it from the shipped"):
        read_texts(folder)


def test_a_wheel_brings_its_own_prompts(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site-packages" / "screening"
    package.mkdir(parents=True)
    monkeypatch.setattr("screening.texts.__file__", str(package / "texts.py"))
    assert shipped_folder() == tmp_path / "site-packages" / "prompts"
    shutil.move(folder, package / "prompts")
    assert shipped_folder() == package / "prompts"
    assert read_texts(None).prompt.fingerprint


def test_a_source_tree_uses_the_folder_beside_the_package() -> None:
    assert shipped_folder() == Path(screening.__file__).parents[1] / "prompts"


def test_an_admins_folder_is_read_instead(folder: Path) -> None:
    comment = folder / "comment.en.md"
    comment.write_text(comment.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    theirs, ours = read_texts(folder).comments, read_texts(None).comments
    assert theirs[Language.EN].fingerprint != ours[Language.EN].fingerprint
    assert theirs[Language.JA].fingerprint == ours[Language.JA].fingerprint


def test_requirements_are_found_by_the_requisitions_id(folder: Path) -> None:
    (folder / "requirements" / "backend.toml").write_text(RUBRIC, encoding="utf-8")
    texts = read_texts(folder)
    assert set(texts.rubrics) == {"backend"}
    rubric = texts.rubrics[RequisitionId("backend")]
    assert rubric.requisition_id == "backend"
    assert [one.kind for one in rubric.requirements] == [RequirementKind.MUST]


def test_the_shipped_sample_can_be_copied_as_it_stands(folder: Path) -> None:
    sample = folder / "requirements" / "example.toml.sample"
    shutil.copy(sample, folder / "requirements" / "backend.toml")
    assert read_texts(folder).rubrics[RequisitionId("backend")].requirements


# ---------------------------------------------------------------- faults


def remove(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def spoil(path: Path) -> None:
    path.write_bytes(b"\xff\xfe" + path.read_bytes())


def replace_by_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


FILES = [
    "labels.toml",
    "released.toml",
    "assess/v2.md",
    "compile/v1.md",
    "comment.ja.md",
    "comment.en.md",
    "comment.ru.md",
    "models.toml",
]


@pytest.mark.parametrize("fault", [remove, empty, spoil, replace_by_folder])
@pytest.mark.parametrize("name", FILES)
def test_any_broken_file_is_named_in_one_sentence(
    folder: Path, name: str, fault: Callable[[Path], None]
) -> None:
    fault(folder / name)
    with pytest.raises(Misconfigured) as caught:
        read_texts(folder)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"there is no folder .*nowhere"):
        read_texts(tmp_path / "nowhere")


def test_a_fault_in_requirements_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "backend.toml"
    path.write_text(RUBRIC + TRAILING_JUNK, encoding="utf-8")
    with pytest.raises(Misconfigured) as caught:
        read_rubric(path, RequisitionId("backend"))
    assert str(path) in str(caught.value)
    assert "TOML" in str(caught.value)
    assert "This line" not in str(caught.value)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (str, "does not exist"),
        (lambda path: path.write_bytes(b"\xff"), "is not UTF-8 text"),
        (lambda path: path.mkdir(), "cannot be read"),
    ],
)
def test_a_text_that_cannot_be_read_says_why(
    tmp_path: Path, make: Callable[[Path], object], says: str
) -> None:
    path = tmp_path / "text.md"
    make(path)
    with pytest.raises(Misconfigured, match=says) as caught:
        read_text(path)
    assert str(path) in str(caught.value)
    assert caught.value.__cause__ is None
