"""Not built yet: nothing is recognised."""

from screening.extract.limits import ReadingLimits
from screening.extract.reading import Recognise


def recogniser(limits: ReadingLimits) -> Recognise | None:  # noqa: ARG001
    """Return what reads pictures on this machine; ``None`` when nothing is installed for it."""
    return None
