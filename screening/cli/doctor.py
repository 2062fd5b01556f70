"""``doctor``: is everything that a worker needs in order, and what to do where it is not."""

import asyncio
import json
import os
from pathlib import Path

import click

from screening.cli.options import config_option, json_option, read_settings
from screening.doctor import Check, State, examine
from screening.errors import Misconfigured
from screening.settings import Settings


@click.command("doctor")
@json_option
@config_option
@click.pass_context
def doctor(ctx: click.Context, as_json: bool, config: Path) -> None:
    """Check settings, environment, keys, ATS, model, store, queue and reading. Writes nothing.

    Asks the model one invented sample question. Exit code 1 when a check failed.
    """
    checks = asyncio.run(_run(read_settings(config), quiet=as_json))
    if as_json:
        click.echo(json.dumps([one.model_dump(mode="json") for one in checks], indent=2))
    ctx.exit(1 if any(one.state is State.FAIL for one in checks) else 0)


async def _run(settings: Settings, *, quiet: bool) -> list[Check]:
    checks = []
    queue = await _queue(settings)
    async for check in examine(settings, os.environ):
        checks.append(check)
        if not quiet:
            _print(check)
    checks.append(queue)
    if not quiet:
        _print(queue)
    return checks


async def _queue(settings: Settings) -> Check:
    from workers.bell import check_queue

    try:
        await check_queue(settings.queue.url, settings.queue.prefix)
    except Misconfigured as error:
        return Check(name="queue", state=State.FAIL, says=str(error))
    return Check(name="queue", state=State.OK, says="answers")


def _print(check: Check) -> None:
    colour = {State.OK: "green", State.WARN: "yellow", State.FAIL: "red"}[check.state]
    mark = click.style(f"{check.state.upper():4}", fg=colour)
    click.echo(f"{mark}  {check.name}: {check.says}")
