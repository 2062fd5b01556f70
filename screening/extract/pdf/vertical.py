"""Finds vertical writing: letters below each other, in columns from right to left.

Such letters are handed on as if they had been turned by a quarter, which makes each column a line.
"""

from collections.abc import Iterator
from dataclasses import replace
from statistics import median

from screening.extract.pdf.visibility import Letter

_DOWN = 270
"""The direction of a line that runs from top to bottom."""
_LEAST = 3
_SHORT = 2
_SQUARE = "\u2e80"
_CLOSE = 1.6
_MOSTLY = 0.5
_ASIDE = 0.35

Directions = dict[int, list[Letter | None]]


def stood_up(letters: list[Letter | None]) -> Directions:
    """Part the letters by the direction in which their lines run."""
    turns = {letter.ink.turn for letter in letters if letter is not None}
    square = any(letter is not None and letter.text > _SQUARE for letter in letters)
    if not turns:
        return {}
    if turns == {0} and not square:
        return {0: letters}
    found: Directions = {}
    columns = _columns(letters) if square else {}
    for index, letter in enumerate(letters):
        if letter is None:
            continue
        if index in columns:
            found.setdefault(_DOWN, []).append(columns[index])
        else:
            found.setdefault(letter.ink.turn, []).append(letter)
    return found


def _columns(letters: list[Letter | None]) -> dict[int, Letter | None]:
    """Return the letters that stand in vertical lines; ``None`` for those merged into another."""
    found = _standing(letters, least=_LEAST)
    upright = sum(letter is not None and letter.ink.turn == 0 for letter in letters)
    if len(found) > _MOSTLY * upright:  # then short words, too, such as readings beside others
        return _standing(letters, least=_SHORT)
    return found


def _standing(letters: list[Letter | None], *, least: int) -> dict[int, Letter | None]:
    found: dict[int, Letter | None] = {}
    for run in _runs(letters, least=least):
        column = [letter for index in run if (letter := letters[index]) is not None]
        square = sum(letter.text > _SQUARE and letter.text.isalnum() for letter in column)
        if square >= _MOSTLY * len(column):
            found.update(_settled(run, column))
    return found


def _runs(letters: list[Letter | None], *, least: int) -> Iterator[list[int]]:
    """Yield stretches in which each letter stands below the one before it, or beside a digit."""
    run: list[int] = []
    steps = 0
    for index, letter in enumerate(letters):
        if letter is None or letter.text.isspace():
            continue
        last = letters[run[-1]] if run else None
        if last is not None and _below(last, letter):
            steps += 1
        elif last is not None and _in_one_cell(last, letter):
            pass
        else:
            if steps >= least - 1:
                yield run
            run, steps = [], 0
        run.append(index)
    if steps >= least - 1:
        yield run


def _below(before: Letter, letter: Letter) -> bool:
    """Tell whether a letter stands right below another, in the same column."""
    size = max(before.ink.size, letter.ink.size)
    step = (letter.top + letter.bottom - before.top - before.bottom) / 2
    if not 0.3 * size < step < _CLOSE * size:
        return False
    overlap = min(before.right, letter.right) - max(before.left, letter.left)
    narrow = min(before.right - before.left, letter.right - letter.left)
    return overlap > 0.5 * narrow and letter.left < before.right - _ASIDE * narrow


def _in_one_cell(before: Letter, letter: Letter) -> bool:
    """Tell whether two narrow letters stand beside each other in one place of a column."""
    size = letter.ink.size
    narrow = letter.right - letter.left < 0.7 * size and before.right - before.left < 0.7 * size
    level = abs(letter.top - before.top) < 0.2 * size
    return narrow and level and -0.2 * size < letter.left - before.right < 0.3 * size


def _settled(run: list[int], column: list[Letter]) -> dict[int, Letter | None]:
    """Give every letter the width of its column, and let each end where the next one begins.

    Letters beside each other in one place, such as the digits of a number, become one.
    """
    whole = [letter for letter in column if letter.right - letter.left > 0.6 * letter.ink.size]
    middle = median([(letter.left + letter.right) / 2 for letter in whole or column])
    half = median([letter.ink.size for letter in column]) / 2
    found: dict[int, Letter | None] = {}
    where = run[0]
    for index, letter, before in zip(run, column, [None, *column], strict=False):
        kept = found.get(where)
        if before is not None and kept is not None and _in_one_cell(before, letter):
            found[where], found[index] = replace(kept, text=kept.text + letter.text), None
            continue
        if kept is not None and letter.top > kept.top:
            found[where] = replace(kept, bottom=letter.top)
        found[index] = replace(letter, left=middle - half, right=middle + half)
        where = index
    return found
