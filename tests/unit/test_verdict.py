"""The arithmetic of a verdict, case by case."""

import time
from decimal import Decimal

import pytest
from pydantic import ValidationError

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
    Verdict,
)
from screening.verdict import Thresholds, grade

EVIDENCE = Evidence(file_id=FileId("f1"), file_name="cv.pdf", page=1, line=1, text="a quote")
THRESHOLDS = Thresholds()

MET, PARTLY, NOT_MET, NOT_STATED = Answer.MET, Answer.PARTLY, Answer.NOT_MET, Answer.NOT_STATED
Line = tuple[str, int, Answer | None]


def verdict(
    *lines: Line,
    thresholds: Thresholds = THRESHOLDS,
    credit: str = "0.5",
    quality: Quality = Quality.GOOD,
) -> Verdict:
    """Grade lines of (kind, weight, answer); ``None`` stands for no finding at all."""
    requirements = tuple(
        Requirement(
            id=RequirementId(f"R{number}"),
            kind=RequirementKind(kind),
            text="text",
            weight=weight,
            partial_credit=Decimal(credit),
        )
        for number, (kind, weight, _) in enumerate(lines, start=1)
    )
    findings = tuple(
        found(number, answer)
        for number, (_, _, answer) in enumerate(lines, start=1)
        if answer is not None
    )
    return grade(findings, rubric(*requirements), thresholds, quality=quality)


def rubric(*requirements: Requirement) -> Rubric:
    return Rubric(
        requisition_id=RequisitionId("r1"), source=RubricSource.RULES, requirements=requirements
    )


def found(number: int, answer: Answer, *, evidence: tuple[Evidence, ...] | None = None) -> Finding:
    stated = () if answer is NOT_STATED else (EVIDENCE,)
    return Finding(
        requirement_id=RequirementId(f"R{number}"),
        answer=answer,
        claimed=answer,
        evidence=stated if evidence is None else evidence,
    )


@pytest.mark.parametrize(
    ("answer", "low", "high", "gate"),
    [
        (MET, 100, 100, Gate.PASSED),
        (PARTLY, 75, 75, Gate.PARTLY),
        (NOT_MET, 50, 50, Gate.FAILED),
        (NOT_STATED, 50, 100, Gate.UNKNOWN),
        (None, 50, 100, Gate.UNKNOWN),
    ],
)
def test_truth_table_of_one_must(answer: Answer | None, low: int, high: int, gate: Gate) -> None:
    result = verdict(("must", 1, answer), ("want", 1, MET))
    assert (result.low, result.high) == (low, high)
    assert result.gates[0].gate is gate


@pytest.mark.parametrize("first", Answer)
@pytest.mark.parametrize("second", Answer)
def test_truth_table_of_two_musts(first: Answer, second: Answer) -> None:
    result = verdict(("must", 1, first), ("must", 1, second))
    worth = {MET: (2, 2), PARTLY: (1, 1), NOT_MET: (0, 0), NOT_STATED: (0, 2)}
    silent = first is second is NOT_STATED
    low, high = (25 * sum(end) for end in zip(worth[first], worth[second], strict=True))
    assert (result.low, result.high) == ((None, None) if silent else (low, high))
    if NOT_MET in (first, second):
        assert result.band is Band.DOUBTFUL
    elif first is second is MET:
        assert result.band is Band.PROMISING
    else:
        assert result.band is Band.FOR_A_PERSON


def test_promising_needs_the_score_and_every_gate() -> None:
    assert verdict(("must", 3, MET), ("want", 1, NOT_MET)).band is Band.PROMISING
    assert verdict(("must", 1, MET), ("want", 1, NOT_MET)).band is Band.FOR_A_PERSON
    assert verdict(("must", 5, MET), ("must", 1, PARTLY)).band is Band.FOR_A_PERSON
    assert verdict(("must", 5, MET), ("must", 1, NOT_STATED)).band is Band.FOR_A_PERSON


def test_a_contradicted_must_is_doubtful_whatever_the_wants_say() -> None:
    wants: tuple[Line, ...] = (("want", 5, MET),) * 8
    assert verdict(("must", 1, NOT_MET), *wants).band is Band.DOUBTFUL
    assert verdict(("must", 1, NOT_MET), ("must", 1, NOT_MET), *wants).band is Band.DOUBTFUL


