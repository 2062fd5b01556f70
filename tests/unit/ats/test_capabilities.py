"""The capability file: whole, of this tenant, or refused with what to do."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from screening.ats.capabilities import Capabilities, SeenShape, load, save
from screening.errors import Misconfigured
from screening.model import TenantId

ACME = TenantId("acme")
SEEN = Capabilities(
    tenant=ACME,
    probed_at=datetime(2026, 11, 4, tzinfo=UTC),
    seen={"files": SeenShape(wrapper="items", keys=("id", "type")), "comments": SeenShape()},
    private_flag="isPrivate",
    step_verified=True,
)


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "acme.json"
    save(path, SEEN)
    assert load(path, tenant=ACME) == SEEN
    assert [each.name for each in path.parent.iterdir()] == ["acme.json"]


def test_saving_again_replaces_the_file(tmp_path: Path) -> None:
    path = tmp_path / "acme.json"
    save(path, SEEN)
    save(path, SEEN.model_copy(update={"step_verified": False}))
    loaded = load(path, tenant=ACME)
    assert loaded is not None
    assert not loaded.step_verified


def test_without_a_file_nothing_is_proven(tmp_path: Path) -> None:
    assert load(tmp_path / "none.json", tenant=ACME) is None


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"tenant": "acme"}', SEEN.model_dump_json().replace(":1,", ":2,", 1)],
    ids=["empty", "half", "list", "little", "newer"],
)
def test_a_damaged_or_newer_file_proves_nothing_and_says_what_to_do(
    tmp_path: Path, text: str
) -> None:
    path = tmp_path / "acme.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Misconfigured, match="run `screening probe`"):
        load(path, tenant=ACME)


def test_another_tenants_proof_does_not_count(tmp_path: Path) -> None:
    path = tmp_path / "acme.json"
    save(path, SEEN)
    with pytest.raises(Misconfigured, match="belongs to tenant acme, not other"):
        load(path, tenant=TenantId("other"))


def test_a_folder_in_its_place_is_named(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="cannot be read"):
        load(tmp_path, tenant=ACME)
    with pytest.raises(Misconfigured, match="cannot be written"):
        save(tmp_path, SEEN)


def test_wrappers_are_those_that_were_seen() -> None:
    assert SEEN.wrapper("files") == ("items",)
    assert SEEN.wrapper("comments") == ()
    assert SEEN.wrapper("users") == ()


def test_nothing_is_proven_by_default_and_unknown_members_are_refused() -> None:
    fresh = Capabilities(tenant=ACME, probed_at=SEEN.probed_at)
    assert not fresh.step_verified
    assert not fresh.termination_verified
    with pytest.raises(ValidationError):
        Capabilities.model_validate({**SEEN.model_dump(), "delete_verified": True})
