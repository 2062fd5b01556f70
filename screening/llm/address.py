"""The model's address and key, checked before anything is sent."""

import ipaddress
from urllib.parse import urlsplit

from pydantic import SecretStr

from screening.errors import Misconfigured


def checked_address(base_url: str) -> str:
    """Return the address; raise ``Misconfigured`` unless it is a plain http or https address."""
    try:
        parts = urlsplit(base_url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
        usable = usable and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable:
        raise Misconfigured(
            "model.base_url is not an http or https address; write it like https://host/v1"
        )
    if parts.username or parts.password or parts.query or parts.fragment:
        raise Misconfigured(
            "model.base_url must hold no user, password, question mark or #;"
            " name the key in model.key_env"
        )
    return base_url


def checked_key(key: SecretStr) -> str:
    """Return the key; raise ``Misconfigured`` when it cannot be sent in a header."""
    value = key.get_secret_value()
    if not value or not value.isascii() or not value.isprintable() or " " in value:
        raise Misconfigured(
            "the model's key is empty or holds a space, a line end or a foreign character:"
            " check the variable that model.key_env names"
        )
    return value


def is_loopback(address: str) -> bool:
    """Tell whether an address is on this machine; such calls never go through a proxy."""
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
