"""Fonts that say other letters than they draw are found, and honest ones are not blamed."""

from collections.abc import Callable

import pypdfium2.raw as raw  # type: ignore[import-untyped]  # ships no types
import pytest

from screening.extract.pdf.frame import Frame
from screening.extract.pdf.glyphs import glyphs_of
from screening.extract.pdf.liars import Liars
from screening.extract.pdf.objects import settled
from screening.extract.pdf.pdfium import opened
from screening.extract.pdf.typefaces import ALPHABETS, DIGITS, centred, known, likeness


def lying(content: bytes) -> str:
    """Return the letters of the first page that are found to lie."""
    with opened(content) as pages:
        page = settled(pages.document, 0).page
        text = page.get_textpage()
        left, bottom, right, top = page.get_bbox()
        frame = Frame(left, bottom, right, top, turn=page.get_rotation() % 360)
        letters = Liars(pages.document).marked(text, glyphs_of(text, frame).letters)
        found = "".join(letter.text for letter in letters if letter is not None and letter.lies)
        text.close()
        page.close()
        return found


@pytest.mark.parametrize(
    ("name", "word"),
    [("lie-en", "Kubernetes"), ("lie-ja", "機械学習"), ("lie-ru", "олимпиады")],
)
def test_a_line_that_draws_other_letters_lies(
    name: str, word: str, document: Callable[[str], bytes]
) -> None:
    found = lying(document(f"tricks-pdf/{name}.pdf"))
    assert word in found
    assert "Ashdown" not in found


def test_one_digit_that_draws_another_lies_alone(document: Callable[[str], bytes]) -> None:
    assert lying(document("tricks-pdf/lie-digit-en.pdf")) == "9"


def test_letters_are_drawn_apart_from_the_pages_of_the_document(
    document: Callable[[str], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    new = raw.FPDFPage_New

    def noted(owner: object, *rest: float) -> object:
        made.append(owner)
        return new(owner, *rest)

    monkeypatch.setattr(raw, "FPDFPage_New", noted)
    with opened(document("tricks-pdf/lie-digit-en.pdf")) as pages:
        with pages.read(0, at_most=1000):
            pass
        assert made
        assert pages.document not in made
        assert pages.document.raw not in made


def test_a_page_that_the_tree_names_and_the_file_lacks_does_not_end_the_reader(
    document: Callable[[str], bytes],
) -> None:
    whole, kids = document("tricks-pdf/lie-digit-en.pdf"), b"/Count 1\n/Kids [ 3 0 R ]"
    assert kids in whole
    assert lying(whole.replace(kids, b"/Count 2\n/Kids [ 3 0 R 99 0 R ]")) == "9"


@pytest.mark.parametrize(
    "name",
    [
        "tricks-pdf/own-font-en.pdf",
        "tricks-pdf/own-font-ja.pdf",
        "tricks-pdf/own-font-ru.pdf",
        "tricks-pdf/icons-en.pdf",
        "tricks-pdf/ligatures-en.pdf",
        "tricks-pdf/not-embedded-ja.pdf",
        "ja.pdf",
        "labels-ru.pdf",
    ],
)
def test_honest_fonts_are_believed(name: str, document: Callable[[str], bytes]) -> None:
    assert lying(document(name)) == ""


def test_every_known_letter_looks_like_itself_and_hardly_like_another() -> None:
    for letter in DIGITS + ALPHABETS + "のアと本語":
        assert known(letter)
    shape = centred(bytes([255] * 8 + [0] * 48 + [255] * 8))
    assert likeness(shape, "=") == 0
    assert likeness(shape, "Z") < 0.9
