"""``screening models``: what is accepted is shown, and ``--config`` may stand on either side."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from screening.cli.models import models


@pytest.mark.parametrize("after", [True, False])
def test_a_name_is_accepted_with_the_settings_named_before_or_after(
    tmp_path: Path, after: bool
) -> None:
    file = tmp_path / "my.toml"
    file.write_text(
        '[model]\nname = "m"\nbase_url = "http://127.0.0.1:9/v1"\n'
        f'[ledger]\nurl = "sqlite:///{tmp_path}/my.db"\n'
        '[tenants.acme]\nbase_url = "http://127.0.0.1:9/hire"\n',
        encoding="utf-8",
    )
    config = ["--config", str(file)]
    words = ["accept", "m", "m-2026", *config] if after else [*config, "accept", "m", "m-2026"]
    said = CliRunner().invoke(models, words)
    assert (said.exit_code, said.output) == (0, "m: m-2026 is accepted from now on.\n")
    assert "accepted names: m-2026" in CliRunner().invoke(models, config).output
