"""Reads a page with the models, and its Cyrillic lines with tesseract.

The models find every line, whatever its script. How much of a line's length they could read,
and how surely, tells whether the page lies on its side, stands on its head, or is Cyrillic.
"""

from dataclasses import dataclass
from typing import Protocol

from screening.extract.ocr.found import Deadline, Found, Page, Point, Quad
from screening.extract.ocr.letters import cyrillic_share, in_one_script, is_cjk
from screening.extract.ocr.tesseract import Word, WordReader
from screening.extract.reading import Bitmap

_SAMPLE = 5
_GOOD = 0.9
"""From this quality on, the models have certainly read a line."""
_USABLE = 0.6
_USABLE_CJK = 0.45
"""A label of two letters is no worse for one that was first taken for its Chinese form."""
_FULL = 0.75
"""Letters for each height of a line's length; a line with fewer was not read fully."""
_ONE_SCRIPT = 0.3
"""From this share of doubtful text on, a page is taken for Cyrillic as a whole."""
_MOSTLY = 0.6
"""With less of its text read, a page is not told in part: it might say the opposite."""
_ANY_CYRILLIC = 0.2
_STRIP = 40
_STRIP_GAP = 20
_STRIPS = 60
_ONE_BLOCK = 6
_RUSSIAN = ("rus", "eng")
_SIDEWAYS = 0.5


class Reader(Protocol):
    """What we need of the models; pictures and strips are its own affair."""

    def opened(self, bitmap: Bitmap) -> object:
        """Make its own picture of a bitmap."""
        ...

    def turned(self, picture: object, degrees: int) -> object:
        """Turn a picture against the clock by quarters."""
        ...

    def size(self, picture: object) -> tuple[int, int]:
        """Return width and height."""
        ...

    def find(self, picture: object, deadline: Deadline) -> list[Quad]:
        """Find all lines."""
        ...

    def rulings(self, picture: object, quads: list[Quad]) -> list[tuple[Point, Point]]:
        """Find the drawn lines of tables."""
        ...

    def cut(self, picture: object, quads: list[Quad]) -> list[object]:
        """Cut lines out as strips."""
        ...

    def read(self, strips: list[object], deadline: Deadline) -> list[tuple[str, float]]:
        """Read strips: text and confidence."""
        ...

    def stacked(self, strips: list[object], line: int, gap: int) -> bytes:
        """Put strips below each other in one picture (PNM)."""
        ...


@dataclass(frozen=True, slots=True)
class _Read:
    """One line with its strip, and what was read of it."""

    quad: Quad
    strip: object
    text: str
    confidence: float

    @property
    def quality(self) -> float:
        """Return how surely and how fully it was read; what Cyrillic is taken for is sparse.

        Kana and kanji are never that, and are often set with wide gaps on purpose.
        """
        if is_cjk(self.text):
            return self.confidence
        letters = len(self.text.replace(" ", ""))
        return self.confidence * min(1.0, letters / max(_FULL * self.quad.length, 1.0))

    @property
    def usable(self) -> bool:
        """Tell whether the reading is better than none."""
        return self.quality >= (_USABLE_CJK if is_cjk(self.text) else _USABLE)


