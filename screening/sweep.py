"""Polling: which candidacies stand at a screened step. The ATS has no events to wait for.

A frequent short look back finds new work; an hourly longer one heals outages; a daily look at all
active candidacies reconciles. Each sighting is noticed once by its step and its step's time.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from screening.errors import ContractDrift
from screening.kit import Kit
from screening.model import Sighting, Step

SHORT = timedelta(days=2)
LONG = timedelta(days=14)
LONG_EVERY = timedelta(hours=1)
ALL_EVERY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Swept:
    """What one poll saw."""

    seen: int
    new: int


@dataclass(slots=True)
class Rounds:
    """Chooses how far back each poll of one tenant looks."""

    zone: ZoneInfo
    _last_long: datetime | None = field(default=None)
    _last_all: datetime | None = field(default=None)

    def since(self, now: datetime) -> date | None:
        """Return the first day to look at, in the ATS's own zone; ``None`` means everything."""
        if self._last_all is None or now - self._last_all >= ALL_EVERY:
            return None
        back = LONG if self._last_long is None or now - self._last_long >= LONG_EVERY else SHORT
        return (now.astimezone(self.zone) - back).date()

    def done(self, since: date | None, now: datetime) -> None:
        """Note that a poll which looked back to ``since`` went through."""
        if since is None:
            self._last_all = self._last_long = now
        elif since <= (now.astimezone(self.zone) - LONG).date():
            self._last_long = now


async def sweep(kit: Kit, *, since: date | None) -> Swept:
    """Notice every candidacy at a screened step; safe to repeat at any time.

    Drift at one step is raised when the other steps are through.
    """
    seen = new = 0
    drifts: list[ContractDrift] = []
    for step in kit.policy.screened_steps:
        try:
            async for noticed in _noticed(kit, step, since):
                seen += 1
                new += noticed
        except ContractDrift as drift:
            drifts.append(drift)
    if drifts:
        raise drifts[0]
    return Swept(seen=seen, new=new)


async def _noticed(kit: Kit, step: Step, since: date | None) -> AsyncIterator[bool]:
    """Notice the candidacies at one step and tell of each whether it is new."""
    async for candidacy in kit.ats.standing(step, since=since):
        if kit.only and candidacy.requisition_id not in kit.only:
            continue
        due_at = max(kit.clock(), candidacy.step_updated_at + kit.policy.settle)
        sighting = Sighting(
            ref=candidacy.ref, step=candidacy.step, step_updated_at=candidacy.step_updated_at
        )
        yield await kit.ledger.notice(sighting, due_at=due_at, candidacy=candidacy)
