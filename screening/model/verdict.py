"""What our rules make of an assessment: findings, evidence, verdicts."""

from enum import StrEnum
from typing import Literal

from screening.model.assessment import Answer, Confidence
from screening.model.base import FileId, RequirementId, Value


class Evidence(Value):
    """A located quote. ``text`` is cut from the document, never the model's string."""

    file_id: FileId
    file_name: str
    page: int | None
    line: int
    """The line of the document on which the quote begins, from 1."""
    text: str
    part: str | None = None
    """The sheet, attachment or member of an archive; ``None`` in a plain file."""
    recognised: bool = False
    """Whether it was recognised from a picture (OCR), and may be misread."""
    approximate: bool = False
    """Whether the model's quote differs from it by what a misreading can explain."""


class Tenure(Value):
    """How long something was done, counted by code from quoted periods."""

    months: int
    """Overlapping periods counted once, until the application at most."""
    minimum: int
    stated: bool = False
    """Whether it is a length that the document states, without periods to count."""


class Agreement(Value):
    """How several judgements of one requirement compare."""

    runs: int
    same: int
    """How many of them gave the answer that counts."""


class Demotion(StrEnum):
    """Why a claim did not count as it was made."""

    NO_QUOTE = "no_quote"
    QUOTE_NOT_FOUND = "quote_not_found"
    QUOTE_TOO_SHORT = "quote_too_short"
    ECHO_OF_REQUIREMENT = "echo_of_requirement"
    HEADING = "heading"
    """Only a heading or a label, which says nothing about the person."""
    NEGATED = "negated"
    HIDDEN_QUOTE = "hidden_quote"
    """It stands only in text that a person cannot see."""
    FLAGGED_TEXT = "flagged_text"
    """It falls when the passages that read like orders are left out."""
    RUNS_DISAGREE = "runs_disagree"


class Finding(Value):
    """One requirement's answer after verification."""

    requirement_id: RequirementId
    answer: Answer
    claimed: Answer
    evidence: tuple[Evidence, ...] = ()
    periods: tuple[Evidence, ...] = ()
    """Located lines that say when it was done, in full."""
    tenure: Tenure | None = None
    agreement: Agreement | None = None
    """``None`` after one judgement."""
    corrected: bool = False
    """Whether a recruiter's answer stands in the place of ours."""
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
    confidence: int | None = None
    """Percentage: how much of the weight has evidence, less what was read badly or unsurely.

    ``None`` in records of earlier versions."""
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
    LOOK_UNCHECKED = "look_unchecked"
    RECOGNISED = "recognised"
    POORLY_RECOGNISED = "poorly_recognised"
    CHARACTERS_DOUBTFUL = "characters_doubtful"
    ATTACHMENTS_UNREAD = "attachments_unread"
    INVENTED_QUOTES = "invented_quotes"
    HIDDEN_QUOTES = "hidden_quotes"
    """The model quoted text that a person cannot see."""
    DEPENDS_ON_FLAGGED_TEXT = "depends_on_flagged_text"
    RUNS_DISAGREE = "runs_disagree"
    KEYWORDS_STUFFED = "keywords_stuffed"
    ADVERT_COPIED = "advert_copied"
    CONTRADICTED = "contradicted"
    """What counts as met is denied elsewhere in the documents."""
    ANOTHER_PERSON = "another_person"
    """The files name different people or e-mail addresses."""
    LOOSE_FORM = "loose_form"
    """The model's server does not enforce the form of the answer."""
    MODEL_DRIFT = "model_drift"
    """The model's server names another model than the one that was accepted."""
    UNREAD_FILES = "unread_files"
    PRIVACY_UNKNOWN = "privacy_unknown"
    KEYWORD_BASELINE = "keyword_baseline"
