"""``attack``: try to fool this installation's screening, and print what became of each attempt."""

import asyncio
import json
import sys

import click

from screening.cli.options import json_option

_LANGUAGES = ("ja", "en", "ru")
_FAILED = 1


@click.command("attack")
@click.option(
    "--language",
    "languages",
    multiple=True,
    type=click.Choice(_LANGUAGES),
    help="Only cases in this language; may be repeated.",
)
@click.option("--case", "only", default="", metavar="WORDS", help="Only cases with this name.")
@click.option("--quick", is_flag=True, help="One language: about a third of the time.")
@click.option("--every", is_flag=True, help="Print a line for every case.")
@click.option("--list", "names_only", is_flag=True, help="Print the names of all cases, and end.")
@json_option
@click.pass_context
def attack(
    ctx: click.Context,
    languages: tuple[str, ...],
    only: str,
    quick: bool,
    every: bool,
    names_only: bool,
    as_json: bool,
) -> None:
    """Send invented candidacies that try to fool the screening through all of it.

    A simulated ATS and a simulated model that obeys documents stand in for the real ones; reading,
    checking and deciding are this installation's own. Nothing leaves this machine. Exit code 1 when
    a promise does not hold: an attack that could be acted on, a quote that no person can see.
    """
    from screening.attack.campaign import attack as campaign
    from screening.attack.cases import names
    from screening.attack.report import tell
    from screening.model import Language

    if names_only:
        for kind, name in names():
            click.echo(f"{kind:20} {name}")
        return
    chosen = languages or (_LANGUAGES[:1] if quick else _LANGUAGES)
    report = asyncio.run(
        campaign(
            [Language(one) for one in chosen],
            only=only,
            progress=_count if sys.stderr.isatty() else None,
        )
    )
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        for line in tell(report, every=every or bool(only)):
            click.echo(line)
    if report.faults:
        ctx.exit(_FAILED)


def _count(done: int, total: int) -> None:
    click.echo(f"\rScreening case {done} of {total} ...", nl=done == total, err=True)
