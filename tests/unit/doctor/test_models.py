"""A model's end is told three months before, and an old table half a year after its last check."""

from datetime import date, timedelta

import pytest

from screening.doctor.check import State
from screening.doctor.models import models_end
from screening.llm.prices import known_models

CHECKED = date(2026, 11, 21)
ENDS = date(2027, 1, 14)
TABLE = known_models(
    """
    checked = 2026-11-21
    [[model]]
    name = "ending"
    shutdown = 2027-01-14
    [[model]]
    name = "lasting"
    """
)


def said(*names: str, today: date) -> list[str]:
    checks = models_end(names, TABLE, today=today)
    assert all(check.state is State.WARN for check in checks)
    return [check.says for check in checks]


def test_ninety_days_before_its_end_a_model_is_warned_of() -> None:
    assert said("ending", today=ENDS - timedelta(days=91)) == []
    (warning,) = said("ending", today=ENDS - timedelta(days=90))
    assert "ending is listed to end on 2027-01-14" in warning
    assert "choose another" in warning


@pytest.mark.parametrize("days", [0, 1, 60])
def test_after_its_end_it_is_said_to_have_ended(days: int) -> None:
    (warning,) = said("ending", today=ENDS + timedelta(days=days))
    assert "listed as ended" in warning


def test_a_dated_snapshot_ends_with_its_model() -> None:
    assert said("ending-2026-04-23", today=ENDS - timedelta(days=1))


def test_models_that_last_or_are_not_listed_are_not_warned_of() -> None:
    assert said("lasting", "unheard of", today=ENDS) == []


def test_each_model_in_use_is_looked_up() -> None:
    assert len(said("ending", "lasting", "ending-2026-01-01", today=ENDS)) == 2


def test_a_table_that_nobody_has_checked_for_half_a_year_is_warned_of() -> None:
    assert said("lasting", today=CHECKED + timedelta(days=180)) == []
    (warning,) = said("lasting", today=CHECKED + timedelta(days=181))
    assert "prompts/models.toml was last checked on 2026-11-21" in warning


def test_an_empty_table_is_no_reason_to_warn() -> None:
    assert models_end(("any",), {}, today=ENDS) == []
