"""Which rubric stands for a requisition: an admin's, a kept one, or one made now, once."""

import asyncio
from collections.abc import Callable
from weakref import WeakValueDictionary

from screening.errors import ModelStopped, NotAssessed, Transient
from screening.fingerprint import fence_name
from screening.kit import Kit
from screening.model import (
    Fingerprint,
    ModelOutcome,
    Objection,
    Requisition,
    RequisitionId,
    Rubric,
    TenantId,
)
from screening.ports import Compiler, Journal
from screening.prompt import PromptTemplate
from screening.prompt.compiling import TextQuestion, text_question
from screening.rubric import barring, compile_rubric, lint_rubric, sections, text_hash

_NO_USE = {
    ModelOutcome.REFUSED,
    ModelOutcome.FILTERED,
    ModelOutcome.TRUNCATED,
    ModelOutcome.MALFORMED,
}
"""What the model did with this text; asking again would be paid for in vain."""

_turns: WeakValueDictionary[tuple[TenantId, RequisitionId, Fingerprint], asyncio.Lock] = (
    WeakValueDictionary()
)
"""One at a time makes the rubric of a text; the others wait and find it in the book."""


async def rubric_for(kit: Kit, journal: Journal, requisition: Requisition) -> Rubric:
    """Return the rubric by which candidacies of a requisition are judged.

    An admin's file wins, also when the text has changed since; ``approved`` sees that. A faulty
    answer of the model leaves it to the rules, for good. Raise ``Transient``, ``BudgetSpent`` or
    ``ModelStopped`` when the model could not be asked.
    """
    named = kit.tenant, requisition.id, text_hash(requisition)
    turn = _turns.setdefault(named, asyncio.Lock())
    async with turn:
        return await standing(kit, requisition) or await _made(kit, journal, requisition)


async def standing(kit: Kit, requisition: Requisition) -> Rubric | None:
    """Return the rubric that there is: an admin's, else the one kept for this text."""
    own = kit.rubrics.get(requisition.id)
    if own is not None:
        return own
    return await kit.book.find(kit.tenant, requisition.id, text_hash(requisition))


def approved(rubric: Rubric, requisition: Requisition) -> Objection | None:
    """Return what stands against acting by a rubric, ``None`` for one that a person approved.

    An approval holds for the text that was approved, so one that names no text holds for none. It
    never covers a requirement that must play no part, whoever signed it.
    """
    signed = rubric.approval is not None and rubric.text_hash is not None
    if not signed or any(map(barring, lint_rubric(rubric).values())):
        return Objection.UNAPPROVED_REQUIREMENTS
    if rubric.text_hash != text_hash(requisition):
        return Objection.REQUIREMENTS_CHANGED
    return None


async def lapsed(kit: Kit, requisition: Requisition) -> Rubric | None:
    """Return the rubric that was approved last, if none was approved for the current text."""
    kept = await kit.book.all(kit.tenant, requisition.id)
    signed = [(one.approval.at, one) for one in kept if one.approval is not None]
    current = text_hash(requisition)
    if any(one.text_hash == current for _, one in signed):
        return None
    last = max(signed, key=lambda pair: pair[0], default=None)
    return last and last[1]


def posing(template: PromptTemplate, secret: bytes) -> Callable[[Requisition], TextQuestion]:
    """Return what makes the question about a text; its fence cannot be guessed by its author."""

    def pose(requisition: Requisition) -> TextQuestion:
        fence = fence_name(secret, "requirements", text_hash(requisition))
        return text_question(template, sections(requisition), fence=fence)

    return pose


async def _made(kit: Kit, journal: Journal, requisition: Requisition) -> Rubric:
    ruled = compile_rubric(requisition)
    if kit.compiler is None or not any(lines for _, lines in sections(requisition)):
        made: Rubric | None = ruled
    else:
        made = await _proposed(kit.compiler, journal, requisition, ruled)
    if made is None:
        return ruled
    return await kit.book.keep(kit.tenant, made, now=kit.clock())


async def _proposed(
    compiler: Compiler, journal: Journal, requisition: Requisition, ruled: Rubric
) -> Rubric | None:
    """Return the model's rubric or, where it is no use, the rules'; ``None``: keep nothing yet."""
    try:
        return await compiler.compile(requisition, journal) or ruled
    except NotAssessed as error:
        if error.outcome in _NO_USE:
            return ruled
        if error.outcome is ModelOutcome.OVER_BUDGET:
            return None
        if error.outcome is ModelOutcome.REJECTED:
            raise ModelStopped(str(error)) from None
        raise Transient(str(error)) from None
