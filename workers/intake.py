"""The worker's own port: is it well, and its Prometheus metrics. No page changes anything."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from screening.settings import WorkerSettings
from screening.telemetry import Metrics
from workers.health import Health
from workers.serving import serve


def intake_app(health: Health, metrics: Metrics) -> Starlette:
    """Make the pages ``/healthz`` and ``/metrics``."""

    async def healthz(_: Request) -> Response:
        well, report = health.report()
        return JSONResponse(report, status_code=200 if well else 503)

    async def figures(_: Request) -> Response:
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    return Starlette(routes=[Route("/healthz", healthz), Route("/metrics", figures)])


@asynccontextmanager
async def serve_intake(
    health: Health, metrics: Metrics, settings: WorkerSettings
) -> AsyncIterator[None]:
    """Serve the pages while inside; port 0 in the settings means not at all."""
    if settings.metrics_port == 0:
        yield
        return
    app = intake_app(health, metrics)
    async with serve(app, host=settings.metrics_host, port=settings.metrics_port):
        yield
