"""Lists of unknown shape are found or named, never read as empty."""

import pytest

from screening.ats.answers import Endpoint
from screening.ats.shapes import keys_of, rows, unwrapped
from screening.errors import ContractDrift

COMMENTS = Endpoint("GET", "/v1/candidacies/{candidacy}/timeline-comments", "candidacy:read")
ROW = {"id": "m1", "body": "見本"}


def found(answer: object) -> list[str]:
    listed = rows(COMMENTS, answer, wrappers=("timelineComments",), needs=("body", "text"))
    return [str(row["id"]) for row in listed]


SHAPES: dict[str, object] = {
    "bare": [ROW],
    "known wrapper": {"timelineComments": [ROW], "users": [{"id": "U-1"}]},
    "unknown wrapper": {"users": [{"id": "U-1"}], "entries": [ROW], "total": 1},
    "alternative name": [{"id": "m1", "text": "見本"}],
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_list_is_found_in_every_plausible_place(name: str) -> None:
    assert found(SHAPES[name]) == ["m1"]


@pytest.mark.parametrize("name", ["bare", "known wrapper"])
def test_an_empty_list_in_a_known_place_is_empty(name: str) -> None:
    answer: object = [] if name == "bare" else {"timelineComments": []}
    assert found(answer) == []


DRIFTS: dict[str, object] = {
    "nothing": {},
    "null": None,
    "text": "見本",
    "number": 7,
    "empty list under an unknown wrapper": {"entries": []},
    "known wrapper without a list": {"timelineComments": None},
    "known wrapper with other rows": {"timelineComments": [{"id": "m1"}]},
    "rows without the member": {"entries": [{"id": "m1"}]},
    "one row without the member": [ROW, {"id": "m2"}],
    "a list of texts": ["見本"],
    "deeper than known": {"data": {"timelineComments": [ROW]}},
    "a person's words as keys": {"見本 一郎": [1], "Taro <a@example.com>": 1},
}


@pytest.mark.parametrize("name", DRIFTS)
def test_an_unknown_shape_is_drift_that_shows_no_values(name: str) -> None:
    with pytest.raises(ContractDrift, match="body or text") as caught:
        found(DRIFTS[name])
    assert "見本" not in str(caught.value)
    assert "example.com" not in str(caught.value)


def test_an_object_is_read_with_and_without_its_wrapper() -> None:
    assert unwrapped({"candidacy": {"id": "c1"}}, wrapper="candidacy") == {"id": "c1"}
    assert unwrapped({"id": "c1"}, wrapper="candidacy") == {"id": "c1"}
    assert unwrapped(None, wrapper="candidacy") is None


def test_keys_are_shown_sorted_and_bounded() -> None:
    assert keys_of({"b": 1, "a": 2}) == "a, b"
    assert keys_of([{"id": 1}]) == "a list; its first item has id"
    assert keys_of([]) == "an empty list"
    assert keys_of({}) == "none"
    assert len(keys_of({f"key{number}": 1 for number in range(500)}).split(", ")) == 30
