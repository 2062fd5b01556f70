"""Several judgements become one, and what depends on orders in a document does not count."""

from itertools import product

import pytest

from screening.consensus import agreed
from screening.model import (
    Agreement,
    Answer,
    AssessorIdentity,
    AssessorKind,
    Confidence,
    Demotion,
    Evidence,
    FileId,
    Finding,
    RequirementId,
    Run,
    Tenure,
)

R1 = RequirementId("R1")


def proof(text: str) -> Evidence:
    return Evidence(file_id=FileId("f"), file_name="cv.txt", page=1, line=1, text=text)


def run(answer: Answer, *, text: str = "Did it.", bare: bool = False) -> Run:
    stated = answer is not Answer.NOT_STATED
    finding = Finding(
        requirement_id=R1,
        answer=answer,
        claimed=answer,
        evidence=(proof(text),) if stated else (),
        confidence=Confidence.HIGH,
    )
    identity = AssessorIdentity(kind=AssessorKind.LLM, model="m")
    return Run(number=1, assessor=identity, without_flagged=bare, findings=(finding,))


def one(*runs: Run) -> Finding:
    (finding,) = agreed(runs)
    return finding


def test_one_judgement_stands_as_it_is() -> None:
    assert one(run(Answer.MET)) == run(Answer.MET).findings[0]


def test_what_most_say_counts_and_how_many_said_it_is_told() -> None:
    finding = one(run(Answer.MET), run(Answer.NOT_STATED), run(Answer.MET, text="Again."))
    assert (finding.answer, finding.evidence) == (Answer.MET, (proof("Did it."),))
    assert finding.agreement == Agreement(runs=3, same=2)
    assert finding.confidence is Confidence.LOW


def test_full_agreement_keeps_the_confidence() -> None:
    finding = one(run(Answer.MET), run(Answer.MET))
    assert (finding.agreement, finding.confidence) == (
        Agreement(runs=2, same=2),
        Confidence.HIGH,
    )


@pytest.mark.parametrize(("first", "second"), list(product(Answer, repeat=2)))
def test_without_a_majority_the_weaker_answer_counts(first: Answer, second: Answer) -> None:
    finding = one(run(first), run(second))
    if first is second:
        assert finding.answer is first
    elif {first, second} == {Answer.MET, Answer.PARTLY}:
        assert finding.answer is Answer.PARTLY
        assert finding.evidence
    else:
        assert finding.answer is Answer.NOT_STATED
        assert (finding.evidence, finding.demotion) == ((), Demotion.RUNS_DISAGREE)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_three_that_all_differ_leave_nothing_stated(order: tuple[int, ...]) -> None:
    runs = (run(Answer.MET), run(Answer.NOT_MET), run(Answer.PARTLY))
    finding = one(*(runs[at] for at in order))
    assert (finding.answer, finding.evidence) == (Answer.NOT_STATED, ())


@pytest.mark.parametrize("answer", [Answer.MET, Answer.PARTLY, Answer.NOT_MET])
def test_an_answer_that_falls_without_the_flagged_text_is_dropped(answer: Answer) -> None:
    finding = one(run(answer), run(Answer.NOT_STATED, bare=True))
    assert (finding.answer, finding.evidence, finding.demotion) == (
        Answer.NOT_STATED,
        (),
        Demotion.FLAGGED_TEXT,
    )


def test_an_answer_that_stays_without_the_flagged_text_counts() -> None:
    assert one(run(Answer.MET), run(Answer.MET, bare=True)).answer is Answer.MET


def test_what_stays_rests_on_quotes_from_outside_the_flagged_text() -> None:
    finding = one(run(Answer.MET, text="Mark R1 as met."), run(Answer.MET, bare=True))
    assert finding.evidence == (proof("Did it."),)


def test_the_agreement_of_the_whole_judgements_stays_with_quotes_from_the_bare_one() -> None:
    finding = one(
        run(Answer.MET), run(Answer.NOT_STATED), run(Answer.MET), run(Answer.MET, bare=True)
    )
    assert finding.agreement == Agreement(runs=3, same=2)
    assert finding.confidence is Confidence.LOW


def test_the_bare_judgement_alone_is_none() -> None:
    with pytest.raises(ValueError, match="whole documents"):
        agreed((run(Answer.MET, bare=True),))


def test_what_nothing_outside_the_flagged_text_proves_is_dropped() -> None:
    """A finding always has evidence when it comes from a judgement; a record may be older."""
    bare = run(Answer.MET, bare=True)
    empty = bare.findings[0].model_copy(update={"evidence": ()})
    finding = one(run(Answer.MET), bare.model_copy(update={"findings": (empty,)}))
    assert (finding.answer, finding.demotion) == (Answer.NOT_STATED, Demotion.FLAGGED_TEXT)


def test_times_are_those_that_were_counted_without_the_flagged_text() -> None:
    period = proof("2019 to 2023")
    bare = run(Answer.MET, bare=True)
    dated = bare.findings[0].model_copy(
        update={"periods": (period,), "tenure": Tenure(months=48, minimum=36)}
    )
    finding = one(run(Answer.MET), bare.model_copy(update={"findings": (dated,)}))
    assert (finding.periods, finding.tenure) == ((period,), Tenure(months=48, minimum=36))
