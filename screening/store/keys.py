"""Ids that follow from what they name: noticing or opening twice cannot make two."""

from datetime import UTC

from screening.fingerprint import fingerprint
from screening.model import CandidacyRef, EffectId, ScreeningId, Sighting, WorkId

_LENGTH = 32


def work_id(ref: CandidacyRef) -> WorkId:
    """Name a candidacy's work; opaque to those who see it in the queue."""
    return WorkId(fingerprint("work", ref.tenant, ref.id)[:_LENGTH])


def screening_id(sighting: Sighting, *, round: int = 0) -> ScreeningId:
    """Name the screening of one job key: tenant, candidacy, step, its time, and the round."""
    moment = sighting.step_updated_at.astimezone(UTC).isoformat(timespec="microseconds")
    parts = [sighting.ref.tenant, sighting.ref.id, sighting.step, moment]
    if round:
        parts.append(str(round))
    return ScreeningId(fingerprint("screening", *parts)[:_LENGTH])


def effect_id(screening: ScreeningId, kind: str) -> EffectId:
    """Name a screening's one effect of a kind."""
    return EffectId(fingerprint("effect", screening, kind)[:_LENGTH])
