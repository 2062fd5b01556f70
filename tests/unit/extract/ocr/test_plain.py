"""Tesseract alone reads turned, slanted and parted lines."""

from typing import Protocol

import pytest

from screening.extract.ocr.found import Deadline
from screening.extract.ocr.plain import PlainReader, enlarged, turned
from screening.extract.ocr.tesseract import Look, Word, WordReader
from screening.extract.reading import Bitmap


class Fake(WordReader, Protocol):
    asked: list[tuple[str, ...]]
    whole: list[Word]
    looks: Look | None
    pictures: list[bytes]


RED, GREEN, BLUE = b"\xff\0\0", b"\0\xff\0", b"\0\0\xff"


def _word(text: str, left: int, top: int, *, line: int = 1, confidence: float = 0.9) -> Word:
    return Word(text, confidence, left, top, left + 20 * len(text), top + 30, (1, 1, line))


@pytest.mark.parametrize(
    ("degrees", "pixels", "width"),
    [
        (0, RED + GREEN + BLUE, 3),
        (90, BLUE + GREEN + RED, 1),
        (180, BLUE + GREEN + RED, 3),
        (270, RED + GREEN + BLUE, 1),
    ],
)
def test_pictures_are_turned_against_the_clock(degrees: int, pixels: bytes, width: int) -> None:
    bitmap = turned(Bitmap(3, 1, RED + GREEN + BLUE, 200), degrees)
    assert (bitmap.pixels, bitmap.width) == (pixels, width)


def test_four_quarters_are_none() -> None:
    bitmap = Bitmap(2, 3, bytes(range(18)), 200)
    around = bitmap
    for _ in range(4):
        around = turned(around, 90)
    assert around == bitmap
    assert turned(turned(bitmap, 90), 270) == bitmap
    assert turned(turned(bitmap, 90), 90) == turned(bitmap, 180)


def test_coarse_pictures_are_doubled() -> None:
    double = enlarged(Bitmap(2, 1, RED + BLUE, 100))
    assert double == Bitmap(4, 2, (RED + RED + BLUE + BLUE) * 2, 200)
    assert enlarged(Bitmap(2, 1, RED + BLUE, 200)).width == 2


def test_words_of_a_line_are_joined_and_wide_gaps_part_it(
    tesseract: Fake, bitmap: Bitmap, endless: Deadline
) -> None:
    tesseract.whole = [
        _word("Rowan", 0, 0),
        _word("Ashgrove", 110, 0),
        _word("2026", 500, 0),
        _word("職務", 0, 100, line=2),
        _word("経歴", 42, 100, line=2),
    ]
    page = PlainReader(tesseract).read(bitmap, endless)
    assert [one.text for one in page.found] == ["Rowan Ashgrove", "2026", "職務経歴"]


@pytest.mark.parametrize(
    ("script", "languages"),
    [("Japanese", ("jpn", "eng")), ("Cyrillic", ("rus", "eng")), ("Latin", ("eng",))],
)
def test_languages_follow_the_script(
    script: str, languages: tuple[str, ...], tesseract: Fake, bitmap: Bitmap, endless: Deadline
) -> None:
    tesseract.looks = Look(0, 9.0, script)
    tesseract.whole = [_word("word", 0, 0)]
    PlainReader(tesseract).read(bitmap, endless)
    assert tesseract.asked == [languages]


def test_a_page_that_is_read_badly_is_tried_with_all_languages(
    tesseract: Fake, bitmap: Bitmap, endless: Deadline
) -> None:
    tesseract.looks = Look(0, 9.0, "Latin")
    tesseract.whole = [_word("word", 0, 0, confidence=0.6)]
    PlainReader(tesseract).read(bitmap, endless)
    assert tesseract.asked == [("eng",), ("jpn", "eng", "rus")]


def test_a_turned_page_is_turned_upright_first(tesseract: Fake, endless: Deadline) -> None:
    tesseract.looks = Look(90, 9.0, "Latin")
    page = PlainReader(tesseract).read(Bitmap(3, 1, RED + GREEN + BLUE, 200), endless)
    assert tesseract.pictures[-1] == b"P6 1 3 255\n" + BLUE + GREEN + RED
    assert (page.turn, page.width, page.height) == (90, 1, 3)


def test_an_unsure_turn_is_not_believed(tesseract: Fake, bitmap: Bitmap, endless: Deadline) -> None:
    tesseract.looks = Look(180, 0.3, "Latin")
    assert PlainReader(tesseract).read(bitmap, endless).turn == 0


def test_slanted_lines_keep_their_slope(tesseract: Fake, bitmap: Bitmap, endless: Deadline) -> None:
    tesseract.whole = [_word("abc", 80 * n, 4 * n) for n in range(8)]
    (found,) = PlainReader(tesseract).read(bitmap, endless).found
    a, b, _, _ = found.quad.corners
    assert (b[1] - a[1]) / (b[0] - a[0]) == pytest.approx(0.05, abs=0.005)


def test_a_page_that_is_mostly_unsure_is_told_as_nothing(
    tesseract: Fake, bitmap: Bitmap, endless: Deadline
) -> None:
    tesseract.whole = [
        _word("guess", 0, 0, line=1, confidence=0.2),
        _word("guess", 0, 50, line=2, confidence=0.3),
        _word("word", 0, 100, line=3),
    ]
    page = PlainReader(tesseract).read(bitmap, endless)
    assert page.found == ()
    assert page.unread > 0
