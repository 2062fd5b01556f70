"""Sees transparent words under which the same letters are painted as a picture.

A browser prints words that are filled with a shade as a shade cut to their shape, and puts the
words themselves on it without any ink. Only the very same letters there make them visible.
"""

from collections.abc import Sequence
from math import sqrt

from screening.extract.pdf.eyes import Eyes, Word
from screening.extract.pdf.looks import Box, Picture
from screening.extract.pdf.together import NO_FILL
from screening.model.reading import HiddenReason

CLEAR = 0.05
"""Less opacity than this leaves no ink to the eye."""
_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)
_ALIKE = 0.7
"""How closely the paint must follow the letters: 1 is exactly, 0 not at all."""
_CONTRAST = 60
_MOST_POINTS = 1_000_000
"""Square points of the page that are compared at most; words on each other count each."""


def see_painted(words: list[Word], eyes: Eyes) -> None:
    """See the transparent words whose own letters are painted behind them."""
    clear = [word for word in words if _is_clear(word)]
    inked = eyes.sight.inked
    if not clear or inked is None or eyes.paper is not None:
        return
    keys = frozenset(word.ink.key for word in clear)
    black, white = inked(keys, _BLACK), inked(keys, _WHITE)
    left = float(_MOST_POINTS)
    for word in clear:
        left -= word.box.area
        if left < 0:
            return
        shape = _difference(white, black, word.box)
        if _likeness(shape, _paint(eyes.behind, word.box)) >= _ALIKE:
            word.reason = None


def _is_clear(word: Word) -> bool:
    ink = word.ink
    invisible = word.reason is HiddenReason.INVISIBLE
    return invisible and ink.mode not in NO_FILL and ink.alpha < CLEAR


def _difference(first: Picture, second: Picture, box: Box) -> list[int]:
    pairs = zip(_green(first, box), _green(second, box), strict=True)
    return [abs(a - b) for a, b in pairs]


def _green(picture: Picture, box: Box) -> bytes:
    return b"".join([row[1::3] for row in picture.rows(box)])


def _paint(behind: Picture, box: Box) -> list[int]:
    """Return how far each pixel is from the upper left one; nothing where all are close."""
    pixels = b"".join(behind.rows(box))
    blue, green, red = pixels[:3]
    colours = zip(pixels[::3], pixels[1::3], pixels[2::3], strict=True)
    far = [max(abs(b - blue), abs(g - green), abs(r - red)) for b, g, r in colours]
    return far if max(far) >= _CONTRAST else []


def _likeness(first: Sequence[int], second: Sequence[int]) -> float:
    """Return the correlation of two pictures, 0 where one is blank."""
    if not second:
        return 0.0
    count = len(first)
    one, two = sum(first) / count, sum(second) / count
    both = sum((a - one) * (b - two) for a, b in zip(first, second, strict=True))
    spread = sum((a - one) ** 2 for a in first) * sum((b - two) ** 2 for b in second)
    return both / sqrt(spread) if spread else 0.0
