"""Options and arguments that several commands share."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from screening.ats.herp_words import plain_id
from screening.errors import Misconfigured
from screening.model import CandidacyId, CandidacyRef, TenantId
from screening.settings import Settings, load_settings, load_without_keys, with_model_key

_ID = re.compile(r"[!-~]{1,200}")
_Command = TypeVar("_Command", bound=Callable[..., Any])


def config_option(command: _Command) -> _Command:
    """Add ``--config``: the settings file."""
    return click.option(
        "--config",
        type=click.Path(path_type=Path),
        default=Path("screening.toml"),
        envvar="SCREENING_CONFIG",
        show_default=True,
        help="The settings file.",
    )(command)


def tenant_option(command: _Command) -> _Command:
    """Add ``--tenant``, needed only where the settings name more than one."""
    return click.option("--tenant", help="Which tenant; needed only when there are several.")(
        command
    )


def json_option(command: _Command) -> _Command:
    """Add ``--json``: the same facts for a program."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON with stable keys.")(
        command
    )


def read_settings(config: Path) -> Settings:
    """Read the settings with this process's environment."""
    return load_settings(config, os.environ)


def read_model_settings(config: Path) -> Settings:
    """Read the settings for a command that asks no ATS: only the model's key is needed."""
    return with_model_key(load_without_keys(config), os.environ, source=str(config))


def read_ledger_settings(config: Path) -> Settings:
    """Read the settings for a command that asks neither the ATS nor the model: no key is needed."""
    return load_without_keys(config)


def choose_tenant(settings: Settings, name: str | None) -> TenantId:
    """Return the tenant that was named, or the only one there is."""
    if name is None and len(settings.tenants) == 1:
        return next(iter(settings.tenants))
    names = ", ".join(settings.tenants)
    if name is None:
        raise Misconfigured(f"There are several tenants: say which with --tenant ({names}).")
    if name not in settings.tenants:
        raise Misconfigured(f"There is no tenant {name} in the settings: they name {names}.")
    return TenantId(name)


def choose_candidacy(settings: Settings, tenant: str | None, id: str) -> CandidacyRef:
    """Return the candidacy that was named by its id in the ATS."""
    if not _ID.fullmatch(id):
        raise Misconfigured(
            "CANDIDACY is not an id: give the candidacy's id as the ATS shows it in its address."
        )
    return CandidacyRef(tenant=choose_tenant(settings, tenant), id=CandidacyId(plain_id(id)))
