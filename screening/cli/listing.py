"""``list``: one row for each candidacy of a tenant, for a person, a spreadsheet or a program."""

import asyncio
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from screening.cli.options import (
    choose_tenant,
    config_option,
    json_option,
    read_ledger_settings,
    tenant_option,
)
from screening.errors import Misconfigured
from screening.model import Tally, TenantId
from screening.settings import Settings

_SHOWN = ("candidacy", "outcome", "reason", "band", "low", "high", "doubts", "decided_at")


@click.command("list")
@tenant_option
@click.option("--csv", "as_table", is_flag=True, help="Print a table for a spreadsheet.")
@json_option
@config_option
def listing(tenant: str | None, as_table: bool, as_json: bool, config: Path) -> None:
    """Print one row for each candidacy: what came of it and why, and no word of a person.

    Cells that a spreadsheet would take for a formula are defused in the table of --csv.
    """
    from screening.store.spreadsheet import as_csv, row

    if as_table and as_json:
        raise Misconfigured("Ask for --csv or for --json, not for both.")
    settings = read_ledger_settings(config)
    tallies = asyncio.run(_tallies(settings, choose_tenant(settings, tenant)))
    if as_table:
        click.echo(as_csv(tallies), nl=False)
    elif as_json:
        click.echo(json.dumps([row(one) for one in tallies], ensure_ascii=False, indent=2))
    else:
        for line in _lines(tallies):
            click.echo(line)


async def _tallies(settings: Settings, tenant: TenantId) -> tuple[Tally, ...]:
    from screening.store.open import open_ledger

    ledger = await open_ledger(settings.ledger.url)
    try:
        return await ledger.tally(tenant)
    finally:
        await ledger.close()


def _lines(tallies: Sequence[Tally]) -> Iterator[str]:
    """Yield a table of the columns that fit a terminal."""
    from screening.store.spreadsheet import row

    rows = [[str(row(one)[name] or "-") for name in _SHOWN] for one in tallies]
    widths = [max(map(len, column)) for column in zip(_SHOWN, *rows, strict=True)]
    for cells in ([name.replace("_", " ") for name in _SHOWN], *rows):
        padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        yield "  ".join(padded).rstrip()
