"""Decides which letters of a PDF page a person can see, from facts and rendered pixels.

Each stretch of letters is held against the page as it is drawn without any text (its true
background) and with all text (whether the letters leave ink at all).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from screening.model.reading import HiddenReason

TINY_POINTS = 4.0
_PAGE_POINTS = 842.0
"""On a page smaller than A4, people zoom in, and letters may be smaller in proportion."""
_NEAR = 26
_NEAR_LARGE = 12
_LARGE_POINTS = 30.0
"""Letters of this size are read though they are pale."""
_NO_FILL = frozenset({3, 7})
_STROKE_ONLY = frozenset({1, 5})
_BOTH = frozenset({2, 6})
_COVERING = 0.5
_THIN = 0.08
"""Letters narrower than this share of their height are no letters to the eye."""
_HEAPED = 0.15
_LONG_WORD = 8
_CHUNK = 4
_FAINT_RUN = 3
_HUGE = 2.5
_SAME_PLACE = 0.5
_CONTRAST = 60
_STROKES = 0.5
_BLOCKS = "\u2580\u25ff"

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
    key: int = 0
    """The address of the text object, as in ``Thing``; 0 when it is not known."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One character with its box on the page, y growing downwards from the visible top."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    ink: Ink
    lies: bool = False
    """Whether its font draws another letter than it says."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def area(self) -> float:
        """Return its area, 0 when it is turned inside out."""
        return max(self.right - self.left, 0.0) * max(self.bottom - self.top, 0.0)

    def within(self, other: "Box") -> "Box":
        """Return what two boxes share; its area is 0 when they share nothing."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def share(self, other: "Box") -> float:
        """Return how much of it lies within another box, from 0 to 1."""
        return self.within(other).area / self.area if self.area else 0.0


@dataclass(frozen=True, slots=True)
class Thing:
    """One object in the order of painting, as far as it can hide others or be hidden."""

    key: int
    box: Box
    covers: bool
    """Whether it paints over what lies below: a picture, a shade, a filled shape."""
    layered: bool
    """Whether it belongs to a layer (optional content)."""
    clip: Box | None
    """What its clips leave to be seen; ``None`` without a clip."""


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

    def across(self, box: Box) -> bytes:
        """Return the pixels of one row through the middle of a box."""
        left = min(max(int(box.left * self.scale), 0), self.width - 1)
        right = min(max(int(box.right * self.scale) + 1, left + 1), self.width)
        row = min(max(int((box.top + box.bottom) / 2 * self.scale), 0), self.height - 1)
        start = row * self.stride
        return self.pixels[start + left * 3 : start + right * 3]

    def rows(self, box: Box) -> list[bytes]:
        """Return the pixels of a box, row by row."""
        left = min(max(int(box.left * self.scale), 0), self.width - 1)
        right = min(max(int(box.right * self.scale) + 1, left + 1), self.width)
        top = min(max(int(box.top * self.scale), 0), self.height - 1)
        bottom = min(max(int(box.bottom * self.scale) + 1, top + 1), self.height)
        starts = (row * self.stride for row in range(top, bottom))
        return [self.pixels[start + left * 3 : start + right * 3] for start in starts]


def _nothing() -> tuple[Thing, ...]:
    return ()


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
    things: Callable[[], Sequence[Thing]] = _nothing
    """What is painted, asked for only when letters leave no ink; nothing when not known."""
    without: Callable[[frozenset[int]], Picture] | None = None
    """Draws the page without the text objects of these keys; ``None`` when it cannot be done."""

    @property
    def drawn(self) -> bool:
        """Tell whether anything but text is on the page."""
        return not _flat(self.behind.rows(Box(0, 0, self.width, self.height)))


@dataclass(slots=True)
class _Word:
    """Letters of one text object without a space between them."""

    letters: list[Letter]
    ink: Ink
    box: Box
    reason: HiddenReason | None = None

    @property
    def text(self) -> str:
        return "".join(letter.text for letter in self.letters)


def unseen(letters: list[Letter], sight: Sight) -> list[HiddenReason | None]:
    """Return, for each letter, why it cannot be seen, or ``None``."""
    eyes = _Eyes(sight, lied=any(letter.lies for letter in letters))
    words = [part for word in _words(letters) for part in _judged(word, eyes)]
    _judge_layers(words)
    _judge_strange_fonts(words, eyes)
    _judge_buried(words, eyes)
    _judge_marks(words)
    _forgive_echoes(words)
    return [word.reason for word in words for _ in word.letters]


