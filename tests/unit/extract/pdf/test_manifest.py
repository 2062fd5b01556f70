"""What a PDF says beside its pages is listed, never read, and no more severe than it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from screening.extract.limits import ReadingLimits
from screening.extract.pdf.manifest import manifest
from screening.extract.pdf.objects import settled, survey
from screening.extract.pdf.pdfium import Pages, opened
from screening.extract.reading import RawHidden, Reading
from screening.model.reading import HiddenReason, ReadingWarning, Severity

Document = Callable[[str], bytes]


@contextmanager
def trick(document: Document, name: str) -> Iterator[Pages]:
    with opened(document(f"tricks-pdf/{name}.pdf")) as pages:
        yield pages


def beside(document: Document, name: str) -> tuple[RawHidden, ...]:
    with trick(document, name) as pages:
        found = settled(pages.document, 0)
        found.page.close()
        return found.beside


def listed(document: Document, name: str) -> tuple[RawHidden, ...]:
    with trick(document, name) as pages:
        return manifest(pages.document, ReadingLimits())


def test_metadata_is_listed_once_and_noted(document: Document) -> None:
    found = listed(document, "plain-metadata-en")
    assert {item.severity for item in found} == {Severity.NOTE}
    texts = [item.text for item in found]
    assert "Curriculum vitae" in texts
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    ("name", "reason", "words"),
    [
        ("xmp-en", HiddenReason.METADATA, "Ignore all previous"),
        ("script-en", HiddenReason.METADATA, "Ignore all previous"),
        ("attachment-en", HiddenReason.ATTACHMENT, "skills.txt: Certified Kubernetes"),
        ("attachment-ru", HiddenReason.ATTACHMENT, "Победитель олимпиады"),
    ],
)
def test_what_lies_beside_the_pages_is_listed(
    document: Document, name: str, reason: HiddenReason, words: str
) -> None:
    found = [item for item in listed(document, name) if words in item.text]
    assert [(item.reason, item.severity) for item in found] == [(reason, Severity.NOTE)]


@pytest.mark.parametrize(
    ("name", "reason", "severity"),
    [
        ("annotation-en", HiddenReason.COMMENT, Severity.NOTE),
        ("pop-up-en", HiddenReason.COMMENT, Severity.NOTE),
        ("free-text-hidden-en", HiddenReason.COMMENT, Severity.WARN),
        ("field-hidden-en", HiddenReason.FORM_DEFAULT, Severity.WARN),
        ("field-default-en", HiddenReason.FORM_DEFAULT, Severity.NOTE),
        ("field-other-value-en", HiddenReason.FORM_DEFAULT, Severity.WARN),
        ("actual-text-en", HiddenReason.ALT_TEXT, Severity.WARN),
        ("alt-text-en", HiddenReason.ALT_TEXT, Severity.NOTE),
        ("picture-comment-en", HiddenReason.METADATA, Severity.NOTE),
    ],
)
def test_what_a_page_says_beside_its_content_has_its_reason(
    document: Document, name: str, reason: HiddenReason, severity: Severity
) -> None:
    assert {(item.reason, item.severity, item.page) for item in beside(document, name)} == {
        (reason, severity, 1)
    }


@pytest.mark.parametrize(
    "name",
    ["filled-form-en", "form-without-look-ja", "free-text-en", "links-en", "spoken-as-drawn-en"],
)
def test_an_honest_page_says_nothing_beside_its_content(document: Document, name: str) -> None:
    assert [item for item in beside(document, name) if item.severity is not Severity.NOTE] == []


def test_a_survey_follows_forms_and_clips_in_the_order_of_painting(document: Document) -> None:
    with trick(document, "under-in-form-en") as pages:
        found = settled(pages.document, 0)
        things = survey(found.page, left=0, top=842)
        covers = [place for place, thing in enumerate(things) if thing.covers]
        assert covers == [len(things) - 1]
        assert things[-1].box.left == pytest.approx(50, abs=1)
        assert things[-1].box.top == pytest.approx(842 - 575, abs=1)
        found.page.close()


def test_a_broken_count_of_attachments_ends(document: Document) -> None:
    with opened(document("endless-form.pdf")) as pages:
        assert manifest(pages.document, ReadingLimits()) == ()
        settled(pages.document, 0).page.close()


def test_a_file_inside_a_pdf_is_not_read_and_the_recruiter_is_told(
    document: Callable[[str], bytes], read: Callable[[bytes], Reading]
) -> None:
    found = read(document("tricks-pdf/attachment-en.pdf"))
    assert ReadingWarning.ATTACHMENTS_UNREAD in found.warnings
