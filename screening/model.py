"""The nouns of a screening, as frozen values without behaviour.

The words are those of ``docs/glossary.md``. What is stored carries a ``schema_version``.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal, NewType

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

TenantId = NewType("TenantId", str)
CandidacyId = NewType("CandidacyId", str)
RequisitionId = NewType("RequisitionId", str)
FileId = NewType("FileId", str)
CommentId = NewType("CommentId", str)
UserId = NewType("UserId", str)
Step = NewType("Step", str)
RequirementId = NewType("RequirementId", str)
WorkId = NewType("WorkId", str)
ScreeningId = NewType("ScreeningId", str)
EffectId = NewType("EffectId", str)
Reference = NewType("Reference", str)
"""The visible mark of one screening, ``SCR-`` and eight Crockford characters."""
Fingerprint = NewType("Fingerprint", str)
"""Hexadecimal SHA-256 of a canonical text; the first eight characters are shown to people."""


class Value(BaseModel):
    """A frozen value that refuses members it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Language(StrEnum):
    """A language in which requirements are written and comments are read."""

    JA = "ja"
    EN = "en"
    RU = "ru"


# ---------------------------------------------------------------- what the ATS holds


class CandidacyStatus(StrEnum):
    """Whether the selection still runs."""

    ACTIVE = "active"
    TERMINATED = "terminated"


class CandidacyRef(Value):
    """Which candidacy, of which tenant."""

    tenant: TenantId
    id: CandidacyId


class Candidacy(Value):
    """What we allow ourselves to know of a candidacy: no name, contact, memo or tag."""

    ref: CandidacyRef
    status: CandidacyStatus
    step: Step
    step_updated_at: AwareDatetime
    applied_at: AwareDatetime
    requisition_id: RequisitionId | None
    """``None`` when the ATS has no position set for it."""
    channel: str
    """The kind of source only, such as ``agent`` or ``media``."""


class Requisition(Value):
    """One opening with its requirements as the recruiters wrote them."""

    id: RequisitionId
    name: str
    must_text: str = ""
    want_text: str = ""
    persona_text: str = ""
    archived: bool = False


class FileMeta(Value):
    """One file as the ATS describes it. Nothing in it is trusted but the id."""

    id: FileId
    name: str
    kind: str
    declared_mime: str | None = None
    size_bytes: int | None = None
    uploaded_at: AwareDatetime | None = None
    private: bool | None = None
    """``None`` when the ATS does not say."""


class TimelineComment(Value):
    """A comment read back from the ATS."""

    id: CommentId | None
    body: str
    author_id: UserId | None = None
    created_at: AwareDatetime | None = None


class CommentFormat(StrEnum):
    """How the ATS shows a comment."""

    PLAIN = "plain"
    MARKDOWN = "markdown"


class AtsTraits(Value):
    """What differs between ATS systems and matters to policy."""

    name: str
    comment_formats: tuple[CommentFormat, ...]
    comment_limit: int
    """Hard limit of a comment, in characters."""
    comments_readable: bool
    """Whether comments can be read back to look for our own."""
    step_move_may_notify: bool
    termination_may_notify: bool
    termination_needs_reason: bool


# ---------------------------------------------------------------- what was read


class DocumentFormat(StrEnum):
    """What a file really is, told from its content."""

    PDF = "pdf"
    DOCX = "docx"
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


class UnreadableReason(StrEnum):
    """Why a file was not read, or was left out."""

    ENCRYPTED = "encrypted"
    EMPTY = "empty"
    SCAN = "scan"
    GARBLED = "garbled"
    DAMAGED = "damaged"
    UNSUPPORTED = "unsupported"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    CRASHED = "crashed"
    PRIVATE = "private"
    COPY = "copy"
    MISSING = "missing"


