"""Serve an ASGI app beside the worker's own loop, without taking over its signals."""

import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.types import ASGIApp
from uvicorn import Config, Server

from screening.errors import Misconfigured

_FAREWELL_SECONDS = 1
"""How long a page that is being sent may hold up the end."""


@asynccontextmanager
async def serve(app: ASGIApp, *, host: str, port: int) -> AsyncIterator[None]:
    """Serve while inside; raise ``Misconfigured`` when the port is taken."""
    listener = _listen(host, port)
    config = Config(
        app,
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=_FAREWELL_SECONDS,
    )
    server = Server(config)
    config.load()
    server.lifespan = config.lifespan_class(config)
    try:
        await server.startup(sockets=[listener])
        try:
            yield
        finally:
            await server.shutdown(sockets=[listener])
    finally:
        listener.close()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Only a socket that names TCP gets TCP_NODELAY from asyncio; without it each answer waits
    # 40 ms for the other side's acknowledgement.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":  # elsewhere it would let two workers share a port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(64)
    except OSError as error:
        listener.close()
        raise Misconfigured(
            f"worker.metrics_port: cannot listen on {host} port {port} ({error.strerror}): "
            "choose another port, or 0 for none."
        ) from None
    return listener
