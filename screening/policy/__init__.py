"""What the admin allows, and the small rules that follow from it.

Each function is one rule. Every refusal to act says why, in a value. Nothing here can lead to
anything but a comment.
"""

from screening.policy.admitting import (
    ChosenFiles,
    admit,
    choose,
    judged,
    next_look,
    quotable,
)
from screening.policy.allowing import MEBIBYTE, Policy, ShowScore
from screening.policy.deciding import (
    NOT_SCREENED,
    comment_format,
    commented,
    decide,
    files_changed,
    overtaken,
)
from screening.policy.doubting import doubts

__all__ = [
    "MEBIBYTE",
    "NOT_SCREENED",
    "ChosenFiles",
    "Policy",
    "ShowScore",
    "admit",
    "choose",
    "comment_format",
    "commented",
    "decide",
    "doubts",
    "files_changed",
    "judged",
    "next_look",
    "overtaken",
    "quotable",
]