def test_eight_wants_do_not_lift_two_silent_musts() -> None:
    wants: tuple[Line, ...] = (("want", 5, MET),) * 8
    result = verdict(("must", 1, NOT_STATED), ("must", 1, None), *wants)
    assert result.low == 95
    assert result.band is Band.FOR_A_PERSON


def test_a_contradiction_without_evidence_is_silence() -> None:
    requirement = Requirement(id=RequirementId("R1"), kind=RequirementKind.MUST, text="text")
    want = Requirement(id=RequirementId("R2"), kind=RequirementKind.WANT, text="text")
    for answer in (MET, PARTLY, NOT_MET):
        bare = found(1, answer, evidence=())
        result = grade((bare, found(2, MET)), rubric(requirement, want), THRESHOLDS)
        assert result.gates[0].gate is Gate.UNKNOWN
        assert (result.low, result.high) == (50, 100)


def test_doubtful_when_even_the_best_reading_is_too_low() -> None:
    assert verdict(("want", 2, NOT_MET), ("want", 1, NOT_STATED)).band is Band.DOUBTFUL
    assert verdict(("want", 2, NOT_STATED), ("want", 1, NOT_MET)).band is Band.FOR_A_PERSON


@pytest.mark.parametrize("answer", [NOT_STATED, None])
def test_silence_everywhere_is_no_score(answer: Answer | None) -> None:
    result = verdict(("must", 1, answer), ("want", 2, answer))
    assert (result.low, result.high, result.coverage) == (None, None, 0)
    assert result.band is Band.FOR_A_PERSON


def test_nothing_to_judge_is_no_score() -> None:
    for lines in ((), (("note", 1, MET), ("ask", 1, None))):
        result = verdict(*lines)
        assert (result.low, result.high, result.coverage) == (None, None, 0)
        assert (result.musts, result.wants, result.gates) == (0, 0, ())
        assert result.band is Band.FOR_A_PERSON


def test_musts_without_weight_are_gates_all_the_same() -> None:
    failed = verdict(("must", 0, NOT_MET))
    passed = verdict(("must", 0, MET))
    assert (failed.low, failed.high, failed.band) == (None, None, Band.DOUBTFUL)
    assert (passed.low, passed.high, passed.band) == (None, None, Band.FOR_A_PERSON)


def test_notes_and_questions_do_not_count() -> None:
    result = verdict(("must", 1, MET), ("note", 5, NOT_MET), ("ask", 5, None))
    assert (result.low, result.high, result.coverage) == (100, 100, 100)


def test_counts_name_what_was_met() -> None:
    result = verdict(
        ("must", 1, MET), ("must", 1, PARTLY), ("want", 1, MET), ("want", 1, PARTLY),
        ("want", 1, None),
    )  # fmt: skip
    assert (result.musts_met, result.musts) == (1, 2)
    assert (result.wants_met, result.wants) == (1, 3)
    assert result.coverage == 80


@pytest.mark.parametrize(
    ("weights", "shown"), [((1, 7), 13), ((1, 2), 33), ((2, 1), 67), ((1, 5), 17)]
)
def test_figures_are_rounded_half_up(weights: tuple[int, int], shown: int) -> None:
    met, not_met = weights
    lines = [("want", 1, MET)] * met + [("want", 1, NOT_MET)] * not_met
    assert verdict(*lines).low == shown


def test_the_band_follows_the_figure_that_people_see() -> None:
    lines = [("want", 1, MET)] * 139 + [("want", 1, NOT_MET)] * 61
    result = verdict(*lines)
    assert result.low == 70
    assert result.band is Band.PROMISING


def test_partial_credit_is_exact() -> None:
    assert verdict(("want", 1, PARTLY), ("want", 2, NOT_MET), credit="0.1").low == 3
    assert verdict(("want", 1, PARTLY), credit="0").low == 0
    assert verdict(("want", 1, PARTLY), credit="1").low == 100


