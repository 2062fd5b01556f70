"""What the model has cost and may cost, counted in the same transaction that lets a call begin.

Whole millionths of a dollar, rounded up, so that a database can add them exactly.
"""

from datetime import datetime, timedelta
from decimal import ROUND_CEILING, Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.elements import ColumnElement

from screening.errors import BudgetSpent, NotAssessed
from screening.model import (
    Budget,
    ModelCall,
    ModelOutcome,
    PlannedCall,
    RequisitionId,
    ScreeningId,
    TenantId,
)
from screening.store.tables import model_calls

_REJECTED = 400
"""From this status on the server has answered without a model's work, and takes no money ..."""
_PERHAPS_AT_WORK = frozenset({408, 499, 502, 504, 524})
"""... unless only a gateway has answered, that would not wait for the model."""


def micros(usd: Decimal | None) -> int | None:
    """Return dollars as millionths, rounded up; ``None`` stays unknown."""
    if usd is None:
        return None
    return int((usd * 1_000_000).to_integral_value(rounding=ROUND_CEILING))


def charged(call: ModelCall) -> dict[str, int]:
    """Tell what an ended call counts; what nobody can tell stays at the most it could be."""
    status = call.status or 0
    rejected = status >= _REJECTED and status not in _PERHAPS_AT_WORK
    known: dict[str, int] = {}
    if call.input_tokens is not None and call.output_tokens is not None:
        known["charged_tokens"] = call.input_tokens + call.output_tokens
    elif rejected or call.status is None:
        # money may have gone, but a silent server must not use up what a screening may ask
        known["charged_tokens"] = 0
    cost = micros(call.cost_usd)
    if cost is not None:
        known["charged_micro_usd"] = cost
    elif rejected:
        known["charged_micro_usd"] = 0
    return known


async def check(
    connection: AsyncConnection,
    planned: PlannedCall,
    budget: Budget,
    *,
    tenant: TenantId,
    requisition: RequisitionId | None,
    screening: ScreeningId,
) -> None:
    """Let a call begin, or raise ``NotAssessed(OVER_BUDGET)`` or ``BudgetSpent``."""
    own = model_calls.c.screening == screening
    tokens, spent = model_calls.c.charged_tokens, model_calls.c.charged_micro_usd
    if await _over(connection, tokens, planned.most_tokens, budget.screening_tokens, own):
        raise _refused("candidacy_tokens")
    price = micros(planned.most_usd)
    if price is None:
        return
    if await _over(connection, spent, price, micros(budget.screening_usd), own):
        raise _refused("candidacy_usd")
    day, month = _beginnings(planned.started_at, budget.zone)
    ours = model_calls.c.tenant == tenant
    in_month = (ours, model_calls.c.started_at >= month)
    of_requisition = (*in_month, model_calls.c.requisition == requisition)
    cap = micros(budget.requisition_usd) if requisition is not None else None
    if await _over(connection, spent, price, cap, *of_requisition):
        raise _refused("requisition_usd")
    if await _over(connection, spent, price, micros(budget.month_usd), *in_month):
        raise _spent(_next_month(month), "month_usd")
    today = (ours, model_calls.c.started_at >= day)
    if await _over(connection, spent, price, micros(budget.day_usd), *today):
        raise _spent(_next_day(day), "day_usd")


async def _over(
    connection: AsyncConnection,
    column: ColumnElement[int],
    more: int,
    cap: int | None,
    *where: ColumnElement[bool],
) -> bool:
    if cap is None:
        return False
    query = select(func.coalesce(func.sum(column), 0)).where(*where)
    return int((await connection.execute(query)).scalar_one()) + more > cap


def _beginnings(now: datetime, zone: str) -> tuple[datetime, datetime]:
    day = now.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    return day, day.replace(day=1)


def _next_day(day: datetime) -> datetime:
    return (day + timedelta(days=1, hours=6)).replace(hour=0)  # a day may have 25 hours


def _next_month(month: datetime) -> datetime:
    return (month + timedelta(days=32)).replace(day=1)


def _refused(setting: str) -> NotAssessed:
    return NotAssessed(
        ModelOutcome.OVER_BUDGET,
        f"budget.{setting} does not allow another call for this candidacy; nothing was sent",
    )


def _spent(until: datetime, setting: str) -> BudgetSpent:
    return BudgetSpent(until, f"budget.{setting} is used up; the model is asked again after that")
