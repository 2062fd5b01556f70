"""Reads PDF: letters by PDFium, order from their boxes, visibility from the drawn page.

Where PDFium cannot read a file, pypdf writes it anew for PDFium, or reads it itself; it is not
imported otherwise.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from screening.errors import Unreadable
from screening.extract.limits import ReadingLimits
from screening.extract.pdf.order import Piece, in_reading_order
from screening.extract.pdf.pdfium import Locked, NotOpened, Page, Pages, opened
from screening.extract.pdf.visibility import Letter, Sight, unseen
from screening.extract.reading import Raw, RawHidden, RawLine, Tools
from screening.extract.sniff import Sniffed
from screening.model.reading import (
    DocumentFormat,
    HiddenReason,
    ReadingWarning,
    UnreadableReason,
)

_STAMP_CHARACTERS = 30
"""Fewer letters than this on top of a scan are a scanner's stamp, not its text."""
_COVERED = 0.5
_SLACK = 2
"""Spaces and hidden letters are read, too, before the limit on visible ones is applied."""
_GAP = 0.75
_SPACE = 0.18
_SPACE_SQUARE = 0.4
_SQUARE = "\u2e80"
_TURNED = 0.1
_UNMAPPED = 0.5


@dataclass(frozen=True, slots=True)
class _PageText:
    """What one page gave."""

    lines: tuple[RawLine, ...]
    hidden: tuple[RawHidden, ...]
    uncertain: bool
    textless: bool
    """Whether there is something to see but (almost) no text."""
    drawn: bool
    letters: int
    unmapped: int


def read_pdf(_: Sniffed, content: bytes, tools: Tools) -> Raw:
    """Read all pages, or raise ``Unreadable``."""
    limits = tools.limits
    try:
        with opened(content) as pages:
            return _read(pages, limits)
    except Locked:
        raise Unreadable(UnreadableReason.ENCRYPTED) from None
    except NotOpened:
        return _stood_in(content, limits)


def _stood_in(content: bytes, limits: ReadingLimits) -> Raw:
    """Read a broken file; a repaired one is preferred, for only PDFium can see what is hidden."""
    from screening.extract.pdf.structure import read_with_stand_in, repaired

    try:
        with opened(repaired(content, limits)) as pages:
            raw = _read(pages, limits)
    except NotOpened:
        return read_with_stand_in(content, limits)
    return replace(raw, warnings=raw.warnings | {ReadingWarning.STAND_IN_READER})


def _read(pages: Pages, limits: ReadingLimits) -> Raw:
    if len(pages) > limits.pages:
        raise Unreadable(UnreadableReason.TOO_LONG)
    found: list[_PageText] = []
    left = _SLACK * limits.characters
    for index in range(len(pages)):
        found.append(_page_text(pages.read(index, at_most=left), number=index + 1))
        left -= found[-1].letters
    _refuse_unusable(found)
    return Raw(
        format=DocumentFormat.PDF,
        pages=len(found),
        lines=tuple(line for page in found for line in page.lines),
        hidden=tuple(item for page in found for item in page.hidden),
        warnings=frozenset(_warnings(found)),
    )


def _refuse_unusable(found: list[_PageText]) -> None:
    if not found:
        raise Unreadable(UnreadableReason.DAMAGED)
    if all(page.textless or not page.lines for page in found):
        drawn = any(page.drawn for page in found)
        raise Unreadable(UnreadableReason.SCAN if drawn else UnreadableReason.EMPTY)
    if sum(page.unmapped for page in found) > _UNMAPPED * sum(page.letters for page in found):
        raise Unreadable(UnreadableReason.GARBLED)


def _warnings(found: list[_PageText]) -> Iterator[ReadingWarning]:
    if any(page.textless for page in found):
        yield ReadingWarning.PAGES_WITHOUT_TEXT
    if any(page.uncertain for page in found):
        yield ReadingWarning.ORDER_UNCERTAIN


