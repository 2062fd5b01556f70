"""What the check of wordings says about a requirement."""

from enum import StrEnum

from screening.model import Language
from screening.model.base import Value


class RemarkKind(StrEnum):
    """What is wrong with a wording."""

    VAGUE = "vague"
    """Two readers would draw the line at different places."""
    COMPOUND = "compound"
    """Several requirements in one: half of it has no answer."""
    UNANSWERABLE = "unanswerable"
    """No document can show it."""
    PROTECTED = "protected"
    """It asks for what must play no part."""
    PROXY = "proxy"
    """It stands in for what must play no part, or for nothing that the work needs."""
    ORDER = "order"
    """It speaks to the program that reads it, not of the work."""


class Severity(StrEnum):
    """What a remark means for an approval."""

    BLOCK = "block"
    """Nobody can approve it; it must be worded anew or taken out."""
    WARN = "warn"


class Remark(Value):
    """One thing that is wrong with one wording."""

    kind: RemarkKind
    severity: Severity
    subject: str
    """What it is about, such as ``age``; a stable name."""
    matched: str
    """The words that gave it away."""
    language: Language
    """Of the line, and of ``better``."""
    better: str
    """What to write instead, or where to put it."""
