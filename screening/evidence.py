"""From what the model claims to what the documents prove: every quote is looked up.

A claim without a quote that a person can see in a document counts for nothing, and becomes
*not stated*. What is kept is cut out of the document, never the model's own string.

A quote that merely repeats a requirement is an echo if its line is the requirement's own text and
nothing else, and either a label (a heading, a colon) or worded as a demand ("3 years or more",
"経験", "опыт"): so a copied advert earns nothing. The bare name of a thing, such as a licence or
a product, is written alike by both sides and counts, as does a line that says anything more.
"""

import re

from screening.folding import IDEOGRAPHIC, shown
from screening.model import (
    Answer,
    Claim,
    Demotion,
    Document,
    Evidence,
    Finding,
    Quote,
    Requirement,
    RequirementKind,
    Rubric,
)
from screening.negation import negated
from screening.normalise import Normalised, normalise
from screening.places import Place, Text, excerpt, places, readable

SHORTEST_QUOTE = 6
"""Searched characters of a quote; below, it would be found by chance."""
SHORTEST_IDEOGRAPHIC_QUOTE = 4
"""The same with Japanese characters in it, each of which says as much as two or three letters."""
MOST_EVIDENCE = 3
LONGEST_MISSING = 200
_MOST_QUOTES = 10
_MOST_PLACES = 20
"""Of one quote; the nearest to the cited line."""
_SHORT_LINE = 40
_AROUND = 120
"""How much text on either side of a quote may negate it."""

_LINE_LABEL = re.compile(r"^\s*L\d{1,6}\|")
_IDEOGRAPH = re.compile(f"[{IDEOGRAPHIC}]")
_LIST_SIGN = re.compile(r"^\W*(?:\d{1,2}[.)]|[①-⑳])?\s*")
_LABEL = re.compile(r"^\s*[【《〈\[<＜■#]|[:：]\s*$")
_DEMAND = re.compile(
    r"以上|経験|実務|できる|必須|歓迎|(?:方|こと)[。]?$|\d\s*\+|at least|or more|minimum|experience"
    r"|years|ability|proficien|required|must|опыт|от \d|не менее|умение|знани|навык|владение",
    re.IGNORECASE,
)
_WEIGHTIEST_FIRST = (
    Demotion.QUOTE_NOT_FOUND,
    Demotion.NEGATED,
    Demotion.ECHO_OF_REQUIREMENT,
    Demotion.QUOTE_TOO_SHORT,
)


def verify(
    claims: tuple[Claim, ...], rubric: Rubric, documents: tuple[Document, ...]
) -> tuple[Finding, ...]:
    """Check every claim; return one finding for each judged requirement, in the rubric's order.

    Never raises. A requirement without a claim is not stated; of several claims the first counts.
    """
    texts = tuple(readable(documents))
    by_id = {claim.requirement_id: claim for claim in reversed(claims)}
    return tuple(
        _finding(requirement, by_id.get(requirement.id), texts)
        for requirement in rubric.requirements
        if requirement.kind is not RequirementKind.ASK
    )


def invented(findings: tuple[Finding, ...]) -> int:
    """Count the findings whose quotes stand in no document."""
    return sum(finding.demotion is Demotion.QUOTE_NOT_FOUND for finding in findings)


def _finding(requirement: Requirement, claim: Claim | None, texts: tuple[Text, ...]) -> Finding:
    claim = claim or Claim(requirement_id=requirement.id, answer=Answer.NOT_STATED)
    evidence, demotion = _proof(claim, requirement, texts)
    return Finding(
        requirement_id=requirement.id,
        answer=claim.answer if evidence else Answer.NOT_STATED,
        claimed=claim.answer,
        evidence=evidence,
        demotion=demotion,
        confidence=claim.confidence,
        missing=_flat(claim.missing),
    )


def _proof(
    claim: Claim, requirement: Requirement, texts: tuple[Text, ...]
) -> tuple[tuple[Evidence, ...], Demotion | None]:
    if claim.answer is Answer.NOT_STATED:
        return (), None
    quotes = [quote for quote in claim.quotes[:_MOST_QUOTES] if quote.text.strip()]
    checked = [_check(quote, claim.answer, requirement, texts) for quote in quotes]
    found = tuple(dict.fromkeys(one for one in checked if isinstance(one, Evidence)))
    if found:
        return found[:MOST_EVIDENCE], None
    reasons = (reason for reason in _WEIGHTIEST_FIRST if reason in checked)
    return (), next(reasons, Demotion.NO_QUOTE)


def _check(
    quote: Quote, answer: Answer, requirement: Requirement, texts: tuple[Text, ...]
) -> Evidence | Demotion:
    """Return what proves a quote, or why it counts for nothing.

    A cited line that holds the quote is the one that is judged; else any place will do, the
    nearest to the cited line first.
    """
    wanted = normalise(_LINE_LABEL.sub("", quote.text))
    found = sorted(places(wanted, texts), key=lambda place: _distance(place, quote.line))
    exact = [place for place in found if quote.line == place.number]
    objections: list[Demotion] = []
    for place in (exact or found)[:_MOST_PLACES]:
        objection = _objection(place, wanted, answer, requirement)
        if objection is None:
            return _evidence(place)
        objections.append(objection)
    return objections[0] if objections else Demotion.QUOTE_NOT_FOUND


def _distance(place: Place, cited: int | None) -> int:
    return 0 if cited is None else abs(place.number - cited)


def _objection(
    place: Place, wanted: Normalised, answer: Answer, requirement: Requirement
) -> Demotion | None:
    if _too_short(wanted.text) and not _is_whole_line(place, wanted):
        return Demotion.QUOTE_TOO_SHORT
    if _echoes(place, requirement):
        return Demotion.ECHO_OF_REQUIREMENT
    if answer is not Answer.NOT_MET and _is_negated(place):
        return Demotion.NEGATED
    return None


def _too_short(text: str) -> bool:
    return len(text) < (SHORTEST_IDEOGRAPHIC_QUOTE if _IDEOGRAPH.search(text) else SHORTEST_QUOTE)


def _is_whole_line(place: Place, wanted: Normalised) -> bool:
    """Tell whether a short quote is a full row, such as ``Java`` in a list of skills."""
    named = len(wanted.text) > 1 and any(map(str.isalpha, wanted.text))
    return named and len(place.lines) <= _SHORT_LINE and _same(place.lines, wanted)


def _echoes(place: Place, requirement: Requirement) -> bool:
    line, text = place.lines, requirement.text
    if len(line) > 2 * len(text) + _SHORT_LINE:
        return False
    if not _same(_LIST_SIGN.sub("", line), normalise(text)):
        return False
    return bool(_LABEL.search(line) or _DEMAND.search(text))


def _same(line: str, wanted: Normalised) -> bool:
    return normalise(line).text == wanted.text


def _is_negated(place: Place) -> bool:
    if place.denied_by is not None:
        return True
    before = place.source[max(0, place.start - _AROUND) : place.start]
    return negated(before, place.words, place.source[place.end : place.end + _AROUND])


def _evidence(place: Place) -> Evidence:
    line = place.text.lines[place.first]
    return Evidence(
        file_id=place.text.document.file.id,
        file_name=place.text.document.file.name,
        page=line.page,
        line=line.number,
        text=excerpt(place),
        part=line.part,
        recognised=any(one.recognised for one in place.text.lines[place.first : place.last + 1]),
    )


def _flat(text: str) -> str:
    flat = " ".join("".join(c if shown(c).strip() else shown(c) for c in text).split())
    return flat if len(flat) <= LONGEST_MISSING else flat[: LONGEST_MISSING - 1].rstrip() + "…"
