"""Decides which letters of a PDF page a person can see, from facts and rendered pixels.

Each stretch of letters is held against the page as it is drawn without any text (its true
background) and with all text (whether the letters leave ink at all).
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from screening.extract.pdf.eyes import Eyes, Word, is_near, word_of, words_of
from screening.extract.pdf.looks import Box, Colour, Ink, Letter, Picture, Sight, Thing
from screening.extract.pdf.painted import CLEAR, see_painted
from screening.extract.pdf.together import NO_FILL, judge_together
from screening.model.reading import HiddenReason

__all__ = ["Box", "Colour", "Ink", "Letter", "Picture", "Sight", "Thing", "unseen"]

TINY_POINTS = 4.0
_PAGE_POINTS = 842.0
"""On a page smaller than A4, people zoom in, and letters may be smaller in proportion."""
_COVERING = 0.5
_THIN = 0.08
"""Letters narrower than this share of their height are no letters to the eye."""
_LONG_WORD = 8
_CHUNK = 4
_FAINT_RUN = 3
_CONTRAST = 60
_STROKES = 0.5


def unseen(letters: list[Letter], sight: Sight) -> list[HiddenReason | None]:
    """Return, for each letter, why it cannot be seen, or ``None``."""
    eyes = Eyes(sight, lied=any(letter.lies for letter in letters))
    words = [part for word in words_of(letters) for part in _judged(word, eyes)]
    see_painted(words, eyes)
    judge_together(words, eyes)
    return [word.reason for word in words for _ in word.letters]


def _judged(word: Word, eyes: Eyes) -> Iterator[Word]:
    """Yield a word with its reason, in parts where only parts of it are seen."""
    if eyes.lied and any(letter.lies for letter in word.letters):
        reason: HiddenReason | None = HiddenReason.MISMAPPED
    else:
        reason = _by_facts(word, eyes.sight)
    if reason is not None:
        word.reason = reason
        yield word
    elif word.ink.mode in NO_FILL:
        seen = _scanned(word, eyes)
        word.reason = None if seen else HiddenReason.INVISIBLE
        yield word
    else:
        for part in _by_colour(word, eyes):
            yield from [part] if part.reason else _by_ink(part, eyes)


def _by_facts(word: Word, sight: Sight) -> HiddenReason | None:
    ink, box = word.ink, word.box
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    if not (0 <= x <= sight.width and 0 <= y <= sight.height):
        return HiddenReason.OFF_PAGE
    if ink.size < TINY_POINTS * min(1.0, max(sight.width, sight.height) / _PAGE_POINTS):
        return HiddenReason.TINY
    if ink.alpha < CLEAR and ink.mode not in NO_FILL:
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


def _by_colour(word: Word, eyes: Eyes) -> list[Word]:
    """Split off runs of letters that have the colour of what lies behind them."""
    ink = word.ink
    ground = eyes.ground(word.box)
    if ground is not None:
        if eyes.near(ink, ground):
            word.reason = HiddenReason.COLOUR
        return [word]
    faint = [_faint(ink, letter, eyes.behind) for letter in word.letters]
    if all(faint):
        word.reason = HiddenReason.COLOUR
    if all(faint) or not any(faint):
        return [word]
    return _in_runs(word, faint)


def _in_runs(word: Word, faint: list[bool]) -> list[Word]:
    parts: list[Word] = []
    pairs = zip(faint, word.letters, strict=True)
    for hidden, run in groupby(pairs, key=lambda pair: pair[0]):
        part = word_of([letter for _, letter in run])
        if hidden and len(part.letters) >= _FAINT_RUN:
            part.reason = HiddenReason.COLOUR
        parts.append(part)
    return parts


def _faint(ink: Ink, letter: Letter, behind: Picture) -> bool:
    """Tell whether a letter has the colour of what lies behind it."""
    middle = (letter.top + letter.bottom) / 2
    width = letter.right - letter.left
    return all(
        is_near(ink, behind.at(letter.left + width * share, middle)) for share in (0.1, 0.5, 0.9)
    )


def _by_ink(word: Word, eyes: Eyes) -> Iterable[Word]:
    """Find the parts of a word that change nothing on the page: covered, clipped, left out."""
    if word.ink.size * eyes.whole.scale < 2:
        return [word]
    if len(word.letters) < _LONG_WORD and eyes.changes(word.box):
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


def _letter_by_letter(parts: list[Word], eyes: Eyes) -> list[bool]:
    """Judge letters one by one, marks between them like the letter before."""
    inkless: list[bool] = []
    for part in parts:
        mark = bool(inkless) and not part.text.isalnum()
        inkless.append(inkless[-1] if mark else _inkless(part, eyes))
    return inkless


def _parts(word: Word, size: int) -> list[Word]:
    starts = range(0, len(word.letters), size)
    return [word_of(word.letters[start : start + size]) for start in starts]


def _inkless(word: Word, eyes: Eyes) -> bool:
    """Tell whether the page looks the same with and without these letters."""
    if eyes.changes(word.box):
        return False
    return any(letter.text.isalnum() for letter in word.letters)


def _scanned(word: Word, eyes: Eyes) -> bool:
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