@dataclass(frozen=True, slots=True)
class PageReader:
    """Reads pages with the models and, where it is installed, tesseract."""

    models: Reader
    tesseract: WordReader | None

    def read(self, bitmap: Bitmap, deadline: Deadline) -> Page:
        """Read a page, however it lies."""
        picture = self.models.opened(bitmap)
        turn, quads = 0, self.models.find(picture, deadline)
        if _lie_sideways(quads):
            turn, picture = 90, self.models.turned(picture, 90)
            quads = self.models.find(picture, deadline)
        if quads and self._on_its_head(picture, quads, deadline):
            turn, picture = turn + 180, self.models.turned(picture, 180)
            quads = self.models.find(picture, deadline)
        width, height = self.models.size(picture)
        found, unread = self._lines(picture, quads, deadline)
        rulings = tuple(self.models.rulings(picture, quads))
        return Page(tuple(found), width, height, turn, rulings, unread)

    def _on_its_head(self, picture: object, quads: list[Quad], deadline: Deadline) -> bool:
        sample = sorted(quads, key=lambda quad: -quad.width)[:_SAMPLE]
        strips = self.models.cut(picture, sample)
        heads = [self.models.turned(strip, 180) for strip in strips]
        upright = self._sample(sample, strips, deadline)
        if upright >= _GOOD:
            return False
        turned = self._sample(sample, heads, deadline)
        if self.tesseract and max(upright, turned) < _GOOD:
            upright = self._russian_sample(strips, deadline)
            turned = self._russian_sample(heads, deadline)
        return turned > upright

    def _sample(self, quads: list[Quad], strips: list[object], deadline: Deadline) -> float:
        reads = self._read(quads, strips, deadline)
        return sum(read.quality for read in reads) / len(reads)

    def _russian_sample(self, strips: list[object], deadline: Deadline) -> float:
        texts = self._russian(strips, deadline)
        return sum(confidence * len(text) for text, confidence in texts)

    def _read(self, quads: list[Quad], strips: list[object], deadline: Deadline) -> list[_Read]:
        texts = self.models.read(strips, deadline)
        rows = zip(quads, strips, texts, strict=True)
        return [_Read(quad, strip, *text) for quad, strip, text in rows]

    def _lines(
        self, picture: object, quads: list[Quad], deadline: Deadline
    ) -> tuple[list[Found], float]:
        """Return the lines that can be relied on, and how much text could not be read."""
        reads = self._read(quads, self.models.cut(picture, quads), deadline)
        if self.tesseract:
            reads = self._with_russian(reads, deadline)
        kept = [read for read in reads if read.usable]
        unread = sum(read.quad.length for read in reads if not read.usable)
        whole = sum(read.quad.length for read in reads)
        if whole and 1 - unread / whole < _MOSTLY:
            return [], whole
        return [Found(read.text, read.confidence, read.quad) for read in kept], unread

    def _with_russian(self, reads: list[_Read], deadline: Deadline) -> list[_Read]:
        """Read again what may be Cyrillic, and keep the better reading of each line."""
        doubtful = [read for read in reads if read.quality < _GOOD]
        share = _length(doubtful) / max(_length(reads), 1.0)
        asked = doubtful
        if share > _ONE_SCRIPT:
            asked = [read for read in reads if read.quality < _GOOD or not is_cjk(read.text)]
        texts: list[tuple[str, float]] = []
        for start in range(0, len(asked), _STRIPS):
            strips = [read.strip for read in asked[start : start + _STRIPS]]
            texts.extend(self._russian(strips, deadline))
        better = {id(read): _better(read, *text) for read, text in zip(asked, texts, strict=True)}
        return [better.get(id(read), read) for read in reads]

    def _russian(self, strips: list[object], deadline: Deadline) -> list[tuple[str, float]]:
        if not (strips and self.tesseract):
            return []
        words = self.tesseract.words(
            self.models.stacked(strips, _STRIP, _STRIP_GAP),
            languages=_RUSSIAN,
            layout=_ONE_BLOCK,
            seconds=deadline.left(),
        )
        rows: list[list[Word]] = [[] for _ in strips]
        for word in words:
            middle = (word.top + word.bottom) / 2 - _STRIP_GAP / 2
            row = min(max(int(middle // (_STRIP + _STRIP_GAP)), 0), len(rows) - 1)
            rows[row].append(word)
        return [_spelt(row) for row in rows]


def _spelt(row: list[Word]) -> tuple[str, float]:
    words = sorted(row, key=lambda word: word.left)
    letters = sum(len(word.text) for word in words)
    sure = sum(word.confidence * len(word.text) for word in words) / max(letters, 1)
    return in_one_script(" ".join(word.text for word in words)), sure


def _better(read: _Read, text: str, confidence: float) -> _Read:
    """Choose the reading; the models know no Cyrillic, and are better at all else."""
    other = _Read(read.quad, read.strip, text, confidence)
    if cyrillic_share(text) < _ANY_CYRILLIC and read.usable:
        return read
    return other if other.quality > min(read.quality, _GOOD) else read


def _length(reads: list[_Read]) -> float:
    return sum(read.quad.length for read in reads)


def _lie_sideways(quads: list[Quad]) -> bool:
    tall = sum(quad.height for quad in quads if quad.height > 2 * quad.width)
    wide = sum(quad.width for quad in quads if quad.width > 2 * quad.height)
    return tall > _SIDEWAYS * (tall + wide)
