"""A folder's documents are found, and a truth that does not fit is refused by file and key."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from screening.bench.corpus import Case, Floors, Truth, cases
from screening.errors import Misconfigured
from screening.model.reading import HiddenReason, Severity, UnreadableReason

TABLE = """
["cv.txt"]
language = "en"
layout = "plain"
about = "One line."
"""
Folder = Callable[[Mapping[str, str]], Path]


def only(folder: Path) -> Case:
    (case,) = cases(folder)
    return case


def test_a_table_makes_a_file_a_document(folder: Folder) -> None:
    case = only(folder({"truth.toml": TABLE, "cv.txt": "words", "make.py": "", "README.md": ""}))
    assert case.name == "cv.txt"
    assert case.truth is not None
    assert case.truth.outcome == ("read",)
    assert case.lines() is None


def test_the_expected_lines_lie_in_a_folder_or_beside(folder: Folder) -> None:
    files = {"truth.toml": TABLE, "cv.txt": "words", "expected/cv.txt.txt": "one\ntwo\n"}
    assert only(folder(files)).lines() == ("one", "two")


def test_a_folder_without_truth_is_taken_as_it_is(folder: Folder) -> None:
    found = list(cases(folder({"b.pdf": "x", "b.pdf.txt": "one\n", "a.txt": "x", ".hidden": "x"})))
    assert [(case.name, case.lines(), case.truth) for case in found] == [
        ("a.txt", None, None),
        ("b.pdf", ("one",), None),
    ]


def test_folders_within_are_read_with_their_own_truths(folder: Folder) -> None:
    files = {"in/truth.toml": TABLE, "in/cv.txt": "x", "other/cv.txt": "y", "in/other.txt": "z"}
    assert [case.name for case in cases(folder(files))] == ["in/cv.txt", "other/cv.txt"]


def test_every_key_is_understood(folder: Folder) -> None:
    keys = """
outcome = ["read", "too_large"]
hidden = ["colour"]
never = ["Kubernetes"]
flag = "warn"
benign = true
warnings = ["recognised"]
pairs = [["Name", "Rowan"]]
needs = "ocr"
without = "scan"
recall = 0.9
"""
    truth = only(folder({"truth.toml": TABLE + keys, "cv.txt": "x"})).truth
    assert truth == Truth.model_validate(
        {
            "language": "en",
            "layout": "plain",
            "about": "One line.",
            "outcome": ("read", UnreadableReason.TOO_LARGE),
            "hidden": (HiddenReason.COLOUR,),
            "never": ("Kubernetes",),
            "flag": Severity.WARN,
            "benign": True,
            "warnings": ("recognised",),
            "pairs": (("Name", "Rowan"),),
            "needs": "ocr",
            "without": (UnreadableReason.SCAN,),
            "recall": 0.9,
        }
    )


@pytest.mark.parametrize(
    "line",
    [
        'colour = "red"',
        'outcome = "refused"',
        "outcome = []",
        'hidden = ["invented"]',
        'hidden = "colour"',
        'flag = "high"',
        'never = [""]',
        'pairs = [["Name"]]',
        'needs = "luck"',
        "recall = 1.5",
    ],
)
def test_a_key_or_value_that_is_unknown_is_refused_by_name(folder: Folder, line: str) -> None:
    path = folder({"truth.toml": TABLE + line, "cv.txt": "x"})
    key = line.partition(" ")[0]
    with pytest.raises(Misconfigured, match=rf'truth\.toml: \["cv\.txt"\] {key}: '):
        list(cases(path))


@pytest.mark.parametrize("missing", ["language", "layout", "about"])
def test_a_table_says_what_its_file_is(folder: Folder, missing: str) -> None:
    table = "\n".join(line for line in TABLE.splitlines() if not line.startswith(missing))
    with pytest.raises(Misconfigured, match=missing):
        list(cases(folder({"truth.toml": table, "cv.txt": "x"})))


def test_a_table_without_its_file_is_refused(folder: Folder) -> None:
    with pytest.raises(Misconfigured, match="is not a file"):
        list(cases(folder({"truth.toml": TABLE})))


def test_an_expected_text_without_a_table_is_refused(folder: Folder) -> None:
    files = {"truth.toml": TABLE, "cv.txt": "x", "expected/old.pdf.txt": "x"}
    with pytest.raises(Misconfigured, match=r"no table for expected/old\.pdf\.txt"):
        list(cases(folder(files)))


def test_what_is_not_toml_is_refused(folder: Folder) -> None:
    with pytest.raises(Misconfigured, match="is not TOML"):
        list(cases(folder({"truth.toml": "[", "cv.txt": "x"})))


def test_a_folder_sets_floors_that_a_file_may_replace(folder: Folder) -> None:
    every = '["*"]\nrecall = 0.9\nprecision = 0.8\n'
    files = {"truth.toml": f"{every}{TABLE}recall = 0.7\n", "cv.txt": "x"}
    assert only(folder(files)).floors == Floors(recall=0.7, precision=0.8)


def test_floors_alone_leave_a_folder_as_it_is(folder: Folder) -> None:
    case = only(folder({"truth.toml": '["*"]\nrecall = 0.9\n', "a.txt": "x"}))
    assert case.truth is None
    assert case.floors == Floors(recall=0.9)


def test_an_expected_text_in_another_encoding_is_refused(folder: Folder) -> None:
    path = folder({"cv.pdf": "x"})
    (path / "cv.pdf.txt").write_bytes("職務経歴書".encode("cp932"))
    with pytest.raises(Misconfigured, match=r"cv\.pdf\.txt is not UTF-8"):
        only(path).lines()


def test_a_mark_at_the_start_of_an_expected_text_is_no_part_of_it(folder: Folder) -> None:
    assert only(folder({"cv.pdf": "x", "cv.pdf.txt": "\ufeffone"})).lines() == ("one",)


def test_a_folder_that_links_to_itself_comes_to_an_end(folder: Folder) -> None:
    path = folder({"a.txt": "x"})
    (path / "again").symlink_to(path, target_is_directory=True)
    assert "a.txt" in [case.name for case in cases(path)]
