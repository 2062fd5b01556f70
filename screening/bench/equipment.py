"""Tells which optional programs and libraries this machine has for reading files."""

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from shutil import which

RECOGNITION = frozenset({"ocr", "rapidocr", "tesseract"})
"""What reads text from pictures."""


def _program(name: str) -> Callable[[], bool]:
    return lambda: which(name) is not None


def _library(name: str) -> Callable[[], bool]:
    return lambda: find_spec(name) is not None


_tesseract, _rapidocr = _program("tesseract"), _library("rapidocr")
_FOUND: Mapping[str, Callable[[], bool]] = {
    "ocr": lambda: _tesseract() or _rapidocr(),
    "tesseract": _tesseract,
    "rapidocr": _rapidocr,
    "catdoc": _program("catdoc"),
    "antiword": _program("antiword"),
    "soffice": _program("soffice"),
}


def is_installed(need: str | None) -> bool:
    """Tell whether a thing that ``needs`` may name is on this machine; nothing always is."""
    return need is None or _FOUND[need]()
