"""What may stand in a queue message."""

import json
import pickle

import pytest
from pydantic import ValidationError

from workers.message import JOB, from_bytes, to_bytes

MESSAGE: dict[str, object] = {
    "t": None,
    "f": JOB,
    "a": ("0123abcd", 7),
    "k": {},
    "et": 1_790_000_000_000,
}


def test_a_message_is_json_and_comes_back_as_it_was() -> None:
    content = to_bytes(MESSAGE)
    assert json.loads(content)["a"] == ["0123abcd", 7]
    assert from_bytes(content) == MESSAGE


@pytest.mark.parametrize(
    "change",
    [
        {"f": "os.system"},
        {"a": ["0123abcd", 7, "more"]},
        {"a": ["0123abcd", "7"]},
        {"a": [{"work": 1}, 7]},
        {"k": {"work": None}},
        {"x": 1},
    ],
)
def test_a_message_that_no_worker_wrote_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        from_bytes(json.dumps(MESSAGE | change).encode())


def test_pickled_bytes_are_never_loaded() -> None:
    with pytest.raises(ValidationError):
        from_bytes(pickle.dumps(MESSAGE))


def test_nothing_but_a_work_id_and_a_fence_can_be_sent() -> None:
    with pytest.raises(ValidationError):
        to_bytes(MESSAGE | {"a": ("0123abcd", 7, "a name")})
