"""What an answer can look like on the wire: whole, compressed, slow, cut short or dropped."""

import gzip
import json
from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from screening.simulators.server import HANG_UP

Sleep = Callable[[float], Awaitable[None]]
"""How a simulator waits, in seconds; tests pass one that does not."""

HTML_PAGE = (
    "<!doctype html><html><head><title>Sign in</title></head>"
    "<body><form><input name='user'></form></body></html>"
)
"""What a proxy or a login wall answers instead of the API."""

_JSON = "application/json; charset=utf-8"
_CHUNK_BYTES = 512


class Dropped(Response):
    """No answer at all: the connection ends."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's shape
        """End the connection without a byte."""
        await scope[HANG_UP]()


class Held(Response):
    """No answer for a while, then the connection ends: the other side gives up first."""

    def __init__(self, seconds: float, *, sleep: Sleep) -> None:
        super().__init__()
        self._seconds = seconds
        self._sleep = sleep

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's shape
        """Wait, then end the connection."""
        await self._sleep(self._seconds)
        await scope[HANG_UP]()


class Truncated(Response):
    """Half of the body that the headers promise, then the end of the connection."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's shape
        """Send the headers and half of the body, then hang up."""
        await send(_start(self))
        half = bytes(self.body)[: len(self.body) // 2]
        await send({"type": "http.response.body", "body": half, "more_body": True})
        await scope[HANG_UP]()


class Dribbled(Response):
    """The whole body, in small pieces with pauses between them and without its length."""

    def __init__(self, whole: Response, *, pause: float, sleep: Sleep) -> None:
        super().__init__(bytes(whole.body), whole.status_code)
        self.raw_headers = [pair for pair in whole.raw_headers if pair[0] != b"content-length"]
        self._pause = pause
        self._sleep = sleep

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's shape
        """Send piece by piece."""
        await send(_start(self))
        body = bytes(self.body)
        for start in range(0, len(body), _CHUNK_BYTES):
            piece = body[start : start + _CHUNK_BYTES]
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            await self._sleep(self._pause)
        await send({"type": "http.response.body", "body": b"", "more_body": False})


class Chunked(Dribbled):
    """The whole body without its length, as a compressing server sends it."""

    def __init__(self, whole: Response) -> None:
        super().__init__(whole, pause=0, sleep=_no_wait)


def as_json(
    content: object, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Answer with JSON in the characters themselves, not in escapes."""
    body = json.dumps(content, ensure_ascii=False).encode()
    return Response(body, status, headers, media_type=_JSON)


def as_html(page: str = HTML_PAGE, status: int = 200) -> Response:
    """Answer with a page."""
    return Response(page, status, media_type="text/html")


def compressed(whole: Response, request: Request) -> Response:
    """Compress an answer when the other side accepts it; its length is then not announced."""
    if "gzip" not in request.headers.get("accept-encoding", "") or not whole.body:
        return whole
    packed = Response(gzip.compress(bytes(whole.body), mtime=0), whole.status_code)
    packed.raw_headers = [pair for pair in whole.raw_headers if pair[0] != b"content-length"]
    packed.raw_headers.append((b"content-encoding", b"gzip"))
    return Chunked(packed)


def truncated(whole: Response) -> Response:
    """Turn an answer into one that breaks off in its middle."""
    cut = Truncated(bytes(whole.body), whole.status_code)
    cut.raw_headers = list(whole.raw_headers)
    return cut


def _start(response: Response) -> dict[str, object]:
    return {
        "type": "http.response.start",
        "status": response.status_code,
        "headers": response.raw_headers,
    }


async def _no_wait(seconds: float) -> None:
    """Wait for nothing."""
