"""What we shall do, and the whole record of one decided screening."""

from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime

from screening.model.asking import Rubric
from screening.model.assessment import Assessment, AssessorIdentity
from screening.model.base import (
    Fingerprint,
    Reference,
    RequisitionId,
    ScreeningId,
    Step,
    Value,
)
from screening.model.candidacy import CandidacyRef, CommentFormat, FileMeta, Requisition
from screening.model.reading import FileReading, UnreadFile
from screening.model.verdict import Doubt, Finding, Verdict


class Outcome(StrEnum):
    """How a screening ended. Only the first two write to the ATS."""

    SCREENED = "screened"
    NOT_SCREENED = "not_screened"
    SKIPPED = "skipped"
    NOTHING_NEW = "nothing_new"
    OVERTAKEN = "overtaken"
    GONE = "gone"
    NEEDS_OPERATOR = "needs_operator"


class Reason(StrEnum):
    """Why. Each has a phrase in every comment language if a recruiter can see it."""

    JUDGED = "judged"
    NO_FILES = "no_files"
    NO_READABLE_FILES = "no_readable_files"
    NO_REQUISITION = "no_requisition"
    NO_REQUIREMENTS = "no_requirements"
    TOO_LONG = "too_long"
    MODEL_REFUSED = "model_refused"
    MODEL_FILTERED = "model_filtered"
    MODEL_TRUNCATED = "model_truncated"
    MODEL_MALFORMED = "model_malformed"
    MODEL_UNAVAILABLE = "model_unavailable"
    OVER_BUDGET = "over_budget"
    NOT_BLIND = "not_blind"
    """Who the candidate is could not be kept out of the question, so it was not sent."""
    NOT_AT_SCREENED_STEP = "not_at_screened_step"
    TERMINATED = "terminated"
    MOVED_BY_PERSON = "moved_by_person"
    TERMINATED_BY_PERSON = "terminated_by_person"
    CORRECTED_BY_PERSON = "corrected_by_person"
    REQUISITION_CHANGED = "requisition_changed"
    FILES_CHANGED = "files_changed"
    REQUISITION_NOT_CHOSEN = "requisition_not_chosen"
    SAME_BASIS = "same_basis"
    NOT_FOUND = "not_found"
    WRITE_REFUSED = "write_refused"
    OUTCOME_UNPROVEN = "outcome_unproven"
    ATS_DRIFT = "ats_drift"
    GAVE_UP = "gave_up"
    CRASHED = "crashed"
    DEFECT = "defect"


PASSING = frozenset(
    {
        Reason.MODEL_REFUSED,
        Reason.MODEL_FILTERED,
        Reason.MODEL_TRUNCATED,
        Reason.MODEL_MALFORMED,
        Reason.MODEL_UNAVAILABLE,
        Reason.OVER_BUDGET,
        Reason.NOT_BLIND,
        Reason.TOO_LONG,
    }
)
"""What may be otherwise next time though nothing changed that a decision rests on."""


class PostComment(Value):
    """Post the screening's comment; its body is frozen with the decision."""

    kind: Literal["comment"] = "comment"
    body: str
    format: CommentFormat


Action = PostComment
"""One write to the ATS. Step moves and terminations join when policy can allow them."""


class Decision(Value):
    """What we shall do, stored before anything outside changes."""

    schema_version: Literal[1] = 1
    outcome: Literal[Outcome.SCREENED, Outcome.NOT_SCREENED]
    reason: Reason
    doubts: tuple[Doubt, ...] = ()


class Direction(StrEnum):
    """Where an action would take a candidacy."""

    ADVANCE = "advance"
    END = "end"


class Objection(StrEnum):
    """What stands against an automatic action, besides what the admin did not allow."""

    DOUBTS = "doubts"
    UNAPPROVED_REQUIREMENTS = "unapproved_requirements"
    REQUIREMENTS_CHANGED = "requirements_changed"
    TOO_FEW_RUNS = "too_few_runs"
    RUNS_DISAGREE = "runs_disagree"
    NOT_EVERY_MUST = "not_every_must"
    NO_GROUND = "no_ground"
    """Nothing that a quote contradicts, and not too low in every judgement."""
    UNSURE = "unsure"
    """What it would rest on is weak evidence."""
    QUALITY = "quality"
    CORRECTED = "corrected"
    """A recruiter has spoken; their word stands."""


class Clearance(Value):
    """Whether a judgement could carry an action at all; what is allowed is another question."""

    direction: Direction | None
    """``None`` when the verdict suggests neither."""
    objections: tuple[Objection, ...] = ()


class Run(Value):
    """One of several judgements of the same documents, verified on its own."""

    number: int
    assessor: AssessorIdentity
    without_flagged: bool = False
    findings: tuple[Finding, ...]
    verdict: Verdict | None = None
    """What the rules make of this judgement alone."""


class Versions(Value):
    """What a screening rests on, besides the candidacy itself."""

    code: str
    prompt: Fingerprint
    template: Fingerprint
    rubric: Fingerprint
    policy: Fingerprint
    policy_name: str
    assessor: AssessorIdentity


class ScreeningRecord(Value):
    """The whole record of one decided screening."""

    schema_version: Literal[3] = 3
    id: ScreeningId
    reference: Reference
    ref: CandidacyRef
    step: Step
    step_updated_at: AwareDatetime
    requisition_id: RequisitionId | None = None
    """What the candidacy named, known to the ATS or not."""
    requisition: Requisition | None
    basis: Fingerprint
    versions: Versions
    files: tuple[FileMeta, ...]
    """The files that were read, in the order in which they were shown to the model."""
    readings: tuple[FileReading, ...]
    """How each of them was read, in the same order."""
    unread: tuple[UnreadFile, ...]
    rubric: Rubric | None
    left_out: int = 0
    """How many lines of the job's text are not judged, such as protected matters."""
    assessments: tuple[Assessment, ...]
    findings: tuple[Finding, ...]
    runs: tuple[Run, ...] = ()
    """Each judgement on its own; empty in records of earlier versions."""
    verdict: Verdict | None
    clearance: Clearance | None = None
    blind: bool = False
    """Whether the model was kept from knowing who the candidate is."""
    same_documents: tuple[Reference, ...] = ()
    requirements_changed: bool = False
    """Whether requirements were approved, but for another text of the requisition."""
    """Earlier screenings of other candidacies with one of these files."""
    decision: Decision
    actions: tuple[Action, ...]
    decided_at: AwareDatetime
