"""Reads PDF: letters by PDFium, order from their boxes, visibility from the drawn page.

Where PDFium cannot read a file, pypdf writes it anew for PDFium, or reads it itself; it is not
imported otherwise.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from screening.errors import Unreadable
from screening.extract.garble import garbled, signs
from screening.extract.limits import ReadingLimits
from screening.extract.pdf.layout import laid_out
from screening.extract.pdf.manifest import manifest
from screening.extract.pdf.pdfium import Locked, NotOpened, Page, Pages, opened
from screening.extract.pdf.runs import paired
from screening.extract.pdf.scanned import Recognition, recognised
from screening.extract.pdf.visibility import Letter, unseen
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
_LIES = 0.5
"""From this share of letters on that are drawn as others, only the drawn page tells its text."""
_SLACK = 2
"""Spaces and hidden letters are read, too, before the limit on visible ones is applied."""


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
    garbled: bool = False
    """Whether its letters are not what a person reads; its lines are not used then."""
    doubtful: bool = False
    scanned: bool = False
    """Whether a picture covers most of it."""

    @property
    def unusable(self) -> bool:
        """Tell whether recognition might read what the letters do not tell."""
        return self.garbled or (self.textless and self.drawn)


def read_pdf(_: Sniffed, content: bytes, tools: Tools) -> Raw:
    """Read all pages, or raise ``Unreadable``."""
    try:
        with opened(content) as pages:
            return _read(pages, tools)
    except Locked:
        raise Unreadable(UnreadableReason.ENCRYPTED) from None
    except NotOpened:
        return _stood_in(content, tools)


def _stood_in(content: bytes, tools: Tools) -> Raw:
    """Read a broken file; a repaired one is preferred, for only PDFium can see what is hidden."""
    from screening.extract.pdf.structure import read_with_stand_in, repaired

    try:
        with opened(repaired(content, tools.limits)) as pages:
            raw = _read(pages, tools)
    except NotOpened:
        return read_with_stand_in(content, tools.limits)
    return replace(raw, warnings=raw.warnings | {ReadingWarning.STAND_IN_READER})


def _read(pages: Pages, tools: Tools) -> Raw:
    found = _all_pages(pages, tools.limits)
    unusable = [index for index, page in enumerate(found) if page.unusable]
    recognition = recognised(pages, unusable, tools)
    _refuse_unusable(found, recognition)
    beside = manifest(pages.document, tools.limits)
    warnings = frozenset(_warnings(found, recognition))
    if any(item.reason is HiddenReason.ATTACHMENT for item in beside):
        warnings |= {ReadingWarning.ATTACHMENTS_UNREAD}
    return Raw(
        format=DocumentFormat.PDF,
        pages=len(found),
        lines=tuple(_lines(found, recognition)),
        hidden=(*(item for page in found for item in page.hidden), *beside),
        warnings=warnings,
        wants_recognition=bool(unusable) and tools.recognise is None,
    )


def _all_pages(pages: Pages, limits: ReadingLimits) -> list[_PageText]:
    if len(pages) > limits.pages:
        raise Unreadable(UnreadableReason.TOO_LONG)
    found: list[_PageText] = []
    left = _SLACK * limits.characters
    for index in range(len(pages)):
        with pages.read(index, at_most=left) as page:
            found.append(_page_text(page, number=index + 1))
        left -= found[-1].letters
    return found


def _page_text(page: Page, *, number: int) -> _PageText:
    letters = [letter for letter in page.letters if letter is not None]
    reasons = unseen(letters, page.sight)
    seen = [letter for letter, reason in zip(letters, reasons, strict=True) if reason is None]
    sight = page.sight
    laid = laid_out(seen, page.rulings, width=sight.width, height=sight.height)
    marks = sum(not letter.text.isspace() for letter in seen)
    lies = reasons.count(HiddenReason.MISMAPPED)
    scanned = sight.pictured >= _COVERED
    text = "\n".join(line.text for line in laid.lines)
    doubts = signs(text, unmapped=page.unmapped, letters=len(letters))
    return _PageText(
        lines=tuple(RawLine(line.text, number, box=line.box) for line in laid.lines),
        hidden=(*_hidden(letters, reasons, number=number), *page.beside),
        uncertain=laid.uncertain,
        textless=(scanned and marks < _STAMP_CHARACTERS) or (marks == 0 and sight.drawn),
        drawn=sight.drawn,
        letters=len(letters),
        garbled=(marks > 0 and garbled(doubts)) or lies > _LIES * (marks + lies),
        doubtful=bool(doubts) or lies > 0,
        scanned=scanned,
    )


def _hidden(
    letters: list[Letter], reasons: list[HiddenReason | None], *, number: int
) -> Iterator[RawHidden]:
    texts: dict[HiddenReason, list[str]] = {}
    for letter, reason in zip(letters, reasons, strict=True):
        if reason is not None:
            texts.setdefault(reason, []).append(letter.text)
    for reason, pieces in texts.items():
        yield RawHidden(paired("".join(pieces)), reason, number)


def _lines(found: list[_PageText], recognition: Recognition) -> Iterator[RawLine]:
    for index, page in enumerate(found):
        if recognition.lines.get(index):
            yield from recognition.lines[index]
        elif not page.garbled:
            yield from page.lines


def _refuse_unusable(found: list[_PageText], recognition: Recognition) -> None:
    """Raise why there is nothing to read, if there is nothing."""
    if not found:
        raise Unreadable(UnreadableReason.DAMAGED)
    usable = any(page.lines and not page.textless and not page.garbled for page in found)
    if usable or any(recognition.lines.values()):
        return
    if recognition.tried:
        raise Unreadable(UnreadableReason.ILLEGIBLE)
    if any(page.garbled and not page.scanned for page in found):
        raise Unreadable(UnreadableReason.GARBLED)
    drawn = any(page.drawn for page in found)
    raise Unreadable(UnreadableReason.SCAN if drawn else UnreadableReason.EMPTY)


def _warnings(found: list[_PageText], recognition: Recognition) -> Iterator[ReadingWarning]:
    left = [page for index, page in enumerate(found) if not recognition.lines.get(index)]
    if any(page.textless or page.garbled for page in left):
        yield ReadingWarning.PAGES_WITHOUT_TEXT
    if any(page.uncertain for page in left if not page.garbled):
        yield ReadingWarning.ORDER_UNCERTAIN
    if any(page.doubtful for page in left):
        yield ReadingWarning.CHARACTERS_DOUBTFUL
    if any(recognition.lines.values()):
        yield ReadingWarning.RECOGNISED
    if recognition.poor:
        yield ReadingWarning.POORLY_RECOGNISED
