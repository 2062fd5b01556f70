"""Run an ASGI app on loopback inside the running event loop, and stop it at once."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn import Config, Server
from uvicorn.protocols.http.h11_impl import H11Protocol

from screening.errors import Misconfigured

HANG_UP = "screening.hang_up"
"""The scope member with which an app can drop its own connection, as a failing network does."""

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@asynccontextmanager
async def serve(app: ASGIApp, *, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """Serve an app and yield its base URL; on leaving, nothing of it is left running.

    ``port`` 0 takes any free port. No signal handler is set and nothing is logged but defects.
    """
    if host not in _LOOPBACK:
        message = f"simulators listen on loopback only, not on {host!r}: use 127.0.0.1"
        raise Misconfigured(message)
    listener = _listen(host, port)
    server = _server(app)
    try:
        await server.startup(sockets=[listener])
        address, number = listener.getsockname()[:2]
        yield f"http://[{address}]:{number}" if ":" in address else f"http://{address}:{number}"
    finally:
        await _stop(server)
        listener.close()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Only a socket that names TCP gets TCP_NODELAY from asyncio; without it each answer waits
    # 40 ms for the other side's acknowledgement.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":  # elsewhere it would let two servers share a port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(512)
    except OSError as error:
        listener.close()
        message = f"cannot listen on {host} port {port} ({error.strerror}): choose another port"
        raise Misconfigured(message) from None
    return listener


def _server(app: ASGIApp) -> Server:
    config = Config(
        app=app,
        http="h11",
        ws="none",
        loop="none",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=30,
    )
    server = Server(config)
    config.app = _Connected(app, server)
    config.load()
    server.lifespan = config.lifespan_class(config)
    return server


async def _stop(server: Server) -> None:
    """Cut all connections, then wait for what was still answering; needs no waiting time."""
    state = server.server_state
    for listening in getattr(server, "servers", ()):
        listening.close()
    for connection in tuple(state.connections):
        connection.transport.abort()
    await asyncio.sleep(0)
    answering = tuple(state.tasks)
    for task in answering:
        task.cancel()
    if answering:
        await asyncio.wait(answering)
    await asyncio.sleep(0)


class _Connected:
    """Hands every request the means to drop its connection."""

    def __init__(self, app: ASGIApp, server: Server) -> None:
        self._app = app
        self._server = server

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        connection = self._connection(scope)

        async def hang_up() -> None:
            if connection is not None:
                connection.transport.abort()
            while (await receive())["type"] != "http.disconnect":
                pass

        try:
            await self._app({**scope, HANG_UP: hang_up}, receive, send)
        except asyncio.CancelledError:
            # Only _stop cancels, after cutting the connection. uvicorn would log this as a defect.
            return

    def _connection(self, scope: Scope) -> H11Protocol | None:
        """Find the connection of a request now: later, another may have its address."""
        for connection in self._server.server_state.connections:
            if isinstance(connection, H11Protocol) and connection.client == scope["client"]:
                return connection
        return None
