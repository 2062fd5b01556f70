"""The worker's own port: is it well, and its Prometheus metrics. No page changes anything."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from screening.attend import Attendant
from screening.settings import WorkerSettings
from screening.wiring import House
from workers.serving import serve

PATIENCE = timedelta(seconds=30)


@dataclass(slots=True)
class Health:
    """What the health page tells."""

    house: House
    attendant: Attendant
    scan_seconds: float
    scanned_at: datetime | None = None

    def report(self) -> tuple[bool, dict[str, object]]:
        """Say whether the worker is well, and why not."""
        now = self.house.clock()
        late = PATIENCE + timedelta(seconds=3 * self.scan_seconds)
        scanning = self.scanned_at is not None and now - self.scanned_at < late
        stopped = dict(self.attendant.stopped)
        return scanning and not stopped, {"ledger_scanned": scanning, "tenants_stopped": stopped}


def intake_app(health: Health) -> Starlette:
    """Make the pages ``/healthz`` and ``/metrics``."""

    async def healthz(_: Request) -> Response:
        well, report = health.report()
        return JSONResponse({"well": well, **report}, status_code=200 if well else 503)

    async def metrics(_: Request) -> Response:
        return Response(
            generate_latest(health.house.metrics.registry), media_type=CONTENT_TYPE_LATEST
        )

    return Starlette(routes=[Route("/healthz", healthz), Route("/metrics", metrics)])


@asynccontextmanager
async def serve_intake(health: Health, settings: WorkerSettings) -> AsyncIterator[None]:
    """Serve the pages while inside; port 0 in the settings means not at all."""
    if settings.metrics_port == 0:
        yield
        return
    async with serve(intake_app(health), host=settings.metrics_host, port=settings.metrics_port):
        yield
