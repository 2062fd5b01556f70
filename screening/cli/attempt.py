"""``try``: screen local files, with the whole real trip and no ATS."""

import asyncio
import json
import tempfile
from pathlib import Path

import click

from screening.cli.options import config_option, json_option, read_settings
from screening.errors import Misconfigured
from screening.model import (
    AssessorKind,
    Language,
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
@json_option
@config_option
@click.pass_context
def attempt(
    ctx: click.Context,
    files: tuple[Path, ...],
    requisition: Path,
    language: str | None,
    as_json: bool,
    config: Path,
) -> None:
    """Screen FILES against one requisition and print the comment. Nothing is sent to any ATS.

    The model is the one in the settings file; without a settings file it is the keyword baseline,
    which is not an LLM and says so. Exit code 1 when nothing was screened.
    """
    named = ctx.get_parameter_source("config") is not click.core.ParameterSource.DEFAULT
    settings = read_settings(config) if named or config.exists() else None
    record = asyncio.run(
        _run(files, requisition, settings, Language(language) if language else None)
    )
    if as_json:
        click.echo(json.dumps(record.model_dump(mode="json"), ensure_ascii=False, indent=2))
    else:
        click.echo(record.actions[0].body)
    if record.verdict is None:
        ctx.exit(_FAILED)


async def _run(
    files: tuple[Path, ...], requisition: Path, settings: Settings | None, language: Language | None
) -> ScreeningRecord:
    from screening.ats.local import LocalFiles
    from screening.texts import read_text
    from screening.trial import screen_once
    from screening.wiring import utc_now

    for path in files:
        if not path.is_file():
            raise Misconfigured(f"{path} is not a file.")
    text = read_text(requisition)
    by_admin = requisition.suffix == ".toml"
    wanted = Requisition(id=_REQUISITION, name=requisition.stem, must_text="" if by_admin else text)
    with tempfile.TemporaryDirectory() as folder:
        trial = _settings(settings, language, requisition if by_admin else None, Path(folder))
        ats = LocalFiles(next(iter(trial.tenants)), files, wanted, utc_now())
        return await screen_once(trial, ats)


def _settings(
    settings: Settings | None, language: Language | None, rubric: Path | None, folder: Path
) -> Settings:
    """Make the settings of one trial tenant: the first one's tastes, and a ledger of its own."""
    base = settings or Settings(
        model=ModelSettings(kind=AssessorKind.KEYWORD_BASELINE),
        tenants={TenantId("local"): TenantSettings(language=Language.EN)},
    )
    name, tenant = next(iter(base.tenants.items()))
    own = {
        "language": language or tenant.language,
        "steps": (STEP,),
        "settle_minutes": 0,
        "look_again_minutes": (),
        "only_requisitions": (),
        "requisitions": {_REQUISITION: RequisitionSettings(rubric=rubric)},
    }
    ledger = LedgerSettings(url=f"sqlite:///{folder / 'trial.db'}")
    tenants = {name: tenant.model_copy(update=own)}
    return base.model_copy(update={"ledger": ledger, "tenants": tenants})
