"""What the admin allows, and the small rules that follow from it.

Each function is one rule. Every refusal to act says why, in a value. Nothing here can lead to
anything but a comment.
"""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Annotated, Final, Literal, Self, TypeAlias

from pydantic import Field, model_validator

from screening.model import (
    Assessment,
    AssessorKind,
    AtsTraits,
    Candidacy,
    CandidacyStatus,
    CommentFormat,
    Decision,
    Demotion,
    Direction,
    Document,
    Doubt,
    FileMeta,
    Finding,
    Language,
    Outcome,
    ReadingWarning,
    Reason,
    Requirement,
    RequirementKind,
    Rubric,
    ScreeningRecord,
    Severity,
    Step,
    UnreadableReason,
    UnreadFile,
    Value,
)
from screening.verdict import Thresholds

ShowScore: TypeAlias = Literal["first", "last", "hidden"]

MEBIBYTE: Final = 1024 * 1024

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

_WARNINGS: Final = {
    ReadingWarning.INSTRUCTION_LIKE_TEXT: Doubt.INSTRUCTION_LIKE_TEXT,
    ReadingWarning.UNUSUAL_CHARACTERS: Doubt.UNUSUAL_CHARACTERS,
    ReadingWarning.PAGES_WITHOUT_TEXT: Doubt.PAGES_WITHOUT_TEXT,
    ReadingWarning.STAND_IN_READER: Doubt.STAND_IN_READER,
    ReadingWarning.ORDER_UNCERTAIN: Doubt.ORDER_UNCERTAIN,
    ReadingWarning.LOOK_UNCHECKED: Doubt.LOOK_UNCHECKED,
    ReadingWarning.RECOGNISED: Doubt.RECOGNISED,
    ReadingWarning.POORLY_RECOGNISED: Doubt.POORLY_RECOGNISED,
    ReadingWarning.CHARACTERS_DOUBTFUL: Doubt.CHARACTERS_DOUBTFUL,
    ReadingWarning.ATTACHMENTS_UNREAD: Doubt.ATTACHMENTS_UNREAD,
}


_DEMOTIONS: Final = {
    Demotion.QUOTE_NOT_FOUND: Doubt.INVENTED_QUOTES,
    Demotion.HIDDEN_QUOTE: Doubt.HIDDEN_QUOTES,
    Demotion.FLAGGED_TEXT: Doubt.DEPENDS_ON_FLAGGED_TEXT,
}


class Policy(Value):
    """What one tenant's admin allows. Part of the basis of every decision."""

    name: Annotated[str, Field(min_length=1)]
    allowed: tuple[Direction, ...] = ()
    """What may be done besides commenting. No setting opens it in this version."""
    screened_steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    language: Language
    comment_format: CommentFormat = CommentFormat.MARKDOWN
    show_score: ShowScore = "first"
    thresholds: Thresholds = Thresholds()
    read_private_files: bool = False
    """Read private files too; they are never quoted."""
    blind: bool = False
    """Keep who the candidate is from the model."""
    most_runs: Annotated[int, Field(ge=1)] = 3
    """How often one candidacy is judged where a single answer is not enough."""
    border: Annotated[int, Field(ge=0)] = 7
    """How near to a threshold a score must be for a second judgement, in points."""
    corrections: bool = False
    """Whether recruiters can correct a judgement by a comment; the comment then says how."""
    quote_when_privacy_unknown: bool = False
    """Quote files even when the ATS does not say whether they are private."""
    file_kinds_excluded: tuple[str, ...] = ()
    file_kinds_first: tuple[str, ...] = ("resume",)
    """Which kinds are read before all others, in this order."""
    settle: timedelta = timedelta(minutes=3)
    """How long after a step change the first look is taken, for late files."""
    look_again: tuple[timedelta, ...] = (
        timedelta(minutes=15),
        timedelta(hours=1),
        timedelta(hours=6),
        timedelta(hours=24),
    )
    """When, after the step change, to look again for a file before saying there is none."""
    not_screened_comment: bool = True
    """Say in a comment when, and why, a candidacy was not screened."""
    max_files: Annotated[int, Field(ge=1)] = 10
    max_candidacy_bytes: Annotated[int, Field(ge=1)] = 40 * MEBIBYTE
    max_file_bytes: Annotated[int, Field(ge=1)] = 20 * MEBIBYTE
    give_up_after: timedelta = timedelta(hours=24)
    """How long a silent model is waited for before saying that nothing was screened."""

    @model_validator(mode="after")
    def _later_each_time(self) -> Self:
        waits = (self.settle, *self.look_again)
        if self.settle < timedelta(0) or any(later <= sooner for sooner, later in pairwise(waits)):
            raise ValueError("settle and look_again must grow from one look to the next")
        return self


class ChosenFiles(Value):
    """Which files are read, in their order, and which are left out, each with its reason."""

    read: tuple[FileMeta, ...]
    left_out: tuple[UnreadFile, ...]


