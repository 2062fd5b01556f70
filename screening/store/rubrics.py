"""The rubrics that were made of the ATS's texts, and what people said of them.

Rows are only ever added. Of one text, the latest approved rubric stands; without one, the first
that was kept, so that two workers that made two at once judge by the same.
"""

import json
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from screening.errors import Misconfigured
from screening.model import Approval, Fingerprint, RequisitionId, Rubric, TenantId
from screening.store.database import Database
from screening.store.failures import LedgerDefect
from screening.store.stored import write
from screening.store.tables import rubrics

_NEWEST = 1


class SqlRubricBook:
    """The book of rubrics."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(
        self, tenant: TenantId, requisition: RequisitionId, text_hash: Fingerprint
    ) -> Rubric | None:
        """Return the rubric that stands for exactly this text."""
        query = _standing(_of(tenant, requisition), rubrics.c.text_hash == text_hash)
        return await self._database.read(lambda connection: _first(connection, query))

    async def all(self, tenant: TenantId, requisition: RequisitionId) -> tuple[Rubric, ...]:
        """Return every rubric of a requisition, oldest first."""
        query = select(rubrics.c.rubric).where(_of(tenant, requisition)).order_by(rubrics.c.id)
        return await self._database.read(lambda connection: _every(connection, query))

    async def keep(self, tenant: TenantId, rubric: Rubric, *, now: datetime) -> Rubric:
        """Keep a rubric and return the one that stands."""
        named = _named(rubric)
        query = _standing(_of(tenant, rubric.requisition_id), rubrics.c.text_hash == named)

        async def kept(connection: AsyncConnection) -> Rubric:
            await _one_at_a_time(connection, tenant)
            standing = await _first(connection, query)
            if standing is None:
                await connection.execute(insert(rubrics).values(_row(tenant, rubric, now)))
            return standing or rubric

        return await self._database.write(kept)

    async def approve(self, tenant: TenantId, rubric: Rubric, approval: Approval) -> Rubric:
        """Let a rubric stand for its text from now on."""
        approved = rubric.model_copy(update={"approval": approval})
        row = _row(tenant, approved, approval.at) | {"approved_at": approval.at}
        await self._database.write(lambda connection: connection.execute(insert(rubrics), row))
        return approved


def _row(tenant: TenantId, rubric: Rubric, now: datetime) -> dict[str, object]:
    approval = rubric.approval
    return {
        "tenant": tenant,
        "requisition": rubric.requisition_id,
        "text_hash": _named(rubric),
        "rubric": write(rubric),
        "kept_at": now,
        "approved_at": approval.at if approval else None,
    }


def _named(rubric: Rubric) -> Fingerprint:
    if rubric.text_hash is None:
        raise LedgerDefect(f"rubric of {rubric.requisition_id}: it names no text to stand for")
    return rubric.text_hash


def _of(tenant: TenantId, requisition: RequisitionId) -> ColumnElement[bool]:
    return and_(rubrics.c.tenant == tenant, rubrics.c.requisition == requisition)


def _standing(*conditions: ColumnElement[bool]) -> Select[str]:
    """Ask for the latest approved row, else for the first."""
    approved_first = case((rubrics.c.approved_at.is_(None), 1), else_=0)
    # Of two approvals of one moment the one that was written later; of the others the first.
    order = case((rubrics.c.approved_at.is_(None), rubrics.c.id), else_=-rubrics.c.id)
    return (
        select(rubrics.c.rubric)
        .where(*conditions)
        .order_by(approved_first, rubrics.c.approved_at.desc(), order)
        .limit(1)
    )


async def _first(connection: AsyncConnection, query: Select[str]) -> Rubric | None:
    found = (await connection.execute(query)).scalar_one_or_none()
    return None if found is None else _read(found)


async def _every(connection: AsyncConnection, query: Select[str]) -> tuple[Rubric, ...]:
    return tuple(map(_read, (await connection.execute(query)).scalars()))


async def _one_at_a_time(connection: AsyncConnection, tenant: TenantId) -> None:
    """Let nobody else keep a rubric of this tenant meanwhile; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        statement = text("SELECT pg_advisory_xact_lock(hashtext(:tenant))")
        await connection.execute(statement, {"tenant": f"rubrics {tenant}"})


def _read(stored: str) -> Rubric:
    version = json.loads(stored).get("schema_version")
    if version != _NEWEST:
        raise Misconfigured(
            f"the ledger holds a Rubric of version {version}, and this program reads version "
            f"{_NEWEST}: run the version of the program that wrote it, or a newer one"
        )
    return Rubric.model_validate_json(stored)
