"""Reads photographs and scans: recognition tells their text, and metadata is no text of theirs."""

from dataclasses import dataclass, field, replace

from screening.errors import Unreadable
from screening.extract.picture.notes import words_of
from screening.extract.picture.pixels import Pictures, opened
from screening.extract.reading import Raw, RawHidden, RawLine, Recognise, Recognised, Tools
from screening.extract.sniff import Sniffed
from screening.model.reading import (
    DocumentFormat,
    HiddenReason,
    ReadingWarning,
    Severity,
    UnreadableReason,
)

_POOR = 0.8


@dataclass(slots=True)
class _Pages:
    """What was recognised so far."""

    count: int = 0
    blank: int = 0
    lines: list[RawLine] = field(default_factory=list)
    letters: int = 0
    sure: float = 0.0

    def add(self, page: Recognised) -> None:
        """Take in one page."""
        self.count += 1
        self.blank += not page.lines
        self.lines.extend(replace(line, page=self.count) for line in page.lines)
        letters = sum(len(line.text) for line in page.lines)
        self.letters += letters
        self.sure += page.confidence * letters

    @property
    def confidence(self) -> float:
        """Return the mean over all characters."""
        return self.sure / max(self.letters, 1)


def read_picture(sniffed: Sniffed, content: bytes, tools: Tools) -> Raw:  # noqa: ARG001
    """Read a picture's text; raise ``Unreadable`` where there is none, or nothing to read it."""
    with opened(content, tools.limits) as pictures:
        if tools.recognise is None:
            pictures.check()  # a broken file is called broken, with or without recognition
            raise Unreadable(UnreadableReason.SCAN)
        pages = _recognised(pictures, tools.recognise, tools.limits.recognised_pages)
        if not pages.lines:
            raise Unreadable(UnreadableReason.ILLEGIBLE)
        return Raw(
            format=DocumentFormat.PICTURE,
            pages=pages.count,
            lines=tuple(pages.lines),
            hidden=tuple(
                RawHidden(note, HiddenReason.METADATA, severity=Severity.NOTE)
                for note in words_of(pictures.comments(), pictures.tags())
            ),
            warnings=_warnings(pages),
        )


def _recognised(pictures: Pictures, recognise: Recognise, most: int) -> _Pages:
    pages = _Pages()
    for bitmap in pictures.pages():
        if pages.count == most:
            raise Unreadable(UnreadableReason.TOO_LONG)
        pages.add(recognise(bitmap))
    return pages


def _warnings(pages: _Pages) -> frozenset[ReadingWarning]:
    warnings = {ReadingWarning.RECOGNISED}
    if pages.confidence < _POOR:
        warnings.add(ReadingWarning.POORLY_RECOGNISED)
    if pages.blank:
        warnings.add(ReadingWarning.PAGES_WITHOUT_TEXT)
    return frozenset(warnings)
