"""Serve an ASGI app beside the worker's own loop, without taking over its signals."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.types import ASGIApp
from uvicorn import Config, Server

from screening.errors import Misconfigured


@asynccontextmanager
async def serve(app: ASGIApp, *, host: str, port: int) -> AsyncIterator[None]:
    """Serve while inside; raise ``Misconfigured`` when the port is taken."""
    try:
        listener = socket.create_server((host, port))
    except OSError as error:
        raise Misconfigured(
            f"worker.metrics_port: cannot listen on {host} port {port} ({error.strerror}): "
            "choose another port, or 0 for none."
        ) from None
    config = Config(app, log_config=None, lifespan="off", ws="none", date_header=False)
    server = Server(config)
    config.load()
    server.lifespan = config.lifespan_class(config)
    await server.startup(sockets=[listener])
    try:
        yield
    finally:
        await server.shutdown(sockets=[listener])
