"""How a process that read a file may end, and what that says about the file."""

import signal

from screening.errors import Unreadable
from screening.model.reading import UnreadableReason

_ENDED_BY = {
    "SIGXCPU": UnreadableReason.TIMED_OUT,
    "SIGALRM": UnreadableReason.TIMED_OUT,
    "SIGKILL": UnreadableReason.OUT_OF_MEMORY,
}
"""Signals that tell more than a crash; we send none of them before the child has answered."""


class NoAnswer(Unreadable):
    """The child did not say this itself; a second one may say something else."""


def death(code: int) -> UnreadableReason:
    """Name the cause of a child's death from its exit code, negative for a signal."""
    try:
        name = signal.Signals(-code).name
    except ValueError:
        return UnreadableReason.CRASHED
    return _ENDED_BY.get(name, UnreadableReason.CRASHED)
