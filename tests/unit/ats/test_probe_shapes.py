"""A probe shows names and types, whatever the answer is."""

from hypothesis import given
from hypothesis import strategies as st

from screening.ats.capabilities import SeenShape
from screening.ats.probe_shapes import rows_in, shape_of, types_of

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.just("SECRET"),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["id", "name", "SECRET 一郎", "body"]), inner, max_size=4)
    ),
    max_leaves=20,
)


def test_places_and_types_are_counted() -> None:
    answer = {"files": [{"id": "a", "size": 1}, {"id": "b", "size": None}], "more": False}
    assert types_of(answer) == (
        "files: list (1)",
        "files[].id: string (2)",
        "files[].size: number (1), null (1)",
        "more: boolean (1)",
    )


def test_deep_answers_are_cut_off() -> None:
    assert types_of({"a": {"b": {"c": {"d": {"e": 1}}}}}) == ("a.b.c.d: object (1)",)


def test_an_answer_without_members_has_a_type() -> None:
    assert types_of("SECRET") == ("(answer): string (1)",)


def test_the_shape_of_a_list_is_told_by_its_member() -> None:
    row = {"fileId": "f1", "一郎": 1}
    assert shape_of({"items": [row]}, "id", "fileId") == SeenShape(
        wrapper="items", keys=("?", "fileId")
    )
    assert shape_of([row], "fileId") == SeenShape(wrapper=None, keys=("?", "fileId"))
    assert shape_of({"items": []}, "id") is None


@given(JSON)
def test_no_value_is_ever_shown(answer: object) -> None:
    shown = " ".join(types_of(answer))
    assert "SECRET" not in shown
    assert "一郎" not in shown


@given(JSON)
def test_any_answer_has_rows_or_none(answer: object) -> None:
    assert all("id" in row for row in rows_in(answer, "id"))
