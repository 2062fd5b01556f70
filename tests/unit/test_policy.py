"""The small rules of policy, each with what it promises."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from screening.model import (
    Answer,
    Assessment,
    AssessorIdentity,
    AssessorKind,
    AtsTraits,
    Candidacy,
    CandidacyId,
    CandidacyRef,
    CandidacyStatus,
    CommentFormat,
    Decision,
    Demotion,
    Document,
    DocumentFormat,
    Doubt,
    FileId,
    FileMeta,
    Finding,
    Fingerprint,
    HiddenReason,
    HiddenText,
    Language,
    Outcome,
    ReadingWarning,
    Reason,
    Requirement,
    RequirementId,
    RequirementKind,
    Requisition,
    RequisitionId,
    Rubric,
    RubricSource,
    ScreeningRecord,
    Severity,
    Step,
    TenantId,
    UnreadableReason,
    UnreadFile,
)
from screening.policy import (
    NOT_SCREENED,
    Policy,
    admit,
    choose,
    comment_format,
    commented,
    decide,
    doubts,
    files_changed,
    judged,
    next_look,
    overtaken,
    quotable,
)

MOVED_AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
STEP = Step("resumeScreening")
POLICY = Policy(name="p", screened_steps=(STEP, Step("entry")), language=Language.JA)
CANDIDACY = Candidacy(
    ref=CandidacyRef(tenant=TenantId("t1"), id=CandidacyId("c1")),
    status=CandidacyStatus.ACTIVE,
    step=STEP,
    step_updated_at=MOVED_AT,
    applied_at=MOVED_AT,
    requisition_id=RequisitionId("r1"),
    channel="media",
)
LLM = AssessorIdentity(kind=AssessorKind.LLM, model="gpt-x")


def policy(**changes: Any) -> Policy:
    return Policy.model_validate({**POLICY.model_dump(), **changes})


def candidacy(**changes: Any) -> Candidacy:
    return CANDIDACY.model_copy(update=changes)


def file(id: str, **parts: Any) -> FileMeta:
    given = {"id": FileId(id), "name": "cv.pdf", "kind": "resume", "private": False}
    return FileMeta.model_validate(given | parts)


def document(meta: FileMeta | None = None, **parts: Any) -> Document:
    return Document(
        file=meta or file("f1"),
        sha256="0" * 64,
        format=DocumentFormat.PDF,
        pages=1,
        lines=(),
        **parts,
    )


def assessment(**parts: Any) -> Assessment:
    return Assessment(**{"assessor": LLM, "question": Fingerprint("0" * 64), "claims": (), **parts})


def record(files: tuple[FileMeta, ...] = (), **parts: Any) -> ScreeningRecord:
    requisition = Requisition(id=RequisitionId("r1"), name="Engineer")
    given = {
        "id": "s1",
        "reference": "SCR-00000000",
        "ref": CANDIDACY.ref,
        "step": STEP,
        "step_updated_at": MOVED_AT,
        "requisition_id": requisition.id,
        "requisition": requisition,
        "basis": "1" * 64,
        "versions": {
            "code": "0",
            "prompt": "0",
            "template": "0",
            "rubric": "0",
            "policy": "0",
            "policy_name": "p",
            "assessor": LLM,
        },
        "files": files,
        "readings": (),
        "unread": (),
        "rubric": None,
        "assessments": (),
        "findings": (),
        "verdict": None,
        "decision": Decision(outcome=Outcome.NOT_SCREENED, reason=Reason.NO_FILES),
        "actions": (),
        "decided_at": MOVED_AT,
    }
    return ScreeningRecord.model_validate({**given, **parts})


# ---------------------------------------------------------------- the policy itself


def test_defaults_are_the_cautious_ones() -> None:
    assert not POLICY.read_private_files
    assert not POLICY.quote_when_privacy_unknown
    assert POLICY.not_screened_comment
    assert (POLICY.thresholds.promising_from, POLICY.thresholds.doubtful_below) == (70, 40)
    assert POLICY.max_candidacy_bytes == 40 * 1024 * 1024
    assert POLICY.max_file_bytes == 20 * 1024 * 1024


@pytest.mark.parametrize(
    "changes",
    [
        {"look_again": (timedelta(hours=1), timedelta(minutes=15))},
        {"look_again": (timedelta(minutes=3),)},
        {"settle": timedelta(seconds=-1)},
        {"screened_steps": ()},
        {"max_files": 0},
        {"terminate": True},
    ],
    ids=["falling", "before-settled", "negative", "no-steps", "no-files", "unknown"],
)
def test_a_policy_that_makes_no_sense_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        policy(**changes)


# ---------------------------------------------------------------- admit and wait


def test_only_active_candidacies_at_a_screened_step_are_admitted() -> None:
    assert admit(CANDIDACY, POLICY) is None
    assert admit(candidacy(step=Step("offered")), POLICY) is Reason.NOT_AT_SCREENED_STEP
    ended = candidacy(status=CandidacyStatus.TERMINATED)
    assert admit(ended, POLICY) is Reason.TERMINATED


def test_a_missing_requisition_is_no_reason_to_refuse_admission() -> None:
    assert admit(candidacy(requisition_id=None), POLICY) is None


def test_late_files_are_waited_for_even_when_some_are_there() -> None:
    settled = MOVED_AT + timedelta(minutes=3)
    files = (file("f1"),)
    assert next_look(CANDIDACY, files, POLICY, now=MOVED_AT) == settled
    assert next_look(CANDIDACY, files, POLICY, now=settled) is None


@pytest.mark.parametrize(
    ("minutes", "next_minutes"),
    [(0, 3), (3, 15), (14, 15), (15, 60), (61, 360), (360, 1_440), (1_440, None), (9_000, None)],
)
def test_without_files_the_looks_follow_until_it_is_said(
    minutes: int, next_minutes: int | None
) -> None:
    then = None if next_minutes is None else MOVED_AT + timedelta(minutes=next_minutes)
    now = MOVED_AT + timedelta(minutes=minutes)
    assert next_look(CANDIDACY, (), POLICY, now=now) == then


def test_no_looks_configured_means_say_so_at_once() -> None:
    at_once = policy(settle=timedelta(0), look_again=())
    assert next_look(CANDIDACY, (), at_once, now=MOVED_AT) is None


# ---------------------------------------------------------------- which files


def test_resumes_come_first_then_the_newest_then_the_id() -> None:
    day = timedelta(days=1)
    files = (
        file("c", kind="portfolio", uploaded_at=MOVED_AT + day),
        file("b", kind="Resume", uploaded_at=MOVED_AT),
        file("d", kind="resume"),
        file("a", kind="resume", uploaded_at=MOVED_AT + day),
        file("e", kind="portfolio", uploaded_at=MOVED_AT + day),
    )
    chosen = choose(files, POLICY)
    assert [one.id for one in chosen.read] == ["a", "b", "d", "c", "e"]
    assert chosen.left_out == ()
    assert choose(tuple(reversed(files)), POLICY) == chosen


@pytest.mark.parametrize(
    ("meta", "changes", "reason"),
    [
        (file("f1", private=True), {}, UnreadableReason.PRIVATE),
        (file("f1", private=True), {"read_private_files": True}, None),
        (file("f1", private=None), {}, None),
        (file("f1", kind="Test"), {"file_kinds_excluded": ("tesT",)}, UnreadableReason.EXCLUDED),
        (file("f1", size_bytes=11), {"max_file_bytes": 10}, UnreadableReason.TOO_LARGE),
        (file("f1", size_bytes=10), {"max_file_bytes": 10}, None),
        (file("f1", size_bytes=11), {"max_candidacy_bytes": 10}, UnreadableReason.TOO_LARGE),
        (file("f1", size_bytes=None), {"max_file_bytes": 10}, None),
    ],
    ids=[
        "private", "private-allowed", "privacy-unknown", "excluded-kind", "too-large", "just-fits",
        "too-large-together", "size-unknown",
    ],
)  # fmt: skip
def test_what_is_left_out_says_why(
    meta: FileMeta, changes: dict[str, object], reason: UnreadableReason | None
) -> None:
    chosen = choose((meta,), policy(**changes))
    assert [one.reason for one in chosen.left_out] == ([reason] if reason else [])
    assert chosen.read == (() if reason else (meta,))


def test_more_files_than_allowed_are_stated() -> None:
    files = tuple(file(f"f{number}") for number in range(5))
    chosen = choose(files, policy(max_files=3))
    assert [one.id for one in chosen.read] == ["f0", "f1", "f2"]
    assert [(one.file.id, one.reason) for one in chosen.left_out] == [
        ("f3", UnreadableReason.TOO_MANY),
        ("f4", UnreadableReason.TOO_MANY),
    ]


def test_the_allowance_is_shared_by_all_files_and_a_small_one_still_fits() -> None:
    files = (file("a", size_bytes=6), file("b", size_bytes=6), file("c", size_bytes=4))
    chosen = choose(files, policy(max_candidacy_bytes=10))
    assert [one.id for one in chosen.read] == ["a", "c"]


def test_private_files_are_never_quotable() -> None:
    open_minded = policy(read_private_files=True, quote_when_privacy_unknown=True)
    assert not quotable(file("f1", private=True), open_minded)
    assert quotable(file("f1", private=None), open_minded)
    assert not quotable(file("f1", private=None), POLICY)
    assert quotable(file("f1", private=False), POLICY)


def test_only_musts_and_wants_are_judged() -> None:
    requirements = tuple(
        Requirement(id=RequirementId(f"R{number}"), kind=kind, text="text")
        for number, kind in enumerate(RequirementKind, start=1)
    )
    rubric = Rubric(
        requisition_id=RequisitionId("r1"), source=RubricSource.RULES, requirements=requirements
    )
    assert [one.kind for one in judged(rubric)] == [RequirementKind.MUST, RequirementKind.WANT]


# ---------------------------------------------------------------- doubts


def test_a_clean_screening_has_no_doubts() -> None:
    finding = Finding(
        requirement_id=RequirementId("R1"), answer=Answer.NOT_STATED, claimed=Answer.NOT_STATED
    )
    copy = UnreadFile(file=file("f2"), reason=UnreadableReason.COPY)
    assert doubts((document(),), (copy,), (assessment(),), (finding,), POLICY) == ()


@pytest.mark.parametrize(
    ("warning", "doubt"),
    [
        (ReadingWarning.INSTRUCTION_LIKE_TEXT, Doubt.INSTRUCTION_LIKE_TEXT),
        (ReadingWarning.UNUSUAL_CHARACTERS, Doubt.UNUSUAL_CHARACTERS),
        (ReadingWarning.PAGES_WITHOUT_TEXT, Doubt.PAGES_WITHOUT_TEXT),
        (ReadingWarning.STAND_IN_READER, Doubt.STAND_IN_READER),
        (ReadingWarning.ORDER_UNCERTAIN, Doubt.ORDER_UNCERTAIN),
        (ReadingWarning.LOOK_UNCHECKED, Doubt.LOOK_UNCHECKED),
        (ReadingWarning.RECOGNISED, Doubt.RECOGNISED),
        (ReadingWarning.POORLY_RECOGNISED, Doubt.POORLY_RECOGNISED),
        (ReadingWarning.CHARACTERS_DOUBTFUL, Doubt.CHARACTERS_DOUBTFUL),
        (ReadingWarning.ATTACHMENTS_UNREAD, Doubt.ATTACHMENTS_UNREAD),
    ],
)
def test_every_reading_warning_is_a_doubt(warning: ReadingWarning, doubt: Doubt) -> None:
    assert doubts((document(warnings=(warning,)),), (), (), (), POLICY) == (doubt,)
    assert len(ReadingWarning) == 10


@pytest.mark.parametrize(
    ("severity", "expected"),
    [
        (Severity.NOTE, ()),
        (Severity.WARN, (Doubt.HIDDEN_TEXT,)),
        (Severity.BLOCK, (Doubt.HIDDEN_TEXT,)),
    ],
)
def test_what_honest_files_hide_is_no_doubt(
    severity: Severity, expected: tuple[Doubt, ...]
) -> None:
    hidden = HiddenText(reason=HiddenReason.ALT_TEXT, page=1, characters=3, severity=severity)
    assert doubts((document(hidden=(hidden,)),), (), (), (), POLICY) == expected


def test_doubts_are_collected_in_a_fixed_order() -> None:
    hidden = HiddenText(reason=HiddenReason.TINY, page=1, characters=3)
    bad = document(file("f2", private=None), hidden=(hidden,))
    invented = Finding(
        requirement_id=RequirementId("R1"),
        answer=Answer.NOT_STATED,
        claimed=Answer.MET,
        demotion=Demotion.QUOTE_NOT_FOUND,
    )
    baseline = AssessorIdentity(kind=AssessorKind.KEYWORD_BASELINE, model="baseline")
    said = assessment(assessor=baseline, instructions_seen=True)
    unread = UnreadFile(file=file("f3"), reason=UnreadableReason.SCAN)
    assert doubts((document(), bad), (unread,), (said,), (invented,), POLICY) == (
        Doubt.HIDDEN_TEXT,
        Doubt.INSTRUCTIONS_SEEN,
        Doubt.INVENTED_QUOTES,
        Doubt.UNREAD_FILES,
        Doubt.PRIVACY_UNKNOWN,
        Doubt.KEYWORD_BASELINE,
    )


def test_what_does_not_fit_together_is_a_doubt_among_the_others() -> None:
    """The order is that of the doubts, whatever was noticed first."""
    stuffed, at_odds = (Doubt.ADVERT_COPIED,), (Doubt.ANOTHER_PERSON, Doubt.CONTRADICTED)
    found = doubts((document(),), (), (), (), POLICY, stuffed=stuffed, at_odds=at_odds)
    assert found == (Doubt.ADVERT_COPIED, Doubt.CONTRADICTED, Doubt.ANOTHER_PERSON)


def test_unknown_privacy_is_no_doubt_once_the_admin_has_answered_it() -> None:
    unknown = document(file("f1", private=None))
    assert doubts((unknown,), (), (), (), policy(quote_when_privacy_unknown=True)) == ()


def test_other_demotions_are_no_sign_of_invention() -> None:
    finding = Finding(
        requirement_id=RequirementId("R1"),
        answer=Answer.NOT_STATED,
        claimed=Answer.MET,
        demotion=Demotion.QUOTE_TOO_SHORT,
    )
    assert doubts((document(),), (), (), (finding,), POLICY) == ()


# ---------------------------------------------------------------- decide


def test_a_judgement_is_screened_and_keeps_its_doubts() -> None:
    decision = decide(Reason.JUDGED, (Doubt.HIDDEN_TEXT,))
    assert decision.outcome is Outcome.SCREENED
    assert decision.doubts == (Doubt.HIDDEN_TEXT,)


@pytest.mark.parametrize("reason", Reason)
def test_every_other_reason_is_not_screened_or_no_decision_at_all(reason: Reason) -> None:
    if reason is Reason.JUDGED:
        return
    if reason in NOT_SCREENED:
        assert decide(reason, ()).outcome is Outcome.NOT_SCREENED
    else:
        with pytest.raises(ValueError, match=f"no comment follows from {reason.value}"):
            decide(reason, ())


def test_a_silent_policy_still_tells_judgements() -> None:
    silent = policy(not_screened_comment=False)
    assert commented(decide(Reason.JUDGED, ()), silent)
    assert not commented(decide(Reason.NO_FILES, ()), silent)
    assert commented(decide(Reason.NO_FILES, ()), POLICY)


def test_the_format_is_one_that_the_ats_shows() -> None:
    traits = AtsTraits(
        name="ats",
        comment_formats=(CommentFormat.PLAIN,),
        comment_limit=1_000,
        comments_readable=True,
        step_move_may_notify=True,
        termination_may_notify=True,
        termination_needs_reason=True,
    )
    both = traits.model_copy(update={"comment_formats": tuple(CommentFormat)})
    assert comment_format(POLICY, traits) is CommentFormat.PLAIN
    assert comment_format(POLICY, both) is CommentFormat.MARKDOWN


# ---------------------------------------------------------------- a person was quicker


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"channel": "agent"}, None),
        ({"status": CandidacyStatus.TERMINATED}, Reason.TERMINATED_BY_PERSON),
        ({"step": Step("offered")}, Reason.MOVED_BY_PERSON),
        ({"step": Step("entry")}, Reason.MOVED_BY_PERSON),
        ({"step_updated_at": MOVED_AT + timedelta(seconds=1)}, Reason.MOVED_BY_PERSON),
        ({"requisition_id": RequisitionId("r2")}, Reason.REQUISITION_CHANGED),
        ({"requisition_id": None}, Reason.REQUISITION_CHANGED),
    ],
    ids=[
        "unchanged", "channel", "terminated", "moved", "moved-to-screened", "moved-and-back",
        "other-requisition", "no-requisition",
    ],
)  # fmt: skip
def test_whatever_a_person_did_stops_us(changes: dict[str, object], reason: Reason | None) -> None:
    fresh = candidacy(**changes)
    assert overtaken(CANDIDACY, fresh, POLICY) is reason
    assert overtaken(record(), fresh, POLICY) is reason


def test_a_step_that_is_no_longer_screened_stops_us() -> None:
    assert overtaken(CANDIDACY, CANDIDACY, policy(screened_steps=(Step("entry"),))) is (
        Reason.MOVED_BY_PERSON
    )


def test_a_requisition_that_is_set_meanwhile_stops_us() -> None:
    before = record(requisition=None, requisition_id=None)
    assert overtaken(before, CANDIDACY, POLICY) is Reason.REQUISITION_CHANGED
    assert overtaken(before, candidacy(requisition_id=None), POLICY) is None


def test_a_requisition_that_the_ats_does_not_list_has_not_changed() -> None:
    assert overtaken(record(requisition=None), CANDIDACY, POLICY) is None


def test_files_that_come_go_or_become_private_stop_us() -> None:
    kept, left = file("f1"), file("f2")
    before = record((kept,), unread=(UnreadFile(file=left, reason=UnreadableReason.SCAN),))
    changed = Reason.FILES_CHANGED
    assert files_changed(before, (left, kept), POLICY) is None
    assert files_changed(before, (kept,), POLICY) is changed
    assert files_changed(before, (kept, left, file("f3")), POLICY) is changed
    assert files_changed(before, (file("f1", private=True), left), POLICY) is changed
    assert files_changed(before, (file("f1", private=None), left), POLICY) is changed
    assert files_changed(before, (file("f1", name="renamed.pdf"), left), POLICY) is None


def test_a_file_that_was_private_before_changes_nothing() -> None:
    private = file("f1", private=True)
    before = record(unread=(UnreadFile(file=private, reason=UnreadableReason.PRIVATE),))
    assert files_changed(before, (private,), POLICY) is None
    assert files_changed(before, (file("f1", private=False),), POLICY) is None
