"""Judges the words of a page against each other, once each has been looked at alone."""

from dataclasses import dataclass
from itertools import groupby

from screening.extract.pdf.eyes import Eyes, Word, alike, around
from screening.extract.pdf.looks import Box, Ink
from screening.model.reading import HiddenReason

NO_FILL = frozenset({3, 7})
"""Render modes that leave no ink: those of a scan's text layer."""
_FEWEST_LETTERS = 3
_HUGE = 2.5
_SAME_PLACE = 0.5
_NEIGHBOURS = 16
_MOST_HEAVY = 400
_FIELD = 6
"""Points; a field of the page on which words are looked up."""
_MOST_FIELDS = 200
_KERNED = 0.3
"""Letters of their own objects may overlap by less than this share of the narrower one."""
_MOST_BATCHES = 4
_BLOCKS = "\u2580\u25ff"
_ECHOES = frozenset({HiddenReason.COLOUR, HiddenReason.COVERED, HiddenReason.INVISIBLE})


def judge_together(words: list[Word], eyes: Eyes) -> None:
    """Hide or forgive words for what other words of the page show."""
    _judge_layers(words)
    _judge_strange_fonts(words, eyes)
    _judge_buried(words, eyes)
    _judge_overwritten(words, eyes)
    _judge_marks(words)
    _forgive_echoes(words)


def _judge_strange_fonts(words: list[Word], eyes: Eyes) -> None:
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
        many = sum(letter.text.isalnum() for letter in word.letters) >= _FEWEST_LETTERS
        if many and (script == "latin" or script in drawn):
            word.reason = eyes.why(word)


def _script(text: str) -> str:
    letter = next((c for c in text if c.isalnum()), " ")
    if letter < "\u0250":
        return "latin"
    return "cyrillic" if "\u0400" <= letter <= "\u052f" else "other"


def _judge_layers(words: list[Word]) -> None:
    """Hide the words of a scan's text layer that say different things in the same place."""
    layer = [word for word in words if word.ink.mode in NO_FILL and word.reason is None]
    layer.sort(key=lambda word: word.box.top)
    for index, word in enumerate(layer):
        for other in layer[index + 1 : index + 1 + _NEIGHBOURS]:
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


def _judge_buried(words: list[Word], eyes: Eyes) -> None:
    """Find small words under the ink of huge letters or of blocks, by drawing without them."""
    without = eyes.sight.without
    seen = [word for word in words if word.reason is None and word.ink.mode not in NO_FILL]
    if without is None or not seen:
        return
    small = min(word.ink.size for word in seen)
    heavy = [
        _Heavy(letter.ink, around([letter]), _BLOCKS[0] <= letter.text <= _BLOCKS[1])
        for word in seen
        for letter in word.letters
        if letter.ink.size >= _HUGE * small or _BLOCKS[0] <= letter.text <= _BLOCKS[1]
    ]
    under = [word for word in seen if heavy and _under(word, heavy[:_MOST_HEAVY])]
    if not under:
        return
    bare = without(frozenset(word.ink.key for word in under))
    for word in under:
        if alike(bare.rows(word.box), eyes.whole.rows(word.box)):
            word.reason = HiddenReason.COVERED


def _under(word: Word, heavy: list[_Heavy]) -> bool:
    if not any(letter.text.isalnum() for letter in word.letters):
        return False
    return any(
        one.ink is not word.ink
        and (one.block or one.ink.size >= _HUGE * word.ink.size)
        and word.box.share(one.box) >= _SAME_PLACE
        for one in heavy
    )


def _judge_overwritten(words: list[Word], eyes: Eyes) -> None:
    """Find words under a cover on which others were written, by drawing without them."""
    without = eyes.sight.without
    if without is None:
        return
    for batch in _apart(_overwritten(words)):
        bare = without(frozenset(word.ink.key for word in batch))
        for word in batch:
            if alike(bare.rows(word.box), eyes.whole.rows(word.box)):
                word.reason = HiddenReason.COVERED


def _overwritten(words: list[Word]) -> list[Word]:
    """Return the words in whose place later ones of another text object stand."""
    fields: dict[tuple[int, int], Word] = {}
    found: list[Word] = []
    for word in reversed(words):
        if word.reason is not None or word.ink.mode in NO_FILL or word.text.isspace():
            continue
        places = _fields(word.box)
        near = {id(other): other for place in places if (other := fields.get(place))}
        spoken = any(letter.text.isalnum() for letter in word.letters)
        if spoken and any(_is_over(other, word) for other in near.values()):
            found.append(word)
        fields.update(dict.fromkeys(places, word))
    return found


def _is_over(later: Word, word: Word) -> bool:
    """Tell whether a later word stands in the place of another, not only close to it."""
    first, second = later.box, word.box
    middle = (second.top + second.bottom) / 2
    if later.ink is word.ink or not first.top < middle < first.bottom:
        return False
    narrow = min(first.right - first.left, second.right - second.left)
    return min(first.right, second.right) - max(first.left, second.left) > _KERNED * narrow


def _fields(box: Box) -> list[tuple[int, int]]:
    """Return the squares of a page through which the middle of a word runs, and those above."""
    row = int((box.top + box.bottom) / 2 / _FIELD)
    first, last = int(box.left / _FIELD), int(box.right / _FIELD)
    columns = range(first, min(last, first + _MOST_FIELDS) + 1)
    return [(line, column) for line in (row - 1, row) for column in columns]


def _apart(words: list[Word]) -> list[list[Word]]:
    """Part words into a few batches, those that share a place into different ones."""
    batches: list[list[Word]] = []
    taken: list[set[tuple[int, int]]] = []
    for word in words:
        places = _fields(word.box)
        free = (index for index, used in enumerate(taken) if used.isdisjoint(places))
        index = next(free, len(batches))
        if index == _MOST_BATCHES:
            continue
        if index == len(batches):
            batches.append([])
            taken.append(set())
        batches[index].append(word)
        taken[index].update(places)
    return batches


def _judge_marks(words: list[Word]) -> None:
    """Hide dashes, dots and brackets with the words around them in their text object."""
    if not any(word.reason for word in words):
        return
    for _, group in groupby(words, key=lambda word: id(word.ink)):
        stretch = list(group)
        spoken = [word for word in stretch if any(c.isalnum() for c in word.text)]
        if spoken and all(word.reason for word in spoken):
            for word in stretch:
                word.reason = word.reason or spoken[0].reason


def _forgive_echoes(words: list[Word]) -> None:
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
        if any(word.box.share(box) >= _SAME_PLACE for box in boxes[:_MOST_HEAVY]):
            word.reason = None
