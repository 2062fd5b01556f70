"""``try``: screen local files, with the whole real trip and no ATS."""

import asyncio
import json
import os
import sys
import tempfile
from pathlib import Path

import click

from screening.cli.options import (
    choose_tenant,
    config_option,
    json_option,
    read_model_settings,
    tenant_option,
)
from screening.errors import Misconfigured
from screening.model import (
    AssessorKind,
    Language,
    Person,
    Reason,
    Requisition,
    RequisitionId,
    ScreeningRecord,
    Step,
    TenantId,
)
from screening.settings import (
    LedgerSettings,
    ModelSettings,
    RequisitionSettings,
    Settings,
    TenantSettings,
)

STEP = Step("local")
_REQUISITION = RequisitionId("local")
_FAILED = 1


@click.command("try")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--requisition",
    required=True,
    type=click.Path(path_type=Path),
    help="Its requirements: plain text as recruiters write it, or TOML as an admin does.",
)
@click.option(
    "--language",
    type=click.Choice([one.value for one in Language]),
    help="The comment's language; the tenant's in the settings, else English.",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    help="The person's name, to judge blind; repeat it for other scripts and spellings.",
)
@click.option(
    "--contact",
    "contacts",
    multiple=True,
    help="The person's e-mail address, telephone or link; goes with --name, may be repeated.",
)
@tenant_option
@json_option
@config_option
@click.pass_context
def attempt(
    ctx: click.Context,
    files: tuple[Path, ...],
    requisition: Path,
    language: str | None,
    names: tuple[str, ...],
    contacts: tuple[str, ...],
    tenant: str | None,
    as_json: bool,
    config: Path,
) -> None:
    """Screen FILES as one person's against one requisition and print the comment.

    Nothing is sent to any ATS. The model is the one in the settings file; without a settings file
    it is the keyword baseline, which is not an LLM and says so. Exit code 1 when nothing was
    screened; the comment then says why.

    With --name or --contact, as where the settings say so, the files are judged blind: the model
    is shown no name, contact, age, sex, origin or family. What is said here is not kept.
    """
    for path in files:
        _check(path)
    named = ctx.get_parameter_source("config") is not click.core.ParameterSource.DEFAULT
    settings = read_model_settings(config) if named or config.exists() else _baseline()
    chosen = choose_tenant(settings, tenant) if tenant else next(iter(settings.tenants))
    if sys.stderr.isatty():
        click.echo("Reading the files and asking the model ...", err=True)
    spoken = Language(language) if language else None
    person = Person(names=names, contacts=contacts)
    record = asyncio.run(_run(files, requisition, settings, chosen, spoken, person))
    _tell(record, requisition, as_json=as_json)
    if record.verdict is None:
        ctx.exit(_FAILED)


def _tell(record: ScreeningRecord, requisition: Path, *, as_json: bool) -> None:
    if record.decision.reason is Reason.NO_REQUIREMENTS:
        raise Misconfigured(
            f"{requisition} names no must-have and no nice-to-have: write each on a line of its "
            "own, such as '- Experience with PostgreSQL'."
        )
    if as_json:
        click.echo(json.dumps(record.model_dump(mode="json"), ensure_ascii=False, indent=2))
    else:
        click.echo(record.actions[0].body)


def _check(path: Path) -> None:
    if not path.is_file():
        raise Misconfigured(f"{path} is not a file: name files to read.")
    if not os.access(path, os.R_OK):
        raise Misconfigured(f"{path} may not be read: see its rights.")


async def _run(
    files: tuple[Path, ...],
    requisition: Path,
    settings: Settings,
    tenant: TenantId,
    language: Language | None,
    person: Person,
) -> ScreeningRecord:
    from screening.ats.local import LocalFiles
    from screening.texts import read_text
    from screening.trial import screen_once
    from screening.wiring import utc_now

    text = read_text(requisition)
    by_admin = requisition.suffix == ".toml"
    wanted = Requisition(id=_REQUISITION, name=requisition.stem, must_text="" if by_admin else text)
    with tempfile.TemporaryDirectory() as folder:
        rubric = requisition if by_admin else None
        blind = bool(person.names or person.contacts) or settings.tenants[tenant].blind
        trial = _trial(settings, tenant, language, rubric=rubric, blind=blind, folder=Path(folder))
        return await screen_once(trial, LocalFiles(tenant, files, wanted, utc_now(), person))


def _baseline() -> Settings:
    return Settings(
        model=ModelSettings(kind=AssessorKind.KEYWORD_BASELINE),
        tenants={TenantId("local"): TenantSettings(language=Language.EN)},
    )


def _trial(
    base: Settings,
    name: TenantId,
    language: Language | None,
    *,
    rubric: Path | None,
    blind: bool,
    folder: Path,
) -> Settings:
    """Make the settings of one trial tenant: its own tastes, and a ledger that nobody else has."""
    tenant = base.tenants[name]
    own = {
        "language": language or tenant.language,
        "blind": blind,
        "steps": (STEP,),
        "settle_minutes": 0,
        "look_again_minutes": (),
        "file_kinds_excluded": (),
        "not_screened_comment": True,
        "only_requisitions": (),
        "requisitions": {_REQUISITION: RequisitionSettings(rubric=rubric)},
    }
    return base.model_copy(
        update={
            "brake_file": None,
            "ledger": LedgerSettings(url=f"sqlite:///{folder / 'trial.db'}"),
            "tenants": {name: tenant.model_copy(update=own)},
        }
    )
