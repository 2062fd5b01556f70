"""Joins letters that follow each other on one base line into pieces of text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import isfinite
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
_BACK = 0.6
_FEW = 4
_TWICE = 0.12
_FIELD = 8.0


def pieces_of(letters: list[Letter | None]) -> list[Piece]:
    """Join letters; a wide gap ends a piece, a narrow one or a space becomes a space."""
    found: list[Piece] = []
    for run in _runs(letters):
        found.extend(_pieces(run, _tracking(run)))
    return _once(found)


def _once(pieces: list[Piece]) -> list[Piece]:
    """Leave out what is written a second time, a little aside, to look bold."""
    seen: dict[tuple[str, int, int], list[Piece]] = {}
    kept: list[Piece] = []
    for piece in pieces:
        if not isfinite(piece.left + piece.right + piece.top + piece.bottom):
            continue  # it has no place on any page
        x, y = int(piece.left // _FIELD), int(piece.top // _FIELD)
        fields = [(piece.text, a, b) for a in (x - 1, x, x + 1) for b in (y - 1, y, y + 1)]
        twins = (twin for field in fields for twin in seen.get(field, ()))
        if any(_same_place(piece, twin) for twin in twins):
            continue
        seen.setdefault((piece.text, x, y), []).append(piece)
        kept.append(piece)
    return kept


def _same_place(a: Piece, b: Piece) -> bool:
    near = min(_TWICE * min(a.height, b.height), _FIELD)
    return abs(a.left - b.left) < near and abs(a.top - b.top) < near


@dataclass(slots=True)
class _Run:
    """Letters on one base line, the gaps before them, and whether a space was written there."""

    letters: list[Letter] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)


def _runs(letters: list[Letter | None]) -> Iterator[_Run]:
    """Yield letters on one base line that stand no further apart than letters may be set."""
    run = _Run()
    last: Letter | None = None
    spaced = False
    for letter in letters:
        if letter is None:
            continue
        if letter.text.isspace():
            spaced = True
            continue
        gap = 0.0
        if last is not None:
            if letter.text == last.text and _twice(last, letter):
                continue
            size = max(last.ink.size, letter.ink.size)
            gap = _gap(last, letter)
            if not (-_BACK * size < gap < _WIDEST * size and _level(last, letter, size)):
                yield run
                run = _Run()
        run.letters.append(letter)
        run.gaps.append(gap)
        run.spaces.append(spaced)
        last, spaced = letter, False
    if run.letters:
        yield run


def _level(before: Letter, letter: Letter, size: float) -> bool:
    """Tell whether two letters stand on one base line."""
    middle = (letter.top + letter.bottom - before.top - before.bottom) / 2
    return abs(middle) < 0.4 * size or _inside(before, letter) or _inside(letter, before)


def _inside(inner: Letter, outer: Letter) -> bool:
    """Tell whether a small mark stands within the height of its neighbour."""
    return outer.top <= inner.top + 0.5 and inner.bottom <= outer.bottom + 0.5


def _gap(before: Letter, letter: Letter) -> float:
    if before.text < _SQUARE and letter.text < _SQUARE:
        return letter.left - before.right
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


def _tracking(run: _Run) -> float:
    """Return by how much all letters of a run are set apart, in their size; usually nothing."""
    gaps = [
        gap / letter.ink.size
        for letter, gap, space in zip(run.letters, run.gaps, run.spaces, strict=True)
        if not space and letter.ink.size > 0
    ][1:]
    if len(gaps) < _FEW:
        return 0.0
    usual = median(gaps)
    return usual if _TRACKED < usual < 1 else 0.0


def _twice(before: Letter, letter: Letter) -> bool:
    near = _TWICE * letter.ink.size
    return abs(letter.left - before.left) < near and abs(letter.top - before.top) < near


def _pieces(run: _Run, tracking: float) -> Iterator[Piece]:
    row: list[Letter] = []
    text: list[str] = []
    for letter, gap, space in zip(run.letters, run.gaps, run.spaces, strict=True):
        if row:
            size = letter.ink.size
            gap -= tracking * size
            if gap > _GAP * max(row[-1].ink.size, size) + tracking * size:
                yield _piece(row, "".join(text))
                row, text = [], []
            elif space or (gap > 0 and gap > _least(row[-1], letter) * size):
                text.append(" ")
        row.append(letter)
        text.append(letter.text)
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
