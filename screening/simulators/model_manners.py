"""Which fault a personality commits on every call, when that is its whole character."""

from screening.simulators.model_wire import RawFault
from screening.simulators.personalities import Personality


def committed(behaviour: Personality | RawFault, number: int) -> RawFault | None:
    """Return the fault of a call; ``number`` counts calls from 1."""
    if isinstance(behaviour, RawFault):
        return behaviour
    if behaviour is Personality.DOWN:
        return RawFault.OVERLOADED if number % 2 else RawFault.DROP
    return _FAULTS.get(behaviour)


_FAULTS = {
    Personality.BUSY: RawFault.RATE_LIMITED,
    Personality.QUOTA: RawFault.QUOTA,
    Personality.HTML: RawFault.HTML,
    Personality.REFUSER: RawFault.REFUSED,
    Personality.FILTERED: RawFault.FILTERED,
    Personality.BROKEN: RawFault.BROKEN_JSON,
    Personality.DRIFT: RawFault.DRIFT,
}
