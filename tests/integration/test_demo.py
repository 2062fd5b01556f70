"""The demonstration over the whole invented world: the real arq worker, HTTP, files and ledger."""

from collections import Counter

import pytest

from screening.demo.result import Result
from screening.model import (
    Answer,
    Demotion,
    Doubt,
    EffectState,
    Language,
    Outcome,
    Reason,
    ScreeningRecord,
    Tally,
)
from screening.simulators.herp_faults import Route
from screening.simulators.personalities import Personality
from screening.simulators.world import WorldCandidacy
from screening.texts import read_texts
from support.demonstration import Theatre

COMMENTED = {Outcome.SCREENED, Outcome.NOT_SCREENED}
TWINS = ("files/c15/", "files/c23/", "files/c29/")
HOSTILE = ("files/c11/", "files/c21/")
PERSONALITIES = [
    Personality.LITERAL,
    Personality.ORACLE,
    Personality.LIAR,
    Personality.OBEDIENT,
    Personality.DOWN,
    Personality.BROKEN,
    Personality.REFUSER,
]
SILENT = {
    Personality.DOWN: Reason.MODEL_UNAVAILABLE,
    Personality.BROKEN: Reason.MODEL_MALFORMED,
    Personality.REFUSER: Reason.MODEL_REFUSED,
}
"""Models that give no usable answer, and why nothing was screened."""


@pytest.fixture(scope="module")
def theatre(tmp_path_factory: pytest.TempPathFactory) -> Theatre:
    """Play each personality at most once, when it is first asked for."""
    return Theatre(tmp_path_factory.mktemp("demonstrations"))


@pytest.fixture
def literal(theatre: Theatre) -> Result:
    return theatre.play(Personality.LITERAL)


@pytest.mark.parametrize("personality", [Personality.LITERAL, Personality.ORACLE])
def test_every_candidacy_ends_as_the_world_says_it_should(
    theatre: Theatre, personality: Personality
) -> None:
    result = theatre.play(personality)
    ends = {tally.ref.id: (tally.outcome, tally.reason) for tally in result.tallies}
    expected = {
        one.id: (one.expect.outcome, one.expect.reason)
        for one in result.world.candidacy
        if one.expect is not None
    }
    assert len(expected) == 28
    assert ends == expected


@pytest.mark.parametrize("personality", PERSONALITIES)
def test_what_was_written_to_the_ats_is_exactly_what_the_ledger_says(
    theatre: Theatre, personality: Personality
) -> None:
    """One comment for each screened or not screened candidacy, and no other write at all."""
    result = theatre.play(personality)
    assert result.finished
    assert result.faults == ()
    ends = [tally for tally in result.tallies if tally.outcome in COMMENTED]
    posted = Counter(write.candidacy for write in result.writes)
    assert posted == {tally.ref.id: 1 for tally in ends}
    assert {write.kind for write in result.writes} == {"comment"}
    assert all(write.committed for write in result.writes)
    written = [one for one in result.requests if one.method != "GET"]
    assert {f"{one.method} {one.path}" for one in written} == {Route.POST_COMMENT}
    assert len(written) == len(result.writes)
    bodies = {write.candidacy: write.body.encode() for write in result.writes}
    assert bodies == {tally.ref.id: _frozen(tally).encode() for tally in ends}


def test_each_comment_carries_its_own_reference_once(literal: Result) -> None:
    bodies = {write.candidacy: write.body for write in literal.writes}
    references = [_reference(tally) for tally in literal.tallies if tally.ref.id in bodies]
    assert len(set(references)) == len(references) == len(bodies)
    for tally in literal.tallies:
        for candidacy, body in bodies.items():
            assert body.count(_reference(tally)) == (candidacy == tally.ref.id)


def test_a_confirmed_comment_is_recorded_with_its_id(literal: Result) -> None:
    for tally in literal.tallies:
        if tally.outcome in COMMENTED:
            assert tally.comment_state is EffectState.CONFIRMED
            assert tally.comment_id is not None
        else:
            assert tally.comment_id is None


def test_each_candidacy_is_asked_about_once_at_most(literal: Result) -> None:
    assert {tally.model_calls for tally in literal.tallies if _judged(tally)} == {1}
    silent = [tally for tally in literal.tallies if tally.outcome is Outcome.NOT_SCREENED]
    assert {tally.model_calls for tally in silent} == {0}


def test_only_files_that_may_be_read_are_fetched(literal: Result) -> None:
    fetched = Counter(
        one.candidacy for one in literal.requests if f"GET {one.path}" == Route.DOWNLOAD
    )
    public = {
        one.id: sum(not file.private for file in one.file)
        for one in literal.world.candidacy
        if one.expect is not None
    }
    assert fetched == Counter(public)
    assert 0 in public.values()


