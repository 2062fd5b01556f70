"""Pages that show something and have no usable letters are handed to recognition."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from screening.errors import Unreadable
from screening.extract.limits import ReadingLimits
from screening.extract.pdf.reader import read_pdf
from screening.extract.reading import Bitmap, Raw, RawLine, Recognised, Tools
from screening.extract.sniff import sniff
from screening.model.reading import Box, ReadingWarning

BOX = Box(left=10, top=20, right=110, bottom=32)


@dataclass
class Recogniser:
    """Says the same of every picture, and keeps them."""

    says: str = "Ten years of welding"
    confidence: float = 0.95
    seen: list[Bitmap] = field(default_factory=list)

    def __call__(self, bitmap: Bitmap) -> Recognised:
        self.seen.append(bitmap)
        lines = (RawLine(self.says, box=BOX),) if self.says else ()
        return Recognised(lines, self.confidence)


def read(content: bytes, recognise: Recogniser | None, limits: ReadingLimits | None = None) -> Raw:
    return read_pdf(sniff(content), content, Tools(limits or ReadingLimits(), recognise))


def test_a_scan_is_read_by_recognition(document: Callable[[str], bytes]) -> None:
    recognise = Recogniser()
    raw = read(document("scan.pdf"), recognise)
    assert raw.lines == (RawLine("Ten years of welding", page=1, box=BOX, recognised=True),)
    assert raw.warnings == {ReadingWarning.RECOGNISED}
    assert not raw.wants_recognition
    picture = recognise.seen[0]
    assert picture.dots_per_inch == pytest.approx(200)
    assert (picture.width, picture.height) == (1653, 2339)
    assert len(picture.pixels) == 3 * picture.width * picture.height
    assert min(picture.pixels) < 60 < 200 < max(picture.pixels)


def test_only_the_page_without_text_is_recognised(document: Callable[[str], bytes]) -> None:
    recognise = Recogniser()
    raw = read(document("half-scanned.pdf"), recognise)
    assert len(recognise.seen) == 1
    assert [line.page for line in raw.lines if line.recognised] == [2]
    assert raw.lines[0].text == "Alex Winterbourne"
    assert ReadingWarning.PAGES_WITHOUT_TEXT not in raw.warnings


def test_a_stamp_gives_way_to_what_was_recognised(document: Callable[[str], bytes]) -> None:
    raw = read(document("scan-stamped.pdf"), Recogniser())
    assert [line.text for line in raw.lines] == ["Ten years of welding"]


@pytest.mark.parametrize("name", ["no-character-table.pdf", "private-letters.pdf"])
def test_letters_that_cannot_be_told_are_recognised(
    name: str, document: Callable[[str], bytes]
) -> None:
    raw = read(document(name), Recogniser())
    assert [line.text for line in raw.lines] == ["Ten years of welding"]


def test_an_unsure_recognition_says_so(document: Callable[[str], bytes]) -> None:
    raw = read(document("scan.pdf"), Recogniser(confidence=0.7))
    assert ReadingWarning.POORLY_RECOGNISED in raw.warnings


def test_a_picture_without_text_is_illegible(document: Callable[[str], bytes]) -> None:
    with pytest.raises(Unreadable, match="illegible"):
        read(document("scan.pdf"), Recogniser(says=""))


def test_a_page_that_recognition_cannot_read_is_told(document: Callable[[str], bytes]) -> None:
    raw = read(document("half-scanned.pdf"), Recogniser(says=""))
    assert raw.warnings == {ReadingWarning.PAGES_WITHOUT_TEXT}


def test_without_recognition_a_page_waits_for_it(document: Callable[[str], bytes]) -> None:
    raw = read(document("half-scanned.pdf"), None)
    assert raw.wants_recognition
    assert raw.warnings == {ReadingWarning.PAGES_WITHOUT_TEXT}


def test_pages_with_text_are_never_recognised(document: Callable[[str], bytes]) -> None:
    recognise = Recogniser()
    for name in ("en.pdf", "scan-with-layer.pdf", "side-bar.pdf"):
        assert not read(document(name), recognise).wants_recognition
    assert recognise.seen == []


def test_a_picture_has_no_more_pixels_than_allowed(document: Callable[[str], bytes]) -> None:
    recognise = Recogniser()
    read(document("scan.pdf"), recognise, ReadingLimits(pixels=100_000))
    picture = recognise.seen[0]
    assert picture.width * picture.height <= 101_500
    assert picture.dots_per_inch < 50
