"""The engines that are installed here really read the scans; others are skipped by name."""

import tomllib
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from screening.errors import Unreadable
from screening.extract.limits import ReadingLimits
from screening.extract.ocr.recogniser import engines, recogniser
from screening.extract.picture.reader import read_picture
from screening.extract.reading import Raw, Recognise, Tools
from screening.extract.sniff import sniff

DOCUMENTS = Path(__file__).parents[4] / "fixtures" / "documents"
SHORT = (
    "scans/ja-300.tiff",
    "scans/en-upside-down.jpg",
    "scans/ru-upside-down.jpg",
    "pictures/ja-leaning.jpg",
    "pictures/en-clear.png",
    "pictures/ja.heic",
    "scans/ja-vertical.png",
)
"""One of each kind; the whole set is measured by the bench."""
MODELS = "rapidocr" in engines()
LEAST = {"scans/ja-vertical.png": 0.93}
"""The models leave out the punctuation of vertical text."""


@cache
def _recogniser() -> Recognise | None:
    return recogniser(ReadingLimits())


@cache
def _truth(folder: str) -> dict[str, Any]:
    return tomllib.loads((DOCUMENTS / folder / "truth.toml").read_text(encoding="utf-8"))


def _read(name: str) -> Raw:
    content = (DOCUMENTS / name).read_bytes()
    return read_picture(sniff(content), content, Tools(ReadingLimits(), recognise=_recogniser()))


def _needed(name: str) -> None:
    folder, _, file = name.partition("/")
    russian = _truth(folder)[file]["needs"] == "tesseract"
    if not MODELS:
        pytest.skip("RapidOCR is not installed: pip install 'document-screening[ocr]'")
    if russian and "tesseract-rus" not in engines():
        pytest.skip("tesseract with Russian is not installed")
    if file.endswith(".heic"):
        pytest.importorskip("pi_heif", reason="pi-heif is not installed")


def _letters(text: str) -> Counter[str]:
    return Counter(c for c in unicodedata.normalize("NFKC", text) if not c.isspace())


@pytest.mark.parametrize("name", SHORT)
def test_scans_are_read_as_they_were_drawn(name: str) -> None:
    _needed(name)
    folder, _, file = name.partition("/")
    drawn = _letters((DOCUMENTS / folder / "expected" / f"{file}.txt").read_text("utf-8"))
    read = _letters("".join(line.text for line in _read(name).lines))
    common = (drawn & read).total()
    assert common / drawn.total() >= LEAST.get(name, 0.985)
    assert common / read.total() >= 0.985


@pytest.mark.parametrize("name", ["blank.jpg", "hills.jpg", "scrawl.png"])
def test_pictures_without_text_are_illegible(name: str) -> None:
    if _recogniser() is None:
        pytest.skip("no engine is installed")
    with pytest.raises(Unreadable, match="illegible"):
        _read(f"pictures/{name}")


def test_cyrillic_is_illegible_to_the_models_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Better nothing than Latin letters that look alike."""
    if not MODELS:
        pytest.skip("RapidOCR is not installed: pip install 'document-screening[ocr]'")
    monkeypatch.setattr("screening.extract.ocr.recogniser.installed", lambda: None)
    alone = recogniser(ReadingLimits())
    content = (DOCUMENTS / "scans/ru-300.tiff").read_bytes()
    with pytest.raises(Unreadable, match="illegible"):
        read_picture(sniff(content), content, Tools(ReadingLimits(), recognise=alone))


@pytest.mark.parametrize(
    ("language", "name", "least"),
    [
        ("eng", "scans/en-300.tiff", 0.98),
        ("rus", "scans/ru-300.tiff", 0.98),
        ("jpn", "scans/ja-300.tiff", 0.85),
    ],
)
def test_tesseract_alone_reads_plain_pages(
    language: str, name: str, least: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    if f"tesseract-{language}" not in engines():
        pytest.skip(f"tesseract with {language} is not installed")
    monkeypatch.setattr("screening.extract.ocr.recogniser._models", lambda: False)
    alone = recogniser(ReadingLimits())
    content = (DOCUMENTS / name).read_bytes()
    raw = read_picture(sniff(content), content, Tools(ReadingLimits(), recognise=alone))
    folder, _, file = name.partition("/")
    drawn = _letters((DOCUMENTS / folder / "expected" / f"{file}.txt").read_text("utf-8"))
    read = _letters("".join(line.text for line in raw.lines))
    assert (drawn & read).total() / drawn.total() >= least
