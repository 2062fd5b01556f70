"""A tenant's candidacies as rows for a spreadsheet: ids, figures and reasons, no person's words.

A cell that a spreadsheet would take for a formula is defused, for names come from outside.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable

from screening.model import Tally

Cell = str | int | None

COLUMNS = (
    "candidacy",
    "requisition",
    "requisition_name",
    "outcome",
    "reason",
    "band",
    "low",
    "high",
    "doubts",
    "comment_id",
    "decided_at",
)
_FORMULA = frozenset("=+-@\t\r\n|%")
_UNSEEN = frozenset({"Cf", "Cc", "Zs", "Zl", "Zp"})


def row(tally: Tally) -> dict[str, Cell]:
    """Return one candidacy by the names of the columns; ``None`` where there is nothing yet."""
    record = tally.record
    verdict = record.verdict if record else None
    requisition = record.requisition if record else None
    return {
        "candidacy": tally.ref.id,
        "requisition": record.requisition_id if record else None,
        "requisition_name": requisition.name if requisition else None,
        "outcome": tally.outcome,
        "reason": tally.reason,
        "band": verdict.band if verdict else None,
        "low": verdict.low if verdict else None,
        "high": verdict.high if verdict else None,
        "doubts": " ".join(record.decision.doubts) if record else None,
        "comment_id": tally.comment_id,
        "decided_at": record.decided_at.isoformat(timespec="seconds") if record else None,
    }


def as_csv(tallies: Iterable[Tally]) -> str:
    """Return a table with a heading; every cell is safe to open in a spreadsheet."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(COLUMNS)
    for tally in tallies:
        writer.writerow([_cell(value) for value in row(tally).values()])
    return text.getvalue()


def defused(text: str) -> str:
    """Return a text as a cell of one line that no spreadsheet takes for a formula."""
    flat = " ".join(text.split("\x00")) if "\x00" in text else text
    first = next((mark for mark in flat if unicodedata.category(mark) not in _UNSEEN), "")
    begins = unicodedata.normalize("NFKC", first)[:1] in _FORMULA if first else False
    safe = begins or flat[:1] in _FORMULA
    return ("'" if safe else "") + " ".join(flat.split())


def _cell(value: Cell) -> str | int:
    return value if isinstance(value, int) else defused(str(value or ""))
