"""Chooses what reads pictures from what is installed on this machine.

With the models and tesseract, Japanese, Latin and Cyrillic are read; with the models alone, a
Cyrillic page is illegible; with tesseract alone, all three, less well.
"""

from importlib.util import find_spec
from time import monotonic
from typing import Protocol

from screening.extract.limits import ReadingLimits
from screening.extract.ocr.assemble import assembled
from screening.extract.ocr.found import Deadline, Page
from screening.extract.ocr.page import PageReader
from screening.extract.ocr.plain import PlainReader
from screening.extract.ocr.tesseract import Tesseract, installed
from screening.extract.reading import Bitmap, Recognise, Recognised

PAGE_SECONDS = 60.0
_MODELS = ("rapidocr", "onnxruntime", "cv2", "numpy")


class Reader(Protocol):
    """Reads one page."""

    def read(self, bitmap: Bitmap, deadline: Deadline) -> Page:
        """Read a page; raise ``Unreadable`` when it takes too long."""
        ...


def engines() -> tuple[str, ...]:
    """Name what is installed: the models, and tesseract with each of its languages."""
    models = ("rapidocr",) if _models() else ()
    tesseract = installed()
    if tesseract is None:
        return models
    languages = (f"tesseract-{name}" for name in sorted(tesseract.languages))
    return (*models, "tesseract", *languages)


def recogniser(limits: ReadingLimits) -> Recognise | None:
    """Return what reads pictures on this machine; ``None`` when nothing is installed for it."""
    tesseract = installed()
    if _models():
        from screening.extract.ocr.neural import NeuralReader  # heavy, and optional

        return bounded(PageReader(NeuralReader(), _with_russian(tesseract)), limits)
    return bounded(PlainReader(tesseract), limits) if tesseract else None


def bounded(reader: Reader, limits: ReadingLimits) -> Recognise:
    """Let a reader work until the time of a page, or of the whole file, is over."""
    end = monotonic() + limits.recognition_duration.total_seconds()

    def recognise(bitmap: Bitmap) -> Recognised:
        page = reader.read(bitmap, Deadline(min(end, monotonic() + PAGE_SECONDS)))
        return assembled(page, bitmap.dots_per_inch)

    return recognise


def _models() -> bool:
    return all(find_spec(name) is not None for name in _MODELS)


def _with_russian(tesseract: Tesseract | None) -> Tesseract | None:
    return tesseract if tesseract and "rus" in tesseract.languages else None
