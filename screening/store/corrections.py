"""What recruiters said of our findings, and whose comments are to be read for it."""

from datetime import datetime, timedelta

from sqlalchemy import (
    ScalarSelect,
    Subquery,
    and_,
    case,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.elements import ColumnElement

from screening.model import (
    CandidacyId,
    CandidacyRef,
    Correction,
    EffectState,
    Outcome,
    TenantId,
)
from screening.store.database import Database
from screening.store.keys import work_id
from screening.store.rows import Cell, add_once, locked, remember
from screening.store.stored import write
from screening.store.tables import candidacies, corrections, effects, hearings, screenings

FIRST_HEARING = timedelta(minutes=10)
"""How long after a comment of ours the answers to it are read for the first time."""


class SqlCorrections:
    """The corrections of all candidacies."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, ref: CandidacyRef) -> tuple[Correction, ...]:
        """Return a candidacy's corrections, oldest first."""
        return await self._database.read(lambda connection: _of(connection, ref))

    async def keep(self, correction: Correction) -> bool:
        """Keep one; ``False`` when this comment's word on this requirement is known already.

        A comment that was edited has another word: both are kept, and the later one counts.
        """
        return await self._database.write(lambda connection: _keep(connection, correction))

    async def to_hear(
        self, tenant: TenantId, *, now: datetime, limit: int
    ) -> tuple[CandidacyRef, ...]:
        """Return candidacies with a comment of ours whose answers are due, oldest first."""
        return await self._database.read(
            lambda connection: _to_hear(connection, tenant, now=now, limit=limit)
        )

    async def heard(self, ref: CandidacyRef, *, next_at: datetime | None) -> None:
        """Note when to read a candidacy's comments again; ``None``: not before our next comment."""
        await self._database.write(lambda connection: _heard(connection, ref, next_at=next_at))


async def _of(connection: AsyncConnection, ref: CandidacyRef) -> tuple[Correction, ...]:
    query = (
        select(corrections.c.correction)
        .where(corrections.c.candidacy == work_id(ref))
        .order_by(corrections.c.said_at, corrections.c.comment_id, corrections.c.requirement_id)
    )
    found = (await connection.execute(query)).scalars()
    return tuple(Correction.model_validate_json(text) for text in found)


async def _keep(connection: AsyncConnection, correction: Correction) -> bool:
    work = work_id(correction.ref)
    await locked(connection, work)
    said = [
        one
        for one in await _of(connection, correction.ref)
        if one.comment_id == correction.comment_id
        and one.requirement_id == correction.requirement_id
    ]
    if said and said[-1].answer is correction.answer:
        return False
    # A comment has one row for each word it ever had on a requirement; the value has its true id.
    row: dict[str, Cell] = {
        "candidacy": work,
        "comment_id": f"{correction.comment_id} #{len(said) + 1}"
        if said
        else correction.comment_id,
        "requirement_id": correction.requirement_id,
        "said_at": correction.said_at,
        "correction": write(correction),
    }
    await connection.execute(insert(corrections).values(row))
    detail: dict[str, str | int | None] = {
        "requirement": correction.requirement_id,
        "before": correction.before,
        "answer": correction.answer,
        "by": correction.by,
    }
    await remember(
        connection,
        work,
        "correction.kept",
        at=correction.said_at,
        screening=correction.screening_id,
        detail=detail,
    )
    return True


async def _to_hear(
    connection: AsyncConnection, tenant: TenantId, *, now: datetime, limit: int
) -> tuple[CandidacyRef, ...]:
    told = _told()
    unheard = or_(hearings.c.heard_at.is_(None), hearings.c.heard_at < told.c.at)
    due = case((unheard, told.c.at), else_=hearings.c.next_at)
    query = (
        select(candidacies.c.candidacy_id)
        .join(told, told.c.candidacy == candidacies.c.id)
        .outerjoin(hearings, hearings.c.candidacy == candidacies.c.id)
        .where(candidacies.c.tenant == tenant)
        .where(or_(and_(unheard, told.c.at <= now - FIRST_HEARING), hearings.c.next_at <= now))
        .order_by(due, candidacies.c.candidacy_id)
        .limit(limit)
    )
    found = (await connection.execute(query)).scalars()
    return tuple(CandidacyRef(tenant=tenant, id=CandidacyId(one)) for one in found)


def _told() -> Subquery:
    """Tell when our latest comment with findings was sent, for each candidacy that has one."""
    query = (
        select(screenings.c.candidacy, func.max(effects.c.sent_at).label("at"))
        .join(effects, effects.c.screening == screenings.c.id)
        .where(*_has_findings())
        .group_by(screenings.c.candidacy)
    )
    return query.subquery()


def _has_findings() -> tuple[ColumnElement[bool], ...]:
    return (
        effects.c.kind == "comment",
        effects.c.state == EffectState.CONFIRMED,
        or_(screenings.c.outcome.is_(None), screenings.c.outcome != Outcome.NOT_SCREENED),
    )


async def _heard(
    connection: AsyncConnection, ref: CandidacyRef, *, next_at: datetime | None
) -> None:
    """Note it with the comment of ours up to which was heard: a later one begins anew."""
    work = work_id(ref)
    await add_once(connection, hearings, {"candidacy": work})
    latest: ScalarSelect[datetime | None] = (
        select(func.max(effects.c.sent_at))
        .join(screenings, screenings.c.id == effects.c.screening)
        .where(screenings.c.candidacy == work, *_has_findings())
        .scalar_subquery()
    )
    statement = update(hearings).where(hearings.c.candidacy == work)
    await connection.execute(statement.values(heard_at=latest, next_at=next_at))
