import pytest

from screening.errors import Misconfigured
from screening.model import (
    Assessment,
    AssessorIdentity,
    AssessorKind,
    CommentFormat,
    Fingerprint,
    PostComment,
)
from screening.store.stored import read_action, read_assessment, write

ASSESSMENT = Assessment(
    assessor=AssessorIdentity(kind=AssessorKind.LLM, model="some-model"),
    question=Fingerprint("a" * 64),
    claims=(),
)


def test_what_is_written_is_read_back() -> None:
    action = PostComment(body="評価\nline", format=CommentFormat.MARKDOWN)
    assert read_action(write(action)) == action
    assert read_assessment(write(ASSESSMENT)) == ASSESSMENT


def test_a_version_that_this_program_does_not_know_is_refused_by_name() -> None:
    newer = write(ASSESSMENT).replace('"schema_version":1', '"schema_version":2')
    with pytest.raises(Misconfigured, match="Assessment of version 2"):
        read_assessment(newer)
