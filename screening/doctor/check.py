"""One thing that the doctor looked at, and how it is."""

from enum import StrEnum

from screening.model import Value


class State(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


class Check(Value):
    """One thing that was looked at."""

    name: str
    state: State
    says: str


def ok(name: str, says: str) -> Check:
    """Say that something is in order."""
    return Check(name=name, state=State.OK, says=says)


def warn(name: str, says: str) -> Check:
    """Say what a person should know."""
    return Check(name=name, state=State.WARN, says=says)


def fail(name: str, says: str) -> Check:
    """Say what does not work."""
    return Check(name=name, state=State.FAIL, says=says)
