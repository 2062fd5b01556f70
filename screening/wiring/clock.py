"""The only clock of the program."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Return the time; the only clock of the program."""
    return datetime.now(UTC)
