"""What a reader must know about a screening before trusting it: hidden text, unread files, doubts.

It says what was found and how much of it where, and never what it might mean about a person.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from screening.comment.case import Case
from screening.comment.view import Room
from screening.model import Doubt, HiddenReason

MOST_MEMBERS: Final = 4
"""How many members of a list inside a line are named; the others are counted."""


def caveats(case: Case, room: Room) -> tuple[str, ...]:
    """Return one sentence for each doubt; what does not fit into the room is counted."""
    doubts = list(case.record.decision.doubts)
    if case.record.unread and Doubt.UNREAD_FILES not in doubts:
        doubts.append(Doubt.UNREAD_FILES)
    lines = [_sentence(doubt, case, room) for doubt in doubts]
    if any(file.private for file in case.record.files):
        lines.append(case.words.private)
    if len(lines) <= room.warnings:
        return tuple(lines)
    kept = lines[: room.warnings - 1]
    return (*kept, case.words.more_warnings.format(count=len(lines) - len(kept)))


def _sentence(doubt: Doubt, case: Case, room: Room) -> str:
    details: list[str] = []
    if doubt is Doubt.HIDDEN_TEXT:
        details = list(_hidden(case))
    if doubt is Doubt.UNREAD_FILES:
        details = list(_unread(case, room))
    return case.words.doubts[doubt].format(
        details=_members(details, case),
        characters=sum(one.characters for one in case.record.hidden),
    )


def _hidden(case: Case) -> Iterator[str]:
    """Say how much is hidden where, page by page."""
    words = case.words
    sizes: Counter[tuple[int | None, HiddenReason]] = Counter()
    for one in case.record.hidden:
        sizes[one.page, one.reason] += one.characters
    for (page, reason), size in sizes.items():
        amount = words.hidden_text.format(kind=words.hidden[reason], characters=size)
        yield amount if page is None else f"{words.page.format(page=page)} {amount}"


def _unread(case: Case, room: Room) -> Iterator[str]:
    words, names = case.words, case.file_names(room.file)
    for one in case.record.unread:
        reason = words.unreadable[one.reason]
        yield words.unread_file.format(file=names[one.file.id], reason=reason)


def _members(members: list[str], case: Case) -> str:
    shown = members[:MOST_MEMBERS]
    if len(members) > len(shown):
        shown.append(case.words.more.format(count=len(members) - len(shown)))
    return case.words.separator.join(shown)
