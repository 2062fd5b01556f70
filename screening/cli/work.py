"""``worker``, ``sweep`` and ``enqueue``: the commands that make and do work."""

import asyncio
from pathlib import Path

import click

from screening.cli.options import choose_tenant, config_option, read_settings, tenant_option
from screening.model import CandidacyId, CandidacyRef
from screening.settings import Settings
from screening.telemetry import set_up_logging


@click.command("worker")
@config_option
def worker(config: Path) -> None:
    """Poll every ATS, screen what is new and comment, until stopped with Ctrl-C or SIGTERM."""
    from workers.run import run_worker

    settings = read_settings(config)
    set_up_logging()
    asyncio.run(run_worker(settings))


@click.command("sweep")
@config_option
def sweep_once(config: Path) -> None:
    """Poll every ATS once and note in the ledger what is new. A worker screens it."""
    set_up_logging()
    asyncio.run(_sweep_all(read_settings(config)))


@click.command("enqueue")
@click.argument("candidacy")
@tenant_option
@config_option
def enqueue(candidacy: str, tenant: str | None, config: Path) -> None:
    """Make CANDIDACY (its id in the ATS) due now; a worker looks at it, even a second time.

    A second look leaves a second comment only if its files, its requirements or the policy changed.
    """
    settings = read_settings(config)
    ref = CandidacyRef(tenant=choose_tenant(settings, tenant), id=CandidacyId(candidacy))
    asyncio.run(_nudge(settings, ref))
    click.echo("Noted. A running worker looks at it within seconds.")


async def _sweep_all(settings: Settings) -> None:
    from screening.sweep import sweep
    from screening.wiring import open_house

    async with open_house(settings) as house:
        for name, kit in house.kits.items():
            swept = await sweep(kit, since=None)
            click.echo(f"{name}: {swept.seen} at a screened step, {swept.new} new")


async def _nudge(settings: Settings, ref: CandidacyRef) -> None:
    from screening.store.open import open_ledger
    from screening.wiring import utc_now

    ledger = await open_ledger(settings.ledger.url)
    try:
        await ledger.nudge(ref, due_at=utc_now())
    finally:
        await ledger.close()
