"""Guards for every test: no test reaches a real model, another machine or a person's key."""

import os
import sys
from collections.abc import Iterator
from ipaddress import ip_address

import pytest

_CONNECTING = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_RESOLVING = frozenset({"socket.getaddrinfo", "socket.gethostbyname"})
_HERE = frozenset({"", "localhost", "localhost.localdomain"})


def _is_here(host: object) -> bool:
    """Tell whether a host is this machine; a name that must be looked up is not."""
    text = host.decode() if isinstance(host, bytes) else host
    if text is None or text in _HERE:
        return True
    try:
        return ip_address(str(text)).is_loopback
    except ValueError:
        return False


def _stay_here(event: str, arguments: tuple[object, ...]) -> None:
    """Fail the test that is about to leave this machine.

    An audit hook sees every socket of this process, asyncio's included. The failure is no
    ``Exception``, so that no code under test can take it for a broken connection.
    """
    if event in _CONNECTING:
        address = arguments[1]  # a path for a socket in the file system, None for a connected one
        outside = isinstance(address, tuple) and not _is_here(address[0])
    elif event in _RESOLVING:
        outside = not _is_here(arguments[0])
    else:
        return
    if outside:
        pytest.fail("a test must not reach another machine", pytrace=True)


sys.addaudithook(_stay_here)


@pytest.fixture(scope="session", autouse=True)
def no_key_from_outside() -> Iterator[None]:
    """Take out of the environment what the developer's own shell holds for a real model."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("OPENAI_", "SCREENING_"))]:
            if not name.startswith("SCREENING_TEST_"):
                patch.delenv(name)
        yield


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Run async tests on asyncio only, as the worker does."""
    return "asyncio"
