"""Makes a reader's findings presentable: clean lines with numbers, and what to warn of."""

from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass, field

from screening.errors import Unreadable
from screening.extract.characters import broken_lines, clean, judged
from screening.extract.garble import garbled, signs
from screening.extract.instructions import instructions_in, is_order, orders_in
from screening.extract.limits import ReadingLimits
from screening.extract.reading import Raw, RawHidden, RawLine, Reading
from screening.model.reading import (
    LONGEST_OPENING,
    MOST_HIDDEN_WORDS,
    CharacterTrick,
    HiddenReason,
    HiddenText,
    Line,
    Passage,
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
        ReadingWarning.LOOK_UNCHECKED,
        ReadingWarning.RECOGNISED,
    }
)
_ORDER = tuple(Severity)
_MOST_PASSAGES = 5


def present(raw: Raw, limits: ReadingLimits) -> Reading:
    """Turn findings into the answer; raise ``Unreadable`` when they are no usable text."""
    odd: Counter[CharacterTrick] = Counter()
    lines = _lines(raw.lines, odd, limits.characters)
    broken = signs("\n".join(line.text for line in raw.lines))
    if garbled(broken):
        raise Unreadable(UnreadableReason.GARBLED)
    if not lines:
        raise Unreadable(UnreadableReason.EMPTY)
    hidden = tuple(_hidden(raw.hidden, odd))
    instructions = tuple(_instructions(lines))
    characters = judged(odd)
    warnings = set(raw.warnings)
    if broken:
        warnings.add(ReadingWarning.CHARACTERS_DOUBTFUL)
    if any(one.severity is not Severity.NOTE for one in characters):
        warnings.add(ReadingWarning.UNUSUAL_CHARACTERS)
    if instructions or any(one.severity is Severity.BLOCK for one in hidden):
        warnings.add(ReadingWarning.INSTRUCTION_LIKE_TEXT)
    return Reading(
        format=raw.format,
        pages=raw.pages,
        lines=lines,
        hidden=hidden,
        odd_characters=characters,
        instructions=instructions,
        warnings=tuple(sorted(warnings)),
        quality=_quality(warnings),
        wants_recognition=raw.wants_recognition,
    )


def with_name(reading: Reading, name: str) -> Reading:
    """Add what a file's own name says, if it is an order: people and programs read names, too."""
    if not is_order(name):
        return reading
    passage = Passage(page=None, words=clean(name).text[:LONGEST_OPENING])
    warnings = {*reading.warnings, ReadingWarning.INSTRUCTION_LIKE_TEXT}
    return reading.model_copy(
        update={
            "instructions": (passage, *reading.instructions),
            "warnings": tuple(sorted(warnings)),
        }
    )


def _lines(found: tuple[RawLine, ...], odd: Counter[CharacterTrick], most: int) -> tuple[Line, ...]:
    """Clean and number lines; stop where they are too much, for the rest would cost minutes."""
    kept: list[tuple[RawLine, str]] = []
    length = 0
    for line in found:
        for piece in broken_lines(line.text):
            cleaned = clean(piece)
            odd += cleaned.odd
            if cleaned.text:
                kept.append((line, cleaned.text))
            length += len(cleaned.text)
            if length > most:
                raise Unreadable(UnreadableReason.TOO_LONG)
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


def _quality(warnings: Set[ReadingWarning]) -> Quality:
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


def _hidden(hidden: tuple[RawHidden, ...], odd: Counter[CharacterTrick]) -> Iterator[HiddenText]:
    """Sum up by place and reason, in the order of the file."""
    sums: dict[tuple[int | None, str | None, HiddenReason], _Sum] = {}
    for item in hidden:
        one = sums.setdefault((item.page, item.part, item.reason), _Sum())
        one.severity = max(one.severity, item.severity, key=_ORDER.index)
        one.texts.append(item.text)
    for (page, part, reason), one in sorted(sums.items(), key=lambda entry: entry[0][0] or 0):
        cleaned = clean(" ".join(_orders_first(one.texts)))
        odd += cleaned.odd
        if cleaned.text:
            yield HiddenText(
                reason=reason,
                page=page,
                part=part,
                characters=sum(not c.isspace() for c in cleaned.text),
                words=cleaned.text[:MOST_HIDDEN_WORDS],
                severity=Severity.BLOCK if instructions_in([cleaned.text]) else one.severity,
            )


def _orders_first(texts: list[str]) -> list[str]:
    """Let the pieces begin with the first that gives orders: only first words are ever shown."""
    found = instructions_in(texts)
    return texts[found[0] :] + texts[: found[0]] if found else texts


def _instructions(lines: tuple[Line, ...]) -> Iterator[Passage]:
    """Say where visible orders stand; the first few are named, and the last holds all the rest."""
    found = orders_in([line.text for line in lines])
    for at, one in enumerate(found[:_MOST_PASSAGES]):
        line = lines[one.first]
        last = found[-1].last if at == _MOST_PASSAGES - 1 else one.last
        yield Passage(
            page=line.page,
            part=line.part,
            words=line.text[:LONGEST_OPENING],
            line=line.number,
            lines=last - one.first + 1,
        )
