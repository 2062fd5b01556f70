"""What ``screening bench extract`` found: the keys of its ``--json``, and nothing of the texts.

Every share is from 0 to 1. A key is ``null`` where there was nothing to measure.
"""

from typing import Literal

from screening.bench.corpus import Flag, Outcome
from screening.bench.judge import FaultKind
from screening.model.base import Value


class FileResult(Value):
    """How one file was read."""

    name: str
    """Its path below the folder."""
    format: str
    """What it really is; of a file that was not read, the end of its name."""
    language: str
    layout: str
    about: str = ""
    outcome: Outcome
    right: tuple[Outcome, ...] = ()
    """The outcomes that are right; empty where nobody said."""
    milliseconds: float
    """Through the sandbox, from the bytes to the ``Document``."""
    pages: int | None = None
    lines: int = 0
    characters: int = 0
    recall: float | None = None
    precision: float | None = None
    joins: float | None = None
    order: float | None = None
    pairs: int = 0
    """Labels and values that must stand together."""
    pairs_kept: int = 0
    hidden_passages: int = 0
    hidden_characters: int = 0
    worst: Flag = "none"
    """The worst severity over all that was flagged."""
    trick: bool = False
    """Whether it hides something, and was read."""
    flagged: bool = False
    """Whether all that a trick hides was reported, as severely as it must be."""
    benign: bool = False
    """Whether it is an honest file, and was read."""
    faults: tuple[FaultKind, ...] = ()
    details: tuple[str, ...] = ()
    """What was missed, in words of the document; empty unless they may be shown."""


class TextRow(Value):
    """The shares of one group of files whose text is known: means over files."""

    format: str
    language: str
    layout: str
    """``*`` in a key that was summed over."""
    files: int
    recall: float
    precision: float
    joins: float
    order: float | None
    pairs: int
    pairs_kept: int
    lowest: float
    """The recall of the worst file."""


class SpeedRow(Value):
    """What reading costs in one format."""

    format: str
    files: int
    pages: int | None
    """``None`` where the format has none."""
    median_milliseconds: float
    """Of a file through the sandbox."""
    p95_milliseconds: float
    warm_pages_per_second: float | None
    """By seconds of CPU in one process that has imported everything; ``None`` without pages."""
    warm_milliseconds: float | None
    """Of a file, the same way; the mean."""


class OutcomeRow(Value):
    """How many files ended in one outcome."""

    format: str
    outcome: Outcome
    files: int


class Memory(Value):
    """The most that any child held, in bytes; ``None`` where the platform does not tell."""

    documents: int | None
    hostile: int | None


class Check(Value):
    """One promise, and whether it holds on these files."""

    name: Literal["leaks", "crashes", "outcomes", "text", "tricks_flagged", "benign_blocked"]
    figure: float | None
    """``None`` where no file could show it."""
    wanted: str
    holds: bool


class Report(Value):
    """Everything that was measured."""

    folder: str
    recognition: bool
    """Whether text was recognised from pictures."""
    files: tuple[FileResult, ...]
    by_format: tuple[TextRow, ...]
    by_layout: tuple[TextRow, ...]
    speed: tuple[SpeedRow, ...]
    outcomes: tuple[OutcomeRow, ...]
    peak_memory: Memory
    checks: tuple[Check, ...]

    @property
    def holds(self) -> bool:
        """Tell whether every promise holds."""
        return all(check.holds for check in self.checks)
