"""Keys come from the environment, never from the settings file.

Nothing here knows the settings; the caller says which setting is meant.
"""

from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from pydantic import SecretStr

from screening.errors import Misconfigured

LOCAL_KEY = "no-key-needed"
"""What is sent to an address on this machine when no key is set; the simulators accept it."""


def is_here(base_url: str) -> bool:
    """Tell whether an address is on this machine; such an address needs no key."""
    host = urlsplit(base_url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def find_key(
    name: str | None, base_url: str, environ: Mapping[str, str], *, setting: str
) -> SecretStr:
    """Return the key in the variable ``name``; raise ``Misconfigured`` naming the ``setting``."""
    value = environ.get(name, "").strip() if name else ""
    if not value and is_here(base_url):
        return SecretStr(LOCAL_KEY)
    if name is None:
        raise Misconfigured(
            f"{setting} is missing: name the environment variable that holds the key."
        )
    if not value:
        raise Misconfigured(
            f"{setting} names {name}, but that environment variable is empty or not set: "
            f"export {name}=... before starting."
        )
    if not all("!" <= character <= "~" for character in value):
        raise Misconfigured(
            f"{setting} names {name}, but its value holds a space, a line break or a character "
            "that no key has: set it again, with the key alone."
        )
    return SecretStr(value)
