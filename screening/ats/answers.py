"""What an ATS's answer means: from a status to what the worker must do about it.

Nothing here knows the HTTP library. Messages name the method, the path template, the status and
the request id; never a query value or a body.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from screening.errors import (
    Busy,
    ContractDrift,
    Gone,
    KeyRejected,
    OutcomeUnknown,
    Refused,
    ScopeMissing,
    ScreeningError,
)

TOO_MANY_REQUESTS = 429
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LATER = frozenset({408, 425})
_REQUEST_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One call that an ATS offers; ``path`` holds ``{names}`` instead of ids."""

    method: str
    path: str
    scope: str
    """The scope that a key needs for it, as the ATS writes it."""

    @property
    def names_one_file(self) -> bool:
        """Whether it asks for a single file, of which a refusal says nothing about the key."""
        return "{file}" in self.path

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that arrived whole. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def accepted(self) -> bool:
        """Whether the status is one of success."""
        return 200 <= self.status < 300

    @property
    def leads_elsewhere(self) -> bool:
        """Whether it names another address to ask."""
        return self.status in _REDIRECTS and "location" in self.headers

    @property
    def is_page(self) -> bool:
        """Whether it is a web page, such as a login page in front of the ATS."""
        return self.headers.get("content-type", "").lower().startswith("text/html")


def describe(endpoint: Endpoint, reply: Reply) -> str:
    """Say what answered what, for people and for the ATS's support."""
    request_id = reply.headers.get("x-request-id", "")
    known = f", x-request-id {request_id}" if _REQUEST_ID.fullmatch(request_id) else ""
    return f"{endpoint} answered {reply.status}{known}"


def failed_read(endpoint: Endpoint, reply: Reply, *, key_name: str) -> ScreeningError | None:
    """Return the error that a read's status stands for, or ``None`` for success.

    A 429 is not judged here and not below: whoever keeps the turns heeds it first.
    """
    said = describe(endpoint, reply)
    if reply.accepted:
        return None
    if reply.status >= 500 or reply.status in _LATER:
        return Busy(f"{said}; it is tried again later")
    if reply.status == 404 and "{" not in endpoint.path:
        return ContractDrift(f"{said} for a list; check the base address in the settings")
    if 300 <= reply.status < 400:
        return ContractDrift(f"{said}, a redirect; check the base address in the settings")
    return _definite(endpoint, reply, key_name) or ContractDrift(
        f"{said}; this version asks in a way that the ATS does not accept"
    )


def failed_write(endpoint: Endpoint, reply: Reply, *, key_name: str) -> ScreeningError | None:
    """Return the error that a write's answer stands for, or ``None`` when it was accepted.

    Only a definite no counts as one. The rest may have been applied behind the answer.
    """
    said = describe(endpoint, reply)
    if reply.accepted and not reply.is_page:
        return None
    if reply.accepted:
        return OutcomeUnknown(f"{said} with a web page; look whether it was applied")
    if 400 <= reply.status < 500 and reply.status != 408:
        return _definite(endpoint, reply, key_name) or Refused(f"{said}; it was not applied")
    return OutcomeUnknown(f"{said}; look whether it was applied")


def parsed(endpoint: Endpoint, reply: Reply) -> object:
    """Return a read's JSON; a web page is drift, an unfinished text is a passing fault."""
    said = describe(endpoint, reply)
    if reply.is_page:
        raise ContractDrift(
            f"{said} with a web page instead of JSON; a proxy or login page stands in front of "
            "the ATS, or the base address is wrong"
        )
    try:
        value: object = json.loads(reply.body)
    except (ValueError, RecursionError):
        raise Busy(f"{said} with unreadable JSON; it is tried again later") from None
    return value


def parsed_if_possible(reply: Reply) -> object:
    """Return an answer's JSON, or ``None`` when it has none; for answers nobody documents."""
    try:
        value: object = json.loads(reply.body)
    except (ValueError, RecursionError):
        return None
    return value


def _definite(endpoint: Endpoint, reply: Reply, key_name: str) -> ScreeningError | None:
    said = describe(endpoint, reply)
    if reply.status == 403 and endpoint.names_one_file:
        return Gone(f"{said}: this one file is hidden from {key_name}")
    match reply.status:
        case 401:
            return KeyRejected(
                f"{said}: {key_name} is wrong, revoked or expired; "
                "make a new key in the ATS, set it in that environment variable and start again"
            )
        case 403:
            return ScopeMissing(
                f"{said}: {key_name} lacks the scope {endpoint.scope}; "
                "make a key with that scope in the ATS"
            )
        case 404 | 410:
            return Gone(f"{said}: it was deleted, or is hidden from {key_name}")
        case _:
            return None
