"""Ids, and the frozen value that all the others are."""

from enum import StrEnum
from typing import NewType

from pydantic import BaseModel, ConfigDict

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
