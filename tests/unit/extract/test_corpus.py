"""Every document of the corpus is read as its truth says: text, order, hidden words, outcome.

Nothing is recognised here, for that takes seconds a page: files that need it must be refused as
on a machine without it, and ``screening bench extract --ocr`` measures the rest.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from screening.bench.corpus import TRUTH, Case, Truth, cases_of
from screening.bench.equipment import RECOGNITION, is_installed
from screening.bench.judge import judge, judge_unread
from screening.bench.measure import fold, leaked
from screening.errors import Misconfigured, Unreadable
from screening.extract.reading import Reading

DOCUMENTS = Path(__file__).parents[3] / "fixtures" / "documents"
FOLDERS = sorted(path.parent for path in DOCUMENTS.rglob(TRUTH))


def name_of(folder: Path) -> str:
    return folder.relative_to(DOCUMENTS.parent).as_posix()


def known(folder: Path) -> list[Case]:
    """Return the documents of a folder; none of one whose truth does not fit, which fails below."""
    try:
        return list(cases_of(folder, top=DOCUMENTS))
    except Misconfigured:
        return []


CASES = [case for folder in FOLDERS for case in known(folder)]


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_the_truth_of_each_folder_fits_its_files(folder: Path) -> None:
    assert list(cases_of(folder, top=DOCUMENTS))


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_every_document_that_must_be_read_has_its_text_beside_it(folder: Path) -> None:
    unknown = [
        case.name
        for case in known(folder)
        if case.truth and case.truth.outcome == ("read",) and case.expected is None
    ]
    assert unknown == []


def test_the_page_about_the_documents_names_every_folder_and_every_key() -> None:
    page = (DOCUMENTS / "README.md").read_text(encoding="utf-8")
    folders = {f"`{folder.name}/`" for folder in FOLDERS if folder != DOCUMENTS}
    keys = {f"`{key}`" for key in Truth.model_fields}
    assert {word for word in folders | keys if word not in page} == set()


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_no_truth_contradicts_its_text(folder: Path) -> None:
    """What must never be read is not expected; what must stand together is."""
    wrong = []
    for case in known(folder):
        lines = case.lines()
        if case.truth is None or lines is None:
            continue
        wrong += [(case.name, word) for word in leaked(case.truth.never, lines)]
        whole = fold("".join(lines))
        torn = (pair for pair in case.truth.pairs if not all(fold(one) in whole for one in pair))
        wrong += [(case.name, " ... ".join(pair)) for pair in torn]
    assert wrong == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_document_is_read_as_a_person_reads_it(
    case: Case, read: Callable[[bytes], Reading]
) -> None:
    assert case.truth is not None
    equipped = is_equipped(case.truth)
    try:
        found = read(case.path.read_bytes())
    except Unreadable as unreadable:
        judged = judge_unread(case, unreadable.reason, equipped=equipped)
    else:
        judged = judge(case, found, equipped=equipped)
    if judged.faults:
        told = "; ".join(f"{fault.kind}: {fault.detail}" for fault in judged.faults)
        pytest.fail(f"{case.name}: {told}", pytrace=False)


def is_equipped(truth: Truth) -> bool:
    """Tell whether what a document needs is at hand here, where nothing is recognised."""
    if truth.needs is not None and not truth.without:
        pytest.skip(f"needs {truth.needs}, and nothing is said of a machine without it")
    return truth.needs not in RECOGNITION and is_installed(truth.needs)
