"""Looks at a page: words with their boxes, and what its pictures show around them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from screening.extract.pdf.looks import Box, Colour, Ink, Letter, Picture, Sight, Thing
from screening.model.reading import HiddenReason

_NEAR = 26
_NEAR_LARGE = 14
_LARGE_POINTS = 30.0
"""Letters of this size are read though they are pale."""
_TRACE = 6
"""Steps of 255 that text must change a pixel by; thin pale letters may change it by little more."""
_STROKE_ONLY = frozenset({1, 5})
_BOTH = frozenset({2, 6})
_SAME_PLACE = 0.5
_MOST_EXPLAINED = 400


@dataclass(slots=True)
class Word:
    """Letters of one text object without a space between them, and why they are hidden."""

    letters: list[Letter]
    ink: Ink
    box: Box
    reason: HiddenReason | None = None

    @property
    def text(self) -> str:
        """Return its letters."""
        return "".join(letter.text for letter in self.letters)


class Eyes:
    """The page's pictures, and what is worked out about them only once."""

    def __init__(self, sight: Sight, *, lied: bool) -> None:
        self.sight = sight
        self.lied = lied
        """Whether any letter of the page lies."""
        self.behind = sight.behind
        self.whole = sight.whole
        self.paper = _paper(sight.behind)
        self.strange: list[Word] = []
        """Words without ink in fonts that the file does not bring."""
        self._things: dict[int, tuple[int, Thing]] | None = None
        self._covers: list[tuple[int, Box]] = []
        self._left = _MOST_EXPLAINED
        self._near: dict[tuple[object, ...], bool] = {}

    def near(self, ink: Ink, behind: Colour) -> bool:
        """Tell whether an ink cannot be told from a colour; worked out once for each pair."""
        look = (ink.fill, ink.stroke, ink.alpha, ink.mode, ink.size >= _LARGE_POINTS, behind)
        if look not in self._near:
            self._near[look] = is_near(ink, behind)
        return self._near[look]

    def ground(self, box: Box) -> Colour | None:
        """Return the one colour behind the middle of a word; ``None`` where there are more."""
        if self.paper is not None:
            return self.paper
        row = self.behind.pixels[self.behind.across(box)]
        if row != row[:3] * (len(row) // 3):
            return None
        return row[2], row[1], row[0]

    def changes(self, box: Box) -> bool:
        """Tell whether the page without its text looks different there, to an eye."""
        row = self.whole.across(box)
        if _differ(self.whole.pixels[row], self.behind.pixels[row]):
            return True
        return not alike(self.whole.rows(box), self.behind.rows(box))

    def why(self, word: Word) -> HiddenReason:
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


def alike(first: list[bytes], second: list[bytes]) -> bool:
    """Tell whether rows of pixels, as many and as long, look the same to an eye."""
    return not any(map(_differ, first, second))


def _differ(first: bytes, second: bytes) -> bool:
    """Tell whether two rows of pixels differ by more than what a veil lets through."""
    if first == second:
        return False
    return any(abs(a - b) >= _TRACE for a, b in zip(first, second, strict=True))


def _left_of(thing: Thing) -> Box:
    return thing.box if thing.clip is None else thing.box.within(thing.clip)


def _paper(picture: Picture) -> Colour | None:
    """Return the colour of an empty page, ``None`` for one with anything on it."""
    row = picture.pixels[: picture.stride]
    across = row[: picture.width * 3]
    if across != across[:3] * picture.width or picture.pixels != row * picture.height:
        return None
    return across[2], across[1], across[0]


def words_of(letters: list[Letter]) -> Iterator[Word]:
    """Split after spaces, so that a line which crosses two backgrounds is seen in parts."""
    for _, group in groupby(letters, key=lambda letter: id(letter.ink)):
        word: list[Letter] = []
        for letter in group:
            word.append(letter)
            if letter.text.isspace():
                yield word_of(word)
                word = []
        if word:
            yield word_of(word)


def word_of(letters: list[Letter]) -> Word:
    """Make a word of letters."""
    return Word(letters, letters[0].ink, around(letters))


def around(letters: Sequence[Letter]) -> Box:
    """Return the box around letters."""
    if len(letters) == 1:
        one = letters[0]
        return Box(one.left, one.top, one.right, one.bottom)
    return Box(
        left=min([letter.left for letter in letters]),
        top=min([letter.top for letter in letters]),
        right=max([letter.right for letter in letters]),
        bottom=max([letter.bottom for letter in letters]),
    )


def is_near(ink: Ink, behind: Colour) -> bool:
    """Tell whether an ink cannot be told from the colour behind it."""
    colours = [ink.fill, ink.stroke] if ink.mode in _BOTH else [ink.fill]
    if ink.mode in _STROKE_ONLY:
        colours = [ink.stroke]
    near = _NEAR_LARGE if ink.size >= _LARGE_POINTS else _NEAR
    return all(_distance(colour, behind) * ink.alpha < near for colour in colours)


def _distance(first: Colour, second: Colour) -> int:
    """Return how far two colours are apart; blue alone counts half, for the eye hardly sees it."""
    red, green, blue = (abs(a - b) for a, b in zip(first, second, strict=True))
    return max(red, green, blue // 2)