def admit(candidacy: Candidacy, policy: Policy) -> Reason | None:
    """Tell why a candidacy is not for us; ``None`` admits it."""
    if candidacy.status is not CandidacyStatus.ACTIVE:
        return Reason.TERMINATED
    if candidacy.step not in policy.screened_steps:
        return Reason.NOT_AT_SCREENED_STEP
    return None


def next_look(
    candidacy: Candidacy, files: tuple[FileMeta, ...], policy: Policy, *, now: datetime
) -> datetime | None:
    """Tell when to come back; ``None`` means go on now, with the files there are or without.

    The settle time comes first, for files that arrive after the step change. With no file at all
    the later looks follow, and after the last of them it is time to say so.
    """
    waits = (policy.settle,) if files else (policy.settle, *policy.look_again)
    looks = (candidacy.step_updated_at + wait for wait in waits)
    return next((look for look in looks if look > now), None)


def choose(files: tuple[FileMeta, ...], policy: Policy) -> ChosenFiles:
    """Choose what is read: the kinds named first, then the newest; nothing is left out silently.

    A file with a size that the ATS does not tell is let in; its download has the same limits.
    """
    read: list[FileMeta] = []
    left_out: list[UnreadFile] = []
    allowance = policy.max_candidacy_bytes
    for file in sorted(files, key=lambda one: _rank(one, policy)):
        reason = _refusal(file, policy, already=len(read), allowance=allowance)
        if reason is None:
            read.append(file)
            allowance -= file.size_bytes or 0
        else:
            left_out.append(UnreadFile(file=file, reason=reason))
    return ChosenFiles(read=tuple(read), left_out=tuple(left_out))


def quotable(file: FileMeta, policy: Policy) -> bool:
    """Tell whether a file may be quoted in a comment, which guests of a candidacy may read."""
    if file.private is None:
        return policy.quote_when_privacy_unknown
    return not file.private


def judged(rubric: Rubric) -> tuple[Requirement, ...]:
    """Return the requirements that count; without any there is nothing to screen against."""
    counting = {RequirementKind.MUST, RequirementKind.WANT}
    return tuple(one for one in rubric.requirements if one.kind in counting)


def doubts(
    documents: tuple[Document, ...],
    unread: tuple[UnreadFile, ...],
    assessments: tuple[Assessment, ...],
    findings: tuple[Finding, ...],
    policy: Policy,
    *,
    drifted: bool = False,
    stuffed: tuple[Doubt, ...] = (),
    trust_loose_form: bool = False,
) -> tuple[Doubt, ...]:
    """Collect what speaks against ever acting on a screening automatically, in a fixed order.

    ``findings`` are those of every run and of all runs together. ``stuffed`` is what the
    documents take over from the job's text.
    """
    warnings = {warning for document in documents for warning in document.warnings}
    present = {doubt for warning, doubt in _WARNINGS.items() if warning in warnings}
    kinds = {one.assessor.kind for one in assessments}
    grounds = {
        Doubt.HIDDEN_TEXT: any(
            hidden.severity is not Severity.NOTE
            for document in documents
            for hidden in document.hidden
        ),
        Doubt.INSTRUCTIONS_SEEN: any(one.instructions_seen for one in assessments),
        Doubt.RUNS_DISAGREE: any(
            one.agreement is not None and one.agreement.same < one.agreement.runs
            for one in findings
        ),
        Doubt.LOOSE_FORM: not trust_loose_form and any(one.form.loose for one in assessments),
        Doubt.MODEL_DRIFT: drifted,
        Doubt.UNREAD_FILES: any(one.reason is not UnreadableReason.COPY for one in unread),
        Doubt.PRIVACY_UNKNOWN: any(
            document.file.private is None and not quotable(document.file, policy)
            for document in documents
        ),
        Doubt.KEYWORD_BASELINE: AssessorKind.KEYWORD_BASELINE in kinds,
    }
    demotions = {one.demotion for one in findings}
    present |= {doubt for demotion, doubt in _DEMOTIONS.items() if demotion in demotions}
    present |= set(stuffed)
    present |= {doubt for doubt, holds in grounds.items() if holds}
    return tuple(doubt for doubt in Doubt if doubt in present)


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


def _rank(file: FileMeta, policy: Policy) -> tuple[int, float, str]:
    kinds = [kind.casefold() for kind in policy.file_kinds_first]
    kind = file.kind.casefold()
    place = kinds.index(kind) if kind in kinds else len(kinds)
    age = -file.uploaded_at.timestamp() if file.uploaded_at else 0.0
    return place, age, file.id


def _refusal(
    file: FileMeta, policy: Policy, *, already: int, allowance: int
) -> UnreadableReason | None:
    if file.private and not policy.read_private_files:
        return UnreadableReason.PRIVATE
    if file.kind.casefold() in {kind.casefold() for kind in policy.file_kinds_excluded}:
        return UnreadableReason.EXCLUDED
    if (file.size_bytes or 0) > min(policy.max_file_bytes, allowance):
        return UnreadableReason.TOO_LARGE
    if already >= policy.max_files:
        return UnreadableReason.TOO_MANY
    return None
