"""A page is read however it lies, each line by the engine that knows its script."""

from collections.abc import Callable
from typing import Protocol

import pytest

from screening.errors import Unreadable
from screening.extract.ocr.found import Deadline, Page, Quad
from screening.extract.ocr.page import PageReader, Reader
from screening.extract.ocr.tesseract import WordReader
from screening.extract.reading import Bitmap

ENGLISH = "Rowan Ashgrove, engineer"
JAPANESE = "株式会社すみれ運輸で倉庫管理システムを開発"
RUSSIAN = "Ведущий инженер по качеству"


class Line(Protocol):
    quad: Quad


Written = Callable[..., Line]
Models = Callable[[list[Line]], Reader]


class Fake(WordReader, Protocol):
    asked: list[tuple[str, ...]]


def _texts(page: Page) -> list[str]:
    return [one.text for one in page.found]


def test_japanese_and_latin_need_no_tesseract(
    written: Written, models: Models, tesseract: Fake, bitmap: Bitmap, endless: Deadline
) -> None:
    lines = [written(ENGLISH), written(JAPANESE, y=100)]
    page = PageReader(models(lines), tesseract).read(bitmap, endless)
    assert _texts(page) == [ENGLISH, JAPANESE]
    assert tesseract.asked == []


def test_cyrillic_lines_are_read_by_tesseract(
    written: Written, models: Models, tesseract: Fake, bitmap: Bitmap, endless: Deadline
) -> None:
    lines = [written(RUSSIAN), written(JAPANESE, y=100), written(ENGLISH, y=150)]
    page = PageReader(models(lines), tesseract).read(bitmap, endless)
    assert _texts(page) == [RUSSIAN, JAPANESE, ENGLISH]
    assert set(tesseract.asked) == {("rus", "eng")}


def test_a_cyrillic_page_without_tesseract_is_not_told_as_latin(
    written: Written, models: Models, bitmap: Bitmap, endless: Deadline
) -> None:
    lines = [written(RUSSIAN), written(RUSSIAN, y=100), written("2021 - 2026", y=150)]
    page = PageReader(models(lines), None).read(bitmap, endless)
    assert page.found == ()
    assert page.unread > 0


def test_one_unread_line_is_left_out_and_weighs(
    written: Written, models: Models, bitmap: Bitmap, endless: Deadline
) -> None:
    lines = [written(ENGLISH), written(JAPANESE, y=100), written("~~~~~~", y=150)]
    page = PageReader(models(lines), None).read(bitmap, endless)
    assert _texts(page) == [ENGLISH, JAPANESE]
    assert page.unread == pytest.approx(lines[2].quad.length)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("text", [ENGLISH, JAPANESE, RUSSIAN])
def test_a_turned_page_is_read_and_its_turn_is_told(
    turn: int,
    text: str,
    written: Written,
    models: Models,
    tesseract: Fake,
    bitmap: Bitmap,
    endless: Deadline,
) -> None:
    lines = [written(text, turn=turn), written(text, turn=turn, x=300, y=400)]
    page = PageReader(models(lines), tesseract).read(bitmap, endless)
    assert _texts(page) == [text, text]
    assert page.turn == turn


def test_widely_set_kanji_are_kept(
    written: Written, models: Models, bitmap: Bitmap, endless: Deadline
) -> None:
    """Two letters of a form's label may stand far apart; sparse text is a sign of Cyrillic."""
    label = written("氏" + " " * 20 + "名")
    page = PageReader(models([label, written(ENGLISH, y=100)]), None).read(bitmap, endless)
    assert len(page.found) == 2


def test_a_page_without_lines_has_no_text(
    models: Models, tesseract: Fake, bitmap: Bitmap, endless: Deadline
) -> None:
    page = PageReader(models([]), tesseract).read(bitmap, endless)
    assert page.found == ()
    assert page.unread == 0


def test_a_deadline_that_is_over_ends_the_reading(
    written: Written, models: Models, bitmap: Bitmap
) -> None:
    with pytest.raises(Unreadable, match="timed_out"):
        PageReader(models([written(ENGLISH)]), None).read(bitmap, Deadline(5.0, lambda: 6.0))
