"""Each readable test document gives exactly the lines that a person reads in it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from screening.extract.reading import Reading
from screening.model.reading import ReadingWarning, Severity

EXPECTED = Path(__file__).parents[3] / "fixtures" / "documents" / "expected"
FORMATS = {"pdf": "pdf", "docx": "docx", "html": "html", "md": "markdown", "txt": "text"}
NAMES = sorted(path.name.removesuffix(".txt") for path in EXPECTED.iterdir())


@pytest.mark.parametrize("name", NAMES)
def test_lines_are_what_a_person_reads_in_order(
    name: str, document: Callable[[str], bytes], read: Callable[[bytes], Reading]
) -> None:
    reading = read(document(name))
    wanted = (EXPECTED / f"{name}.txt").read_text().splitlines()
    assert [line.text for line in reading.lines] == wanted
    assert [line.number for line in reading.lines] == list(range(1, len(wanted) + 1))
    assert reading.format == FORMATS[name.rpartition(".")[2]]


def test_pdf_lines_know_their_page(
    document: Callable[[str], bytes], read: Callable[[bytes], Reading]
) -> None:
    reading = read(document("half-scanned.pdf"))
    assert reading.pages == 2
    assert {line.page for line in reading.lines} == {1}


def test_formats_without_pages_claim_none(
    document: Callable[[str], bytes], read: Callable[[bytes], Reading]
) -> None:
    for name in ("ja.docx", "en.html", "en.txt"):
        reading = read(document(name))
        assert reading.pages is None
        assert {line.page for line in reading.lines} == {None}


@pytest.mark.parametrize("name", ["en.pdf", "ja.pdf", "ru.pdf", "ja.docx", "en.md"])
def test_ordinary_documents_raise_no_doubt(
    name: str, document: Callable[[str], bytes], read: Callable[[bytes], Reading]
) -> None:
    reading = read(document(name))
    assert reading.warnings == ()
    assert {item.severity for item in reading.hidden} <= {Severity.NOTE}


def test_a_script_that_could_change_the_look_is_the_only_doubt_about_a_page(
    document: Callable[[str], bytes], read: Callable[[bytes], Reading]
) -> None:
    page = document("en.html")
    assert read(page).warnings == (ReadingWarning.LOOK_UNCHECKED,)
    assert read(re.sub(rb"<script>.*?</script>", b"", page)).warnings == ()
