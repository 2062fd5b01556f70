"""Addresses: which may be asked, and which may be sent our key."""

import ipaddress
import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote

from screening.ats.answers import Endpoint
from screening.errors import Gone

_HOST = re.compile(r"[A-Za-z0-9._:-]+")
_PORTS = {"https": 443, "http": 80}


class Origin(NamedTuple):
    """Who answers at an address: the same origin is the same party. The host is in ASCII."""

    scheme: str
    host: str
    port: int | None

    @classmethod
    def of(cls, scheme: str, host: str, port: int | None) -> "Origin":
        """Name the origin with its default port filled in."""
        return cls(scheme, host, port or _PORTS.get(scheme))

    @property
    def is_loopback(self) -> bool:
        """Whether it is this machine."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def is_usable(self) -> bool:
        """Whether an ATS may live there: encrypted, or on this machine."""
        if not _HOST.fullmatch(self.host):
            return False
        return self.scheme == "https" or (self.scheme == "http" and self.is_loopback)

    def may_lead_to(self, target: "Origin") -> bool:
        """Tell whether a download may be redirected there; nobody sends us to our own machine."""
        if target.is_loopback and not self.is_loopback:
            return False
        return target.is_usable


def path_of(endpoint: Endpoint, ids: Mapping[str, str]) -> str:
    """Fill an end point's template; an id can never lead to another end point."""
    if any(text in ("", ".", "..") for text in ids.values()):
        raise Gone(f"{endpoint}: an empty id names nothing")
    return endpoint.path.format_map({name: quote(text, safe="") for name, text in ids.items()})