def _page_text(page: Page, *, number: int) -> _PageText:
    letters = [letter for letter in page.letters if letter is not None]
    reasons = unseen(letters, page.sight)
    seen = [letter for letter, reason in zip(letters, reasons, strict=True) if reason is None]
    lines, uncertain = _laid_out(seen, page.sight, number=number)
    marks = sum(not letter.text.isspace() for letter in seen)
    stamp = marks < _STAMP_CHARACTERS and page.sight.pictured >= _COVERED
    return _PageText(
        lines=lines,
        hidden=tuple(_hidden(letters, reasons, number=number)),
        uncertain=uncertain,
        textless=stamp or (marks == 0 and page.sight.drawn),
        drawn=page.sight.drawn,
        letters=len(letters),
        unmapped=page.unmapped,
    )


def _hidden(
    letters: list[Letter], reasons: list[HiddenReason | None], *, number: int
) -> Iterator[RawHidden]:
    texts: dict[HiddenReason, list[str]] = {}
    for letter, reason in zip(letters, reasons, strict=True):
        if reason is not None:
            texts.setdefault(reason, []).append(letter.text)
    for reason, pieces in texts.items():
        yield RawHidden(_paired("".join(pieces)), reason, number)


def _laid_out(
    letters: list[Letter], sight: Sight, *, number: int
) -> tuple[tuple[RawLine, ...], bool]:
    """Lay out the letters of each direction apart, the most frequent direction first."""
    turns = Counter(letter.ink.turn for letter in letters)
    lines: list[RawLine] = []
    uncertain = len(letters) - max(turns.values(), default=0) > _TURNED * len(letters)
    for turn, _ in turns.most_common():
        turned = [letter for letter in letters if letter.ink.turn == turn]
        upright = [_upright(letter, sight) for letter in turned] if turn else turned
        ordered = in_reading_order(list(_pieces(upright)))
        lines.extend(RawLine(line.text, number, box=line.box) for line in ordered.lines)
        uncertain = uncertain or ordered.uncertain
    return tuple(lines), uncertain


def _upright(letter: Letter, sight: Sight) -> Letter:
    """Turn a letter's box so that its line runs from left to right."""
    left, top, right, bottom = letter.left, letter.top, letter.right, letter.bottom
    boxes = {
        90: (sight.height - bottom, left, sight.height - top, right),
        180: (sight.width - right, sight.height - bottom, sight.width - left, sight.height - top),
        270: (top, sight.width - right, bottom, sight.width - left),
    }
    left, top, right, bottom = boxes[letter.ink.turn]
    return replace(letter, left=left, top=top, right=right, bottom=bottom)


def _pieces(letters: list[Letter]) -> Iterator[Piece]:
    """Join letters that follow each other on one base line; a gap or a space becomes a space."""
    row: list[Letter] = []
    text: list[str] = []
    spaced = False
    for letter in letters:
        if letter.text.isspace():
            spaced = True
            continue
        if row and not _follows(row[-1], letter):
            yield _piece(row, "".join(text))
            row, text = [], []
        elif row and (spaced or _apart(row[-1], letter)):
            text.append(" ")
        row.append(letter)
        text.append(letter.text)
        spaced = False
    if row:
        yield _piece(row, "".join(text))


def _follows(before: Letter, letter: Letter) -> bool:
    size = max(before.ink.size, letter.ink.size)
    middle = (letter.top + letter.bottom - before.top - before.bottom) / 2
    gap = letter.left - before.right
    return abs(middle) < 0.4 * size and -0.6 * size < gap < _GAP * size


def _apart(before: Letter, letter: Letter) -> bool:
    """Tell whether a gap is a space; square characters are often set loosely."""
    square = before.text > _SQUARE and letter.text > _SQUARE
    least = _SPACE_SQUARE if square else _SPACE
    return letter.left - before.right > least * letter.ink.size


def _piece(row: list[Letter], text: str) -> Piece:
    return Piece(
        text=_paired(text),
        left=row[0].left,
        top=min(letter.top for letter in row),
        right=max(letter.right for letter in row),
        bottom=max(letter.bottom for letter in row),
    )


def _paired(text: str) -> str:
    """Join the halves of characters that PDFium hands out as surrogates."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
