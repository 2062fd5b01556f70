"""The engines are chosen by what is installed."""

from datetime import timedelta
from math import inf

import pytest

from screening.errors import Unreadable
from screening.extract.limits import ReadingLimits
from screening.extract.ocr import recogniser as module
from screening.extract.ocr.found import Deadline, Found, Page, Quad
from screening.extract.ocr.recogniser import bounded, engines, recogniser
from screening.extract.ocr.tesseract import Tesseract
from screening.extract.reading import Bitmap

PICTURE = Bitmap(1, 1, bytes(3), 72)
FOUND = Found("word", 0.9, Quad(((0, 0), (80, 0), (80, 20), (0, 20))))


class FakeReader:
    """Reads one word, if there is time."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def read(self, _: Bitmap, deadline: Deadline) -> Page:
        self.seconds.append(deadline.left())
        return Page((FOUND,), 100, 100, 0)


def _installed(
    monkeypatch: pytest.MonkeyPatch, *, models: bool, tesseract: Tesseract | None
) -> None:
    monkeypatch.setattr(module, "_models", lambda: models)
    monkeypatch.setattr(module, "installed", lambda: tesseract)


def test_with_nothing_installed_nothing_is_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    _installed(monkeypatch, models=False, tesseract=None)
    assert recogniser(ReadingLimits()) is None
    assert engines() == ()


def test_engines_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    _installed(
        monkeypatch, models=True, tesseract=Tesseract("tesseract", frozenset({"rus", "eng"}))
    )
    assert engines() == ("rapidocr", "tesseract", "tesseract-eng", "tesseract-rus")


def test_tesseract_alone_recognises(monkeypatch: pytest.MonkeyPatch) -> None:
    _installed(monkeypatch, models=False, tesseract=Tesseract("/nowhere", frozenset({"eng"})))
    recognise = recogniser(ReadingLimits())
    assert recognise is not None
    assert recognise(PICTURE).lines == ()


def test_a_page_has_its_time() -> None:
    reader = FakeReader()
    recognised = bounded(reader, ReadingLimits())(PICTURE)
    assert [line.text for line in recognised.lines] == ["word"]
    assert reader.seconds[0] <= module.PAGE_SECONDS


def test_the_time_of_the_whole_file_is_shared_by_its_pages() -> None:
    limits = ReadingLimits(recognition_duration=timedelta(seconds=0))
    with pytest.raises(Unreadable, match="timed_out"):
        bounded(FakeReader(), limits)(PICTURE)


def test_a_deadline_tells_what_is_left() -> None:
    assert Deadline(10.0, lambda: 4.0).left() == 6.0
    assert Deadline(inf).left() == inf
