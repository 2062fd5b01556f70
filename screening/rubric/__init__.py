"""A requisition's requirements: compiled from the ATS's texts, or read from an admin's file."""

from screening.rubric.admin import parse_rubric
from screening.rubric.compiling import compile_rubric, left_out

__all__ = ["compile_rubric", "left_out", "parse_rubric"]
