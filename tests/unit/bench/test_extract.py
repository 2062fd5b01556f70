"""A folder is read file by file, and the report says what holds and what does not."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from screening.bench.extract import OpenReader, bench_extract
from screening.bench.report import FileResult, Report
from screening.bench.tables import tell
from screening.errors import Misconfigured
from screening.extract.limits import ReadingLimits
from screening.model.reading import Document, HiddenReason, Severity, UnreadableReason

TRUTH = """
["good.txt"]
language = "en"
layout = "plain"
about = "All is well."
benign = true
pairs = [["Name", "Rowan"]]

["trick.txt"]
language = "ja"
layout = "trick"
about = "Hides a word."
hidden = ["colour"]
never = ["Kubernetes"]

["bomb.txt"]
language = "none"
layout = "hostile"
about = "Too much."
outcome = "too_large"
"""
FILES = {
    "truth.toml": TRUTH,
    "good.txt": "Name: Rowan\nGo\n",
    "expected/good.txt.txt": "Name: Rowan\nGo\n",
    "trick.txt": "honest\n",
    "bomb.txt": "bomb\n",
}
Folder = Callable[[Mapping[str, str]], Path]
MakeDocument = Callable[..., Document]
Opener = Callable[[Mapping[str, Document | UnreadableReason]], OpenReader]
Answers = dict[str, Document | UnreadableReason]


@pytest.fixture
def answers(document: MakeDocument) -> Answers:
    """Return the answers of a reader that does everything right."""
    return {
        "good.txt": document("Name: Rowan", "Go", pages=2),
        "trick.txt": document("honest", hidden={HiddenReason.COLOUR: Severity.WARN}),
        "bomb.txt": UnreadableReason.TOO_LARGE,
    }


async def report_of(folder: Path, opened: OpenReader, **options: object) -> Report:
    return await bench_extract(folder, opened, limits=ReadingLimits(), **options)  # type: ignore[arg-type]  # passed on


def broken(report: Report) -> list[str]:
    return [check.name for check in report.checks if not check.holds]


def named(report: Report, name: str) -> FileResult:
    (found,) = (one for one in report.files if one.name == name)
    return found


async def test_a_reader_that_does_all_right_keeps_every_promise(
    folder: Folder, opener: Opener, answers: Answers
) -> None:
    report = await report_of(folder(FILES), opener(answers))
    assert broken(report) == []
    assert report.holds
    assert [one.outcome for one in report.files] == ["too_large", "read", "read"]
    (row,) = report.by_format
    assert (row.format, row.language, row.files) == ("text", "en", 1)
    assert (row.recall, row.precision, row.order) == (1.0, 1.0, 1.0)
    assert (row.pairs, row.pairs_kept) == (1, 1)


@pytest.mark.parametrize(
    ("name", "lines", "promise"),
    [
        ("trick.txt", ("honest", "Kubernetes"), "leaks"),
        ("good.txt", ("Name: Rowan",), "text"),
        ("bomb.txt", ("bomb",), "outcomes"),
    ],
)
async def test_each_promise_can_be_broken_by_one_file(
    folder: Folder,
    opener: Opener,
    answers: Answers,
    document: MakeDocument,
    name: str,
    lines: tuple[str, ...],
    promise: str,
) -> None:
    hidden = {HiddenReason.COLOUR: Severity.WARN} if name == "trick.txt" else {}
    answers[name] = document(*lines, hidden=hidden)
    report = await report_of(folder(FILES), opener(answers))
    assert broken(report) == [promise]
    assert not report.holds


async def test_a_crash_breaks_its_promise(folder: Folder, opener: Opener, answers: Answers) -> None:
    answers["bomb.txt"] = UnreadableReason.CRASHED
    assert broken(await report_of(folder(FILES), opener(answers))) == ["crashes", "outcomes"]


async def test_a_trick_that_is_not_flagged_breaks_its_promise(
    folder: Folder, opener: Opener, answers: Answers, document: MakeDocument
) -> None:
    answers["trick.txt"] = document("honest")
    report = await report_of(folder(FILES), opener(answers))
    assert broken(report) == ["tricks_flagged"]
    assert not named(report, "trick.txt").flagged


async def test_an_honest_file_that_blocks_breaks_its_promise(
    folder: Folder, opener: Opener, answers: Answers, document: MakeDocument
) -> None:
    blocked = {HiddenReason.COLOUR: Severity.BLOCK}
    answers["good.txt"] = document("Name: Rowan", "Go", hidden=blocked)
    assert broken(await report_of(folder(FILES), opener(answers))) == ["benign_blocked"]


async def test_files_without_truth_are_only_read(
    folder: Folder, opener: Opener, document: MakeDocument
) -> None:
    path = folder({"cv.txt": "words\n", "odd.bin": "x"})
    report = await report_of(path, opener({"cv.txt": document("words")}))
    assert report.holds
    assert report.by_format == ()
    assert [(one.outcome, one.recall) for one in report.files] == [
        ("read", None),
        ("damaged", None),
    ]
    assert named(report, "odd.bin").format == "bin"


async def test_text_beside_a_file_is_enough_to_measure_it(
    folder: Folder, opener: Opener, document: MakeDocument
) -> None:
    path = folder({"cv.md": "words", "cv.md.txt": "words words", "truth.toml": '["*"]\nrecall=0.9'})
    report = await report_of(path, opener({"cv.md": document("words")}))
    assert named(report, "cv.md").recall == 0.5
    assert broken(report) == ["text"]


async def test_the_documents_words_are_shown_only_on_request(
    folder: Folder, opener: Opener, answers: Answers, document: MakeDocument
) -> None:
    answers["good.txt"] = document("Name: Rowan")
    path = folder(FILES)
    quiet = await report_of(path, opener(answers))
    assert named(quiet, "good.txt").details == ()
    assert not [line for line in tell(quiet, worst=9) if "Rowan" in line or "Go" in line]
    assert "Rowan" not in quiet.model_dump_json()
    open_ = await report_of(path, opener(answers), show_text=True)
    assert named(open_, "good.txt").details == ("recall: 0.8333, not 1.0000: Go",)
    assert [line for line in tell(open_, worst=9) if line.endswith("1.0000: Go")]


@pytest.mark.parametrize(
    ("only", "names"),
    [
        (("ja",), ["trick.txt"]),
        (("TEXT",), ["bomb.txt", "good.txt", "trick.txt"]),
        (("plain", "text"), ["good.txt"]),
    ],
)
async def test_only_some_are_read_on_request(
    folder: Folder, opener: Opener, answers: Answers, only: tuple[str, ...], names: list[str]
) -> None:
    report = await report_of(folder(FILES), opener(answers), only=only)
    assert [one.name for one in report.files] == names


async def test_nothing_to_read_is_said(folder: Folder, opener: Opener) -> None:
    with pytest.raises(Misconfigured, match="no such document"):
        await report_of(folder(FILES), opener({}), only=("klingon",))


async def test_progress_counts_every_file(folder: Folder, opener: Opener, answers: Answers) -> None:
    seen: list[tuple[int, int]] = []
    await report_of(
        folder(FILES), opener(answers), on_progress=lambda done, total: seen.append((done, total))
    )
    assert seen == [(1, 3), (2, 3), (3, 3)]


async def test_recognition_is_expected_only_when_it_is_on(folder: Folder, opener: Opener) -> None:
    table = (
        '["a.png"]\nlanguage="en"\nlayout="scan"\nabout="A scan."\nneeds="ocr"\nwithout="scan"\n'
    )
    path = folder({"truth.toml": table, "a.png": "x"})
    report = await report_of(path, opener({"a.png": UnreadableReason.SCAN}))
    assert report.holds
    assert named(report, "a.png").right == ("scan",)
    assert named(report, "a.png").format == "picture"


async def test_the_cost_of_reading_is_told_by_format(
    folder: Folder, opener: Opener, answers: Answers
) -> None:
    report = await report_of(folder(FILES), opener(answers))
    (row,) = report.speed
    assert (row.format, row.files, row.pages) == ("text", 2, None)
    assert row.p95_milliseconds >= row.median_milliseconds > 0
    assert row.warm_milliseconds is not None
    assert {one.outcome: one.files for one in report.outcomes} == {"read": 2, "too_large": 1}


async def test_a_file_beyond_every_limit_is_not_held_in_memory(
    folder: Folder, opener: Opener
) -> None:
    path = folder({"cv.txt": "x"})
    with (path / "cv.txt").open("wb") as file:
        file.truncate(1 << 32)  # a hole: nothing is stored
    report = await report_of(path, opener({"cv.txt": UnreadableReason.TOO_LARGE}))
    assert report.files[0].outcome is UnreadableReason.TOO_LARGE


async def test_the_tables_name_what_does_not_hold(
    folder: Folder, opener: Opener, answers: Answers
) -> None:
    answers["bomb.txt"] = UnreadableReason.DAMAGED
    told = list(tell(await report_of(folder(FILES), opener(answers)), worst=3))
    assert told[0].startswith("3 files below ")
    (wrong,) = (line for line in told if line.endswith("WRONG"))
    assert wrong.split()[:3] == ["bomb.txt", "damaged", "too_large"]
    (check,) = (line for line in told if line.endswith("DOES NOT HOLD"))
    assert "another outcome" in check
