from pathlib import Path

import pytest

from screening.errors import Misconfigured
from screening.model import Answer, Outcome
from screening.simulators.world import (
    World,
    WorldCandidacy,
    WorldFile,
    default_world_folder,
    load_world,
)

SMALL = """
[[requisition]]
id = "r"
name = "バックエンド"
requiredSkills = "・Python"

[[candidacy]]
id = "11111111-1111-4111-8111-111111111111"
name = "見本 一郎"
requisitionId = "r"
extra = { note = "メモ", tags = ["a"] }
expect = { outcome = "screened", reason = "judged" }
meanwhile = "moved"
file = [{ id = "f", name = "cv.txt", path = "files/cv.txt", mimeType = "text/plain" }]

[[candidacy.label]]
requirement = "Python"
answer = "met"
quote = "Python"
"""


def written(folder: Path, text: str) -> Path:
    (folder / "world.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_world_is_read_with_its_files(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "cv.txt").write_bytes(b"Python")
    world = load_world(written(tmp_path, SMALL))
    candidacy = world.candidacy[0]
    assert world.requisition[0].required_skills == "・Python"
    assert candidacy.expect is not None
    assert candidacy.expect.outcome is Outcome.SCREENED
    assert candidacy.label[0].answer is Answer.MET
    assert world.read(candidacy.file[0]) == b"Python"


def test_a_missing_document_is_named(tmp_path: Path) -> None:
    world = load_world(written(tmp_path, SMALL))
    with pytest.raises(Misconfigured, match=r"cv\.txt"):
        world.read(world.candidacy[0].file[0])


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (SMALL.replace("meanwhile", "meanwile"), r"candidacy\.0\.meanwile"),
        (SMALL.replace('"met"', '"perhaps"'), r"label\.0\.answer"),
        (SMALL.replace("11111111-", ""), r"candidacy\.0\.id"),
        (SMALL + "[[requisition]]\nid = 'r'\nname = 'again'\n", "requisition id r occurs twice"),
        ("[[", "not valid TOML"),
    ],
)
def test_a_wrong_world_is_refused_by_member(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(Misconfigured, match=complaint) as refused:
        load_world(written(tmp_path, text))
    assert "見本" not in str(refused.value)


def test_a_folder_without_a_world_is_named(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="there is no world at"):
        load_world(tmp_path)


def test_the_world_of_this_source_tree_is_whole() -> None:
    world = load_world(default_world_folder())
    files = [file for candidacy in world.candidacy for file in candidacy.file]
    assert len(world.candidacy) >= 20
    assert all(world.read(file) for file in files)


def test_doubled_file_ids_are_refused() -> None:
    same = WorldFile(id="f", name="a")
    with pytest.raises(ValueError, match="file id f occurs twice"):
        World(candidacy=(WorldCandidacy(id="x" * 36, name="a", file=(same, same)),))
