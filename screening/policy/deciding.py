"""What is said, and whether a person was quicker than we."""

from typing import Final

from screening.model import (
    AtsTraits,
    Candidacy,
    CandidacyStatus,
    CommentFormat,
    Decision,
    Doubt,
    FileMeta,
    Outcome,
    Reason,
    ScreeningRecord,
)
from screening.policy.admitting import quotable
from screening.policy.allowing import Policy

NOT_SCREENED: Final = frozenset(
    {
        Reason.NO_FILES,
        Reason.NO_READABLE_FILES,
        Reason.NO_REQUISITION,
        Reason.NO_REQUIREMENTS,
        Reason.TOO_LONG,
        Reason.MODEL_REFUSED,
        Reason.MODEL_FILTERED,
        Reason.MODEL_TRUNCATED,
        Reason.MODEL_MALFORMED,
        Reason.MODEL_UNAVAILABLE,
        Reason.OVER_BUDGET,
        Reason.NOT_BLIND,
        Reason.GAVE_UP,
        Reason.CRASHED,
    }
)
"""Why a candidacy was not judged, as far as a recruiter is told in a comment."""


def decide(reason: Reason, found: tuple[Doubt, ...]) -> Decision:
    """Decide what we shall say: the judgement, or why there is none. Never more than a comment.

    Raises ``ValueError`` for a reason that ends a screening without a decision.
    """
    if reason is Reason.JUDGED:
        return Decision(outcome=Outcome.SCREENED, reason=reason, doubts=found)
    if reason in NOT_SCREENED:
        return Decision(outcome=Outcome.NOT_SCREENED, reason=reason, doubts=found)
    raise ValueError(f"no comment follows from {reason.value}")


def commented(decision: Decision, policy: Policy) -> bool:
    """Tell whether a decision is told in the ATS; a judgement always is."""
    return decision.outcome is Outcome.SCREENED or policy.not_screened_comment


def comment_format(policy: Policy, traits: AtsTraits) -> CommentFormat:
    """Return the wanted format if the ATS shows it, else plain text."""
    wanted = policy.comment_format
    return wanted if wanted in traits.comment_formats else CommentFormat.PLAIN


def overtaken(
    before: Candidacy | ScreeningRecord, fresh: Candidacy, policy: Policy
) -> Reason | None:
    """Tell how a person was quicker than we; ``None`` when the candidacy stands as we read it."""
    if fresh.status is not CandidacyStatus.ACTIVE:
        return Reason.TERMINATED_BY_PERSON
    if fresh.step not in policy.screened_steps:
        return Reason.MOVED_BY_PERSON
    if (fresh.step, fresh.step_updated_at) != (before.step, before.step_updated_at):
        return Reason.MOVED_BY_PERSON
    if fresh.requisition_id != before.requisition_id:
        return Reason.REQUISITION_CHANGED
    return None


def files_changed(
    record: ScreeningRecord, fresh: tuple[FileMeta, ...], policy: Policy
) -> Reason | None:
    """Tell whether a file came, went or became private since we read; ``None`` when not."""
    known = {file.id: file for file in (*record.files, *(one.file for one in record.unread))}
    if {file.id for file in fresh} != set(known):
        return Reason.FILES_CHANGED
    hushed = any(quotable(known[file.id], policy) and not quotable(file, policy) for file in fresh)
    return Reason.FILES_CHANGED if hushed else None