class ReadingWarning(StrEnum):
    """What a reader of the comment should know about how a file was read."""

    PAGES_WITHOUT_TEXT = "pages_without_text"
    STAND_IN_READER = "stand_in_reader"
    UNUSUAL_CHARACTERS = "unusual_characters"
    ORDER_UNCERTAIN = "order_uncertain"
    INSTRUCTION_LIKE_TEXT = "instruction_like_text"


class HiddenReason(StrEnum):
    """Why a person cannot see a text."""

    COLOUR = "colour"
    TINY = "tiny"
    INVISIBLE = "invisible"
    OFF_PAGE = "off_page"
    HIDDEN_RUN = "hidden_run"
    MARKUP = "markup"


class HiddenText(Value):
    """Text in the file that a person cannot see. It never reaches the model."""

    reason: HiddenReason
    page: int | None
    characters: int


class Line(Value):
    """One visible line. ``page`` counts from 1 and is ``None`` where the format has no pages."""

    number: Annotated[int, Field(ge=1)]
    page: int | None
    text: str


class Document(Value):
    """The visible text of one file, in reading order."""

    file: FileMeta
    sha256: str
    format: DocumentFormat
    pages: int | None
    lines: tuple[Line, ...]
    hidden: tuple[HiddenText, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()


class UnreadFile(Value):
    """A file that took no part in the screening, and why."""

    file: FileMeta
    reason: UnreadableReason


# ---------------------------------------------------------------- what is asked


class RequirementKind(StrEnum):
    """How a requirement counts."""

    MUST = "must"
    WANT = "want"
    NOTE = "note"
    """Shown with its evidence, weight 0."""
    ASK = "ask"
    """A question for the recruiter; never judged on paper."""


class Requirement(Value):
    """One atomic requirement of a requisition."""

    id: Annotated[RequirementId, Field(pattern=r"^R[1-9][0-9]{0,2}$")]
    kind: RequirementKind
    text: Annotated[str, Field(min_length=1, max_length=500)]
    weight: Annotated[int, Field(ge=0, le=5)] = 1
    synonyms: tuple[str, ...] = ()
    partial_credit: Annotated[Decimal, Field(ge=0, le=1)] = Decimal("0.5")


class RubricSource(StrEnum):
    """Who compiled the rubric."""

    RULES = "rules"
    ADMIN = "admin"


class Rubric(Value):
    """A requisition's requirements, compiled."""

    schema_version: Literal[1] = 1
    requisition_id: RequisitionId
    source: RubricSource
    requirements: tuple[Requirement, ...]


class Question(Value):
    """One call to the model: what is sent, and what must come back."""

    system: str
    requirements: str
    """The part that is byte-identical for all candidates of a requisition, after ``system``."""
    documents: str
    asked: tuple[Requirement, ...]
    """The requirements that the answer must cover, each exactly once."""
    lines: int
    """How many numbered lines the documents have; a cited line beyond it is invented."""
    prompt_version: Fingerprint
    fingerprint: Fingerprint
    """Of everything that is sent, so that the same question is never paid for twice."""


# ---------------------------------------------------------------- what the model said


class Answer(StrEnum):
    """One requirement's answer. Silence is not a "no"."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    """Contradicted by the documents."""
    NOT_STATED = "not_stated"


class Confidence(StrEnum):
    """How sure the model says it is. Never multiplied into anything."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Quote(Value):
    """What the model says the document says."""

    line: int | None
    text: str


class Claim(Value):
    """The model's answer on one requirement, before any check."""

    requirement_id: RequirementId
    answer: Answer
    quotes: tuple[Quote, ...] = ()
    missing: str = ""
    confidence: Confidence = Confidence.MEDIUM


class AssessorKind(StrEnum):
    """What answered. The keyword baseline is never called AI."""

    LLM = "llm"
    KEYWORD_BASELINE = "keyword_baseline"


class AssessorIdentity(Value):
    """Which assessor answered; ``model`` is the name the comment shows."""

    kind: AssessorKind
    model: str


class Assessment(Value):
    """What the model said to one question."""

    schema_version: Literal[1] = 1
    assessor: AssessorIdentity
    question: Fingerprint
    claims: tuple[Claim, ...]
    """Exactly one for each requirement asked, in the rubric's order."""
    questions: tuple[str, ...] = ()
    instructions_seen: bool = False
    """Whether the model says that the documents try to instruct it."""


class ModelOutcome(StrEnum):
    """How one call to the model ended."""

    OK = "ok"
    REFUSED = "refused"
    FILTERED = "filtered"
    TRUNCATED = "truncated"
    MALFORMED = "malformed"
    UNAVAILABLE = "unavailable"
    RATE_LIMITED = "rate_limited"
    REJECTED = "rejected"
    """400, 401, 403, 404, 422 or an exhausted quota: settings or account, not this candidacy."""
    OVER_BUDGET = "over_budget"


class ModelCall(Value):
    """One attempt at the model, paid or not."""

    question: Fingerprint
    attempt: int
    model: str
    returned_model: str | None = None
    outcome: ModelOutcome
    status: int | None = None
    input_tokens: int | None = None
    cached_tokens: int | None = None
    output_tokens: int | None = None
    cost_usd: Decimal | None = None
    """``None`` when no price is configured for the model or no usage came back."""
    duration: timedelta
    started_at: AwareDatetime
    request_id: str | None = None
    system_fingerprint: str | None = None


# ---------------------------------------------------------------- what our rules make of it


class Evidence(Value):
    """A located quote. ``text`` is cut from the document, never the model's string."""

    file_id: FileId
    file_name: str
    page: int | None
    line: int
    """The line of the document on which the quote begins, from 1."""
    text: str


class Demotion(StrEnum):
    """Why a claim did not count as it was made."""

    NO_QUOTE = "no_quote"
    QUOTE_NOT_FOUND = "quote_not_found"
    QUOTE_TOO_SHORT = "quote_too_short"
    ECHO_OF_REQUIREMENT = "echo_of_requirement"


class Finding(Value):
    """One requirement's answer after verification."""

    requirement_id: RequirementId
    answer: Answer
    claimed: Answer
    evidence: tuple[Evidence, ...] = ()
    demotion: Demotion | None = None
    confidence: Confidence = Confidence.MEDIUM
    missing: str = ""


class Gate(StrEnum):
    """How one must stands."""

    PASSED = "passed"
    PARTLY = "partly"
    UNKNOWN = "unknown"
    FAILED = "failed"


class Band(StrEnum):
    """What the verdict suggests to a person."""

    PROMISING = "promising"
    FOR_A_PERSON = "for_a_person"
    DOUBTFUL = "doubtful"


class MustGate(Value):
    """One must and its gate."""

    requirement_id: RequirementId
    gate: Gate


class Verdict(Value):
    """What our rules make of the findings: a pure function of findings, rubric and thresholds."""

    schema_version: Literal[1] = 1
    band: Band
    low: int | None
    """0 to 100, silence counted as no; ``None`` when nothing could be judged."""
    high: int | None
    """0 to 100, silence counted as yes."""
    coverage: int
    """Percentage of the weight that has evidence for or against."""
    gates: tuple[MustGate, ...]
    musts_met: int
    musts: int
    wants_met: int
    wants: int


class Doubt(StrEnum):
    """What makes a screening one that is never acted on automatically."""

    HIDDEN_TEXT = "hidden_text"
    INSTRUCTION_LIKE_TEXT = "instruction_like_text"
    INSTRUCTIONS_SEEN = "instructions_seen"
    UNUSUAL_CHARACTERS = "unusual_characters"
    PAGES_WITHOUT_TEXT = "pages_without_text"
    STAND_IN_READER = "stand_in_reader"
    ORDER_UNCERTAIN = "order_uncertain"
    INVENTED_QUOTES = "invented_quotes"
    UNREAD_FILES = "unread_files"
    PRIVACY_UNKNOWN = "privacy_unknown"
    KEYWORD_BASELINE = "keyword_baseline"


# ---------------------------------------------------------------- what we shall do


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
    NOT_AT_SCREENED_STEP = "not_at_screened_step"
    TERMINATED = "terminated"
    MOVED_BY_PERSON = "moved_by_person"
    TERMINATED_BY_PERSON = "terminated_by_person"
    REQUISITION_CHANGED = "requisition_changed"
    FILES_CHANGED = "files_changed"
    SAME_BASIS = "same_basis"
    NOT_FOUND = "not_found"
    WRITE_REFUSED = "write_refused"
    OUTCOME_UNPROVEN = "outcome_unproven"
    ATS_DRIFT = "ats_drift"
    GAVE_UP = "gave_up"
    CRASHED = "crashed"
    DEFECT = "defect"


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

    schema_version: Literal[1] = 1
    id: ScreeningId
    reference: Reference
    ref: CandidacyRef
    step: Step
    step_updated_at: AwareDatetime
    requisition: Requisition | None
    basis: Fingerprint
    versions: Versions
    files: tuple[FileMeta, ...]
    """The files that were read, in the order in which they were shown to the model."""
    file_hashes: tuple[str, ...]
    unread: tuple[UnreadFile, ...]
    hidden: tuple[HiddenText, ...] = ()
    rubric: Rubric | None
    assessments: tuple[Assessment, ...]
    findings: tuple[Finding, ...]
    verdict: Verdict | None
    decision: Decision
    actions: tuple[Action, ...]
    decided_at: AwareDatetime


# ---------------------------------------------------------------- what the ledger keeps


class Sighting(Value):
    """A candidacy seen at a step since a time: the key of one piece of work."""

    ref: CandidacyRef
    step: Step
    step_updated_at: AwareDatetime


class Bell(Value):
    """A hint that work is due; all that a queue message carries."""

    work: WorkId
    fence: int


class Lease(Value):
    """The right to work on one candidacy until a time, under a fence."""

    work: WorkId
    ref: CandidacyRef
    owner: str
    fence: int
    until: AwareDatetime
    since: AwareDatetime
    """When this piece of work was first due: how long we have been trying."""
    attempts: int
    """Orderly returns so far, since the work was first due."""
    crashes: int
    """Claims that ended without an orderly return, in a row."""


class OpenScreening(Value):
    """The screening of one job key: open, or ended with an outcome."""

    id: ScreeningId
    sighting: Sighting
    outcome: Outcome | None = None
    reason: Reason | None = None
    record: ScreeningRecord | None = None
    """Present once the decision is stored."""


class EffectState(StrEnum):
    """Where one write stands."""

    PLANNED = "planned"
    SENDING = "sending"
    """Committed before the first byte."""
    UNKNOWN = "unknown"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    STOOD_DOWN = "stood_down"
    UNPROVEN = "unproven"
    """Neither presence nor absence could be shown; a person must look."""


class Effect(Value):
    """One intended write and its fate."""

    id: EffectId
    screening_id: ScreeningId
    action: Action
    reference: Reference
    state: EffectState
    attempt: int
    sent_at: AwareDatetime | None = None
    absent_since: AwareDatetime | None = None
    """When a read after the settle time first showed that it is not there."""
    remote_id: CommentId | None = None


class Event(Value):
    """One line of the append-only history; holds no person's words."""

    at: AwareDatetime
    name: str
    screening_id: ScreeningId | None = None
    detail: dict[str, str | int | None] = {}


class Tally(Value):
    """One candidacy in a summary."""

    ref: CandidacyRef
    screening_id: ScreeningId | None
    outcome: Outcome | None
    reason: Reason | None
    record: ScreeningRecord | None
    comment_id: CommentId | None
    comment_state: EffectState | None
    model_calls: int
    cost_usd: Decimal | None
    started_at: AwareDatetime
    ended_at: AwareDatetime | None
    next_at: datetime | None
