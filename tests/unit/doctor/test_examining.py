"""The probe is made only when it is asked for."""

from pathlib import Path

import pytest
import stamina
from click.testing import CliRunner

from screening.cli.doctor import doctor
from screening.doctor.examine import examine
from screening.settings import load_without_keys

SETTINGS = """
[ledger]
url = "sqlite:///{folder}/ledger.db"
one_machine = true
[queue]
url = "memory://"
[model]
kind = "keyword_baseline"
[tenants.acme]
base_url = "http://127.0.0.1:9"
key_env = "ATS_KEY"
language = "en"
time_zone = "UTC"
"""


async def queue() -> None:
    """Answer, as a queue that is there."""


@pytest.mark.parametrize("probing", [True, False])
async def test_the_servers_nature_is_looked_into_only_when_asked_for(
    probing: bool, tmp_path: Path
) -> None:
    file = tmp_path / "my.toml"
    second = '[second_model]\nkind = "keyword_baseline"\n'
    file.write_text(SETTINGS.replace("{folder}", str(tmp_path)) + second, encoding="utf-8")
    checks = examine(
        load_without_keys(file),
        {"ATS_KEY": "any"},
        source="my.toml",
        queue=queue,
        probing=probing,
    )
    with stamina.set_testing(True):  # nobody is at the ATS's address
        names = [check.name async for check in checks]
    assert "model" in names
    assert ("probe" in names) is probing
    assert ("probe of second_model" in names) is probing


def test_the_command_offers_the_probe() -> None:
    said = CliRunner().invoke(doctor, ["--help"])
    assert said.exit_code == 0
    assert "--probe" in said.output
