"""``requirements``: draft, read, compare, check and approve what candidacies are judged by."""

import asyncio
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from screening.cli.options import config_option, json_option, tenant_option
from screening.errors import Misconfigured

if TYPE_CHECKING:
    from screening.cli.requirements_desk import Author, Bill
    from screening.model import Requisition, Rubric

_DIFFERENT = 1
_BLOCKED = 1

_by_option = click.option(
    "--by", type=click.Choice(["model", "rules"]), help="Who makes the draft; the model if any."
)


@click.group("requirements")
def requirements() -> None:
    """Draft, read, compare, check and approve the requirements of a requisition.

    Candidacies are judged by requirements that nobody approved, too; but then nothing follows from
    a judgement but a comment.
    """


@requirements.command("draft")
@click.argument("requisition")
@_by_option
@tenant_option
@json_option
@config_option
def draft(
    requisition: str, by: "Author | None", tenant: str | None, as_json: bool, config: Path
) -> None:
    """Read REQUISITION's text from the ATS and print its requirements as a file to review.

    Asks the model once, if the tenant has one. What is wrong with a wording stands above it.
    """
    asyncio.run(_draft(config, tenant, requisition, by, as_json=as_json))


@requirements.command("show")
@click.argument("requisition")
@tenant_option
@json_option
@config_option
def show(requisition: str, tenant: str | None, as_json: bool, config: Path) -> None:
    """Print what stands for REQUISITION, who approved it, and whether its text has changed."""
    asyncio.run(_show(config, tenant, requisition, as_json=as_json))


@requirements.command("diff")
@click.argument("requisition")
@click.option(
    "--by",
    type=click.Choice(["model", "rules"]),
    default="rules",
    show_default=True,
    help="Who takes the current text apart; the rules cost nothing.",
)
@tenant_option
@json_option
@config_option
@click.pass_context
def diff(
    ctx: click.Context,
    requisition: str,
    by: "Author",
    tenant: str | None,
    as_json: bool,
    config: Path,
) -> None:
    """Print what differs between what stands for REQUISITION and its current text.

    Where an approval ended with an earlier text, that list is compared. Exit code 1 when something
    differs.
    """
    if asyncio.run(_diff(config, tenant, requisition, by, as_json=as_json)):
        ctx.exit(_DIFFERENT)


@requirements.command("approve")
@click.argument("requisition")
@click.option("--by", required=True, help="Who approves: a name for the record.")
@click.option(
    "--file",
    type=click.Path(path_type=Path),
    help="The draft as it was mended; without it, what stands for the current text.",
)
@tenant_option
@json_option
@config_option
def approve(
    requisition: str, by: str, file: Path | None, tenant: str | None, as_json: bool, config: Path
) -> None:
    """Approve requirements for REQUISITION's current text, after you have read them.

    A changed text ends the approval. Lines that must play no part cannot be approved.
    """
    asyncio.run(_approve(config, tenant, requisition, by, file, as_json=as_json))


@requirements.command("lint")
@click.argument("subject", metavar="FILE-OR-REQUISITION")
@tenant_option
@json_option
@config_option
@click.pass_context
def lint_wordings(
    ctx: click.Context, subject: str, tenant: str | None, as_json: bool, config: Path
) -> None:
    """Check the wordings of a file, or of what stands for a requisition.

    A file is TOML, or plain text as recruiters write it. Exit code 1 when a line is blocked.
    """
    file = Path(subject)
    if file.is_file():
        blocked = _lint_file(file, as_json=as_json)
    else:
        blocked = asyncio.run(_lint(config, tenant, subject, as_json=as_json))
    if blocked:
        ctx.exit(_BLOCKED)


async def _draft(
    config: Path, tenant: str | None, id: str, by: "Author | None", *, as_json: bool
) -> None:
    from screening.cli import requirements_telling as telling
    from screening.cli.requirements_desk import Bill, at_desk

    bill = Bill()
    async with at_desk(config, tenant, id) as desk:
        if sys.stderr.isatty() and by != "rules" and desk.kit.compiler is not None:
            click.echo("Asking the model ...", err=True)
        try:
            made = await desk.draft(by, bill)
        finally:
            _tell(bill)
        standing = await desk.standing()
        stands = standing is None or not (standing.in_file or standing.current)
        if stands:
            await desk.kit.book.keep(desk.kit.tenant, made, now=desk.kit.clock())
        facts = telling.facts(desk, made, stands=stands)
        _print(telling.draft_file(desk, made, stands=stands).rstrip("\n"), facts, as_json=as_json)


