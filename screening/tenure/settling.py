"""From a count to the answer: code confirms, or asks for another look; it never refuses anyone.

Enough months make of *partly* a *met*. Too few, with every period read, make of *met* a *partly*:
other periods may be missing from the quotes, so arithmetic alone never says *not met*. What cannot
be counted leaves the answer as it is. Wherever count and model differ, confidence is low.
"""

import re
from datetime import date

from screening.model import Answer, Confidence, Evidence, Finding, Requirement, Rubric, Tenure
from screening.tenure.counting import Count, count
from screening.tenure.periods import read
from screening.tenure.plain import plain

_SIGN = r"[-–—―~～〜ー→]"
_GOES_ON = re.compile(rf"(?:{_SIGN}|\bto|\bпо|から)\s*$", re.IGNORECASE)
_WENT_ON = re.compile(rf"\s*(?:{_SIGN}|to\b|по\b)", re.IGNORECASE)
_NAME = re.compile(r"[a-z][a-z0-9.+#-]+|[ァ-ヴー]{3,}")
_OTHER_WORD = re.compile(r"[一-龥]{2,}|[а-яё]{4,}")
_SAID_OF_EVERYTHING = frozenset(
    {
        "an", "and", "as", "at", "experience", "for", "from", "in", "least", "minimum", "month",
        "months", "more", "of", "on", "or", "over", "plus", "strong", "than", "the", "to", "using",
        "with", "work", "working", "year", "years", "以上", "経験", "実務", "年以上", "опыт",
        "опыта", "опытом", "более", "менее", "работы", "месяцев",
    }
)  # fmt: skip


def counted(
    findings: tuple[Finding, ...], rubric: Rubric, *, applied_on: date
) -> tuple[Finding, ...]:
    """Count the months behind every finding on a requirement that asks for a minimum of them.

    Nothing becomes met that the model did not call met or partly; a recruiter's answer stays.
    """
    asked = {one.id: one for one in rubric.requirements}
    return tuple(_counted(one, asked.get(one.requirement_id), applied_on) for one in findings)


def _counted(finding: Finding, requirement: Requirement | None, applied_on: date) -> Finding:
    minimum = requirement.minimum_months if requirement else None
    silent = finding.answer is Answer.NOT_STATED or not finding.evidence
    if requirement is None or minimum is None or silent or finding.corrected:
        return finding
    proof = _in_order(finding.periods or finding.evidence)
    found = count(_lines(proof), applied_on=applied_on, words=_words(requirement))
    if finding.periods and (found is None or _sure(found, minimum) is None):
        # the dates leave all open; the quote itself may state a length
        said = count(_lines(finding.evidence), applied_on=applied_on, words=_words(requirement))
        found = said if said is not None and said.stated else found
    if found is None:
        return finding.model_copy(update={"confidence": Confidence.LOW})
    answer = _answer(finding, found, minimum)
    if answer is Answer.MET and any(one.recognised or one.approximate for one in proof):
        answer = finding.answer
    agreed = answer is finding.answer and answer in _fitting(found, minimum)
    return finding.model_copy(
        update={
            "answer": answer,
            "tenure": _sure(found, minimum),
            "confidence": finding.confidence if agreed else Confidence.LOW,
        }
    )


def _sure(found: Count, minimum: int) -> Tenure | None:
    """Return the months that are certain; nothing when all of them hang on an unwritten end."""
    if found.least == 0 and found.months > 0:
        return None
    return Tenure(months=found.least, minimum=minimum, stated=found.stated)


def _answer(finding: Finding, found: Count, minimum: int) -> Answer:
    """Return what the count makes of an answer.

    A "not met" that rests on some months, only too few of them, is arithmetic too: *partly*.
    """
    if found.least >= minimum:
        raised = finding.answer is Answer.PARTLY and finding.demotion is None
        return Answer.MET if raised else finding.answer
    too_short = found.most is not None and found.most < minimum
    if too_short and (finding.answer is Answer.MET or found.months > 0):
        return Answer.PARTLY
    return finding.answer


def _fitting(found: Count, minimum: int) -> frozenset[Answer]:
    """Return the answers that agree with a count; none when it decides nothing."""
    if found.least >= minimum:
        return frozenset({Answer.MET})
    if found.most is not None and found.most < minimum:
        return frozenset({Answer.PARTLY, Answer.NOT_MET})
    return frozenset()


def _in_order(proof: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Put lines in the order of the documents, because one may name the end of another's period."""
    files = tuple(dict.fromkeys(one.file_id for one in proof))
    return tuple(sorted(proof, key=lambda one: (files.index(one.file_id), one.line)))


def _lines(proof: tuple[Evidence, ...]) -> tuple[str, ...]:
    """Return the texts; a period that runs over two neighbouring lines is one again."""
    lines: list[str] = []
    before: Evidence | None = None
    for one in proof:
        follows = before and (before.file_id, before.line + 1) == (one.file_id, one.line)
        if follows and _joined(lines[-1], one.text):
            lines[-1] = f"{lines[-1]} {one.text}"
        else:
            lines.append(one.text)
        before = one
    return tuple(lines)


def _joined(line: str, following: str) -> bool:
    cut = _GOES_ON.search(line) or _WENT_ON.match(following)
    return bool(cut) and not read(following).periods


def _words(requirement: Requirement) -> frozenset[str]:
    """Return what names the matter; names of things if there are any, else any telling word."""
    line = " ".join(plain(text) for text in (requirement.text, *requirement.synonyms))
    names = frozenset(_NAME.findall(line)) - _SAID_OF_EVERYTHING
    return names or frozenset(_OTHER_WORD.findall(line)) - _SAID_OF_EVERYTHING
