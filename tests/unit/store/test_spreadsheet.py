"""The table of candidacies holds ids, figures and reasons, and no formula."""

import csv
import io
from datetime import UTC, datetime

from screening.model import CandidacyId, CandidacyRef, Outcome, Reason, Tally, TenantId
from screening.store.spreadsheet import COLUMNS, as_csv, row


def tally(name: str, **more: object) -> Tally:
    plain = Tally(
        ref=CandidacyRef(tenant=TenantId("acme"), id=CandidacyId(name)),
        screening_id=None,
        outcome=None,
        reason=None,
        record=None,
        comment_id=None,
        comment_state=None,
        model_calls=0,
        cost_usd=None,
        started_at=datetime(2026, 11, 2, tzinfo=UTC),
        ended_at=None,
        next_at=None,
    )
    return plain.model_copy(update=more)


def test_a_row_has_every_column_and_nothing_else() -> None:
    assert tuple(row(tally("one"))) == COLUMNS


def test_what_is_not_decided_yet_is_empty() -> None:
    written = list(csv.reader(io.StringIO(as_csv([tally("one")]))))
    assert written == [list(COLUMNS), ["one", *[""] * (len(COLUMNS) - 1)]]


def test_an_outcome_is_told_with_its_reason() -> None:
    ended = tally("one", outcome=Outcome.SKIPPED, reason=Reason.TERMINATED)
    assert (row(ended)["outcome"], row(ended)["reason"]) == ("skipped", "terminated")


def test_an_id_that_is_a_formula_is_defused() -> None:
    written = as_csv([tally('=HYPERLINK("https://pages.example","x")')])
    cells = list(csv.reader(io.StringIO(written)))[1]
    assert cells[0].startswith("'=HYPERLINK")
