"""The nouns: frozen, strict, and the same after a round trip through storage."""

import inspect
from datetime import datetime
from enum import Enum

import pytest
from pydantic import ValidationError

import screening.model
from screening.model import (
    Candidacy,
    Decision,
    FileMeta,
    Outcome,
    Reason,
    Requirement,
    RequirementId,
    RequirementKind,
    Value,
)
from support.builders import make_candidacy, make_file, make_requisition
from support.fakes import START

PUBLIC = {name: getattr(screening.model, name) for name in screening.model.__all__}
VALUES = {
    name: kind
    for name, kind in PUBLIC.items()
    if inspect.isclass(kind) and issubclass(kind, Value) and kind is not Value
}


def test_there_are_values_to_check() -> None:
    assert len(VALUES) > 25


@pytest.mark.parametrize("name", sorted(VALUES))
def test_every_value_is_frozen_and_refuses_what_it_does_not_know(name: str) -> None:
    config = VALUES[name].model_config
    assert config["frozen"] is True
    assert config["extra"] == "forbid"


@pytest.mark.parametrize("name", sorted(VALUES))
def test_every_value_has_a_docstring(name: str) -> None:
    assert VALUES[name].__doc__
    assert VALUES[name].__doc__ != Value.__doc__


@pytest.mark.parametrize("name", sorted(VALUES))
def test_collections_in_values_are_tuples(name: str) -> None:
    """A list inside a frozen value could still be changed; one mapping is known and small."""
    for field, info in VALUES[name].model_fields.items():
        mutable = any(word in str(info.annotation) for word in ("list[", "set[", "List["))
        assert not mutable, f"{name}.{field}"


def test_no_noun_holds_a_candidates_contact_data() -> None:
    forbidden = {
        "email",
        "mail",
        "phone",
        "telephone",
        "address",
        "birthday",
        "age",
        "sex",
        "gender",
    }
    for name, kind in VALUES.items():
        assert not forbidden & set(kind.model_fields), name
    assert "name" not in Candidacy.model_fields


def test_every_public_name_exists_and_is_listed_once() -> None:
    listed = screening.model.__all__
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize(
    "name",
    sorted(
        name for name, kind in PUBLIC.items() if inspect.isclass(kind) and issubclass(kind, Enum)
    ),
)
def test_every_enumeration_is_written_in_one_way(name: str) -> None:
    """Its values are stored and logged: lower case, joined by underscores."""
    for member in PUBLIC[name]:
        assert member.value == member.value.lower()
        assert " " not in member.value


@pytest.mark.parametrize("value", [make_candidacy(), make_file(), make_requisition()])
def test_values_survive_storage(value: Value) -> None:
    assert type(value).model_validate_json(value.model_dump_json()) == value


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValidationError):
        make_candidacy(since=datetime(2026, 11, 2))  # noqa: DTZ001 - the fault under test


def test_an_unknown_member_is_refused() -> None:
    with pytest.raises(ValidationError):
        FileMeta.model_validate({**make_file().model_dump(), "owner": "x"})


def test_a_value_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        setattr(make_candidacy(), "channel", "other")  # noqa: B010 - mypy refuses the plain form


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - {Outcome.SCREENED, Outcome.NOT_SCREENED}))
def test_only_two_outcomes_are_decisions(outcome: Outcome) -> None:
    """All others end a screening without a word in the ATS."""
    with pytest.raises(ValidationError):
        Decision.model_validate({"outcome": outcome, "reason": Reason.JUDGED})


@pytest.mark.parametrize("id", ["", "R0", "R01", "R1000", "r1", "1", "R1\n"])
def test_a_requirements_id_can_be_told_from_any_other_word(id: str) -> None:
    with pytest.raises(ValidationError):
        Requirement(id=RequirementId(id), kind=RequirementKind.MUST, text="Python")


@pytest.mark.parametrize(
    "change",
    [{"text": ""}, {"text": "x" * 501}, {"weight": -1}, {"weight": 6}, {"partial_credit": "1.1"}],
)
def test_a_requirement_stays_within_its_limits(change: dict[str, object]) -> None:
    plain = {"id": "R1", "kind": "must", "text": "Python"}
    assert Requirement.model_validate(plain)
    with pytest.raises(ValidationError):
        Requirement.model_validate({**plain, **change})


def test_times_are_kept_to_the_microsecond_and_in_their_zone() -> None:
    kept = Candidacy.model_validate_json(make_candidacy().model_dump_json())
    assert kept.step_updated_at == make_candidacy().step_updated_at
    assert kept.step_updated_at.utcoffset() == START.utcoffset()
