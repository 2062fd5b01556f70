"""A requisition's requirements: made of the ATS's texts, or read from an admin's file."""

from screening.rubric.admin import parse_rubric
from screening.rubric.compiling import compile_rubric, left_out
from screening.rubric.lint import barring, lint, lint_rubric
from screening.rubric.proposing import settled
from screening.rubric.remarks import Remark, RemarkKind, Severity
from screening.rubric.source import sections, text_hash
from screening.rubric.writing import to_toml

__all__ = [
    "Remark",
    "RemarkKind",
    "Severity",
    "barring",
    "compile_rubric",
    "left_out",
    "lint",
    "lint_rubric",
    "parse_rubric",
    "sections",
    "settled",
    "text_hash",
    "to_toml",
]