async def _show(config: Path, tenant: str | None, id: str, *, as_json: bool) -> None:
    from screening.cli import requirements_telling as telling
    from screening.cli.requirements_desk import at_desk

    async with at_desk(config, tenant, id) as desk:
        standing = await desk.standing()
        facts = telling.facts(
            desk,
            standing.rubric if standing else None,
            in_file=bool(standing and standing.in_file),
            current=bool(standing and standing.current),
            objection=standing.objection if standing else None,
        )
        _print("\n".join(telling.show_lines(desk, standing)), facts, as_json=as_json)


async def _diff(config: Path, tenant: str | None, id: str, by: "Author", *, as_json: bool) -> bool:
    from screening.cli import requirements_telling as telling
    from screening.cli.requirements_desk import Bill, at_desk
    from screening.rubric.comparing import ChangeKind, compare

    async with at_desk(config, tenant, id) as desk:
        standing = await desk.standing()
        if standing is None:
            raise Misconfigured(
                f"Nothing stands for {desk.requisition.id} yet: begin with screening requirements "
                f"draft {desk.requisition.id}."
            )
        before = standing.lapsed or standing.rubric
        bill = Bill()
        try:
            changes = compare(before, await desk.draft(by, bill))
        finally:
            _tell(bill)
        different = [one for one in changes if one.kind is not ChangeKind.SAME]
        facts = telling.facts(
            desk,
            before,
            current=standing.current and standing.lapsed is None,
            changes=[one.model_dump(mode="json") for one in changes],
        )
        lines = [*telling.diff_lines(changes), "", f"{len(different)} of {len(changes)} differ."]
        _print("\n".join(lines), facts, as_json=as_json)
    return bool(different)


async def _approve(
    config: Path, tenant: str | None, id: str, by: str, file: Path | None, *, as_json: bool
) -> None:
    from screening.cli import requirements_telling as telling
    from screening.cli.requirements_desk import at_desk

    async with at_desk(config, tenant, id) as desk:
        rubric = await desk.approve(by, file)
        said = (
            f"Approved: {len(rubric.requirements)} requirements of {desk.requisition.id}. They "
            "stand until the text in the ATS changes or another approval takes their place."
        )
        _print(said, telling.facts(desk, rubric), as_json=as_json)


async def _lint(config: Path, tenant: str | None, id: str, *, as_json: bool) -> bool:
    from screening.cli.requirements_desk import at_desk
    from screening.rubric import compile_rubric

    async with at_desk(config, tenant, id) as desk:
        standing = await desk.standing()
        rubric = standing.rubric if standing else compile_rubric(desk.requisition)
        return _report(rubric, desk.requisition, as_json=as_json)


def _lint_file(file: Path, *, as_json: bool) -> bool:
    from screening.cli.requirements_desk import rubric_of_file

    return _report(*rubric_of_file(file), as_json=as_json)


def _report(rubric: "Rubric", requisition: "Requisition | None", *, as_json: bool) -> bool:
    """Print all remarks and tell whether a requirement is blocked; what is left out is none."""
    from screening.cli import requirements_telling as telling
    from screening.rubric import barring, left_out, lint, lint_rubric

    found = lint_rubric(rubric)
    blocked = any(map(barring, found.values()))
    out = left_out(requisition) if requisition else ()
    lines = list(telling.rubric_lines(rubric))
    lines += ["", "Left out, judged and asked by nobody:"] if out else []
    for line in out:
        lines += [f"     {line}", *(f"     {telling.remark_line(one)}" for one in lint(line))]
    remarks = sum(map(len, found.values()))
    lines += ["", f"{remarks} remarks on {len(rubric.requirements)} requirements."]
    facts = {
        "rubric": rubric.model_dump(mode="json"),
        "remarks": telling.remarks_facts(found),
        "left_out": [telling.left_out_facts(line) for line in out],
        "blocked": blocked,
    }
    _print("\n".join(lines), facts, as_json=as_json)
    return blocked


def _tell(bill: "Bill") -> None:
    """Say what the model was paid, also for an answer that was no use."""
    from screening.cli.requirements_telling import bill_line

    if bill.calls:
        click.echo(bill_line(bill), err=True)


def _print(text: str, facts: dict[str, Any], *, as_json: bool) -> None:
    click.echo(json.dumps(facts, ensure_ascii=False, indent=2) if as_json else text)
