"""The check of wordings: what is vague, compound, unanswerable on paper, protected or a proxy.

It looks for words, in three languages. It finds what is written plainly and misses what is not;
a person reads the requirements before they may carry an action.
"""

from collections.abc import Iterable, Iterator

from screening.model import Requirement, RequirementId, RequirementKind, Rubric
from screening.rubric.orders import order_in
from screening.rubric.remarks import Remark, RemarkKind, Severity
from screening.rubric.suspects.loose import (
    AMOUNT,
    CHOICE,
    CONDUCT,
    MEASURED,
    ONLY_THEY_KNOW,
    SEVERAL,
    TRAIT,
)
from screening.rubric.suspects.person import PERSON
from screening.rubric.suspects.private import PRIVATE
from screening.rubric.suspects.proxies import PROXIES
from screening.rubric.suspects.suspect import Suspect
from screening.rubric.tongue import language_of, plain
from screening.rubric.wording import for_a_person

_LONGEST = 1_000
"""Twice the longest requirement; nobody words a longer line anew by a remark."""
_JUDGED = {RequirementKind.MUST, RequirementKind.WANT}
_ORDER = Suspect(
    "order",
    RemarkKind.ORDER,
    Severity.BLOCK,
    ja="読み手のプログラムへの指示で、要件ではありません。削除してください。",
    en="This gives orders to the program that reads it and is no requirement; take it out.",
    ru="Это указание программе, а не требование; уберите.",
)


def lint(subject: Requirement | str) -> tuple[Remark, ...]:
    """Say what is wrong with a requirement, or with a line as if it were a must.

    Notes and questions are judged by nobody, so only what must play no part is remarked on them.
    """
    line = subject if isinstance(subject, str) else " / ".join((subject.text, *subject.synonyms))
    remarks = tuple(_grave(line))
    if isinstance(subject, Requirement) and subject.kind not in _JUDGED:
        return remarks
    text = subject if isinstance(subject, str) else subject.text
    return (*remarks, *_slight(text)) if not barring(remarks) else remarks


def lint_rubric(rubric: Rubric) -> dict[RequirementId, tuple[Remark, ...]]:
    """Return the remarks on each requirement that has any."""
    found = {one.id: lint(one) for one in rubric.requirements}
    return {named: remarks for named, remarks in found.items() if remarks}


def barring(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Return those remarks with which nobody can approve."""
    return tuple(one for one in remarks if one.severity is Severity.BLOCK)


def barred(line: str) -> bool:
    """Tell whether a line asks for what must play no part, or gives orders: it is never judged."""
    return bool(barring(_grave(line)))


def _grave(line: str) -> Iterator[Remark]:
    seen = plain(line)
    order = order_in(line)
    if order is not None:
        yield _remark(_ORDER, line, order)
    for suspect in (*PERSON, *PRIVATE, *PROXIES):
        if (words := suspect.found_in(seen)) is not None:
            yield _remark(suspect, line, words)


def _slight(line: str) -> Iterator[Remark]:
    seen = plain(line[:_LONGEST])
    for suspect in (TRAIT, CONDUCT):
        if (words := suspect.found_in(seen)) is not None:
            yield _remark(suspect, line, words)
    if for_a_person(seen):
        yield _remark(ONLY_THEY_KNOW, line, seen)
    if not MEASURED.search(seen) and (words := AMOUNT.found_in(seen)) is not None:
        yield _remark(AMOUNT, line, words)
    if not CHOICE.search(seen) and (words := SEVERAL.found_in(seen)) is not None:
        yield _remark(SEVERAL, line, words)


def _remark(suspect: Suspect, line: str, words: str) -> Remark:
    language = language_of(line)
    return Remark(
        kind=suspect.kind,
        severity=suspect.severity,
        subject=suspect.subject,
        matched=words,
        language=language,
        better=suspect.better(language),
    )
