"""Which corrections a candidacy's comments hold: whose word counts, and of which screening."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from screening.feedback.commands import Command, commands
from screening.feedback.spoken import signed
from screening.fingerprint import fingerprint
from screening.model import (
    Answer,
    CommentId,
    Correction,
    ScreeningRecord,
    TimelineComment,
    UserId,
)

_UNNAMED: Final = 16
"""Characters of the name that a comment without an id gets."""


@dataclass(frozen=True, slots=True)
class Told:
    """A comment of ours with findings, as the ledger has it."""

    record: ScreeningRecord
    body: str
    remote_id: CommentId | None
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Heeded:
    """What the comments hold."""

    corrections: tuple[Correction, ...] = ()
    """In the order of the comments, known ones included."""
    refused: int = 0
    """Corrections by persons who may not correct, or of whom nobody knows who they are."""


def heed(
    comments: Iterable[TimelineComment],
    told: tuple[Told, ...],
    *,
    correctors: frozenset[UserId],
    known: tuple[Correction, ...],
    now: datetime,
) -> Heeded:
    """Find the corrections of permitted persons in a candidacy's comments.

    ``told`` are our own comments, oldest first. A comment counts for the latest of them before it,
    or for the one whose reference it names. One without a time counts as written now.
    """
    listed = tuple(comments)
    shown = [(_shown_at(one, listed), one.record) for one in told]
    bodies = tuple(one.body for one in told)
    own = {one.remote_id for one in told}
    found: list[Correction] = []
    refused = 0
    for name, comment in {_id(one): one for one in listed}.items():
        if name in own:
            continue
        said = commands(comment.body, ours=bodies)
        if comment.author_id is None or comment.author_id not in correctors:
            refused += len(said)
            continue
        at = comment.created_at or now
        meant = {one.requirement_id: one for one in said}.values()  # the last word on each
        found += (
            _later(one, known, now=now)
            for command in meant
            for one in _correction(command, name, comment.author_id, shown, at=at)
        )
    return Heeded(tuple(found), refused)


def _shown_at(told: Told, listed: tuple[TimelineComment, ...]) -> datetime:
    """Return when the ATS says that our comment was written: its clock is the repliers' clock."""
    for one in listed:
        named = told.remote_id is not None
        ours = one.id == told.remote_id if named else signed(one.body) == told.record.reference
        if ours and one.created_at is not None:
            return one.created_at
    return told.sent_at


def _id(comment: TimelineComment) -> CommentId:
    """Return a comment's id; one without is known by who wrote what and when."""
    if comment.id is not None:
        return comment.id
    written = comment.created_at.isoformat() if comment.created_at else ""
    name = fingerprint("comment", comment.author_id or "", written, comment.body)
    return CommentId(f"unnamed {name[:_UNNAMED]}")


def _correction(
    command: Command,
    id: CommentId,
    by: UserId,
    shown: list[tuple[datetime, ScreeningRecord]],
    *,
    at: datetime,
) -> Iterator[Correction]:
    """Make a correction of a command, if it fits the screening that is meant."""
    if command.reference is not None:
        records = [record for _, record in shown if record.reference == command.reference]
    else:
        records = [record for since, record in shown if since <= at]
    if not records:
        return
    record = records[-1]
    for requirement in record.rubric.requirements if record.rubric else ():
        if requirement.id == command.requirement_id:
            yield Correction(
                ref=record.ref,
                requirement_id=requirement.id,
                requirement=requirement.text,
                answer=command.answer,
                by=by,
                comment_id=id,
                said_at=at,
                screening_id=record.id,
                before=_before(command, record),
            )


def _before(command: Command, record: ScreeningRecord) -> Answer:
    """Return our answer; a question for the recruiter had none."""
    found = (one.answer for one in record.findings if one.requirement_id == command.requirement_id)
    return next(found, Answer.NOT_STATED)


def _later(one: Correction, known: tuple[Correction, ...], *, now: datetime) -> Correction:
    """Date a word that was changed in its comment: nobody says when, so it counts from now."""
    earlier = [
        each
        for each in known
        if each.comment_id == one.comment_id and each.requirement_id == one.requirement_id
    ]
    changed = bool(earlier) and earlier[-1].answer is not one.answer
    return one.model_copy(update={"said_at": now}) if changed else one
