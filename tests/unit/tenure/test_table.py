"""The table of periods: what a person counts, beside what the code counts."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from screening.tenure import count

TABLE = Path(__file__).parents[3] / "fixtures" / "periods"
FEWEST_CASES = 120
LEAST_RIGHT = 0.98


class Case(BaseModel):
    """One case as it stands in the fixture."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    texts: tuple[str, ...]
    applied_on: date
    months: int | None = None
    stated: bool = False
    known_wrong: bool = False
    why: str = ""


def _cases(language: str) -> tuple[Case, ...]:
    table = tomllib.loads((TABLE / f"{language}.toml").read_text(encoding="utf-8"))
    return tuple(
        Case.model_validate({"applied_on": table["applied_on"], **case}) for case in table["case"]
    )


def _right(case: Case) -> bool:
    counted = count(case.texts, applied_on=case.applied_on)
    if counted is None or case.months is None:
        return counted is None and case.months is None
    return (counted.months, counted.stated) == (case.months, case.stated)


CASES = {language: _cases(language) for language in ("ja", "en", "ru")}
EVERY = tuple(case for cases in CASES.values() for case in cases)


def test_the_table_is_large_enough_and_has_no_case_twice() -> None:
    assert len(EVERY) >= FEWEST_CASES
    assert len({(case.texts, case.applied_on) for case in EVERY}) >= len(EVERY) - 2


def test_almost_every_case_is_counted_as_a_person_counts_it() -> None:
    wrong = [case.texts for case in EVERY if not _right(case)]
    share = 1 - len(wrong) / len(EVERY)
    assert share >= LEAST_RIGHT, f"{share:.1%} of {len(EVERY)} right; wrong: {wrong}"


@pytest.mark.parametrize("language", CASES)
def test_what_is_known_to_be_wrong_is_all_that_is_wrong(language: str) -> None:
    for case in CASES[language]:
        assert _right(case) is not case.known_wrong, (
            case,
            count(case.texts, applied_on=case.applied_on),
        )
