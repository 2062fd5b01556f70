"""Each thing that is known of a document can fail by itself, and is named when it does."""

from collections.abc import Callable
from pathlib import Path

import pytest

from screening.bench.corpus import Case, Floors, Truth
from screening.bench.judge import FaultKind, is_trick, judge, judge_unread, reached
from screening.model.reading import (
    Document,
    HiddenReason,
    Passage,
    ReadingWarning,
    Severity,
    UnreadableReason,
)

MakeCase = Callable[..., Case]
MakeDocument = Callable[..., Document]


@pytest.fixture
def case(tmp_path: Path) -> MakeCase:
    """Make a case whose expected lines are written down, with a truth of the keys given."""

    def _case(*lines: str, floors: Floors | None = None, **keys: object) -> Case:
        truth = {"language": "en", "layout": "plain", "about": "Words.", **keys}
        expected = tmp_path / "cv.txt"
        expected.write_text("\n".join(lines), encoding="utf-8")
        return Case(
            path=tmp_path / "cv",
            name="cv",
            truth=Truth.model_validate(truth),
            expected=expected if lines else None,
            floors=floors or Floors(),
        )

    return _case


def kinds(case: Case, found: Document, *, equipped: bool = True) -> list[FaultKind]:
    return [fault.kind for fault in judge(case, found, equipped=equipped).faults]


def test_a_document_that_is_read_rightly_has_no_fault(
    case: MakeCase, document: MakeDocument
) -> None:
    judged = judge(
        case("Name: Rowan", "Go", pairs=[["Name", "Rowan"]], flag="none", benign=True),
        document("Name: Rowan", "Go"),
    )
    assert judged.faults == ()
    assert judged.pairs_kept == 1


@pytest.mark.parametrize(
    ("found", "fault"),
    [
        (("Name: Rowan",), FaultKind.RECALL),
        (("Name: Rowan", "Go and Rust", "and more"), FaultKind.PRECISION),
        (("Go and Rust", "Name: Rowan"), FaultKind.ORDER),
    ],
)
def test_text_that_falls_short_is_named(
    case: MakeCase, document: MakeDocument, found: tuple[str, ...], fault: FaultKind
) -> None:
    assert kinds(case("Name: Rowan", "Go and Rust"), document(*found)) == [fault]


def test_a_floor_lets_a_little_be_missing(case: MakeCase, document: MakeDocument) -> None:
    found = document("abcdefghi")
    assert kinds(case("abcdefghij"), found) == [FaultKind.RECALL]
    assert kinds(case("abcdefghij", floors=Floors(recall=0.9)), found) == []
    assert kinds(case("abcdefghij", floors=Floors(recall=0.91)), found) == [FaultKind.RECALL]


def test_recognised_text_may_miss_a_letter_in_twenty(
    case: MakeCase, document: MakeDocument
) -> None:
    expected = "abcdefghijklmnopqrstuvwxyz"
    assert kinds(case(expected, needs="ocr", without="scan"), document(expected[1:])) == []
    assert kinds(case(expected), document(expected[1:])) == [FaultKind.RECALL]
    assert kinds(case(expected, needs="ocr", without="scan"), document(expected[2:])) == [
        FaultKind.RECALL
    ]


def test_a_pair_that_is_torn_apart_is_named(case: MakeCase, document: MakeDocument) -> None:
    judged = judge(case("Name", "Rowan", pairs=[["Name", "Rowan"]]), document("Name", "Rowan"))
    assert [fault.kind for fault in judged.faults] == [FaultKind.PAIR]
    assert judged.pairs_kept == 0


def test_a_hidden_word_in_a_line_is_a_leak(case: MakeCase, document: MakeDocument) -> None:
    assert kinds(case(never=["Kubernetes"]), document("runs kubernetes")) == [FaultKind.LEAK]


def test_hidden_text_must_be_reported_by_its_reason(case: MakeCase, document: MakeDocument) -> None:
    trick = case(hidden=["colour"], flag="warn")
    assert kinds(trick, document("x", hidden={HiddenReason.COLOUR: Severity.WARN})) == []
    assert kinds(trick, document("x", hidden={HiddenReason.TINY: Severity.WARN})) == [
        FaultKind.HIDDEN
    ]
    assert kinds(trick, document("x")) == [FaultKind.HIDDEN, FaultKind.FLAG]


