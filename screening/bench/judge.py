"""Holds one reading against what is known of its document, and names what does not hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from screening.bench.corpus import READ, Case, Flag, Outcome, Truth
from screening.bench.equipment import RECOGNITION
from screening.bench.measure import Likeness, compare, leaked, missing, pair_is_kept, surplus
from screening.extract.reading import Reading
from screening.model.reading import Document, ReadingWarning, Severity, UnreadableReason

_USUAL = 1.0
_RECOGNISED = 0.95
"""What recognition reaches on clean scans; a folder or a file may ask for more or less."""
_FLAGS: tuple[Flag, ...] = ("none", *Severity)
_ROUNDING = 1e-9


class FaultKind(StrEnum):
    """What can be wrong with a reading."""

    OUTCOME = "outcome"
    """Read, or not read, or not read for another reason, than is right."""
    CRASH = "crash"
    """The child broke off; no document may do that, whatever its truth says."""
    LEAK = "leak"
    """A word that a person cannot see stands in a line."""
    RECALL = "recall"
    PRECISION = "precision"
    ORDER = "order"
    PAIR = "pair"
    HIDDEN = "hidden"
    """A reason for hidden text is not reported."""
    FLAG = "flag"
    """Less was flagged than must be, or something where nothing may be."""
    BENIGN = "benign"
    """Something in an honest file blocks."""
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not hold."""

    kind: FaultKind
    detail: str
    """For people; it may hold words of the document."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One reading, measured and held against its truth."""

    faults: tuple[Fault, ...] = ()
    likeness: Likeness | None = None
    pairs_kept: int = 0


def judge(case: Case, found: Document | Reading, *, equipped: bool = True) -> Judged:
    """Hold what was read against all that is known of its document.

    ``equipped`` says whether all that the file needs is installed: without it the text cannot be
    whole, and is not measured.
    """
    lines = tuple(line.text for line in found.lines)
    expected = case.lines() if equipped else None
    likeness = None if expected is None else compare(expected, lines)
    faults = list(_outcome(case.truth, READ, equipped=equipped))
    if likeness is not None and expected is not None:
        faults += _below(case, likeness, expected, lines)
    if case.truth is None:
        return Judged(tuple(faults), likeness)
    faults += _looks(case.truth, found, lines, equipped=equipped)
    pairs = case.truth.pairs if equipped else ()
    broken = [pair for pair in pairs if not pair_is_kept(*pair, lines)]
    faults += [Fault(FaultKind.PAIR, " ... ".join(pair)) for pair in broken]
    return Judged(tuple(faults), likeness, len(pairs) - len(broken))


def judge_unread(case: Case, reason: UnreadableReason, *, equipped: bool = True) -> Judged:
    """Hold a refusal against what is known."""
    return Judged(tuple(_outcome(case.truth, reason, equipped=equipped)))


def right_outcomes(truth: Truth, *, equipped: bool = True) -> tuple[Outcome, ...]:
    """Return the outcomes that are right on a machine with or without what the file needs."""
    return truth.outcome if equipped or not truth.without else truth.without


def reached(found: Document | Reading) -> Flag:
    """Return the worst that was found in a file, over all that can be flagged."""
    worst: list[Flag] = [one.severity for one in found.hidden]
    worst += [one.severity for one in found.odd_characters]
    if ReadingWarning.UNUSUAL_CHARACTERS in found.warnings:
        worst.append(Severity.WARN)
    if found.instructions or ReadingWarning.INSTRUCTION_LIKE_TEXT in found.warnings:
        worst.append(Severity.BLOCK)
    return max(worst, key=_FLAGS.index, default="none")


def is_trick(truth: Truth) -> bool:
    """Tell whether a document hides something that must be flagged."""
    flagged = truth.flag in (Severity.WARN, Severity.BLOCK)
    return not truth.benign and bool(truth.hidden or truth.never or flagged)


def _outcome(truth: Truth | None, outcome: Outcome, *, equipped: bool = True) -> Iterator[Fault]:
    if outcome is UnreadableReason.CRASHED:
        yield Fault(FaultKind.CRASH, "the child broke off")
    if truth is None:
        return
    right = right_outcomes(truth, equipped=equipped)
    if outcome not in right:
        yield Fault(FaultKind.OUTCOME, f"{outcome}, not {' or '.join(right)}")


def _below(
    case: Case, likeness: Likeness, expected: Sequence[str], lines: Sequence[str]
) -> Iterator[Fault]:
    """Name the shares that stay below their floor."""
    recognised = case.truth is not None and case.truth.needs in RECOGNITION
    usual = _RECOGNISED if recognised or case.truth is None else _USUAL
    details = {"recall": missing, "precision": surplus}
    for kind in (FaultKind.RECALL, FaultKind.PRECISION, FaultKind.ORDER):
        share = getattr(likeness, kind)
        floor = getattr(case.floors, kind)
        floor = usual if floor is None else floor
        if share is not None and share < floor - _ROUNDING:
            words = details[kind](expected, lines) if kind in details else ""
            yield Fault(kind, f"{share:.4f}, not {floor:.4f}: {words}".rstrip(": "))


def _looks(
    truth: Truth, found: Document | Reading, lines: Sequence[str], *, equipped: bool
) -> Iterator[Fault]:
    for word in leaked(truth.never, lines):
        yield Fault(FaultKind.LEAK, word)
    reported = {one.reason for one in found.hidden}
    for reason in truth.hidden:
        if reason not in reported:
            yield Fault(FaultKind.HIDDEN, f"{reason} is not reported")
    worst = reached(found)
    if truth.flag is not None and not _is_enough(worst, truth.flag):
        yield Fault(FaultKind.FLAG, f"{worst}, not {truth.flag}")
    if truth.benign and worst is Severity.BLOCK:
        yield Fault(FaultKind.BENIGN, "something blocks")
    for warning in truth.warnings if equipped else ():
        if warning not in found.warnings:
            yield Fault(FaultKind.WARNING, f"{warning} is not given")


def _is_enough(worst: Flag, wanted: Flag) -> bool:
    if wanted == "none":
        return worst == "none"
    return _FLAGS.index(worst) >= _FLAGS.index(wanted)
