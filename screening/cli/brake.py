"""``brake``: stop all writing to the ATS, or allow it again."""

import asyncio
from pathlib import Path

import click

from screening.cli.options import choose_tenant, config_option, read_settings, tenant_option
from screening.model import TenantId
from screening.settings import Settings


@click.command("brake")
@click.argument("action", type=click.Choice(["pull", "release", "status"]))
@click.option("--why", default="", help="A word for the record; nothing about a person.")
@tenant_option
@config_option
def brake(action: str, why: str, tenant: str | None, config: Path) -> None:
    """Pull the brake: no worker writes to an ATS any more. Release it, or ask how it stands.

    Without --tenant it acts on all tenants. What was read and decided is kept; nothing is lost.
    """
    settings = read_settings(config)
    name = choose_tenant(settings, tenant) if tenant else None
    asyncio.run(_act(settings, action, name, why))


async def _act(settings: Settings, action: str, tenant: TenantId | None, why: str) -> None:
    from screening.wiring import open_brake, utc_now

    async with open_brake(settings) as switch:
        if action == "pull":
            await switch.pull(tenant, why=why, now=utc_now())
        elif action == "release":
            await switch.release(tenant, now=utc_now())
        for name in settings.tenants:
            state = "pulled: nothing is written" if await switch.pulled(name) else "released"
            click.echo(f"{name}: {state}")
