"""What one tenant's admin allows."""

from datetime import timedelta
from itertools import pairwise
from typing import Annotated, Final, Literal, Self, TypeAlias

from pydantic import Field, model_validator

from screening.model import (
    CommentFormat,
    Direction,
    Language,
    Step,
    Value,
)
from screening.verdict import Thresholds

ShowScore: TypeAlias = Literal["first", "last", "hidden"]


MEBIBYTE: Final = 1024 * 1024


class Policy(Value):
    """What one tenant's admin allows. Part of the basis of every decision."""

    name: Annotated[str, Field(min_length=1)]
    allowed: tuple[Direction, ...] = ()
    """What may be done besides commenting. No setting opens it in this version."""
    screened_steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    language: Language
    comment_format: CommentFormat = CommentFormat.MARKDOWN
    show_score: ShowScore = "first"
    thresholds: Thresholds = Thresholds()
    read_private_files: bool = False
    """Read private files too; they are never quoted."""
    blind: bool = False
    """Keep who the candidate is from the model."""
    most_runs: Annotated[int, Field(ge=1)] = 3
    """How often one candidacy is judged where a single answer is not enough."""
    border: Annotated[int, Field(ge=0)] = 7
    """How near to a threshold a score must be for a second judgement, in points."""
    corrections: bool = False
    """Whether recruiters can correct a judgement by a comment; the comment then says how."""
    quote_when_privacy_unknown: bool = False
    """Quote files even when the ATS does not say whether they are private."""
    file_kinds_excluded: tuple[str, ...] = ()
    file_kinds_first: tuple[str, ...] = ("resume",)
    """Which kinds are read before all others, in this order."""
    settle: timedelta = timedelta(minutes=3)
    """How long after a step change the first look is taken, for late files."""
    look_again: tuple[timedelta, ...] = (
        timedelta(minutes=15),
        timedelta(hours=1),
        timedelta(hours=6),
        timedelta(hours=24),
    )
    """When, after the step change, to look again for a file before saying there is none."""
    not_screened_comment: bool = True
    """Say in a comment when, and why, a candidacy was not screened."""
    max_files: Annotated[int, Field(ge=1)] = 10
    max_candidacy_bytes: Annotated[int, Field(ge=1)] = 40 * MEBIBYTE
    max_file_bytes: Annotated[int, Field(ge=1)] = 20 * MEBIBYTE
    give_up_after: timedelta = timedelta(hours=24)
    """How long a silent model is waited for before saying that nothing was screened."""

    @model_validator(mode="after")
    def _later_each_time(self) -> Self:
        waits = (self.settle, *self.look_again)
        if self.settle < timedelta(0) or any(later <= sooner for sooner, later in pairwise(waits)):
            raise ValueError("settle and look_again must grow from one look to the next")
        return self
