"""What holds for the verdict on any findings."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from screening.model import (
    Answer,
    Band,
    Confidence,
    Evidence,
    FileId,
    Finding,
    Gate,
    Quality,
    Requirement,
    RequirementId,
    RequirementKind,
    RequisitionId,
    Rubric,
    RubricSource,
)
from screening.verdict import Thresholds, grade

EVIDENCE = Evidence(file_id=FileId("f1"), file_name="cv.pdf", page=1, line=1, text="a quote")
RISING = (Answer.NOT_MET, Answer.PARTLY, Answer.MET)

kinds = st.sampled_from(RequirementKind)
shares = st.decimals(0, 1, places=2, allow_nan=False)
lines = st.lists(st.tuples(kinds, st.integers(0, 5), shares, st.sampled_from(Answer)), max_size=14)
thresholds = st.builds(
    lambda pair: Thresholds(promising_from=max(pair), doubtful_below=min(pair)),
    st.tuples(st.integers(0, 100), st.integers(0, 100)),
)
Lines = list[tuple[RequirementKind, int, Decimal, Answer]]


def rubric(drawn: Lines) -> Rubric:
    requirements = tuple(
        Requirement(
            id=RequirementId(f"R{number}"),
            kind=kind,
            text="text",
            weight=weight,
            partial_credit=credit,
        )
        for number, (kind, weight, credit, _) in enumerate(drawn, start=1)
    )
    return Rubric(
        requisition_id=RequisitionId("r1"), source=RubricSource.RULES, requirements=requirements
    )


def findings(answers: list[Answer]) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            requirement_id=RequirementId(f"R{number}"),
            answer=answer,
            claimed=answer,
            evidence=() if answer is Answer.NOT_STATED else (EVIDENCE,),
        )
        for number, answer in enumerate(answers, start=1)
    )


@settings(max_examples=300, deadline=None)
@given(lines, thresholds)
def test_low_never_exceeds_high_and_both_are_percentages(drawn: Lines, bands: Thresholds) -> None:
    verdict = grade(findings([line[-1] for line in drawn]), rubric(drawn), bands)
    assert (verdict.low is None) == (verdict.high is None)
    if verdict.low is not None and verdict.high is not None:
        assert 0 <= verdict.low <= verdict.high <= 100
    assert 0 <= verdict.coverage <= 100


@settings(max_examples=300, deadline=None)
@given(lines, thresholds)
def test_equal_inputs_give_equal_bytes_in_any_order_of_findings(
    drawn: Lines, bands: Thresholds
) -> None:
    found = findings([line[-1] for line in drawn])
    once = grade(found, rubric(drawn), bands).model_dump_json()
    assert grade(tuple(reversed(found)), rubric(drawn), bands).model_dump_json() == once


@settings(max_examples=300, deadline=None)
@given(lines.filter(bool), thresholds, st.data())
def test_raising_one_answer_never_lowers_the_verdict(
    drawn: Lines, bands: Thresholds, data: st.DataObject
) -> None:
    answers = [line[-1] for line in drawn]
    place = data.draw(st.integers(0, len(answers) - 1))
    worse, better = sorted(
        (data.draw(st.sampled_from(RISING)), data.draw(st.sampled_from(RISING))), key=RISING.index
    )
    answers[place] = worse
    before = grade(findings(answers), rubric(drawn), bands)
    answers[place] = better
    after = grade(findings(answers), rubric(drawn), bands)
    assert (before.low or 0) <= (after.low or 0)
    assert (before.high or 0) <= (after.high or 0)
    order = (Band.DOUBTFUL, Band.FOR_A_PERSON, Band.PROMISING)
    if before.low is not None:
        assert order.index(before.band) <= order.index(after.band)


@settings(max_examples=300, deadline=None)
@given(lines.filter(bool), st.data())
def test_speaking_instead_of_silence_stays_inside_the_interval(
    drawn: Lines, data: st.DataObject
) -> None:
    answers = [line[-1] for line in drawn]
    place = data.draw(st.integers(0, len(answers) - 1))
    answers[place] = Answer.NOT_STATED
    silent = grade(findings(answers), rubric(drawn), Thresholds())
    answers[place] = data.draw(st.sampled_from(RISING))
    spoken = grade(findings(answers), rubric(drawn), Thresholds())
    if silent.low is not None and silent.high is not None:
        assert spoken.low is not None
        assert spoken.high is not None
        assert silent.low <= spoken.low <= spoken.high <= silent.high


@settings(max_examples=300, deadline=None)
@given(lines, thresholds)
def test_musts_are_gates_that_nothing_opens(drawn: Lines, bands: Thresholds) -> None:
    verdict = grade(findings([line[-1] for line in drawn]), rubric(drawn), bands)
    gates = {gate.gate for gate in verdict.gates}
    if verdict.band is Band.PROMISING:
        assert gates <= {Gate.PASSED}
    if Gate.FAILED in gates:
        assert verdict.band is Band.DOUBTFUL


@settings(max_examples=300, deadline=None)
@given(lines, thresholds)
def test_without_evidence_nothing_is_claimed(drawn: Lines, bands: Thresholds) -> None:
    bare = tuple(
        one.model_copy(update={"evidence": ()}) for one in findings([line[-1] for line in drawn])
    )
    verdict = grade(bare, rubric(drawn), bands)
    assert verdict.low is None
    assert verdict.band is Band.FOR_A_PERSON
    assert {gate.gate for gate in verdict.gates} <= {Gate.UNKNOWN}


@settings(max_examples=300, deadline=None)
@given(lines, thresholds, st.sampled_from(Quality))
def test_confidence_never_exceeds_coverage_and_moves_nothing_else(
    drawn: Lines, bands: Thresholds, quality: Quality
) -> None:
    sure = findings([line[-1] for line in drawn])
    unsure = tuple(one.model_copy(update={"confidence": Confidence.LOW}) for one in sure)
    of_sure = grade(sure, rubric(drawn), bands, quality=quality)
    of_unsure = grade(unsure, rubric(drawn), bands, quality=quality)
    assert of_unsure.confidence is not None
    assert of_sure.confidence is not None
    assert of_unsure.confidence <= of_sure.confidence <= of_sure.coverage
    assert of_unsure.model_copy(update={"confidence": of_sure.confidence}) == of_sure


@settings(max_examples=300, deadline=None)
@given(lines, thresholds)
def test_all_silence_is_no_score_and_a_matter_for_a_person(drawn: Lines, bands: Thresholds) -> None:
    verdict = grade(findings([Answer.NOT_STATED] * len(drawn)), rubric(drawn), bands)
    assert (verdict.low, verdict.high, verdict.confidence) == (None, None, 0)
    assert verdict.band is Band.FOR_A_PERSON
