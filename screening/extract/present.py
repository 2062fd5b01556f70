"""Makes a reader's findings presentable: clean lines with numbers, and what to warn of."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from screening.errors import Unreadable
from screening.extract.characters import SUSPICIOUS, broken_lines, clean, garbled
from screening.extract.instructions import looks_like_instructions
from screening.extract.limits import ReadingLimits
from screening.extract.reading import Raw, RawHidden, RawLine, Reading
from screening.model.reading import (
    MOST_HIDDEN_WORDS,
    HiddenReason,
    HiddenText,
    Line,
    Quality,
    ReadingWarning,
    Severity,
    UnreadableReason,
)

_LOWERS_QUALITY = frozenset(
    {
        ReadingWarning.PAGES_WITHOUT_TEXT,
        ReadingWarning.STAND_IN_READER,
        ReadingWarning.ORDER_UNCERTAIN,
        ReadingWarning.CHARACTERS_DOUBTFUL,
        ReadingWarning.RECOGNISED,
    }
)
_ORDER = tuple(Severity)


def present(raw: Raw, limits: ReadingLimits) -> Reading:
    """Turn findings into the answer; raise ``Unreadable`` when they are no usable text."""
    if garbled("\n".join(line.text for line in raw.lines)):
        raise Unreadable(UnreadableReason.GARBLED)
    lines = _lines(raw.lines)
    if not lines:
        raise Unreadable(UnreadableReason.EMPTY)
    if sum(len(line.text) for line in lines) > limits.characters:
        raise Unreadable(UnreadableReason.TOO_LONG)
    warnings = raw.warnings | set(_warnings(raw, lines))
    return Reading(
        format=raw.format,
        pages=raw.pages,
        lines=lines,
        hidden=tuple(_hidden(raw.hidden)),
        warnings=tuple(sorted(warnings)),
        quality=_quality(warnings),
        wants_recognition=raw.wants_recognition,
    )


def _lines(found: tuple[RawLine, ...]) -> tuple[Line, ...]:
    pieces = ((line, clean(piece).text) for line in found for piece in broken_lines(line.text))
    kept = [(line, text) for line, text in pieces if text]
    return tuple(
        Line(
            number=number,
            page=line.page,
            text=text,
            part=line.part,
            paragraph=line.paragraph,
            box=line.box,
            recognised=line.recognised,
        )
        for number, (line, text) in enumerate(kept, 1)
    )


def _quality(warnings: frozenset[ReadingWarning]) -> Quality:
    """One doubt about the text lowers the quality by one step, two or poor recognition by two."""
    doubts = len(warnings & _LOWERS_QUALITY)
    if doubts > 1 or ReadingWarning.POORLY_RECOGNISED in warnings:
        return Quality.POOR
    return Quality.FAIR if doubts else Quality.GOOD


@dataclass(slots=True)
class _Sum:
    """All hidden text of one place and reason."""

    severity: Severity = Severity.NOTE
    texts: list[str] = field(default_factory=list)


def _hidden(hidden: tuple[RawHidden, ...]) -> Iterator[HiddenText]:
    """Sum up by place and reason, in the order of the file."""
    sums: dict[tuple[int | None, str | None, HiddenReason], _Sum] = {}
    for item in hidden:
        one = sums.setdefault((item.page, item.part, item.reason), _Sum())
        one.severity = max(one.severity, item.severity, key=_ORDER.index)
        one.texts.append(item.text)
    for (page, part, reason), one in sorted(sums.items(), key=lambda entry: entry[0][0] or 0):
        words = clean(" ".join(one.texts)).text
        if words:
            yield HiddenText(
                reason=reason,
                page=page,
                part=part,
                characters=sum(not c.isspace() for c in words),
                words=words[:MOST_HIDDEN_WORDS],
                severity=Severity.BLOCK if looks_like_instructions([words]) else one.severity,
            )


def _warnings(raw: Raw, lines: tuple[Line, ...]) -> Iterator[ReadingWarning]:
    texts = [*(line.text for line in raw.lines), *(item.text for item in raw.hidden)]
    carriers = sum(clean(text).carriers for text in texts)
    if carriers >= SUSPICIOUS:
        yield ReadingWarning.UNUSUAL_CHARACTERS
    visible = (line.text for line in lines)
    unseen = (clean(item.text).text for item in raw.hidden)
    if looks_like_instructions(visible) or looks_like_instructions(unseen):
        yield ReadingWarning.INSTRUCTION_LIKE_TEXT
