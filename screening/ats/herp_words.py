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

_USER = re.compile(r"U-[0-9A-Za-z]{5}")
_UUID = re.compile(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)


def plain_id(id: str) -> str:
    """Return an id in its one spelling: a UUID in small letters, anything else as it is."""
    return id.lower() if _UUID.fullmatch(id) else id


def is_user_id(id: str) -> bool:
    """Tell whether it is shaped as a user's id: ``U-`` and five characters."""
    return _USER.fullmatch(id) is not None
