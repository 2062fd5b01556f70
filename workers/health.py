"""Whether a worker can work, and why not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from screening.model import TenantId
from screening.ports import Clock

PATIENCE = timedelta(seconds=30)
POLL_PATIENCE = timedelta(minutes=10)


def longest_silence(poll: timedelta) -> timedelta:
    """Return how old a tenant's last good poll may be: ten minutes, or five polls if longer."""
    return max(POLL_PATIENCE, 5 * poll)


@dataclass(slots=True)
class Health:
    """What the health page tells.

    One stopped tenant among several is told but does not make the worker unwell: starting it
    again would mend nothing and would interrupt the others.
    """

    clock: Clock
    scan: timedelta
    """How often the ledger is asked what is due."""
    tenants: int
    stopped: Mapping[TenantId, str]
    """Tenants for which nothing can be done, and why."""
    opened_at: datetime
    scanned_at: datetime | None = None
    """When the ledger last told what is due."""
    rung_at: datetime | None = None
    """When the queue last took the hints."""
    silences: Mapping[TenantId, timedelta] = field(default_factory=dict)
    """How old the last good poll of each polled tenant may be."""
    polled_at: dict[TenantId, datetime] = field(default_factory=dict)
    """When a tenant was last polled with success."""
    poll_faults: dict[TenantId, str] = field(default_factory=dict)
    """Why the last poll of a tenant failed."""
    model_trouble: Callable[[], str | None] = lambda: None
    """Why the model cannot be asked; told, but starting the worker again would not mend it."""

    def report(self) -> tuple[bool, dict[str, object]]:
        """Say whether the worker can work, and why not, in sentences without a person's words."""
        reasons = tuple(self._reasons())
        return not reasons, {
            "well": not reasons,
            "reasons": list(reasons),
            "tenants_stopped": dict(self.stopped),
            "model_stopped": self.model_trouble(),
        }

    def _reasons(self) -> list[str]:
        reasons = []
        if self._late(self.scanned_at):
            reasons.append("the ledger has not answered for a while: see the [ledger] address")
        elif self._late(self.rung_at):
            reasons.append("the queue has not answered for a while: see the [queue] address")
        if len(self.stopped) >= self.tenants:
            reasons.append("every tenant is stopped: see tenants_stopped")
        return reasons + [self._unpolled(tenant) for tenant in self.silences if self._old(tenant)]

    def _old(self, tenant: TenantId) -> bool:
        """Tell whether a tenant went unpolled too long; a stopped one is told of as stopped."""
        since = self.polled_at.get(tenant, self.opened_at)
        return tenant not in self.stopped and self.clock() - since > self.silences[tenant]

    def _unpolled(self, tenant: TenantId) -> str:
        minutes = (self.clock() - self.polled_at.get(tenant, self.opened_at)).total_seconds() // 60
        why = self.poll_faults.get(tenant, "the last poll has not ended")
        return f"tenant {tenant} was not polled with success for {minutes:.0f} minutes: {why}"

    def _late(self, last: datetime | None) -> bool:
        return self.clock() - (last or self.opened_at) > PATIENCE + 3 * self.scan
