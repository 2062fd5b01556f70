"""The values that a comment template can use, and how much room each of them has."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Room:
    """How much of each thing is shown, in characters and pieces."""

    text: int
    quote: float
    """Share of the language's own quote length."""
    remark: int
    file: int
    questions: int
    warnings: int
    opening: int = 0
    """Of the first words of hidden or instruction-like text; 0 shows none."""
    scale: bool = False
    explained: bool = True
    notes: bool = True
    wants: bool = True
    passed_musts: bool = True
    musts: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement's line."""

    mark: str
    text: str
    quote: str = ""
    where: str = ""
    remark: str = ""
    id: str = ""
    """By which a recruiter can name it; empty where nobody reads corrections."""


@dataclass(frozen=True, slots=True)
class Rest:
    """Requirements that are counted instead of listed."""

    count: int = 0
    tally: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """Everything that a comment template can use, by these names."""

    b: str
    li: str
    gap: str
    assessor: str
    reference: str
    policy: str
    prompt: str
    model: str
    time: str
    screened: bool = False
    why: str = ""
    todo: str = ""
    band: str = ""
    score_first: str = ""
    score_last: str = ""
    musts_met: int = 0
    musts: int = 0
    wants_met: int = 0
    wants: int = 0
    must_rows: tuple[Row, ...] = ()
    want_rows: tuple[Row, ...] = ()
    note_rows: tuple[Row, ...] = ()
    musts_rest: Rest = Rest()
    wants_rest: Rest = Rest()
    questions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    silence: bool = False
    interval: bool = False
    scale: str = ""
    fix: str = ""
    """A requirement's id for the sentence on corrections; empty where nobody reads them."""
    left_out: int = 0
