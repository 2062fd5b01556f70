"""``probe``: ask a real HERP key, once, what nobody documents."""

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from screening.cli.options import (
    choose_tenant,
    config_option,
    json_option,
    read_settings,
    tenant_option,
)
from screening.errors import Misconfigured, ScreeningError
from screening.model import CandidacyId, TenantId
from screening.settings import Settings

if TYPE_CHECKING:
    from screening.ats.probe import ProbeReport


@click.command("probe")
@click.option(
    "--write",
    "write_to",
    metavar="CANDIDACY",
    help="Also try the writes, on this TEST candidacy: a comment and a step.",
)
@click.option(
    "--terminate", is_flag=True, help="With --write: also end that candidacy, which has no undo."
)
@tenant_option
@json_option
@config_option
def probe(
    write_to: str | None, terminate: bool, tenant: str | None, as_json: bool, config: Path
) -> None:
    """Find out how this tenant's HERP Hire really answers, in about twenty calls.

    Read-only unless --write names a test candidacy. Prints names and types, never values, and
    writes the tenant's capability file, without which moving a step and terminating stay off.
    """
    if terminate and write_to is None:
        raise Misconfigured("--terminate needs --write CANDIDACY: name a test candidacy.")
    settings = read_settings(config)
    name = choose_tenant(settings, tenant)
    path = settings.tenants[name].capabilities
    if path is None:
        raise Misconfigured(
            f'tenants.{name}.capabilities is not set: name the file to write, for example "'
            f'{name}.capabilities.json".'
        )
    target = CandidacyId(write_to) if write_to else None
    asyncio.run(_probe(settings, name, path, target, terminate=terminate, as_json=as_json))


async def _probe(
    settings: Settings,
    name: TenantId,
    path: Path,
    target: CandidacyId | None,
    *,
    terminate: bool,
    as_json: bool,
) -> None:
    from screening.ats import capabilities, herp
    from screening.ats.probe import probe as run_probe
    from screening.telemetry import Metrics
    from screening.wiring import make_client, utc_now

    client = make_client(name, settings.tenants[name], Metrics())
    previous = capabilities.load(path, tenant=name)
    try:
        await client.read(herp.CANDIDACIES, query={"page": "1"})  # is there an answer at all?
        report = await run_probe(
            client,
            tenant=name,
            clock=utc_now,
            write_to=target,
            may_terminate=terminate,
            previous=previous,
        )
    except ScreeningError as error:
        raise Misconfigured(f"tenants.{name}: {error}") from None
    finally:
        await client.close()
    _print(report, as_json=as_json)  # before the file, which may turn out not to be writable
    capabilities.save(path, report.capabilities)
    click.echo(f"Written: {path}", err=as_json)


def _print(report: "ProbeReport", *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(report.model_dump(mode="json"), ensure_ascii=False, indent=2))
        return
    for row in report.rows:
        click.echo(f"{row.number:>3}  {row.call}  {row.status or 'no answer'}  {row.finding}")
        if row.keys:
            click.echo(f"       {', '.join(row.keys)}")