class _Eyes:
    """The page's pictures, and what is worked out about them only once."""

    def __init__(self, sight: Sight, *, lied: bool) -> None:
        self.sight = sight
        self.lied = lied
        """Whether any letter of the page lies."""
        self.behind = sight.behind
        self.whole = sight.whole
        self.paper = _paper(sight.behind)
        self.strange: list[_Word] = []
        """Words without ink in fonts that the file does not bring."""
        self._things: dict[int, tuple[int, Thing]] | None = None
        self._covers: list[tuple[int, Box]] = []
        self._left = _MOST_EXPLAINED
        self._near: dict[tuple[object, ...], bool] = {}

    def near_paper(self, ink: Ink) -> bool:
        """Tell whether an ink cannot be told from empty paper; asked once for each look."""
        look = (ink.fill, ink.stroke, ink.alpha, ink.mode, ink.size >= _LARGE_POINTS)
        if look not in self._near:
            self._near[look] = self.paper is not None and _near(ink, self.paper)
        return self._near[look]

    def why(self, word: _Word) -> HiddenReason:
        """Tell why a word leaves no ink, as far as that can be told."""
        found = self._found(word.ink.key)
        self._left -= 1
        if found is None or self._left < 0:
            return HiddenReason.INVISIBLE
        order, thing = found
        if thing.layered:
            return HiddenReason.LAYER_OFF
        if thing.clip is not None and word.box.share(thing.clip) < _SAME_PLACE:
            return HiddenReason.CLIPPED
        later = (box for place, box in self._covers if place > order)
        covered = sum(word.box.share(box) for box in later)
        return HiddenReason.COVERED if covered >= _SAME_PLACE else HiddenReason.INVISIBLE

    def _found(self, key: int) -> tuple[int, Thing] | None:
        if self._things is None:
            things = list(enumerate(self.sight.things()))
            self._things = {thing.key: (order, thing) for order, thing in things}
            self._covers = [(order, _left_of(thing)) for order, thing in things if thing.covers]
        return self._things.get(key)


_MOST_EXPLAINED = 400


def _left_of(thing: Thing) -> Box:
    return thing.box if thing.clip is None else thing.box.within(thing.clip)


def _paper(picture: Picture) -> Colour | None:
    """Return the colour of an empty page, ``None`` for one with anything on it."""
    row = picture.pixels[: picture.stride]
    across = row[: picture.width * 3]
    if across != across[:3] * picture.width or picture.pixels != row * picture.height:
        return None
    return across[2], across[1], across[0]


def _words(letters: list[Letter]) -> Iterator[_Word]:
    """Split after spaces, so that a line which crosses two backgrounds is seen in parts."""
    for _, group in groupby(letters, key=lambda letter: id(letter.ink)):
        word: list[Letter] = []
        for letter in group:
            word.append(letter)
            if letter.text.isspace():
                yield _word(word)
                word = []
        if word:
            yield _word(word)


def _word(letters: list[Letter]) -> _Word:
    return _Word(letters, letters[0].ink, _around(letters))


def _around(letters: Sequence[Letter]) -> Box:
    return Box(
        left=min([letter.left for letter in letters]),
        top=min([letter.top for letter in letters]),
        right=max([letter.right for letter in letters]),
        bottom=max([letter.bottom for letter in letters]),
    )


def _judged(word: _Word, eyes: _Eyes) -> Iterator[_Word]:
    """Yield a word with its reason, in parts where only parts of it are seen."""
    if eyes.lied and any(letter.lies for letter in word.letters):
        reason: HiddenReason | None = HiddenReason.MISMAPPED
    else:
        reason = _by_facts(word, eyes.sight)
    if reason is not None:
        word.reason = reason
        yield word
    elif word.ink.mode in _NO_FILL:
        seen = _scanned(word, eyes)
        word.reason = None if seen else HiddenReason.INVISIBLE
        yield word
    else:
        for part in _by_colour(word, eyes):
            yield from [part] if part.reason else _by_ink(part, eyes)


def _by_facts(word: _Word, sight: Sight) -> HiddenReason | None:
    ink, box = word.ink, word.box
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    if not (0 <= x <= sight.width and 0 <= y <= sight.height):
        return HiddenReason.OFF_PAGE
    if ink.size < TINY_POINTS * min(1.0, max(sight.width, sight.height) / _PAGE_POINTS):
        return HiddenReason.TINY
    if ink.alpha < 0.05 and ink.mode not in _NO_FILL:
        return HiddenReason.INVISIBLE
    marks = [letter for letter in word.letters if letter.text.isalnum()]
    if len(marks) < 2:
        return None
    if _thin(marks, ink):
        return HiddenReason.TINY
    return HiddenReason.COVERED if _heaped(marks, box) else None


def _thin(marks: list[Letter], ink: Ink) -> bool:
    if ink.turn % 180:
        widths = [letter.bottom - letter.top for letter in marks]
    else:
        widths = [letter.right - letter.left for letter in marks]
    return sum(widths) < _THIN * ink.size * len(widths)


