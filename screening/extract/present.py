"""Makes a reader's findings presentable: clean lines with numbers, and what to warn of."""

from collections import Counter
from collections.abc import Iterator

from screening.errors import Unreadable
from screening.extract.characters import SUSPICIOUS, broken_lines, clean, garbled
from screening.extract.instructions import looks_like_instructions
from screening.extract.limits import ReadingLimits
from screening.extract.reading import Raw, RawHidden, RawLine, Reading
from screening.model.reading import HiddenText, Line, ReadingWarning, UnreadableReason


def present(raw: Raw, limits: ReadingLimits) -> Reading:
    """Turn findings into the answer; raise ``Unreadable`` when they are no usable text."""
    if garbled("\n".join(line.text for line in raw.lines)):
        raise Unreadable(UnreadableReason.GARBLED)
    lines = _lines(raw.lines)
    if not lines:
        raise Unreadable(UnreadableReason.EMPTY)
    if sum(len(line.text) for line in lines) > limits.characters:
        raise Unreadable(UnreadableReason.TOO_LONG)
    return Reading(
        format=raw.format,
        pages=raw.pages,
        lines=lines,
        hidden=_counted(raw.hidden),
        warnings=tuple(sorted(raw.warnings | set(_warnings(raw, lines)))),
    )


def _lines(found: tuple[RawLine, ...]) -> tuple[Line, ...]:
    pieces = ((line.page, clean(piece).text) for line in found for piece in broken_lines(line.text))
    kept = [(page, text) for page, text in pieces if text]
    return tuple(
        Line(number=number, page=page, text=text) for number, (page, text) in enumerate(kept, 1)
    )


def _counted(hidden: tuple[RawHidden, ...]) -> tuple[HiddenText, ...]:
    """Sum up by page and reason: the words themselves go no further."""
    counts: Counter[tuple[int | None, str]] = Counter()
    first = {(item.page, item.reason.value): item for item in hidden}
    for item in hidden:
        counts[item.page, item.reason.value] += sum(not c.isspace() for c in item.text)
    return tuple(
        HiddenText(reason=first[key].reason, page=key[0], characters=count)
        for key, count in sorted(counts.items(), key=lambda entry: (entry[0][0] or 0, entry[0][1]))
        if count
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
