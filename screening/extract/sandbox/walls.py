"""Sets the walls around a process that reads a file, as far as the platform has them.

Linux has all of them. macOS has the limits but does not enforce the one on address space. Windows
has none: there only the worker's deadline holds. A wall that is refused (an old kernel, a container
that forbids filters) is left out; ``sandbox.walls_in_force`` says which ones hold.
"""

import json
import math
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from screening.extract.limits import MEGABYTE, ReadingLimits
from screening.extract.sandbox import filters, landlock
from screening.extract.sandbox.kernel import machine

_OPEN_FILES = 64
_OPEN_FILES_OF_PROGRAMS = 256
_LARGEST_PICTURE = 256 * MEGABYTE
_PLAIN_CHILD = 256 * MEGABYTE
_PACKAGE = Path(__file__).resolve().parents[2]
_LIBRARIES = (
    "/lib",
    "/lib32",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/usr/local/share",
    "/usr/share",  # fonts
)
_SMALL_FILES = (
    "/dev/null",
    "/dev/urandom",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/mime.types",
    "/sys/devices/system/cpu",
)
_PROGRAMS = ("/usr", "/bin", "/sbin", "/opt", "/nix")
_OF_PROGRAMS = ("/etc", "/sys", "/proc/cpuinfo", "/proc/meminfo", "/dev/urandom")


class Wall(StrEnum):
    """What keeps a process that reads a file from doing harm."""

    MEMORY = "memory"
    CPU = "cpu"
    CLOCK = "clock"
    """It ends by itself should the worker, which has the real deadline, be gone."""
    OPEN_FILES = "open_files"
    FILE_SIZE = "file_size"
    """No file can grow: nothing can be written."""
    CORE = "core"
    PROCESSES = "processes"
    """It can start no other process."""
    SYSTEM_CALLS = "system_calls"
    """A filter: no network, no program, no other process, no change to any file."""
    FILES = "files"
    """Only what libraries need can be opened, not the worker's settings, data or environment."""


def places() -> int | None:
    """Prepare the fence around files that ``set_walls`` enters; ``None`` without Landlock."""
    return landlock.prepared(_python())


def set_walls(limits: ReadingLimits, *, places: int | None) -> tuple[Wall, ...]:
    """Put all walls around this process, which reads text, for good; return those that hold."""
    if sys.platform == "win32":
        return ()
    import resource

    hard = {
        Wall.MEMORY: (resource.RLIMIT_AS, _address_space() + limits.memory_bytes),
        Wall.CPU: (resource.RLIMIT_CPU, _seconds(limits.duration)),
        Wall.FILE_SIZE: (resource.RLIMIT_FSIZE, 0),
        Wall.OPEN_FILES: (resource.RLIMIT_NOFILE, _OPEN_FILES),
        Wall.PROCESSES: (resource.RLIMIT_NPROC, 0),
        Wall.CORE: (resource.RLIMIT_CORE, 0),
    }
    walls = {wall for wall, (kind, most) in hard.items() if _lower(kind, most)}
    if os.geteuid() == 0:  # an administrator's processes are not counted
        walls.discard(Wall.PROCESSES)
    walls |= _clock(limits.duration)
    if places is not None and landlock.enter(places):
        walls.add(Wall.FILES)
    kind = machine()
    if kind is not None and filters.install(filters.for_text(kind)):
        walls |= {Wall.SYSTEM_CALLS, Wall.PROCESSES}
    return _named(walls)


def set_recognition_walls(limits: ReadingLimits, folder: Path) -> tuple[Wall, ...]:
    """Put walls around the process that recognises pictures; return those that hold.

    It may use threads, start programs and write below ``folder``. Where there is no Landlock, it
    may write wherever the worker may, but has no network all the same.
    """
    if sys.platform == "win32":
        return ()
    import resource

    seconds = _seconds(limits.recognition_duration) * (os.cpu_count() or 1)
    hard = {
        Wall.MEMORY: (resource.RLIMIT_AS, _address_space() + limits.recognition_memory_bytes),
        Wall.CPU: (resource.RLIMIT_CPU, seconds),
        Wall.OPEN_FILES: (resource.RLIMIT_NOFILE, _OPEN_FILES_OF_PROGRAMS),
        Wall.CORE: (resource.RLIMIT_CORE, 0),
    }
    walls = {wall for wall, (kind, most) in hard.items() if _lower(kind, most)}
    _lower(resource.RLIMIT_FSIZE, _LARGEST_PICTURE)
    walls |= _clock(limits.recognition_duration)
    fence = landlock.prepared([*_python(), *_programs()], write=[str(folder)])
    if fence is not None and landlock.enter(fence):
        walls.add(Wall.FILES)
    kind = machine()
    if kind is not None and filters.install(filters.for_recognition(kind)):
        walls.add(Wall.SYSTEM_CALLS)
    return _named(walls)


def _named(walls: set[Wall]) -> tuple[Wall, ...]:
    if sys.platform != "linux":  # it is accepted elsewhere, and not enforced
        walls.discard(Wall.MEMORY)
    return tuple(wall for wall in Wall if wall in walls)


def _seconds(duration: timedelta) -> int:
    return math.ceil(duration.total_seconds())


def _clock(duration: timedelta) -> set[Wall]:
    """End this process by itself: should its parent die first, nobody else would."""
    signal.setitimer(signal.ITIMER_REAL, 2 * _seconds(duration))
    return {Wall.CLOCK}


def _lower(wall: int, most: int) -> bool:
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
        return True
    return False


def _address_space() -> int:
    """Return what the bare child holds already."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except (OSError, ValueError):
        return _PLAIN_CHILD
    import resource

    return pages * resource.getpagesize()


def _python() -> Iterator[tuple[str, int]]:
    """Yield what Python and its libraries read, now or when a module is imported later.

    The folder above our package is not among them: it may be a checkout, with all that lies there.
    """
    for path in {sys.prefix, sys.exec_prefix, sys.base_prefix, *sys.path} - {str(_PACKAGE.parent)}:
        if os.path.isabs(path):  # noqa: PTH117  # before every file: no object for a name
            yield path, landlock.READ
    for path in (str(_PACKAGE), *_LIBRARIES, *_SMALL_FILES):
        yield path, landlock.READ


def _programs() -> Iterator[tuple[str, int]]:
    """Yield where programs, their libraries and their data are."""
    folders = os.get_exec_path()
    for path in (*_PROGRAMS, *_LIBRARIES, *folders):
        yield path, landlock.RUN
    for path in _OF_PROGRAMS:
        yield path, landlock.READ
    yield "/dev/null", landlock.READ | landlock.WRITE_FILE


def main() -> None:
    """Put the walls up and say which ones hold."""
    walls = set_walls(ReadingLimits.model_validate_json(sys.argv[1]), places=places())
    print(json.dumps(walls))  # noqa: T201


if __name__ == "__main__":
    main()
