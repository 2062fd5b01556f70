"""``doctor``: is everything that a worker needs in order, and what to do where it is not."""

import asyncio
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from screening.cli.options import config_option, json_option, read_ledger_settings

if TYPE_CHECKING:
    from screening.doctor.check import Check

_COLOURS = {"ok": "green", "warn": "yellow", "fail": "red"}


@click.command("doctor")
@click.option(
    "--probe",
    "probing",
    is_flag=True,
    help="Also find out, with a few invented questions, what the model's server can do.",
)
@json_option
@config_option
@click.pass_context
def doctor(ctx: click.Context, probing: bool, as_json: bool, config: Path) -> None:
    """Check settings, keys, queue, prompts, ledger, reading, model and ATS. Writes nothing there.

    Asks the model one invented sample question. Exit code 1 when a check failed, 2 when the
    settings file itself cannot be used.
    """
    checks = asyncio.run(_run(config, probing=probing, quiet=as_json))
    if as_json:
        rows = [one.model_dump(mode="json") for one in checks]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        _sum_up(checks)
    ctx.exit(1 if _count(checks, "fail") else 0)


async def _run(config: Path, *, probing: bool, quiet: bool) -> list["Check"]:
    from screening.doctor.examine import examine
    from workers.bell import check_queue

    settings = read_ledger_settings(config)
    queue = settings.queue
    checks = []
    async for check in examine(
        settings,
        os.environ,
        source=str(config),
        queue=lambda: check_queue(queue.url, queue.prefix),
        probing=probing,
    ):
        checks.append(check)
        if not quiet:
            mark = click.style(f"{check.state.upper():4}", fg=_COLOURS[check.state])
            click.echo(f"{mark}  {check.name}: {check.says}")
    return checks


def _count(checks: list["Check"], state: str) -> int:
    return sum(check.state == state for check in checks)


def _sum_up(checks: list["Check"]) -> None:
    failed, doubtful = _count(checks, "fail"), _count(checks, "warn")
    if failed:
        click.echo(f"\n{failed} to mend before a worker can do its job.")
    elif doubtful:
        click.echo("\nA worker can start. Look at what is marked WARN.")
    else:
        click.echo("\nA worker can start.")
