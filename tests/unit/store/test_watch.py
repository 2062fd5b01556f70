"""Which model may answer under a name: the first that did, and those a person accepted."""

from datetime import UTC, datetime

from screening.store.ledger import SqlLedger
from screening.store.watch import SqlModelWatch

NOW = datetime(2026, 11, 22, tzinfo=UTC)


async def test_the_first_answer_is_accepted_and_another_name_is_not(ledger: SqlLedger) -> None:
    watch = SqlModelWatch(ledger.database)
    assert await watch.accepted("m", "m-2026-10-01", now=NOW)
    assert await watch.accepted("m", "m-2026-10-01", now=NOW)
    assert not await watch.accepted("m", "m-2026-11-01", now=NOW)
    assert await watch.accepted("other", "m-2026-11-01", now=NOW)


async def test_a_person_can_accept_another_one(ledger: SqlLedger) -> None:
    watch = SqlModelWatch(ledger.database)
    await watch.accepted("m", "one", now=NOW)
    for _ in range(2):
        await watch.accept("m", "two", now=NOW)
    assert await watch.accepted("m", "two", now=NOW)
    assert await watch.names("m") == ("one", "two")
