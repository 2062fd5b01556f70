"""An admin's file, read and written: what it says of its text and of who approved it."""

import tomllib
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from screening.errors import Misconfigured
from screening.model import (
    Approval,
    Fingerprint,
    Requirement,
    RequirementId,
    RequirementKind,
    RequisitionId,
    Rubric,
    RubricSource,
)
from screening.rubric import parse_rubric, to_toml

QUERY = RequisitionId("962baa2f-bc27")
HASH = Fingerprint("0a" * 32)
ENTRY = '[[requirement]]\nkind = "must"\ntext = "Python"\n'


def parsed(top: str = "", entry: str = ENTRY) -> Rubric:
    return parse_rubric(f"{top}\n{entry}", QUERY)


def test_a_file_says_of_which_text_it_was_made_and_who_stands_behind_it() -> None:
    rubric = parsed(
        f'requisition = "{QUERY}"\nsource = "model"\ntext_hash = "{HASH}"\n'
        'approved_by = " 佐藤  花子 "\napproved_on = 2026-11-22'
    )
    assert rubric.source is RubricSource.MODEL
    assert rubric.text_hash == HASH
    assert rubric.approval == Approval(by="佐藤 花子", at=datetime(2026, 11, 22, tzinfo=UTC))


def test_a_file_without_these_lines_is_judged_by_but_not_approved() -> None:
    rubric = parsed()
    assert (rubric.source, rubric.text_hash, rubric.approval) == (RubricSource.ADMIN, None, None)


def test_a_requisition_may_be_named_in_capitals() -> None:
    assert parsed(f'requisition = "{QUERY.upper()}"').requisition_id == QUERY


@pytest.mark.parametrize(
    "moment", ["2026-11-22T10:00:00Z", "2026-11-22T19:00:00+09:00", "2026-11-22T10:00:00"]
)
def test_an_approval_may_name_the_time(moment: str) -> None:
    rubric = parsed(f'approved_by = "Sato"\napproved_on = {moment}')
    assert rubric.approval is not None
    assert rubric.approval.at == datetime(2026, 11, 22, 10, tzinfo=UTC)


def test_a_minimum_time_is_read() -> None:
    assert parsed(entry=f"{ENTRY}minimum_months = 36").requirements[0].minimum_months == 36
    assert parsed().requirements[0].minimum_months is None


@pytest.mark.parametrize(
    ("top", "sentence"),
    [
        ('requisition = "another"', "requisition names another one than the one it was read for"),
        ("requisition = 3", "requisition names another one than the one it was read for"),
        ('source = "someone"', "source must be one of rules, model, admin, or left out"),
        ("source = []", "source must be one of rules, model, admin, or left out"),
        ('text_hash = "abc"', "text_hash must be the 64 characters that"),
        ("text_hash = 3", "text_hash must be the 64 characters that"),
        ("approved_on = 2026-11-22", "approved_by must be a name of 1 to 100 characters"),
        ('approved_by = ""\napproved_on = 2026-11-22', "approved_by must be a name of 1 to 100"),
        ("approved_by = 3\napproved_on = 2026-11-22", "approved_by must be a name of 1 to 100"),
        ('approved_by = "Sato"', "approved_on must be a day without quotes, such as 2026-11-22"),
        ('approved_by = "Sato"\napproved_on = "2026-11-22"', "approved_on must be a day without"),
        ("aproved_by = 3", "unknown key 'aproved_by' at the top; known are requirement, "),
    ],
)
def test_a_mistake_at_the_top_is_one_clear_sentence(top: str, sentence: str) -> None:
    with pytest.raises(Misconfigured) as caught:
        parsed(top)
    assert str(caught.value).startswith(sentence)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("value", ["0", "721", "1.5", "true", '"36"'])
def test_a_minimum_time_is_whole_months(value: str) -> None:
    with pytest.raises(Misconfigured, match="requirement 1: minimum_months must be a whole number"):
        parsed(entry=f"{ENTRY}minimum_months = {value}")


def test_a_question_has_no_minimum_time() -> None:
    entry = '[[requirement]]\nkind = "ask"\ntext = "x"\nminimum_months = 3'
    with pytest.raises(Misconfigured, match="must be left out for kind ask"):
        parsed(entry=entry)


# ---------------------------------------------------------------- writing


def full(**changes: object) -> Rubric:
    plain = {"id": RequirementId("R7"), "kind": RequirementKind.MUST, "text": "Python 3年以上"}
    rubric = Rubric(
        requisition_id=QUERY,
        source=RubricSource.MODEL,
        requirements=(
            Requirement.model_validate({**plain, "weight": 3, "minimum_months": 36}),
            Requirement.model_validate(
                {**plain, "id": "R2", "kind": "want", "weight": 0, "synonyms": ['a"b', "\\"]}
            ),
            Requirement.model_validate({**plain, "id": "R3", "kind": "note", "weight": 0}),
            Requirement.model_validate(
                {**plain, "id": "R4", "partial_credit": Decimal(1), "text": "Ё\u2028\x7f"}
            ),
        ),
        text_hash=HASH,
        approval=Approval(by='O"Neil', at=datetime(2026, 11, 22, 9, 30, 1, 25, tzinfo=UTC)),
    )
    return rubric.model_copy(update=changes)


def test_what_is_written_reads_back_equal() -> None:
    # Blanks inside a text are folded by the reader, and these are blanks.
    fourth = full().requirements[3].model_copy(update={"text": "Ё \x7f"})
    written = full(requirements=(*full().requirements[:3], fourth))
    assert parse_rubric(to_toml(written), QUERY) == written


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 11, 22, tzinfo=UTC),
        datetime(2026, 11, 22, 9, tzinfo=timezone(timedelta(hours=9))),
        datetime(2026, 11, 22, 23, 59, 59, 999_999, tzinfo=UTC),
    ],
)
def test_the_moment_of_an_approval_survives(at: datetime) -> None:
    written = full(approval=Approval(by="Sato", at=at), requirements=full().requirements[:3])
    assert parse_rubric(to_toml(written), QUERY) == written


def test_usual_values_are_not_written() -> None:
    text = to_toml(parsed())
    assert text == (
        f'requisition = "{QUERY}"\nsource = "admin"\n\n'
        '[[requirement]]\nid = "R1"\nkind = "must"\ntext = "Python"\n'
    )


def test_comments_never_become_content() -> None:
    evil = ['first\n[[requirement]]\nkind = "must"', "\x00 tab\t", "", "日本語"]
    rubric = parsed()
    first = rubric.requirements[0].id
    text = to_toml(rubric, head=evil, remarks={first: evil}, tail=evil)
    assert parse_rubric(text, QUERY) == rubric
    assert text.count("# 日本語") == 3
    assert len(tomllib.loads(text)["requirement"]) == 1
