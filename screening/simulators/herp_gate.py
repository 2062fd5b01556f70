"""Who may call the simulated HERP Hire, and how often: keys, scopes and the tenant's window."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from starlette.responses import Response

from screening.ports import Clock
from screening.simulators.herp_faults import Route
from screening.simulators.herp_view import when
from screening.simulators.wire import as_json

WINDOW = timedelta(seconds=60)

MESSAGES = {
    400: "リクエストが正しくありません",
    401: "認証に失敗しました",
    403: "権限がありません",
    404: "応募が見つかりません",
    429: "リクエスト数の上限に達しました",
    500: "予期しないエラーが発生しました",
}


def problem(status: int, message: str | None = None) -> Response:
    """Answer with a status and a sentence in Japanese, without any code."""
    return as_json({"message": message or MESSAGES[status]}, status)


class Gate:
    """Checks keys and counts the tenant's requests in fixed windows of one minute."""

    def __init__(
        self, keys: Mapping[str, frozenset[str]], *, clock: Clock, limit: int | None
    ) -> None:
        self._keys = dict(keys)
        self._expiry: dict[str, datetime] = {}
        self._clock = clock
        self._limit = limit
        self._opened_at: datetime | None = None
        self._used = 0

    def expire(self, key: str, at: datetime | None) -> None:
        """Let a key be refused from a time on; ``None`` means now."""
        if key not in self._keys:
            raise KeyError("no such key")
        self._expiry[key] = at or self._clock()

    def spend(self, requests: int) -> None:
        """Use up a part of the window, as another integration of the tenant does."""
        self._open_window()
        self._used += requests

    def refusal(self, authorization: str | None, route: Route | None) -> Response | None:
        """Return why a request is not let in, or ``None``; counts it when its key is good."""
        key = self._key(authorization)
        if key is None:
            return problem(401)
        self._open_window()
        if self._limit is not None and self._used >= self._limit:
            return self.stamped(problem(429))
        self._used += 1
        if route is not None and route.scope not in self._keys[key]:
            return self.stamped(problem(403))
        return None

    def stamped(self, response: Response) -> Response:
        """Add the two headers that tell how much of the window is left."""
        if self._limit is not None and self._opened_at is not None:
            left = max(0, self._limit - self._used)
            response.headers["x-remaining-request"] = str(left)
            response.headers["x-reset-at"] = when(_whole_second_after(self._opened_at + WINDOW))
        return response

    def _key(self, authorization: str | None) -> str | None:
        scheme, _, key = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or key not in self._keys:
            return None
        expires_at = self._expiry.get(key)
        return None if expires_at is not None and self._clock() >= expires_at else key

    def _open_window(self) -> None:
        now = self._clock()
        if self._opened_at is None or now >= self._opened_at + WINDOW:
            self._opened_at = now
            self._used = 0


def _whole_second_after(time: datetime) -> datetime:
    return datetime.fromtimestamp(math.ceil(time.timestamp()), UTC)