def test_findings_that_do_not_fit_the_rubric_are_a_defect() -> None:
    requirement = Requirement(id=RequirementId("R1"), kind=RequirementKind.MUST, text="text")
    with pytest.raises(ValueError, match="unknown requirement R2"):
        grade((found(2, MET),), rubric(requirement), THRESHOLDS)
    with pytest.raises(ValueError, match="two findings on requirement R1"):
        grade((found(1, MET), found(1, MET)), rubric(requirement), THRESHOLDS)


def test_thresholds_decide_and_describe_themselves() -> None:
    strict = Thresholds(promising_from=90, doubtful_below=60)
    lines: tuple[Line, ...] = (("must", 4, MET), ("want", 1, NOT_MET))
    assert verdict(*lines).band is Band.PROMISING
    assert verdict(*lines, thresholds=strict).band is Band.FOR_A_PERSON
    assert strict.describe("{promising_from} or more, below {doubtful_below}") == (
        "90 or more, below 60"
    )


def test_thresholds_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValidationError, match="doubtful_below must not be above promising_from"):
        Thresholds(promising_from=30, doubtful_below=40)


def test_confidence_is_the_coverage_of_good_documents_surely_read() -> None:
    result = verdict(("must", 3, MET), ("want", 1, None))
    assert (result.coverage, result.confidence) == (75, 75)


@pytest.mark.parametrize(
    ("quality", "shown"), [(Quality.GOOD, 75), (Quality.FAIR, 60), (Quality.POOR, 38)]
)
def test_confidence_falls_with_the_documents_and_the_score_does_not(
    quality: Quality, shown: int
) -> None:
    lines: tuple[Line, ...] = (("must", 3, MET), ("want", 1, None))
    result = verdict(*lines, quality=quality)
    assert result.confidence == shown
    assert result == verdict(*lines).model_copy(update={"confidence": shown})


@pytest.mark.parametrize(
    ("members", "shown"),
    [
        ({}, 100),
        ({"confidence": Confidence.LOW}, 75),
        ({"evidence": (EVIDENCE.model_copy(update={"recognised": True}),)}, 75),
        ({"evidence": (EVIDENCE.model_copy(update={"approximate": True}),)}, 75),
        ({"evidence": (EVIDENCE.model_copy(update={"recognised": True}), EVIDENCE)}, 100),
        (
            {
                "confidence": Confidence.LOW,
                "evidence": (EVIDENCE.model_copy(update={"approximate": True}),),
            },
            63,
        ),
        ({"confidence": Confidence.LOW, "corrected": True}, 100),
    ],
)
def test_confidence_counts_half_of_what_is_unsure(members: dict[str, object], shown: int) -> None:
    must, want = (
        Requirement(id=RequirementId(f"R{number}"), kind=kind, text="text")
        for number, kind in enumerate((RequirementKind.MUST, RequirementKind.WANT), start=1)
    )
    unsure = found(2, MET).model_copy(update=members)
    result = grade((found(1, MET), unsure), rubric(must, want), THRESHOLDS)
    assert (result.low, result.high, result.coverage) == (100, 100, 100)
    assert result.confidence == shown


def test_nothing_to_be_confident_of_is_zero() -> None:
    assert verdict().confidence == 0
    assert verdict(("must", 1, None)).confidence == 0
    assert verdict(("must", 0, MET)).confidence == 0


def test_a_recruiters_answer_counts_without_a_quote() -> None:
    must = Requirement(id=RequirementId("R1"), kind=RequirementKind.MUST, text="text")
    said = found(1, MET, evidence=()).model_copy(update={"corrected": True})
    result = grade((said,), rubric(must), THRESHOLDS)
    assert (result.low, result.gates[0].gate, result.confidence) == (100, Gate.PASSED, 100)


def test_a_thousand_stored_judgements_are_graded_anew_within_seconds() -> None:
    requirements = tuple(
        Requirement(id=RequirementId(f"R{number}"), kind=RequirementKind.MUST, text="text")
        for number in range(1, 13)
    )
    stored = tuple(
        tuple(found(number, tuple(Answer)[(number * seed) % 4]) for number in range(1, 13))
        for seed in range(1_000)
    )
    strict = Thresholds(promising_from=90, doubtful_below=60)
    begun = time.perf_counter()
    graded = [grade(findings, rubric(*requirements), strict) for findings in stored]
    assert time.perf_counter() - begun < 10
    assert len({one.band for one in graded}) > 1
