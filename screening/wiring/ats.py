"""Make the systems that candidacies come from, each over its paced client."""

import asyncio

from screening import __version__
from screening.ats import capabilities
from screening.ats.herp import HerpHire
from screening.ats.http import AtsClient
from screening.ats.pacing import WindowPace
from screening.ats.turns import Sleep
from screening.errors import Misconfigured
from screening.model import TenantId
from screening.ports import Ats, Clock, Pace
from screening.settings import (
    TenantSettings,
)
from screening.store.pacing import RedisPace
from screening.store.redis import Redis
from screening.telemetry import Metrics
from screening.wiring.clock import utc_now

USER_AGENT = f"document-screening/{__version__}"


def make_client(
    name: TenantId,
    tenant: TenantSettings,
    metrics: Metrics,
    *,
    redis: Redis | None = None,
    clock: Clock = utc_now,
    sleep: Sleep = asyncio.sleep,
) -> AtsClient:
    """Make the paced client of one tenant's ATS."""
    if tenant.key is None:
        raise Misconfigured(f"tenants.{name}.key_env: no key was read from the environment.")
    return AtsClient(
        tenant.base_url,
        tenant.key,
        tenant=name,
        pace=_pace(name, tenant, clock, redis),
        clock=clock,
        user_agent=USER_AGENT,
        key_name=f"the key in {tenant.key_env} of tenant {name}" if tenant.key_env else None,
        on_request=lambda method, _path, status: metrics.requested(name, method, status),
        sleep=sleep,
    )


def make_ats(name: TenantId, tenant: TenantSettings, client: AtsClient, clock: Clock) -> Ats:
    """Make one tenant's ATS over its client."""
    proven = capabilities.load(tenant.capabilities, tenant=name) if tenant.capabilities else None
    return HerpHire(client, tenant=name, clock=clock, capabilities=proven)


def _pace(name: TenantId, tenant: TenantSettings, clock: Clock, redis: Redis | None) -> Pace:
    share, leave = tenant.requests_per_minute, tenant.leave_for_others
    if redis is None:
        return WindowPace(clock, allowance=share, leave=leave)
    return RedisPace(redis, name, clock, allowance=share, leave=leave)
