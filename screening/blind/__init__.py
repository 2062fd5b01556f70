"""Blind mode: what tells who a candidate is stays away from the model.

``fit`` belongs here too, and is for every mode: it looks through what the model says of itself.
"""

from screening.blind.kinds import Kind, shown
from screening.blind.leaking import leaks
from screening.blind.outgoing import fit
from screening.blind.people import for_people
from screening.blind.redacting import Blinded, redact

__all__ = ["Blinded", "Kind", "fit", "for_people", "leaks", "redact", "shown"]
