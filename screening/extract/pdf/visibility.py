"""Decides which letters of a PDF page a person can see, from facts and rendered pixels.

Each stretch of letters is held against the page as it is drawn without any text (its true
background) and with all text (whether the letters leave ink at all). Text hidden right under
other visible text is not told apart here.
"""

from dataclasses import dataclass
from itertools import groupby

from screening.model.reading import HiddenReason

TINY_POINTS = 4.0
_PAGE_POINTS = 842.0
"""On a page smaller than A4, people zoom in, and letters may be smaller in proportion."""
_NEAR = 26.0
_NO_FILL = frozenset({3, 7})
_STROKE_ONLY = frozenset({1, 5})
_BOTH = frozenset({2, 6})
_COVERING = 0.5

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Ink:
    """How one text object is drawn; each object has an instance of its own."""

    fill: Colour
    stroke: Colour
    alpha: float
    mode: int
    size: float
    """In points, after all transformations."""
    turn: int
    """Degrees by which its letters are turned, to the nearest quarter."""
    embedded: bool
    """Whether the file brings the font; else a missing glyph may be this machine's fault."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One character with its box on the page, y growing downwards from the visible top."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    ink: Ink


@dataclass(frozen=True, slots=True)
class Picture:
    """A rendered page, three bytes to a pixel."""

    width: int
    height: int
    stride: int
    pixels: bytes
    scale: float

    def at(self, x: float, y: float) -> Colour:
        """Return the colour at a place on the page, at its rim when outside."""
        column = min(max(int(x * self.scale), 0), self.width - 1)
        row = min(max(int(y * self.scale), 0), self.height - 1)
        start = row * self.stride + column * 3
        blue, green, red = self.pixels[start : start + 3]
        return red, green, blue

    def rows(self, box: "Box") -> list[bytes]:
        """Return the pixels of a box, row by row."""
        left = min(max(int(box.left * self.scale), 0), self.width - 1)
        right = min(max(int(box.right * self.scale) + 1, left + 1), self.width)
        top = min(max(int(box.top * self.scale), 0), self.height - 1)
        bottom = min(max(int(box.bottom * self.scale) + 1, top + 1), self.height)
        starts = (row * self.stride for row in range(top, bottom))
        return [self.pixels[start + left * 3 : start + right * 3] for start in starts]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Sight:
    """What a page looks like."""

    width: float
    height: float
    behind: Picture
    """The page without its text."""
    whole: Picture
    """The page with its text."""
    pictured: float
    """The share of the page that images cover."""

    @property
    def drawn(self) -> bool:
        """Tell whether anything but text is on the page."""
        return not _flat(self.behind.rows(Box(0, 0, self.width, self.height)))


def unseen(letters: list[Letter], sight: Sight) -> list[HiddenReason | None]:
    """Return, for each letter, why it cannot be seen, or ``None``."""
    reasons: list[HiddenReason | None] = []
    for _, group in groupby(letters, key=lambda letter: id(letter.ink)):
        for word in _words(list(group)):
            reasons.extend([_reason(word[0].ink, word, sight)] * len(word))
    return reasons


def _words(stretch: list[Letter]) -> list[list[Letter]]:
    """Split after spaces, so that a line which crosses two backgrounds is seen in parts."""
    words: list[list[Letter]] = [[]]
    for letter in stretch:
        words[-1].append(letter)
        if letter.text.isspace():
            words.append([])
    return [word for word in words if word]


def _reason(ink: Ink, word: list[Letter], sight: Sight) -> HiddenReason | None:
    box = _around(word)
    if _outside(box, sight):
        return HiddenReason.OFF_PAGE
    if ink.size < TINY_POINTS * min(1.0, max(sight.width, sight.height) / _PAGE_POINTS):
        return HiddenReason.TINY
    if ink.mode in _NO_FILL:
        return None if _pictured(box, sight) else HiddenReason.INVISIBLE
    if ink.alpha < 0.05:
        return HiddenReason.INVISIBLE
    if all(_faint(ink, letter, sight.behind) for letter in word):
        return HiddenReason.COLOUR
    return HiddenReason.INVISIBLE if _leaves_no_ink(ink, word, box, sight) else None


def _around(word: list[Letter]) -> Box:
    return Box(
        left=min(letter.left for letter in word),
        top=min(letter.top for letter in word),
        right=max(letter.right for letter in word),
        bottom=max(letter.bottom for letter in word),
    )


def _outside(box: Box, sight: Sight) -> bool:
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return not (0 <= x <= sight.width and 0 <= y <= sight.height)


def _pictured(box: Box, sight: Sight) -> bool:
    """Tell whether a scan lies behind, with something on it where the words are."""
    reach = box.bottom - box.top
    near = Box(box.left - reach, box.top, box.right + reach, box.bottom)
    return sight.pictured >= _COVERING and not _flat(sight.behind.rows(near))


def _flat(rows: list[bytes]) -> bool:
    plain = rows[0][:3] * (len(rows[0]) // 3)
    return all(row == plain for row in rows)


def _faint(ink: Ink, letter: Letter, behind: Picture) -> bool:
    """Tell whether a letter has the colour of what lies behind it."""
    middle = (letter.top + letter.bottom) / 2
    width = letter.right - letter.left
    places = [letter.left + width * share for share in (0.1, 0.5, 0.9)]
    colours = [ink.fill, ink.stroke] if ink.mode in _BOTH else [ink.fill]
    if ink.mode in _STROKE_ONLY:
        colours = [ink.stroke]
    return all(
        _distance(colour, behind.at(x, middle)) * ink.alpha < _NEAR
        for x in places
        for colour in colours
    )


def _distance(first: Colour, second: Colour) -> int:
    return max(abs(a - b) for a, b in zip(first, second, strict=True))


def _leaves_no_ink(ink: Ink, word: list[Letter], box: Box, sight: Sight) -> bool:
    """Tell whether the page looks the same with and without these letters: covered or clipped."""
    drawable = any(letter.text.isalnum() for letter in word)
    if not drawable or not ink.embedded or ink.size * sight.whole.scale < 2:
        return False
    return sight.whole.rows(box) == sight.behind.rows(box)
