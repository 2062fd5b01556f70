"""Names made from inputs: equal for equal inputs, different for different ones, unguessable."""

import hashlib
import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.fingerprint import fence_name, fingerprint, reference
from support.builders import make_candidacy, make_requisition

SECRET, OTHER_SECRET = b"s" * 32, b"t" * 32
PARTS = st.lists(st.text(), max_size=4)


def test_equal_values_have_equal_fingerprints() -> None:
    assert fingerprint(make_requisition()) == fingerprint(make_requisition())


def test_any_change_of_a_value_changes_its_fingerprint() -> None:
    changed = make_requisition().model_copy(update={"archived": True})
    assert fingerprint(make_requisition()) != fingerprint(changed)


def test_names_are_the_same_on_every_machine_and_in_every_version() -> None:
    """What was stored or posted months ago must be found again."""
    framed = b"".join(len(part).to_bytes(8, "big") + part for part in (b"a", b"bc"))
    assert fingerprint("a", "bc") == hashlib.sha256(framed).hexdigest()
    assert reference(SECRET, "acme", "one", "basis") == "SCR-4H9PTHYE"
    assert fence_name(SECRET, "basis") == "5280630f75e1"


@given(PARTS, PARTS)
def test_texts_are_told_apart_however_they_are_cut(left: list[str], right: list[str]) -> None:
    assert (fingerprint(*left) == fingerprint(*right)) == (left == right)


@pytest.mark.parametrize(
    ("left", "right"),
    [(("ab", "c"), ("a", "bc")), (("a", ""), ("a",)), (("", "a"), ("a", "")), ((), ("",))],
)
def test_parts_do_not_run_into_each_other(left: tuple[str, ...], right: tuple[str, ...]) -> None:
    assert fingerprint(*left) != fingerprint(*right)


def test_values_and_their_texts_stand_for_the_same() -> None:
    value = make_candidacy()
    assert fingerprint(value) == fingerprint(value.model_dump_json())


@given(PARTS)
def test_a_reference_is_short_and_has_no_letters_that_are_mixed_up(parts: list[str]) -> None:
    assert re.fullmatch(r"SCR-[0-9A-HJKMNP-TV-Z]{8}", reference(SECRET, *parts))


def test_a_reference_depends_on_the_secret_and_on_every_part() -> None:
    made = [
        reference(SECRET, "acme", "one", "basis"),
        reference(OTHER_SECRET, "acme", "one", "basis"),
        reference(SECRET, "other", "one", "basis"),
        reference(SECRET, "acme", "two", "basis"),
        reference(SECRET, "acme", "one", "other"),
    ]
    assert all(left != right for left, right in combinations(made, 2))


def test_a_fence_is_no_reference_and_depends_on_the_secret() -> None:
    assert re.fullmatch(r"[0-9a-f]{12}", fence_name(SECRET, "basis"))
    assert fence_name(SECRET, "basis") == fence_name(SECRET, "basis")
    assert fence_name(SECRET, "basis") != fence_name(OTHER_SECRET, "basis")
    assert fence_name(SECRET, "basis") != fence_name(SECRET, "other")
