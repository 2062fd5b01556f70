"""What the tests of recognition share: models and a tesseract that only pretend.

The pretended picture is a list of written lines. A line is read when it lies upright, and by
the one who knows its script: the models know no Cyrillic.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import inf
from time import monotonic

import pytest

from screening.extract.ocr.found import Deadline, Point, Quad
from screening.extract.ocr.letters import cyrillic_share
from screening.extract.ocr.tesseract import Look, Word
from screening.extract.reading import Bitmap

LINE = 30


@dataclass(frozen=True)
class Written:
    """One line of a pretended page: its text, place, and by how much it is turned."""

    text: str
    x: float = 50
    y: float = 50
    turn: int = 0
    """Degrees, against the clock, that turn it upright."""

    @property
    def quad(self) -> Quad:
        long, high = 15.0 * max(len(self.text), 1), float(LINE)
        if self.turn % 180:
            long, high = high, long
        left, top, right, bottom = self.x, self.y, self.x + long, self.y + high
        return Quad(((left, top), (right, top), (right, bottom), (left, bottom)))


@dataclass
class FakeModels:
    """Reads the lines that lie upright; the strips are the written lines themselves."""

    lines: list[Written]

    def opened(self, _: Bitmap) -> object:
        return self.lines

    def turned(self, picture: object, degrees: int) -> object:
        if isinstance(picture, Written):
            return replace(picture, turn=(picture.turn - degrees) % 360)
        assert isinstance(picture, list)
        return [self.turned(line, degrees) for line in picture]

    def size(self, _: object) -> tuple[int, int]:
        return 1000, 800

    def find(self, picture: object, deadline: Deadline) -> list[Quad]:
        deadline.left()
        assert isinstance(picture, list)
        return [line.quad for line in picture]

    def rulings(self, _: object, __: list[Quad]) -> list[tuple[Point, Point]]:
        return []

    def cut(self, picture: object, quads: list[Quad]) -> list[object]:
        assert isinstance(picture, list)
        return [next(line for line in picture if line.quad == quad) for quad in quads]

    def read(self, strips: list[object], deadline: Deadline) -> list[tuple[str, float]]:
        deadline.left()
        return [self._read(strip) for strip in strips]

    def stacked(self, strips: list[object], line: int, gap: int) -> bytes:
        rows = [s.text if isinstance(s, Written) and s.turn == 0 else "" for s in strips]
        return f"{line} {gap}\n".encode() + "\n".join(rows).encode()

    def _read(self, strip: object) -> tuple[str, float]:
        assert isinstance(strip, Written)
        if strip.turn or "~" in strip.text:
            return "il", 0.5
        if cyrillic_share(strip.text) > 0.5:
            return ",", 0.7
        return strip.text, 0.98


@dataclass
class FakeTesseract:
    """Reads what the pretended models stacked, one word after the other."""

    asked: list[tuple[str, ...]] = field(default_factory=list)
    whole: list[Word] = field(default_factory=list)
    """What it reads on a whole page."""
    looks: Look | None = None
    pictures: list[bytes] = field(default_factory=list)

    def words(
        self, picture: bytes, *, languages: tuple[str, ...], layout: int, seconds: float
    ) -> list[Word]:
        assert layout
        assert seconds > 0
        self.asked.append(languages)
        self.pictures.append(picture)
        if picture.startswith(b"P"):
            return self.whole
        head, *rows = picture.decode().split("\n")
        line, gap = (int(number) for number in head.split())
        found: list[Word] = []
        for number, row in enumerate(rows):
            top = gap + number * (line + gap)
            for place, text in enumerate(row.split()):
                box = (100 * place, top + 5, 100 * place + 80, top + line - 5)
                found.append(Word(text, 0.95, *box, (1, 1, number)))
        return found

    def look(self, picture: bytes, seconds: float) -> Look | None:
        assert picture
        assert seconds > 0
        return self.looks


@pytest.fixture
def written() -> type[Written]:
    return Written


@pytest.fixture
def models() -> Callable[[list[Written]], FakeModels]:
    return FakeModels


@pytest.fixture
def tesseract() -> FakeTesseract:
    return FakeTesseract()


@pytest.fixture
def endless() -> Deadline:
    return Deadline(inf, monotonic)


@pytest.fixture
def bitmap() -> Bitmap:
    return Bitmap(2, 2, bytes(12), 200)
