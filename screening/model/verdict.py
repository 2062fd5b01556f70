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


class Demotion(StrEnum):
    """Why a claim did not count as it was made."""

    NO_QUOTE = "no_quote"
    QUOTE_NOT_FOUND = "quote_not_found"
    QUOTE_TOO_SHORT = "quote_too_short"
    ECHO_OF_REQUIREMENT = "echo_of_requirement"
    NEGATED = "negated"


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
    LOOK_UNCHECKED = "look_unchecked"
    RECOGNISED = "recognised"
    POORLY_RECOGNISED = "poorly_recognised"
    CHARACTERS_DOUBTFUL = "characters_doubtful"
    ATTACHMENTS_UNREAD = "attachments_unread"
    INVENTED_QUOTES = "invented_quotes"
    UNREAD_FILES = "unread_files"
    PRIVACY_UNKNOWN = "privacy_unknown"
    KEYWORD_BASELINE = "keyword_baseline"