def _heaped(marks: list[Letter], box: Box) -> bool:
    """Tell whether letters lie on top of each other instead of beside each other."""
    if len(marks) < _CHUNK:
        return False
    wide = sum([letter.right - letter.left for letter in marks]) / len(marks)
    high = sum([letter.bottom - letter.top for letter in marks]) / len(marks)
    return box.right - box.left < 1.5 * wide and box.bottom - box.top < 1.5 * high


def _by_colour(word: _Word, eyes: _Eyes) -> list[_Word]:
    """Split off runs of letters that have the colour of what lies behind them."""
    ink = word.ink
    if eyes.paper is not None:
        if eyes.near_paper(ink):
            word.reason = HiddenReason.COLOUR
        return [word]
    faint = [_faint(ink, letter, eyes.behind) for letter in word.letters]
    if all(faint):
        word.reason = HiddenReason.COLOUR
    if all(faint) or not any(faint):
        return [word]
    return _in_runs(word, faint)


def _in_runs(word: _Word, faint: list[bool]) -> list[_Word]:
    parts: list[_Word] = []
    pairs = zip(faint, word.letters, strict=True)
    for hidden, run in groupby(pairs, key=lambda pair: pair[0]):
        part = _word([letter for _, letter in run])
        if hidden and len(part.letters) >= _FAINT_RUN:
            part.reason = HiddenReason.COLOUR
        parts.append(part)
    return parts


def _faint(ink: Ink, letter: Letter, behind: Picture) -> bool:
    """Tell whether a letter has the colour of what lies behind it."""
    middle = (letter.top + letter.bottom) / 2
    width = letter.right - letter.left
    return all(
        _near(ink, behind.at(letter.left + width * share, middle)) for share in (0.1, 0.5, 0.9)
    )


def _near(ink: Ink, behind: Colour) -> bool:
    colours = [ink.fill, ink.stroke] if ink.mode in _BOTH else [ink.fill]
    if ink.mode in _STROKE_ONLY:
        colours = [ink.stroke]
    near = _NEAR_LARGE if ink.size >= _LARGE_POINTS else _NEAR
    return all(_distance(colour, behind) * ink.alpha < near for colour in colours)


def _distance(first: Colour, second: Colour) -> int:
    return max(abs(a - b) for a, b in zip(first, second, strict=True))


def _by_ink(word: _Word, eyes: _Eyes) -> Iterable[_Word]:
    """Find the parts of a word that change nothing on the page: covered, clipped, left out."""
    if word.ink.size * eyes.whole.scale < 2:
        return [word]
    parts = _parts(word, _CHUNK) if len(word.letters) >= _LONG_WORD else [word]
    inkless = [_inkless(part, eyes) for part in parts]
    if any(inkless) and not all(inkless):  # find where the hidden part begins
        parts = _parts(word, 1)
        inkless = _letter_by_letter(parts, eyes)
    for part in (part for part, hidden in zip(parts, inkless, strict=True) if hidden):
        if word.ink.embedded:
            part.reason = eyes.why(part)
        else:
            eyes.strange.append(part)
    return parts


def _letter_by_letter(parts: list[_Word], eyes: _Eyes) -> list[bool]:
    """Judge letters one by one, marks between them like the letter before."""
    inkless: list[bool] = []
    for part in parts:
        mark = bool(inkless) and not part.text.isalnum()
        inkless.append(inkless[-1] if mark else _inkless(part, eyes))
    return inkless


def _parts(word: _Word, size: int) -> list[_Word]:
    starts = range(0, len(word.letters), size)
    return [_word(word.letters[start : start + size]) for start in starts]


def _inkless(word: _Word, eyes: _Eyes) -> bool:
    """Tell whether the page looks the same with and without these letters."""
    box, whole, behind = word.box, eyes.whole, eyes.behind
    if not any(letter.text.isalnum() for letter in word.letters):
        return False
    if whole.across(box) != behind.across(box):
        return False
    return whole.rows(box) == behind.rows(box)


def _judge_strange_fonts(words: list[_Word], eyes: _Eyes) -> None:
    """Judge by ink in fonts of this machine, where it has shown that it has such letters.

    Latin letters are at hand everywhere. A word of others is judged only if another word of
    its script on this page was drawn in a font that the file does not bring.
    """
    if not eyes.strange:
        return
    strange = {id(word) for word in eyes.strange}
    drawn = {
        _script(word.text)
        for word in words
        if word.reason is None and not word.ink.embedded and id(word) not in strange
    }
    for word in eyes.strange:
        script = _script(word.text)
        many = sum(letter.text.isalnum() for letter in word.letters) >= _FAINT_RUN
        if many and (script == "latin" or script in drawn):
            word.reason = eyes.why(word)


def _script(text: str) -> str:
    letter = next((c for c in text if c.isalnum()), " ")
    if letter < "\u0250":
        return "latin"
    return "cyrillic" if "\u0400" <= letter <= "\u052f" else "other"


