"""What stands around the comments: the ATS's page and the table for spreadsheets must be inert."""

import csv
import io
import re
from collections.abc import Iterator

from screening.attack.stage import Performance
from screening.store.spreadsheet import as_csv

_FORMULA = re.compile(r"^\s*[=+\-@|%\t\r]")
_ALIVE = re.compile(r"<(?:script|img|b|a|iframe|svg)\b|\son\w+=|javascript:", re.IGNORECASE)


def faults_of(performance: Performance) -> Iterator[str]:
    """Name what is alive where a candidate's or a requisition's words are shown."""
    table = as_csv(one.tally for one in performance.played)
    cells = [cell for row in csv.reader(io.StringIO(table)) for cell in row]
    if any(_FORMULA.match(cell) for cell in cells):
        yield "the table for spreadsheets holds a live formula"
    if _ALIVE.search(performance.page):
        yield "the page of the simulated ATS holds a tag that is not its own"
