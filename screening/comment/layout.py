"""Lay a record out as the values of its template, cut to the room there is.

Everything that others wrote (quotes, file names, requirements, the model's own sentences) passes
through ``escaping`` here, in ``rows``, in ``case`` and nowhere else.
"""

from dataclasses import replace
from datetime import tzinfo
from typing import Final

from screening import blind, policy
from screening.comment.case import Case
from screening.comment.caveats import caveats
from screening.comment.escaping import cut, one_line, sentence
from screening.comment.rows import rows_of
from screening.comment.view import Room, View
from screening.comment.wording import Words
from screening.model import (
    AssessorKind,
    CommentFormat,
    Outcome,
    RequirementKind,
    Rubric,
    ScreeningRecord,
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
    return View(
        b="**" if markdown else "",
        li="- " if markdown else "",
        gap="\n" if markdown else "",
        assessor=label,
        reference=record.reference,
        policy=cut(one_line(record.versions.policy_name), LONGEST_NAME),
        prompt=record.versions.prompt[:8],
        model=_models(record, words) if llm else label,
        time=record.decided_at.astimezone(zone).strftime(words.time),
        warnings=caveats(case, room),
        left_out=record.left_out,
    )


def _models(record: ScreeningRecord, words: Words) -> str:
    """Name each model that judged, and how often they did if more than once."""
    asked = (record.versions.assessor, *(run.assessor for run in record.runs))
    names = dict.fromkeys(cut(one_line(one.model), LONGEST_NAME) for one in asked)
    model = words.model.format(model=", ".join(names))
    runs = sum(not run.without_flagged for run in record.runs)
    return words.repeated.format(model=model, runs=runs) if runs > 1 else model


def _judged(frame: View, case: Case, room: Room, *, rubric: Rubric, verdict: Verdict) -> View:
    words, allowed = case.words, case.policy
    score = _score(verdict, words)
    musts = rows_of(case, room, rubric, RequirementKind.MUST)
    wants = rows_of(case, room, rubric, RequirementKind.WANT)
    notes = rows_of(case, room, rubric, RequirementKind.NOTE)
    scored = allowed.show_score != "hidden" and verdict.low is not None
    return replace(
        frame,
        screened=True,
        band=words.bands[verdict.band],
        score_first=score if allowed.show_score == "first" else "",
        score_last=score if allowed.show_score == "last" else "",
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
        fix=_example(rubric) if allowed.corrections else "",
        scale=allowed.thresholds.describe(words.scale) if room.scale and scored else "",
    )


def _example(rubric: Rubric) -> str:
    """Return the requirement that the sentence on corrections names."""
    return next((one.id for one in policy.judged(rubric)), "")


def _score(verdict: Verdict, words: Words) -> str:
    if verdict.low is None or verdict.high is None:
        return words.no_score
    if verdict.low == verdict.high:
        return words.score.format(score=verdict.low)
    return words.interval.format(low=verdict.low, high=verdict.high)


def _questions(case: Case, room: Room, rubric: Rubric) -> tuple[str, ...]:
    """Return what to ask: the requirements of that kind first, then the model's questions."""
    asked = [sentence(one.text) for one in rubric.requirements if one.kind is RequirementKind.ASK]
    if case.open:
        said = (question for one in case.record.assessments for question in one.questions)
        shown = (blind.shown(question, case.words.language) for question in said)
        asked += [sentence(question) for question in shown if blind.fit(question)]
    unique = dict.fromkeys(cut(question, room.text * 2) for question in asked if question)
    return tuple(unique)[: room.questions]
