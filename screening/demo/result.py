"""What a demonstration did, and whether the ATS holds exactly what the ledger says."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from screening.model import EffectState, Tally
from screening.simulators.herp_api import SeenRequest
from screening.simulators.herp_state import Write
from screening.simulators.world import World, WorldCandidacy


@dataclass(frozen=True, slots=True)
class Row:
    """One candidacy of the demonstration."""

    tally: Tally
    candidacy: WorldCandidacy
    ats_requests: int

    @property
    def seconds(self) -> float:
        """From the first sight of it to its outcome."""
        ended = self.tally.ended_at
        return (ended - self.tally.started_at).total_seconds() if ended else 0.0

    @property
    def musts(self) -> str:
        """How many musts have evidence, of how many."""
        verdict = self.tally.record.verdict if self.tally.record else None
        return f"{verdict.musts_met}/{verdict.musts}" if verdict else "-"

    @property
    def verdict(self) -> str:
        """The band, and the score or its interval."""
        verdict = self.tally.record.verdict if self.tally.record else None
        if verdict is None:
            return "-"
        if verdict.low is None:
            return f"{verdict.band}, no score"
        score = str(verdict.low) if verdict.low == verdict.high else f"{verdict.low}-{verdict.high}"
        return f"{verdict.band} {score}"

    @property
    def as_expected(self) -> bool:
        """Whether it ended as the world's file says that it should."""
        expect = self.candidacy.expect
        return expect is not None and self.tally.outcome == expect.outcome


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that a demonstration shows."""

    tallies: tuple[Tally, ...]
    world: World
    writes: tuple[Write, ...]
    requests: tuple[SeenRequest, ...]
    finished: bool
    model: str
    simulated: bool
    seconds: float
    first_comment_seconds: float | None

    def rows(self) -> Iterator[Row]:
        """Yield the candidacies in the order of the world's file."""
        asked = Counter(request.candidacy for request in self.requests)
        by_id = {tally.ref.id: tally for tally in self.tallies}
        for candidacy in self.world.candidacy:
            tally = by_id.get(candidacy.id)  # type: ignore[call-overload]
            if tally is not None:
                yield Row(tally, candidacy, asked[candidacy.id])

    @property
    def faults(self) -> tuple[str, ...]:
        """Name every way in which the ATS and the ledger disagree; empty is the promise kept."""
        faults: list[str] = []
        if not self.finished:
            faults.append("not every candidacy reached a final outcome")
        posted = Counter(write.candidacy for write in self.writes if write.kind == "comment")
        recorded = Counter(
            tally.ref.id for tally in self.tallies if tally.comment_state is EffectState.CONFIRMED
        )
        if posted != recorded:
            faults.append("the comments in the ATS are not those in the ledger")
        if any(count > 1 for count in posted.values()):
            faults.append("a candidacy has more than one comment")
        if any(write.kind != "comment" for write in self.writes):
            faults.append("something other than a comment was written")
        return tuple(faults)

    def as_json(self) -> dict[str, Any]:
        """Return the figures with stable keys."""
        return {
            "faults": list(self.faults),
            "model": self.model,
            "simulated_model": self.simulated,
            "seconds": round(self.seconds, 1),
            "first_comment_seconds": self.first_comment_seconds
            and round(self.first_comment_seconds, 1),
            "ats_requests": len(self.requests),
            "comments": sum(write.kind == "comment" for write in self.writes),
            "candidacies": [
                {
                    "candidacy": row.tally.ref.id,
                    "outcome": row.tally.outcome,
                    "reason": row.tally.reason,
                    "as_expected": row.as_expected,
                    "verdict": row.verdict,
                    "musts": row.musts,
                    "comment_id": row.tally.comment_id,
                    "model_calls": row.tally.model_calls,
                    "ats_requests": row.ats_requests,
                    "seconds": round(row.seconds, 1),
                }
                for row in self.rows()
            ],
        }
