"""Joins letters that follow each other on one base line into pieces of text."""

from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from screening.extract.pdf.pieces import Piece
from screening.extract.pdf.visibility import Letter

_GAP = 0.75
_SPACE = 0.18
_SPACE_SQUARE = 0.22
_SPACE_MIXED = 0.35
"""Word processors set square and Latin letters a quarter apart without a space."""
_LOW = frozenset("、。，．」』）】〉》")
_HALVES = frozenset("・：；「『（【〈《")
_SQUARE = "\u2e80"
_TRACKED = 0.06
_WIDEST = 2.5
_FEW = 4
_TWICE = 0.12


def pieces_of(letters: list[Letter | None]) -> list[Piece]:
    """Join letters; a wide gap ends a piece, a narrow one or a space becomes a space."""
    found: list[Piece] = []
    for run in _runs(letters):
        found.extend(_pieces(run, _tracking(run)))
    return _once(found)


def _once(pieces: list[Piece]) -> list[Piece]:
    """Leave out what is written a second time, a little aside, to look bold."""
    seen: dict[str, list[Piece]] = {}
    kept: list[Piece] = []
    for piece in pieces:
        twins = seen.setdefault(piece.text, [])
        if any(_same_place(piece, twin) for twin in twins):
            continue
        twins.append(piece)
        kept.append(piece)
    return kept


def _same_place(a: Piece, b: Piece) -> bool:
    near = _TWICE * min(a.height, b.height)
    return abs(a.left - b.left) < near and abs(a.top - b.top) < near


def _runs(letters: list[Letter | None]) -> Iterator[list[Letter]]:
    """Yield letters on one base line that stand no further apart than letters may be set."""
    run: list[Letter] = []
    last: Letter | None = None
    for letter in letters:
        if letter is None:
            continue
        if letter.text.isspace():
            if run:
                run.append(letter)
            continue
        if last is not None:
            if letter.text == last.text and _twice(last, letter):
                continue
            if not _beside(last, letter):
                yield run
                run = []
        run.append(letter)
        last = letter
    if run:
        yield run


def _beside(before: Letter, letter: Letter) -> bool:
    size = max(before.ink.size, letter.ink.size)
    middle = (letter.top + letter.bottom - before.top - before.bottom) / 2
    level = abs(middle) < 0.4 * size or _inside(before, letter) or _inside(letter, before)
    return level and -0.6 * size < _gap(before, letter) < _WIDEST * size


def _inside(inner: Letter, outer: Letter) -> bool:
    """Tell whether a small mark stands within the height of its neighbour."""
    return outer.top <= inner.top + 0.5 and inner.bottom <= outer.bottom + 0.5


def _gap(before: Letter, letter: Letter) -> float:
    return _cell(letter)[0] - _cell(before)[1]


def _cell(letter: Letter) -> tuple[float, float]:
    """Return where a letter's place begins and ends: some fonts tell no more than its ink."""
    left, right = letter.left, letter.right
    size = letter.ink.size
    if letter.text < _SQUARE or right - left > 0.8 * size or letter.text in _HALVES:
        return left, right
    if letter.text in _LOW:
        return left - 0.1 * size, max(right, left + 0.8 * size)
    middle = (left + right) / 2
    return min(left, middle - size / 2), max(right, middle + size / 2)


def _tracking(run: list[Letter]) -> float:
    """Return by how much all letters of a run are set apart, in their size; usually nothing."""
    gaps = [
        _gap(a, b) / b.ink.size
        for a, b in pairwise(run)
        if not (a.text.isspace() or b.text.isspace()) and b.ink.size > 0
    ]
    if len(gaps) < _FEW:
        return 0.0
    usual = median(gaps)
    return usual if _TRACKED < usual < 1 else 0.0


def _twice(before: Letter, letter: Letter) -> bool:
    near = _TWICE * letter.ink.size
    return abs(letter.left - before.left) < near and abs(letter.top - before.top) < near


def _pieces(run: list[Letter], tracking: float) -> Iterator[Piece]:
    row: list[Letter] = []
    text: list[str] = []
    spaced = False
    for letter in run:
        if letter.text.isspace():
            spaced = True
            continue
        if row:
            gap = _gap(row[-1], letter) - tracking * letter.ink.size
            if gap > _GAP * max(row[-1].ink.size, letter.ink.size):
                yield _piece(row, "".join(text))
                row, text = [], []
            elif spaced or gap > _least(row[-1], letter) * letter.ink.size:
                text.append(" ")
        row.append(letter)
        text.append(letter.text)
        spaced = False
    if row:
        yield _piece(row, "".join(text))


def _least(before: Letter, letter: Letter) -> float:
    """Return from where on a gap is a space; square characters are often set loosely."""
    square = (before.text > _SQUARE) + (letter.text > _SQUARE)
    return (_SPACE, _SPACE_MIXED, _SPACE_SQUARE)[square]


def _piece(row: list[Letter], text: str) -> Piece:
    return Piece(
        text=paired(text),
        left=row[0].left,
        top=min([letter.top for letter in row]),
        right=max([letter.right for letter in row]),
        bottom=max([letter.bottom for letter in row]),
    )


def paired(text: str) -> str:
    """Join the halves of characters that PDFium hands out as surrogates."""
    if text.isascii() or not any("\ud800" <= mark <= "\udfff" for mark in text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
