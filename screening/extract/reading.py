"""What a reader works with, and what it found, before and after it is made presentable."""

from collections.abc import Callable
from dataclasses import dataclass, field

from screening.extract.limits import ReadingLimits
from screening.model.base import Value
from screening.model.reading import (
    Box,
    Contents,
    DocumentFormat,
    HiddenReason,
    HiddenText,
    Line,
    OddCharacters,
    Passage,
    Quality,
    ReadingWarning,
    Severity,
    UnreadableReason,
)


class Reading(Value):
    """The child's answer: a ``Document`` without the file it belongs to."""

    format: DocumentFormat
    pages: int | None
    lines: tuple[Line, ...]
    hidden: tuple[HiddenText, ...] = ()
    odd_characters: tuple[OddCharacters, ...] = ()
    instructions: tuple[Passage, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()
    quality: Quality = Quality.GOOD
    wants_recognition: bool = False
    """Whether a page was left without usable text that recognition (OCR) might read."""


class Answer(Value):
    """What the child says: a reading, or the reason why there is none."""

    reading: Reading | None = None
    reason: UnreadableReason | None = None
    contents: Contents | None = None


@dataclass(frozen=True, slots=True)
class RawLine:
    """One visible line as the format's reader found it; it may hold line breaks and tabs."""

    text: str
    page: int | None = None
    part: str | None = None
    paragraph: int | None = None
    box: Box | None = None
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class RawHidden:
    """Text that a person cannot see.

    ``severity`` is what this kind of place deserves; orders in the words raise it later.
    """

    text: str
    reason: HiddenReason
    page: int | None = None
    part: str | None = None
    severity: Severity = Severity.WARN


@dataclass(frozen=True, slots=True)
class Raw:
    """Everything that one format's reader found, in reading order."""

    format: DocumentFormat
    lines: tuple[RawLine, ...]
    pages: int | None = None
    hidden: tuple[RawHidden, ...] = ()
    warnings: frozenset[ReadingWarning] = field(default_factory=frozenset)
    wants_recognition: bool = False


@dataclass(frozen=True, slots=True)
class Bitmap:
    """A picture of a page: rows from the top, three bytes (red, green, blue) a pixel, no gaps."""

    width: int
    height: int
    pixels: bytes
    dots_per_inch: float


@dataclass(frozen=True, slots=True)
class Recognised:
    """What recognition read from one picture, in reading order, boxes in points."""

    lines: tuple[RawLine, ...]
    confidence: float
    """From 0 to 1, the mean over all characters; 1 for a picture without text."""


Recognise = Callable[[Bitmap], Recognised]
"""Reads the text of a picture; raises ``Unreadable`` when it takes too long."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What a format's reader may use."""

    limits: ReadingLimits
    recognise: Recognise | None = None
    """``None`` in the first pass, and where recognition is off or not installed."""
    read: Callable[[bytes], Raw] | None = None
    """Reads a file found inside this one; ``None`` inside such a file: no nesting of nestings."""
