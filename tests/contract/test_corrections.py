"""Corrections in the ledger, and whose comments are due to be read for them."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from screening.model import (
    Answer,
    CandidacyId,
    CandidacyRef,
    CommentId,
    Correction,
    EffectState,
    Outcome,
    RequirementId,
    ScreeningRecord,
    TenantId,
    UserId,
)
from screening.ports import Corrections
from screening.store.corrections import FIRST_HEARING, SqlCorrections
from screening.store.ledger import SqlLedger
from screening.store.open import open_ledger
from support.told import MINUTE, REF, T0, tell

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TENANT = REF.tenant
OTHER = CandidacyRef(tenant=TENANT, id=CandidacyId("candidacy-two"))


@pytest.fixture
async def ledger(tmp_path: Path) -> AsyncIterator[SqlLedger]:
    opened = await open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    yield opened
    await opened.close()


@pytest.fixture
def book(ledger: SqlLedger) -> SqlCorrections:
    return SqlCorrections(ledger.database)


def correction(
    record: ScreeningRecord,
    answer: Answer = Answer.MET,
    *,
    comment: str = "k1",
    requirement: str = "R1",
    minutes: float = 5,
) -> Correction:
    return Correction(
        ref=record.ref,
        requirement_id=RequirementId(requirement),
        requirement="Python",
        answer=answer,
        by=UserId("U-AB12C"),
        comment_id=CommentId(comment),
        said_at=T0 + minutes * MINUTE,
        screening_id=record.id,
        before=Answer.NOT_MET,
    )


async def due(book: Corrections, now: datetime, *, limit: int = 10) -> list[str]:
    return [one.id for one in await book.to_hear(TENANT, now=now, limit=limit)]


# ---------------------------------------------------------------- corrections


async def test_a_correction_is_kept_once_and_read_back_whole(
    ledger: SqlLedger, book: SqlCorrections
) -> None:
    one = correction(await tell(ledger))
    assert await book.keep(one)
    assert not await book.keep(one)
    assert await book.of(REF) == (one,)
    assert await book.of(OTHER) == ()


async def test_a_correction_is_in_the_candidacys_history_without_anybodys_words(
    ledger: SqlLedger, book: SqlCorrections
) -> None:
    one = correction(await tell(ledger))
    await book.keep(one)
    await book.keep(one)
    (event,) = [each for each in await ledger.events(REF) if each.name == "correction.kept"]
    assert (event.at, event.screening_id) == (one.said_at, one.screening_id)
    assert event.detail == {
        "requirement": "R1",
        "before": "not_met",
        "answer": "met",
        "by": "U-AB12C",
    }


async def test_the_oldest_comes_first_and_each_requirement_and_comment_stands_alone(
    ledger: SqlLedger, book: SqlCorrections
) -> None:
    told = await tell(ledger)
    late = correction(told, Answer.PARTLY, comment="a", minutes=9)
    early = correction(told, comment="b", minutes=7)
    another = correction(told, comment="a", requirement="R2", minutes=8)
    for one in (late, early, another):
        assert await book.keep(one)
    assert await book.of(REF) == (early, another, late)


async def test_an_edited_comment_keeps_both_words_and_the_later_comes_last(
    ledger: SqlLedger, book: SqlCorrections
) -> None:
    told = await tell(ledger)
    words = [
        correction(told, Answer.MET, minutes=5),
        correction(told, Answer.NOT_MET, minutes=70),
        correction(told, Answer.MET, minutes=130),
    ]
    for one in words:
        assert await book.keep(one)
        assert not await book.keep(one)
    assert await book.of(REF) == tuple(words)
    assert {one.comment_id for one in await book.of(REF)} == {"k1"}


# ---------------------------------------------------------------- whose comments are due


async def test_a_candidacy_is_due_ten_minutes_after_our_comment(
    ledger: SqlLedger, book: SqlCorrections
) -> None:
    await tell(ledger)
    assert await due(book, T0 + FIRST_HEARING - MINUTE) == []
    assert await due(book, T0 + FIRST_HEARING) == [REF.id]


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        (EffectState.PLANNED, Outcome.SCREENED),
        (EffectState.SENDING, Outcome.SCREENED),
        (EffectState.CONFIRMED, Outcome.NOT_SCREENED),
    ],
)
async def test_without_a_comment_with_findings_in_the_ats_nothing_is_due(
    ledger: SqlLedger, book: SqlCorrections, state: EffectState, outcome: Outcome
) -> None:
    await tell(ledger, state=state, outcome=outcome)
    assert await due(book, T0 + DAY) == []


async def test_what_was_heard_is_due_again_when_it_was_said_and_not_before(
    ledger: SqlLedger, book: SqlCorrections
) -> None:
    await tell(ledger)
    await book.heard(REF, next_at=T0 + HOUR)
    assert await due(book, T0 + HOUR - MINUTE) == []
    assert await due(book, T0 + HOUR) == [REF.id]
    await book.heard(REF, next_at=T0 + 4 * HOUR)
    assert await due(book, T0 + HOUR) == []


async def test_what_is_not_to_be_heard_again_stays_so_until_our_next_comment(
    ledger: SqlLedger, book: SqlCorrections
) -> None:
    await tell(ledger)
    await book.heard(REF, next_at=None)
    assert await due(book, T0 + 300 * DAY) == []
    await tell(ledger, number=2, at=T0 + 300 * DAY)
    assert await due(book, T0 + 300 * DAY + MINUTE) == []
    assert await due(book, T0 + 300 * DAY + FIRST_HEARING) == [REF.id]


async def test_a_second_comment_brings_the_next_hearing_forward(
    ledger: SqlLedger, book: SqlCorrections
) -> None:
    await tell(ledger)
    await book.heard(REF, next_at=T0 + 12 * HOUR)
    await tell(ledger, number=2, at=T0 + HOUR)
    assert await due(book, T0 + HOUR + FIRST_HEARING) == [REF.id]
    await book.heard(REF, next_at=T0 + 12 * HOUR)
    assert await due(book, T0 + 2 * HOUR) == []


async def test_the_oldest_due_comes_first_and_no_more_than_asked_for(
    ledger: SqlLedger, book: SqlCorrections
) -> None:
    await tell(ledger)
    await tell(ledger, OTHER, number=2, at=T0 + MINUTE)
    assert await due(book, T0 + HOUR) == [REF.id, OTHER.id]
    assert await due(book, T0 + HOUR, limit=1) == [REF.id]
    await book.heard(REF, next_at=T0 + 30 * MINUTE)
    assert await due(book, T0 + HOUR) == [OTHER.id, REF.id]


async def test_tenants_are_heard_apart(ledger: SqlLedger, book: SqlCorrections) -> None:
    elsewhere = CandidacyRef(tenant=TenantId("other"), id=REF.id)
    await tell(ledger, elsewhere)
    assert await due(book, T0 + DAY) == []
    assert await book.to_hear(elsewhere.tenant, now=T0 + DAY, limit=5) == (elsewhere,)
    assert await book.to_hear(elsewhere.tenant, now=T0 + DAY, limit=0) == ()
