"""One claim on one candidacy: the lease, its renewal, and what each error means for the work."""

import asyncio
import random
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from screening.errors import (
    BudgetSpent,
    Gone,
    Halted,
    LeaseLost,
    ModelStopped,
    OutcomeUnknown,
    Permanent,
    ScreeningError,
    Spared,
    TenantStopped,
    Transient,
)
from screening.kit import Ending, Kit, Waiting
from screening.model import Lease, Outcome, Reason, Sighting, Step, TenantId, WorkId
from screening.pipeline import screen
from screening.ports import Clock, Ledger
from screening.telemetry import Metrics, log, pseudonym

WAIT_FOR_BRAKE = timedelta(minutes=1)
WAIT_FOR_OPERATOR = timedelta(minutes=15)
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)
MOST_DRIFTS = 12
"""Returns after which an answer of an unknown shape is believed: about four hours."""
MOST_FAILED_RENEWALS = 3
"""Renewals in a row; each comes after a quarter of the term, so a fourth would be too late."""
MOST_CRASHES = 3
"""Claims in a row that ended with their process: after these an operator must look."""


@dataclass(slots=True)
class Attendant:
    """What attends to due work in one process."""

    kits: Mapping[TenantId, Kit]
    ledger: Ledger
    clock: Clock
    owner: str
    term: timedelta
    metrics: Metrics
    jitter: Callable[[], float] = random.random
    stopped: dict[TenantId, str] = field(default_factory=dict)
    """Tenants for which nothing can be done, and why: a rejected key or a missing scope."""
    spent_until: dict[TenantId, datetime] = field(default_factory=dict)
    """Tenants with no money left for the model, and when they have some again."""
    model_trouble: str | None = None
    """Why the model cannot be asked, until a trip with it succeeds."""

    async def attend(self, work: WorkId) -> None:
        """Claim one candidacy if it is due and free, make its trip, and record how that ended.

        Safe to call again, and from any number of workers: the claim decides.
        """
        lease = await self.ledger.claim(work, owner=self.owner, now=self.clock(), term=self.term)
        if lease is None:
            return
        tenant = lease.ref.tenant
        with structlog.contextvars.bound_contextvars(tenant=tenant, candidacy=pseudonym(lease.ref)):
            started = self.clock()
            try:
                await self._make_trip(lease)
            except LeaseLost:
                log().warning("lease.lost", fence=lease.fence)
            except asyncio.CancelledError:
                with suppress(ScreeningError):
                    await asyncio.shield(self._park(lease, timedelta(0), "shutdown", counts=False))
                raise
            self.metrics.worked(tenant, (self.clock() - started).total_seconds())

    def stop(self, tenant: TenantId, error: TenantStopped) -> None:
        """Note that nothing can be done for a tenant until an operator acts."""
        if tenant not in self.stopped:
            log().error("tenant.stopped", tenant=tenant, error=str(error))
        self.stopped[tenant] = str(error)
        self.metrics.stopped(tenant, True)

    def stop_model(self, error: ModelStopped) -> None:
        """Note that the model cannot be asked until an operator acts."""
        if self.model_trouble is None:
            log().error("model.stopped", error=str(error))
        self.model_trouble = str(error)
        self.metrics.model_stopped(True)

    def _stop_spending(self, tenant: TenantId, error: BudgetSpent) -> None:
        """Note that a tenant's money for the model is spent, once for each time it is."""
        if self.spent_until.get(tenant) != error.until:
            log().error("budget.spent", tenant=tenant, error=str(error))
        self.spent_until[tenant] = error.until
        self.metrics.budget_spent(tenant, error.until.timestamp())

    def start_again(self, tenant: TenantId) -> None:
        """Note that the ATS answers this tenant's key again."""
        if self.stopped.pop(tenant, None) is not None:
            log().info("tenant.resumed", tenant=tenant)
        self.metrics.stopped(tenant, False)

    async def _make_trip(self, lease: Lease) -> None:
        kit = self.kits.get(lease.ref.tenant)
        if kit is None:
            await self._park(lease, LONGEST_WAIT, "tenant_not_in_settings", counts=False)
        elif lease.ref.tenant in self.stopped:
            await self._park(lease, WAIT_FOR_OPERATOR, "tenant_stopped", counts=False)
        elif lease.crashes >= MOST_CRASHES:
            await self._give_up(lease, Reason.CRASHED)
        else:
            await self._try_trip(kit, lease)

    async def _try_trip(self, kit: Kit, lease: Lease) -> None:
        try:
            done = await self._under_lease(kit, lease)
        except TenantStopped as error:
            self.stop(kit.tenant, error)
            await self._park(lease, WAIT_FOR_OPERATOR, "tenant_stopped", counts=False)
        except ModelStopped as error:
            self.stop_model(error)
            await self._park(lease, WAIT_FOR_OPERATOR, "model_stopped", counts=False)
        except BudgetSpent as error:
            self._stop_spending(kit.tenant, error)
            await self._park(lease, error.until - self.clock(), "budget_spent", counts=False)
        except Halted:
            await self._park(lease, WAIT_FOR_BRAKE, "brake_pulled", counts=False)
        except (Transient, OutcomeUnknown) as error:
            tried = not isinstance(error, Spared)  # which says nothing about this candidacy
            await self._park(lease, self._wait(lease, error), _name(error), counts=tried)
        except Gone:
            log().info("candidacy.gone")
            await self._give_up(lease, Reason.NOT_FOUND, outcome=Outcome.GONE)
        except Permanent as error:
            log().error("screening.failed", error=str(error))
            if lease.attempts < MOST_DRIFTS:  # a sign-in or maintenance page passes
                await self._park(lease, self._wait(lease, error), _name(error), counts=True)
            else:
                await self._give_up(lease, Reason.ATS_DRIFT)
        else:
            await self._record(lease, done)

    async def _record(self, lease: Lease, done: Ending | Waiting) -> None:
        if isinstance(done, Waiting):
            await self._park(lease, done.until - self.clock(), done.reason, counts=False)
            return
        await self.ledger.rest(lease, now=self.clock())
        if done.outcome is Outcome.SCREENED and self.model_trouble is not None:
            self.model_trouble = None
            self.metrics.model_stopped(False)
        self._ended(lease, done.outcome, done.reason)

    async def _give_up(
        self, lease: Lease, reason: Reason, *, outcome: Outcome = Outcome.NEEDS_OPERATOR
    ) -> None:
        now = self.clock()
        screenings = [
            one for one in await self.ledger.screenings(lease.ref) if one.outcome is None
        ] or [await self.ledger.open(lease, _last_sight(lease), now=now)]
        for screening in screenings:
            if screening.outcome is None:
                await self.ledger.end(lease, screening.id, outcome, reason, now=now)
        await self.ledger.rest(lease, now=self.clock())
        self._ended(lease, outcome, reason)

    async def _park(self, lease: Lease, wait: timedelta, reason: str, *, counts: bool) -> None:
        now = self.clock()
        await self.ledger.park(lease, until=now + wait, reason=reason, counts=counts, now=now)
        self.metrics.parked(lease.ref.tenant, reason)
        log().info("screening.parked", reason=reason, retry_seconds=round(wait.total_seconds()))

    async def _under_lease(self, kit: Kit, lease: Lease) -> Ending | Waiting:
        """Make the trip while the lease is renewed; stop at once when it is lost."""
        trip = asyncio.create_task(screen(kit, lease))
        keeper = asyncio.create_task(self._keep(lease))
        try:
            await asyncio.wait({trip, keeper}, return_when=asyncio.FIRST_COMPLETED)
            if not trip.done():
                await keeper
            return await trip
        finally:
            trip.cancel()
            keeper.cancel()
            await asyncio.gather(trip, keeper, return_exceptions=True)

    async def _keep(self, lease: Lease) -> None:
        """Renew until cancelled; a busy ledger is asked again while the lease still holds."""
        failures = 0
        while True:
            await asyncio.sleep(self.term.total_seconds() / 4)
            try:
                await self.ledger.renew(lease, now=self.clock(), term=self.term)
                failures = 0
            except Transient:
                failures += 1
                if failures == MOST_FAILED_RENEWALS:
                    raise

    def _wait(self, lease: Lease, error: ScreeningError) -> timedelta:
        """Wait as long as the other side asked for, else ever longer, up to an hour."""
        if isinstance(error, Transient) and (asked := self._asked(error)) is not None:
            return min(asked, LONGEST_WAIT) + timedelta(seconds=self.jitter())
        doubled = FIRST_WAIT * (1 << min(lease.attempts, 12))
        return min(doubled, LONGEST_WAIT) * (0.5 + self.jitter() / 2)

    def _asked(self, error: Transient) -> timedelta | None:
        if error.until is not None:
            return max(error.until - self.clock(), timedelta(0))
        return error.retry_after

    def _ended(self, lease: Lease, outcome: Outcome, reason: Reason) -> None:
        self.metrics.ended(lease.ref.tenant, outcome, reason)
        log().info("screening.ended", outcome=outcome.value, reason=reason.value)


def _last_sight(lease: Lease) -> Sighting:
    """Name the work by what was last seen of it, so that even a failure leaves a record."""
    if lease.seen is None:
        return Sighting(ref=lease.ref, step=Step("unknown"), step_updated_at=lease.since)
    seen = lease.seen
    return Sighting(ref=seen.ref, step=seen.step, step_updated_at=seen.step_updated_at)


def _name(error: ScreeningError) -> str:
    return type(error).__name__