@pytest.mark.parametrize(
    ("wanted", "severity", "enough"),
    [
        ("none", None, True),
        ("none", Severity.NOTE, False),
        ("note", None, False),
        ("warn", Severity.NOTE, False),
        ("warn", Severity.WARN, True),
        ("warn", Severity.BLOCK, True),
        ("block", Severity.WARN, False),
    ],
)
def test_a_flag_is_reached_by_the_worst_and_none_allows_nothing(
    case: MakeCase,
    document: MakeDocument,
    wanted: str,
    severity: Severity | None,
    enough: bool,
) -> None:
    found = document("x", hidden={HiddenReason.ALT_TEXT: severity} if severity else {})
    assert kinds(case(flag=wanted), found) == ([] if enough else [FaultKind.FLAG])


def test_nothing_in_an_honest_file_may_block(case: MakeCase, document: MakeDocument) -> None:
    honest = case(benign=True)
    assert kinds(honest, document("x", hidden={HiddenReason.COLOUR: Severity.WARN})) == []
    assert kinds(honest, document("x", hidden={HiddenReason.COLOUR: Severity.BLOCK})) == [
        FaultKind.BENIGN
    ]


def test_orders_in_plain_sight_block(document: MakeDocument) -> None:
    plain = document("x")
    assert reached(plain) == "none"
    ordered = plain.model_copy(update={"instructions": (Passage(page=None, words="x"),)})
    assert reached(ordered) is Severity.BLOCK
    warned = plain.model_copy(update={"warnings": (ReadingWarning.UNUSUAL_CHARACTERS,)})
    assert reached(warned) is Severity.WARN


def test_a_warning_that_is_not_given_is_named(case: MakeCase, document: MakeDocument) -> None:
    assert kinds(case(warnings=["recognised"]), document("x")) == [FaultKind.WARNING]


# ---------------------------------------------------------------- outcomes


def test_a_file_that_must_be_refused_may_not_be_read(
    case: MakeCase, document: MakeDocument
) -> None:
    assert kinds(case(outcome="encrypted"), document("x")) == [FaultKind.OUTCOME]


def test_each_outcome_that_is_listed_is_right(case: MakeCase) -> None:
    hostile = case(outcome=["too_large", "timed_out"])
    assert judge_unread(hostile, UnreadableReason.TIMED_OUT).faults == ()
    (fault,) = judge_unread(hostile, UnreadableReason.DAMAGED).faults
    assert fault.kind is FaultKind.OUTCOME


def test_a_crash_is_a_fault_even_where_a_truth_allows_it(case: MakeCase) -> None:
    (fault,) = judge_unread(case(outcome="crashed"), UnreadableReason.CRASHED).faults
    assert fault.kind is FaultKind.CRASH


def test_without_its_tool_a_file_has_another_right_outcome(
    case: MakeCase, document: MakeDocument
) -> None:
    scan = case("some words", needs="ocr", without="scan", warnings=["recognised"])
    assert judge_unread(scan, UnreadableReason.SCAN, equipped=False).faults == ()
    assert judge_unread(scan, UnreadableReason.SCAN).faults != ()
    assert kinds(scan, document("some words"), equipped=False) == [FaultKind.OUTCOME]


def test_without_its_tool_a_file_of_text_and_scans_is_not_measured(
    case: MakeCase, document: MakeDocument
) -> None:
    mixed = case("page one", "page two", needs="ocr", without="read", pairs=[["page", "two"]])
    assert kinds(mixed, document("page one"), equipped=False) == []
    assert kinds(mixed, document("page one")) == [FaultKind.RECALL, FaultKind.PAIR]


def test_of_an_unknown_file_only_a_crash_is_wrong(tmp_path: Path) -> None:
    unknown = Case(path=tmp_path, name="x", truth=None, expected=None, floors=Floors())
    assert judge_unread(unknown, UnreadableReason.DAMAGED).faults == ()
    assert judge_unread(unknown, UnreadableReason.CRASHED).faults != ()


@pytest.mark.parametrize(
    ("keys", "trick"),
    [
        ({"hidden": ["colour"]}, True),
        ({"never": ["Kubernetes"]}, True),
        ({"flag": "block"}, True),
        ({"flag": "note"}, False),
        ({}, False),
        ({"flag": "warn", "benign": True}, False),
    ],
)
def test_a_trick_is_what_must_be_flagged(
    case: MakeCase, keys: dict[str, object], trick: bool
) -> None:
    truth = case(**keys).truth
    assert truth is not None
    assert is_trick(truth) is trick
