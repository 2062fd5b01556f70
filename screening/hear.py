"""Listening: what recruiters answer to our comments, read from the ATS less and less often.

Reading is not acting, so the brake does not stop it. Nothing is ever answered or changed here.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from screening import feedback
from screening.errors import ContractDrift, Gone
from screening.feedback import Told
from screening.kit import Kit
from screening.model import CandidacyRef, EffectState, Outcome, UserId
from screening.telemetry import log, pseudonym

MOST_READ: Final = 6
"""How many candidacies' comments are read in one turn: with a turn a minute, a tenth of a usual
share of the ATS's allowance."""
FIRST_WAITS: Final = (timedelta(minutes=10), timedelta(hours=1), timedelta(hours=4))
"""How long after our comment its answers are read: people answer soon or not at all."""
LATER: Final = timedelta(hours=12)
AGAIN: Final = timedelta(minutes=10)
"""How soon a reading that was cut off or failed is made up for."""
GRACE: Final = timedelta(days=1)
"""How late the last reading may be, after an outage or where nothing runs all the time."""
_MOST_ROUNDS: Final = 50


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard."""

    read: int = 0
    """Candidacies whose comments were read."""
    kept: int = 0
    """Corrections that were not known before."""
    refused: int = 0
    """Corrections by persons who may not, or of whom the ATS does not say who they are."""

    def __add__(self, other: "Heard") -> "Heard":
        return Heard(self.read + other.read, self.kept + other.kept, self.refused + other.refused)


async def listen(
    kit: Kit, *, correctors: frozenset[UserId], period: timedelta, most: int = MOST_READ
) -> Heard:
    """Read what is due of one tenant, at most so many candidacies; safe to repeat at any time.

    ``period`` is how long after our comment corrections are looked for. Without correctors nothing
    is read. An answer in an unknown shape is raised when the others are through.
    """
    heard = Heard()
    drifts: list[ContractDrift] = []
    for _ in range(_MOST_ROUNDS if correctors else 0):
        refs = await kit.corrections.to_hear(
            kit.tenant, now=kit.clock(), limit=most - heard.read - len(drifts)
        )
        for ref in refs:
            try:
                heard += await hear(kit, ref, correctors=correctors, period=period)
            except ContractDrift as drift:
                drifts.append(drift)
        if not refs or heard.read + len(drifts) >= most:
            break
    if drifts:
        raise drifts[0]
    return heard


async def hear(
    kit: Kit, ref: CandidacyRef, *, correctors: frozenset[UserId], period: timedelta
) -> Heard:
    """Read one candidacy's comments and keep what they correct; safe to repeat at any time."""
    told = await _told(kit, ref)
    told_at = told[-1].sent_at if told else None
    now = kit.clock()
    if told_at is None or now > told_at + period + GRACE:
        await kit.corrections.heard(ref, next_at=None)
        return Heard()
    await kit.corrections.heard(ref, next_at=now + AGAIN)  # whoever else looks, leaves it be
    try:
        comments = await kit.ats.comments(ref.id)
    except Gone:
        await kit.corrections.heard(ref, next_at=None)
        return Heard(read=1)
    known = await kit.corrections.of(ref)
    heeded = feedback.heed(comments, told, correctors=correctors, known=known, now=now)
    kept = 0
    for one in heeded.corrections:
        kept += await kit.corrections.keep(one)
    await kit.corrections.heard(ref, next_at=next_hearing(told_at, now=now, period=period))
    if kept:
        log().info("correction.kept", tenant=kit.tenant, candidacy=pseudonym(ref), count=kept)
    return Heard(read=1, kept=kept, refused=heeded.refused)


def next_hearing(told_at: datetime, *, now: datetime, period: timedelta) -> datetime | None:
    """Return when to read again, if ever, after a reading now; the last one ends the period."""
    end = told_at + period
    if now >= end:
        return None
    marks = (told_at + wait for wait in FIRST_WAITS)
    return min(next((mark for mark in marks if mark > now), now + LATER), end)


async def _told(kit: Kit, ref: CandidacyRef) -> tuple[Told, ...]:
    """Return our comments with findings that are in the ATS, oldest first."""
    found: list[Told] = []
    for screening in await kit.ledger.screenings(ref):
        record = screening.record
        if record is None or record.decision.outcome is not Outcome.SCREENED:
            continue
        for effect in await kit.ledger.effects(screening.id):
            posted = effect.state is EffectState.CONFIRMED and effect.action.kind == "comment"
            if posted and effect.sent_at is not None:
                told = Told(record, effect.action.body, effect.remote_id, effect.sent_at)
                found.append(told)
    return tuple(sorted(found, key=lambda one: one.sent_at))
