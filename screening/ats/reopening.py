"""When a limited ATS may be asked again, told from the headers of its answer."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST = timedelta(minutes=15)
"""No header keeps us waiting for longer; a wrong clock over there must not stop a tenant."""

_UNTOLD = timedelta(seconds=60)
_NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{1,9})?")
_FIRST_EPOCH_SECOND = 1e9
_FIRST_EPOCH_MILLISECOND = 1e11


def reopening(headers: Mapping[str, str], now: datetime) -> datetime:
    """Return when the allowance opens again after a 429: the latest time that a header names.

    Times in the past say nothing; with no time at all, a whole window of 60 seconds is assumed.
    """
    told = [moment(headers.get(name), now) for name in ("x-reset-at", "retry-after")]
    ahead = [time for time in told if time is not None and time > now]
    return min(max(ahead, default=now + _UNTOLD), now + LONGEST)


def moment(text: str | None, now: datetime) -> datetime | None:
    """Read seconds from now, an epoch in seconds or milliseconds, an HTTP date or ISO 8601."""
    if not text:
        return None
    text = text.strip()
    try:
        time = _from_number(float(text), now) if _NUMBER.fullmatch(text) else _from_date(text)
    except (ValueError, OverflowError, OSError):
        return None
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time


def whole_number(text: str | None) -> int | None:
    """Read a count; ``None`` when it is not one."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def _from_number(number: float, now: datetime) -> datetime:
    if number < _FIRST_EPOCH_SECOND:
        return now + timedelta(seconds=number)
    seconds = number if number < _FIRST_EPOCH_MILLISECOND else number / 1000
    return datetime.fromtimestamp(seconds, tz=UTC)


def _from_date(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return parsedate_to_datetime(text)
