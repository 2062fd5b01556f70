"""One tenant's door to its ATS: the only file that knows the HTTP library.

It holds, once for all systems: the key, time-outs, turns, retries of reads, the translation of
faults, and the rules for downloads. Reads are repeated within seconds. Writes are sent once.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import httpx
import stamina
from pydantic import SecretStr

from screening.ats.address import Origin, path_of
from screening.ats.answers import (
    Endpoint,
    Reply,
    describe,
    failed_read,
    failed_write,
    parsed,
    parsed_if_possible,
)
from screening.ats.reopening import whole_number
from screening.ats.turns import Sleep, Turns
from screening.errors import (
    Busy,
    ContractDrift,
    Gone,
    Misconfigured,
    OutcomeUnknown,
    ScreeningError,
    Unreachable,
    Unreadable,
)
from screening.model import TenantId, UnreadableReason
from screening.ports import Clock, Pace

Observer = Callable[[str, str, int | None], None]
"""Told of every request: method, path template, and the status or ``None`` without an answer."""

_JSON_LIMIT = 32 * 1024 * 1024
_STORAGE = Endpoint("GET", "(file storage)", "")
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_FAULTS = (httpx.HTTPError, httpx.StreamError, OSError)


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long to wait for what; ``whole`` bounds one request from first to last byte."""

    connect: timedelta = timedelta(seconds=5)
    idle: timedelta = timedelta(seconds=20)
    whole: timedelta = timedelta(seconds=30)
    download: timedelta = timedelta(seconds=120)


class _TooLong(Exception):
    """The body passed its limit."""


def ignore_request(method: str, path: str, status: int | None) -> None:
    """Observe nothing."""


PATIENCE = timedelta(seconds=65)
"""How long a request waits for its turn at most: a whole window, and a little."""
WRITE_WITHIN = 2 * PATIENCE + Timeouts().connect + Timeouts().whole
"""How long after a write was asked for its request may still be on its way."""


