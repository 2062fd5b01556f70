"""Finds letters whose font says one thing and draws another.

The table that tells a font's letters is never shown to anybody; what it draws is. A few letters
of each font, and all its digits, are drawn and held against their usual look. Fonts that fail
are looked at letter by letter. A font is blamed only when its letters look like other letters:
script, decorative and symbol fonts look like none.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from screening.extract.pdf.looks import Letter
from screening.extract.pdf.specimen import Wanted, drawn, font_of
from screening.extract.pdf.twins import Twin, twins_of
from screening.extract.pdf.typefaces import (
    ALPHABETS,
    DIGITS,
    SQUARE,
    Shape,
    best_likeness,
    centred,
    known,
    likeness,
)

_SAMPLE = 10
_SAMPLE_AGAIN = 4
_WRONG = 0.4
_OTHER = 0.78
_SAME_DIGIT = 0.9
_BETTER_DIGIT = 0.12
_SHARE = 0.5
_FEWEST = 2
_MANY_LIES = 4
_LIES_OF_ALL = 0.1
_MOST_WRONG = 12
"""So many wrong letters of a font are held against all others; that takes a while."""


class Liars:
    """Judges the fonts of one document, page by page."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._shapes: dict[Wanted, Shape] = {}
        self._trusted: set[int] = set()

    def marked(self, text: Any, letters: list[Letter | None]) -> list[Letter | None]:
        """Return a page's letters, those marked that are drawn as others; for ``Pages.read``.

        ``text`` is the page's open text page, whose characters are the letters, one by one.
        """
        lying = self.found(text, letters)
        if not lying:
            return letters
        return [
            replace(letter, lies=True) if letter is not None and place in lying else letter
            for place, letter in enumerate(letters)
        ]

    def found(self, text: Any, letters: Sequence[Letter | None]) -> frozenset[int]:
        """Return the places of the letters, on an open text page, that are drawn as others."""
        fonts = _fonts(letters)
        used = _used(letters, fonts)
        lying = {font for font, marks in used.items() if self._lies(font, marks)}
        wrong = {(font, digit) for font in used for digit in self._digits(font, used[font])}
        looks = list(twins_of(self._document, text, letters, fonts))
        wrong -= {(look.font, look.mark) for look in looks}  # not all of them lie
        twins = [look for look in looks if _lies(look)]
        lying |= _overrun(used, wrong | {(twin.font, twin.mark) for twin in twins})
        if not (lying or wrong or twins):
            return frozenset()
        places = {place for twin in twins for place in twin.places}
        return frozenset(
            place
            for place, letter in enumerate(letters)
            if letter is not None
            and (
                place in places
                or (font := fonts.get(letter.ink.key, 0)) in lying
                or (font, letter.text) in wrong
            )
        )

    def _lies(self, font: int, marks: set[str]) -> bool:
        """Tell whether most letters of a font look like others, from a sample at first."""
        candidates = sorted(mark for mark in marks if known(mark) and mark not in DIGITS)
        if len(candidates) < _FEWEST:
            return False
        sample = _spread(candidates, _SAMPLE_AGAIN if font in self._trusted else _SAMPLE)
        if len(self._wrong(font, sample)) < max(len(sample) // 4, _FEWEST):
            self._trusted.add(font)
            return False
        wrong = self._wrong(font, candidates)
        likely = _spread(wrong, _MOST_WRONG)
        others = sum(1 for mark in likely if self._looks_like_another(font, mark))
        return len(wrong) >= _SHARE * len(candidates) and others >= max(
            _SHARE * len(likely), _FEWEST
        )

    def _wrong(self, font: int, marks: Iterable[str]) -> list[str]:
        shapes = self._drawn([(font, mark) for mark in marks])
        return [mark for (_, mark), shape in shapes.items() if _likeness(shape, mark) < _WRONG]

    def _looks_like_another(self, font: int, mark: str) -> bool:
        shape = self._shapes[font, mark]
        return _is_another(shape, mark)

    def _digits(self, font: int, marks: set[str]) -> list[str]:
        digits = self._drawn([(font, mark) for mark in marks if mark in DIGITS])
        return [digit for (_, digit), shape in digits.items() if _is_another_digit(shape, digit)]

    def _drawn(self, wanted: list[Wanted]) -> dict[Wanted, Shape]:
        missing = [one for one in wanted if one not in self._shapes]
        for one, fields in drawn(self._document, missing).items():
            self._shapes[one] = centred(fields)
        return {one: self._shapes[one] for one in wanted if one in self._shapes}


def _overrun(used: dict[int, set[str]], lies: set[Wanted]) -> set[int]:
    """Return the fonts with so many single lies that nothing of them can be believed."""
    counts = Counter(font for font, _ in lies)
    return {
        font
        for font, count in counts.items()
        if count >= _MANY_LIES and count >= _LIES_OF_ALL * len(used[font])
    }


def _lies(twin: Twin) -> bool:
    shape = centred(twin.fields)
    if twin.mark in DIGITS:
        return _is_another_digit(shape, twin.mark)
    return _likeness(shape, twin.mark) < _WRONG and _is_another(shape, twin.mark)


def _likeness(shape: Shape, mark: str) -> float:
    """Return how much a shape looks like a letter, be it a small capital."""
    best = likeness(shape, mark, enough=_WRONG)
    if best < _WRONG:
        best = max(best, *[likeness(shape, one) for one in (mark.lower(), mark.upper())])
    return best


def _is_another(shape: Shape, mark: str) -> bool:
    others = ALPHABETS if mark in ALPHABETS else SQUARE
    best = best_likeness(shape, others, but=mark + mark.lower() + mark.upper())
    return best >= _OTHER or (others is SQUARE and _likeness(shape, mark) < _WRONG - 0.05)


def _is_another_digit(shape: Shape, digit: str) -> bool:
    own = likeness(shape, digit, enough=1 - _BETTER_DIGIT)
    if own > 1 - _BETTER_DIGIT:
        return False
    best = best_likeness(shape, DIGITS, but=digit)
    return best >= _SAME_DIGIT and best - own >= _BETTER_DIGIT


def _fonts(letters: Sequence[Letter | None]) -> dict[int, int]:
    """Return the fonts of all text objects, also those that the file only names.

    A standard font draws what its codes mean, and a table beside it can say anything.
    """
    keys = {letter.ink.key for letter in letters if letter is not None}
    return {key: font_of(key) for key in keys if key}


def _used(letters: Sequence[Letter | None], fonts: dict[int, int]) -> dict[int, set[str]]:
    pairs = {(letter.ink.key, letter.text) for letter in letters if letter is not None}
    used: dict[int, set[str]] = {}
    for key, mark in pairs:
        if font := fonts.get(key, 0):
            used.setdefault(font, set()).add(mark)
    return used


def _spread(marks: list[str], most: int) -> list[str]:
    """Return some of many, evenly spread."""
    if len(marks) <= most:
        return marks
    return [marks[index * len(marks) // most] for index in range(most)]
