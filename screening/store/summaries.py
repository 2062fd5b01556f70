"""What was recorded, for people: a candidacy's history, and a tenant's candidacies in a table."""

import json
from decimal import Decimal

from sqlalchemy import RowMapping, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from screening.model import (
    CandidacyId,
    CandidacyRef,
    EffectState,
    Event,
    Outcome,
    Reason,
    ScreeningId,
    Tally,
    TenantId,
)
from screening.store.keys import work_id
from screening.store.stored import read_record
from screening.store.tables import candidacies, effects, events, model_calls, screenings


async def history(connection: AsyncConnection, ref: CandidacyRef) -> tuple[Event, ...]:
    """Return a candidacy's events, oldest first."""
    query = select(events).where(events.c.candidacy == work_id(ref)).order_by(events.c.id)
    return tuple(_event(row) for row in (await connection.execute(query)).mappings())


async def tally(connection: AsyncConnection, tenant: TenantId) -> tuple[Tally, ...]:
    """Return a tenant's candidacies, in the order of their ids, each with its latest screening."""
    last = (
        select(screenings.c.candidacy, func.max(screenings.c.number).label("number"))
        .group_by(screenings.c.candidacy)
        .subquery()
    )
    query = (
        select(candidacies, screenings, effects.c.remote_id, effects.c.state)
        .select_from(candidacies)
        .outerjoin(last, last.c.candidacy == candidacies.c.id)
        .outerjoin(
            screenings,
            and_(screenings.c.candidacy == candidacies.c.id, screenings.c.number == last.c.number),
        )
        .outerjoin(
            effects, and_(effects.c.screening == screenings.c.id, effects.c.kind == "comment")
        )
        .where(candidacies.c.tenant == tenant)
        .order_by(candidacies.c.candidacy_id)
    )
    costs = await _costs(connection, tenant)
    return tuple(_tally(row, costs) for row in (await connection.execute(query)).mappings())


async def _costs(connection: AsyncConnection, tenant: TenantId) -> dict[str, list[Decimal | None]]:
    query = (
        select(model_calls.c.screening, model_calls.c.cost_usd)
        .join(screenings, screenings.c.id == model_calls.c.screening)
        .join(candidacies, candidacies.c.id == screenings.c.candidacy)
        .where(candidacies.c.tenant == tenant)
    )
    costs: dict[str, list[Decimal | None]] = {}
    for row in await connection.execute(query):
        costs.setdefault(row.screening, []).append(row.cost_usd)
    return costs


def _tally(row: RowMapping, costs: dict[str, list[Decimal | None]]) -> Tally:
    screening = row[screenings.c.id]
    outcome, reason, record = (row[screenings.c[name]] for name in ("outcome", "reason", "record"))
    state = row[effects.c.state]
    spent = costs.get(screening, [])
    known = [cost for cost in spent if cost is not None]
    return Tally(
        ref=CandidacyRef(
            tenant=TenantId(row[candidacies.c.tenant]),
            id=CandidacyId(row[candidacies.c.candidacy_id]),
        ),
        screening_id=screening and ScreeningId(screening),
        outcome=outcome and Outcome(outcome),
        reason=reason and Reason(reason),
        record=record and read_record(record),
        comment_id=row[effects.c.remote_id],
        comment_state=state and EffectState(state),
        model_calls=len(spent),
        cost_usd=sum(known, Decimal(0)) if known else None,
        started_at=row[screenings.c.opened_at] or row[candidacies.c.since],
        ended_at=row[screenings.c.ended_at],
        next_at=row[candidacies.c.next_at],
    )


def _event(row: RowMapping) -> Event:
    screening = row["screening"]
    return Event(
        at=row["at"],
        name=row["name"],
        screening_id=screening and ScreeningId(screening),
        detail=json.loads(row["detail"]),
    )
