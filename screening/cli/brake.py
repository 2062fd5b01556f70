"""``brake``: stop all writing to the ATS, or allow it again."""

import asyncio
from pathlib import Path

import click

from screening.cli.options import choose_tenant, config_option, read_ledger_settings, tenant_option
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
    settings = read_ledger_settings(config)
    names = [choose_tenant(settings, tenant)] if tenant else []
    asyncio.run(_act(settings, action, names, why))


async def _act(settings: Settings, action: str, names: list[TenantId], why: str) -> None:
    from screening.wiring import open_brake, utc_now

    async with open_brake(settings) as switch:
        if action == "pull":
            await switch.pull(names[0] if names else None, why=why, now=utc_now())
        elif action == "release":
            if not names:
                await switch.release(None, now=utc_now())
            for name in names or settings.tenants:
                await switch.release(name, now=utc_now())
        for name in settings.tenants:
            pulled = await switch.pulled(name)
            click.echo(f"{name}: {'pulled, nothing is written to its ATS' if pulled else 'free'}")
            if pulled and action == "release" and name in (names or settings.tenants):
                click.echo(f"  {_still(settings)}")


def _still(settings: Settings) -> str:
    if settings.brake_file is not None:
        return f"Still pulled: by the file {settings.brake_file}, or for all tenants."
    return "Still pulled for all tenants: release it without --tenant."
