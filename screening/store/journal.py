"""What the model was asked, what it cost, and its answers, so that none is paid for twice."""

from sqlalchemy import RowMapping, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from screening.model import (
    Assessment,
    CandidacyRef,
    Fingerprint,
    Lease,
    ModelCall,
    ModelOutcome,
    ScreeningId,
)
from screening.store.database import Database
from screening.store.failures import LedgerDefect
from screening.store.keys import work_id
from screening.store.rows import add_once, held, remember
from screening.store.stored import read_assessment, write
from screening.store.tables import answers, model_calls, screenings

_COLUMNS = tuple(ModelCall.model_fields)


class SqlJournal:
    """Keeps one screening's model calls, each committed as it happens."""

    def __init__(self, database: Database, lease: Lease, screening: ScreeningId) -> None:
        self._database = database
        self._lease = lease
        self._screening = screening

    async def record(self, call: ModelCall, assessment: Assessment | None) -> None:
        """Keep one attempt, and with it the answer, in one transaction; the first answer stays."""
        if assessment is not None and assessment.question != call.question:
            raise LedgerDefect(f"screening {self._screening}: an answer to another question")
        await self._database.write(lambda connection: self._record(connection, call, assessment))

    async def _record(
        self, connection: AsyncConnection, call: ModelCall, assessment: Assessment | None
    ) -> None:
        await held(connection, self._lease)
        await self._check_screening(connection)
        await self._keep(connection, call)
        if assessment is not None:
            row = {
                "candidacy": self._lease.work,
                "question": call.question,
                "assessment": write(assessment),
            }
            await add_once(connection, answers, row)

    async def _check_screening(self, connection: AsyncConnection) -> None:
        query = select(screenings.c.candidacy).where(screenings.c.id == self._screening)
        if (await connection.execute(query)).scalar_one_or_none() != self._lease.work:
            raise LedgerDefect(f"screening {self._screening} is not of the leased candidacy")

    async def _keep(self, connection: AsyncConnection, call: ModelCall) -> None:
        row = call.model_dump() | {"screening": self._screening, "fence": self._lease.fence}
        await connection.execute(insert(model_calls).values(row))
        detail: dict[str, str | int | None] = {"outcome": call.outcome, "attempt": call.attempt}
        await remember(
            connection,
            self._lease.work,
            "model.called",
            at=call.started_at + call.duration,
            screening=self._screening,
            detail=detail,
        )


async def answer(
    connection: AsyncConnection, ref: CandidacyRef, question: Fingerprint
) -> Assessment | None:
    """Return the stored answer to exactly this question about this candidacy."""
    query = (
        select(answers.c.assessment)
        .where(answers.c.candidacy == work_id(ref))
        .where(answers.c.question == question)
    )
    text = (await connection.execute(query)).scalar_one_or_none()
    return None if text is None else read_assessment(text)


async def calls(connection: AsyncConnection, screening: ScreeningId) -> tuple[ModelCall, ...]:
    """Return a screening's model calls, oldest first."""
    query = (
        select(*(model_calls.c[name] for name in _COLUMNS))
        .where(model_calls.c.screening == screening)
        .order_by(model_calls.c.id)
    )
    return tuple(_call(row) for row in (await connection.execute(query)).mappings())


def _call(row: RowMapping) -> ModelCall:
    return ModelCall.model_validate({**row, "outcome": ModelOutcome(row["outcome"])})
