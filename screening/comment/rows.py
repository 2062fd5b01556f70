"""The lines of a comment that stand for one requirement each, and what is only counted."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from screening import blind
from screening.comment.case import Case
from screening.comment.escaping import cut, one_line, sentence
from screening.comment.view import Rest, Room, Row
from screening.comment.wording import Words
from screening.model import Answer, Evidence, Finding, Requirement, RequirementKind, Rubric


@dataclass(frozen=True, slots=True)
class Rows:
    """The lines of one kind of requirement, and what is only counted."""

    listed: tuple[Row, ...]
    rest: Rest
    silence: bool


def rows_of(case: Case, room: Room, rubric: Rubric, kind: RequirementKind) -> Rows:
    """List the requirements of one kind, and count those for which there is no room."""
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
    return Rows(tuple(listed), _rest(counted, case.words), silence)


def _answer(finding: Finding | None) -> Answer:
    """Return what counts: without a located quote or a recruiter's word, nothing is stated."""
    if finding is None or not (finding.evidence or finding.corrected):
        return Answer.NOT_STATED
    return finding.answer


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
    row = Row(
        mark=words.marks[answer],
        text=cut(one_line(requirement.text), room.text),
        id=requirement.id if case.policy.corrections else "",
    )
    if finding is None or (answer is Answer.NOT_STATED and not finding.corrected):
        return replace(row, remark=_why_silent(finding, words))
    remark = words.separator.join(_remarks(case, requirement, finding, room))
    if not finding.evidence:
        return replace(row, remark=remark)
    evidence = _best(finding.evidence, case)
    length = round(words.quote_characters * room.quote)
    quote = cut(one_line(blind.shown(evidence.text, words.language)), length)
    return replace(
        row,
        quote=words.quote.format(quote=quote) if quote and case.quotable(evidence) else "",
        where=_where(evidence, case, room),
        remark=remark,
    )


def _why_silent(finding: Finding | None, words: Words) -> str:
    demotion = finding.demotion if finding is not None else None
    if demotion is None:
        return words.silent
    return words.demotions.get(demotion, words.unverified)


def _remarks(case: Case, requirement: Requirement, finding: Finding, room: Room) -> Iterator[str]:
    """Say what a reader must know beside the quote: whose word it is, and what code counted."""
    words, tenure, agreement = case.words, finding.tenure, finding.agreement
    if finding.corrected:  # what we counted and how surely belonged to our own answer
        yield words.corrected
        return
    if tenure is not None:
        label = words.tenure_stated if tenure.stated else words.tenure
        yield label.format(months=tenure.months, minimum=tenure.minimum)
    elif requirement.minimum_months is not None:
        yield words.tenure_unknown
    if agreement is not None and agreement.same < agreement.runs:
        yield words.agreement.format(same=agreement.same, runs=agreement.runs)
    if finding.answer is not Answer.MET and (said := _remark(case, finding.missing, room.remark)):
        yield said


def _best(evidence: tuple[Evidence, ...], case: Case) -> Evidence:
    """Return the first quote that may be printed, else the first."""
    return next((one for one in evidence if case.quotable(one)), evidence[0])


def _remark(case: Case, text: str, limit: int) -> str:
    """Cut a sentence of the model; none is shown where a file may not be quoted."""
    if limit == 0 or not case.open or not blind.fit(text):
        return ""
    return cut(sentence(blind.shown(text, case.words.language)), limit)


def _where(evidence: Evidence, case: Case, room: Room) -> str:
    known = case.file_names(room.file).get(evidence.file_id)
    name = known or case.file_name(evidence.file_name, room.file)
    part = evidence.part if case.quotable(evidence) else None
    where = case.place(name, page=evidence.page, part=part, limit=room.file)
    if evidence.approximate:
        return f"{where} {case.words.approximate}"
    return f"{where} {case.words.recognised}" if evidence.recognised else where
