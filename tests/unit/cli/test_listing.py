"""``screening list`` prints every candidacy of a tenant, for people, spreadsheets and programs."""

import asyncio
import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from screening.cli.listing import listing
from screening.errors import Misconfigured
from screening.model import CandidacyId, CandidacyRef, TenantId
from screening.store.open import open_ledger

FORMULA = "=1+1"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Return settings whose ledger knows two candidacies, one with a formula for an id."""
    url = f"sqlite:///{tmp_path / 'screening.db'}"
    path = tmp_path / "screening.toml"
    tables = (
        f'[ledger]\nurl = "{url}"',
        '[model]\nname = "m"\nbase_url = "https://models.example/v1"',
        '[tenants.acme]\nkey_env = "KEY"',
    )
    path.write_text("\n".join(tables), encoding="utf-8")
    asyncio.run(_remember(url, "one", FORMULA))
    return path


async def _remember(url: str, *names: str) -> None:
    ledger = await open_ledger(url)
    for name in names:
        ref = CandidacyRef(tenant=TenantId("acme"), id=CandidacyId(name))
        await ledger.nudge(ref, due_at=datetime(2026, 11, 2, tzinfo=UTC))
    await ledger.close()


def _listed(config: Path, *options: str) -> str:
    result = CliRunner().invoke(listing, ["--config", str(config), *options])
    assert result.exit_code == 0, result.output
    return result.output


def test_every_candidacy_has_a_row(config: Path) -> None:
    heading, *rows = _listed(config).splitlines()
    assert heading.startswith("candidacy")
    assert {row.split()[0] for row in rows} == {"one", FORMULA}


def test_the_table_for_spreadsheets_holds_no_formula(config: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(_listed(config, "--csv"))))
    assert {row["candidacy"] for row in rows} == {"one", f"'{FORMULA}"}


def test_a_program_gets_what_is_stored(config: Path) -> None:
    rows = json.loads(_listed(config, "--json"))
    assert {row["candidacy"] for row in rows} == {"one", FORMULA}
    assert {row["outcome"] for row in rows} == {None}


def test_two_shapes_at_once_are_refused(config: Path) -> None:
    result = CliRunner().invoke(listing, ["--config", str(config), "--csv", "--json"])
    assert isinstance(result.exception, Misconfigured)
