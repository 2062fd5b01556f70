"""Days that are written as such in a cell: "2026-04-01T09:00:00"."""

from datetime import datetime


def day_number(text: str) -> float | None:
    """Return the day count from 1900 that other cells hold; ``None`` for what is no day."""
    try:
        moment = datetime.fromisoformat(text.strip().removesuffix("Z"))
    except ValueError:
        return None
    passed = moment.replace(tzinfo=None) - datetime(1899, 12, 30)  # noqa: DTZ001  # no zones here
    return passed.total_seconds() / 86_400
