"""The figures of ``survive``; their names are stable."""

from collections import Counter
from collections.abc import Iterable

from screening.model.base import Value

READ = "read"
NOT_STARTED = "not_started"
"""This machine could start no child."""
ERROR = "error"
"""The worker itself failed."""
MOST_GROWTH_BYTES = 20 * 1024 * 1024
"""The worker's memory is flat if it grows by less than this after the first tenth."""


class Count(Value):
    """How many files ended in one outcome."""

    outcome: str
    """``read``, the reason why not, or one of which there must be none."""
    files: int


class Ending(Value):
    """What became of one file."""

    name: str
    """The file; for a damaged one with the seed that makes it again."""
    outcome: str
    seconds: float
    answered: bool = True
    """Whether a child said so itself; otherwise two children died or were killed over it."""


class Run(Value):
    """What became of many files."""

    files: int
    outcomes: tuple[Count, ...]
    slowest_seconds: float
    overruns: tuple[str, ...]
    """Files that were not done with when both their children should have been killed."""
    errors: tuple[str, ...]
    """Files over which the worker itself failed, or could start no child."""
    unanswered: tuple[str, ...]
    """Files over which two children died or were killed."""

    @property
    def holds(self) -> bool:
        """Tell whether every file ended in a named outcome in time."""
        return not self.overruns and not self.errors


class Speed(Value):
    """Milliseconds for one file."""

    files: int
    median: float
    p95: float


class Survival(Value):
    """What the worker went through, and how it took it."""

    files: Run
    worker_bytes: tuple[int, ...]
    """What the worker held at the start, after every tenth and at the end of ``files``."""
    growth_bytes: int
    """The most that it held after the first tenth, above what it held then."""
    mutations: Run
    hostile: Run
    hostile_files: tuple[Ending, ...]
    warm: Speed
    fresh: Speed

    @property
    def holds(self) -> bool:
        """Tell whether nothing failed, nothing was late and the memory stayed flat."""
        runs = (self.files, self.mutations, self.hostile)
        return all(run.holds for run in runs) and self.growth_bytes < MOST_GROWTH_BYTES


def summed(endings: Iterable[Ending], *, deadline: float) -> Run:
    """Sum up; ``deadline`` is in seconds, and for one file in all."""
    ended = tuple(endings)
    outcomes = Counter(one.outcome for one in ended)
    return Run(
        files=len(ended),
        outcomes=tuple(Count(outcome=name, files=outcomes[name]) for name in sorted(outcomes)),
        slowest_seconds=max((one.seconds for one in ended), default=0),
        overruns=tuple(one.name for one in ended if one.seconds > deadline),
        errors=tuple(one.name for one in ended if one.outcome in {NOT_STARTED, ERROR}),
        unanswered=tuple(one.name for one in ended if not one.answered),
    )
