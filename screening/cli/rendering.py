"""A prompt as a model would get it, on an invented case: for people who compare two versions."""

from screening.model import (
    Document,
    DocumentFormat,
    FileId,
    FileMeta,
    Language,
    Line,
    Requirement,
    RequirementId,
    RequirementKind,
    RequisitionId,
    Rubric,
    RubricSource,
)
from screening.prompt import questions
from screening.prompt.compiling import text_question
from screening.prompt.versions import ASSESSING, PromptVersion

_FENCE = "0123456789ab"
_RUBRIC = Rubric(
    requisition_id=RequisitionId("example"),
    source=RubricSource.RULES,
    requirements=(
        Requirement(
            id=RequirementId("R1"),
            kind=RequirementKind.MUST,
            text="Running PostgreSQL in production",
            minimum_months=36,
        ),
        Requirement(
            id=RequirementId("R2"),
            kind=RequirementKind.WANT,
            text="ビジネスレベルの英語",
            synonyms=("TOEIC 800", "Business English"),
        ),
        Requirement(
            id=RequirementId("R3"), kind=RequirementKind.NOTE, text="Интерес к открытому коду"
        ),
    ),
)
_DOCUMENT = Document(
    file=FileMeta(id=FileId("example"), name="example.txt", kind="resume", private=False),
    sha256="0" * 64,
    format=DocumentFormat.TEXT,
    pages=1,
    lines=tuple(
        Line(number=number, page=1, text=text)
        for number, text in enumerate(
            (
                "Harbour Freight, operations engineer, Apr 2019 - Mar 2023",
                "Ran two PostgreSQL clusters for the booking system.",
                "TOEIC 820点（2021年6月取得）",
            ),
            start=1,
        )
    ),
)
_TEXT = (
    (RequirementKind.MUST, ("3+ years of running PostgreSQL in production",)),
    (RequirementKind.WANT, ("英語での業務経験があれば尚可",)),
)


def rendered(version: PromptVersion) -> str:
    """Return all that would be sent, part by part."""
    if version.id != ASSESSING:
        asked = text_question(version.template, _TEXT, fence=_FENCE)
        return f"[system]\n{asked.system}\n\n[text]\n{asked.text}\n"
    (question,) = questions(
        version.template, _RUBRIC, (_DOCUMENT,), language=Language.EN, fence=_FENCE
    )
    return (
        f"[system]\n{question.system}\n\n[requirements]\n{question.requirements}\n\n"
        f"[documents]\n{question.documents}\n"
    )
