"""What is written for people is true: every setting, command, metric, outcome and link."""

import ast
import re
import tomllib
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import get_args

import click
import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from screening.attend import Attendant
from screening.cli import cli
from screening.cli.simulate import herp, model
from screening.keys import LOCAL_KEY
from screening.model import EffectState, Outcome, Reason, TenantId
from screening.settings import Settings, load_settings, settings_from
from screening.simulators.by_hand import herp_simulator, model_simulator
from screening.simulators.herp import API_PATH
from screening.simulators.server import serve
from screening.sweep import sweep
from screening.telemetry import Metrics
from screening.wiring import open_house

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "screening.example.toml"
PAGES = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "prompts").rglob("*.md")),
    ROOT / "fixtures" / "README.md",
]


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


# ---------------------------------------------------------------- settings


def sections(settings: type[BaseModel], path: str = "") -> Iterator[tuple[str, type[BaseModel]]]:
    """Yield every table of the settings file with its name, as the docs write it."""
    yield path, settings
    for name, field in settings.model_fields.items():
        if name == "second_model":  # the keys of [model] once more, described as one row
            continue
        below = f"{path}.{name}".lstrip(".")
        for inner in (field.annotation, *get_args(field.annotation)):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                place = {"tenants": ".NAME", "requisitions": ".ID"}.get(name, "")
                yield from sections(inner, below + place)


SECTIONS = dict(sections(Settings))


def settable(section: str) -> dict[str, FieldInfo]:
    """Return a table's own keys: not the tables in it, and no key of an ATS or a model."""
    inner = {path.removeprefix(section).lstrip(".").split(".")[0] for path in SECTIONS}
    return {
        name: field
        for name, field in SECTIONS[section].model_fields.items()
        if name not in inner and not field.exclude
    }


def documented() -> dict[str, dict[str, str]]:
    """Return the keys that the docs describe, by section, each with its default's cell."""
    found: dict[str, dict[str, str]] = {}
    section = ""
    for line in page("docs/settings.md").splitlines():
        if line.startswith("## "):
            named = re.match(r"## `\[(.+)\]`", line)
            section = named[1] if named else ""
        row = re.match(r"\| (`.+?`) \| (.+?) \|", line)
        if row:
            for key in re.findall(r"`(\w+)`", row[1]):
                assert key not in found.get(section, {}), f"{section}.{key} stands there twice"
                found.setdefault(section, {})[key] = row[2]
    return found


def test_the_walk_finds_the_tables_that_are_known() -> None:
    assert {"", "ledger", "model", "tenants.NAME", "tenants.NAME.requisitions.ID"} <= set(SECTIONS)


def test_every_setting_is_documented_and_nothing_else_is() -> None:
    expected = {section: set(settable(section)) for section in SECTIONS}
    assert {section: set(keys) for section, keys in documented().items()} == expected


@pytest.mark.parametrize(
    ("section", "key"), [(section, key) for section in SECTIONS for key in settable(section)]
)
def test_a_documented_default_is_the_true_one(section: str, key: str) -> None:
    cell = documented()[section][key]
    default = settable(section)[key].get_default(call_default_factory=False)
    if cell.startswith("needed for"):  # wanted by one kind of model, checked with the other keys
        return
    if default is None or default == ():
        assert not cell.startswith("`"), "a key without a default is described in words"
        return
    assert default is not PydanticUndefined
    assert tomllib.loads(f"it = {_toml(cell)}")["it"] == _plain(default)


def _toml(cell: str) -> str:
    text = cell.strip("`")
    is_text = cell.startswith("`") and text not in {"true", "false"} and not text.startswith("[")
    return f'"{text}"' if is_text else text


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    return float(value) if isinstance(value, Decimal) else value


def test_the_sentences_about_settings_name_files_that_are_there() -> None:
    assert EXAMPLE.is_file()
    assert (ROOT / "docs" / "settings.md").is_file()


# ---------------------------------------------------------------- commands