def _scanned(word: _Word, eyes: _Eyes) -> bool:
    """Tell whether a scan lies behind, with something like letters where the words are."""
    if eyes.sight.pictured < _COVERING:
        return False
    box = word.box
    reach = word.ink.size if len(word.letters) < _FAINT_RUN else 0
    across, down = (0.0, reach) if word.ink.turn % 180 else (reach, 0.0)
    near = Box(box.left - across, box.top - down, box.right + across, box.bottom + down)
    marks = sum(letter.text.isalnum() for letter in word.letters)
    lines = [row[1::3] for row in eyes.behind.rows(near)]
    if word.ink.turn % 180:
        lines = [bytes(column) for column in zip(*lines, strict=True)]
    return any(_strokes(green) >= _STROKES * marks for green in lines)


def _strokes(green: bytes) -> int:
    """Count how often a line of pixels goes over from paper to ink, by its green channel."""
    least, most = min(green), max(green)
    if most - least < _CONTRAST:
        return 0
    middle = (least + most) // 2
    dark = bytes([1] * middle + [0] * (256 - middle))
    return green.translate(dark).count(b"\x00\x01") + (green[0] < middle)


def _judge_layers(words: list[_Word]) -> None:
    """Hide the words of a scan's text layer that say different things in the same place."""
    layer = [word for word in words if word.ink.mode in _NO_FILL and word.reason is None]
    layer.sort(key=lambda word: word.box.top)
    for index, word in enumerate(layer):
        for other in layer[index + 1 : index + 1 + _CHUNK * _CHUNK]:
            if other.box.top >= word.box.bottom:
                break
            overlap = max(word.box.share(other.box), other.box.share(word.box))
            if overlap >= _SAME_PLACE and word.text.strip() != other.text.strip():
                word.reason = other.reason = HiddenReason.INVISIBLE


@dataclass(frozen=True, slots=True)
class _Heavy:
    """A letter with ink enough to bury words."""

    ink: Ink
    box: Box
    block: bool


def _judge_buried(words: list[_Word], eyes: _Eyes) -> None:
    """Find small words under the ink of huge letters or of blocks, by drawing without them."""
    without = eyes.sight.without
    seen = [word for word in words if word.reason is None and word.ink.mode not in _NO_FILL]
    if without is None or not seen:
        return
    small = min(word.ink.size for word in seen)
    heavy = [
        _Heavy(letter.ink, _around([letter]), _BLOCKS[0] <= letter.text <= _BLOCKS[1])
        for word in seen
        for letter in word.letters
        if letter.ink.size >= _HUGE * small or _BLOCKS[0] <= letter.text <= _BLOCKS[1]
    ]
    under = [word for word in seen if heavy and _under(word, heavy[:_MOST_EXPLAINED])]
    if not under:
        return
    bare = without(frozenset(word.ink.key for word in under))
    for word in under:
        if bare.rows(word.box) == eyes.whole.rows(word.box):
            word.reason = HiddenReason.COVERED


def _under(word: _Word, heavy: list[_Heavy]) -> bool:
    if not any(letter.text.isalnum() for letter in word.letters):
        return False
    return any(
        one.ink is not word.ink
        and (one.block or one.ink.size >= _HUGE * word.ink.size)
        and word.box.share(one.box) >= _SAME_PLACE
        for one in heavy
    )


def _judge_marks(words: list[_Word]) -> None:
    """Hide dashes, dots and brackets with the words around them in their text object."""
    if not any(word.reason for word in words):
        return
    for _, group in groupby(words, key=lambda word: id(word.ink)):
        stretch = list(group)
        spoken = [word for word in stretch if any(c.isalnum() for c in word.text)]
        if spoken and all(word.reason for word in spoken):
            for word in stretch:
                word.reason = word.reason or spoken[0].reason


def _forgive_echoes(words: list[_Word]) -> None:
    """See a word whose copy is seen in the same place: a shadow, or letters drawn twice."""
    hidden = [word for word in words if word.reason in _ECHOES and word.text.strip()]
    if not hidden:
        return
    copies: dict[str, list[Box]] = {}
    for word in words:
        if word.reason is None:
            copies.setdefault(word.text.strip(), []).append(word.box)
    for word in hidden:
        boxes = copies.get(word.text.strip(), [])
        if any(word.box.share(box) >= _SAME_PLACE for box in boxes[:_MOST_EXPLAINED]):
            word.reason = None


_ECHOES = frozenset({HiddenReason.COLOUR, HiddenReason.COVERED, HiddenReason.INVISIBLE})


def _flat(rows: list[bytes]) -> bool:
    plain = rows[0][:3] * (len(rows[0]) // 3)
    return all(row == plain for row in rows)
