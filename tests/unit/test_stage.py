"""What a demonstration leaves behind leads back to its ledger, from any folder."""

from pathlib import Path

import pytest

from screening.demo.stage import FOLDER, Stage
from screening.settings import load_without_keys
from screening.simulators.personalities import Personality
from screening.store.address import parse

HERE = "http://127.0.0.1:9"


@pytest.mark.parametrize(
    "model", [None, {"base_url": HERE, "name": "m", "allow_plain_http": False}]
)
def test_the_settings_left_behind_lead_to_the_same_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model: dict[str, object] | None
) -> None:
    (tmp_path / FOLDER).mkdir()
    monkeypatch.chdir(tmp_path)
    stage = Stage(Personality.LITERAL, model, {})
    played = stage._settings(f"{HERE}/hire", f"{HERE}/v1")
    assert parse(played.ledger.url).file == tmp_path / FOLDER / "screening.db"
    monkeypatch.chdir("/")
    left = load_without_keys(tmp_path / FOLDER / "screening.toml")
    assert parse(left.ledger.url).file == tmp_path / FOLDER / "screening.db"
    assert left.model.base_url == played.model.base_url
