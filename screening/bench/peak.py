"""The most memory that this process and its children held since a moment, where Linux tells it."""

import re
from pathlib import Path

_PROCESS = Path("/proc/self")
_PEAK = re.compile(r"^VmHWM:\s+(\d+) kB$", re.MULTILINE)
_FORGET_PEAK = "5"


class Peak:
    """Forgets earlier peaks when it is made, so that each piece of work shows its own."""

    def __init__(self) -> None:
        for process in _family(_PROCESS):
            _forget(process)

    @property
    def own_bytes(self) -> int | None:
        """The peak of this process; ``None`` where the system does not tell."""
        return _peak(_PROCESS)

    @property
    def children_bytes(self) -> int | None:
        """The highest peak among the children that still run; ``None`` without any."""
        peaks = [found for one in _family(_PROCESS)[1:] if (found := _peak(one)) is not None]
        return max(peaks, default=None)


def _family(process: Path) -> list[Path]:
    """Return a process and all that it started, as far as they still run."""
    family = [process]
    for task in _entries(process / "task"):
        for child in _text(task / "children").split():
            family += _family(Path("/proc") / child)
    return family


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace")
    except OSError:  # not Linux, or the process has ended
        return ""


def _forget(process: Path) -> None:
    try:
        (process / "clear_refs").write_text(_FORGET_PEAK, encoding="ascii")
    except OSError:
        return


def _peak(process: Path) -> int | None:
    found = _PEAK.search(_text(process / "status"))
    return int(found[1]) * 1024 if found else None
