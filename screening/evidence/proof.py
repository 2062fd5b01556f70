"""Checks every claim against the documents, and makes findings of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from screening.evidence.objections import objection, says_too_little
from screening.evidence.search import Found, search
from screening.evidence.unseen import Unseen
from screening.evidence.weakness import is_weak
from screening.folding import shown
from screening.model import (
    Answer,
    Claim,
    Confidence,
    Demotion,
    Document,
    Evidence,
    Finding,
    Quote,
    Requirement,
    RequirementKind,
    Rubric,
)
from screening.normalise import Normalised, normalise
from screening.places import Text, excerpt, readable, whole_lines

MOST_EVIDENCE = 3
MOST_PERIODS = 20
LONGEST_MISSING = 200
_MOST_QUOTES = 10
_MOST_PLACES = 20
"""Of one quote; the nearest to the cited line."""

_LINE_LABEL = re.compile(r"^\s*L\d{1,6}\|")
_WEIGHTIEST_FIRST = (
    Demotion.HIDDEN_QUOTE,
    Demotion.QUOTE_NOT_FOUND,
    Demotion.NEGATED,
    Demotion.ECHO_OF_REQUIREMENT,
    Demotion.HEADING,
    Demotion.QUOTE_TOO_SHORT,
)


@dataclass(frozen=True, slots=True)
class _Proof:
    """One quote that counts, and whether it may prove less than is claimed."""

    evidence: Evidence
    weak: bool


@dataclass(frozen=True, slots=True)
class _Searched:
    """What is searched for proof, and what tells why there was none."""

    texts: tuple[Text, ...]
    unseen: Unseen


def verify(
    claims: tuple[Claim, ...], rubric: Rubric, documents: tuple[Document, ...]
) -> tuple[Finding, ...]:
    """Check every claim; return one finding for each judged requirement, in the rubric's order.

    Never raises. A requirement without a claim is not stated; of several claims the first counts.
    """
    texts = tuple(readable(documents))
    searched = _Searched(texts, Unseen(documents, texts))
    by_id = {claim.requirement_id: claim for claim in reversed(claims)}
    return tuple(
        _finding(requirement, by_id.get(requirement.id), searched)
        for requirement in rubric.requirements
        if requirement.kind is not RequirementKind.ASK
    )


def invented(findings: tuple[Finding, ...]) -> int:
    """Count the findings whose quotes stand in no document."""
    return sum(finding.demotion is Demotion.QUOTE_NOT_FOUND for finding in findings)


def _finding(requirement: Requirement, claim: Claim | None, searched: _Searched) -> Finding:
    claim = claim or Claim(requirement_id=requirement.id, answer=Answer.NOT_STATED)
    proofs, demotion = _proofs(claim, requirement, searched)
    weak = bool(proofs) and all(one.weak for one in proofs)
    return Finding(
        requirement_id=requirement.id,
        answer=claim.answer if proofs else Answer.NOT_STATED,
        claimed=claim.answer,
        evidence=tuple(one.evidence for one in proofs),
        periods=_periods(claim, searched.texts) if proofs else (),
        demotion=demotion,
        confidence=Confidence.LOW if weak else claim.confidence,
        missing=_flat(claim.missing),
    )


def _proofs(
    claim: Claim, requirement: Requirement, searched: _Searched
) -> tuple[tuple[_Proof, ...], Demotion | None]:
    if claim.answer is Answer.NOT_STATED:
        return (), None
    quotes = [quote for quote in claim.quotes[:_MOST_QUOTES] if quote.text.strip()]
    checked = [_check(quote, claim.answer, requirement, searched) for quote in quotes]
    found = {one.evidence: one for one in reversed(checked) if isinstance(one, _Proof)}
    if found:
        return tuple(found.values())[::-1][:MOST_EVIDENCE], None
    reasons = (reason for reason in _WEIGHTIEST_FIRST if reason in checked)
    return (), next(reasons, Demotion.NO_QUOTE)


def _check(
    quote: Quote, answer: Answer, requirement: Requirement, searched: _Searched
) -> _Proof | Demotion:
    """Return what proves a quote, or why it counts for nothing.

    A cited line that holds the quote is the one that is judged; else any place will do, the
    nearest to the cited line first.
    """
    wanted = _wanted(quote)
    objections: list[Demotion] = []
    for found in _candidates(wanted, quote.line, searched.texts):
        demotion = objection(found.place, wanted, answer, requirement)
        if demotion is None:
            return _Proof(_evidence(found), is_weak(found.place, answer, requirement))
        objections.append(demotion)
    if objections:
        return objections[0]
    hidden = searched.unseen.has(wanted)
    return Demotion.HIDDEN_QUOTE if hidden else Demotion.QUOTE_NOT_FOUND


def _wanted(quote: Quote) -> Normalised:
    return normalise(_LINE_LABEL.sub("", quote.text))


def _candidates(wanted: Normalised, cited: int | None, texts: tuple[Text, ...]) -> list[Found]:
    found = sorted(search(wanted, texts), key=lambda one: _distance(one, cited))
    exact = [one for one in found if one.place.number == cited]
    return (exact or found)[:_MOST_PLACES]


def _distance(found: Found, cited: int | None) -> int:
    return 0 if cited is None else abs(found.place.number - cited)


def _periods(claim: Claim, texts: tuple[Text, ...]) -> tuple[Evidence, ...]:
    """Locate the lines that say when; what cannot be located is left out."""
    quotes = [quote for quote in claim.periods[:MOST_PERIODS] if quote.text.strip()]
    located = (found for quote in quotes for found in _period(quote, texts))
    return tuple(dict.fromkeys(located))


def _period(quote: Quote, texts: tuple[Text, ...]) -> Iterator[Evidence]:
    wanted = _wanted(quote)
    for found in _candidates(wanted, quote.line, texts):
        if not says_too_little(found.place, wanted):
            yield _evidence(found).model_copy(update={"text": whole_lines(found.place)})
            return


def _evidence(found: Found) -> Evidence:
    place = found.place
    line = place.text.lines[place.first]
    return Evidence(
        file_id=place.text.document.file.id,
        file_name=place.text.document.file.name,
        page=line.page,
        line=line.number,
        text=excerpt(place),
        part=line.part,
        recognised=any(one.recognised for one in place.text.lines[place.first : place.last + 1]),
        approximate=found.approximate,
    )


def _flat(text: str) -> str:
    flat = " ".join("".join(c if shown(c).strip() else shown(c) for c in text).split())
    return flat if len(flat) <= LONGEST_MISSING else flat[: LONGEST_MISSING - 1].rstrip() + "…"
