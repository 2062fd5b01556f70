"""What ``screening bench judge`` found: the keys of its ``--json``.

The model is simulated, so nothing here says how well anybody is judged; tokens are four bytes each.
"""

from typing import Literal

from screening.model.base import Value

LEAST_SHARED_TOKENS = 1_024
"""Below this, vendors keep nothing of a prompt."""
MOST_LONG_SECONDS = 0.3
MOST_DRIFT_POINTS = 2

Group = Literal["fixture", "long", "plain", "padded"]


class CvResult(Value):
    """What judging one candidacy took."""

    source: Literal["simulator"] = "simulator"
    candidacy: str
    """The beginning of its id; all people are invented."""
    group: Group
    personality: str
    """How the simulated model behaved."""
    requisition: str | None
    outcome: str
    reason: str
    characters: int
    """Of the documents that were read."""
    model_calls: int
    judgements: int
    """Independent judgements of the whole; each is one call for up to twelve requirements."""
    calm: bool
    """Whether nothing was near a border, unsure or flagged, so that one judgement must do."""
    prompt_characters: int
    """Of all calls together."""
    prompt_tokens: int
    answer_tokens: int
    cached_tokens: int
    cache_write_tokens: int
    shared_tokens: int | None
    """Of the part before the documents in the first call; ``None`` without a call."""
    shared_sha256: str | None
    """Of that part and the form of the answer."""
    seconds: float
    """Of the whole trip, with the simulated ATS, without reading and the simulated model."""
    cpu_seconds: float
    """How long that kept the processor busy; other work on the machine does not lengthen it."""
    reading_seconds: float
    model_seconds: float
    """What the simulated model took to answer."""
    peak_memory_bytes: int | None
    """Of this process with both simulators in it; ``None`` where the system does not tell."""
    reader_peak_memory_bytes: int | None
    """Of the process that reads files."""
    low: int | None
    high: int | None

    @property
    def cached_share(self) -> float:
        """The share of the prompt that was read from the cache."""
        return self.cached_tokens / self.prompt_tokens if self.prompt_tokens else 0.0


class Check(Value):
    """One thing that must hold."""

    name: str
    holds: bool
    measured: str
    """What was seen, in a few words."""


class Totals(Value):
    """Over the judged fixture candidacies only."""

    source: Literal["simulator"] = "simulator"
    judged: int
    calm: int
    model_calls_per_cv: float
    prompt_characters_per_cv: float
    prompt_tokens_per_cv: float
    answer_tokens_per_cv: float
    cached_share: float
    median_seconds: float
    most_seconds: float
    median_cpu_seconds: float
    peak_memory_bytes: int | None


class JudgingReport(Value):
    """Everything that was measured, and whether it is as promised."""

    source: Literal["simulator"] = "simulator"
    personality: str
    totals: Totals
    checks: tuple[Check, ...]
    cvs: tuple[CvResult, ...]

    @property
    def holds(self) -> bool:
        """Tell whether everything holds."""
        return all(check.holds for check in self.checks)
