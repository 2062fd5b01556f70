"""The one place where objects are made, by plain constructor calls, and closed again."""

from screening.wiring.asking import make_assessor
from screening.wiring.ats import make_ats, make_client
from screening.wiring.clock import utc_now
from screening.wiring.house import House, open_house
from screening.wiring.parts import open_brake, open_watch
from screening.wiring.tenant import make_reader, policy_of

__all__ = [
    "House",
    "make_assessor",
    "make_ats",
    "make_client",
    "make_reader",
    "open_brake",
    "open_house",
    "open_watch",
    "policy_of",
    "utc_now",
]
