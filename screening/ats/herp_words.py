"""HERP Hire's own words and ids; light, so that the settings can be checked against them."""

import re

STEPS = (
    "entry",
    "casualInterview",
    "resumeScreening",
    "firstInterview",
    "secondInterview",
    "thirdInterview",
    "finalInterview",
    "offered",
    "offerAccepted",
)
TERMINATION_REASONS = ("hired", "refusedByCandidate", "rejected", "notEligible")

_UUID = re.compile(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)


def plain_id(id: str) -> str:
    """Return an id in its one spelling: a UUID in small letters, anything else as it is."""
    return id.lower() if _UUID.fullmatch(id) else id
