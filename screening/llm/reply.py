"""Reading one HTTP answer of an OpenAI-compatible server, whatever it holds, into a typed result.

Such servers answer with error objects under HTTP 200, login pages, empty choices and more; nothing
here raises. Of the answer only the model's own text is kept, and that never reaches a message.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from screening.llm.attempt import Attempt
from screening.llm.dialect import Dialect, Judged, is_object
from screening.llm.failure import Failure, read_failure
from screening.llm.prices import Usage
from screening.model import ModelOutcome

_NAME = re.compile(r"[\w.:/@+ \-]{1,200}", re.ASCII)
_NO_USAGE = Usage()
_NO_ANSWERS = frozenset(
    {
        ModelOutcome.UNAVAILABLE,
        ModelOutcome.RATE_LIMITED,
        ModelOutcome.REJECTED,
        ModelOutcome.OVER_BUDGET,
    }
)
LONGEST_RETRY = timedelta(hours=1)
"""No header puts a question off for longer; a wrong one must not stop the work for days."""
_NOT_JSON = Judged(
    ModelOutcome.UNAVAILABLE,
    hint="the answer is not JSON: check that model.base_url ends in /v1 and is no login page",
)


@dataclass(frozen=True, slots=True)
class Reply:
    """What one attempt brought. ``OK`` means that there is a text, not yet that it is usable."""

    outcome: ModelOutcome
    text: str = ""
    hint: str = ""
    """What an operator should look at; no content."""
    status: int | None = None
    """``None`` when no answer came."""
    form_refused: bool = False
    """Whether the server said no to the form of the answer, and to nothing else."""
    retry_after: timedelta | None = None
    """At most an hour, whatever the server says."""
    usage: Usage = _NO_USAGE
    returned_model: str | None = None
    system_fingerprint: str | None = None
    service_tier: str | None = None
    request_id: str | None = None

    @property
    def repeatable(self) -> bool:
        """Whether the same request may succeed a little later."""
        return self.outcome in {ModelOutcome.UNAVAILABLE, ModelOutcome.RATE_LIMITED}

    @property
    def answered(self) -> bool:
        """Whether a model got the question and said something to it."""
        good = self.status is not None and 200 <= self.status < 300
        return good and self.outcome not in _NO_ANSWERS


def read_reply(
    status: int,
    headers: Mapping[str, str],
    body: bytes,
    *,
    attempt: Attempt,
    dialect: Dialect,
    now: datetime,
) -> Reply:
    """Read an HTTP answer to an attempt; ``headers`` finds names in lower case."""
    found = _object(body)
    root = found or {}
    judged = _judge(status, found, attempt, dialect)
    return Reply(
        outcome=judged.outcome,
        text=judged.text if isinstance(judged, Judged) else "",
        hint=judged.hint,
        status=status,
        form_refused=isinstance(judged, Failure) and judged.form_refused,
        retry_after=_retry_after(headers, now),
        usage=dialect.usage(root),
        returned_model=_name(root.get("model")),
        system_fingerprint=_name(root.get("system_fingerprint")),
        service_tier=_name(root.get("service_tier")),
        request_id=_name(headers.get("x-request-id") or headers.get("apim-request-id")),
    )


def _judge(
    status: int, root: dict[str, object] | None, attempt: Attempt, dialect: Dialect
) -> Judged | Failure:
    if not 200 <= status < 300 or (root and root.get("error")):
        return read_failure(status, root or {}, attempt.form)
    if root is None:
        return _NOT_JSON
    return dialect.judge(root, attempt.name)


def _object(body: bytes) -> dict[str, object] | None:
    """Read a JSON object; Google's server puts an error into a list."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if isinstance(found, list) and len(found) == 1:
        found = found[0]
    return found if is_object(found) else None


def _name(value: object) -> str | None:
    """Keep a short plain name; anything else from a foreign server is not recorded."""
    return value if isinstance(value, str) and _NAME.fullmatch(value) else None


def _retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Read ``Retry-After`` as seconds or as a date; ``None`` when absent or unreadable."""
    stated = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,18}(\.[0-9]{1,18})?", stated):
        return timedelta(seconds=min(float(stated), LONGEST_RETRY.total_seconds()))
    try:
        moment = parsedate_to_datetime(stated)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:  # as in the two older ways of writing it, which mean the same
        moment = moment.replace(tzinfo=UTC)
    return min(max(moment - now, timedelta(0)), LONGEST_RETRY)
