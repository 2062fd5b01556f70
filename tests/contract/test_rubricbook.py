"""What every book of rubrics promises, over SQLite always and PostgreSQL where there is one.

Set SCREENING_TEST_POSTGRES to the address of a server on which this user may create databases.
"""

import asyncio
import os
import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from screening.model import (
    Approval,
    Fingerprint,
    Requirement,
    RequirementId,
    RequirementKind,
    RequisitionId,
    Rubric,
    RubricSource,
    TenantId,
)
from screening.ports import RubricBook
from screening.store.ledger import SqlLedger
from screening.store.open import open_ledger
from screening.store.rubrics import SqlRubricBook

ACME, OTHER = TenantId("acme"), TenantId("other")
ONE, TWO = RequisitionId("requisition-one"), RequisitionId("requisition-two")
TEXT, NEW_TEXT = Fingerprint("a" * 64), Fingerprint("b" * 64)
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgres"])
async def address(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'ledger.db'}"
        return
    server = os.environ.get("SCREENING_TEST_POSTGRES")
    if not server:
        pytest.skip("PostgreSQL not tested: SCREENING_TEST_POSTGRES holds no address")
    name = f"screening_test_{uuid.uuid4().hex}"
    await _on_server(server, f'CREATE DATABASE "{name}"')
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    await _on_server(server, f'DROP DATABASE "{name}" WITH (FORCE)')


async def _on_server(server: str, statement: str) -> None:
    url = make_url(server).set(drivername="postgresql+asyncpg")
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(statement))
    await engine.dispose()


@pytest.fixture
async def ledger(address: str) -> AsyncIterator[SqlLedger]:
    opened = await open_ledger(address)
    yield opened
    await opened.close()


@pytest.fixture
def book(ledger: SqlLedger) -> RubricBook:
    return SqlRubricBook(ledger.database)


def rubric(
    words: str, *, of: RequisitionId = ONE, text_hash: Fingerprint = TEXT, by_model: bool = False
) -> Rubric:
    requirement = Requirement(
        id=RequirementId("R1"), kind=RequirementKind.MUST, text=words, minimum_months=36
    )
    return Rubric(
        requisition_id=of,
        source=RubricSource.MODEL if by_model else RubricSource.RULES,
        requirements=(requirement,),
        text_hash=text_hash,
    )


def approval(by: str, *, after: timedelta = timedelta(0)) -> Approval:
    return Approval(by=by, at=NOW + after)


async def test_an_empty_book_has_nothing(book: RubricBook) -> None:
    assert await book.find(ACME, ONE, TEXT) is None
    assert await book.all(ACME, ONE) == ()


async def test_what_was_kept_is_found_as_it_was(book: RubricBook) -> None:
    kept = rubric("Pythonの開発経験3年以上", by_model=True)
    assert await book.keep(ACME, kept, now=NOW) == kept
    assert await book.find(ACME, ONE, TEXT) == kept


async def test_of_two_for_one_text_the_first_stands(book: RubricBook) -> None:
    first = await book.keep(ACME, rubric("first"), now=NOW)
    assert await book.keep(ACME, rubric("second"), now=NOW + timedelta(days=1)) == first
    assert await book.find(ACME, ONE, TEXT) == first
    assert await book.all(ACME, ONE) == (first,)


async def test_of_many_kept_at_once_all_get_the_same(book: RubricBook) -> None:
    many = [rubric(f"number {number}") for number in range(8)]
    got = await asyncio.gather(*(book.keep(ACME, one, now=NOW) for one in many))
    assert len(set(map(str, got))) == 1
    assert await book.all(ACME, ONE) == (got[0],)


async def test_tenants_requisitions_and_texts_have_rubrics_of_their_own(book: RubricBook) -> None:
    await book.keep(ACME, rubric("ours"), now=NOW)
    assert await book.find(OTHER, ONE, TEXT) is None
    assert await book.find(ACME, TWO, TEXT) is None
    assert await book.find(ACME, ONE, NEW_TEXT) is None
    new = await book.keep(ACME, rubric("of the new text", text_hash=NEW_TEXT), now=NOW)
    assert [one.requirements[0].text for one in await book.all(ACME, ONE)] == [
        "ours", "of the new text",
    ]  # fmt: skip
    assert await book.find(ACME, ONE, NEW_TEXT) == new


async def test_an_approved_one_stands_before_the_first(book: RubricBook) -> None:
    await book.keep(ACME, rubric("first"), now=NOW)
    approved = await book.approve(ACME, rubric("edited"), approval("Sato"))
    assert approved.approval == approval("Sato")
    assert await book.find(ACME, ONE, TEXT) == approved
    assert await book.keep(ACME, rubric("late"), now=NOW) == approved


async def test_an_approval_does_not_cover_another_text(book: RubricBook) -> None:
    await book.approve(ACME, rubric("approved"), approval("Sato"))
    unapproved = await book.keep(ACME, rubric("new", text_hash=NEW_TEXT), now=NOW)
    assert unapproved.approval is None
    assert await book.find(ACME, ONE, NEW_TEXT) == unapproved


@pytest.mark.parametrize("later", [timedelta(seconds=1), timedelta(0)])
async def test_the_latest_approval_wins(book: RubricBook, later: timedelta) -> None:
    """Also when both have the same time: then the one that was written last."""
    await book.approve(ACME, rubric("one"), approval("Sato"))
    second = await book.approve(ACME, rubric("two"), approval("Иванова", after=later))
    assert await book.find(ACME, ONE, TEXT) == second


async def test_an_earlier_time_written_later_does_not_win(book: RubricBook) -> None:
    latest = await book.approve(ACME, rubric("one"), approval("Sato"))
    await book.approve(ACME, rubric("two"), approval("Sato", after=-timedelta(days=1)))
    assert await book.find(ACME, ONE, TEXT) == latest


async def test_nothing_is_ever_lost_from_the_book(book: RubricBook) -> None:
    await book.keep(ACME, rubric("kept"), now=NOW)
    await book.approve(ACME, rubric("one"), approval("Sato"))
    await book.approve(ACME, rubric("two"), approval("Sato", after=timedelta(days=1)))
    assert [one.requirements[0].text for one in await book.all(ACME, ONE)] == ["kept", "one", "two"]
