from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from screening.errors import Misconfigured
from screening.model import Approval, Fingerprint, RequisitionId, Rubric, RubricSource, TenantId
from screening.store.failures import LedgerDefect
from screening.store.ledger import SqlLedger
from screening.store.rubrics import SqlRubricBook

TENANT, REQUISITION = TenantId("acme"), RequisitionId("Q")
TEXT = Fingerprint("a" * 64)
NOW = datetime(2026, 11, 2, tzinfo=UTC)
NAMELESS = Rubric(requisition_id=REQUISITION, source=RubricSource.ADMIN, requirements=())


async def test_a_rubric_of_no_text_is_never_kept(ledger: SqlLedger) -> None:
    book = SqlRubricBook(ledger.database)
    with pytest.raises(LedgerDefect, match="names no text"):
        await book.keep(TENANT, NAMELESS, now=NOW)
    with pytest.raises(LedgerDefect, match="names no text"):
        await book.approve(TENANT, NAMELESS, Approval(by="Sato", at=NOW))
    assert await book.all(TENANT, REQUISITION) == ()


async def test_a_rubric_of_a_newer_program_is_refused_with_a_remedy(ledger: SqlLedger) -> None:
    book = SqlRubricBook(ledger.database)
    await book.keep(TENANT, NAMELESS.model_copy(update={"text_hash": TEXT}), now=NOW)
    change = text("""UPDATE rubrics SET rubric = '{"schema_version": 2}'""")
    await ledger.database.write(lambda connection: connection.execute(change))
    with pytest.raises(Misconfigured, match=r"Rubric of version 2.*or a newer one"):
        await book.find(TENANT, REQUISITION, TEXT)


async def test_a_rubric_is_there_after_a_restart(ledger: SqlLedger) -> None:
    kept = NAMELESS.model_copy(update={"text_hash": TEXT})
    await SqlRubricBook(ledger.database).keep(TENANT, kept, now=NOW)
    assert await SqlRubricBook(ledger.database).find(TENANT, REQUISITION, TEXT) == kept
