import asyncio
import socket

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from screening.errors import Misconfigured
from screening.simulators.server import HANG_UP, serve
from screening.simulators.wire import Truncated


async def hello(_: Request) -> Response:
    return PlainTextResponse("hello")


async def cut(_: Request) -> Response:
    return Truncated(b"0123456789")


async def test_serves_on_loopback_and_is_gone_afterwards() -> None:
    app = Starlette(routes=[Route("/", hello)])
    async with httpx.AsyncClient() as client:
        async with serve(app) as url:
            assert (await client.get(url)).text == "hello"
        with pytest.raises(httpx.ConnectError):
            await client.get(url)


async def test_stops_at_once_although_a_request_is_still_being_answered() -> None:
    arrived = asyncio.Event()
    ended: list[str] = []

    async def forever(_: Request) -> Response:
        arrived.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("cancelled")
        raise AssertionError

    async with httpx.AsyncClient(timeout=5) as client:
        async with serve(Starlette(routes=[Route("/", forever)])) as url:
            asking = asyncio.create_task(client.get(url))
            await arrived.wait()
        with pytest.raises(httpx.TransportError):
            await asking
    assert ended == ["cancelled"]


async def test_the_same_port_can_be_taken_again_at_once() -> None:
    app = Starlette(routes=[Route("/", hello)])
    async with serve(app) as url:
        port = int(url.rsplit(":", 1)[1])
    async with serve(app, port=port) as again:
        assert again == url


async def test_a_taken_port_is_named_with_the_remedy() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Misconfigured, match=f"port {port}.*choose another port"):
            async with serve(Starlette(), port=port):
                pass


async def test_other_addresses_than_loopback_are_refused() -> None:
    with pytest.raises(Misconfigured, match="loopback only"):
        async with serve(Starlette(), host="0.0.0.0"):
            pass


async def test_an_app_can_drop_its_connection_and_no_other() -> None:
    async def drop(request: Request) -> Response:
        await request.scope[HANG_UP]()
        return PlainTextResponse("never seen")

    app = Starlette(routes=[Route("/", hello), Route("/drop", drop)])
    async with serve(app) as url, httpx.AsyncClient() as one, httpx.AsyncClient() as other:
        assert (await other.get(url)).text == "hello"
        with pytest.raises(httpx.TransportError):
            await one.get(f"{url}/drop")
        assert (await other.get(url)).text == "hello"


async def test_a_truncated_body_is_seen_as_a_broken_connection() -> None:
    async with serve(Starlette(routes=[Route("/", cut)])) as url, httpx.AsyncClient() as client:
        with pytest.raises(httpx.RemoteProtocolError):
            await client.get(url)


async def test_a_defect_of_the_app_is_a_500_and_the_server_goes_on() -> None:
    async def broken(_: Request) -> Response:
        raise RuntimeError("defect")

    app = Starlette(routes=[Route("/", hello), Route("/broken", broken)])
    async with serve(app) as url, httpx.AsyncClient() as client:
        assert (await client.get(f"{url}/broken")).status_code == 500
        assert (await client.get(url)).text == "hello"
