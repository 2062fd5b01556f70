"""``explain``: everything that was recorded about one candidacy, for a person or a program."""

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from screening.cli.options import (
    choose_candidacy,
    config_option,
    json_option,
    read_ledger_settings,
    tenant_option,
)
from screening.errors import Misconfigured
from screening.model import CandidacyRef
from screening.settings import Settings

if TYPE_CHECKING:
    from screening.cli.telling import History


@click.command("explain")
@click.argument("candidacy")
@tenant_option
@json_option
@config_option
def explain(candidacy: str, tenant: str | None, as_json: bool, config: Path) -> None:
    """Print everything recorded about CANDIDACY: what was read, asked, found, decided and done.

    It shows quotes from the documents: mind who sees your screen, and where you keep the output.
    """
    from screening.cli.telling import tell

    settings = read_ledger_settings(config)
    ref = choose_candidacy(settings, tenant, candidacy)
    history = asyncio.run(_recall(settings, ref))
    if as_json:
        click.echo(json.dumps(_as_json(history), ensure_ascii=False, indent=2))
        return
    for line in tell(history, ZoneInfo(settings.tenants[ref.tenant].time_zone)):
        click.echo(line)


async def _recall(settings: Settings, ref: CandidacyRef) -> "History":
    from screening.cli.telling import History
    from screening.store.open import open_ledger

    ledger = await open_ledger(settings.ledger.url)
    try:
        screenings = await ledger.screenings(ref)
        history = History(
            ref=ref,
            screenings=screenings,
            events=await ledger.events(ref),
            effects={one.id: await ledger.effects(one.id) for one in screenings},
            calls={one.id: await ledger.calls(one.id) for one in screenings},
        )
        place = ledger.database.place
    finally:
        await ledger.close()
    if not history.events and not history.screenings:
        raise Misconfigured(
            f"Nothing is recorded about candidacy {ref.id} of tenant {ref.tenant} in the ledger at "
            f"{place}: check the id and the ledger, or have it looked at with screening enqueue."
        )
    return history


def _as_json(history: "History") -> dict[str, Any]:
    """Return it with stable keys."""
    return {
        "tenant": history.ref.tenant,
        "candidacy": history.ref.id,
        "screenings": [
            {
                **one.model_dump(mode="json"),
                "effects": [effect.model_dump(mode="json") for effect in history.effects[one.id]],
                "model_calls": [call.model_dump(mode="json") for call in history.calls[one.id]],
            }
            for one in history.screenings
        ],
        "events": [event.model_dump(mode="json") for event in history.events],
    }
