"""``worker``, ``sweep``, ``hear`` and ``enqueue``: the commands that make and do work."""

import asyncio
from datetime import timedelta
from pathlib import Path

import click

from screening.cli.options import (
    choose_candidacy,
    config_option,
    read_ledger_settings,
    read_settings,
    tenant_option,
)
from screening.errors import Misconfigured, ScreeningError
from screening.model import CandidacyRef
from screening.settings import Settings

_MOST_HEARD = 60
"""How many candidacies' comments one ``hear`` reads of each tenant, at most."""


@click.command("worker")
@config_option
def worker(config: Path) -> None:
    """Poll every ATS, screen what is new and comment, until stopped with Ctrl-C or SIGTERM."""
    from screening.telemetry import set_up_logging
    from workers.run import run_worker

    settings = read_settings(config)
    set_up_logging()
    asyncio.run(run_worker(settings))


@click.command("sweep")
@config_option
def sweep_once(config: Path) -> None:
    """Poll every ATS once and note in the ledger what is new. A worker screens it.

    A tenant that cannot be polled does not keep the others from it; the exit code is then 2.
    """
    asyncio.run(_sweep_all(read_settings(config)))


@click.command("hear")
@config_option
def hear_once(config: Path) -> None:
    """Read once what recruiters answered to our comments, and keep their corrections.

    A worker does this by itself; the command is for those who run it by hand or by a timer. A
    tenant that cannot be read does not keep the others from it; the exit code is then 2.
    """
    asyncio.run(_hear_all(read_settings(config)))


@click.command("enqueue")
@click.argument("candidacy")
@tenant_option
@config_option
def enqueue(candidacy: str, tenant: str | None, config: Path) -> None:
    """Make CANDIDACY (its id in the ATS) due now; a worker looks at it, even a second time.

    A second look leaves a second comment only if its files, its requirements or the policy changed.
    """
    settings = read_ledger_settings(config)
    asyncio.run(_nudge(settings, choose_candidacy(settings, tenant, candidacy)))
    click.echo("Noted. A running worker looks at it within seconds.")


async def _sweep_all(settings: Settings) -> None:
    from screening.sweep import sweep
    from screening.wiring import open_house
    from workers.bell import check_queue

    await check_queue(settings.queue.url, settings.queue.prefix)  # it also shares the allowance
    faults = []
    async with open_house(settings) as house:
        for name, kit in house.kits.items():
            try:
                swept = await sweep(kit, since=None)
            except ScreeningError as error:
                faults.append(f"tenants.{name}: {error}")
            else:
                click.echo(f"{name}: {swept.seen} at a screened step, {swept.new} new")
    if faults:
        raise Misconfigured("\n".join(faults))


async def _hear_all(settings: Settings) -> None:
    from screening.hear import listen
    from screening.wiring import open_house
    from workers.bell import check_queue

    await check_queue(settings.queue.url, settings.queue.prefix)  # it also shares the allowance
    faults = []
    async with open_house(settings) as house:
        for name, kit in house.kits.items():
            tenant = settings.tenants[name]
            if not tenant.correctors:
                click.echo(f"{name}: nobody may correct; name users in tenants.{name}.correctors")
                continue
            try:
                heard = await listen(
                    kit,
                    correctors=frozenset(tenant.correctors),
                    period=timedelta(days=tenant.listen_days),
                    most=_MOST_HEARD,
                )
            except ScreeningError as error:
                faults.append(f"tenants.{name}: {error}")
            else:
                click.echo(
                    f"{name}: comments of {heard.read} candidacies read, {heard.kept} corrections "
                    f"kept, {heard.refused} by others passed over"
                )
    if faults:
        raise Misconfigured("\n".join(faults))


async def _nudge(settings: Settings, ref: CandidacyRef) -> None:
    from screening.store.open import open_ledger
    from screening.wiring import utc_now

    ledger = await open_ledger(settings.ledger.url)
    try:
        await ledger.nudge(ref, due_at=utc_now())
    finally:
        await ledger.close()
