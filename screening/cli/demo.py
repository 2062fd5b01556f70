"""``demo``: the main job for real, on invented candidacies, over real HTTP and a real queue."""

import asyncio
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.panel import Panel
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from screening.cli.options import json_option, read_settings
from screening.demo.result import Result
from screening.demo.stage import FOLDER, Stage
from screening.errors import Misconfigured
from screening.simulators.personalities import Personality


@click.command("demo")
@click.option("--model", "name", help="Ask this model; its key is in OPENAI_API_KEY.")
@click.option(
    "--base-url",
    default="https://api.openai.com/v1",
    show_default=True,
    help="Where --model is: OpenAI, or any compatible address.",
)
@click.option(
    "--config", type=click.Path(path_type=Path), help="Ask the [model] of this settings file."
)
@click.option(
    "--personality",
    type=click.Choice([one.value for one in Personality]),
    default=Personality.LITERAL.value,
    show_default=True,
    help="How the simulated model behaves, when no real one is named.",
)
@json_option
@click.pass_context
def demo(
    ctx: click.Context,
    name: str | None,
    base_url: str,
    config: Path | None,
    personality: str,
    as_json: bool,
) -> None:
    """Screen some thirty invented candidacies in a simulated HERP Hire, and show what happened.

    Without a model of yours the answers come from the keyword baseline, which is not an LLM.
    Exit code 0 only if every candidacy reached a final outcome and the ATS holds exactly the
    comments that the ledger says.
    """
    console = Console(stderr=as_json)
    stage = Stage(
        personality=Personality(personality),
        model=_model(name, base_url, config),
        environ=dict(os.environ),
        began=float(os.environ.get("SCREENING_DEMO_BEGAN") or time.time()),
    )
    result = _play(stage, console)
    if as_json:
        click.echo(json.dumps(result.as_json(), ensure_ascii=False, indent=2))
    else:
        _show(result, console)
    ctx.exit(1 if result.faults else 0)


def _model(name: str | None, base_url: str, config: Path | None) -> dict[str, Any] | None:
    if name is not None and config is not None:
        raise Misconfigured("Name the model with --model or with --config, not with both.")
    if config is not None:
        return read_settings(config).model.model_dump(mode="json", exclude_none=True)
    if name is None:
        return None
    return {"base_url": base_url, "name": name, "key_env": "OPENAI_API_KEY"}


def _play(stage: Stage, console: Console) -> Result:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, TimeElapsedColumn(), console=console, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("Screening candidacies", total=None)
        return asyncio.run(
            stage.play(lambda done, total: bar.update(task, completed=done, total=total))
        )


def _show(result: Result, console: Console) -> None:
    console.print(_table(result))
    _show_comment(result, console)
    first = result.first_comment_seconds
    comments = sum(write.kind == "comment" for write in result.writes)
    console.print(
        f"\n{len(result.tallies)} candidacies, {comments} comments, {len(result.requests)} "
        f"requests to the simulated ATS, {result.seconds:.1f} s"
        + (f", first comment after {first:.1f} s." if first is not None else ".")
    )
    if result.simulated:
        console.print(f"The model was simulated: {result.model}. Nothing here measures accuracy.")
    for fault in result.faults:
        console.print(Text(f"FAULT: {fault}", style="bold red"))
    if not result.faults:
        console.print("The comments in the ATS are exactly those in the ledger.")
    _show_next(result, console)


def _table(result: Result) -> Table:
    table = Table(title="What happened to each candidacy (all people are invented)")
    table.title_justify = "left"
    table.add_column("candidacy", no_wrap=True)
    table.add_column("outcome")
    table.add_column("verdict")
    table.add_column("musts", justify="right", no_wrap=True)
    table.add_column("comment", no_wrap=True)
    for heading in ("model", "ATS", "s"):
        table.add_column(heading, justify="right", no_wrap=True)
    for row in result.rows():
        tally = row.tally
        outcome = f"{tally.outcome or 'waiting'}"
        if tally.reason is not None and tally.reason != "judged":
            outcome += f": {tally.reason}"
        table.add_row(
            tally.ref.id[:8],
            outcome.replace("_", " "),
            row.verdict.replace("_", " "),
            row.musts,
            (tally.comment_id or "-")[:8],
            str(tally.model_calls),
            str(row.ats_requests),
            f"{row.seconds:.1f}",
        )
    table.caption = "model, ATS: calls to each.  s: seconds from first sight to outcome."
    table.caption_justify = "left"
    return table


def _show_comment(result: Result, console: Console) -> None:
    """Show the fullest verdict's comment as it stands in the ATS."""
    judged = [row for row in result.rows() if row.tally.record and row.tally.record.verdict]
    best = max(judged, key=lambda row: _met(row.tally.record), default=None)
    if best is None or best.tally.record is None or not best.tally.record.actions:
        return
    console.print(
        Panel(
            Text(best.tally.record.actions[0].body),
            title=f"The timeline comment on {best.tally.ref.id[:8]}, as the recruiter gets it",
            title_align="left",
        )
    )


def _met(record: Any) -> tuple[int, int]:
    return (record.verdict.musts_met, record.verdict.low or 0)


def _show_next(result: Result, console: Console) -> None:
    example = result.tallies[0].ref.id if result.tallies else "ID"
    world = "fixtures/world"
    me = os.path.relpath(sys.argv[0]) if Path(sys.argv[0]).name == "screening" else "screening"
    lines = [f"{me} explain {example} --config {FOLDER}/screening.toml"]
    if Path(world).is_dir():
        lines.append(
            f"{me} try {world}/files/c18/resume.pdf --requisition {world}/requisition.example.txt"
        )
    lines += [
        f"{me} demo --personality liar   (or obedient, refuser, broken, down)",
        f"{me} demo --model NAME         (OPENAI_API_KEY, or --base-url of your own server)",
        f"{me} doctor                    (once screening.toml names your own HERP Hire)",
    ]
    console.print("\nWhat to try next")
    for line in lines:
        console.print(f"  {line}", markup=False, highlight=False, soft_wrap=True)
