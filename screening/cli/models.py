"""``models``: which models answer, what they cost, and which names were accepted."""

import asyncio
from datetime import date
from pathlib import Path

import click

from screening.cli.options import config_option, read_ledger_settings
from screening.errors import Misconfigured
from screening.settings import ModelSettings, Settings


@click.group("models", invoke_without_command=True)
@config_option
@click.pass_context
def models(context: click.Context, config: Path) -> None:
    """Show the models of the settings, and under which names their servers answered.

    A server that names another model than before has changed it behind the same name. Comments
    then say so, and nothing is done automatically until you have looked and accepted it.
    """
    context.obj = config
    if context.invoked_subcommand is None:
        asyncio.run(_show(read_ledger_settings(config)))


@models.command("accept")
@click.argument("model")
@click.argument("returned")
@click.option("--config", type=click.Path(path_type=Path), help="The settings file.")
@click.pass_obj
def accept(common: Path, model: str, returned: str, config: Path | None) -> None:
    """Accept that RETURNED answers when MODEL is asked for."""
    settings = read_ledger_settings(config or common)
    known = [one.name for one in _configured(settings)]
    if model not in known:
        raise Misconfigured(
            f"The settings name no model {model}: they name {', '.join(known) or 'none'}."
        )
    asyncio.run(_accept(settings, model, returned))
    click.echo(f"{model}: {returned} is accepted from now on.")


async def _show(settings: Settings) -> None:
    from screening.llm.prices import look_up
    from screening.texts import read_texts
    from screening.wiring import open_watch

    table = read_texts(settings.prompts).models
    async with open_watch(settings) as watch:
        for model in _configured(settings):
            known = look_up(dict(table), model.name)
            names = await watch.names(model.name)
            click.echo(model.name)
            click.echo(f"  price: {_price(model, known.price is not None if known else False)}")
            click.echo(f"  shutdown: {_shutdown(known.shutdown if known else None)}")
            click.echo(f"  accepted names: {', '.join(names) or 'none yet; the first will be'}")


async def _accept(settings: Settings, model: str, returned: str) -> None:
    from screening.wiring import open_watch, utc_now

    async with open_watch(settings) as watch:
        await watch.accept(model, returned, now=utc_now())


def _configured(settings: Settings) -> tuple[ModelSettings, ...]:
    both = (settings.model, settings.second_model)
    return tuple(one for one in both if one is not None)


def _price(model: ModelSettings, listed: bool) -> str:
    if model.input_price is not None and model.output_price is not None:
        return "from the settings"
    return "from models.toml" if listed else "unknown; calls are recorded without a cost"


def _shutdown(day: date | None) -> str:
    return f"{day.isoformat()}" if day else "none announced that we know of"
