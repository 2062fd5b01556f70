import json

import pytest

from screening.errors import Misconfigured
from screening.model import (
    Assessment,
    AssessorIdentity,
    AssessorKind,
    CommentFormat,
    Fingerprint,
    HiddenReason,
    HiddenText,
    PostComment,
)
from screening.store.stored import read_action, read_assessment, read_record, write

ASSESSMENT = Assessment(
    assessor=AssessorIdentity(kind=AssessorKind.LLM, model="some-model"),
    question=Fingerprint("a" * 64),
    claims=(),
)


def test_what_is_written_is_read_back() -> None:
    action = PostComment(body="評価\nline", format=CommentFormat.MARKDOWN)
    assert read_action(write(action)) == action
    assert read_assessment(write(ASSESSMENT)) == ASSESSMENT


VERSION_1 = {
    "schema_version": 1,
    "id": "s1",
    "reference": "SCR-0123ABCD",
    "ref": {"tenant": "acme", "id": "c1"},
    "step": "documents",
    "step_updated_at": "2026-11-20T09:00:00Z",
    "requisition_id": None,
    "requisition": None,
    "basis": "1" * 64,
    "versions": {
        "code": "0.1.0",
        "prompt": "2" * 64,
        "template": "3" * 64,
        "rubric": "4" * 64,
        "policy": "5" * 64,
        "policy_name": "comment-only",
        "assessor": {"kind": "llm", "model": "some-model"},
    },
    "files": [
        {"id": "f1", "name": "cv.pdf", "kind": "resume", "private": False},
        {"id": "f2", "name": "letter.pdf", "kind": "other", "private": True},
    ],
    "file_hashes": ["aa", "bb"],
    "unread": [],
    "hidden": [{"reason": "tiny", "page": 2, "characters": 36}],
    "rubric": None,
    "left_out": 0,
    "assessments": [],
    "findings": [],
    "verdict": None,
    "decision": {"outcome": "not_screened", "reason": "no_requisition", "doubts": ["hidden_text"]},
    "actions": [],
    "decided_at": "2026-11-20T09:05:00Z",
}
"""A screening as the first released version stored it."""


def test_a_screening_of_the_first_version_is_lifted() -> None:
    record = read_record(json.dumps(VERSION_1))
    hidden = HiddenText(reason=HiddenReason.TINY, page=2, characters=36)
    assert record.schema_version == 3
    assert [(one.file_id, one.sha256, one.format) for one in record.readings] == [
        ("f1", "aa", None),
        ("f2", "bb", None),
    ]
    assert [one.hidden for one in record.readings] == [(hidden,), ()]
    assert read_record(write(record)) == record


def test_a_version_that_this_program_does_not_know_is_refused_by_name() -> None:
    newer = write(ASSESSMENT).replace('"schema_version":1', '"schema_version":2')
    with pytest.raises(Misconfigured, match="Assessment of version 2"):
        read_assessment(newer)
