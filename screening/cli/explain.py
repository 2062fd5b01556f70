"""``explain``: everything that was recorded about one candidacy, for a person or a program."""

import asyncio
import json
import re
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
from screening.ports import Corrections, Ledger
from screening.settings import Settings

if TYPE_CHECKING:
    from screening.cli.telling import History

_PSEUDONYM = re.compile(r"[0-9a-f]{12}")


@click.command("explain")
@click.argument("candidacy")
@tenant_option
@json_option
@config_option
def explain(candidacy: str, tenant: str | None, as_json: bool, config: Path) -> None:
    """Print everything recorded about CANDIDACY: what was read, asked, found, decided and done.

    CANDIDACY is its id in the ATS, or the twelve characters by which the logs call it.
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
    from screening.store.corrections import SqlCorrections
    from screening.store.open import open_ledger

    ledger = await open_ledger(settings.ledger.url)
    corrections = SqlCorrections(ledger.database)
    try:
        history = await _read(ledger, corrections, ref)
        if not history.events:
            history = await _read(ledger, corrections, await _by_pseudonym(ledger, ref))
        place = ledger.database.place
    finally:
        await ledger.close()
    if not history.events:
        raise Misconfigured(
            f"Nothing is recorded about candidacy {ref.id} of tenant {ref.tenant} in the ledger at "
            f"{place}: check the id and the ledger, or have it looked at with screening enqueue."
        )
    return history


async def _read(ledger: Ledger, corrections: Corrections, ref: CandidacyRef) -> "History":
    from screening.cli.telling import History

    screenings = await ledger.screenings(ref)
    return History(
        ref=ref,
        screenings=screenings,
        events=await ledger.events(ref),
        effects={one.id: await ledger.effects(one.id) for one in screenings},
        calls={one.id: await ledger.calls(one.id) for one in screenings},
        corrections=await corrections.of(ref),
    )


async def _by_pseudonym(ledger: Ledger, ref: CandidacyRef) -> CandidacyRef:
    """Find the candidacy that the logs call so; what was given when there is none."""
    from screening.telemetry import pseudonym

    if not _PSEUDONYM.fullmatch(ref.id):
        return ref
    tallies = await ledger.tally(ref.tenant)
    return next((one.ref for one in tallies if pseudonym(one.ref) == ref.id), ref)


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
        "corrections": [one.model_dump(mode="json") for one in history.corrections],
        "events": [event.model_dump(mode="json") for event in history.events],
    }
