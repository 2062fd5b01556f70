"""Ask the model, as often as the case needs, and check each judgement on its own.

An answer that is stored is never paid for again. A first judgement that fails leaves nothing to
judge by, and so does one without the text that reads like orders: what rests on that text could
not be told from the rest. Any other that fails leaves the judgement with one voice fewer, and the
record shows how many there were.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from screening import blind, consensus
from screening.dossier import without_flagged
from screening.errors import ModelStopped, NotAssessed, Transient
from screening.fingerprint import fence_name
from screening.kit import Kit
from screening.model import (
    Assessment,
    AssessorKind,
    Document,
    ModelCall,
    ModelOutcome,
    Question,
    Reason,
    ScreeningId,
)
from screening.ports import Assessor, Journal
from screening.prompt import questions
from screening.record import Draft, Said
from screening.repeats import Plan, next_run

NOT_ASSESSED = {
    ModelOutcome.REFUSED: Reason.MODEL_REFUSED,
    ModelOutcome.FILTERED: Reason.MODEL_FILTERED,
    ModelOutcome.TRUNCATED: Reason.MODEL_TRUNCATED,
    ModelOutcome.MALFORMED: Reason.MODEL_MALFORMED,
    ModelOutcome.OVER_BUDGET: Reason.OVER_BUDGET,
}
"""What the model did with this candidacy's question; anything else is a fault to wait out."""


async def consult(kit: Kit, journal: Journal, draft: Draft) -> Said:
    """Return every judgement that this case needs, or the reason why there is none."""
    if kit.policy.blind and not draft.person.names:  # nobody could tell whether a name is left
        return Said(Reason.NOT_BLIND)
    said = Said(Reason.JUDGED)
    while (plan := _next(kit, draft, said)) is not None:
        documents = without_flagged(draft.documents) if plan.without_flagged else draft.documents
        answers = await _judged(kit, journal, draft, plan, documents)
        if isinstance(answers, Reason):
            enough = said.runs and not plan.without_flagged
            return said if enough else replace(said, reason=answers, runs=())
        said = replace(
            said,
            runs=(*said.runs, draft.verified(kit, plan, answers, documents)),
            assessments=(*said.assessments, *answers),
            drifted=said.drifted or await _drifted(kit, answers),
        )
    return said


def _next(kit: Kit, draft: Draft, said: Said) -> Plan | None:
    verdict = draft.graded(kit, consensus.agreed(said.runs)) if said.runs else None
    return next_run(
        said.runs,
        verdict,
        draft.rubric,
        kit.policy,
        flagged=any(document.instructions for document in draft.documents),
        repeatable=kit.assessor.identity.kind is not AssessorKind.KEYWORD_BASELINE,
    )


async def _judged(
    kit: Kit, journal: Journal, draft: Draft, plan: Plan, documents: tuple[Document, ...]
) -> tuple[Assessment, ...] | Reason:
    """Make one judgement: every question of it, one after the other."""
    try:
        asked = questions(
            draft.prompt,
            draft.rubric,
            documents,
            language=kit.policy.language,
            fence=fence_name(kit.secret, draft.basis),
            run=1 if plan.without_flagged else plan.run,
            without_flagged=plan.without_flagged,
            max_characters=kit.max_prompt_characters,
        )
    except NotAssessed:
        return Reason.TOO_LONG
    answers: list[Assessment] = []
    for question in asked:
        answer = await _answer(kit, journal, draft, question)
        if isinstance(answer, Reason):
            return answer
        answers.append(answer)
    return tuple(answers)


async def _answer(
    kit: Kit, journal: Journal, draft: Draft, question: Question
) -> Assessment | Reason:
    stored = await kit.ledger.answer(draft.candidacy.ref, question.fingerprint)
    if stored is not None:
        return stored
    if kit.policy.blind and blind.leaks(question.documents, draft.person):
        return Reason.NOT_BLIND
    fault: Transient | ModelStopped
    try:
        return await _assessor(kit, question).assess(question, journal)
    except NotAssessed as error:
        if error.outcome in NOT_ASSESSED:
            sent_in_vain = error.outcome is await _last_outcome(kit, draft.screening.id)
            too_long = error.outcome is ModelOutcome.OVER_BUDGET and sent_in_vain
            return Reason.TOO_LONG if too_long else NOT_ASSESSED[error.outcome]
        stopped = error.outcome is ModelOutcome.REJECTED
        fault = ModelStopped(str(error)) if stopped else Transient(str(error))
    except Transient as error:
        fault = error
        await _note_silence(kit, journal, draft, question)
    if await silent_for(kit, draft.screening.id) < kit.policy.give_up_after:
        raise fault from None
    return Reason.MODEL_UNAVAILABLE


def _assessor(kit: Kit, question: Question) -> Assessor:
    """Ask the second model, if there is one, for every second judgement of the whole documents."""
    other = question.run % 2 == 0 and not question.without_flagged
    return kit.second if kit.second is not None and other else kit.assessor


async def silent_for(kit: Kit, screening: ScreeningId) -> timedelta:
    """Tell how long ago the model was first asked in vain, since it last answered."""
    failed: list[datetime] = []
    for call in await kit.ledger.calls(screening):
        failed = [] if call.outcome is ModelOutcome.OK else [*failed, call.started_at]
    return kit.clock() - min(failed, default=kit.clock())


async def _note_silence(kit: Kit, journal: Journal, draft: Draft, question: Question) -> None:
    """Keep when the model was first out of reach, also when a spared server was not even asked.

    Else a candidacy whose turn to try never comes would wait for ever.
    """
    if await _last_outcome(kit, draft.screening.id) in {None, ModelOutcome.OK}:
        call = ModelCall(
            question=question.fingerprint,
            attempt=0,
            model=_assessor(kit, question).identity.model,
            outcome=ModelOutcome.UNAVAILABLE,
            duration=timedelta(0),
            started_at=kit.clock(),
        )
        await journal.record(call, None)


async def _last_outcome(kit: Kit, screening: ScreeningId) -> ModelOutcome | None:
    """Tell how the last call ended; one that our own budget forbids is none."""
    calls = await kit.ledger.calls(screening)
    return calls[-1].outcome if calls else None


async def _drifted(kit: Kit, answers: tuple[Assessment, ...]) -> bool:
    names = {
        (one.assessor.model, one.returned_model)
        for one in answers
        if one.returned_model is not None
    }
    accepted = [
        await kit.watch.accepted(model, returned, now=kit.clock()) for model, returned in names
    ]
    return not all(accepted)
