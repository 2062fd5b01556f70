"""What the model was asked, what it cost, and its answers, so that none is paid for twice."""

from datetime import timedelta

from sqlalchemy import RowMapping, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from screening.model import (
    AnswerForm,
    Assessment,
    Budget,
    CandidacyRef,
    Fingerprint,
    Lease,
    ModelCall,
    ModelOutcome,
    PlannedCall,
    RequisitionId,
    ScreeningId,
)
from screening.store import spending
from screening.store.database import Database
from screening.store.failures import LedgerDefect
from screening.store.keys import work_id
from screening.store.rows import add_once, held, remember
from screening.store.stored import read_assessment, write
from screening.store.tables import answers, model_calls, screenings

_COLUMNS = tuple(ModelCall.model_fields)


class SqlJournal:
    """Keeps one screening's model calls: committed before each is made, and as it ends."""

    def __init__(
        self,
        database: Database,
        lease: Lease,
        screening: ScreeningId,
        *,
        requisition: RequisitionId | None = None,
        budget: Budget | None = None,
    ) -> None:
        self._database = database
        self._lease = lease
        self._screening = screening
        self._requisition = requisition
        self._budget = budget or Budget()
        self._begun: int | None = None
        """The row of the attempt under way."""

    async def begin(self, planned: PlannedCall) -> None:
        """Keep that an attempt is about to be sent, charged at its most; or refuse it."""
        self._begun = await self._database.write(
            lambda connection: self._begin(connection, planned)
        )

    async def _begin(self, connection: AsyncConnection, planned: PlannedCall) -> int:
        await held(connection, self._lease)
        await self._check_screening(connection)
        if connection.dialect.name == "postgresql":  # two that begin at once count each other
            await connection.execute(
                text("SELECT pg_advisory_xact_lock(hashtext(:tenant))"),
                {"tenant": f"budget {self._lease.ref.tenant}"},
            )
        await spending.check(
            connection,
            planned,
            self._budget,
            tenant=self._lease.ref.tenant,
            requisition=self._requisition,
            screening=self._screening,
        )
        row = {
            "screening": self._screening,
            "fence": self._lease.fence,
            "tenant": self._lease.ref.tenant,
            "requisition": self._requisition,
            "question": planned.question,
            "attempt": planned.attempt,
            "model": planned.model,
            "outcome": ModelOutcome.UNDER_WAY,
            "duration": timedelta(0),
            "started_at": planned.started_at,
            "charged_tokens": planned.most_tokens,
            "charged_micro_usd": spending.micros(planned.most_usd),
        }
        inserting = insert(model_calls).values(row).returning(model_calls.c.id)
        return int((await connection.execute(inserting)).scalar_one())

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
        row = call.model_dump() | {
            "screening": self._screening,
            "fence": self._lease.fence,
            "tenant": self._lease.ref.tenant,
            "requisition": self._requisition,
            **spending.charged(call),
        }
        begun, self._begun = self._begun, None
        if begun is None:
            await connection.execute(insert(model_calls).values(row))
        else:
            mine = model_calls.c.id == begun
            await connection.execute(update(model_calls).where(mine).values(row))
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
    stored = (await connection.execute(query)).scalar_one_or_none()
    return None if stored is None else read_assessment(stored)


async def calls(connection: AsyncConnection, screening: ScreeningId) -> tuple[ModelCall, ...]:
    """Return a screening's model calls, oldest first."""
    query = (
        select(*(model_calls.c[name] for name in _COLUMNS))
        .where(model_calls.c.screening == screening)
        .order_by(model_calls.c.id)
    )
    return tuple(_call(row) for row in (await connection.execute(query)).mappings())


def _call(row: RowMapping) -> ModelCall:
    known = {
        **row,
        "outcome": ModelOutcome(row["outcome"]),
        "form": AnswerForm(row["form"] or AnswerForm.JSON_SCHEMA),
    }
    return ModelCall.model_validate(known)
