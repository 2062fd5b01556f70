"""What the ledger holds on one candidacy, told to a person line by line."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

import click

from screening.model import (
    Answer,
    CandidacyRef,
    Correction,
    Effect,
    EffectState,
    Event,
    Evidence,
    FileReading,
    Finding,
    ModelCall,
    OpenScreening,
    Requirement,
    ScreeningId,
    ScreeningRecord,
    Verdict,
)
from screening.telemetry import pseudonym

_COLOURS = {Answer.MET: "green", Answer.PARTLY: "yellow", Answer.NOT_MET: "red"}
_EFFECTS = {
    EffectState.PLANNED: "planned, not yet sent",
    EffectState.SENDING: "being sent, or cut off while it was",
    EffectState.UNKNOWN: "sent, and nobody knows yet whether it arrived",
    EffectState.CONFIRMED: "it is in the ATS",
    EffectState.REFUSED: "the ATS refused it",
    EffectState.STOOD_DOWN: "withdrawn before it was sent",
    EffectState.UNPROVEN: "sent, and neither seen nor shown to be missing: look into the ATS",
}
_UNTOLD = frozenset({"basis", "kind", "from", "state", "fence", "actions"})
"""Details of events that only a program needs; ``--json`` has them."""


@dataclass(frozen=True, slots=True)
class History:
    """Everything that the ledger holds on one candidacy."""

    ref: CandidacyRef
    screenings: tuple[OpenScreening, ...]
    events: tuple[Event, ...]
    effects: Mapping[ScreeningId, tuple[Effect, ...]]
    calls: Mapping[ScreeningId, tuple[ModelCall, ...]]
    corrections: tuple[Correction, ...] = ()


def tell(history: History, zone: tzinfo) -> Iterator[str]:
    """Tell it, latest screening last; times in the tenant's own zone."""
    yield _strong(f"Candidacy {history.ref.id} of tenant {history.ref.tenant}")
    yield f"In the logs it is {pseudonym(history.ref)}. Times are those of {zone}."
    yield _now(history, zone)
    for number, screening in enumerate(history.screenings, 1):
        yield ""
        yield from _screening(history, screening, number, zone)
    yield from _corrections(history, zone)
    yield ""
    yield _strong("History")
    for event in history.events:
        yield f"  {_time(event.at, zone)}  {event.name:20}{_details(event, zone)}".rstrip()


def _corrections(history: History, zone: tzinfo) -> Iterator[str]:
    """Tell who changed what; the last word on a requirement is the one that counts."""
    if not history.corrections:
        return
    yield ""
    yield _strong("Corrections by recruiters")
    yield "  The worker does not act on this candidacy by itself any more."
    references = {
        one.id: one.record.reference for one in history.screenings if one.record is not None
    }
    for one in history.corrections:
        yield (
            f"  {_time(one.said_at, zone)}  {_plain(one.by)}: {one.requirement_id} from "
            f"{_said(one.before)} to {_said(one.answer)}"
        )
        yield f"                       {_plain(one.requirement)}"
        yield (
            f"                       of {references.get(one.screening_id, one.screening_id)}, "
            f"in comment {_plain(one.comment_id)}"
        )


def _said(answer: Answer) -> str:
    return click.style(answer.replace("_", " "), fg=_COLOURS.get(answer))


def _now(history: History, zone: tzinfo) -> str:
    """Say what happens next, from the last thing that happened to the work."""
    work = [one for one in history.events if one.name.startswith(("work.", "candidacy."))]
    last = work[-1] if work else None
    match last.name if last else "":
        case "work.claimed":
            return "A worker holds it now, or was cut off while it did."
        case "work.parked" if last is not None:
            until = datetime.fromisoformat(str(last.detail["until"]))
            return f"It waits until {_time(until, zone)}: {last.detail['reason']}."
        case "work.rested":
            return "Nothing is left to do."
        case _:
            return "It waits for a worker."


def _screening(
    history: History, screening: OpenScreening, number: int, zone: tzinfo
) -> Iterator[str]:
    sighting = screening.sighting
    count = f"Screening {number} of {len(history.screenings)}"
    outcome = "still open"
    if screening.outcome is not None and screening.reason is not None:
        outcome = f"{screening.outcome} ({screening.reason})"
    yield _strong(f"{count}: {outcome}")
    yield f"  at step {sighting.step} since {_time(sighting.step_updated_at, zone)}"
    record = screening.record
    if record is None:
        yield "  Nothing was decided."
    else:
        yield from _decided(record, zone)
        yield from _requirements(record)
        yield from _files(record)
    yield from _calls(history.calls[screening.id])
    for effect in history.effects[screening.id]:
        yield from _effect(effect, zone)
    yield from _rests_on(screening)


def _decided(record: ScreeningRecord, zone: tzinfo) -> Iterator[str]:
    yield f"  decided {_time(record.decided_at, zone)}, reference {record.reference}"
    if record.requisition is not None:
        yield f"  requisition: {_plain(record.requisition.name)} ({record.requisition.id})"
    if record.verdict is not None:
        yield f"  verdict: {_verdict(record.verdict)}"
    if record.decision.doubts:
        yield f"  doubts: {', '.join(record.decision.doubts)}"


def _verdict(verdict: Verdict) -> str:
    score = "no score"
    if verdict.low is not None:
        score = f"{verdict.low} to {verdict.high} of 100"
    return (
        f"{verdict.band}, {score}; musts {verdict.musts_met} of {verdict.musts}, "
        f"wants {verdict.wants_met} of {verdict.wants}; evidence for {verdict.coverage} % of the "
        "weight"
    )


