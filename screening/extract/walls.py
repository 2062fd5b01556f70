"""Sets the child's own limits, as far as the platform has them.

Windows has no ``resource`` module: there only the parent's deadline holds, and memory is not
limited. macOS does not enforce the address space limit.
"""

import math
import signal
import sys
from contextlib import suppress
from pathlib import Path

from screening.extract.limits import MEGABYTE, ReadingLimits

_OPEN_FILES = 64
_PLAIN_CHILD = 256 * MEGABYTE


def set_walls(limits: ReadingLimits) -> None:
    """Limit memory, CPU, files, processes and core dumps of this process, for good."""
    if sys.platform == "win32":
        return
    import resource

    seconds = math.ceil(limits.duration.total_seconds())
    walls = {
        resource.RLIMIT_AS: _address_space() + limits.memory_bytes,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: _OPEN_FILES,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_CORE: 0,
    }
    for wall, most in walls.items():
        _lower(wall, most)
    # should the parent die first, nobody else ends a child that hangs
    signal.setitimer(signal.ITIMER_REAL, 2 * seconds)


def _lower(wall: int, most: int) -> None:
    """Lower one limit; a platform that refuses leaves the parent's deadline to hold.

    The hard limit lies one above: at the soft limit of CPU comes a signal that says so, while
    at the hard one comes the same kill as when the machine has no memory left.
    """
    import resource

    _, hard = resource.getrlimit(wall)
    beyond = most + 1 if most else 0
    if hard != resource.RLIM_INFINITY:
        most, beyond = min(most, hard), min(beyond, hard)
    with suppress(ValueError, OSError):
        resource.setrlimit(wall, (most, beyond))


def _address_space() -> int:
    """Return what the bare child holds already."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except (OSError, ValueError):
        return _PLAIN_CHILD
    import resource

    return pages * resource.getpagesize()