def commands() -> dict[str, click.Command]:
    with click.Context(cli) as context:
        found = {name: cli.get_command(context, name) for name in cli.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def test_every_command_is_described_for_operators() -> None:
    written = page("docs/operate.md")
    for name in commands():
        assert f"screening {name}" in written, f"{name} is not described"


@pytest.mark.parametrize("path", PAGES, ids=lambda one: one.relative_to(ROOT).as_posix())
def test_no_page_names_a_command_or_an_option_that_is_not_there(path: Path) -> None:
    known = commands()
    for match in re.finditer(r"screening ([a-z]+)((?: [^`\n|]*)?)`", path.read_text("utf-8")):
        name, rest = match[1], match[2]
        if name not in known:
            continue  # words of a sentence: "screening behaviour"
        options = {each for one in known[name].params for each in (*one.opts, *one.secondary_opts)}
        inner = getattr(known[name], "commands", {})
        options |= {each for sub in inner.values() for one in sub.params for each in one.opts}
        assert set(re.findall(r"--[a-z-]+", rest)) <= options | {"--help"}, match[0]


def test_the_help_says_what_each_command_does() -> None:
    for name, command in commands().items():
        assert command.help, name
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.help, f"{name} {option.name}"


# ---------------------------------------------------------------- outcomes, metrics, logs


@pytest.mark.parametrize("value", [*Outcome, *Reason])
def test_every_outcome_and_reason_is_explained(value: Outcome | Reason) -> None:
    rows = [line for line in page("docs/operate.md").splitlines() if line.startswith("| ")]
    assert any(f"`{value}`" in row.split("|")[1] for row in rows)


def test_every_metric_is_listed_and_no_other() -> None:
    names = {
        f"{family.name}_total" if family.type == "counter" else family.name
        for family in Metrics().registry.collect()
    }
    table = page("docs/operate.md").partition("| Metric |")[2].partition("\n\n")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == names


def logged() -> set[str]:
    """Return every event that our own modules log."""
    found = set()
    for folder in ("screening", "workers"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("log()."):
                    assert isinstance(node.args[0], ast.Constant)
                    found.add(str(node.args[0].value))
    return found


def test_every_event_of_the_logs_is_explained_and_no_other() -> None:
    table = page("docs/operate.md").partition("| Event | Meaning |")[2].partition("\n\n")[0]
    assert set(re.findall(r"`(\w+\.\w+)`", table)) == logged()


# ---------------------------------------------------------------- links


@pytest.mark.parametrize("path", PAGES, ids=lambda one: one.relative_to(ROOT).as_posix())
def test_links_lead_to_files_that_are_there(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (path.parent / target).exists(), target


# ---------------------------------------------------------------- the example


def test_the_example_can_be_loaded_without_any_key() -> None:
    settings = load_settings(EXAMPLE, {})
    assert [tenant.language for tenant in settings.tenants.values()] == ["ja"]


def test_the_example_names_the_addresses_at_which_the_simulators_stand() -> None:
    settings = load_settings(EXAMPLE, {})
    (tenant,) = settings.tenants.values()
    ports = {one.name: one.default for command in (herp, model) for one in command.params}
    assert ports["port"] is not None
    assert tenant.base_url == f"http://127.0.0.1:{_port(herp)}{API_PATH}"
    assert settings.model.base_url == f"http://127.0.0.1:{_port(model)}/v1"


def _port(command: click.Command) -> object:
    return next(one.default for one in command.params if one.name == "port")


async def test_the_example_runs_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the addresses are other ones, so that free ports can be taken."""
    monkeypatch.chdir(tmp_path)
    simulator = herp_simulator(key=LOCAL_KEY)
    async with serve(simulator.app) as ats_url, serve(model_simulator().app) as model_url:
        text = page("screening.example.toml")
        text = text.replace("http://127.0.0.1:8801", ats_url)
        text = text.replace("http://127.0.0.1:8802", model_url)
        settings = settings_from(tomllib.loads(text), {}, source="the example")
        async with open_house(settings) as house:
            kit = house.kits[TenantId("example")]
            assert (await sweep(kit, since=None)).new > 20
            attendant = Attendant(
                kits=house.kits,
                ledger=house.ledger,
                clock=house.clock,
                owner="test",
                term=timedelta(seconds=60),
                metrics=house.metrics,
            )
            bells = await house.ledger.due(now=house.clock(), limit=20)
            for bell in bells:
                await attendant.attend(bell.work)
                if simulator.writes:
                    break
            tallies = await house.ledger.tally(kit.tenant)
    (write,) = simulator.writes
    (told,) = [one for one in tallies if one.comment_state is EffectState.CONFIRMED]
    assert (write.kind, write.candidacy) == ("comment", told.ref.id)
    assert told.record is not None
    assert told.record.reference in simulator.comments(write.candidacy)[0]
