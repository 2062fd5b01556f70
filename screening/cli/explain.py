"""``explain``: everything that was recorded about one candidacy, for a person or a program."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from screening.cli.options import (
    choose_tenant,
    config_option,
    json_option,
    read_settings,
    tenant_option,
)
from screening.errors import Misconfigured
from screening.model import (
    CandidacyId,
    CandidacyRef,
    Effect,
    Event,
    Finding,
    ModelCall,
    OpenScreening,
    ScreeningRecord,
)
from screening.ports import Ledger
from screening.settings import Settings


@click.command("explain")
@click.argument("candidacy")
@tenant_option
@json_option
@config_option
def explain(candidacy: str, tenant: str | None, as_json: bool, config: Path) -> None:
    """Print everything recorded about CANDIDACY: what was read, asked, found, decided and done."""
    settings = read_settings(config)
    ref = CandidacyRef(tenant=choose_tenant(settings, tenant), id=CandidacyId(candidacy))
    history = asyncio.run(_recall(settings, ref))
    if not history.events and not history.screenings:
        raise Misconfigured(
            f"Nothing is recorded about candidacy {candidacy} of tenant {ref.tenant}: "
            "check the id, or run screening enqueue to have it looked at."
        )
    if as_json:
        click.echo(json.dumps(history.as_json(), ensure_ascii=False, indent=2))
        return
    for line in history.lines():
        click.echo(line)


class _History:
    """What the ledger holds on one candidacy."""

    def __init__(self) -> None:
        self.screenings: tuple[OpenScreening, ...] = ()
        self.events: tuple[Event, ...] = ()
        self.effects: dict[str, tuple[Effect, ...]] = {}
        self.calls: dict[str, tuple[ModelCall, ...]] = {}

    async def read(self, ledger: Ledger, ref: CandidacyRef) -> None:
        """Fill it from the ledger."""
        self.screenings = await ledger.screenings(ref)
        self.events = await ledger.events(ref)
        for screening in self.screenings:
            self.effects[screening.id] = await ledger.effects(screening.id)
            self.calls[screening.id] = await ledger.calls(screening.id)

    def as_json(self) -> dict[str, Any]:
        """Return it with stable keys."""
        return {
            "screenings": [
                {
                    **screening.model_dump(mode="json"),
                    "effects": [one.model_dump(mode="json") for one in self.effects[screening.id]],
                    "model_calls": [
                        one.model_dump(mode="json") for one in self.calls[screening.id]
                    ],
                }
                for screening in self.screenings
            ],
            "events": [event.model_dump(mode="json") for event in self.events],
        }

    def lines(self) -> Iterator[str]:
        """Return it as lines for a person."""
        for screening in self.screenings:
            yield from _screening_lines(screening)
            for call in self.calls[screening.id]:
                yield _call_line(call)
            for effect in self.effects[screening.id]:
                yield (
                    f"  {effect.action.kind}: {effect.state}, sent {effect.attempt} time(s), "
                    f"comment id {effect.remote_id or '-'}"
                )
            yield ""
        yield "History"
        for event in self.events:
            facts = " ".join(f"{name}={value}" for name, value in event.detail.items())
            yield f"  {event.at:%Y-%m-%d %H:%M:%S} {event.name} {facts}".rstrip()


async def _recall(settings: Settings, ref: CandidacyRef) -> _History:
    from screening.store.open import open_ledger

    ledger = await open_ledger(settings.ledger.url)
    history = _History()
    try:
        await history.read(ledger, ref)
    finally:
        await ledger.close()
    return history


def _screening_lines(screening: OpenScreening) -> Iterator[str]:
    sighting = screening.sighting
    ended = f"{screening.outcome} ({screening.reason})" if screening.outcome else "still open"
    yield f"Screening {screening.id}: {ended}"
    yield f"  at step {sighting.step} since {sighting.step_updated_at:%Y-%m-%d %H:%M:%S %z}"
    if screening.record is not None:
        yield from _record_lines(screening.record)


def _record_lines(record: ScreeningRecord) -> Iterator[str]:
    versions = record.versions
    yield f"  reference {record.reference}, decided {record.decided_at:%Y-%m-%d %H:%M:%S %Z}"
    yield (
        f"  code {versions.code}, prompt {versions.prompt[:8]}, "
        f"rubric {versions.rubric[:8] or '-'}, "
        f"policy {versions.policy_name} {versions.policy[:8]}, "
        f"{versions.assessor.kind} {versions.assessor.model}"
    )
    if record.requisition is not None:
        yield f"  requisition {record.requisition.id}: {record.requisition.name}"
    for file, digest in zip(record.files, record.file_hashes, strict=True):
        yield f"  read: {file.name} (file {file.id}, sha256 {digest[:12]})"
    for unread in record.unread:
        yield f"  not read: {unread.file.name} (file {unread.file.id}): {unread.reason}"
    for hidden in record.hidden:
        where = f"page {hidden.page}" if hidden.page else "no page"
        yield f"  hidden text: {hidden.characters} characters, {hidden.reason}, {where}"
    yield from _judgement_lines(record)
    for action in record.actions:
        yield "  comment:"
        yield from (f"    | {line}" for line in action.body.splitlines())


def _judgement_lines(record: ScreeningRecord) -> Iterator[str]:
    decision, verdict = record.decision, record.verdict
    doubts = ", ".join(decision.doubts) or "none"
    yield f"  decision: {decision.outcome} ({decision.reason}), doubts: {doubts}"
    if verdict is not None:
        score = "no score" if verdict.low is None else f"{verdict.low} to {verdict.high} of 100"
        yield (
            f"  verdict: {verdict.band}, {score}, coverage {verdict.coverage} %, "
            f"musts {verdict.musts_met} of {verdict.musts}, wants {verdict.wants_met} of "
            f"{verdict.wants}"
        )
    texts = {one.id: one for one in record.rubric.requirements} if record.rubric else {}
    for finding in record.findings:
        requirement = texts[finding.requirement_id]
        yield f"  {finding.requirement_id} [{requirement.kind}] {requirement.text}"
        yield f"     {_answer(finding)}"
        for evidence in finding.evidence:
            page = f" page {evidence.page}" if evidence.page else ""
            yield f'     "{evidence.text}" ({evidence.file_name}{page}, line {evidence.line})'


def _answer(finding: Finding) -> str:
    if finding.demotion is None:
        return f"{finding.answer}, confidence {finding.confidence}"
    return f"{finding.answer}: the model said {finding.claimed}, but {finding.demotion}"


def _call_line(call: ModelCall) -> str:
    cost = "price unknown" if call.cost_usd is None else f"${call.cost_usd}"
    return (
        f"  model call {call.attempt}: {call.outcome}, {call.input_tokens or 0} tokens in, "
        f"{call.output_tokens or 0} out, {cost}, {call.duration.total_seconds():.1f} s"
    )