def _requirements(record: ScreeningRecord) -> Iterator[str]:
    if not record.findings or record.rubric is None:
        return
    yield ""
    yield "  What was found"
    texts = {one.id: one for one in record.rubric.requirements}
    for finding in record.findings:
        yield from _finding(finding, texts[finding.requirement_id])


def _finding(finding: Finding, requirement: Requirement) -> Iterator[str]:
    answer = click.style(f"{finding.answer.replace('_', ' '):10}", fg=_COLOURS.get(finding.answer))
    yield f"    {answer}  {requirement.id} {requirement.kind}: {_plain(requirement.text)}"
    for evidence in finding.evidence:
        yield f"                “{_plain(evidence.text)}” - {_place(evidence)}"
    if finding.corrected:
        yield "                a recruiter's answer; ours is in the corrections below"
    if finding.missing:
        yield f"                missing: {_plain(finding.missing)}"
    if finding.demotion is not None:
        yield f"                the model said {finding.claimed}, but: {finding.demotion}"


def _place(evidence: Evidence) -> str:
    spot = _spot(evidence.page, evidence.part)
    recognised = ", recognised from a picture" if evidence.recognised else ""
    return f"{_plain(evidence.file_name)}{spot}, line {evidence.line}{recognised}"


def _files(record: ScreeningRecord) -> Iterator[str]:
    yield ""
    yield "  Files"
    if not record.files and not record.unread:
        yield "    none"
    for file, reading in zip(record.files, record.readings, strict=True):
        yield f"    read        {_plain(file.name)} (file {file.id}, sha256 {reading.sha256[:12]})"
        yield from _reading(reading)
    for unread in record.unread:
        yield f"    not read    {_plain(unread.file.name)} (file {unread.file.id}): {unread.reason}"
        if unread.contents is not None:
            names = ", ".join(_plain(name) for name in unread.contents.names)
            yield f"                holds {unread.contents.count} files: {names}"


def _reading(reading: FileReading) -> Iterator[str]:
    """Tell how one file was read, and everything in it that a person cannot see."""
    if reading.format is not None:
        pages = f", {reading.pages} pages" if reading.pages else ""
        says = f", {', '.join(reading.warnings)}" if reading.warnings else ""
        yield (
            f"                {reading.format}{pages}, {reading.lines} lines, "
            f"quality {reading.quality}{says}"
        )
    for hidden in reading.hidden:
        words = f": “{_plain(hidden.words)}”" if hidden.words else ""
        yield (
            f"                {hidden.severity}: hidden text ({hidden.reason}), "
            f"{hidden.characters} characters{_spot(hidden.page, hidden.part)}{words}"
        )
    for odd in reading.odd_characters:
        yield f"                {odd.severity}: odd characters ({odd.kind}), {odd.count}"
    for passage in reading.instructions:
        where = _spot(passage.page, passage.part)
        yield f"                reads like instructions{where}: “{_plain(passage.words)}”"


def _spot(page: int | None, part: str | None) -> str:
    pieces = [f"page {page}"] if page else []
    pieces += [_plain(part)] if part else []
    return f", {', '.join(pieces)}" if pieces else ""


def _calls(calls: tuple[ModelCall, ...]) -> Iterator[str]:
    if not calls:
        return
    yield ""
    yield "  Model calls"
    for call in calls:
        status = f" (status {call.status})" if call.status and call.status != 200 else ""
        cost = "price unknown" if call.cost_usd is None else f"${call.cost_usd}"
        yield (
            f"    {call.model}, attempt {call.attempt}: {call.outcome}{status}, "
            f"{call.input_tokens or 0} tokens in, {call.output_tokens or 0} out, {cost}, "
            f"{call.duration.total_seconds():.1f} s"
        )


def _effect(effect: Effect, zone: tzinfo) -> Iterator[str]:
    yield ""
    sent = f", sent {_time(effect.sent_at, zone)}" if effect.sent_at else ""
    again = f" (attempt {effect.attempt})" if effect.attempt > 1 else ""
    known = f", id {effect.remote_id}" if effect.remote_id else ""
    yield f"  The {effect.action.kind}: {_EFFECTS[effect.state]}{sent}{again}{known}"
    yield from (f"    | {_plain(line)}".rstrip() for line in effect.action.body.splitlines())


def _rests_on(screening: OpenScreening) -> Iterator[str]:
    yield ""
    yield f"  screening {screening.id}"
    if screening.record is not None:
        versions = screening.record.versions
        yield (
            f"  rests on code {versions.code}, prompt {versions.prompt[:8]}, "
            f"requirements {versions.rubric[:8] or '-'}, policy {versions.policy_name} "
            f"{versions.policy[:8]}, {versions.assessor.kind} {versions.assessor.model}"
        )


def _details(event: Event, zone: tzinfo) -> str:
    told = []
    for name, value in event.detail.items():
        if name in _UNTOLD or value in (None, 0):
            continue
        told.append(_until(str(value), zone) if name == "until" else f"{name} {value}")
    return ", ".join(told)


def _until(value: str, zone: tzinfo) -> str:
    return f"until {_time(datetime.fromisoformat(value), zone)}"


def _time(moment: datetime, zone: tzinfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M:%S}"


def _plain(text: str) -> str:
    """Show what others wrote without what could steer a terminal or hide something in it."""
    shown = (one if one.isprintable() or unicodedata.category(one) == "Zs" else "�" for one in text)
    return "".join(shown)


def _strong(text: str) -> str:
    return click.style(text, bold=True)
