"""What speaks against ever acting on a screening automatically."""

from typing import Final

from screening.model import (
    Assessment,
    AssessorKind,
    Demotion,
    Document,
    Doubt,
    Finding,
    ReadingWarning,
    Severity,
    UnreadableReason,
    UnreadFile,
)
from screening.policy.admitting import quotable
from screening.policy.allowing import Policy

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


def doubts(
    documents: tuple[Document, ...],
    unread: tuple[UnreadFile, ...],
    assessments: tuple[Assessment, ...],
    findings: tuple[Finding, ...],
    policy: Policy,
    *,
    drifted: bool = False,
    stuffed: tuple[Doubt, ...] = (),
    at_odds: tuple[Doubt, ...] = (),
    trust_loose_form: bool = False,
) -> tuple[Doubt, ...]:
    """Collect what speaks against ever acting on a screening automatically, in a fixed order.

    ``findings`` are those of every run and of all runs together. ``stuffed`` is what the
    documents take over from the job's text, ``at_odds`` in what they do not fit together.
    """
    warnings = {warning for document in documents for warning in document.warnings}
    present = {doubt for warning, doubt in _WARNINGS.items() if warning in warnings}
    grounds = {
        Doubt.HIDDEN_TEXT: any(map(_hides, documents)),
        Doubt.INSTRUCTIONS_SEEN: any(one.instructions_seen for one in assessments),
        Doubt.RUNS_DISAGREE: any(map(_disputed, findings)),
        Doubt.LOOSE_FORM: not trust_loose_form and any(one.form.loose for one in assessments),
        Doubt.MODEL_DRIFT: drifted,
        Doubt.UNREAD_FILES: any(one.reason is not UnreadableReason.COPY for one in unread),
        Doubt.PRIVACY_UNKNOWN: any(
            document.file.private is None and not quotable(document.file, policy)
            for document in documents
        ),
        Doubt.KEYWORD_BASELINE: any(
            one.assessor.kind is AssessorKind.KEYWORD_BASELINE for one in assessments
        ),
    }
    demotions = {one.demotion for one in findings}
    present |= {doubt for demotion, doubt in _DEMOTIONS.items() if demotion in demotions}
    present |= {*stuffed, *at_odds}
    present |= {doubt for doubt, holds in grounds.items() if holds}
    return tuple(doubt for doubt in Doubt if doubt in present)


def _hides(document: Document) -> bool:
    return any(hidden.severity is not Severity.NOTE for hidden in document.hidden)


def _disputed(finding: Finding) -> bool:
    return finding.agreement is not None and finding.agreement.same < finding.agreement.runs
