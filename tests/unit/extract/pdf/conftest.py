"""What the tests of PDF geometry share: letters with boxes, and texts of lines."""

from collections.abc import Callable
from typing import Any

import pytest

from screening.extract.pdf.visibility import Ink, Letter


@pytest.fixture
def ink() -> Callable[..., Ink]:
    """Make an ink of a size and a turn."""

    def _ink(size: float = 10, turn: int = 0) -> Ink:
        black = (0, 0, 0)
        return Ink(black, black, alpha=1.0, mode=0, size=size, turn=turn, embedded=True)

    return _ink


@pytest.fixture
def write(ink: Callable[..., Ink]) -> Callable[..., list[Letter]]:
    """Write a text from left to right, each letter half as wide as it is high; square ones full."""

    def _write(
        text: str, left: float, top: float, *, size: float = 10, spacing: float = 0, **more: Any
    ) -> list[Letter]:
        one = ink(size, **more)
        letters = []
        for mark in text:
            width = size if mark > "\u2e80" else size / 2
            letters.append(Letter(mark, left, top, left + width, top + size, one))
            left += width + spacing
        return letters

    return _write


@pytest.fixture
def hang(ink: Callable[..., Ink]) -> Callable[..., list[Letter]]:
    """Write a text from top to bottom."""

    def _hang(text: str, left: float, top: float, *, size: float = 10) -> list[Letter]:
        one = ink(size)
        return [
            Letter(mark, left, top + size * n, left + size, top + size * (n + 1), one)
            for n, mark in enumerate(text)
        ]

    return _hang