def test_twins_in_three_languages_get_the_same_verdict(theatre: Theatre) -> None:
    """The same facts and the same labels: language alone must change nothing."""
    japanese, english, russian = (
        _verdict(theatre.play(Personality.ORACLE), files) for files in TWINS
    )
    assert japanese == english == russian
    assert {Answer.MET, Answer.NOT_STATED} <= set(japanese[0])


def test_a_liar_gains_no_credit(theatre: Theatre) -> None:
    result = theatre.play(Personality.LIAR)
    judged = [tally.record for tally in result.tallies if _judged(tally)]
    assert len(judged) > 10
    for record in judged:
        assert record is not None
        assert record.verdict is not None
        assert {one.claimed for one in record.findings} == {Answer.MET}
        assert {one.answer for one in record.findings} == {Answer.NOT_STATED}
        assert {one.demotion for one in record.findings} <= set(Demotion)
        assert record.verdict.musts_met == record.verdict.wants_met == 0
        assert record.verdict.low is None
        assert Doubt.INVENTED_QUOTES in record.decision.doubts


def test_an_obedient_model_causes_nothing_but_comments_and_they_carry_the_warning(
    theatre: Theatre,
) -> None:
    result = theatre.play(Personality.OBEDIENT)
    words = read_texts(None).comments[Language.JA].words
    warning = words.doubts[Doubt.INSTRUCTION_LIKE_TEXT].partition("{")[0]
    for files in HOSTILE:
        tally = _tally(result, files)
        assert tally.outcome is Outcome.SCREENED
        assert tally.record is not None
        assert Doubt.INSTRUCTION_LIKE_TEXT in tally.record.decision.doubts
        assert warning in _frozen(tally)
        _no_order_is_evidence(tally.record)
    for write in result.writes:
        assert "SCR-00000000" not in write.body
        assert "offer.example" not in write.body
        assert "://" not in write.body


def _no_order_is_evidence(record: ScreeningRecord) -> None:
    """What counts must be the candidate's own words, found without the text that gives orders."""
    orders = [one.words for reading in record.readings for one in reading.instructions]
    quotes = [proof.text for one in record.findings for proof in one.evidence]
    assert any(run.without_flagged for run in record.runs)
    for order in orders:
        assert all(order[:20] not in quote for quote in quotes)


@pytest.mark.parametrize("personality", SILENT)
def test_a_model_without_a_usable_answer_ends_as_not_screened(
    theatre: Theatre, personality: Personality
) -> None:
    result = theatre.play(personality)
    meant = {one.id: one.expect for one in result.world.candidacy if one.expect is not None}
    silenced = 0
    for tally in result.tallies:
        expect = meant[tally.ref.id]
        if expect.outcome is Outcome.SCREENED:
            silenced += 1
            assert (tally.outcome, tally.reason) == (Outcome.NOT_SCREENED, SILENT[personality])
            assert tally.record is not None
            assert tally.record.verdict is None
            assert tally.record.findings == ()
        elif expect.outcome is Outcome.NOT_SCREENED:
            assert (tally.outcome, tally.reason) == (expect.outcome, expect.reason)
    assert silenced > 10


@pytest.mark.parametrize("personality", SILENT)
def test_no_comment_claims_a_verdict_when_the_model_gave_none(
    theatre: Theatre, personality: Personality
) -> None:
    words = read_texts(None).comments[Language.JA].words
    for write in theatre.play(personality).writes:
        assert "/100" not in write.body
        for band in words.bands.values():
            assert band not in write.body


def _tally(result: Result, files: str) -> Tally:
    """Find a candidacy by the folder of its files."""
    (found,) = (one for one in result.world.candidacy if _holds(one, files))
    return next(tally for tally in result.tallies if tally.ref.id == found.id)


def _holds(candidacy: WorldCandidacy, files: str) -> bool:
    return any(file.path.startswith(files) for file in candidacy.file)


def _verdict(result: Result, files: str) -> tuple[tuple[Answer, ...], object]:
    """Return the answers in the order of the requirements, and the verdict."""
    record = _tally(result, files).record
    assert record is not None
    assert record.rubric is not None
    assert record.verdict is not None
    by_id = {one.requirement_id: one.answer for one in record.findings}
    answers = tuple(by_id[one.id] for one in record.rubric.requirements if one.id in by_id)
    return answers, record.verdict.model_copy(update={"gates": ()})


def _judged(tally: Tally) -> bool:
    return tally.outcome is Outcome.SCREENED


def _frozen(tally: Tally) -> str:
    assert tally.record is not None
    (action,) = tally.record.actions
    return action.body


def _reference(tally: Tally) -> str:
    return tally.record.reference if tally.record is not None else "no record"
