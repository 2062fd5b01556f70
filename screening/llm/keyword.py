"""The keyword baseline: a transparent matcher of words, not an LLM.

It looks for the words of a requirement, or of one of its synonyms, on single lines. It cannot
contradict anything, so it never answers ``NOT_MET``. It does not compute: years, levels and scores
that a requirement demands are not compared with what the documents state.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from screening.denials import denying_rows
from screening.llm.denial import stated_parts
from screening.llm.words import Term, Text, alternatives, readied
from screening.model import (
    Answer,
    Assessment,
    AssessorIdentity,
    AssessorKind,
    Claim,
    Confidence,
    Question,
    Quote,
    Requirement,
)
from screening.ports import Journal

LABEL = "keyword baseline, not an LLM"
QUOTE_LIMIT = 120
_FIRST_CJK = "\u2e80"
_WINDOW_STEP = 30
_NUMBERED = re.compile(r"L([0-9]+)\|(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class KeywordMatch:
    """What the matcher found for one requirement: the answer and the best line."""

    answer: Answer
    """``MET``, ``PARTLY`` or ``NOT_STATED``; never ``NOT_MET``."""
    line: int | None = None
    """``None`` when nothing was found."""
    quote: str = ""
    """Verbatim from that line, at most 120 characters."""


def match(text: str, synonyms: tuple[str, ...], lines: Sequence[tuple[int, str]]) -> KeywordMatch:
    """Look for a requirement, or a synonym of it, on numbered lines.

    ``MET``: one line has at least two thirds of the words by weight. ``PARTLY``: one line has more
    than a third, or several lines together have two thirds. Where the requirement names something,
    such as Kubernetes, a line that names none of it counts for nothing; nor do sentences that
    deny experience or only wish for it.
    """
    stated = _stated(lines)
    wanted = [terms for phrase in (text, *synonyms) for terms in alternatives(phrase)]
    found = [_best(terms, stated) for terms in wanted]
    return max(found, key=_rank, default=KeywordMatch(Answer.NOT_STATED))


class KeywordBaseline:
    """The assessor that is no LLM; it makes no model call and so records none."""

    @property
    def identity(self) -> AssessorIdentity:
        """Say everywhere that this is no LLM."""
        return AssessorIdentity(kind=AssessorKind.KEYWORD_BASELINE, model=LABEL)

    async def assess(self, question: Question, journal: Journal) -> Assessment:  # noqa: ARG002 - the port's shape; there is no call to record
        """Answer from the words alone."""
        lines = numbered_lines(question.documents)
        return Assessment(
            assessor=self.identity,
            question=question.fingerprint,
            claims=tuple(_claim(requirement, lines) for requirement in question.asked),
        )

    async def close(self) -> None:
        """Do nothing: there is no connection."""


def numbered_lines(documents: str) -> tuple[tuple[int, str], ...]:
    """Read the ``L12|text`` lines back from the documents part of a question."""
    found = (_NUMBERED.fullmatch(line) for line in documents.split("\n"))
    return tuple((int(line[1]), line[2]) for line in found if line)


@dataclass(frozen=True, slots=True)
class _Stated:
    """The sentences of one line that state something."""

    number: int
    parts: tuple[str, ...]
    text: Text


def _stated(lines: Sequence[tuple[int, str]]) -> tuple[_Stated, ...]:
    kept = []
    denied_by = denying_rows([text for _, text in lines])
    for index, (number, text) in enumerate(lines):
        if denied_by[index] is not None:
            continue
        before = lines[index - 1][1] if index else ""
        after = lines[index + 1][1] if index + 1 < len(lines) else ""
        parts = stated_parts(text, before=before, after=after)
        if parts:
            kept.append(_Stated(number, parts, readied(" ".join(parts))))
    return tuple(kept)


def _best(terms: tuple[Term, ...], stated: tuple[_Stated, ...]) -> KeywordMatch:
    total = sum(term.weight for term in terms)
    scored = [(_weight(terms, line.text), line) for line in stated]
    weight, line = max(scored, key=lambda pair: pair[0], default=(0, None))
    if line is None or not weight:
        return KeywordMatch(Answer.NOT_STATED)
    together = sum(term.weight for term in terms if any(term.on(each.text) for each in stated))
    if 3 * weight >= 2 * total:
        answer = Answer.MET
    elif 3 * weight > total or (weight > 1 and 3 * together >= 2 * total):
        answer = Answer.PARTLY
    else:
        return KeywordMatch(Answer.NOT_STATED)
    return KeywordMatch(answer, line.number, _quote(terms, line.parts))


def _weight(terms: tuple[Term, ...], text: Text) -> int:
    """Weigh what a line has of the terms: nothing, if it has none of the names among them."""
    there = [term for term in terms if term.on(text)]
    if any(term.name for term in terms) and not any(term.name for term in there):
        return 0
    return sum(term.weight for term in there)


def _quote(terms: tuple[Term, ...], parts: tuple[str, ...]) -> str:
    part = max(parts, key=lambda part: _weight(terms, readied(part)))
    if len(part) <= QUOTE_LIMIT:
        return part
    starts = range(0, len(part) - QUOTE_LIMIT + _WINDOW_STEP, _WINDOW_STEP)
    windows = [_window(part, start) for start in starts]
    return max(windows, key=lambda window: _weight(terms, readied(window)))


def _window(part: str, start: int) -> str:
    """Cut a stretch that begins and ends at a word's edge; half a word is no quote."""
    end = min(start + QUOTE_LIMIT, len(part))
    while start < end and _inside_word(part, start):
        start += 1
    while end > start and _inside_word(part, end):
        end -= 1
    return part[start:end].strip()


def _inside_word(text: str, at: int) -> bool:
    if not 0 < at < len(text):
        return False
    sides = text[at - 1], text[at]
    return all(side.isalnum() and side < _FIRST_CJK for side in sides)


def _rank(found: KeywordMatch) -> int:
    return (Answer.NOT_STATED, Answer.PARTLY, Answer.MET).index(found.answer)


def _claim(requirement: Requirement, lines: tuple[tuple[int, str], ...]) -> Claim:
    found = match(requirement.text, requirement.synonyms, lines)
    quotes = () if found.line is None else (Quote(line=found.line, text=found.quote),)
    return Claim(
        requirement_id=requirement.id,
        answer=found.answer,
        quotes=quotes,
        confidence=Confidence.LOW,
    )
