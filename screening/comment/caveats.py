"""What a reader must know about a screening before trusting it: hidden text, unread files, doubts.

It says what was found, how much of it where and how it begins, and never what it might mean about
a person. Of a file that may not be quoted, only the amount is told.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from screening.comment.case import Case
from screening.comment.escaping import cut, one_line
from screening.comment.view import Room
from screening.model import Doubt, FileMeta, FileReading, Quality, Severity, UnreadFile
from screening.policy import quotable

MOST_MEMBERS: Final = 4
"""How many members of a list inside a line are named; the others are counted."""
_FIRST: Final = frozenset(
    {Doubt.HIDDEN_TEXT, Doubt.INSTRUCTION_LIKE_TEXT, Doubt.UNREAD_FILES, Doubt.UNUSUAL_CHARACTERS}
)
"""What names a place stands first: it is what a person can look at."""


def caveats(case: Case, room: Room) -> tuple[str, ...]:
    """Return one sentence for each doubt; what does not fit into the room is counted."""
    doubts = list(case.record.decision.doubts)
    if case.record.unread and Doubt.UNREAD_FILES not in doubts:
        doubts.append(Doubt.UNREAD_FILES)
    doubts.sort(key=lambda doubt: doubt not in _FIRST)
    lines = [_sentence(doubt, case, room) for doubt in doubts]
    if qualities := list(_qualities(case, room)):
        lines.append(case.words.quality.format(details=_members(qualities, case)))
    if case.record.blind and case.record.findings:
        lines.append(case.words.blind)
    if case.record.requirements_changed:
        lines.append(case.words.requirements_changed)
    if case.record.same_documents:
        shown = [str(one) for one in case.record.same_documents]
        lines.append(case.words.same_documents.format(references=_members(shown, case)))
    if any(file.private for file in case.record.files):
        lines.append(case.words.private)
    if len(lines) <= room.warnings:
        return tuple(lines)
    kept = lines[: room.warnings - 1]
    return (*kept, case.words.more_warnings.format(count=len(lines) - len(kept)))


def _sentence(doubt: Doubt, case: Case, room: Room) -> str:
    details = list(_DETAILS[doubt](case, room)) if doubt in _DETAILS else []
    return case.words.doubts[doubt].format(
        details=_members(details, case),
        characters=sum(
            hidden.characters
            for reading in case.record.readings
            for hidden in reading.hidden
            if hidden.severity is not Severity.NOTE
        ),
    )


def _hidden(case: Case, room: Room) -> Iterator[str]:
    """Say how much is hidden where, page by page, and how it begins."""
    words = case.words
    for file, reading in _readings(case):
        for one in reading.hidden:
            if one.severity is Severity.NOTE:
                continue
            kind = words.hidden[one.reason]
            amount = words.hidden_text.format(kind=kind, characters=one.characters)
            place = _place(case, file, page=one.page, part=one.part, room=room)
            opening = _opening(case, file, one.words, room)
            yield _joined(place, amount, opening)


def _instructions(case: Case, room: Room) -> Iterator[str]:
    """Say where a text begins that reads like orders and how; of hidden text, of what kind it is.

    The first words of hidden text stand beside its amount already.
    """
    spots: dict[str, None] = {}  # the parts of a file that may not be quoted look the same
    for file, reading in _readings(case):
        for one in reading.instructions:
            place = _place(case, file, page=one.page, part=one.part, room=room)
            where = place or _name(case, file, room)
            spots[_joined(where, _opening(case, file, one.words, room))] = None
        for hidden in reading.hidden:
            if hidden.severity is Severity.BLOCK:
                place = _place(case, file, page=hidden.page, part=hidden.part, room=room)
                spots[_joined(place, case.words.hidden[hidden.reason])] = None
    yield from spots


def _joined(*pieces: str) -> str:
    return " ".join(piece for piece in pieces if piece)


def _odd(case: Case, room: Room) -> Iterator[str]:
    """Say which odd characters stand in which file."""
    words = case.words
    for file, reading in _readings(case):
        for one in reading.odd_characters:
            if one.severity is Severity.NOTE:
                continue
            kind = words.characters[one.kind]
            amount = words.odd_characters.format(kind=kind, count=one.count)
            place = _place(case, file, page=None, part=None, room=room)
            yield _joined(place, amount)


def _unread(case: Case, room: Room) -> Iterator[str]:
    words, names = case.words, case.file_names(room.file)
    for one in case.record.unread:
        reason = words.unreadable[one.reason] + _contents(case, one, room)
        yield words.unread_file.format(file=names[one.file.id], reason=reason)


def _contents(case: Case, unread: UnreadFile, room: Room) -> str:
    """Name what an archive holds, unless its own name is kept from the comment."""
    if unread.contents is None or not quotable(unread.file, case.policy):
        return ""
    first = unread.contents.names[:MOST_MEMBERS]
    names = [case.file_name(name.rpartition("/")[2], room.file) for name in first]
    if unread.contents.count > len(names):
        names.append(case.words.more.format(count=unread.contents.count - len(names)))
    shown = case.words.separator.join(names)
    return case.words.contents.format(count=unread.contents.count, names=shown)


def _qualities(case: Case, room: Room) -> Iterator[str]:
    for file, reading in _readings(case):
        if reading.quality is not Quality.GOOD:
            quality = case.words.qualities[reading.quality]
            name = _name(case, file, room)
            yield case.words.file_quality.format(file=name, quality=quality)


_DETAILS: Mapping[Doubt, Callable[[Case, Room], Iterator[str]]] = MappingProxyType(
    {
        Doubt.HIDDEN_TEXT: _hidden,
        Doubt.INSTRUCTION_LIKE_TEXT: _instructions,
        Doubt.UNUSUAL_CHARACTERS: _odd,
        Doubt.UNREAD_FILES: _unread,
    }
)


def _readings(case: Case) -> Iterator[tuple[FileMeta, FileReading]]:
    readings = {reading.file_id: reading for reading in case.record.readings}
    for file in case.record.files:
        if file.id in readings:
            yield file, readings[file.id]


def _name(case: Case, file: FileMeta, room: Room) -> str:
    return case.file_names(room.file)[file.id]


def _place(case: Case, file: FileMeta, *, page: int | None, part: str | None, room: Room) -> str:
    """Name a place; the file only where several were read."""
    name = _name(case, file, room) if len(case.record.files) > 1 else ""
    part = part if quotable(file, case.policy) else None
    return case.place(name, page=page, part=part, limit=room.file)


def _opening(case: Case, file: FileMeta, text: str, room: Room) -> str:
    """Show how a text begins, if its file may be quoted and there is room."""
    if not room.opening or not quotable(file, case.policy):
        return ""
    shown = cut(one_line(text), room.opening)
    return case.words.opening.format(words=shown) if shown else ""


def _members(members: list[str], case: Case) -> str:
    shown = members[:MOST_MEMBERS]
    if len(members) > len(shown):
        shown.append(case.words.more.format(count=len(members) - len(shown)))
    return case.words.separator.join(shown)
