"""Reads a page with tesseract alone, where the models are not installed."""

from dataclasses import dataclass
from itertools import groupby

from screening.extract.ocr.found import Deadline, Found, Page, Quad
from screening.extract.ocr.letters import in_one_script, joined
from screening.extract.ocr.tesseract import Look, Word, WordReader
from screening.extract.reading import Bitmap

_SURE_TURN = 1.0
_WHOLE_PAGE = 3
_USABLE = 0.5
_MOSTLY = 0.6
_PART = 2.0
"""A wider gap, in heights, parts two columns or cells."""
_COARSE = 170
"""Below this many dots per inch, letters are too small to be read well."""
_LANGUAGES = {
    "Cyrillic": ("rus", "eng"),
    "Japanese": ("jpn", "eng"),
    "Han": ("jpn", "eng"),
    "Hiragana": ("jpn", "eng"),
    "Katakana": ("jpn", "eng"),
    "Hangul": ("jpn", "eng"),
    "Latin": ("eng",),
}
_ALL = ("jpn", "eng", "rus")


@dataclass(frozen=True, slots=True)
class PlainReader:
    """Reads pages with tesseract."""

    tesseract: WordReader

    def read(self, bitmap: Bitmap, deadline: Deadline) -> Page:
        """Read a page, however it lies."""
        look = self.tesseract.look(_pnm(bitmap), deadline.left())
        turn = look.turn if look and look.sure >= _SURE_TURN else 0
        upright = enlarged(turned(bitmap, turn))
        scale = upright.width / (bitmap.width if turn % 180 == 0 else bitmap.height)
        words = self._words(upright, look, deadline)
        found = [piece for line in _lines(words) for piece in _pieces(line)]
        kept = [one for one in found if one.confidence >= _USABLE]
        unread = sum(one.quad.length for one in found if one.confidence < _USABLE)
        whole = sum(one.quad.length for one in found)
        if whole and 1 - unread / whole < _MOSTLY:
            kept, unread = [], whole
        small = tuple(
            Found(one.text, one.confidence, one.quad.moved(lambda p: (p[0] / scale, p[1] / scale)))
            for one in kept
        )
        return Page(small, upright.width / scale, upright.height / scale, turn, unread=unread)

    def _words(self, upright: Bitmap, look: Look | None, deadline: Deadline) -> list[Word]:
        languages = _LANGUAGES.get(look.script, _ALL) if look else _ALL
        picture = _pnm(upright)
        words = self.tesseract.words(
            picture, languages=languages, layout=_WHOLE_PAGE, seconds=deadline.left()
        )
        if languages != _ALL and _sure(words) < 0.7:
            again = self.tesseract.words(
                picture, languages=_ALL, layout=_WHOLE_PAGE, seconds=deadline.left()
            )
            words = max(words, again, key=_weight)
        return words


def turned(bitmap: Bitmap, degrees: int) -> Bitmap:
    """Turn a picture against the clock by quarters."""
    width, height, pixels = bitmap.width, bitmap.height, bitmap.pixels
    planes = [pixels[colour::3] for colour in range(3)]
    if degrees == 180:
        planes = [plane[::-1] for plane in planes]
    elif degrees in {90, 270}:
        columns = range(width - 1, -1, -1) if degrees == 90 else range(width)
        way = 1 if degrees == 90 else -1
        planes = [b"".join(plane[x::width][::way] for x in columns) for plane in planes]
        width, height = height, width
    together = bytearray(len(pixels))
    for colour, plane in enumerate(planes):
        together[colour::3] = plane
    return Bitmap(width, height, bytes(together), bitmap.dots_per_inch)


def enlarged(bitmap: Bitmap) -> Bitmap:
    """Double a coarse picture, in grey."""
    if bitmap.dots_per_inch >= _COARSE or bitmap.width * bitmap.height > 4_000_000:
        return bitmap
    wide, width = bytearray(), bitmap.width
    for top in range(bitmap.height):
        row = bitmap.pixels[top * width * 3 : (top + 1) * width * 3]
        double = bytearray(2 * len(row))
        for colour in range(3):
            double[colour::6] = row[colour::3]
            double[colour + 3 :: 6] = row[colour::3]
        wide += double + double
    return Bitmap(2 * width, 2 * bitmap.height, bytes(wide), 2 * bitmap.dots_per_inch)


def _pnm(bitmap: Bitmap) -> bytes:
    return b"P6 %d %d 255\n" % (bitmap.width, bitmap.height) + bitmap.pixels


def _lines(words: list[Word]) -> list[list[Word]]:
    ordered = sorted(words, key=lambda word: (word.line, word.left))
    return [list(line) for _, line in groupby(ordered, key=lambda word: word.line)]


def _pieces(line: list[Word]) -> list[Found]:
    """Join the words of a line; wide gaps part it."""
    slope = _slope(line)
    parts: list[list[Word]] = []
    for word in line:
        if parts and word.left - parts[-1][-1].right < _PART * _height(parts[-1]):
            parts[-1].append(word)
        else:
            parts.append([word])
    return [_found(part, slope) for part in parts]


def _found(part: list[Word], slope: float) -> Found:
    text, before = "", part[0]
    for word in part:
        text = joined(text, word.text, (word.left - before.right) / _height(part))
        before = word
    letters = sum(len(word.text) for word in part)
    sure = sum(word.confidence * len(word.text) for word in part) / letters
    left, right = part[0].left, max(word.right for word in part)
    middle = sum((w.top + w.bottom) / 2 - slope * (w.left + w.right) / 2 for w in part) / len(part)
    half = _height(part) / 2
    a, b = middle + slope * left, middle + slope * right
    quad = Quad(((left, a - half), (right, b - half), (right, b + half), (left, a + half)))
    return Found(in_one_script(text), sure, quad)


def _height(part: list[Word]) -> float:
    return max(max(word.bottom - word.top for word in part), 1)


def _slope(line: list[Word]) -> float:
    """Fit a straight line through the words' feet."""
    if len(line) < 3:
        return 0.0
    xs = [(word.left + word.right) / 2 for word in line]
    ys = [(word.top + word.bottom) / 2 for word in line]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((one - x) ** 2 for one in xs)
    rise = sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True))
    return rise / spread if spread else 0.0


def _weight(words: list[Word]) -> float:
    return sum(word.confidence * len(word.text) for word in words)


def _sure(words: list[Word]) -> float:
    return _weight(words) / max(sum(len(word.text) for word in words), 1)
