"""Lay a record out as the values of its template, cut to the room there is.

Everything that others wrote (quotes, file names, requirements, the model's own sentences) passes
through ``escaping`` here, in ``case`` and nowhere else.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import Final

from screening.comment.case import Case
from screening.comment.caveats import caveats
from screening.comment.escaping import cut, one_line, sentence
from screening.comment.view import Rest, Room, Row, View
from screening.comment.wording import Words
from screening.model import (
    Answer,
    AssessorKind,
    CommentFormat,
    Evidence,
    Finding,
    Outcome,
    Requirement,
    RequirementKind,
    Rubric,
    Verdict,
)

LONGEST_NAME: Final = 48
"""Of a policy or a model."""


def lay_out(case: Case, room: Room, *, format: CommentFormat, zone: tzinfo) -> View:
    """Return everything that the template prints, for one amount of room."""
    record, words = case.record, case.words
    frame = _frame(case, room, format=format, zone=zone)
    if record.decision.outcome is Outcome.NOT_SCREENED:
        reason = words.reasons[record.decision.reason]
        return replace(frame, why=reason.why, todo=reason.todo)
    if record.rubric is None or record.verdict is None:
        raise ValueError("a screened record needs its rubric and its verdict")
    return _judged(frame, case, room, rubric=record.rubric, verdict=record.verdict)


def _frame(case: Case, room: Room, *, format: CommentFormat, zone: tzinfo) -> View:
    record, words = case.record, case.words
    markdown = format is CommentFormat.MARKDOWN
    assessor = record.versions.assessor
    label = words.assessor[assessor.kind]
    llm = assessor.kind is AssessorKind.LLM
    model = cut(one_line(assessor.model), LONGEST_NAME)
    return View(
        b="**" if markdown else "",
        li="- " if markdown else "",
        gap="\n" if markdown else "",
        assessor=label,
        reference=record.reference,
        policy=cut(one_line(record.versions.policy_name), LONGEST_NAME),
        prompt=record.versions.prompt[:8],
        model=words.model.format(model=model) if llm else label,
        time=record.decided_at.astimezone(zone).strftime(words.time),
        warnings=caveats(case, room),
        left_out=record.left_out,
    )


def _judged(frame: View, case: Case, room: Room, *, rubric: Rubric, verdict: Verdict) -> View:
    words, policy = case.words, case.policy
    score = _score(verdict, words)
    musts = _rows(case, room, rubric, RequirementKind.MUST)
    wants = _rows(case, room, rubric, RequirementKind.WANT)
    notes = _rows(case, room, rubric, RequirementKind.NOTE)
    scored = policy.show_score != "hidden" and verdict.low is not None
    return replace(
        frame,
        screened=True,
        band=words.bands[verdict.band],
        score_first=score if policy.show_score == "first" else "",
        score_last=score if policy.show_score == "last" else "",
        musts_met=verdict.musts_met,
        musts=verdict.musts,
        wants_met=verdict.wants_met,
        wants=verdict.wants,
        must_rows=musts.listed,
        want_rows=wants.listed,
        note_rows=notes.listed,
        musts_rest=musts.rest,
        wants_rest=wants.rest,
        questions=_questions(case, room, rubric),
        silence=room.explained and (musts.silence or wants.silence),
        interval=room.explained and scored and verdict.low != verdict.high,
        scale=policy.thresholds.describe(words.scale) if room.scale and scored else "",
    )


def _score(verdict: Verdict, words: Words) -> str:
    if verdict.low is None or verdict.high is None:
        return words.no_score
    if verdict.low == verdict.high:
        return words.score.format(score=verdict.low)
    return words.interval.format(low=verdict.low, high=verdict.high)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The lines of one kind of requirement, and what is only counted."""

    listed: tuple[Row, ...]
    rest: Rest
    silence: bool


def _rows(case: Case, room: Room, rubric: Rubric, kind: RequirementKind) -> _Rows:
    findings = {finding.requirement_id: finding for finding in case.record.findings}
    listed: list[Row] = []
    counted: Counter[Answer] = Counter()
    silence = False
    for one in rubric.requirements:
        if one.kind is not kind:
            continue
        finding = findings.get(one.id)
        answer = _answer(finding)
        silence = silence or answer is Answer.NOT_STATED
        if _listed(kind, answer, room, few=case.few):
            listed.append(_row(case, room, one, finding=finding))
        else:
            counted[answer] += 1
    return _Rows(tuple(listed), _rest(counted, case.words), silence)


def _answer(finding: Finding | None) -> Answer:
    """Return what counts: without a located quote, nothing is stated."""
    return finding.answer if finding is not None and finding.evidence else Answer.NOT_STATED


def _listed(kind: RequirementKind, answer: Answer, room: Room, *, few: bool) -> bool:
    if kind is RequirementKind.MUST:
        return room.musts and (room.passed_musts or answer is not Answer.MET)
    if kind is RequirementKind.WANT:
        return room.wants and (few or answer is not Answer.NOT_STATED)
    return room.notes and answer is Answer.MET


def _rest(counted: Counter[Answer], words: Words) -> Rest:
    names = {**words.marks, Answer.NOT_STATED: words.silent}
    members = [f"{names[one]} {counted[one]}" for one in Answer if counted[one]]
    return Rest(count=counted.total(), tally=words.separator.join(members))


def _row(case: Case, room: Room, requirement: Requirement, *, finding: Finding | None) -> Row:
    words = case.words
    answer = _answer(finding)
    row = Row(mark=words.marks[answer], text=cut(one_line(requirement.text), room.text))
    if finding is None or answer is Answer.NOT_STATED:
        unverified = finding is not None and finding.demotion is not None
        return replace(row, remark=words.unverified if unverified else words.silent)
    evidence = _best(finding.evidence, case)
    length = round(words.quote_characters * room.quote)
    quote = cut(one_line(evidence.text), length) if case.quotable(evidence) else ""
    missing = "" if answer is Answer.MET else _remark(case, finding.missing, room.remark)
    return replace(
        row,
        quote=words.quote.format(quote=quote) if quote else "",
        where=_where(evidence, case, room),
        remark=missing,
    )


def _best(evidence: tuple[Evidence, ...], case: Case) -> Evidence:
    """Return the first quote that may be printed, else the first."""
    return next((one for one in evidence if case.quotable(one)), evidence[0])


def _remark(case: Case, text: str, limit: int) -> str:
    """Cut a sentence of the model; none is shown where a file may not be quoted."""
    if limit == 0 or not case.open:
        return ""
    return cut(sentence(text), limit)


def _where(evidence: Evidence, case: Case, room: Room) -> str:
    known = case.file_names(room.file).get(evidence.file_id)
    name = known or case.file_name(evidence.file_name, room.file)
    part = evidence.part if case.quotable(evidence) else None
    where = case.place(name, page=evidence.page, part=part, limit=room.file)
    return f"{where} {case.words.recognised}" if evidence.recognised else where


def _questions(case: Case, room: Room, rubric: Rubric) -> tuple[str, ...]:
    """Return what to ask: the requirements of that kind first, then the model's questions."""
    asked = [sentence(one.text) for one in rubric.requirements if one.kind is RequirementKind.ASK]
    if case.open:
        said = case.record.assessments
        asked += [sentence(question) for one in said for question in one.questions]
    unique = dict.fromkeys(cut(question, room.text * 2) for question in asked if question)
    return tuple(unique)[: room.questions]
