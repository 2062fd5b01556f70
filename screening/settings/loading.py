"""Reading the file, checking it, and taking the keys from the environment. Done once."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from screening.errors import Misconfigured
from screening.faults import sentences
from screening.keys import find_key
from screening.llm.environment import environment_conflicts
from screening.settings.asking import ModelSettings
from screening.settings.whole import Settings


def load_settings(path: Path, environ: Mapping[str, str]) -> Settings:
    """Read and check the settings; raise ``Misconfigured`` with one sentence for each fault."""
    return with_keys(load_without_keys(path), environ, source=str(path))


def load_without_keys(path: Path) -> Settings:
    """Read and check the file alone, for commands that ask neither the ATS nor the model."""
    try:
        with path.open("rb") as file:
            raw = tomllib.load(file)
    except FileNotFoundError:
        raise Misconfigured(
            f"There is no settings file {path}: copy screening.example.toml to it, "
            "or name another with --config."
        ) from None
    except IsADirectoryError:
        raise Misconfigured(f"{path} is a folder: name a settings file with --config.") from None
    except OSError as error:
        raise Misconfigured(f"{path} cannot be read: {error.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Misconfigured(f"{path} is not valid TOML: {_no_content(error)}.") from None
    return _at_home(_checked(raw, source=str(path)), path)


def settings_from(raw: dict[str, Any], environ: Mapping[str, str], *, source: str) -> Settings:
    """Check settings already read as tables, and take the keys from the environment."""
    return with_keys(_checked(raw, source=source), environ, source=source)


def with_keys(settings: Settings, environ: Mapping[str, str], *, source: str) -> Settings:
    """Take all keys from the environment; raise ``Misconfigured`` naming what is amiss there."""
    faults: list[str] = []
    try:
        settings = with_model_key(settings, environ, source=source)
    except Misconfigured as error:
        faults.append(str(error))
    tenants = {}
    for name, tenant in settings.tenants.items():
        setting = f"{source}: tenants.{name}.key_env"
        try:
            key = find_key(tenant.key_env, tenant.base_url, environ, setting=setting)
        except Misconfigured as error:
            faults.append(str(error))
        else:
            tenants[name] = tenant.model_copy(update={"key": key})
    if faults:
        raise Misconfigured("\n".join(faults))
    return settings.model_copy(update={"tenants": tenants})


def with_model_key(settings: Settings, environ: Mapping[str, str], *, source: str) -> Settings:
    """Take only the models' keys, where there is an address to ask.

    Variables that would change behind our back where the question goes stop the start.
    """
    first = _with_key(settings.model, environ, f"{source}: model.key_env")
    second = settings.second_model and _with_key(
        settings.second_model, environ, f"{source}: second_model.key_env"
    )
    return settings.model_copy(update={"model": first, "second_model": second})


def _with_key(model: ModelSettings, environ: Mapping[str, str], setting: str) -> ModelSettings:
    if model.base_url is None:
        return model
    if conflicts := environment_conflicts(environ, base_url=model.base_url):
        raise Misconfigured("\n".join(conflicts))
    key = find_key(model.key_env, model.base_url, environ, setting=setting)
    return model.model_copy(update={"key": key})


def _checked(raw: dict[str, Any], *, source: str) -> Settings:
    _refuse_keys_in_file(raw, source)
    try:
        return Settings.model_validate(raw)
    except ValidationError as error:
        raise Misconfigured("\n".join(sentences(error, source))) from None


def _at_home(settings: Settings, path: Path) -> Settings:
    """Let a relative ledger lie beside the settings, or another folder would begin another one."""
    scheme, slashes, file = settings.ledger.url.partition(":///")
    named = file and not file.startswith(("/", "~", ":memory:", "file:"))
    if not (settings.ledger.is_file and slashes and named):
        return settings
    url = f"{scheme}:///{path.absolute().parent / file}"
    return settings.model_copy(update={"ledger": settings.ledger.model_copy(update={"url": url})})


def _refuse_keys_in_file(raw: Mapping[str, Any], source: str) -> None:
    tenants = raw.get("tenants")
    sections = [(name, raw.get(name)) for name in ("model", "second_model")]
    if isinstance(tenants, dict):
        sections += [(f"tenants.{name}", table) for name, table in tenants.items()]
    for name, table in sections:
        if isinstance(table, dict) and "key" in table:
            raise Misconfigured(
                f"{source}: {name}.key does not belong in this file: put the key into an "
                "environment variable and name that variable in key_env."
            )


def _no_content(error: Exception) -> str:
    position = str(error).rpartition("(at ")[2].rstrip(")")
    return f"look at {position}" if position and position != str(error) else "it is not UTF-8 text"
