"""Whether a worker can work, and why not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from screening.model import TenantId
from screening.ports import Clock

PATIENCE = timedelta(seconds=30)


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

    def report(self) -> tuple[bool, dict[str, object]]:
        """Say whether the worker can work, and why not, in sentences without a person's words."""
        reasons = tuple(self._reasons())
        return not reasons, {
            "well": not reasons,
            "reasons": list(reasons),
            "tenants_stopped": dict(self.stopped),
        }

    def _reasons(self) -> list[str]:
        reasons = []
        if self._late(self.scanned_at):
            reasons.append("the ledger has not answered for a while: see the [ledger] address")
        elif self._late(self.rung_at):
            reasons.append("the queue has not answered for a while: see the [queue] address")
        if len(self.stopped) >= self.tenants:
            reasons.append("every tenant is stopped: see tenants_stopped")
        return reasons

    def _late(self, last: datetime | None) -> bool:
        return self.clock() - (last or self.opened_at) > PATIENCE + 3 * self.scan
