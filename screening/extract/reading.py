"""What a reader found in a file, before and after it is made presentable."""

from dataclasses import dataclass, field

from screening.model.base import Value
from screening.model.reading import (
    DocumentFormat,
    HiddenReason,
    HiddenText,
    Line,
    ReadingWarning,
)


class Reading(Value):
    """The child's answer: a ``Document`` without the file it belongs to."""

    format: DocumentFormat
    pages: int | None
    lines: tuple[Line, ...]
    hidden: tuple[HiddenText, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class RawLine:
    """One visible line as the format's reader found it; it may hold line breaks and tabs."""

    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class RawHidden:
    """Text that a person cannot see. The words stay in the child; only their count leaves it."""

    text: str
    reason: HiddenReason
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Raw:
    """Everything that one format's reader found, in reading order."""

    format: DocumentFormat
    lines: tuple[RawLine, ...]
    pages: int | None = None
    hidden: tuple[RawHidden, ...] = ()
    warnings: frozenset[ReadingWarning] = field(default_factory=frozenset)
