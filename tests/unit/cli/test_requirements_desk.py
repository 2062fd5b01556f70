"""Drafts by a model, from the command line."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from screening.cli.requirements_desk import Bill, Desk
from screening.cli.requirements_telling import bill_line
from screening.errors import Misconfigured, NotAssessed
from screening.model import (
    Fingerprint,
    ModelCall,
    ModelOutcome,
    PlannedCall,
    Requisition,
    Rubric,
    RubricSource,
)
from screening.ports import Journal
from screening.rubric import compile_rubric
from support.builders import Bench, make_requisition, open_bench
from support.fakes import START

CALL = ModelCall(
    question=Fingerprint("q"),
    attempt=1,
    model="invented",
    outcome=ModelOutcome.OK,
    input_tokens=900,
    output_tokens=100,
    cost_usd=Decimal("0.0125"),
    duration=timedelta(seconds=2),
    started_at=START,
)


class Compiling:
    """A compiler that answers as it is told, at a price."""

    def __init__(self, answer: Rubric | Exception | None) -> None:
        self.answer = answer

    async def compile(self, requisition: Requisition, journal: Journal) -> Rubric | None:
        del requisition
        planned = PlannedCall(
            question=Fingerprint("q"),
            attempt=1,
            model="invented",
            most_tokens=1,
            most_usd=None,
            started_at=START,
        )
        await journal.begin(planned)
        await journal.record(CALL, None)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    async with open_bench(tmp_path) as opened:
        yield opened


def desk(bench: Bench, answer: Rubric | Exception | None) -> Desk:
    return Desk(replace(bench.kit, compiler=Compiling(answer)), make_requisition())


async def test_the_model_drafts_where_there_is_one_and_the_bill_is_told(bench: Bench) -> None:
    made = compile_rubric(make_requisition()).model_copy(update={"source": RubricSource.MODEL})
    bill = Bill()
    assert await desk(bench, made).draft(None, bill) == made
    assert bill_line(bill) == "Model: 1 calls, 1000 tokens, 0.0125 US dollars."
    bill.calls.append(CALL.model_copy(update={"cost_usd": None}))
    assert bill_line(bill) == "Model: 2 calls, 2000 tokens, price unknown."


async def test_the_rules_draft_when_asked_to_or_when_the_model_is_no_use(bench: Bench) -> None:
    bill = Bill()
    assert (await desk(bench, None).draft("rules", bill)).source is RubricSource.RULES
    assert bill.calls == []
    assert (await desk(bench, None).draft("model", bill)).source is RubricSource.RULES


async def test_a_model_that_fails_is_told_with_a_way_out(bench: Bench) -> None:
    fault = NotAssessed(ModelOutcome.REFUSED)
    with pytest.raises(Misconfigured, match=r"refused.*add --by rules"):
        await desk(bench, fault).draft("model", Bill())
