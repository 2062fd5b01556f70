"""What holds for the rules of policy on any input."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from screening.model import (
    Candidacy,
    CandidacyId,
    CandidacyRef,
    CandidacyStatus,
    Doubt,
    FileId,
    FileMeta,
    Language,
    Outcome,
    Reason,
    RequisitionId,
    Step,
    TenantId,
)
from screening.policy import Policy, admit, choose, decide, next_look, overtaken, quotable

START = datetime(2026, 11, 21, tzinfo=UTC)
times = st.integers(-100_000, 100_000).map(lambda seconds: START + timedelta(seconds=seconds))
steps = st.sampled_from(["entry", "resumeScreening", "offered"]).map(Step)
files = st.lists(
    st.builds(
        FileMeta,
        id=st.integers(0, 40).map(lambda number: FileId(f"f{number}")),
        name=st.text(max_size=9),
        kind=st.sampled_from(["resume", "Resume", "portfolio", "", "test"]),
        size_bytes=st.none() | st.integers(0, 30),
        uploaded_at=st.none() | times,
        private=st.none() | st.booleans(),
    ),
    max_size=12,
    unique_by=lambda file: file.id,
).map(tuple)
policies = st.builds(
    Policy,
    name=st.just("p"),
    screened_steps=st.lists(steps, min_size=1).map(tuple),
    language=st.sampled_from(Language),
    read_private_files=st.booleans(),
    quote_when_privacy_unknown=st.booleans(),
    file_kinds_excluded=st.sampled_from([(), ("test",)]),
    max_files=st.integers(1, 5),
    max_file_bytes=st.integers(1, 25),
    max_candidacy_bytes=st.integers(1, 60),
)
candidacies = st.builds(
    Candidacy,
    ref=st.just(CandidacyRef(tenant=TenantId("t1"), id=CandidacyId("c1"))),
    status=st.sampled_from(CandidacyStatus),
    step=steps,
    step_updated_at=times,
    applied_at=times,
    requisition_id=st.sampled_from([None, RequisitionId("r1"), RequisitionId("r2")]),
    channel=st.just("media"),
)


@settings(max_examples=300, deadline=None)
@given(files, policies)
def test_every_file_is_read_or_named_with_its_reason(
    given_files: tuple[FileMeta, ...], policy: Policy
) -> None:
    chosen = choose(given_files, policy)
    told = [file.id for file in chosen.read] + [one.file.id for one in chosen.left_out]
    assert sorted(told) == sorted(file.id for file in given_files)


@settings(max_examples=300, deadline=None)
@given(files, policies, st.data())
def test_what_is_read_keeps_every_limit_in_any_order_of_listing(
    given_files: tuple[FileMeta, ...], policy: Policy, data: st.DataObject
) -> None:
    chosen = choose(given_files, policy)
    assert len(chosen.read) <= policy.max_files
    assert sum(file.size_bytes or 0 for file in chosen.read) <= policy.max_candidacy_bytes
    assert all((file.size_bytes or 0) <= policy.max_file_bytes for file in chosen.read)
    assert policy.read_private_files or not any(file.private for file in chosen.read)
    shuffled = data.draw(st.permutations(given_files))
    assert choose(tuple(shuffled), policy) == chosen


@settings(max_examples=200, deadline=None)
@given(files, policies)
def test_no_private_file_is_ever_quotable(
    given_files: tuple[FileMeta, ...], policy: Policy
) -> None:
    assert not any(file.private and quotable(file, policy) for file in given_files)


@settings(max_examples=300, deadline=None)
@given(candidacies, files, policies, times)
def test_the_next_look_is_always_ahead_and_ends(
    candidacy: Candidacy, given_files: tuple[FileMeta, ...], policy: Policy, now: datetime
) -> None:
    looks = 0
    while (look := next_look(candidacy, given_files, policy, now=now)) is not None:
        assert look > now
        now = look
        looks += 1
    assert looks <= 1 + len(policy.look_again)


@settings(max_examples=400, deadline=None)
@given(candidacies, candidacies, policies)
def test_we_go_on_only_when_nothing_that_matters_changed(
    before: Candidacy, fresh: Candidacy, policy: Policy
) -> None:
    if overtaken(before, fresh, policy) is None:
        assert admit(fresh, policy) is None
        assert fresh.step == before.step
        assert fresh.step_updated_at == before.step_updated_at
        assert fresh.requisition_id == before.requisition_id
    if admit(before, policy) is None:
        assert overtaken(before, before, policy) is None


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(Reason), st.lists(st.sampled_from(Doubt), unique=True).map(tuple))
def test_no_decision_is_ever_more_than_a_comment(reason: Reason, found: tuple[Doubt, ...]) -> None:
    try:
        decision = decide(reason, found)
    except ValueError:
        assert reason is not Reason.JUDGED
        return
    assert decision.outcome in {Outcome.SCREENED, Outcome.NOT_SCREENED}
    assert (decision.outcome is Outcome.SCREENED) == (reason is Reason.JUDGED)
    assert decision.doubts == found