class AtsClient:
    """A paced HTTP client for one tenant with one key.

    ``patience`` bounds the wait for a turn and for a 429 on a read; it must not exceed the pace's
    horizon. ``key_name`` tells an operator which key is meant.
    """

    def __init__(
        self,
        base_url: str,
        key: SecretStr,
        *,
        tenant: TenantId,
        pace: Pace,
        clock: Clock,
        user_agent: str,
        key_name: str | None = None,
        timeouts: Timeouts | None = None,
        attempts: int = 3,
        patience: timedelta = PATIENCE,
        on_request: Observer = ignore_request,
        sleep: Sleep = asyncio.sleep,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._key_name = key_name or f"the ATS key of tenant {tenant}"
        self._key = _usable(key, self._key_name)
        self._base = _base_url(base_url, tenant)
        self._timeouts = timeouts or Timeouts()
        self._on_request = on_request
        self._turns = Turns(pace, clock, patience=patience, sleep=sleep)
        self._again = stamina.AsyncRetryingCaller(
            attempts=attempts, timeout=None, wait_initial=0.2, wait_max=3.0, wait_jitter=0.5
        ).on((Busy, Unreachable))
        # A connection that is not reused cannot be closed by the other side just as we send:
        # one cause fewer for a write whose outcome nobody knows.
        self._reader, self._writer = (
            httpx.AsyncClient(
                headers={"User-Agent": user_agent, "Accept": "application/json, */*;q=0.5"},
                timeout=_idle(self._timeouts),
                limits=limits,
                transport=transport,
                trust_env=not _origin(self._base).is_loopback,
            )
            for limits in (httpx.Limits(), httpx.Limits(max_keepalive_connections=0))
        )

    async def close(self) -> None:
        """Release connections."""
        await self._reader.aclose()
        await self._writer.aclose()

    async def read(
        self, endpoint: Endpoint, *, query: Mapping[str, str] | None = None, **ids: str
    ) -> object:
        """Return the JSON of a read, repeated within seconds when it fails in passing."""
        request = self._request(endpoint, ids, query=query)

        async def once() -> object:
            return parsed(endpoint, await self._read_once(endpoint, request))

        return await self._again(self._turns.outwait, once)

    async def write(self, endpoint: Endpoint, body: Mapping[str, object], **ids: str) -> object:
        """Send a write once; return the answer's JSON, or ``None`` when it had none."""
        request = self._request(endpoint, ids, body=body)
        await self._turns.take(endpoint)
        try:
            reply = await self._exchange(self._writer, request, endpoint)
        except (_TooLong, *_FAULTS) as fault:
            raise _write_fault(endpoint, fault) from None
        await self._turns.heed(endpoint, reply)
        if error := failed_write(endpoint, reply, key_name=self._key_name):
            raise error
        return parsed_if_possible(reply)

    async def download(self, endpoint: Endpoint, *, limit_bytes: int, **ids: str) -> bytes:
        """Return a file's bytes; ``Unreadable(TOO_LARGE)`` as soon as the limit is passed."""
        request = self._request(endpoint, ids)

        async def once() -> bytes:
            try:
                return await self._download_once(endpoint, request, limit_bytes)
            except _TooLong:
                raise Unreadable(UnreadableReason.TOO_LARGE) from None

        return await self._again(self._turns.outwait, once)

    async def look(
        self,
        endpoint: Endpoint,
        *,
        query: Mapping[str, str | list[str]] | None = None,
        body: Mapping[str, object] | None = None,
        key: SecretStr | None = None,
        **ids: str,
    ) -> Reply:
        """Send one request and return whatever answer comes, for probing; never repeated."""
        request = self._request(endpoint, ids, query=query, body=body, key=key)
        await self._turns.take(endpoint)
        client = self._reader if endpoint.method == "GET" else self._writer
        try:
            reply = await self._exchange(client, request, endpoint, refusals=True)
        except (_TooLong, *_FAULTS) as fault:
            raise _read_fault(endpoint, fault) from None
        await self._turns.heed(endpoint, reply)
        return reply

    def _request(
        self,
        endpoint: Endpoint,
        ids: Mapping[str, str],
        *,
        query: Mapping[str, str | list[str]] | Mapping[str, str] | None = None,
        body: Mapping[str, object] | None = None,
        key: SecretStr | None = None,
    ) -> httpx.Request:
        headers = {"Authorization": f"Bearer {(key or self._key).get_secret_value()}"}
        content = None
        if body is not None:
            content = json.dumps(body, ensure_ascii=False).encode(errors="replace")
            headers["Content-Type"] = "application/json"
        url = f"{self._base}{path_of(endpoint, ids)}"
        return self._reader.build_request(
            endpoint.method, url, params=query, headers=headers, content=content
        )

    async def _read_once(self, endpoint: Endpoint, request: httpx.Request) -> Reply:
        await self._turns.take(endpoint)
        try:
            reply = await self._exchange(self._reader, request, endpoint)
        except (_TooLong, *_FAULTS) as fault:
            raise _read_fault(endpoint, fault) from None
        await self._turns.heed(endpoint, reply)
        if error := failed_read(endpoint, reply, key_name=self._key_name):
            raise error
        return reply

    async def _exchange(
        self,
        client: httpx.AsyncClient,
        request: httpx.Request,
        endpoint: Endpoint,
        *,
        limit_bytes: int = _JSON_LIMIT,
        deadline: timedelta | None = None,
        refusals: bool = False,
    ) -> Reply:
        """Send one request; a refusal's body is not read unless asked for: it may repeat ours."""
        status: int | None = None
        try:
            async with asyncio.timeout((deadline or self._timeouts.whole).total_seconds()):
                response = await client.send(request, stream=True)
                status = response.status_code
                try:
                    wanted = refusals or 200 <= status < 300
                    body = await _body(response, limit_bytes) if wanted else b""
                finally:
                    await response.aclose()
        finally:
            self._on_request(endpoint.method, endpoint.path, status)
        return Reply(status, {name.lower(): text for name, text in response.headers.items()}, body)

    # ------------------------------------------------------------ downloads

    async def _download_once(
        self, endpoint: Endpoint, request: httpx.Request, limit_bytes: int
    ) -> bytes:
        await self._turns.take(endpoint)
        reply = await self._fetch(endpoint, request, limit_bytes)
        await self._turns.heed(endpoint, reply)
        if not reply.leads_elsewhere:
            if error := failed_read(endpoint, reply, key_name=self._key_name):
                raise error
            return reply.body
        stored = self._storage_request(endpoint, request, reply)
        return _stored(endpoint, await self._fetch(_STORAGE, stored, limit_bytes))

    async def _fetch(self, endpoint: Endpoint, request: httpx.Request, limit_bytes: int) -> Reply:
        deadline = self._timeouts.download
        try:
            return await self._exchange(
                self._reader, request, endpoint, limit_bytes=limit_bytes, deadline=deadline
            )
        except _FAULTS as fault:
            raise _read_fault(endpoint, fault) from None

    def _storage_request(
        self, endpoint: Endpoint, first: httpx.Request, reply: Reply
    ) -> httpx.Request:
        """Build the one request that a redirect may lead to, without our key for other hosts."""
        target = first.url.join(reply.headers["location"])
        ours = _origin(self._base)
        if not ours.may_lead_to(_origin(target)):
            raise ContractDrift(
                f"{describe(endpoint, reply)}, a redirect to this machine or without https"
            )
        headers = {"Authorization": first.headers["Authorization"]}
        return self._reader.build_request(
            "GET", target, headers=headers if _origin(target) == ours else {}
        )


async def _body(response: httpx.Response, limit_bytes: int) -> bytes:
    declared = whole_number(response.headers.get("content-length"))
    if declared is not None and declared > limit_bytes:
        raise _TooLong
    body = bytearray()
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > limit_bytes:
            raise _TooLong
    return bytes(body)


def _stored(endpoint: Endpoint, reply: Reply) -> bytes:
    """Judge a file storage's answer: its refusals say nothing about our key."""
    said = f"the file storage behind {endpoint} answered {reply.status}"
    if reply.accepted:
        return reply.body
    if 300 <= reply.status < 400:
        raise ContractDrift(f"{said}, a second redirect, which is not followed")
    if reply.status in (404, 410):
        raise Gone(f"{said}: the file is not there")
    raise Busy(f"{said}; a new link is asked for later")


def _read_fault(endpoint: Endpoint, fault: Exception) -> ScreeningError:
    if isinstance(fault, _TooLong):
        return ContractDrift(f"{endpoint} was answered at endless length")
    return _unsent(endpoint, fault) or Busy(
        f"{endpoint} got no whole answer ({type(fault).__name__})"
    )


def _write_fault(endpoint: Endpoint, fault: Exception) -> ScreeningError:
    return _unsent(endpoint, fault) or OutcomeUnknown(
        f"{endpoint} got no whole answer ({type(fault).__name__}); look whether it was applied"
    )


def _unsent(endpoint: Endpoint, fault: Exception) -> Unreachable | None:
    if not isinstance(fault, _NEVER_SENT):
        return None
    return Unreachable(
        f"{endpoint} could not be sent ({type(fault).__name__}); "
        "check the base address, the network and the certificates"
    )


def _idle(timeouts: Timeouts) -> httpx.Timeout:
    return httpx.Timeout(timeouts.idle.total_seconds(), connect=timeouts.connect.total_seconds())


def _origin(url: httpx.URL) -> Origin:
    return Origin.of(url.scheme, url.raw_host.decode(), url.port)


def _base_url(text: str, tenant: TenantId) -> httpx.URL:
    try:
        url = httpx.URL(text.rstrip("/"))
    except httpx.InvalidURL:
        url = httpx.URL()
    if not _origin(url).is_usable or url.userinfo or url.query or url.fragment:
        raise Misconfigured(
            f"the base address of tenant {tenant} is not usable: give an https address without "
            "user, query or fragment (http only for this machine)"
        )
    return url


def _usable(key: SecretStr, key_name: str) -> SecretStr:
    """Refuse a key that no header can carry, before an error could print it."""
    text = key.get_secret_value()
    if not text or not all("!" <= character <= "~" for character in text):
        raise Misconfigured(
            f"{key_name} is empty or holds characters that no key has; paste it again"
        )
    return key
